"""What the first start founds: the sample office, or a new office from its answers."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from core.access import Pelaku, Peran
from core.identity import OpdId, OrangId, new_uuid
from core.opd.commands import CreateOffice, OrangPertama, SavePejabat
from core.opd.model import Opd
from core.opd.pejabat import Pejabat
from core.pengguna.model import Rahasia
from ui.contoh import make_sample
from ui.kantor import Kantor, Pembuka

if TYPE_CHECKING:
    from ui.shell.first_start import KantorBaru, PejabatBaru

CONTOH = "kantor-contoh.sqlite"


def sample_office(pembuka: Pembuka, sumber: Path) -> tuple[Kantor, Pelaku | None]:
    """The sample office beside the standard place of databases, opened as its bendahara."""
    db = Path(pembuka.default_db()).with_name(CONTOH)
    if not pembuka.exists(str(db)):
        kantor, cerita = make_sample(pembuka, str(db), sumber)
        kantor.close(cadangkan=False)
        pelaku: Pelaku | None = cerita.orang["sari"]
    else:
        pelaku = None
    return pembuka.open(str(db)), pelaku


def create_office(pembuka: Pembuka, jawaban: KantorBaru) -> tuple[Kantor, Pelaku]:
    """A new office with its first bendahara, and the officials who sign."""
    orang = OrangPertama(
        id=OrangId(new_uuid()),
        nama_login="bendahara",
        nama=jawaban.bendahara.nama,
        nip=jawaban.bendahara.nip,
        peran=frozenset({Peran.BENDAHARA}),
        sandi=Rahasia(jawaban.sandi),
    )
    opd = Opd(id=OpdId(new_uuid()), kode=jawaban.kode_opd, nama=jawaban.nama_opd, tahun_anggaran=jawaban.tahun)
    kantor = pembuka.create(pembuka.default_db(), CreateOffice(opd=opd, orang=orang))
    pelaku = orang.as_orang().as_pelaku()
    mulai = date(jawaban.tahun, 1, 1)
    pejabat: list[tuple[Peran, PejabatBaru]] = [
        (Peran.PA, jawaban.pa),
        (Peran.PPK, jawaban.ppk),
        (Peran.BENDAHARA, jawaban.bendahara),
    ]
    for peran, p in pejabat:
        kantor.execute(
            SavePejabat(pejabat=Pejabat(id=new_uuid(), peran=peran, nama=p.nama, nip=p.nip, mulai=mulai)), pelaku
        )
    return kantor, pelaku
