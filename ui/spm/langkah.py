"""The steps a document may take next, as buttons: by its status and by who is at the desk (handbook 2.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.access import Izin
from core.spm.model import TANGAN_NAMA, Spp, StatusSpp, Tangan
from ui.shell.page_head import who_may
from ui.spm.pengujian_card import Tombol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ui.shell.page import Konteks
    from ui.spm.spp_form import SppForm
    from ui.spm.tindakan import Tindakan

BERIKUTNYA: Final[Mapping[StatusSpp, str]] = {
    StatusSpp.DRAF: "berikutnya PPK-SKPD",
    StatusSpp.SPP_DIAJUKAN: "berikutnya PPK-SKPD",
    StatusSpp.SPP_DIVERIFIKASI: "berikutnya PA/KPA",
    StatusSpp.SPM_TERBIT: "berikutnya dikirim ke BPKAD",
    StatusSpp.DIAJUKAN_BUD: "di BPKAD",
    StatusSpp.BATAL: "tidak dipakai lagi",
}


def why_not(konteks: Konteks, spp: Spp | None, izin: Izin, tangan: Tangan) -> str:
    """Why the person at the desk may not take a step; empty when he may (permission, two-person rule)."""
    if not konteks.may(izin):
        return who_may(izin)
    orang = konteks.pelaku.id if konteks.pelaku else None
    for cap in spp.jejak if spp else ():
        if cap.oleh == orang and cap.tangan is not tangan:
            return f"Anda sudah bertindak sebagai {TANGAN_NAMA[cap.tangan]} pada dokumen ini; {TANGAN_NAMA[tangan]} harus orang lain."  # noqa: E501
    return ""


def steps_of(form: SppForm, do: Tindakan) -> list[Tombol]:
    """The buttons under the totals, in the order they are pressed."""
    spp = form.spp
    status = spp.status if spp else StatusSpp.DRAF
    cetak = Tombol("pratinjau", "Pratinjau", do.preview, "Ctrl+P", boleh=form.isi is not None)
    buat = why_not(form.konteks, spp, Izin.BUAT_SPP, Tangan.PEMBUAT)
    teliti = why_not(form.konteks, spp, Izin.VERIFIKASI_SPP, Tangan.PENELITI)
    ttd = why_not(form.konteks, spp, Izin.TTD_SPM, Tangan.PENANDATANGAN)
    catat = "" if form.konteks.may(Izin.CATAT) else "Yang membukukan adalah bendahara."
    if status is StatusSpp.DRAF:
        gagal = form.uji.failed()
        kosong = form.isi is None or not form.isi.nilai
        sebab = buat or (
            "Isi belanjanya lebih dulu."
            if kosong
            else f"{gagal} pengujian belum lolos; lihat daftar di atas."
            if gagal
            else ""
        )
        return [cetak, Tombol("ajukan", "Ajukan SPP ke PPK-SKPD", do.submit, "F9", "utama", not sebab, sebab)]
    if status is StatusSpp.SPP_DIAJUKAN:
        return [
            cetak,
            Tombol("kembalikan", "Kembalikan", do.give_back, "F7", "bahaya", not teliti, teliti),
            Tombol("verifikasi", "Verifikasi & terbitkan SPM", do.verify, "F6", "utama", not teliti, teliti),
        ]
    if status is StatusSpp.SPP_DIVERIFIKASI:
        return [
            cetak,
            Tombol("kembalikan", "Kembalikan", do.refuse_signature, "F7", "bahaya", not ttd, ttd),
            Tombol("ttd", "Tanda tangani SPM", do.sign, "F6", "utama", not ttd, ttd),
        ]
    if status is StatusSpp.SPM_TERBIT:
        return [cetak, Tombol("kirim", "Kirim ke BPKAD", do.send, "F9", "utama", not buat, buat)]
    if status is StatusSpp.DIAJUKAN_BUD and spp is not None and spp.sp2d is None:
        return [
            cetak,
            Tombol("perbaiki", "Perbaiki SPM…", do.repair, "", "", not buat, buat or "Bila BPKAD mengembalikannya"),
            Tombol("sp2d", "Catat SP2D…", do.record_sp2d, "F2", "utama", not buat, buat),
        ]
    if spp is not None and spp.sp2d is not None:
        return [cetak, Tombol("bukukan", "Bukukan SP2D ke BKU", do.book_sp2d, "F2", "utama", not catat, catat)]
    return [cetak]
