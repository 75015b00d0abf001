"""An open office, and the opener of databases: what main.py hands to the faces."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Connection

from core.access import Pelaku
from core.bus import Clock, Command, CommandBus, Handler, Hasil
from core.calendar import tanggal_panjang
from core.errors import Refusal, Temuan
from core.identity import OpdId
from core.keystore import KeyStore, fingerprint, read_key, written_key
from core.opd.commands import CreateOffice
from core.opd.model import Opd
from core.pengguna.masuk import Sandi
from core.pengguna.model import Rahasia
from db import backup, profil
from db.anggaran.queries import SqlAnggaranQueries
from db.backup import Cadangan
from db.basis import Basis
from db.kas.queries import SqlKasQueries
from db.keystore import MemoryKeyStore
from db.kkpd.queries import SqlKkpdQueries
from db.opd.queries import SqlOpdQueries
from db.pelacakan.queries import SqlPelacakanQueries
from db.pengguna.queries import SqlPenggunaQueries
from db.periksa import verify
from db.rekanan.queries import SqlRekananQueries
from db.spm.queries import SqlSpmQueries

if TYPE_CHECKING:
    from db.hak.petugas import SqlPetugas
    from db.segel.queries import SqlSegelQueries

T = TypeVar("T")
NamaRekening = Callable[[], Mapping[str, str]]
"""Names of the steps of an account by code, read when they are first needed."""
SIMPAN_CADANGAN = 30
"""How many verified backups are kept beside the database."""


class SqlPertanyaan:
    """The questions of every room on one connection."""

    def __init__(self, conn: Connection, opd_id: OpdId, nama_rekening: NamaRekening = dict) -> None:
        self._conn, self._opd, self._nama = conn, opd_id, nama_rekening

    @cached_property
    def pengguna(self) -> SqlPenggunaQueries:
        return SqlPenggunaQueries(self._conn, self._opd)

    @cached_property
    def opd(self) -> SqlOpdQueries:
        return SqlOpdQueries(self._conn, self._opd)

    @cached_property
    def rekanan(self) -> SqlRekananQueries:
        return SqlRekananQueries(self._conn, self._opd)

    @cached_property
    def anggaran(self) -> SqlAnggaranQueries:
        return SqlAnggaranQueries(self._conn, self._opd, self._nama)

    @cached_property
    def kas(self) -> SqlKasQueries:
        return SqlKasQueries(self._conn, self._opd)

    @cached_property
    def kkpd(self) -> SqlKkpdQueries:
        return SqlKkpdQueries(self._conn, self._opd)

    @cached_property
    def pelacakan(self) -> SqlPelacakanQueries:
        return SqlPelacakanQueries(self._conn, self._opd)

    @cached_property
    def segel(self) -> SqlSegelQueries:
        from db.segel.queries import SqlSegelQueries

        return SqlSegelQueries(self._conn, self._opd)

    @cached_property
    def spm(self) -> SqlSpmQueries:
        return SqlSpmQueries(self._conn, self._opd)


class SqlKantor:
    """One open office."""

    def __init__(
        self,
        basis: Basis,
        opd_id: OpdId,
        handlers: dict[type[Command], Handler],
        sandi: Sandi,
        clock: Clock,
        *,
        nama_rekening: NamaRekening = dict,
    ) -> None:
        self._basis = basis
        self._nama = nama_rekening
        self.opd_id = opd_id
        self._sandi = sandi
        self.clock = clock
        self._bus = CommandBus(lambda: basis.unit_of_work(opd_id), clock, handlers)
        self.alamat = str(basis.berkas) if basis.berkas else basis.url.render_as_string(hide_password=True)

    @property
    def opd(self) -> Opd:
        found: Opd | None = self.ask(lambda q: q.opd.office())
        if found is None:
            raise Refusal("ERR_KANTOR_BELUM_ADA", "Basis data ini belum berisi kantor; buat dulu dengan langkah awal.")
        return found

    def execute(self, command: Command, pelaku: Pelaku) -> Hasil:
        return self._bus.execute(command, pelaku)

    def ask(self, question: Callable[[Any], T]) -> T:
        with self._basis.reading() as conn:
            return question(SqlPertanyaan(conn, self.opd_id, self._nama))

    def rehearse(self, action: Callable[[Any], T]) -> T:
        with self._basis.unit_of_work(self.opd_id) as work:
            return action(work)

    def sign_in(self, nama: str, sandi: str) -> Pelaku:
        from core.pengguna.masuk import sign_in
        from db.pengguna.queries import SqlBukuPercobaan

        if not self.is_local:
            from db.hak import orang

            saya = orang.sign_in(self._basis, self.opd_id, nama, sandi)
            if saya is not None:
                return saya
        percobaan, at = SqlBukuPercobaan(self._basis.engine, self.opd_id), self.clock.now()
        return self.ask(lambda q: sign_in(q.pengguna, self._sandi, nama, Rahasia(sandi), percobaan=percobaan, at=at))

    def only_person(self) -> Pelaku | None:
        if not self._basis.is_local:
            from db.hak.orang import who_am_i

            with self._basis.reading() as conn:
                saya = who_am_i(conn, self.opd_id)
            if saya is not None:
                return saya
        people = self.ask(lambda q: q.pengguna.people())
        return people[0].as_pelaku() if len(people) == 1 else None

    def verify(self) -> Sequence[Temuan]:
        """Proves this office's books."""
        return verify(self._basis, self.opd_id)

    def written_key(self) -> tuple[str, str]:
        kunci = self._basis.chain_key(self.opd_id)
        if kunci is None:
            raise Refusal(
                "ERR_KUNCI_BERSAMA", "Pada basis data bersama, server yang menyegel jejak; tidak ada lembar kunci."
            )
        return written_key(kunci), fingerprint(kunci)

    @property
    def is_local(self) -> bool:
        return self._basis.is_local

    def backup_now(self) -> str:
        made = make_backup(self._basis, self._folder(), self.clock.now()).berkas
        backup.rotate(self._folder(), SIMPAN_CADANGAN)
        return made.name

    def last_backup(self) -> str:
        found = backup.newest(self._folder()) if self._basis.berkas else None
        if found is None:
            return ""
        at = datetime.fromtimestamp(found.stat().st_mtime, UTC).astimezone()
        return f"{tanggal_panjang(at.date())} {at:%H.%M}"

    def _folder(self) -> Path:
        assert self._basis.berkas is not None
        return self._basis.berkas.parent / "cadangan"

    @property
    def peringatan(self) -> Sequence[str]:
        pesan = self._basis.keystore.peringatan
        return [pesan] if pesan else []

    def close(self, *, cadangkan: bool = True) -> Path | None:
        made = None
        if cadangkan and self._basis.berkas is not None:
            made = make_backup(self._basis, self._folder(), self.clock.now()).berkas
            backup.rotate(self._folder(), SIMPAN_CADANGAN)
        self._basis.close()
        return made


