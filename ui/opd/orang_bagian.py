"""Orang: who works with the program, as what; new people, other roles, passwords."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QWidget

from core.access import PERAN_NAMA, Izin, Peran
from core.bus import Command
from core.identity import OrangId, new_uuid
from core.pengguna.commands import AddPerson, ChangePassword, DeactivatePerson, SetRoles
from core.pengguna.model import SANDI_TERPENDEK, Orang, Rahasia, find_rangkap, format_nip
from ui.kit import tokens
from ui.kit.card import text
from ui.kit.chip import Status
from ui.kit.table import Column, Jenis
from ui.kit.tokens import Nada
from ui.opd.bagian import Bagian
from ui.opd.isian import FormDialog

if TYPE_CHECKING:
    from typing import ClassVar

    from ui.kantor import Pertanyaan
    from ui.shell.page import Konteks


def role_names(peran: frozenset[Peran]) -> str:
    """`Bendahara Pengeluaran, PPTK`."""
    return ", ".join(PERAN_NAMA[p] for p in Peran if p in peran)


class OrangBagian(Bagian):
    """The people of the office."""

    topics: ClassVar[frozenset[str]] = frozenset({"pengguna"})

    def __init__(self, konteks: Konteks) -> None:
        super().__init__(
            konteks,
            "Orang",
            "Tiap orang masuk dengan namanya sendiri; yang pergi dinonaktifkan, jejaknya tetap. "
            "Pengatur orang adalah Administrator; selama belum ada, Bendahara Pengeluaran.",
        )
        self.add_button("Sandi saya…", self.change_own, izin=Izin.LIHAT)
        self.roles = self.add_button("Peran…", lambda: self._with_row(self.edit_roles))
        self.password = self.add_button("Sandi baru…", lambda: self._with_row(self.reset_password))
        self.leave = self.add_button("Nonaktifkan…", lambda: self._with_row(self.deactivate))
        self.add_button("Orang baru…", self.add_person, utama=True)
        kolom: tuple[Column[Orang], ...] = (
            Column("nama", "Nama", lambda o: o.nama, 180, lentur=True, urut=False),
            Column("login", "Nama masuk", lambda o: o.nama_login, 130, Jenis.KODE, urut=False),
            Column("nip", "NIP", lambda o: format_nip(o.nip), 170, Jenis.KODE, urut=False),
            Column("peran", "Peran", lambda o: role_names(o.peran), 280, urut=False),
            Column("keadaan", "Keadaan", _state, 130, Jenis.STATUS, urut=False),
        )
        self.view = self.add_table("orang", kolom, "Belum ada orang.", self.edit_roles)
        self.view.row_selected.connect(lambda _: self._on_row())
        self._on_row()

    def ask(self, q: Pertanyaan) -> tuple[Orang, ...]:
        return tuple(q.pengguna.people(hanya_aktif=False))

    def show_answer(self, answer: tuple[Orang, ...]) -> None:
        self.view.table.show(answer)
        self._on_row()

    def add_person(self) -> None:
        """AddPerson."""
        self.open_form(OrangDialog(self.konteks, self), "Orang ditambahkan; ia mengganti sandinya saat masuk pertama")

    def edit_roles(self, orang: Orang) -> None:
        """SetRoles."""
        self.open_form(PeranDialog(self.konteks, orang, self), "Peran disimpan")

    def reset_password(self, orang: Orang) -> None:
        """ChangePassword of somebody else."""
        self.open_form(SandiDialog(self.konteks, orang, self), "Sandi diganti")

    def change_own(self) -> None:
        """ChangePassword of oneself."""
        pelaku = self.konteks.pelaku
        own = next((o for o in self.view.table.rows if pelaku and o.id == pelaku.id), None)
        if own is not None:
            self.open_form(SandiDialog(self.konteks, own, self, own=True), "Sandi Anda diganti")

    def deactivate(self, orang: Orang) -> None:
        """DeactivatePerson, after a second thought."""
        self.open_form(NonaktifDialog(self.konteks, orang, self), f"{orang.nama} dinonaktifkan")

    def _with_row(self, run: object) -> None:
        row = self.view.current_row()
        if row is not None and callable(run):
            run(row)

    def _on_row(self) -> None:
        row: Orang | None = self.view.current_row()
        may = self.konteks.may(self.izin)
        for button in (self.roles, self.password):
            button.setEnabled(may and row is not None)
        self.leave.setEnabled(may and row is not None and row.aktif)


def _state(o: Orang) -> Status:
    if not o.aktif:
        return Status("tidak aktif", Nada.MUTED)
    return Status("wajib ganti sandi", Nada.WARN) if o.wajib_ganti else Status("aktif", Nada.OK)


class RolePicker(QWidget):
    """Roles to tick; two that may not meet in one person are said at once."""

    def __init__(self, peran: frozenset[Peran]) -> None:
        super().__init__()
        self._boxes = {p: QCheckBox(PERAN_NAMA[p]) for p in Peran}
        self._why = text("", "galat", wrap=True)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(tokens.px(6))
        for n, (p, box) in enumerate(self._boxes.items()):
            box.setChecked(p in peran)
            box.toggled.connect(lambda _: self._judge())
            grid.addWidget(box, n // 2, n % 2)
        grid.addWidget(self._why, (len(self._boxes) + 1) // 2, 0, 1, 2)
        self._judge()

    def set_role(self, peran: Peran, *, on: bool = True) -> None:
        """Ticks one."""
        self._boxes[peran].setChecked(on)

    def peran(self) -> frozenset[Peran]:
        """What is ticked."""
        return frozenset(p for p, box in self._boxes.items() if box.isChecked())

    def complaint(self) -> str:
        """Why these may not be one person's."""
        return self._why.text()

    def _judge(self) -> None:
        found = find_rangkap(self.peran())
        kalimat = (
            f"{PERAN_NAMA[found[0]]} dan {PERAN_NAMA[found[1]]} tidak boleh dirangkap: {found[2]}." if found else ""
        )
        self._why.setText(kalimat)
        self._why.setVisible(bool(kalimat))


