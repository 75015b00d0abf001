"""What Ctrl+K finds in the office itself: SPP and SPM, evidence, rekanan, and a berkas by its printed code."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from core.kas.model import JENIS_NAMA, Jenis
from core.spm.queries import SaringSpp
from ui.shell.palette import Found

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.shell.page import Konteks

TIAP_MACAM: Final = 8
"""How many of each kind are offered; more words find less."""


def search_office(konteks: Konteks, typed: str) -> Sequence[Found]:
    """What the open office has under these words; before one is open there is nothing."""
    tanya, tahun = konteks.tanya, konteks.today().year
    return () if tanya is None else tanya.ask(lambda q: _find(q, tahun, typed, konteks))


def _find(q: Any, tahun: int, typed: str, konteks: Konteks) -> list[Found]:
    go = konteks.open_page
    found: list[Found] = []
    for s in q.spm.rows(tahun, SaringSpp(kata=typed), banyak=TIAP_MACAM):
        nomor = s.nomor_spm or s.nomor_spp or s.sipd_spm or s.sipd_spp or f"Draf SPP-{s.jenis.kode}"
        found.append(Found(nomor, f"{s.penerima or s.uraian} · {s.nilai} · {s.status.nama}", partial(go, "spm", s.id)))
    for t in q.kas.cari_transaksi(tahun, typed, TIAP_MACAM):
        jenis, hari = JENIS_NAMA[Jenis(t.jenis)], f"{t.tanggal:%d-%m-%Y}"
        kata = " · ".join(p for p in (hari, jenis, str(t.nilai), t.pihak, t.uraian) if p)
        found.append(Found(t.nomor, kata, partial(go, "bukti", {"bulan": t.bulan, "tx": t.kode})))
    found += [
        Found(r.nama, f"rekanan · {r.npwp or 'belum ber-NPWP'}", partial(go, "rekanan", r.id))
        for r in q.rekanan.search(typed, batas=TIAP_MACAM)
    ]
    berkas = q.pelacakan.by_kode("".join(c for c in typed.upper() if c.isalnum()))
    if berkas is not None:
        found.append(
            Found(berkas.isi.nomor or berkas.kode_meja, "berkas di BPKAD", partial(go, "lacak", berkas.kode_meja))
        )
    return found
