"""Keeps cards, bills, pairs, tests and lists of payment of one office."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from core.errors import Refusal
from core.identity import KartuId, OpdId, OrangId, TagihanId, new_uuid
from core.kas.model import Jenis, Pasangan
from core.kkpd.baris import BarisTagihan, PembelianKartu
from core.kkpd.dpt import Dpt
from core.kkpd.langkah_kartu import CatatanLangkah
from core.kkpd.masukan import BarisMasuk, TagihanMasuk
from core.kkpd.model import Kartu, Tagihan
from core.kkpd.pemakaian import Pemakaian
from core.kkpd.pengujian import LembarUji, Penolakan
from core.kkpd.rules import classify_line
from core.kkpd.work import BuktiKartu, Ikatan, IsiTagihan, ProfilTagihan
from core.money import Rupiah
from db.kkpd.dpt import dpt_rows, load_dpt
from db.kkpd.limits import used_of_cards
from db.kkpd.lines import TERIKAT, PembacaKartu
from db.pintu import Pintu
from db.sql import as_uuid, rows, run, scalar

_POTONGAN = 500


class SqlKkpdRepository:
    """The cards of one office."""

    def __init__(self, conn: Connection, pintu: Pintu, opd_id: OpdId) -> None:
        self._conn = conn
        self._pintu = pintu
        self._opd = opd_id
        self._baca = PembacaKartu(conn, opd_id)
        self._versi: dict[tuple[str, int], int] = {}

    # cards

    def cards(self) -> Sequence[Kartu]:
        return [k for k, _ in self._baca.cards()]

    def card(self, kartu: KartuId) -> tuple[Kartu, int] | None:
        found = self._baca.cards(kartu)
        return found[0] if found else None

    def put_card(self, kartu: Kartu, versi: int) -> None:
        """Stores a new card or its next version with its limits; refuses ERR_SUDAH_BERUBAH when one came between."""
        kolom = {
            "jenis": str(kartu.jenis), "program": str(kartu.program), "penerbit": kartu.penerbit, "bin6": kartu.bin6,
            "empat_akhir": kartu.empat_akhir, "token": kartu.token, "pemegang_id": kartu.pemegang_id,
            "pemegang": kartu.pemegang,
            "dasar_sk": kartu.dasar_sk, "tanggal_sk": kartu.tanggal_sk,
            "berlaku_sampai": kartu.berlaku_sampai, "status": str(kartu.status),
            "menggantikan": kartu.menggantikan, "versi": versi,
        }  # fmt: skip
        self._put("kartu", {"opd_id": self._opd, "id": kartu.id}, kolom, lama=versi - 1)
        for n, x in enumerate(kartu.limit):
            limit = {
                "jenis": str(x.jenis),
                "nilai": x.nilai.sen,
                "dasar": x.dasar,
                "sejak": x.sejak,
                "sampai": x.sampai,
            }
            self._put(
                "kartu_limit", {"opd_id": self._opd, "kartu_id": kartu.id, "versi": versi, "urut": n}, limit, lama=0
            )

    def card_steps(self, kartu: KartuId) -> Sequence[CatatanLangkah]:
        return self._baca.card_steps(kartu)

    def add_card_step(self, versi: int, catatan: CatatanLangkah) -> None:
        satu = {
            "id": new_uuid(), "kartu_id": catatan.kartu, "versi": versi, "tanggal": catatan.tanggal,
            "peristiwa": catatan.peristiwa, "dari": str(catatan.dari), "ke": str(catatan.ke),
            "alasan": catatan.alasan, "tiket": catatan.tiket, "oleh": catatan.oleh, "oleh_nama": catatan.oleh_nama,
            "dicatat_at": catatan.at,
        }  # fmt: skip
        self._pintu.post("kartu_langkah", [satu])

    def used(self, tahun: int) -> Mapping[KartuId, Pemakaian]:
        return used_of_cards(self._conn, self._opd, self._baca, tahun)

    # bills

    def tagihan_of_file(self, sha256: str) -> TagihanId | None:
        found = scalar(self._conn, "SELECT id FROM tagihan WHERE opd_id = :o AND sha256 = :s", o=self._opd, s=sha256)
        return None if found is None else TagihanId(as_uuid(found))

    def same_tagihan(self, tagihan: Tagihan, kunci: Sequence[str]) -> TagihanId | None:
        """A kept bill of the same issuer, day and total with exactly these lines."""
        sql = (
            "SELECT id FROM tagihan WHERE opd_id = :o AND penerbit = :p AND tanggal_cetak = :c AND tagihan_baru = :n "
            "AND tagihan_lalu = :l"
        )
        head = {
            "p": tagihan.penerbit,
            "c": tagihan.tanggal_cetak,
            "n": tagihan.tagihan_baru.sen,
            "l": tagihan.tagihan_lalu.sen,
        }
        for (found,) in rows(self._conn, sql, o=self._opd, **head):
            isi = rows(
                self._conn,
                "SELECT kunci_bank FROM tagihan_baris WHERE opd_id = :o AND tagihan_id = :t",
                o=self._opd,
                t=as_uuid(found),
            )
            if {k for (k,) in isi} == set(kunci):
                return TagihanId(as_uuid(found))
        return None

    def known_lines(self, kunci: Sequence[str]) -> frozenset[str]:
        found: set[str] = set()
        for i in range(0, len(kunci), _POTONGAN):
            part = {f"k{n}": k for n, k in enumerate(kunci[i : i + _POTONGAN])}
            names = ", ".join(f":{n}" for n in part)
            sql = f"SELECT kunci_bank FROM baris_bank WHERE opd_id = :o AND kunci_bank IN ({names})"  # noqa: S608
            found.update(k for (k,) in rows(self._conn, sql, o=self._opd, **part))
        return frozenset(found)

    def add_tagihan(self, tagihan: Tagihan, masuk: TagihanMasuk, lama: frozenset[str], at: datetime) -> None:
        """Posts a bill: its head, its cards, its new lines, and which lines it names."""
        jumlah = ("tagihan_lalu", "kredit", "belanja", "tarik_tunai", "bunga", "tagihan_baru")
        self._pintu.post(
            "tagihan",
            [
                {
                    "id": tagihan.id, "tahun": tagihan.tanggal_cetak.year, "nomor": tagihan.nomor,
                    "penerbit": tagihan.penerbit, "berkas": masuk.berkas, "sha256": masuk.sha256,
                    "periode_awal": tagihan.periode_awal,
                    "tanggal_cetak": tagihan.tanggal_cetak, "jatuh_tempo": masuk.jatuh_tempo,
                    "batas_kredit": None if tagihan.batas_kredit is None else tagihan.batas_kredit.sen,
                    "sisa_kredit": None if tagihan.sisa_kredit is None else tagihan.sisa_kredit.sen, "diimpor_at": at,
                    **{k: getattr(tagihan, k).sen for k in jumlah},
                }
            ],
        )  # fmt: skip
        self._pintu.post(
            "tagihan_kartu",
            [
                {
                    "tagihan_id": tagihan.id, "urut": n, "bin6": k.bin6, "empat_akhir": k.empat_akhir, "token": k.token,
                    "pemegang": k.pemegang, **{x: getattr(r, x).sen for x in jumlah},
                }
                for n, (k, r) in enumerate(masuk.kartu, 1)
            ],
        )  # fmt: skip
        self._pintu.post("baris_bank", [_bank_line(b) for b in masuk.baris if b.kunci_bank not in lama])
        self._pintu.post(
            "tagihan_baris",
            [{"tagihan_id": tagihan.id, "nomor": n, "kunci_bank": b.kunci_bank} for n, b in enumerate(masuk.baris, 1)],
        )

    def tagihan(self, tagihan_id: TagihanId) -> IsiTagihan | None:
        found = self._baca.tagihan(tagihan_id)
        if found is None:
            return None
        isi, versi = found
        self._versi.update(versi)
        return isi

    # lines

    def lines_tied(self, tahun: int, bukti: Iterable[str]) -> Sequence[BarisTagihan]:
        cari = set(bukti)
        found = [r for r in self._baca.tied(tahun) if cari & set(json.loads(r.bukti))]
        self._versi.update({(r.kunci_bank, r.bagian): int(r.versi) for r in found})
        return self._baca.lines(found)

    def parts_of(self, kunci_bank: str) -> int:
        sql = "SELECT max(bagian) FROM langkah_baris WHERE opd_id = :o AND kunci_bank = :k"
        return int(scalar(self._conn, sql, o=self._opd, k=kunci_bank) or 0)

    def save_line(self, baris: BarisTagihan, ikatan: Ikatan | None = None) -> None:
        """Stores a step; refuses ERR_SUDAH_BERUBAH when somebody took one meanwhile. Without `ikatan` the ties stay."""
        kunci = (baris.kunci_bank, baris.bagian)
        lama = self._versi.get(kunci, 0)
        kolom: dict[str, Any] = {
            "status": str(baris.status), "nilai": baris.nilai.sen, "dikembalikan": baris.dikembalikan.sen,
            "bukti": json.dumps(baris.bukti), "dpt": baris.dpt, "pengirim": baris.pengirim, "versi": lama + 1,
        }  # fmt: skip
        if ikatan is None and not lama:
            ikatan = Ikatan(baris.tanggal_buku.year)
        if ikatan is not None:
            kolom |= {"tahun": ikatan.tahun, "asal_kunci": ikatan.asal_kunci, "kkl": ikatan.kkl}
        self._put("langkah_baris", {"opd_id": self._opd, "kunci_bank": kunci[0], "bagian": kunci[1]}, kolom, lama=lama)
        self._versi[kunci] = lama + 1

    def _put(self, tabel: str, kunci: Mapping[str, Any], kolom: Mapping[str, Any], *, lama: int) -> None:
        """Inserts a row that is new (`lama` 0), otherwise changes it when its version is still `lama`."""
        if lama:
            isi = ", ".join(f"{k} = :{k}" for k in kolom)
            sama = " AND ".join(f"{k} = :{k}" for k in kunci)
            sql = f"UPDATE {tabel} SET {isi} WHERE {sama} AND versi = :versi_lama"  # noqa: S608 - names of our columns
            touched = run(self._conn, sql, **kunci, **kolom, versi_lama=lama)
        else:
            semua = {**kunci, **kolom}
            sql = (
                f"INSERT INTO {tabel} ({', '.join(semua)}) VALUES ({', '.join(f':{k}' for k in semua)}) "  # noqa: S608
                "ON CONFLICT DO NOTHING"
            )
            touched = run(self._conn, sql, **semua)
        if not touched:
            raise Refusal(
                "ERR_SUDAH_BERUBAH",
                "Data kartu ini baru saja diubah orang lain; muat ulang halaman, lalu ulangi langkahnya.",
            )

    # purchases and what is known of them

    def purchases(self, tahun: int, nomor: Sequence[str] | None = None) -> Sequence[PembelianKartu]:
        return self._baca.purchases(tahun, nomor=nomor)

    def payable(self, tahun: int) -> Mapping[str, Mapping[Pasangan, Rupiah]]:
        return self._baca.payable(tahun)

    def free_event(self, tahun: int, jenis: Jenis, asal: str, nilai: Rupiah) -> str | None:
        """The number of an event of this kind and amount on a purchase that no line is tied to and nothing reverses."""
        sql = """
        SELECT t.nomor, t.isi FROM transaksi t WHERE t.opd_id = :o AND t.tahun = :t AND t.jenis = :j
          AND NOT EXISTS (SELECT 1 FROM transaksi x WHERE x.opd_id = t.opd_id AND x.membalik = t.id)
          AND NOT EXISTS (SELECT 1 FROM langkah_baris k
            WHERE k.opd_id = t.opd_id AND k.tahun = t.tahun AND k.kkl = t.nomor)
        ORDER BY t.tanggal, t.urut"""
        for r in rows(self._conn, sql, o=self._opd, t=tahun, j=str(jenis)):
            isi = json.loads(r.isi)
            if isi["asal"] == asal and Rupiah.from_json(isi["nilai"]) == nilai:
                return str(r.nomor)
        return None

    def aliases(self) -> Mapping[str, str]:
        found = rows(self._conn, "SELECT nama_bank, nama_kita FROM alias_toko WHERE opd_id = :o", o=self._opd)
        return {r.nama_bank: r.nama_kita for r in found}

    def put_alias(self, nama_bank: str, nama_kita: str) -> None:
        sql = (
            "INSERT INTO alias_toko (opd_id, nama_bank, nama_kita) VALUES (:o, :b, :k) "
            "ON CONFLICT (opd_id, nama_bank) DO UPDATE SET nama_kita = excluded.nama_kita"
        )
        run(self._conn, sql, o=self._opd, b=nama_bank, k=nama_kita)

    def put_bukti(self, bukti: BuktiKartu) -> None:
        sql = """
        INSERT INTO bukti_kartu (opd_id, tahun, nomor, berkas, sha256, tanggal_terima, versi)
        VALUES (:o, :t, :n, :b, :s, :d, 1)
        ON CONFLICT (opd_id, tahun, nomor) DO UPDATE SET berkas = excluded.berkas, sha256 = excluded.sha256,
          tanggal_terima = excluded.tanggal_terima, versi = bukti_kartu.versi + 1"""
        kolom = {"t": bukti.tahun, "n": bukti.nomor, "b": bukti.berkas, "s": bukti.sha256, "d": bukti.tanggal_terima}
        run(self._conn, sql, o=self._opd, **kolom)

    def put_profil(self, profil: ProfilTagihan) -> None:
        sql = """
        INSERT INTO profil_tagihan (opd_id, bank, tata_letak, nama, kolom, gaya, pembelanjaan)
        VALUES (:o, :bank, :tata, :nama, :kolom, :gaya, :beli)
        ON CONFLICT (opd_id, bank, tata_letak) DO UPDATE SET nama = excluded.nama, kolom = excluded.kolom,
          gaya = excluded.gaya, pembelanjaan = excluded.pembelanjaan"""
        isi = {
            "bank": profil.bank,
            "tata": profil.tata_letak,
            "nama": profil.nama,
            "gaya": profil.gaya,
            "beli": profil.pembelanjaan,
        }
        run(self._conn, sql, o=self._opd, kolom=json.dumps(dict(profil.kolom)), **isi)

    # tests and lists of payment

    def add_test(self, kunci_bank: str, lembar: LembarUji, at: datetime) -> None:
        hasil, catatan = json.dumps([str(h) for h in lembar.hasil]), json.dumps(lembar.catatan, ensure_ascii=False)
        satu = {
            "id": new_uuid(),
            "kunci_bank": kunci_bank,
            "penguji": lembar.penguji,
            "hasil": hasil,
            "catatan": catatan,
            "diuji_at": at,
        }
        self._pintu.post("uji_baris", [satu])

    def add_rejection(
        self, baris: BarisTagihan, tolak: Penolakan, ikatan: Ikatan, penguji: OrangId, at: datetime
    ) -> None:
        satu = {
            "kunci_bank": baris.kunci_bank, "bagian": baris.bagian, "tahun": ikatan.tahun,
            "bukti": "".join(baris.bukti[:1]), "kkl": ikatan.kkl, "kode_alasan": tolak.kode_alasan,
            "alasan": tolak.alasan, "nilai": tolak.nilai.sen,
            "kepada": tolak.ditujukan_kepada, "batas": tolak.batas_pengembalian, "penguji": penguji, "ditolak_at": at,
        }  # fmt: skip
        self._pintu.post("tolak_baris", [satu])

    def add_dpt(self, tahun: int, dpt: Dpt) -> None:
        for tabel, baris in dpt_rows(tahun, dpt).items():
            self._pintu.post(tabel, baris, tahun=tahun)

    def dpt(self, tahun: int, nomor: str) -> Dpt | None:
        return load_dpt(self._conn, self._opd, tahun, nomor)

    def is_paid(self, tahun: int, nomor_dpt: str) -> bool:
        sql = """
        SELECT count(*) FROM nomor_terpakai n WHERE n.opd_id = :o AND n.tahun = :t AND n.seri = 'DPT' AND n.nomor = :n
          AND NOT EXISTS (SELECT 1 FROM transaksi x WHERE x.opd_id = n.opd_id AND x.membalik = n.transaksi_id)"""
        return bool(scalar(self._conn, sql, o=self._opd, t=tahun, n=nomor_dpt))

    def withdraw_dpt(self, tahun: int, nomor: str, tanggal: date, alasan: str) -> None:
        self._pintu.post("dpt_batal", [{"tahun": tahun, "nomor": nomor, "tanggal": tanggal, "alasan": alasan}])

    def lines_of_dpt(self, tahun: int, nomor: str) -> Sequence[BarisTagihan]:
        found = rows(
            self._conn, TERIKAT + "AND k.tahun = :t AND k.dpt = :n ORDER BY nomor", o=self._opd, t=tahun, n=nomor
        )
        self._versi.update({(r.kunci_bank, r.bagian): int(r.versi) for r in found})
        return self._baca.lines(found)

    def pagu_names(self, tahun: int) -> Mapping[Pasangan, str]:
        sql = """
        SELECT sub_kegiatan, rekening, min(uraian) AS uraian FROM pagu WHERE opd_id = :o AND tahun = :t
          AND versi = (SELECT max(versi) FROM dpa WHERE opd_id = :o AND tahun = :t) GROUP BY sub_kegiatan, rekening"""
        return {(r.sub_kegiatan, r.rekening): r.uraian for r in rows(self._conn, sql, o=self._opd, t=tahun)}


def _bank_line(b: BarisMasuk) -> dict[str, Any]:
    valas = b.numbered(1, ()).valas
    return {
        "kunci_bank": b.kunci_bank, "bin6": b.kartu.bin6, "empat_akhir": b.kartu.empat_akhir,
        "pemegang": b.kartu.pemegang, "tanggal_transaksi": b.tanggal_transaksi, "tanggal_buku": b.tanggal_buku,
        "keterangan": b.keterangan,
        "nilai": b.nilai.sen, "jenis": str(classify_line(b.keterangan, b.nilai)), "mcc": b.mcc,
        "mata_uang": valas.mata_uang if valas else "", "nominal_valas": str(valas.nominal) if valas else "",
        "kurs": str(valas.kurs) if valas else "", "referensi": b.referensi, "mentah": b.mentah,
    }  # fmt: skip
