"""A region on one server for the tests: two offices with books and SPM, the BPKAD desk, and people with logins of their own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import psycopg

from core.access import Pelaku
from core.bus import Command
from core.calendar import Bulan
from core.identity import OpdId, RekananId, SppId, new_uuid
from core.importers.pundi_transaksi import read_pundi_transaksi
from core.kas.commands import CloseMonth, ImportTransaksi
from core.kas.penutupan import HitunganKas
from core.money import Rupiah
from core.opd.commands import SaveOffice
from core.rekanan.commands import SaveRekanan
from core.rekanan.model import Bentuk, Rekanan
from core.spm.commands import SaveDraft, SignSpm, SubmitSpp, SubmitToBud, VerifySpp
from core.spm.isi import IsiSpp, JenisSpp, Penerima, RincianSpp
from core.spm.kelengkapan import KELENGKAPAN_BAKU
from db.basis import Basis
from db.hak import orang
from db.keystore import MemoryKeyStore
from db.opd.queries import SqlOpdQueries
from tests.fakes.clock import FrozenClock
from tests.fakes.office import Office, all_handlers, found_office
from tests.fakes.server import Server

CASE = Path(__file__).parents[2] / "data" / "worked-example.json"
SUB = {p["kode_rekening"]: p["sub_kegiatan"] for p in json.loads(CASE.read_text("utf-8"))["input"]["pagu"]}
LISTRIK = "5.1.02.02.01.0061"
SANDI = "hujan sore di pasar lama"

TUGAS: Mapping[str, tuple[str, str, str]] = {
    "sari_a": ("bendahara", "a", ""),
    "bpp_a": ("bpp", "a", "BPP-1"),
    "ppk_a": ("ppk", "a", ""),
    "pa_a": ("pa", "a", ""),
    "pptk_a": ("pptk", "a", ""),
    "bend_b": ("bendahara", "b", ""),
    "loket_p": ("loket", "", ""),
    "verif_p": ("verifikator", "", ""),
    "kasi_p": ("kasi", "", ""),
    "bud_p": ("kuasa_bud", "", ""),
    "adm_p": ("admin", "", ""),
    "bpk": ("auditor", "", ""),
}


class JamKini(FrozenClock):
    """The server's clock: people who work for themselves cannot stamp another hour."""

    def now(self) -> datetime:
        return datetime.now(UTC)


@dataclass
class Wilayah:
    """One server, two offices, and everybody's login."""

    server: Server
    nama: str
    a: Office
    b: Office
    orang: dict[str, Pelaku]
    draf: SppId
    diajukan: SppId
    terbit: SppId
    dibuka: dict[str, Basis] = field(default_factory=dict)

    def login(self, siapa: str) -> psycopg.Connection[Any]:
        """A raw session, as somebody with psql and his own password has."""
        return psycopg.connect(self.server.url(self.nama, siapa), autocommit=True)

    def basis(self, siapa: str) -> Basis:
        if siapa not in self.dibuka:
            self.dibuka[siapa] = Basis(self.server.url(self.nama, siapa), MemoryKeyStore())
        return self.dibuka[siapa]

    def close(self) -> None:
        for basis in self.dibuka.values():
            basis.close()

    def at_desk(self, siapa: str, kantor: Office) -> Office:
        """The program of one person, connected as himself, on one office."""
        return Office(self.basis(siapa), kantor.opd_id, self.orang[siapa], JamKini(), all_handlers())

    def kode_meja(self) -> str:
        with self.server.admin(self.nama) as conn:
            row = conn.execute("SELECT kode_meja FROM berkas WHERE opd_id = %s", (self.a.opd_id,)).fetchone()
        assert row is not None
        return str(row[0])


def isi_spp(uraian: str = "Tagihan listrik Maret 2026", nilai: int = 430_000) -> IsiSpp:
    n = Rupiah.of(nilai)
    jenis = JenisSpp.LS_RUTIN
    return IsiSpp(
        jenis=jenis,
        tanggal_spp=date(2026, 3, 2),
        uraian=uraian,
        nilai=n,
        rincian=(RincianSpp(SUB[LISTRIK], LISTRIK, n, "Belanja"),),
        penerima=Penerima("PLN CONTOH", nomor_rekening="0012345678417"),
        kelengkapan=tuple(replace(b, ada=b.wajib) for b in KELENGKAPAN_BAKU[jenis].blank()),
    )


