"""Objects of Qt that lie in cyclic garbage are destroyed on the window's thread, whoever asks for memory."""

import gc
import threading

import pytest
from PySide6.QtCore import QObject

from svd_core.cli.heavy_imports import collection_paused
from svd_gui import garbage
from svd_gui.garbage import ALL_EVERY, Collection, collected_on_this_thread


class Remembering(QObject):
    """Says on which thread it ends."""

    ended_on: list[threading.Thread]

    def __init__(self, ended_on: list[threading.Thread]) -> None:
        super().__init__()
        self.ended_on = ended_on
        self.cycle = self

    def __del__(self) -> None:
        self.ended_on.append(threading.current_thread())


def ask_for_memory(kept: list[object]) -> None:
    """Make more objects than Python lets pass without collecting its garbage, of all ages."""
    kept += [[] for _ in range(200_000)]


@pytest.fixture
def frozen():
    """What the tests before have left takes no time here."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("frozen")
def test_garbage_ends_on_the_thread_of_the_window(qtbot, monkeypatch):
    monkeypatch.setattr(garbage, "EVERY_MS", 1)
    ended_on: list[threading.Thread] = []
    kept: list[object] = []
    with collected_on_this_thread():
        Remembering(ended_on)
        worker = threading.Thread(target=ask_for_memory, args=[kept])
        worker.start()
        worker.join()
        assert not ended_on, "the worker collected it"
        qtbot.waitUntil(lambda: bool(ended_on))
    assert ended_on == [threading.main_thread()]
    assert gc.isenabled()


@pytest.mark.parametrize("slow", [False, True])
@pytest.mark.usefixtures("frozen")
def test_old_garbage_is_collected_now_and_then_and_if_that_is_slow_once_much_is_new(slow, monkeypatch):
    ended_on: list[threading.Thread] = []
    one = Remembering(ended_on)
    with collected_on_this_thread():
        old = [[] for _ in range(20_000)]
        gc.collect()  # Both are of the oldest generation now.
        collection = Collection()
        if slow:
            monkeypatch.setattr(garbage, "QUICK_SECONDS", 0.0)
        del one
        for _ in range(ALL_EVERY - 1):
            collection.step()
        assert not ended_on
        collection.step()
        assert bool(ended_on) is not slow
        new = [[] for _ in range(len(old) // 2)]
        for _ in range(ALL_EVERY):
            collection.step()
        assert ended_on and new


@pytest.mark.usefixtures("frozen")
def test_nothing_is_collected_while_a_library_is_imported():
    ended_on: list[threading.Thread] = []
    kept: list[object] = []
    with collected_on_this_thread():
        collection = Collection()
        with collection_paused():
            Remembering(ended_on)
            ask_for_memory(kept)
            collection.step()
            assert not ended_on
        Remembering(ended_on)
        ask_for_memory(kept)
        collection.step()
    assert len(ended_on) == 1, "what was made in the pause is never looked at again"
