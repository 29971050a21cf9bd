"""Work on other threads calls back on the window's thread, and nobody who is deleted."""

from __future__ import annotations

import gc
import threading

import pytest
import shiboken6
from PySide6.QtCore import QObject, Qt

from svd_gui import background


class Listener(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.heard: list[object] = []

    def hear(self, what: object) -> None:
        self.heard.append(what)


def test_a_listener_that_is_deleted_meanwhile_is_not_called(qtbot) -> None:
    gate, gone, there = threading.Event(), Listener(), Listener()
    for listener in (gone, there):
        background.run(lambda: gate.wait(10), listener.hear, listener.hear)
    shiboken6.delete(gone)
    gate.set()
    qtbot.waitUntil(lambda: there.heard == [True])
    qtbot.wait(50)
    assert gone.heard == []


def test_reports_stop_when_their_listener_is_deleted(qtbot) -> None:
    gone, there, gate = Listener(), Listener(), threading.Event()

    def reports():
        yield 1
        gate.wait(10)
        yield 2

    for listener in (gone, there):
        background.follow(reports(), listener.hear, lambda _: None, listener.hear)
    qtbot.waitUntil(lambda: gone.heard == there.heard == [1])
    shiboken6.delete(gone)
    gate.set()
    qtbot.waitUntil(lambda: there.heard == [1, 2])
    assert gone.heard == [1]


def test_any_thread_may_call_a_method_of_what_is_deleted_meanwhile(qtbot) -> None:
    def call(function) -> None:
        for number in range(200):
            function(number)

    gone, there = Listener(), Listener()
    threads = [
        threading.Thread(target=call, args=[background.callable_from_any_thread(listener.hear)])
        for listener in (gone, there)
    ]
    for thread in threads:
        thread.start()
    heard = gone.heard
    shiboken6.delete(gone)
    del gone
    for thread in threads:
        thread.join()
    assert there.heard == [], "not on that thread"
    qtbot.waitUntil(lambda: there.heard == list(range(200)))
    assert heard == []


def test_a_task_is_deleted_on_the_windows_thread_however_long_its_own_holds_it(qtbot, monkeypatch) -> None:
    loop, gate = background.Task._loop, threading.Event()
    deleted_on: list[int] = []

    def lingering(task: background.Task) -> None:
        loop(task)
        gate.wait(20)

    monkeypatch.setattr(background.Task, "_loop", lingering)
    ended: list[None] = []
    task = background.run(lambda: None, ended.append, pytest.fail)
    task.destroyed.connect(lambda: deleted_on.append(threading.get_ident()), Qt.ConnectionType.DirectConnection)
    future = task._future
    del task
    qtbot.waitUntil(lambda: ended == [None])
    gate.set()
    future.result(timeout=20)
    # The next one lets go of those before it.
    background.run(lambda: None, ended.append, pytest.fail)
    qtbot.waitUntil(lambda: len(ended) == 2)
    gc.collect()
    qtbot.waitUntil(lambda: bool(deleted_on))
    assert deleted_on == [threading.get_ident()]


def test_a_task_that_outlasts_the_end_of_the_window_is_not_deleted_by_its_thread(qtbot) -> None:
    """A window may be closed while a thread is too busy to stop: what Qt still delivers to its task must find it."""
    gate, begun, deleted_on = threading.Event(), threading.Event(), []
    task = background.run(lambda: begun.set() or gate.wait(20), pytest.fail, pytest.fail)
    assert begun.wait(20)
    task.destroyed.connect(lambda: deleted_on.append(threading.get_ident()), Qt.ConnectionType.DirectConnection)
    future = task._future
    del task
    background.stop_all(seconds=0.01)
    gate.set()
    future.result(timeout=20)
    gc.collect()
    assert deleted_on == []
    ended: list[None] = []
    qtbot.wait(20)
    background.run(lambda: None, ended.append, pytest.fail)
    qtbot.waitUntil(lambda: ended == [None])
    qtbot.waitUntil(lambda: deleted_on == [threading.get_ident()])


def test_a_task_that_never_began_is_let_go_of(qtbot) -> None:
    gate, begun = threading.Event(), threading.Semaphore(0)
    busy = [background.run(lambda: begun.release() or gate.wait(20), pytest.fail, pytest.fail) for _ in range(4)]
    for _ in busy:
        begun.acquire(timeout=20)
    waiting = background.run(lambda: None, pytest.fail, pytest.fail)
    background.stop_all(seconds=0.01)
    assert waiting._future.cancelled() and waiting not in background._running
    gate.set()
    for task in busy:
        task._future.result(timeout=20)