def make_backup(basis: Basis, folder: Path, at: datetime) -> Cadangan:
    """A verified backup of an open local database."""
    if basis.berkas is None:
        raise Refusal(
            "ERR_CADANGAN_BERSAMA",
            "Basis data bersama dicadangkan oleh pengelola server (pg_dump), bukan dari komputer ini.",
        )
    return backup.make_backup(basis.berkas, folder, at, lambda f: prove(f, basis.keystore))


def prove(berkas: Path, keystore: KeyStore) -> list[Temuan]:
    """Opens a copy of a database and proves every office in it."""
    copy = Basis(str(berkas), keystore)
    try:
        copy.demand_current()
        return [t for opd_id in copy.offices() for t in verify(copy, opd_id)]
    finally:
        copy.close()
        for akhiran in ("-wal", "-shm", ".kunci"):
            berkas.with_name(berkas.name + akhiran).unlink(missing_ok=True)


class SqlPembuka:
    """Opens, makes, migrates, proves and backs up databases."""

    def __init__(
        self,
        keystore: KeyStore,
        sandi: Sandi,
        handlers: dict[type[Command], Handler],
        clock: Clock,
        *,
        kenang: bool = True,
        nama_rekening: NamaRekening = dict,
    ) -> None:
        self._keystore, self._sandi, self._handlers, self._clock = keystore, sandi, handlers, clock
        self._nama = nama_rekening
        self._kenang = kenang
        """Whether the database opened last is remembered on this computer."""

    def with_clock(self, clock: Clock) -> SqlPembuka:
        """The same opener with another clock: the sample office tells its own time."""
        return SqlPembuka(self._keystore, self._sandi, self._handlers, clock, kenang=False, nama_rekening=self._nama)

    def in_memory(self) -> SqlPembuka:
        """The same opener with secrets that are forgotten at the end."""
        return SqlPembuka(
            MemoryKeyStore(), self._sandi, self._handlers, self._clock, kenang=False, nama_rekening=self._nama
        )

    def default_db(self) -> str:
        return profil.default_database()

    def today(self) -> date:
        return self._clock.today()

    def exists(self, db: str) -> bool:
        basis = Basis(db, self._keystore)
        try:
            return basis.revision() is not None and bool(basis.offices())
        finally:
            basis.close()

    def open(self, db: str, opd: str | None = None) -> SqlKantor:
        basis = Basis(db, self._keystore)
        try:
            basis.demand_current()
            opd_id = self._find(basis, opd)
            basis.chain_key(opd_id)
        except BaseException:
            basis.close()
            raise
        if self._kenang:
            profil.remember_database(db)
        return SqlKantor(basis, opd_id, self._handlers, self._sandi, self._clock, nama_rekening=self._nama)

    @contextmanager
    def people(self, db: str) -> Iterator[SqlPetugas]:
        """The logins of a shared database, open for the time of one change."""
        from db.hak.petugas import SqlPetugas

        basis = Basis(db, self._keystore)
        try:
            yield SqlPetugas(basis)
        finally:
            basis.close()

    def take_key(self, db: str, teks: str, opd: str | None = None) -> str:
        kunci = read_key(teks)
        basis = Basis(db, self._keystore)
        try:
            basis.demand_current()
            basis.take_chain_key(self._find(basis, opd), kunci)
        finally:
            basis.close()
        return fingerprint(kunci)

    def _find(self, basis: Basis, kode: str | None) -> OpdId:
        offices = basis.offices()
        with basis.reading() as conn:
            named = {o: SqlOpdQueries(conn, o).office() for o in offices}
        if kode is not None:
            offices = [o for o in offices if (k := named[o]) is not None and k.kode == kode]
        if not offices:
            pesan = (
                f"OPD {kode} tidak ada dalam basis data ini."
                if kode
                else "Basis data ini belum berisi kantor; buat dulu dengan langkah awal."
            )
            raise Refusal("ERR_KANTOR_BELUM_ADA", pesan)
        if len(offices) > 1:
            raise Refusal("ERR_OPD_WAJIB", "Basis data ini berisi beberapa OPD; sebutkan dengan --opd KODE.")
        return offices[0]

    def create(self, db: str, awal: CreateOffice) -> SqlKantor:
        basis = Basis(db, self._keystore)
        try:
            if basis.revision() is None:
                basis.migrate()
            basis.demand_current()
            basis.chain_key(awal.opd.id, make=True)
            kantor = SqlKantor(basis, awal.opd.id, self._handlers, self._sandi, self._clock, nama_rekening=self._nama)
            kantor.execute(awal, awal.orang.as_orang().as_pelaku())
        except BaseException:
            basis.close()
            raise
        if self._kenang:
            profil.remember_database(db)
        return kantor

    def prepare(self, db: str) -> str:
        basis = Basis(db, self._keystore)
        try:
            if basis.revision() is not None:
                raise Refusal("ERR_BASIS_DATA_SUDAH_ADA", f"Basis data {db} sudah siap (versi {basis.revision()}).")
            basis.migrate()
            return basis.head()
        finally:
            basis.close()

    def migrate(self, db: str) -> tuple[str | None, str, Path | None]:
        basis = Basis(db, self._keystore)
        try:
            basis.demand_known()
            dari, ke, made = basis.revision(), basis.head(), None
            if dari is not None and dari != ke and basis.berkas is not None:
                # an older schema cannot be proven by this program's rules: the copy is proven as a file
                made = backup.make_backup(
                    basis.berkas, basis.berkas.parent / "cadangan", self._clock.now(), _prove_file
                ).berkas
            basis.migrate()
            return dari, ke, made
        finally:
            basis.close()

    def verify(self, db: str, opd: str | None = None) -> Sequence[Temuan]:
        basis = Basis(db, self._keystore)
        try:
            basis.demand_current()
            return verify(basis, self._find(basis, opd))
        finally:
            basis.close()

    def backup(self, db: str, folder: Path | None) -> Cadangan:
        basis = Basis(db, self._keystore)
        try:
            return make_backup(basis, folder or (basis.berkas or Path()).parent / "cadangan", self._clock.now())
        finally:
            basis.close()

    def check_backup(self, berkas: Path) -> Cadangan:
        return backup.check_backup(berkas, lambda f: prove(f, self._keystore))

    def restore(self, berkas: Path, db: str) -> Path | None:
        from db import tempat
        from db.engine import url_of

        tujuan = Path(url_of(db).database or "")
        tempat.refuse_bad_place(tujuan)
        tempat.hold(tujuan)
        try:
            return backup.restore(berkas, tujuan, lambda f: prove(f, self._keystore), self._clock.now())
        finally:
            tempat.release(tujuan)


def _prove_file(berkas: Path) -> list[Temuan]:
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(berkas)) as conn:
        hasil = conn.execute("PRAGMA integrity_check").fetchone()[0]
    return [] if hasil == "ok" else [Temuan("ERR_BERKAS_BASIS_DATA", f"Berkas basis data rusak: {hasil}")]
