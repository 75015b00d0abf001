"""The `.pundi` file: a submission, or the answer to one, in one file whose every byte is proven (berkas-pundi.md).

Nothing in it is packed, so nothing can unpack to more than the file itself; the same contents give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import re
import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from core.errors import Refusal, Temuan
from core.segel.isi import canonical
from core.segel.kode import NilaiSegel, judge_key
from core.segel.kunci import PANJANG_SEGEL, KunciSegel, Penguji

TANDA: Final = b"PUNDI\r\n\x1a"
VERSI: Final = 1
_KEPALA: Final = struct.Struct(">8sHHI32s")
_PANJANG_KEPALA: Final = _KEPALA.size + 4
_RANAH: Final = b"pundi-paket-1:"
BERKAS_TERBESAR: Final = 20 << 20
ANGGOTA_TERBANYAK: Final = 64
MANIFES_TERBESAR: Final = 64 << 10
PENGAJUAN, JAWABAN = "pengajuan", "jawaban"
ISI, SEGEL, LAMPIRAN = "isi.json", "segel.txt", "lampiran/"
_NAMA: Final = re.compile(r"isi\.json|segel\.txt|lampiran/\d\d-[\w ().,-]{1,100}")
_KUNCI: Final = frozenset(
    {"format", "jenis", "kunci", "opd", "disegel", "berkas", "kode_meja", "putaran", "urut", "anggota"}
)
_LAMPIRAN_SAH: Final = {b"%PDF": ".pdf", b"\x89PNG": ".png", b"\xff\xd8\xff": ".jpg"}


@dataclass(frozen=True, slots=True)
class KepalaPaket:
    """What the file says of itself. `urut` is the step of the berkas an answer tells of, 0 for a submission."""

    jenis: str
    opd: str
    disegel: date
    berkas: str
    kode_meja: str
    putaran: int
    urut: int = 0


@dataclass(frozen=True, slots=True)
class IsiPaket:
    """A file that was opened and proven: whose it is, and its members by name."""

    kepala: KepalaPaket
    kunci: KunciSegel
    anggota: Mapping[str, bytes]
    sidik: str

    @property
    def lampiran(self) -> dict[str, bytes]:
        """The papers beside it, by the name they had."""
        return {n.removeprefix(LAMPIRAN)[3:]: isi for n, isi in self.anggota.items() if n.startswith(LAMPIRAN)}

    def json(self) -> Any:
        """What it says."""
        try:
            return json.loads(self.anggota[ISI])
        except (KeyError, ValueError) as e:
            raise bad_contents("isi.json tidak terbaca") from e


def file_hash(data: bytes) -> str:
    """What tells two files apart."""
    return hashlib.sha256(data).hexdigest()


def attachment_members(lampiran: Sequence[tuple[str, bytes]]) -> dict[str, bytes]:
    """Papers as members, in one order whatever order they were chosen in. Refuses other kinds than PDF, PNG, JPEG."""
    members: dict[str, bytes] = {}
    for n, (nama, isi) in enumerate(sorted(lampiran), 1):
        akhiran = next((a for awal, a in _LAMPIRAN_SAH.items() if isi.startswith(awal)), None)
        if akhiran is None:
            raise Refusal(
                "ERR_LAMPIRAN_JENIS",
                f"{nama} bukan PDF, PNG atau JPEG. Simpan dulu sebagai PDF, lalu lampirkan.",
                temuan=[
                    Temuan("ERR_LAMPIRAN_JENIS", f"{nama} bukan PDF, PNG atau JPEG. Simpan sebagai PDF.", berkas=nama)
                ],
            )
        batang = re.sub(r"[^\w (),-]+", "_", nama.rsplit(".", 1)[0], flags=re.ASCII).strip()[:80] or "lampiran"
        members[f"{LAMPIRAN}{n:02d}-{batang}{akhiran}"] = isi
    return members


def unsealed_packet(kepala: KepalaPaket, kunci: KunciSegel, anggota: Mapping[str, bytes]) -> tuple[bytes, bytes]:
    """(head with manifest, members): the first part is sealed, the second stands behind it, before the seal."""
    nama = sorted(anggota)
    manifes = canonical(
        {
            "format": "pundi",
            "jenis": kepala.jenis,
            "kunci": kunci.id,
            "opd": kepala.opd,
            "disegel": kepala.disegel.isoformat(),
            "berkas": kepala.berkas,
            "kode_meja": kepala.kode_meja,
            "putaran": kepala.putaran,
            "urut": kepala.urut,
            "anggota": [
                {"nama": n, "ukuran": len(anggota[n]), "sha256": hashlib.sha256(anggota[n]).hexdigest()} for n in nama
            ],
        }
    )
    kop = _KEPALA.pack(TANDA, VERSI, 0, len(manifes), hashlib.sha256(manifes).digest())
    awal = kop + struct.pack(">I", zlib.crc32(kop)) + manifes
    isi = b"".join(anggota[n] for n in nama)
    if len(nama) > ANGGOTA_TERBANYAK or len(awal) + len(isi) + PANJANG_SEGEL > BERKAS_TERBESAR:
        raise _too_big(len(awal) + len(isi))
    return awal, isi


def packet_message(awal: bytes) -> bytes:
    """The message that is sealed, apart from that of every other kind of seal."""
    return _RANAH + awal


def open_packet(data: bytes, kunci: Mapping[str, KunciSegel], verify: Penguji) -> IsiPaket:
    """Opens a file and proves it, part by part; the refusal names the part whose bytes are wrong.

    ERR_PAKET_BESAR, ERR_PAKET_KEPALA, ERR_PAKET_VERSI, ERR_PAKET_MANIFES, ERR_PAKET_ANGGOTA, ERR_PAKET_PANJANG,
    ERR_PAKET_KUNCI, ERR_PAKET_SEGEL.
    """
    if len(data) > BERKAS_TERBESAR:
        raise _too_big(len(data))
    manifes = _manifest(data)
    awal = data[: _PANJANG_KEPALA + len(manifes)]
    isi = _read_manifest(manifes)
    anggota = _members(isi["anggota"], data[len(awal) :])
    milik = kunci.get(isi["kunci"])
    if milik is None:
        raise Refusal(
            "ERR_PAKET_KUNCI",
            f"Berkas ini disegel kunci {isi['kunci']} yang belum dikenal di kantor ini. Minta lembar kunci segel dari "
            f"kantor pengirim ({isi['opd']}), kenali di Pengaturan (Segel Pundi), lalu buka lagi.",
        )
    if milik.opd_kode != isi["opd"] or not verify(milik.publik, packet_message(awal), data[-PANJANG_SEGEL:]):
        raise Refusal(
            "ERR_PAKET_SEGEL",
            f"Segel berkas ini tidak cocok dengan kunci {milik.opd_nama}: byte segel berubah, atau berkas ini bukan "
            "buatan kantor itu. Minta berkas baru langsung dari pengirimnya.",
        )
    kepala = KepalaPaket(
        isi["jenis"], isi["opd"], date.fromisoformat(isi["disegel"]), isi["berkas"], isi["kode_meja"], isi["putaran"],
        isi["urut"],
    )  # fmt: skip
    _demand_valid(milik, kepala.disegel)
    return IsiPaket(kepala, milik, anggota, file_hash(data))


def bad_contents(apa: str) -> Refusal:
    """A file whose seal is good and whose contents are not: made by another program, or another version."""
    return Refusal(
        "ERR_PAKET_ISI", f"Isi berkas .pundi tidak dapat dipakai: {apa}. Minta berkas baru dari pengirimnya."
    )


def _manifest(data: bytes) -> bytes:
    if len(data) < _PANJANG_KEPALA or data[: len(TANDA)] != TANDA:
        raise _head("bukan berkas .pundi, atau byte awalnya berubah")
    _, versi, kosong, panjang, sidik = _KEPALA.unpack(data[: _KEPALA.size])
    if struct.pack(">I", zlib.crc32(data[: _KEPALA.size])) != data[_KEPALA.size : _PANJANG_KEPALA]:
        raise _head("byte kepalanya berubah")
    if versi != VERSI:
        raise Refusal(
            "ERR_PAKET_VERSI",
            f"Berkas .pundi ini versi {versi}; program ini membaca versi {VERSI}. Pasang Pundi terbaru.",
        )
    if kosong or panjang > MANIFES_TERBESAR:
        raise _head("panjang manifesnya tidak masuk akal")
    manifes = data[_PANJANG_KEPALA : _PANJANG_KEPALA + panjang]
    if len(manifes) != panjang or hashlib.sha256(manifes).digest() != sidik:
        raise _bad_manifest("byte di dalamnya berubah, atau berkas terpotong")
    return manifes


def _read_manifest(manifes: bytes) -> dict[str, Any]:
    try:
        isi = json.loads(manifes)
        if not isinstance(isi, dict) or isi.keys() != _KUNCI or canonical(isi) != manifes:
            raise ValueError("bentuk")
        date.fromisoformat(isi["disegel"])
        teks = all(isinstance(isi[k], str) for k in ("kunci", "opd", "berkas", "kode_meja"))
        angka = all(type(isi[k]) is int for k in ("putaran", "urut"))
        if not (teks and angka and isi["format"] == "pundi" and isi["jenis"] in (PENGAJUAN, JAWABAN)):
            raise ValueError("medan")
        nama = [a["nama"] for a in isi["anggota"]]
        ukuran = [a["ukuran"] for a in isi["anggota"]]
        if nama != sorted(set(nama)) or not all(isinstance(n, str) and _NAMA.fullmatch(n) for n in nama):
            raise ValueError("nama anggota")
        if not all(type(u) is int and 0 <= u <= BERKAS_TERBESAR for u in ukuran) or len(nama) > ANGGOTA_TERBANYAK:
            raise ValueError("ukuran anggota")
    except (ValueError, TypeError, KeyError, RecursionError) as e:
        raise _bad_manifest("bentuknya tidak sah") from e
    return isi


def _members(daftar: Sequence[Mapping[str, Any]], ekor: bytes) -> dict[str, bytes]:
    perlu = sum(a["ukuran"] for a in daftar) + PANJANG_SEGEL
    if perlu != len(ekor):
        raise Refusal(
            "ERR_PAKET_PANJANG",
            f"Berkas ini {'terpotong' if len(ekor) < perlu else 'berekor'}: sesudah manifes ada {len(ekor)} byte, "
            f"seharusnya {perlu}. Salin atau kirim ulang berkasnya.",
        )
    found: dict[str, bytes] = {}
    at = 0
    for a in daftar:
        isi = ekor[at : at + a["ukuran"]]
        at += a["ukuran"]
        if hashlib.sha256(isi).hexdigest() != a["sha256"]:
            raise Refusal(
                "ERR_PAKET_ANGGOTA",
                f"Anggota “{a['nama']}” di dalam berkas ini berubah: isinya tidak sama dengan yang disegel. Minta "
                "berkas baru dari pengirimnya.",
                medan=str(a["nama"]),
            )
        found[a["nama"]] = isi
    return found


def _demand_valid(kunci: KunciSegel, disegel: date) -> None:
    nilai = judge_key(kunci, disegel)
    if nilai is NilaiSegel.KUNCI_DICABUT:
        raise Refusal(
            "ERR_PAKET_KUNCI_DICABUT",
            f"Kunci {kunci.opd_nama} sudah dicabut, jadi berkas ini tidak terbukti asalnya. Minta berkas baru dengan "
            "kunci pengganti.",
        )
    if nilai is not NilaiSegel.SAH:
        raise Refusal(
            "ERR_PAKET_KUNCI_LEWAT",
            f"Kunci {kunci.opd_nama} tidak berlaku pada tanggal penyegelan berkas ini. Minta berkas baru.",
        )


def _head(sebab: str) -> Refusal:
    return Refusal("ERR_PAKET_KEPALA", f"Kepala berkas tidak sah: {sebab}. Pilih berkas .pundi, atau salin ulang.")


def _bad_manifest(sebab: str) -> Refusal:
    return Refusal("ERR_PAKET_MANIFES", f"Daftar isi (manifes) berkas ini tidak sah: {sebab}. Minta berkas baru.")


def _too_big(ukuran: int) -> Refusal:
    return Refusal(
        "ERR_PAKET_BESAR",
        f"Berkas .pundi {ukuran / (1 << 20):.1f} MB dengan lampirannya; paling besar {BERKAS_TERBESAR >> 20} MB dan "
        f"{ANGGOTA_TERBANYAK} lampiran. Kurangi atau kecilkan lampirannya.",
    )
