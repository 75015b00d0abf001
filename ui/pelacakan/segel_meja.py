"""The segel Pundi at the desk: a scan of the sealed code is checked, shown, and may open the berkas it speaks of."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from core.bus import Hasil
from ui.kit.notice import Notice
from ui.pelacakan.segel_card import KATA, SegelCard, SegelTerbaca, open_from_seal, read_seal

if TYPE_CHECKING:
    from core.errors import Refusal
    from core.identity import BerkasId
    from ui.kit.scan_line import ScanLine
    from ui.shell.page import Konteks


class SegelDiMeja:
    """Stands between the scan line and the card; `load` shows a berkas, `put_away` says what there is instead."""

    def __init__(
        self, konteks: Konteks, scan: ScanLine, load: Callable[[BerkasId], None], put_away: Callable[[str], None]
    ) -> None:
        self._konteks, self._scan, self._load, self._put_away = konteks, scan, load, put_away
        self._baca: SegelTerbaca | None = None
        self.card = SegelCard()
        self.card.closed.connect(self.card.hide)
        self.card.registered.connect(self._register)

    def check(self, teks: str, refused: Callable[[Refusal], None]) -> None:
        """Receives nothing: shows what was sealed, and the berkas it belongs to."""
        tanya = self._konteks.tanya
        self._put_away("Memeriksa segel…")
        self._konteks.desk.ask(
            lambda: tanya.ask(lambda q: read_seal(q, teks)), self._show, refused=refused, key="meja-segel"
        )

    def _show(self, baca: SegelTerbaca) -> None:
        self._baca = baca
        good = baca.hasil.is_good
        self._scan.answer(
            "kertas berbeda" if good and baca.beda else str(KATA[baca.hasil.nilai]), ok=good and not baca.beda
        )
        self.card.show_seal(baca)
        if baca.berkas is not None:
            self._load(baca.berkas.id)
        else:
            self._put_away("Berkas ini belum terdaftar di kantor ini" if good else "Tidak ada berkas yang dibuka")

    def _register(self) -> None:
        """Opens the berkas of a good seal whose papers came without a file."""
        if self._baca is None or not self._baca.may_register:
            return
        command = open_from_seal(self._baca.hasil)

        def done(_: Hasil) -> None:
            self.card.hide()
            self._konteks.notify(Notice(f"{command.isi.nomor}: terdaftar", "Pindai barcode untuk menerimanya."))
            self._load(command.berkas_id)

        self._konteks.desk.do(command, done)
