"""Messages that decoders in C write to standard error, without the name of the file, kept off the terminal."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections.abc import Iterator

_STDERR = 2


class _Silence:
    """Standard error as C libraries see it, sent nowhere while any thread asks for that."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._n_asking, self._terminal = 0, -1

    def begin(self) -> None:
        with self._lock:
            if self._n_asking == 0:
                self._terminal = os.dup(_STDERR)
                nowhere = os.open(os.devnull, os.O_WRONLY)
                os.dup2(nowhere, _STDERR)
                os.close(nowhere)
            self._n_asking += 1

    def end(self) -> None:
        with self._lock:
            self._n_asking -= 1
            if self._n_asking == 0:
                os.dup2(self._terminal, _STDERR)
                os.close(self._terminal)


_silence = _Silence()


@contextlib.contextmanager
def decoders_silenced() -> Iterator[None]:
    """Send nowhere what libraries write to standard error, in whatever thread.

    Python's own messages go there, too, unless `keep_own_messages` has been called.
    """
    try:
        _silence.begin()
    except OSError:  # There is no standard error, as in a program with a window on Windows.
        yield
        return
    try:
        yield
    finally:
        _silence.end()


def keep_own_messages() -> None:
    """Give Python's messages a way to the terminal of their own, which `decoders_silenced` leaves alone."""
    try:
        if sys.stderr is None or sys.stderr.fileno() != _STDERR:
            return
        sys.stderr.flush()
        own = os.dup(_STDERR)
    except (OSError, ValueError):
        return
    sys.stderr = open(own, "w", buffering=1, encoding=sys.stderr.encoding, errors="backslashreplace")  # noqa: SIM115 - it stays open
