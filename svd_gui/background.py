"""Work of seconds on other threads: functions, and generators of reports; results arrive on the window's thread."""

from __future__ import annotations

import os
import sys
import threading
import weakref
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

_POOL = ThreadPoolExecutor(max_workers=4, thread_name_prefix="background")
_NICENESS = 10


def _give_way() -> None:
    """Have this thread, and those that it starts, compute only when nobody else wants to; Linux alone can say so."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICENESS)


_AHEAD = ThreadPoolExecutor(max_workers=1, thread_name_prefix="ahead", initializer=_give_way)
"""For what nobody waits for yet, one after another."""
_running: set[Task] = set()


class Task(QObject):
    """One piece of work under way; once cancelled, or once whom it would call is deleted, it calls nothing back."""

    _reported = Signal(object)
    _ended = Signal(object, object)

    def __init__(self, work: Iterator[Any], report: Callable | None, done: Callable, failed: Callable,
                 ahead: bool = False) -> None:  # fmt: skip
        super().__init__()
        self._work, self._report, self._done, self._failed = work, report, done, failed
        self._cancelled = threading.Event()
        # The task lives on the window's thread, so what the worker emits arrives there.
        self._reported.connect(self._pass_report, Qt.ConnectionType.QueuedConnection)
        self._ended.connect(self._pass_end, Qt.ConnectionType.QueuedConnection)
        self._over = False
        _let_go_of_ended()
        _running.add(self)
        self._future = (_AHEAD if ahead else _POOL).submit(_loop_through, [self])

    def cancel(self) -> None:
        """Stop at the next report; neither `done` nor `failed` will be called."""
        self._cancelled.set()

    def wait(self, seconds: float) -> None:
        """Wait for a cancelled task to leave its thread, so that the program ends cleanly. May raise TimeoutError."""
        if not self._future.cancel():
            self._future.exception(timeout=seconds)

    @property
    def running(self) -> bool:
        return not self._future.done() and not self._cancelled.is_set()

    def _loop(self) -> None:
        last = None
        try:
            while not self._cancelled.is_set():
                last = next(self._work)
                self._reported.emit(last)
        except StopIteration as stop:
            self._ended.emit(stop.value, None)
        except Exception as error:  # noqa: BLE001 - relayed whole to the window, which shows it
            self._ended.emit(None, error)
        else:
            # On this thread, so that the generator at once releases what it holds, such as a child process.
            if isinstance(self._work, Generator):
                self._work.close()
            self._ended.emit(None, None)

    def _pass_report(self, report: object) -> None:
        if self._report is not None and not self._cancelled.is_set() and _is_there(self._report):
            self._report(report)

    @property
    def left_its_thread(self) -> bool:
        """Whether its end has arrived, and its thread knows nothing of it any more; or it never had one."""
        return self._future.cancelled() or (self._over and self._future.done())

    def _pass_end(self, result: object, error: object) -> None:
        call, outcome = (self._done, result) if error is None else (self._failed, error)
        # What is called is not to live as long as the task, which waits here for its thread to let go of it.
        del self._work, self._report, self._done, self._failed
        self._over = True
        if not self._cancelled.is_set() and _is_there(call):
            call(outcome)


class Resumable:
    """A generator that outlives the task that iterates it: where that is cancelled, another can go on with it.

    While a thread is still in it, others wait; a result that nobody took is kept.
    """

    def __init__(self, work: Generator[Any, None, Any]) -> None:
        self._work, self._lock = work, threading.Lock()
        self._ended: StopIteration | None = None

    def __iter__(self) -> Resumable:
        return self

    def __next__(self) -> Any:
        with self._lock:
            if self._ended is not None:
                raise StopIteration(self._ended.value)
            try:
                return next(self._work)
            except StopIteration as ended:
                self._ended = ended
                raise


def _loop_through(handed_over: list[Task]) -> None:
    """The body of the thread, which has forgotten the task by the time that its future is done."""
    handed_over.pop()._loop()


def _let_go_of_ended() -> None:
    """Let go of the tasks that have left their threads.

    A task whose last reference was its thread's would be deleted there, while Qt still delivers to it here.
    """
    _running.difference_update([task for task in _running if task.left_its_thread])


class _Relay(QObject):
    """Lives on the window's thread as long as the program, so that whatever thread may emit its signal."""

    called = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self.called.connect(self._call, Qt.ConnectionType.QueuedConnection)

    def _call(self, method: weakref.WeakMethod, value: object) -> None:
        call = method()
        if call is not None and _is_there(call):
            call(value)


_relay = cache(_Relay)


def callable_from_any_thread(method: Callable[[Any], None]) -> Callable[[Any], None]:
    """Return a function for other threads that has a method called on this one, unless its object is gone by then.

    A signal of the object would not do: to emit it on one thread while another deletes the object ends the program.
    """
    relay, weak = _relay(), weakref.WeakMethod(method)
    return lambda value: relay.called.emit(weak, value)


def _is_there(call: Callable) -> bool:
    """Whether the widget whose method this is, if it is one, has not been deleted meanwhile."""
    owner = getattr(call, "__self__", None)
    return not isinstance(owner, QObject) or shiboken6.isValid(owner)


def run(function: Callable[[], Any], done: Callable[[Any], None], failed: Callable[[Exception], None]) -> Task:
    """Call a function on another thread, then `done(result)` or `failed(error)` on this one."""

    def work() -> Generator[None, None, Any]:
        yield
        return function()

    return Task(work(), None, done, failed)


def follow(
    work: Iterator[Any],
    report: Callable[[Any], None],
    done: Callable[[Any], None],
    failed: Callable[[Exception], None],
    ahead: bool = False,
) -> Task:
    """Iterate a generator on another thread; each report, then its return value or error, arrives on this one.

    With `ahead`, on a thread of low priority, after what is on it already.
    """
    return Task(work, report, done, failed, ahead)


def stop_all(seconds: float = 3.0) -> None:
    """Cancel everything under way and wait for it, because the program ends."""
    for task in tuple(_running):
        task.cancel()
    for task in tuple(_running):
        try:
            task.wait(seconds)
        except TimeoutError:
            continue  # It stops at its next report; the interpreter waits for the pool.
    _let_go_of_ended()
