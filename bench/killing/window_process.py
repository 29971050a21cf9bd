"""A window in a process of its own that works by itself, says what it has shown, and can be killed."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import time
from pathlib import Path
from typing import Any

MARK = "SVD_KILLED_WINDOW"
OF_THE_PLATFORM = "This plugin does not support propagateSizeHints()\n"
"""What Qt writes where there is no screen."""


class WindowProcess:
    """Forks a window, over and over; `said` is what the present one has said so far.

    Forked from a process that has imported everything, a window is there in a fraction of the time. Each one has
    settings of its own, as two people have; caches and the fallback folder are shared.
    """

    def __init__(self, place: Path, index: int) -> None:
        self.place, self.index = place, index
        self.said: list[dict[str, Any]] = []
        self.errors, self._unread, self._mark = "", b"", ""
        self.n_taken, self._pid, self._from, self._to = 0, 0, -1, -1

    @property
    def is_running(self) -> bool:
        return self._pid != 0

    @property
    def has_ended(self) -> bool:
        """Whether it was not killed and runs no more."""
        options = os.WEXITED | os.WNOHANG | os.WNOWAIT
        return self._pid != 0 and os.waitid(os.P_PID, self._pid, options) is not None

    def start(self, seed: int) -> None:
        """Start the window; it begins to work by itself."""
        self.said, self.errors, self.n_taken, self._unread = [], "", 0, b""
        self._mark = f"{MARK}={self.index} {seed}"
        (child_from, self._to), (self._from, child_to) = os.pipe(), os.pipe()
        self._pid = os.fork()
        if self._pid:
            os.close(child_from)
            os.close(child_to)
            os.set_blocking(self._from, False)
            return
        try:
            self._become_window(seed, child_from, child_to)
        finally:
            os._exit(1)

    def _become_window(self, seed: int, standard_input: int, standard_output: int) -> None:
        from bench.killing.working import work

        errors = os.open(self._log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        for target, descriptor in enumerate((standard_input, standard_output, errors)):
            os.dup2(descriptor, target)
        os.closerange(3, 256)  # pipes of the other window among them
        name, _, mark = self._mark.partition("=")
        os.environ |= {f"XDG_{kind}_HOME": str(self.place / kind.lower()) for kind in ("CACHE", "DATA", "CONFIG")}
        os.environ[name] = mark
        work(self.place, self.index, seed)

    @property
    def _log(self) -> Path:
        return self.place / f"errors {self.index}.txt"

    def listen(self, seconds: float) -> None:
        """Take in what the window says, for so many seconds; it waits where nobody reads."""
        end = time.monotonic() + seconds
        while self._pid:
            try:
                while piece := os.read(self._from, 1 << 16):
                    self._unread += piece
            except BlockingIOError:
                pass
            *lines, self._unread = self._unread.split(b"\n")
            self.said += map(json.loads, lines)
            if time.monotonic() >= end:
                return
            time.sleep(0.01)

    def wait_until_ready(self, seconds: float) -> bool:
        """Whether the window lists the songs and has one open within so many seconds."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and not self.has_ended:
            self.listen(0.02)
            if {"listed", "opened"} <= {word["word"] for word in self.said}:
                return True
        return False

    def ask(self, what: str) -> None:
        """Ask for a batch; a window that has ended hears nothing."""
        with contextlib.suppress(BrokenPipeError):
            os.write(self._to, f"{what}\n".encode())

    def kill(self) -> None:
        """Kill the window, not what it has started, and read what it has said until then."""
        if not self._pid:
            return
        os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)
        self.listen(0)  # a last line that the kill has cut off was not said
        os.close(self._from)
        os.close(self._to)
        self.errors = self._log.read_text("utf-8", "replace").replace(OF_THE_PLATFORM, "")
        self._pid = 0

    def new_words(self) -> list[dict[str, Any]]:
        """What it has said since this was asked last."""
        words = self.said[self.n_taken :]
        self.n_taken += len(words)
        return words

    def children(self) -> list[int]:
        """Processes that the killed window has started and that still run: they have its mark in their environment."""
        found = []
        for entry in Path("/proc").iterdir():
            try:
                if entry.name.isdecimal() and self._mark.encode() in (entry / "environ").read_bytes().split(b"\0"):
                    found.append(int(entry.name))
            except OSError:
                continue  # of somebody else, or gone
        return found
