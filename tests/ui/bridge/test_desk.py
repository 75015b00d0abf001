"""The desk keeps order, never shows an old answer over a newer one, and says no politely."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import pytest
import shiboken6
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QLabel

from core.access import Izin
from core.bus import Changes, Command, Hasil
from core.errors import Refusal
from ui.bridge.desk import Desk
from ui.bridge.heartbeat import Heartbeat

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot


@dataclass(frozen=True, slots=True, kw_only=True)
class Catat(Command):
    izin: ClassVar[Izin] = Izin.CATAT
    nomor: int
    lama_detik: float = 0.0


class Kantor:
    """Carries commands out as a bus would: notes them, refuses number 13, breaks on number 99."""

    def __init__(self) -> None:
        self.done: list[int] = []
        self.threads: set[int] = set()

    def execute(self, command: Command) -> Hasil:
        assert isinstance(command, Catat)
        self.threads.add(threading.get_ident())
        time.sleep(command.lama_detik)
        if command.nomor == 13:
            raise Refusal("ERR_TIGA_BELAS", "Nomor 13 tidak dipakai; pakai 14.", medan="nomor")
        if command.nomor == 99:
            raise ZeroDivisionError("rusak")
        self.done.append(command.nomor)
        return Hasil(Changes(frozenset({"kas"})), command.nomor)


@pytest.fixture
def kantor() -> Kantor:
    return Kantor()


@pytest.fixture
def desk(qtbot: QtBot, kantor: Kantor) -> Iterator[Desk]:
    made = Desk(kantor.execute)
    yield made
    made.close()


def listen(signal: Any) -> list[Any]:
    heard: list[Any] = []
    signal.connect(heard.append)
    return heard


def test_commands_are_done_in_the_order_clicked_on_one_other_thread(desk: Desk, kantor: Kantor) -> None:
    for nomor in range(1, 9):
        desk.do(Catat(nomor=nomor, lama_detik=0.01 if nomor % 2 else 0.0))
    assert desk.busy
    assert desk.wait_idle()
    assert kantor.done == list(range(1, 9))
    assert len(kantor.threads) == 1
    assert threading.get_ident() not in kantor.threads


def test_then_comes_on_the_main_thread_and_before_changed(qtbot: QtBot, desk: Desk) -> None:
    heard: list[object] = []
    desk.changed.connect(lambda changes: heard.append(changes.topics))
    desk.do(Catat(nomor=4), lambda hasil: heard.append((hasil.nilai, QThread.isMainThread())))
    assert desk.wait_idle()
    assert heard == [(4, True), frozenset({"kas"})]


def test_a_refusal_goes_to_the_notices_and_changes_nothing(desk: Desk, kantor: Kantor) -> None:
    refused, changed = listen(desk.refused), listen(desk.changed)
    answers: list[Hasil] = []
    desk.do(Catat(nomor=13), answers.append)
    assert desk.wait_idle()
    assert [r.kode for r in refused] == ["ERR_TIGA_BELAS"]
    assert (answers, changed, kantor.done) == ([], [], [])


def test_a_form_may_take_its_own_refusal(desk: Desk) -> None:
    notices, at_field = listen(desk.refused), []
    desk.do(Catat(nomor=13), refused=at_field.append)
    assert desk.wait_idle()
    assert [r.medan for r in at_field] == ["nomor"]
    assert notices == []


def test_a_bug_is_a_crash_and_the_next_command_still_runs(desk: Desk, kantor: Kantor) -> None:
    crashed, refused = listen(desk.crashed), listen(desk.refused)
    desk.do(Catat(nomor=99))
    desk.do(Catat(nomor=5))
    assert desk.wait_idle()
    assert [type(e) for e in crashed] == [ZeroDivisionError]
    assert refused == []
    assert kantor.done == [5]


def test_before_the_database_is_open_commands_are_refused_and_questions_wait(qtbot: QtBot, kantor: Kantor) -> None:
    desk = Desk()
    refused, answers = listen(desk.refused), []
    desk.do(Catat(nomor=1))
    desk.ask(lambda: "lama", answers.append, "beranda")
    desk.ask(lambda: "baru", answers.append, "beranda")
    assert [r.kode for r in refused] == ["ERR_BASISDATA_BELUM_TERBUKA"]
    assert answers == []
    desk.attach(kantor.execute)
    assert desk.wait_idle()
    assert answers == ["baru"]
    desk.close()


def test_of_questions_with_one_key_only_the_newest_answer_is_shown(desk: Desk) -> None:
    asked: list[int] = []
    shown: list[int] = []
    gate = threading.Event()

    def query(number: int) -> Callable[[], int]:
        def run() -> int:
            asked.append(number)
            gate.wait(2)
            return number

        return run

    for number in range(1, 6):
        desk.ask(query(number), shown.append, "bku")
    gate.set()
    assert desk.wait_idle()
    assert asked == [1, 5]
    assert shown == [5]


def test_questions_with_other_keys_do_not_wait_for_each_other(desk: Desk) -> None:
    gate = threading.Event()
    shown: list[str] = []

    def slow() -> str:
        gate.wait(2)
        return "lambat"

    desk.ask(slow, shown.append, "satu")
    desk.ask(lambda: gate.set() or "cepat", shown.append, "dua")
    assert desk.wait_idle()
    assert sorted(shown) == ["cepat", "lambat"]


def test_a_question_is_not_held_up_by_a_long_command(desk: Desk) -> None:
    order: list[str] = []
    desk.do(Catat(nomor=1, lama_detik=0.3), lambda _: order.append("perintah"))
    desk.ask(lambda: "jawab", order.append)
    assert desk.wait_idle()
    assert order == ["jawab", "perintah"]


def test_an_answer_for_a_closed_dialog_is_dropped(qtbot: QtBot, desk: Desk) -> None:
    crashed = listen(desk.crashed)
    label = QLabel()
    gate = threading.Event()
    desk.ask(lambda: (gate.wait(2), "x")[1], label.setText)
    shiboken6.delete(label)
    gate.set()
    assert desk.wait_idle()
    assert crashed == []


def test_close_lets_clicked_commands_end(qtbot: QtBot, kantor: Kantor) -> None:
    desk = Desk(kantor.execute)
    for nomor in (1, 2, 3):
        desk.do(Catat(nomor=nomor, lama_detik=0.02))
    desk.close()
    assert kantor.done == [1, 2, 3]
    refused = listen(desk.refused)
    desk.do(Catat(nomor=4))
    assert [r.kode for r in refused] == ["ERR_BASISDATA_BELUM_TERBUKA"]


def test_other_desks_changes_come_by_the_same_signal(desk: Desk) -> None:
    heard = listen(desk.changed)
    desk.announce(Changes(frozenset({"pelacakan"})))
    assert [c.topics for c in heard] == [frozenset({"pelacakan"})]


def test_a_long_command_does_not_freeze_the_window(qtbot: QtBot, desk: Desk) -> None:
    with Heartbeat() as detak:
        desk.do(Catat(nomor=1, lama_detik=0.4))
        assert desk.wait_idle()
    assert detak.longest_ms < 200


def test_the_heartbeat_notices_a_freeze(qtbot: QtBot) -> None:
    with Heartbeat() as detak:
        qtbot.wait(20)
        time.sleep(0.12)
        qtbot.wait(20)
    assert detak.longest_ms > 100
