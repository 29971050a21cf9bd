"""Minutes of work in a process of its own, such as a training, seen from the program that started it.

The child is our own command line, as in `python -m svd_core train … --json`, so whatever it does, the window
stays smooth and cannot be taken down. Its files are replaced in one step, so killing it at any moment
leaves the last checkpoint whole. Should the program that reads the reports die, the child finds nobody
to report to and ends itself.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from svd_core.errors import SvdError

_LAST_LINES = 12
_LOW_PRIORITY = 10


class ChildError(SvdError):
    """The work ended before it was finished; `details` are the last lines it wrote on stderr."""

    def __init__(self, message: str, details: str = "") -> None:
        super().__init__(message)
        self.details = details


class TrainingError(ChildError):
    """The training ended before it was finished."""


class ChildProcess:
    """One run of an `svd` command, started at once, at low priority, with one thread less than there are cores.

    Iterate for its reports, as dictionaries of which "report" says the kind. One thread may iterate while
    another cancels.
    """

    error: type[ChildError] = ChildError
    subject = "the work"

    def __init__(self, command_name: str, arguments: Sequence[str], threads: int | None = None) -> None:
        """Start a command with these arguments (without its name, `--json` and `--threads`)."""
        threads = threads or max(1, (os.cpu_count() or 2) - 1)
        options = ["--json", "--threads", str(threads)]
        command = [sys.executable, "-m", "svd_core", command_name, *arguments, *options]
        self._cancelled = threading.Event()
        self._ending = threading.Lock()
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=_environment(),
            encoding="utf-8",
            errors="replace",
            **_own_group(),
        )
        _lower_priority(self._process.pid)
        self._last_lines: deque[str] = deque(maxlen=_LAST_LINES)
        # A pipe nobody empties would stop the child sooner or later.
        self._listener = threading.Thread(target=self._listen, name="child's stderr", daemon=True)
        self._listener.start()

    @property
    def pid(self) -> int:
        """The child's process number."""
        return self._process.pid

    @property
    def cancelled(self) -> bool:
        """Whether someone has asked it to end."""
        return self._cancelled.is_set()

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """The reports as they come; ends when the work is finished or cancelled, raises `error` if it broke.

        Not iterating to the end (closing the generator) cancels.
        """
        message = ""
        try:
            for line in self._stdout():
                report = _parsed(line)
                if report is None:
                    continue
                if report["report"] == "error":
                    message = str(report.get("message", ""))
                else:
                    yield report
            self._process.wait()
        finally:
            self.cancel()
            self._close()
        if self._process.returncode != 0 and not self.cancelled:
            raise self._failure(message)

    def cancel(self) -> None:
        """Kill the child and all it started, at once; does nothing if it has ended. From any thread."""
        with self._ending:
            # Once it has been waited for, its number may belong to somebody else.
            if self._process.poll() is None:
                self._cancelled.set()
                _kill_group(self._process)

    def _stdout(self) -> Iterator[str]:
        """The child's lines as they come."""
        if self._process.stdout is not None:
            yield from self._process.stdout

    def _listen(self) -> None:
        """Keep the last lines of what the child says on stderr."""
        if self._process.stderr is not None:
            self._last_lines.extend(line for line in map(str.rstrip, self._process.stderr) if line)

    def _close(self) -> None:
        """Wait for the child to be gone, and give its pipes back."""
        self._process.wait()
        self._listener.join()
        for pipe in (self._process.stdout, self._process.stderr):
            if pipe is not None:
                pipe.close()

    def _failure(self, message: str) -> ChildError:
        """What to tell people: the child's own words, or how it ended."""
        details = "\n".join(self._last_lines)
        if message:
            return self.error(message, details)
        status = self._process.returncode
        if status < 0:
            cause = f"the system stopped it (signal {-status}), perhaps for lack of memory"
        else:
            cause = f"status {status}"
        last = f": {self._last_lines[-1]}" if self._last_lines else ""
        return self.error(f"{self.subject} ended before it was finished, {cause}{last}", details)


class TrainingProcess(ChildProcess):
    """One run of `svd train`."""

    error = TrainingError
    subject = "the training"

    def __init__(self, arguments: Sequence[str], threads: int | None = None) -> None:
        """Start `svd train` with these arguments (without `train`, `--json` and `--threads`)."""
        super().__init__("train", arguments, threads)


def _parsed(line: str) -> dict[str, Any] | None:
    """The report on a line, or None for anything else a library may have printed."""
    try:
        report = json.loads(line)
    except ValueError:
        return None
    return report if isinstance(report, dict) and isinstance(report.get("report"), str) else None


def _environment() -> dict[str, str]:
    """The child's environment: it finds the very package that started it, and writes UTF-8."""
    package_parent = str(Path(__file__).resolve().parents[2])
    paths = [package_parent, os.environ.get("PYTHONPATH", "")]
    return os.environ | {"PYTHONPATH": os.pathsep.join(path for path in paths if path), "PYTHONUTF8": "1"}


def _own_group() -> dict[str, Any]:
    """How to start a child so that it can be killed with all it started, out of reach of our terminal's Ctrl-C."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.BELOW_NORMAL_PRIORITY_CLASS}
    return {"start_new_session": True}


def _lower_priority(pid: int) -> None:
    """Let everything else go first; on Windows the child is started that way."""
    if sys.platform != "win32":
        # Now, before it has threads: those it starts later inherit this. It may also have ended already.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.setpriority(os.PRIO_PROCESS, pid, max(os.getpriority(os.PRIO_PROCESS, pid), _LOW_PRIORITY))


def _kill_group(process: subprocess.Popen[str]) -> None:
    """Kill a child started with `_own_group`, and its own children."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
        process.kill()
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
