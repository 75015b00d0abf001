"""The attributes every event may carry (format-transaksi 4): stored from the first day, as posted rows are not edited.

They change no figure of the books; later reports (nontunai, TP2DD, units) are made of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.kas.medan import Medan, read_date
from core.kas.model import Jenis

if TYPE_CHECKING:
    from core.kas.isi import Isi

KANAL: Final = (
    "TUNAI", "CMS", "SP2D_ONLINE", "KKPD_EDC", "KKPD_QRIS", "KKI_QRIS", "QRIS", "MBANKING", "EMONEY", "VA", "AUTODEBET",
)  # fmt: skip
PENERIMA_JENIS: Final = ("rekanan", "pegawai", "bendahara_pptk", "masyarakat", "negara")
_PILIHAN: Final = {"kanal": KANAL, "penerima_jenis": PENERIMA_JENIS}
_TEKS: Final = frozenset({"penerima_npwp", "unit", "sumber_dana", "pptk", "kontrak", "termin", "nomor_sipd"})
_BOOL: Final = frozenset({"pdn", "umkm"})


def check_atribut(m: Medan, mentah: object) -> dict[str, object]:
    """The attributes of an event in their given form; unknown keys are warned of and left out."""
    if mentah is None:
        return {}
    if not isinstance(mentah, dict):
        m.add("ERR_MEDAN_TIDAK_SAH", "atribut", "atribut harus objek.")
        return {}
    found: dict[str, object] = {}
    for kunci, nilai in mentah.items():
        if nilai is None:
            continue
        medan = f"atribut.{kunci}"
        if kunci in _PILIHAN:
            sah = nilai in _PILIHAN[kunci]
        elif kunci == "tanggal_sipd":
            if read_date(m, nilai, medan) is not None:
                found[kunci] = nilai
            continue
        elif kunci in _TEKS:
            sah = isinstance(nilai, str) and bool(nilai.strip())
        elif kunci in _BOOL:
            sah = isinstance(nilai, bool)
        else:
            m.add("WARN_MEDAN_TIDAK_DIKENAL", medan, f"Medan {medan} tidak dikenal dan tidak disimpan.")
            continue
        if sah:
            found[kunci] = nilai
        else:
            m.add("ERR_MEDAN_TIDAK_SAH", medan, f"{medan} berisi {nilai!r}, bukan pilihan yang ada.")
    return found


def default_kanal(isi: Isi) -> str:
    """The payment channel an event has when nothing else is said (format-transaksi 4)."""
    if isi.jenis in (Jenis.SP2D_LS_GAJI, Jenis.SP2D_LS_BJ):
        return "SP2D_ONLINE"
    if isi.jenis in (Jenis.BELANJA_KKPD, Jenis.KKPD_REFUND, Jenis.KKPD_TOLAK, Jenis.KKPD_LUNAS_PRIBADI):
        return "KKPD_EDC"
    return "TUNAI" if getattr(isi, "cara", None) == "tunai" else "CMS"