def build(server: Server) -> Wilayah:
    """Everything by the program itself: schema, offices, books, SPM, people."""
    nama = server.empty_database()
    pemilik = Basis(server.url(nama, "postgres"), MemoryKeyStore())
    pemilik.migrate()
    a = _office(pemilik, "A")
    b = _office(pemilik, "B")
    with pemilik.engine.begin() as conn:
        for login, (peran, opd, buku) in TUGAS.items():
            kantor = {"a": str(a.opd_id), "b": str(b.opd_id), "": None}[opd]
            pertama = {"sari_a": str(a.pelaku.id), "bend_b": str(b.pelaku.id)}.get(login)
            isi = {
                "login": login,
                "nama": f"CONTOH {login.upper()}",
                "nip": "",
                "peran": peran,
                "opd": kantor,
                "buku": buku,
            }
            usulan, _ = orang.propose(conn, "tambah", {**isi, **({"orang_id": pertama} if pertama else {})})
            orang.decide(conn, usulan, setuju=True)
    people = {login: _first_sign_in(server, nama, login, a.opd_id, b.opd_id) for login in TUGAS}
    draf = _draft(a, "Draf rahasia A")
    diajukan = _draft(a, "Diajukan A")
    _do(a, SubmitSpp, diajukan, 1)
    terbit = _draft(a, "Terbit A")
    _do(a, SubmitSpp, terbit, 1)
    _do(a, VerifySpp, terbit, 2, people["ppk_a"], tanggal_spm=date(2026, 3, 3))
    _do(a, SignSpm, terbit, 3, people["pa_a"])
    _do(a, SubmitToBud, terbit, 4)
    _draft(b, "Draf rahasia B")
    pemilik.engine.dispose()
    return Wilayah(server, nama, a, b, people, draf, diajukan, terbit)


def _office(basis: Basis, huruf: str) -> Office:
    office = found_office(basis)
    office.do(ImportTransaksi(berkas=read_pundi_transaksi(CASE.name, CASE.read_bytes())))
    office.do(CloseMonth(bulan=Bulan(2026, 2), kas=HitunganKas({"K100000": 53, "K50000": 1}, Rupiah.of(49_437_500))))
    with basis.reading() as conn:
        opd = SqlOpdQueries(conn, office.opd_id).office()
    assert opd is not None
    office.do(
        SaveOffice(
            opd=replace(
                opd,
                kode=f"2.16.2.20.2.21.0{1 if huruf == 'A' else 2}.0000",
                nama=f"Dinas {huruf} CONTOH",
                kode_wilayah="99.99",
            )
        )
    )
    rekanan = Rekanan(id=RekananId(new_uuid()), nama=f"CV RAHASIA {huruf} CONTOH", bentuk=Bentuk.BADAN)
    office.do(SaveRekanan(rekanan=rekanan))
    return office


def _first_sign_in(server: Server, nama: str, login: str, *opd: OpdId) -> Pelaku:
    """The one-time password is exchanged for the person's own."""
    basis = Basis(server.url(nama, login), MemoryKeyStore())
    with basis.engine.begin() as conn:
        orang.change_own_password(conn, SANDI)
    with basis.reading() as conn:
        pelaku = orang.who_am_i(conn, opd[1] if login.endswith("_b") else opd[0])
    basis.close()
    assert pelaku is not None
    return pelaku


def _draft(office: Office, uraian: str) -> SppId:
    spp_id = SppId(new_uuid())
    office.do(SaveDraft(spp_id=spp_id, versi=0, tahun=2026, isi=isi_spp(uraian)))
    return spp_id


def _do(office: Office, cls: type[Command], spp_id: SppId, versi: int, oleh: Pelaku | None = None, **isi: Any) -> None:
    office.do(cls(spp_id=spp_id, versi=versi, **isi), oleh)  # type: ignore[call-arg]
