"""Closing a month, the fences behind it, and what holds even for somebody who goes around the commands."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from core.bus import Command, Event
from core.calendar import Bulan
from core.errors import Refusal
from core.identity import TransaksiId, new_uuid
from core.kas.commands import CloseMonth, ImportTransaksi, PostTransaksi
from core.kas.isi import BelanjaUp, JasaGiro, Rincian
from core.kas.model import Akun, Jenis, Mutasi, Transaksi
from core.kas.penutupan import HitunganKas
from core.kas.resep import BANK, TUNAI, belanja
from core.money import Rupiah
from db.basis import Basis
from db.kas.queries import SqlKasQueries
from db.periksa import verify
from tests.db.kas.contoh_tahun import as_berkas
from tests.fakes.office import Office, found_office
from tests.fakes.server import Server
from tests.unit.kas.contoh_kas import ATK, JUTA, LISTRIK, S1, S3, beli, berkas, ls, panjar, setor, tunai, up

FEB, MAR = Bulan(2026, 2), Bulan(2026, 3)
BUKU = [
    up(tanggal="02-02"),
    tunai("C1", 5 * JUTA, tanggal="02-03"),
    beli("B1", 30 * JUTA, pajak=[["PPN", 3 * JUTA]], tanggal="02-04"),
    ls("L1", JUTA, tanggal="02-04"),
    panjar("P1", JUTA, tanggal="02-05"),
    setor("X1", ("PPN", 3 * JUTA), tanggal="03-03"),
]
"""February ends with 5 juta in cash and 27 juta in the bank."""
HITUNG = HitunganKas({"K100000": 49, "K50000": 1, "L500": 100}, Rupiah.of(27 * JUTA))


@pytest.fixture
def office(basis: Basis) -> Office:
    made = found_office(basis)
    made.do(ImportTransaksi(berkas=as_berkas(berkas(BUKU))))
    return made


def giro(tanggal: date, nomor: str = "NK-1") -> PostTransaksi:
    return PostTransaksi(tanggal=tanggal, isi=JasaGiro(nomor=nomor, nilai=Rupiah.of(5)))


def kode(do: Callable[[], Any]) -> str:
    with pytest.raises(Refusal) as e:
        do()
    return e.value.kode


def test_a_month_is_sealed_with_its_count(office: Office) -> None:
    segel = office.do(CloseMonth(bulan=FEB, kas=HITUNG)).nilai
    assert (segel.saldo_bku, segel.saldo_tunai, segel.saldo_bank) == tuple(
        map(Rupiah.of, (32 * JUTA, 5 * JUTA, 27 * JUTA))
    )
    with office.basis.reading() as conn:
        (row,) = SqlKasQueries(conn, office.opd_id).segel(2026)
    assert (row.bulan, row.penutup, row.pecahan, row.kas_dihitung) == (
        FEB,
        "SARI CONTOH",
        dict(HITUNG.lembar),
        Rupiah.of(32 * JUTA),
    )
    assert verify(office.basis, office.opd_id) == []


def test_a_closed_month_takes_nothing(office: Office) -> None:
    office.do(CloseMonth(bulan=FEB, kas=HITUNG))
    assert kode(lambda: office.do(giro(date(2026, 2, 27)))) == "ERR_BULAN_TERTUTUP"
    lanjut = as_berkas(berkas([*BUKU[:-1], ls("L2", 1, tanggal="02-27")]))
    assert kode(lambda: office.do(ImportTransaksi(berkas=lanjut))) == "ERR_BULAN_TERTUTUP"
    office.do(giro(date(2026, 3, 2)))
    assert verify(office.basis, office.opd_id) == []


def test_months_close_in_turn_and_once(office: Office) -> None:
    maret = CloseMonth(bulan=MAR, kas=replace(HITUNG, saldo_bank=Rupiah.of(24 * JUTA)))
    assert kode(lambda: office.do(maret)) == "ERR_BULAN_SEBELUMNYA_TERBUKA"
    office.do(CloseMonth(bulan=FEB, kas=HITUNG))
    assert kode(lambda: office.do(CloseMonth(bulan=FEB, kas=HITUNG))) == "ERR_BULAN_TERTUTUP"
    office.do(maret)
    assert verify(office.basis, office.opd_id) == []


@pytest.mark.parametrize(
    "kas",
    [
        HitunganKas({"K100000": 50}, Rupiah.of(26 * JUTA)),
        HitunganKas({"K100000": 49}, Rupiah.of(27 * JUTA)),
        HitunganKas(),
    ],
)
def test_a_difference_needs_its_explanation(office: Office, kas: HitunganKas) -> None:
    assert kode(lambda: office.do(CloseMonth(bulan=FEB, kas=kas, penjelasan=" "))) == "ERR_SELISIH_KAS"
    assert (
        office.do(CloseMonth(bulan=FEB, kas=kas, penjelasan="Uang palsu, dilaporkan")).nilai.kas_dihitung == kas.jumlah
    )


@pytest.mark.parametrize("lembar", [{"K75000": 1}, {"K1000": -1}, {"K1000": 1.5}])
def test_a_count_is_whole_pieces_of_what_exists(lembar: dict[str, Any]) -> None:
    assert kode(lambda: HitunganKas(lembar)) == "ERR_HITUNGAN_KAS"


def test_a_command_sent_twice_is_done_once(office: Office) -> None:
    perintah = giro(date(2026, 3, 2))
    assert office.do(perintah).changes.topics >= {"kas"}
    assert office.do(perintah).changes.topics == frozenset()
    tutup = CloseMonth(bulan=FEB, kas=HITUNG)
    office.do(tutup)
    office.do(tutup)
    with office.basis.reading() as conn:
        q = SqlKasQueries(conn, office.opd_id)
        assert [r.kode for r in q.transaksi(MAR) if r.jenis == "JASA_GIRO"] != []
        assert (len([r for r in q.transaksi(MAR) if r.jenis == "JASA_GIRO"]), len(q.segel(2026))) == (1, 1)


# around the commands, straight to the door


class Selundup(Command):
    """Rows that no recipe made, written through the repository in one transaction."""

    izin = PostTransaksi.izin


def smuggle(
    office: Office, *mutasi: Mutasi, tanggal: date = date(2026, 3, 9), urut: int = 99, klaim: bool = False
) -> str | None:
    """Posts bare mutasi without any test of the core; the code of the fence that stops it, or None."""
    t = Transaksi(TransaksiId(new_uuid()), "GELAP", tanggal, Jenis.BELANJA_UP, "TBP-GELAP", "", {}, {}, mutasi)
    try:
        with office.basis.unit_of_work(office.opd_id) as work:
            work.kas.add(2026, [(urut, t)], office.clock.now())
            if klaim:
                from core.kas.klaim import claims_of
                from core.kas.posisi import KetentuanUp

                work.kas.add_claims(2026, t, claims_of(t, work.kas.load_posisi(2026, KetentuanUp(0, 0))))
            work.record(Event("kas", "Selundup"))
            work.commit(Selundup(), office.pelaku, office.clock.now())
    except Refusal as e:
        return e.kode
    return None


def m(dari: Akun, ke: Akun, rupiah: int, baris: int = 0) -> Mutasi:
    return Mutasi(baris, dari, ke, rupiah * 100, "X", "gelap")


PAGAR: dict[str, tuple[str, list[Mutasi], date]] = {
    "bulan tertutup": ("ERR_BULAN_TERTUTUP", [m(Akun("rkud", "sp2d_ls"), BANK, 1)], date(2026, 2, 27)),
    "kas tunai di bawah nol": ("ERR_KAS_TUNAI_KURANG", [m(TUNAI, belanja("up", (S1, ATK)), 5 * JUTA + 1)], date(2026, 3, 9)),
    "bank di bawah nol": ("ERR_SALDO_BANK_KURANG", [m(BANK, TUNAI, 24 * JUTA + 1)], date(2026, 3, 9)),
    "saldo di tengah di bawah nol": ("ERR_SALDO_BANK_KURANG", [m(BANK, TUNAI, 25 * JUTA)], date(2026, 3, 2)),
    "pajak lebih dari pungutan": ("ERR_SETOR_MELEBIHI_PUNGUT", [m(BANK, Akun("pajak", "PPN"), 1)], date(2026, 3, 9)),
    "panjar lebih dari pemberian": ("ERR_PANJAR_SUDAH_SELESAI", [m(Akun("panjar", pos="NPD-P1"), BANK, JUTA + 1)], date(2026, 3, 9)),
    "di atas pagu": ("ERR_LEBIH_PAGU", [m(Akun("rkud", "sp2d_ls"), belanja("ls", (S3, LISTRIK)), 95 * JUTA + 1)], date(2026, 3, 9)),
}  # fmt: skip


@pytest.mark.parametrize(("harap", "mutasi", "tanggal"), PAGAR.values(), ids=PAGAR.keys())
def test_fences_hold_without_the_handlers(office: Office, harap: str, mutasi: list[Mutasi], tanggal: date) -> None:
    office.do(CloseMonth(bulan=FEB, kas=HITUNG))
    assert smuggle(office, *mutasi, tanggal=tanggal, klaim=True) == harap
    assert verify(office.basis, office.opd_id) == []


def test_what_fences_let_through_the_proof_finds(office: Office) -> None:
    """Rows inside every limit that no recipe makes are named by `basisdata periksa`."""
    assert smuggle(office, m(BANK, TUNAI, 5)) is None
    assert [t.tx for t in verify(office.basis, office.opd_id)] == ["GELAP"]


def test_spending_without_its_claim_is_fenced_too(office: Office) -> None:
    gelap = m(Akun("rkud", "sp2d_ls"), belanja("ls", (S3, LISTRIK)), 95 * JUTA + 1)
    assert smuggle(office, gelap, klaim=False) == "ERR_LEBIH_PAGU"


@pytest.mark.parametrize(
    ("tanggal", "kode_harap"),
    [(date(2026, 3, 9), "ERR_REKENING_TIDAK_ADA"), (date(2026, 2, 4), "ERR_REKENING_TIDAK_ADA")],
)
def test_forms_are_read_like_files(office: Office, tanggal: date, kode_harap: str) -> None:
    isi = BelanjaUp(
        nomor="TBP-9", cara="bank", bruto=Rupiah.of(5), rincian=(Rincian("5.1.02.99.99.9999", Rupiah.of(5)),), pajak=(),
        dibayar=Rupiah.of(5),
    )  # fmt: skip
    assert kode(lambda: office.do(PostTransaksi(tanggal=tanggal, isi=isi))) == kode_harap


def test_a_row_that_points_nowhere_is_refused(office: Office) -> None:
    rencana = {"tahun": 2026, "pos": "SP2D-X", "sub_kegiatan": S1, "rekening": ATK, "nilai": 1}
    with office.basis.unit_of_work(office.opd_id) as work:
        work._pintu.post("rencana_tu", [rencana])
        work.record(Event("kas", "Selundup"))
        assert kode(lambda: work.commit(Selundup(), office.pelaku, office.clock.now())) == "ERR_DATA_BENTROK"


# PostgreSQL by hand, as a plain role with psql


@pytest.fixture
def shared(server: Server) -> Any:
    name = server.new_database()
    from db.keystore import MemoryKeyStore

    basis = Basis(server.url(name), MemoryKeyStore())
    made = found_office(basis)
    made.do(ImportTransaksi(berkas=as_berkas(berkas(BUKU))))
    yield made, server, name
    basis.close()
    server.drop(name)


def by_hand(server: Server, name: str, *sql: tuple[str, tuple[Any, ...]]) -> str:
    """Runs statements as the plain role in one transaction; what the server says against it, or an empty text."""
    import psycopg

    with closing(psycopg.connect(server.url(name))) as conn:
        try:
            for s, params in sql:
                conn.execute(s, params)
            conn.commit()
        except psycopg.Error as e:
            return str(e)
    return ""


def rows_by_hand(office: Office, no: int, tanggal: str, rupiah: int) -> list[tuple[str, tuple[Any, ...]]]:
    """A balanced event nobody tested, in the server's own words."""
    opd, tx, a = (str(x) for x in (office.opd_id, new_uuid(), new_uuid()))
    kepala = {"opd_id": opd, "jejak_no": no}
    akun = {"kelas": "panjar", "jenis": "", "sub_kegiatan": "", "rekening": "", "pos": "GELAP", "buku": ""}
    with office.basis.reading() as conn:
        from db.sql import scalar

        bank = str(
            scalar(
                conn, "SELECT id FROM akun WHERE opd_id = :o AND kelas = 'wadah' AND jenis = 'bank'", o=office.opd_id
            )
        )
    t = {
        "id": tx, "tahun": 2026, "urut": 99, "buku": "BP", "tanggal": tanggal, "jenis": "PANJAR", "nomor": "X", "kode": "GELAP",
        "membalik": None, "uraian": "", "isi": "{}", "atribut": "{}", "dibuat_at": "2026-03-02T00:00:00Z",
    }  # fmt: skip
    mutasi = {
        "transaksi_id": tx,
        "baris": 0,
        "dari": bank,
        "ke": a,
        "nilai": rupiah * 100,
        "no_bukti": "",
        "uraian": "",
        "ntpn": "",
    }
    post = "SELECT pundi_post(%s, %s::jsonb)"
    return [
        (post, ("akun", json.dumps([{**kepala, "id": a, **akun}]))),
        (post, ("transaksi", json.dumps([{**kepala, **t}]))),
        (post, ("mutasi", json.dumps([{**kepala, **mutasi}]))),
    ]


