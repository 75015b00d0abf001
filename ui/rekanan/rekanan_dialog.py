"""The card of one rekanan: who he is, his tax number, his account. What core refuses stands under its field."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QLineEdit

from core.identity import RekananId, new_uuid
from core.opd.rekening_bank import RekeningBank
from core.rekanan.commands import SaveRekanan
from core.rekanan.model import BENTUK_NAMA, Bentuk, Rekanan, SuratKeterangan
from ui.kit.date_edit import DateEdit
from ui.opd.isian import ChoiceBox, FormDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from core.bus import Command
    from ui.shell.page import Konteks


class RekananDialog(FormDialog):
    """SaveRekanan: a new card, or a change of the version that was on screen."""

    def __init__(self, konteks: Konteks, kartu: Rekanan | None, parent: QWidget | None = None) -> None:
        super().__init__(
            konteks,
            "Kartu rekanan" if kartu else "Rekanan baru",
            keterangan="Rekening dan NPWP pada kartu inilah yang dicocokkan dengan setiap SPM-LS.",
            lebar=640,
            parent=parent,
        )
        k = self._kartu = kartu or Rekanan(id=RekananId(new_uuid()), nama="", bentuk=Bentuk.BADAN)
        bank = k.rekening
        self.nama, self.npwp, self.alamat = QLineEdit(k.nama), QLineEdit(k.npwp), QLineEdit(k.alamat)
        self.bentuk: ChoiceBox[Bentuk] = ChoiceBox([(b, BENTUK_NAMA[b]) for b in Bentuk])
        self.bentuk.set_value(k.bentuk)
        self.pkp, self.umkm, self.aktif = QCheckBox("PKP"), QCheckBox("UMKM"), QCheckBox("Masih dipakai")
        for box, on in ((self.pkp, k.pkp), (self.umkm, k.umkm), (self.aktif, k.aktif)):
            box.setChecked(on)
        self.kode_bank = QLineEdit(bank.kode_bank if bank else "")
        self.kode_bank.setMaxLength(3)
        self.nama_bank = QLineEdit(bank.nama_bank if bank else "")
        self.nomor = QLineEdit(bank.nomor if bank else "")
        self.atas_nama = QLineEdit(bank.atas_nama if bank else "")
        self.pp55 = QLineEdit(k.pp55.nomor if k.pp55 else "")
        self.pp55_sampai = DateEdit(k.pp55.berlaku_sampai if k.pp55 else None, today=konteks.today)
        self._lay_out_fields()

    def command(self) -> Command | None:
        nomor, sampai = self.pp55.text().strip(), self.pp55_sampai.value()
        if nomor and sampai is None:
            self.form.set_error("pp55_sampai", "Isi sampai kapan surat keterangan berlaku.")
            return None
        bank = (self.kode_bank.text(), self.nomor.text(), self.atas_nama.text(), self.nama_bank.text())
        return SaveRekanan(
            rekanan=replace(
                self._kartu,
                nama=self.nama.text(),
                bentuk=self.bentuk.value() or Bentuk.BADAN,
                npwp=self.npwp.text(),
                pkp=self.pkp.isChecked(),
                umkm=self.umkm.isChecked(),
                aktif=self.aktif.isChecked(),
                alamat=self.alamat.text(),
                pp55=SuratKeterangan(nomor, sampai) if nomor and sampai is not None else None,
                rekening=RekeningBank(*bank) if any(b.strip() for b in bank) else None,
            )
        )

    def _lay_out_fields(self) -> None:
        add = self.form.add
        add("nama", "Nama", self.nama, span=8)
        add("bentuk", "Bentuk", self.bentuk, span=4)
        add("npwp", "NPWP atau NIK", self.npwp, span=6, hint="16 angka; kosong bila belum punya (tarif lebih tinggi)")
        add("pkp", "Pengusaha kena pajak", self.pkp, span=3)
        add("umkm", "Usaha kecil", self.umkm, span=3)
        add("kode_bank", "Kode bank", self.kode_bank, span=3, hint="tiga angka")
        add("nama_bank", "Nama bank", self.nama_bank, span=9)
        add("nomor", "Nomor rekening bank", self.nomor, span=6)
        add("atas_nama", "Atas nama", self.atas_nama, span=6)
        add("pp55", "Surat keterangan PP 55", self.pp55, span=7, hint="PPh final 0,5 %, bila ada")
        add("pp55_sampai", "Berlaku sampai", self.pp55_sampai, span=5)
        add("alamat", "Alamat", self.alamat, span=9)
        add("aktif", "Keadaan", self.aktif, span=3)
