"""Two offices exchange keys once, on paper; a key is replaced, another is stolen. Told at the terminal."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import zxingcpp

from core.access import Peran
from core.documents.kit import Huruf
from core.identity import OrangId, new_uuid
from core.opd.commands import SaveOffice
from core.pengguna.commands import AddPerson
from core.pengguna.model import Rahasia
from core.spm.isi import Acuan
from db.basis import Basis
from db.kantor import SqlPembuka
from db.keystore import MemoryKeyStore
from tests.db.spm.test_spm import Kantor as TigaTangan
from tests.db.spm.test_spm import isi
from tests.fakes.basis import new_basis
from tests.fakes.clock import FrozenClock
from tests.fakes.kantor_nyata import import_contoh
from tests.fakes.office import KODE, Look, Office, PlainSandi, all_handlers, found_office
from ui.cetak import paper_faces
from ui.cli.jalan import run

SUMBER = Path(__file__).parents[2] / "resources"
Jawab = tuple[int, Any]
SANDI = "kata sandi contoh 1"


class Komputer:
    """One computer of one office: its key store, its clock and its terminal."""

    def __init__(self, db: Path, kode: str, capsys: pytest.CaptureFixture[str]) -> None:
        self.db, self.capsys = db, capsys
        self.jam = FrozenClock()
        basis = new_basis(db)
        self.simpan = basis.keystore
        self.office = found_office(basis, kode=kode)
        self.office.clock = self.jam
        if kode == KODE:
            import_contoh(self.office)
            opd = Look(self.office, "opd").office()
            self.office.do(SaveOffice(opd=replace(opd, kode_wilayah="99.99")))
        basis.close()

    def do(self, *argv: str, simpan: MemoryKeyStore | None = None) -> Jawab:
        """A command line; its exit code and its JSON."""
        self.capsys.readouterr()

        def opener() -> SqlPembuka:
            return SqlPembuka(simpan or self.simpan, PlainSandi(), all_handlers(), self.jam, kenang=False)

        kode = run([*argv, "--json", "--db", str(self.db)], opener, self._huruf, SUMBER)
        keluar = self.capsys.readouterr().out
        return kode, json.loads(keluar) if keluar.strip() else None

    def hire(self, nama: str, peran: Peran) -> None:
        """Somebody else in this office, who signs in with the password of the tests."""
        basis = Basis(str(self.db), self.simpan)
        office = replace_basis(self.office, basis)
        orang = AddPerson(
            orang=OrangId(new_uuid()), nama_login=nama, nama=f"CONTOH {nama.upper()}", nip="199202022016012002",
            peran=frozenset({peran}), sandi=Rahasia(SANDI),
        )  # fmt: skip
        office.do(orang)
        basis.close()

    def submit(self) -> str:
        """An SPM through all three hands to the BUD; its number."""
        basis = Basis(str(self.db), self.simpan)
        tangan = TigaTangan(replace_basis(self.office, basis))
        spp = tangan.ask(tangan.with_bud(isi(nilai=900_000, acuan=Acuan(bukti=f"TAGIHAN-{self.jam.now():%d%H%M}"))))
        basis.close()
        assert spp.nomor_spm is not None
        return spp.nomor_spm.teks

    def submit_and_print(self, ke: Path) -> str:
        """The same on paper; what a scanner types from the SPM."""
        assert self.do("spm", "cetak", self.submit(), "--ke", str(ke))[0] == 0
        return scan(ke.read_bytes())

    def _huruf(self) -> Huruf:
        return paper_faces(SUMBER)


@pytest.fixture
def komputer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[[str, str], Komputer]:
    return lambda nama, kode: Komputer(tmp_path / nama / "kantor.sqlite", kode, capsys)


def replace_basis(office: Office, basis: Basis) -> Office:
    """The same office on a database that was opened again."""
    return Office(basis, office.opd_id, office.pelaku, office.clock, office.handlers)


def scan(pdf: bytes) -> str:
    """What a scanner types from the first page."""
    with pypdfium2.PdfDocument(pdf) as doc:
        image = doc[0].render(scale=203 / 72).to_pil().convert("L")
    (kode,) = [b.text for b in zxingcpp.read_barcodes(image) if b.format.name == "QRCode"]
    return kode


def test_keys_are_exchanged_on_paper_and_by_file(tmp_path: Path, komputer: Callable[[str, str], Komputer]) -> None:
    opd = komputer("opd", "2.16.2.20.2.21.01.0000")
    bpkad = komputer("bpkad", "5.02.0.00.0.00.01.0000")
    lembar = tmp_path / "lembar.pdf"
    kode, jawab = opd.do("segel", "lembar", "--ke", str(lembar))
    assert (kode, jawab["tolak"][0]["kode"]) == (1, "ERR_KUNCI_SEGEL_BELUM_ADA")
    kode, kunci = opd.do("segel", "buat-kunci", "--berlaku", "2026-01-02")
    assert kode == 0
    assert opd.do("segel", "lembar", "--ke", str(lembar))[0] == 0
    teks = scan(lembar.read_bytes())
    kode, jawab = bpkad.do("segel", "kenali", teks)
    assert (kode, jawab["kunci"], jawab["dikenal"]) == (0, kunci["kunci"], False)
    assert bpkad.do("segel", "kunci") == (0, [])
    kode, jawab = bpkad.do("segel", "kenali", teks, "--sidik-jari", "0000 0000 0000 0000")
    assert (kode, jawab["tolak"][0]["kode"]) == (1, "ERR_SIDIK_JARI_BEDA")
    assert bpkad.do("segel", "kenali", teks, "--sidik-jari", kunci["kunci"])[1]["dikenal"] is True
    berkas = tmp_path / "kunci.txt"
    assert opd.do("segel", "lembar", "--ke", str(berkas))[0] == 0
    assert bpkad.do("segel", "kenali", str(berkas), "--sidik-jari", kunci["kunci"])[0] == 0
    (dikenal,) = bpkad.do("segel", "kunci")[1]
    assert (dikenal["kunci"], dikenal["status"], dikenal["sendiri"]) == (kunci["kunci"], "berlaku", False)


def test_files_that_are_no_key_are_refused(tmp_path: Path, komputer: Callable[[str, str], Komputer]) -> None:
    bpkad = komputer("bpkad", "5.02.0.00.0.00.01.0000")
    besar, lain = tmp_path / "besar.txt", tmp_path / "lain.txt"
    besar.write_bytes(b"1" * 30_000)
    lain.write_text("bukan kunci", encoding="utf-8")
    for berkas, harus in (
        (besar, "ERR_BERKAS_TERLALU_BESAR"),
        (tmp_path / "tidak-ada.txt", "ERR_BERKAS_TIDAK_ADA"),
        (lain, "ERR_BUKAN_SEGEL"),
    ):
        kode, jawab = bpkad.do("segel", "kenali", str(berkas))
        assert (kode, jawab["tolak"][0]["kode"]) == (1, harus)


def test_a_verifier_without_network_sees_what_was_sealed_until_the_key_is_stolen(
    tmp_path: Path, komputer: Callable[[str, str], Komputer]
) -> None:
    """Two SPM on paper: sealed under the first key and under its successor, which is then stolen."""
    opd = komputer("opd", "2.16.2.20.2.21.01.0000")
    bpkad = komputer("bpkad", "5.02.0.00.0.00.01.0000")

    def hand_over() -> str:
        berkas = tmp_path / "kunci.txt"
        assert opd.do("segel", "lembar", "--ke", str(berkas))[0] == 0
        sidik = opd.do("segel", "kunci")[1][0]["kunci"]
        assert bpkad.do("segel", "kenali", str(berkas), "--sidik-jari", sidik)[0] == 0
        return str(sidik)

    opd.do("segel", "buat-kunci", "--berlaku", "2026-01-02")
    pertama = hand_over()
    satu = opd.submit_and_print(tmp_path / "satu.pdf")
    kode, jawab = bpkad.do("segel", "periksa", satu)
    assert (kode, jawab["hasil"], jawab["kunci"]) == (0, "SAH", pertama)
    assert (jawab["nilai"], jawab["rincian"]) == (900_000, [["2.16.01.2.08.0002", "5.1.02.02.01.0061", 900_000]])
    palsu = str(int(satu) ^ 1 << 600)
    kode, jawab = bpkad.do("segel", "periksa", palsu)
    assert (kode, jawab["hasil"], "nilai" in jawab) == (1, "BERUBAH", False)
    opd.jam.move(days=1)
    opd.do("segel", "buat-kunci")
    dua = opd.submit_and_print(tmp_path / "dua.pdf")
    kode, jawab = bpkad.do("segel", "periksa", dua)
    assert (kode, jawab["hasil"], jawab["nilai"]) == (1, "KUNCI_TIDAK_DIKENAL", 900_000)
    kedua = hand_over()
    assert bpkad.do("segel", "periksa", dua)[1]["hasil"] == "SAH"
    assert bpkad.do("segel", "periksa", satu)[1]["hasil"] == "SAH", "what the first key sealed in its days stays good"
    assert bpkad.do("segel", "cabut", kedua, "--sebab", "laptop bendahara dicuri")[0] == 0
    assert bpkad.do("segel", "periksa", dua)[1]["hasil"] == "KUNCI_DICABUT"
    assert bpkad.do("segel", "periksa", satu)[1]["hasil"] == "SAH"
    assert [k["status"] for k in bpkad.do("segel", "kunci")[1]] == ["dicabut", "diganti"]


def test_submission_without_a_key_is_sealed_later(tmp_path: Path, komputer: Callable[[str, str], Komputer]) -> None:
    opd = komputer("opd", "2.16.2.20.2.21.01.0000")
    nomor = opd.submit()
    kode, jawab = opd.do("spm", "segel", nomor)
    assert (kode, jawab["tolak"][0]["kode"]) == (1, "ERR_KUNCI_SEGEL_BELUM_ADA")
    opd.do("segel", "buat-kunci", "--berlaku", "2026-01-02")
    kode, jawab = opd.do("spm", "segel", nomor)
    assert kode == 0
    assert opd.do("segel", "periksa", jawab["kode"])[1]["hasil"] == "SAH"
    assert opd.do("spm", "segel", nomor)[1]["kode"] == jawab["kode"], "a seal is made once"


def test_submission_travels_on_a_flash_disk_and_the_answer_back(
    tmp_path: Path, komputer: Callable[[str, str], Komputer], monkeypatch: pytest.MonkeyPatch
) -> None:
    opd = komputer("opd", "2.16.2.20.2.21.01.0000")
    bpkad = komputer("bpkad", "5.02.0.00.0.00.01.0000")
    for dari, ke in ((opd, bpkad), (bpkad, opd)):
        sidik = dari.do("segel", "buat-kunci", "--berlaku", "2026-01-02")[1]["kunci"]
        lembar = tmp_path / "kunci.txt"
        assert dari.do("segel", "lembar", "--ke", str(lembar))[0] == 0
        assert ke.do("segel", "kenali", str(lembar), "--sidik-jari", sidik)[0] == 0
    bpkad.hire("lina", Peran.LOKET)
    monkeypatch.setenv("PUNDI_SANDI", SANDI)
    lina = ("--sebagai", "lina")
    nomor = opd.submit()
    bast, paket, jawaban = (str(tmp_path / n) for n in ("BAST.pdf", "spm.pundi", "jawaban.pundi"))
    Path(bast).write_bytes(b"%PDF-1.7 contoh")
    assert opd.do("spm", "paket", nomor, "--ke", paket, "--lampiran", bast)[0] == 0
    kode, pertama = bpkad.do("lacak", "ambil", paket, *lina)
    assert (kode, pertama["nomor"], pertama["sudah"]) == (0, nomor, False)
    assert bpkad.do("lacak", "ambil", paket, *lina)[1] == {**pertama, "sudah": True}
    data = bytearray(Path(paket).read_bytes())
    data[-100] ^= 4
    Path(paket).write_bytes(bytes(data))
    kode, jawab = bpkad.do("lacak", "ambil", paket, *lina)
    assert (kode, jawab["tolak"][0]["kode"]) == (1, "ERR_PAKET_ANGGOTA")
    assert bpkad.do("lacak", "terima", pertama["kode"], *lina)[0] == 0
    assert bpkad.do("lacak", "jawaban", pertama["kode"], "--ke", jawaban, *lina)[0] == 0
    kode, jawab = opd.do("spm", "jawaban", jawaban)
    assert (kode, jawab["nomor"], jawab["jawaban"], jawab["sudah"]) == (0, nomor, "Diterima, tahap Diterima", False)
    assert opd.do("spm", "jawaban", jawaban)[1]["sudah"] is True