def seal_by_hand(office: Office, no: int, tahun: int | None) -> tuple[str, tuple[Any, ...]]:
    sql = "SELECT pundi_sahkan(%s, %s, %s, %s, 'X', %s, 'X', 'kas', now(), '{}')"
    return sql, (office.opd_id, tahun, no, new_uuid(), office.pelaku.id)


def next_no(office: Office) -> int:
    from db.sql import scalar

    with office.basis.reading() as conn:
        return int(scalar(conn, "SELECT no FROM jejak_kepala WHERE opd_id = :o", o=office.opd_id)) + 1


def test_by_hand_fences_hold(shared: Any) -> None:
    office, server, name = shared
    no = next_no(office)
    rows = rows_by_hand(office, no, "2026-03-09", 24 * JUTA + 1)
    for tahun in (2026, 2025, None):
        assert "ERR_SALDO_BANK_KURANG" in by_hand(server, name, *rows, seal_by_hand(office, no, tahun)), tahun
    assert verify(office.basis, office.opd_id) == []


def test_by_hand_nothing_stays_without_its_record(shared: Any) -> None:
    office, server, name = shared
    no = next_no(office)
    assert "fk_" in by_hand(server, name, *rows_by_hand(office, no, "2026-03-09", 1))
    assert "ERR_SUDAH_BERUBAH" in by_hand(server, name, *rows_by_hand(office, no - 1, "2026-03-09", 1))
    assert verify(office.basis, office.opd_id) == []


def test_by_hand_nothing_joins_a_posted_event(shared: Any) -> None:
    """A line added to an event of a sealed month would not be dated: it must be refused as a whole."""
    office, server, name = shared
    no = next_no(office)
    akun, _, mutasi = rows_by_hand(office, no, "2026-03-09", 1)
    with office.basis.reading() as conn:
        from db.sql import scalar

        lama = str(scalar(conn, "SELECT id FROM transaksi WHERE opd_id = :o AND kode = 'B1'", o=office.opd_id))
    (baris,) = json.loads(mutasi[1][1])
    ikut = (mutasi[0], ("mutasi", json.dumps([{**baris, "transaksi_id": lama, "baris": 77}])))
    assert "fk_mutasi_transaksi" in by_hand(server, name, akun, ikut, seal_by_hand(office, no, 2026))
    assert verify(office.basis, office.opd_id) == []


def test_by_hand_the_door_writes_posted_tables_only(shared: Any) -> None:
    _, server, name = shared
    for tabel in ("jejak", "jejak_kepala", "pg_authid"):
        assert "ERR_BEKU" in by_hand(server, name, ("SELECT pundi_post(%s, '[]'::jsonb)", (tabel,)))
