"""The form of one card of the SK: holder, number, what it may pay for, and its four limits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QWidget,
)

from core.identity import KartuId, OrangId, new_uuid
from core.kkpd.commands import SaveKartu
from core.kkpd.model import (
    JenisKartu,
    JenisLimit,
    LimitKartu,
    ProgramKartu,
    StatusKartu,
)
from core.kkpd.queries import KartuRow
from core.money import Rupiah
from core.pengguna.model import Orang
from ui.kit.chip import Status
from ui.kit.date_edit import DateEdit
from ui.kit.rupiah_edit import RupiahEdit
from ui.kit.tokens import Nada
from ui.kkpd.langkah_dialog import LangkahDialog

JENIS = {JenisKartu.BARJAS_MODAL: "Barang, jasa dan modal", JenisKartu.PERJADIN: "Perjalanan dinas"}
PROGRAM = {
    ProgramKartu.KKI_GPN: "KKI (GPN)",
    ProgramKartu.KKI_QRIS: "KKI QRIS",
    ProgramKartu.KKPD_INTL: "Jaringan internasional",
}
_NADA = {StatusKartu.AKTIF: Nada.OK, StatusKartu.BLOKIR_SEMENTARA: Nada.BAD, StatusKartu.KEDALUWARSA: Nada.BAD}


def card_status(status: StatusKartu) -> Status:
    """The step a card stands at, in words."""
    return Status(status.replace("_", " ").lower().replace(" sk", " SK"), _NADA.get(status, Nada.INFO))


class KartuFormDialog(LangkahDialog):
    """One card of the SK. Its full number is not asked for: six digits in front, four at the end."""

    def __init__(
        self, row: KartuRow | None, orang: Sequence[Orang], penerbit: str, hari_ini: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            "Kartu KKPD", "Nomor lengkap kartu tidak dicatat, hanya 6 angka depan dan 4 akhir.", "Simpan", parent
        )
        self._row, self._today = row, hari_ini
        k = row.kartu if row else None
        self.jenis, self.program, self.pemegang = QComboBox(), QComboBox(), QComboBox()
        for jenis, nama in JENIS.items():
            self.jenis.addItem(nama, jenis)
        for program, nama in PROGRAM.items():
            self.program.addItem(nama, program)
        for satu in orang:
            self.pemegang.addItem(satu.nama, satu.id)
        self.pemegang.setEditable(True)
        self.penerbit, self.sk = QLineEdit(k.penerbit if k else penerbit), QLineEdit(k.dasar_sk if k else "")
        self.bin6, self.akhir = QLineEdit(k.bin6 if k else ""), QLineEdit(k.empat_akhir if k else "")
        self.bin6.setMaxLength(6)
        self.akhir.setMaxLength(4)
        self.berlaku = DateEdit(k.berlaku_sampai if k else date(hari_ini.year + 3, 12, 31), today=lambda: hari_ini)
        self.tanggal_sk = DateEdit(k.tanggal_sk if k else None, today=lambda: hari_ini)
        self.limits = {j: RupiahEdit(self._lasting(j)) for j in JenisLimit}
        self.limit = self.limits[JenisLimit.TOTAL]
        if k is not None:
            self.jenis.setCurrentIndex(self.jenis.findData(k.jenis))
            self.program.setCurrentIndex(self.program.findData(k.program))
            self.pemegang.setCurrentText(k.pemegang)
        self._lay_out_fields()

    def command(self) -> SaveKartu | None:
        berlaku = self.berlaku.value() if self.berlaku.is_valid() else None
        if berlaku is None:
            self.form.set_error("berlaku_sampai", "Isi tanggal berlaku kartu.")
            return None
        if not self.limit.is_valid() or not self.limit.value():
            self.form.set_error("limit", "Isi limit kartu menurut SK.")
            return None
        salah = next((j for j, edit in self.limits.items() if not edit.is_valid()), None)
        if salah is not None or not self.tanggal_sk.is_valid():
            medan = f"limit_{salah}" if salah is not None else "tanggal_sk"
            self.form.set_error(medan, "Angka atau tanggalnya belum benar.")
            return None
        lama = self._row.kartu if self._row else None
        nama = self.pemegang.currentText().strip()
        return SaveKartu(
            kartu_id=lama.id if lama else KartuId(new_uuid()),
            versi=self._row.versi if self._row else 0,
            jenis=JenisKartu(self.jenis.currentData()),
            program=ProgramKartu(self.program.currentData()),
            penerbit=self.penerbit.text(),
            bin6=self.bin6.text().strip(),
            empat_akhir=self.akhir.text().strip(),
            pemegang_id=self._holder(nama),
            pemegang=nama,
            dasar_sk=self.sk.text(),
            berlaku_sampai=berlaku,
            limit=self._limits(),
            tanggal_sk=self.tanggal_sk.value(),
            menggantikan=lama.menggantikan if lama else None,
        )

    def _holder(self, nama: str) -> OrangId:
        """A person of the office by name; somebody who does not use this program gets an id of his own."""
        at = self.pemegang.findText(nama)
        if at >= 0:
            return OrangId(self.pemegang.itemData(at))
        lama = self._row.kartu if self._row else None
        return lama.pemegang_id if lama is not None and lama.pemegang == nama else OrangId(new_uuid())

    def _lasting(self, jenis: JenisLimit) -> Rupiah | None:
        """What the SK allows for good, raises for a while left out."""
        found = self._row.kartu.limit_on(jenis, self._today, lasting=True) if self._row else None
        return None if found is None else found.nilai

    def _limits(self) -> tuple[LimitKartu, ...]:
        """All limits there were; where one or its decree has changed a new row from today, a cleared one ends."""
        semua = self._row.kartu.limit if self._row else ()
        dasar = self.sk.text().strip()
        ganti_sk = self._row is not None and self._row.kartu.dasar_sk != dasar
        for jenis, edit in self.limits.items():
            lama, baru = self._lasting(jenis), edit.value() or None
            if lama == baru and not (ganti_sk and baru):
                continue
            semua = tuple(x for x in semua if not (x.jenis is jenis and x.sampai is None and x.sejak == self._today))
            if baru is not None:
                awal = self._today if self._row else date(self._today.year, 1, 1)
                semua = (*semua, LimitKartu(jenis, baru, dasar, awal))
            else:
                kemarin = self._today - timedelta(days=1)
                semua = tuple(replace(x, sampai=kemarin) if x.jenis is jenis and x.sampai is None else x for x in semua)
        return semua

    def _lay_out_fields(self) -> None:
        self.form.add("pemegang", "Pemegang KKPD", self.pemegang)
        self.form.add("kartu", "6 angka depan", self.bin6, span=3)
        self.form.add("empat_akhir", "4 angka akhir", self.akhir, span=3)
        self.form.add("berlaku_sampai", "Berlaku sampai", self.berlaku, span=6)
        self.form.add("penerbit", "Bank penerbit", self.penerbit, span=6)
        self.form.add("program", "Program", self.program, span=6)
        self.form.add("jenis", "Untuk belanja", self.jenis, hint="Permendagri 79/2022 Pasal 18")
        self.form.add("dasar_sk", "Nomor SK", self.sk, span=8)
        self.form.add("tanggal_sk", "Tanggal SK", self.tanggal_sk, span=4)
        self.form.add("limit", "Limit total", self.limit, span=6)
        for jenis in (JenisLimit.PER_TRANSAKSI, JenisLimit.PER_HARI, JenisLimit.PER_PENERIMA):
            kata = "Limit " + jenis.replace("_", " ")
            self.form.add(f"limit_{jenis}", kata, self.limits[jenis], span=6, hint="kosong: tidak dibatasi")
