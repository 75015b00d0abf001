"""Kantor, Pejabat, UP and Rekening bank: who the office is, who signs, its decree, its accounts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from core.access import PERAN_NAMA, Peran
from core.calendar import tanggal_pendek
from core.identity import new_uuid
from core.money import format_sen, terbilang
from core.opd.commands import SaveOffice, SavePejabat, SaveRekeningBendahara, SetUp
from core.opd.model import Opd, RekeningBendahara, SkUp, decree_on
from core.opd.pejabat import PERAN_PEJABAT, Pejabat, Penugasan
from core.opd.rekening_bank import RekeningBank
from core.pengguna.model import format_nip
from ui.kit import tokens
from ui.kit.card import line, text
from ui.kit.chip import Status
from ui.kit.date_edit import DateEdit
from ui.kit.rupiah_edit import RupiahEdit
from ui.kit.table import Column, Jenis
from ui.kit.tokens import Nada
from ui.opd.bagian import Bagian
from ui.opd.isian import ChoiceBox, FormDialog

if TYPE_CHECKING:
    from datetime import date

    from core.bus import Command
    from ui.kantor import Pertanyaan
    from ui.shell.page import Konteks

_KANTOR: Final = (
    ("nama", "Nama OPD", 12, ""), ("kode", "Kode SKPD", 6, "22 huruf, seperti 2.16.2.20.2.21.01.0000"),
    ("kode_wilayah", "Kode wilayah", 3, "seperti 36.72, untuk nomor dokumen"), ("tahun", "Tahun anggaran", 3, ""),
    ("pemda", "Pemerintah daerah", 6, "tercetak di kepala dokumen"),
    ("tempat", "Tempat", 6, "tercetak di depan tanggal"), ("alamat", "Alamat", 12, ""),
)  # fmt: skip


class KantorBagian(Bagian):
    """Particulars of the office."""

    def __init__(self, konteks: Konteks) -> None:
        super().__init__(konteks, "Kantor", "Seperti tercetak pada semua buku, SPJ dan dokumen pengajuan.")
        self._opd: Opd | None = None
        self.add_button("Ubah…", self.edit)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(tokens.px(24))
        self._grid.setVerticalSpacing(tokens.px(10))
        self._grid.setColumnStretch(1, 1)
        self._values: dict[str, QLabel] = {}
        for row, (key, label, _, _) in enumerate(_KANTOR):
            self._grid.addWidget(text(label, "redup"), row, 0)
            self._values[key] = text("", wrap=True)
            self._grid.addWidget(self._values[key], row, 1)
        self.card.add(self._grid)
        self.card.body.addStretch(1)

    def ask(self, q: Pertanyaan) -> Opd | None:
        return q.opd.office()

    def show_answer(self, answer: Opd | None) -> None:
        self._opd = answer
        if answer is not None:
            for key, label in self._values.items():
                label.setText(office_value(answer, key) or "belum diisi")

    def edit(self) -> None:
        """The particulars in a form."""
        if self._opd is not None:
            self.open_form(KantorDialog(self.konteks, self._opd, self), "Data kantor disimpan")


def office_value(opd: Opd, key: str) -> str:
    """A particular as text."""
    return str(opd.tahun_anggaran if key == "tahun" else getattr(opd, key))


class KantorDialog(FormDialog):
    """SaveOffice."""

    def __init__(self, konteks: Konteks, opd: Opd, parent: QWidget | None = None) -> None:
        super().__init__(konteks, "Kantor", lebar=640, parent=parent)
        self._opd = opd
        for key, label, span, hint in _KANTOR:
            edit = QLineEdit(office_value(opd, key))
            self.form.add("tahun_anggaran" if key == "tahun" else key, label, edit, span=span, hint=hint)

    def command(self) -> Command | None:
        tahun = self._text("tahun_anggaran")
        if not tahun.isdigit():
            self.form.set_error("tahun_anggaran", "Tahun anggaran ditulis dengan empat angka.")
            return None
        teks: dict[str, Any] = {k: self._text(k) for k, *_ in _KANTOR if k != "tahun"}
        return SaveOffice(opd=replace(self._opd, tahun_anggaran=int(tahun), **teks))

    def _text(self, key: str) -> str:
        field = self.form.field(key)
        assert isinstance(field, QLineEdit)
        return field.text().strip()


def _term(p: Pejabat) -> str:
    return f"{tanggal_pendek(p.mulai)} – {tanggal_pendek(p.selesai) if p.selesai else 'sekarang'}"


class PejabatBagian(Bagian):
    """Who signs as what, from when to when."""

    def __init__(self, konteks: Konteks) -> None:
        super().__init__(
            konteks,
            "Pejabat",
            "Dokumen memakai pejabat pada tanggalnya; yang lama tetap tercatat. Enter membuka satu baris.",
        )
        self.add_button("Pejabat baru…", lambda: self.edit(None), utama=True)
        hari = konteks.today()
        kolom: tuple[Column[Pejabat], ...] = (
            Column("sebagai", "Sebagai", lambda p: PERAN_NAMA[p.peran], 164, urut=False),
            Column("nama", "Nama", lambda p: p.nama, 180, lentur=True, urut=False),
            Column("nip", "NIP", lambda p: format_nip(p.nip), 162, Jenis.KODE, urut=False),
            Column("masa", "Masa jabatan", _term, 168, urut=False),
            Column("lingkup", "Lingkup", lambda p: ", ".join(p.lingkup) or "kantor", 84, urut=False),
            Column("kini", "Keadaan", lambda p: _in_office(p, hari), 108, Jenis.STATUS, urut=False),
        )
        self.view = self.add_table(
            "pejabat", kolom, "Belum ada pejabat; tambahkan PA, PPK-SKPD dan Bendahara.", self.edit
        )

    def ask(self, q: Pertanyaan) -> tuple[Pejabat, ...]:
        return tuple(q.opd.officials())

    def show_answer(self, answer: tuple[Pejabat, ...]) -> None:
        self.view.table.show(answer)

    def edit(self, pejabat: Pejabat | None) -> None:
        """A new official, or the one of a row."""
        self.open_form(PejabatDialog(self.konteks, pejabat, self), "Pejabat disimpan")


def _in_office(p: Pejabat, hari: date) -> Status:
    if p.is_in_office(hari):
        return Status("menjabat", Nada.OK)
    return Status("akan menjabat", Nada.INFO) if hari < p.mulai else Status("selesai", Nada.MUTED)


class PejabatDialog(FormDialog):
    """SavePejabat."""

    def __init__(self, konteks: Konteks, pejabat: Pejabat | None, parent: QWidget | None = None) -> None:
        super().__init__(konteks, "Pejabat" if pejabat else "Pejabat baru", lebar=640, parent=parent)
        p = self._pejabat = pejabat or Pejabat(
            id=new_uuid(), peran=Peran.PA, nama="", nip="", mulai=konteks.today().replace(month=1, day=1)
        )
        self.peran: ChoiceBox[Peran] = ChoiceBox([(r, PERAN_NAMA[r]) for r in PERAN_PEJABAT])
        self.peran.set_value(p.peran)
        kata = {Penugasan.DEFINITIF: "Definitif", Penugasan.PLT: "Plt.", Penugasan.PLH: "Plh."}
        self.penugasan: ChoiceBox[Penugasan] = ChoiceBox([(n, kata[n]) for n in Penugasan])
        self.penugasan.set_value(p.penugasan)
        self.nama, self.nip, self.pangkat, self.jabatan = (QLineEdit(t) for t in (p.nama, p.nip, p.pangkat, p.jabatan))
        self.mulai, self.selesai = DateEdit(p.mulai, today=konteks.today), DateEdit(p.selesai, today=konteks.today)
        self.lingkup = QLineEdit(", ".join(p.lingkup))
        self.form.add("peran", "Sebagai", self.peran, span=8)
        self.form.add("penugasan", "Penugasan", self.penugasan, span=4)
        self.form.add("nama", "Nama lengkap dengan gelar", self.nama)
        self.form.add("nip", "NIP", self.nip, span=6, hint="18 angka")
        self.form.add("pangkat", "Pangkat / golongan", self.pangkat, span=6)
        self.form.add("mulai", "Mulai", self.mulai, span=6)
        self.form.add("selesai", "Selesai", self.selesai, span=6, hint="kosong selama masih menjabat")
        self.form.add("jabatan", "Sebutan pada cetakan", self.jabatan, hint="kosong berarti sebutan lazimnya")
        lingkup = "kode unit (KPA, BPP) atau sub kegiatan (PPTK), dipisah koma; kosong berarti seluruh kantor"
        self.form.add("lingkup", "Lingkup", self.lingkup, hint=lingkup)

    def command(self) -> Command | None:
        mulai = self.mulai.value()
        if mulai is None:
            self.form.set_error("mulai", "Tanggal mulai belum diisi.")
            return None
        return SavePejabat(
            pejabat=replace(
                self._pejabat,
                peran=self.peran.value() or Peran.PA,
                penugasan=self.penugasan.value() or Penugasan.DEFINITIF,
                nama=self.nama.text(),
                nip=self.nip.text(),
                pangkat=self.pangkat.text(),
                jabatan=self.jabatan.text(),
                mulai=mulai,
                selesai=self.selesai.value(),
                lingkup=tuple(s.strip() for s in self.lingkup.text().split(",") if s.strip()),
            )
        )


class UpBagian(Bagian):
    """The UP decrees of the year."""

    def __init__(self, konteks: Konteks) -> None:
        super().__init__(
            konteks,
            "Uang Persediaan (UP)",
            "UP ditetapkan sekali setahun dengan keputusan kepala daerah; dalam tahun berjalan hanya bagian KKPD yang "
            "boleh berubah (Permendagri 77/2020, Permendagri 79/2022).",
        )
        self.add_button("SK UP baru…", self.edit, utama=True)
        self.berlaku = text("", "angka-sedang")
        self.kata = text("", "redup", wrap=True)
        self.card.add(self.berlaku)
        self.card.add(self.kata)
        self.card.add(line())
        kolom: tuple[Column[SkUp], ...] = (
            Column("nomor", "Nomor SK", lambda s: s.nomor, 200, lentur=True, urut=False),
            Column("tanggal", "Tanggal SK", lambda s: s.tanggal, 100, Jenis.TANGGAL, urut=False),
            Column("berlaku", "Berlaku dari", lambda s: s.berlaku_dari, 104, Jenis.TANGGAL, urut=False),
            Column("besaran", "Besaran UP", lambda s: s.besaran_up, 140, Jenis.UANG, urut=False),
            Column("tunai", "UP tunai", lambda s: s.up_tunai, 140, Jenis.UANG, urut=False),
            Column("limit", "UP KKPD (limit)", lambda s: s.limit_kkpd, 140, Jenis.UANG, urut=False),
        )
        self.view = self.add_table("up", kolom, "Belum ada SK UP tahun ini.")

    def ask(self, q: Pertanyaan) -> tuple[SkUp, ...]:
        return tuple(q.opd.decrees(self.konteks.today().year))

    def show_answer(self, answer: tuple[SkUp, ...]) -> None:
        self.view.table.show(answer)
        sk = decree_on(answer, self.konteks.today())
        if sk is None:
            self.berlaku.setText("Belum ada SK UP yang berlaku")
            self.kata.setText("")
            return
        self.berlaku.setText(
            f"UP tunai Rp {format_sen(sk.up_tunai.sen)} · limit KKPD Rp {format_sen(sk.limit_kkpd.sen)}"
        )
        bagian = sk.proporsi_kkpd * 100
        self.kata.setText(f"Besaran UP {terbilang(sk.besaran_up)}; bagian KKPD {float(bagian):.4g} %".replace(".", ","))

    def edit(self) -> None:
        """A new decree."""
        self.open_form(SkUpDialog(self.konteks, self), "SK UP dicatat")


class SkUpDialog(FormDialog):
    """SetUp."""

    def __init__(self, konteks: Konteks, parent: QWidget | None = None) -> None:
        super().__init__(konteks, "SK UP baru", parent=parent)
        hari = konteks.today()
        self.nomor = QLineEdit()
        self.tanggal, self.berlaku = (DateEdit(hari, today=konteks.today) for _ in range(2))
        self.tunai, self.limit = RupiahEdit(), RupiahEdit()
        self.besaran = text("", "redup", wrap=True)
        self.form.add("nomor", "Nomor keputusan kepala daerah", self.nomor)
        self.form.add("tanggal", "Tanggal SK", self.tanggal, span=6)
        self.form.add("berlaku_dari", "Berlaku dari", self.berlaku, span=6)
        self.form.add("up_tunai", "UP tunai", self.tunai, span=6)
        self.form.add("limit_kkpd", "UP KKPD (limit kartu)", self.limit, span=6)
        self.body.addWidget(self.besaran)
        for edit in (self.tunai, self.limit):
            edit.value_changed.connect(lambda _: self._say_sum())

    def command(self) -> Command | None:
        tanggal, berlaku = self.tanggal.value(), self.berlaku.value()
        if tanggal is None or berlaku is None:
            self.say("Tanggal SK dan tanggal berlakunya harus diisi.")
            return None
        return SetUp(
            sk=SkUp(
                id=new_uuid(), nomor=self.nomor.text(), tanggal=tanggal, berlaku_dari=berlaku,
                up_tunai=self.tunai.value(), limit_kkpd=self.limit.value(), dicatat=self.konteks.today(),
            )
        )  # fmt: skip

    def _say_sum(self) -> None:
        if self.tunai.is_valid() and self.limit.is_valid():
            jumlah = self.tunai.value() + self.limit.value()
            self.besaran.setText(f"Besaran UP Rp {format_sen(jumlah.sen)} — {terbilang(jumlah)}")


class RekeningBagian(Bagian):
    """Bank accounts of the treasurers."""

    def __init__(self, konteks: Konteks) -> None:
        super().__init__(konteks, "Rekening bank", "Rekening bendahara; SP2D UP, GU dan TU dicairkan ke sini.")
        self.add_button("Rekening baru…", lambda: self.edit(None), utama=True)
        kolom: tuple[Column[RekeningBendahara], ...] = (
            Column("buku", "Buku", lambda r: r.buku, 80, urut=False),
            Column("bank", "Bank", lambda r: f"{r.rekening.kode_bank} {r.rekening.nama_bank}".strip(), 180, urut=False),
            Column("nomor", "Nomor rekening bank", lambda r: r.rekening.masked, 170, Jenis.KODE, urut=False),
            Column("nama", "Atas nama", lambda r: r.rekening.atas_nama, 200, lentur=True, urut=False),
            Column("mulai", "Mulai", lambda r: r.mulai, 100, Jenis.TANGGAL, urut=False),
            Column("selesai", "Selesai", lambda r: r.selesai, 100, Jenis.TANGGAL, urut=False),
        )
        self.view = self.add_table("rekening", kolom, "Belum ada rekening bank bendahara.", self.edit)

    def ask(self, q: Pertanyaan) -> tuple[RekeningBendahara, ...]:
        return tuple(q.opd.accounts())

    def show_answer(self, answer: tuple[RekeningBendahara, ...]) -> None:
        self.view.table.show(answer)

    def edit(self, rekening: RekeningBendahara | None) -> None:
        """A new account, or the one of a row."""
        self.open_form(RekeningDialog(self.konteks, rekening, self), "Rekening bank disimpan")


class RekeningDialog(FormDialog):
    """SaveRekeningBendahara."""

    def __init__(self, konteks: Konteks, rekening: RekeningBendahara | None, parent: QWidget | None = None) -> None:
        super().__init__(konteks, "Rekening bank bendahara", parent=parent)
        r = self._rekening = rekening or RekeningBendahara(
            id=new_uuid(), buku="BP", rekening=RekeningBank("", "", ""), mulai=konteks.today()
        )
        bank = r.rekening
        self.buku = QLineEdit(r.buku)
        self.kode, self.bank = QLineEdit(bank.kode_bank), QLineEdit(bank.nama_bank)
        self.nomor, self.nama = QLineEdit(bank.nomor), QLineEdit(bank.atas_nama)
        self.mulai, self.selesai = DateEdit(r.mulai, today=konteks.today), DateEdit(r.selesai, today=konteks.today)
        self.form.add("buku", "Buku", self.buku, span=3, hint="BP, atau kata BPP")
        self.form.add("kode_bank", "Kode bank", self.kode, span=3, hint="tiga angka")
        self.form.add("nama_bank", "Nama bank", self.bank, span=6)
        self.form.add("nomor", "Nomor rekening bank", self.nomor, span=6)
        self.form.add("atas_nama", "Atas nama", self.nama, span=6)
        self.form.add("mulai", "Mulai dipakai", self.mulai, span=6)
        self.form.add("selesai", "Selesai", self.selesai, span=6, hint="kosong selama masih dipakai")

    def command(self) -> Command | None:
        mulai = self.mulai.value()
        if mulai is None:
            self.form.set_error("mulai", "Tanggal mulai belum diisi.")
            return None
        bank = RekeningBank(self.kode.text(), self.nomor.text(), self.nama.text(), self.bank.text())
        buku = self.buku.text().strip() or "BP"
        baru = replace(self._rekening, buku=buku, rekening=bank, mulai=mulai, selesai=self.selesai.value())
        return SaveRekeningBendahara(rekening=baru)
