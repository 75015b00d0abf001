"""Reads a command line and carries it out: one function per command, each in the module of its room."""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.calendar import Bulan
from core.errors import Refusal
from ui.cli.keluaran import CACAT, Keluaran

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.access import Pelaku
    from core.documents.kit import Huruf
    from ui.kantor import Kantor, Pembuka


@dataclass
class Terminal:
    """What a command works with: its words, the opener of databases, and where its answer goes."""

    args: argparse.Namespace
    pembuka: Pembuka
    huruf: Callable[[], Huruf]
    sumber: Path
    """The folder of resources."""
    keluaran: Keluaran

    @property
    def db(self) -> str:
        return str(self.args.db or self.pembuka.default_db())

    @contextmanager
    def kantor(self) -> Iterator[Kantor]:
        """The office of `--db` and `--opd`, open for the time of one command."""
        kantor = self.pembuka.open(self.db, self.args.opd)
        try:
            yield kantor
        finally:
            kantor.close(cadangkan=False)

    def pelaku(self, kantor: Kantor) -> Pelaku:
        """Who acts: `--sebagai` with a password (asked for here, or PUNDI_SANDI), else the only person there is."""
        nama = self.args.sebagai
        if nama is None:
            found = kantor.only_person()
            if found is None:
                raise Refusal(
                    "ERR_SEBAGAI_WAJIB", "Kantor ini mempunyai beberapa orang; sebutkan siapa dengan --sebagai NAMA."
                )
            return found
        sandi = os.environ.get("PUNDI_SANDI")
        if sandi is None:
            import getpass

            sandi = getpass.getpass(f"Kata sandi {nama}: ")
        return kantor.sign_in(nama, sandi)


Perintah = Callable[[Terminal], int]


def month(text: str) -> Bulan:
    """A month argument."""
    try:
        return Bulan.parse(text)
    except ValueError as e:
        raise argparse.ArgumentTypeError(str(e)) from e


def run(argv: Sequence[str], pembuka: Callable[[], Pembuka], huruf: Callable[[], Huruf], sumber: Path) -> int:
    """One command line from start to exit code."""
    args = parser().parse_args(argv)
    keluaran = Keluaran(as_json=bool(getattr(args, "json", False)) or getattr(args, "format", None) == "json")
    terminal = Terminal(args, _Later(pembuka), huruf, sumber, keluaran)
    try:
        return int(args.jalankan(terminal))
    except Refusal as e:
        return keluaran.refuse(e)
    except KeyboardInterrupt:
        keluaran.tell("Dihentikan.")
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except Exception:  # noqa: BLE001 - anything else is a bug: say so, with the report
        traceback.print_exc()
        keluaran.tell(
            "Ini cacat program, bukan kesalahan Anda; data tidak berubah. Kirim laporan di atas kepada pengembang."
        )
        return CACAT


class _Later:
    """The opener of databases, made when it is first asked: commands without a database never load one."""

    def __init__(self, make: Callable[[], Pembuka]) -> None:
        self._make = make
        self._made: Pembuka | None = None

    def __getattr__(self, nama: str) -> Any:
        if self._made is None:
            self._made = self._make()
        return getattr(self._made, nama)


def parser() -> argparse.ArgumentParser:
    """Every command there is; one that does not exist yet is absent."""
    from ui.cli import basisdata, buku, contoh, impor, kas, lacak, laporan, pajak, pengguna, segel, spm, tagihan, tahun

    umum = argparse.ArgumentParser(add_help=False)
    umum.add_argument("--db", default=argparse.SUPPRESS, help="path atau alamat basis data")
    umum.add_argument("--opd", default=argparse.SUPPRESS, metavar="KODE", help="kode OPD, bila ada beberapa")
    umum.add_argument("--sebagai", default=argparse.SUPPRESS, metavar="NAMA", help="siapa yang bertindak")
    umum.add_argument(
        "--json", action="store_true", default=argparse.SUPPRESS, help="jawaban sebagai satu dokumen JSON"
    )
    top = argparse.ArgumentParser(prog="pundi", description="Pundi di terminal", parents=[umum])
    top.set_defaults(db=None, opd=None, sebagai=None, json=False)
    kelompok = top.add_subparsers(dest="kelompok", required=True, metavar="PERINTAH")

    def add(nama: str, bantuan: str, jalankan: Perintah, induk: Any = None) -> argparse.ArgumentParser:
        made = (induk or kelompok).add_parser(nama, help=bantuan, parents=[umum])
        made.set_defaults(jalankan=jalankan)
        return made

    def group(nama: str, bantuan: str) -> Any:
        made = kelompok.add_parser(nama, help=bantuan, parents=[umum])
        return made.add_subparsers(dest="langkah", required=True, metavar="LANGKAH")

    for modul in (contoh, basisdata, impor, buku, laporan, tahun, kas, pajak, spm, tagihan, lacak, segel, pengguna):
        modul.register(add, group)
    return top
