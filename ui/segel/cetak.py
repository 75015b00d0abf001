"""The key sheet of the office and the words of a check, for the page and for the terminal."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from core.calendar import tanggal_panjang
from core.documents.kunci_segel import LembarKunciSegel, render_kunci_segel
from core.errors import Refusal
from core.segel.commands import own_key
from core.segel.lembar import sheet_file
from ui.cetak import kantor_cetak

if TYPE_CHECKING:
    from core.documents.kit import Huruf
    from core.segel.kode import HasilPeriksa
    from core.segel.kunci import KunciSegel
    from ui.kantor import Pertanyaan


def demand_own_key(q: Pertanyaan, hari: date) -> KunciSegel:
    """The office's key of today, or of the near future. Refuses ERR_KUNCI_SEGEL_BELUM_ADA."""
    keys = q.segel.known_keys()
    found = own_key(keys, hari) or next((k for k in keys if k.sendiri and k.akhir is None), None)
    if found is None:
        raise Refusal(
            "ERR_KUNCI_SEGEL_BELUM_ADA",
            "Kantor ini belum mempunyai kunci segel. Buat dulu di Pengaturan, bagian Segel Pundi (segel buat-kunci).",
        )
    return found


def sheet_pdf(q: Pertanyaan, hari: date, huruf: Huruf) -> bytes:
    """The printed sheet of the office's key."""
    kunci = demand_own_key(q, hari)
    head = kantor_cetak(q, hari)
    isi = LembarKunciSegel(
        pemda=head.pemda,
        opd=kunci.opd_nama,
        kode=kunci.opd_kode,
        teks=q.segel.sheet_of(kunci),
        sidik_jari=kunci.sidik_jari,
        berlaku_dari=tanggal_panjang(kunci.berlaku_dari),
        penandatangan=head.penandatangan[:1],
    )
    return render_kunci_segel(isi, huruf)


def sheet_bytes(q: Pertanyaan, hari: date) -> bytes:
    """The same as a small text file."""
    kunci = demand_own_key(q, hari)
    return sheet_file(kunci, q.segel.sheet_of(kunci))


def check_json(hasil: HasilPeriksa) -> dict[str, Any]:
    """A check as the terminal answers it."""
    isi: dict[str, Any] = {"hasil": str(hasil.nilai), "kunci": hasil.kunci_id, "pesan": hasil.kalimat}
    if hasil.kunci is not None:
        isi |= {"opd": hasil.kunci.opd_nama}
    if (s := hasil.isi) is not None:
        isi |= {
            "kode_meja": s.kode_meja, "putaran": s.putaran, "kode_opd": s.opd_kode, "jenis": s.jenis, "nomor": s.nomor,
            "tanggal": s.tanggal.isoformat(), "disegel": s.disegel.isoformat(), "penerima": s.penerima,
            "nomor_rekening": s.nomor_rekening, "nilai": s.nilai.to_json(), "potongan": s.potongan.to_json(),
            "dibayarkan": s.dibayarkan.to_json(), "banyak_baris": s.banyak, "sidik": s.sidik.hex(),
            "rincian": [[b.sub_kegiatan, b.rekening, b.nilai.to_json()] for b in s.rincian],
        }  # fmt: skip
    return isi