def _secret() -> QLineEdit:
    made = QLineEdit()
    made.setEchoMode(QLineEdit.EchoMode.Password)
    return made


class OrangDialog(FormDialog):
    """A new person with a first password."""

    def __init__(self, konteks: Konteks, parent: QWidget | None = None) -> None:
        super().__init__(konteks, "Orang baru", lebar=620, parent=parent)
        self.nama, self.login, self.nip, self.sandi = QLineEdit(), QLineEdit(), QLineEdit(), _secret()
        self.picker = RolePicker(frozenset())
        self.form.add("nama", "Nama lengkap", self.nama)
        self.form.add("nama_login", "Nama masuk", self.login, span=6, hint="huruf kecil dan angka, tanpa spasi")
        self.form.add("nip", "NIP", self.nip, span=6, hint="boleh kosong")
        self.form.add(
            "sandi", "Sandi pertama", self.sandi, hint=f"paling sedikit {SANDI_TERPENDEK} huruf; diganti saat masuk"
        )
        self.form.add("peran", "Peran", self.picker)

    def command(self) -> Command:
        return AddPerson(
            orang=OrangId(new_uuid()), nama_login=self.login.text(), nama=self.nama.text(), nip=self.nip.text(),
            peran=self.picker.peran(), sandi=Rahasia(self.sandi.text()),
        )  # fmt: skip


class PeranDialog(FormDialog):
    """Other roles; somebody who had left comes back with them."""

    def __init__(self, konteks: Konteks, orang: Orang, parent: QWidget | None = None) -> None:
        super().__init__(konteks, f"Peran {orang.nama}", lebar=620, parent=parent)
        self._orang = orang
        self.picker = RolePicker(orang.peran)
        self.form.add("peran", "Peran", self.picker)

    def command(self) -> Command:
        return SetRoles(orang=self._orang.id, peran=self.picker.peran(), versi=self._orang.versi)


class SandiDialog(FormDialog):
    """A new password, typed twice; one's own also asks for the old one."""

    def __init__(self, konteks: Konteks, orang: Orang, parent: QWidget | None = None, *, own: bool = False) -> None:
        super().__init__(konteks, f"Sandi {'saya' if own else orang.nama}", parent=parent)
        self._orang, self._own = orang, own
        self.lama, self.baru, self.lagi = _secret(), _secret(), _secret()
        if own:
            self.form.add("sandi_lama", "Sandi lama", self.lama)
        hint = f"paling sedikit {SANDI_TERPENDEK} huruf; beberapa kata yang hanya Anda tahu"
        self.form.add("sandi", "Sandi baru", self.baru, hint=hint)
        self.form.add("sandi_lagi", "Sandi baru sekali lagi", self.lagi)

    def command(self) -> Command | None:
        if self.baru.text() != self.lagi.text():
            self.form.set_error("sandi_lagi", "Tidak sama dengan yang di atas; ketik sekali lagi.")
            return None
        lama = Rahasia(self.lama.text()) if self._own else None
        return ChangePassword(orang=self._orang.id, sandi=Rahasia(self.baru.text()), sandi_lama=lama)


class NonaktifDialog(FormDialog):
    """Somebody leaves."""

    def __init__(self, konteks: Konteks, orang: Orang, parent: QWidget | None = None) -> None:
        keterangan = f"{orang.nama} ({role_names(orang.peran)}) tidak dapat masuk lagi; yang pernah dikerjakannya tetap atas namanya."  # noqa: E501
        super().__init__(konteks, "Nonaktifkan orang", "Nonaktifkan", keterangan=keterangan, bahaya=True, parent=parent)
        self._orang = orang

    def command(self) -> Command:
        return DeactivatePerson(orang=self._orang.id, versi=self._orang.versi)
