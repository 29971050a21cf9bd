"""Minutes of work in a process of its own, such as a training, as seen by the program that started it.

The child runs a command of our own command line, as in `python -m svd_core train … --json`, so whatever it does, it
can neither block nor crash the window. It replaces its files in one step, so that killing it at any moment leaves the
last checkpoint whole. If the program that reads its reports dies, its next report fails and it ends.
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
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from svd_core.errors import SvdError
from svd_core.files.child_environment import child_environment
from svd_core.training.pausing import GO_ON, PAUSE

_LAST_LINES = 12
"""Lines of the child's stderr that are kept for an error message."""

_LOW_PRIORITY = 10
"""The child's niceness on Unix."""


class ChildError(SvdError):
    """The child ended before its work was finished; `details` are the last lines it wrote on stderr."""

    def __init__(self, message: str, details: str = "") -> None:
        super().__init__(message)
        self.details = details


class TrainingError(ChildError):
    """The training ended before it was finished."""


class ChildProcess:
    """One run of an `svd` command, started at once, at low priority.

    Iterate for its reports: dictionaries whose "report" names their kind. One thread may iterate while another cancels.
    """

    error: type[ChildError] = ChildError
    subject = "the work"
    takes_orders = False
    """Whether the child reads its standard input."""

    def __init__(
        self,
        program: Sequence[str],
        command_name: str,
        arguments: Sequence[str],
        threads: int | None = None,
        environment: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """Start a command.

        program: the words that start our command line, `svd_core.cli.program.PROGRAM`.
        arguments: those of the command, without `--json` and `--threads`.
        threads: CPU threads it may compute with; by default one less than there are cores.
        environment: variables that it has beside those of this process.
        """
        threads = threads or max(1, (os.cpu_count() or 2) - 1)
        command = [*program, command_name, *arguments, "--json", "--threads", str(threads)]
        self._cancelled = threading.Event()
        self._ending = threading.Lock()
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE if self.takes_orders else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=child_environment() | dict(environment),
            encoding="utf-8",
            errors="replace",
            **_own_group(),
        )
        _lower_priority(self._process.pid)
        self._last_lines: deque[str] = deque(maxlen=_LAST_LINES)
        # A child that fills a pipe which nobody empties would wait for ever.
        self._stderr_reader = threading.Thread(target=self._read_stderr, name="child's stderr", daemon=True)
        self._stderr_reader.start()

    @property
    def pid(self) -> int:
        """The child's process number."""
        return self._process.pid

    @property
    def cancelled(self) -> bool:
        """Whether `cancel` has ended it."""
        return self._cancelled.is_set()

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """The reports as they come; ends when the work is finished or cancelled, raises `error` if it failed.

        Closing the generator before its end cancels the work.
        """
        message = ""
        try:
            for line in self._stdout():
                report = parsed_report(line)
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
        """Kill the child and all processes it started; does nothing if it has ended. Any thread may call it."""
        with self._ending:
            # Once it has been waited for, its number may belong to another process.
            if self._process.poll() is None:
                self._cancelled.set()
                _kill_group(self._process)

    def _stdout(self) -> Iterator[str]:
        """The lines of the child's stdout as they come."""
        if self._process.stdout is not None:
            yield from self._process.stdout

    def _read_stderr(self) -> None:
        """Keep the last lines that the child writes on stderr."""
        if self._process.stderr is not None:
            self._last_lines.extend(line for line in map(str.rstrip, self._process.stderr) if line)

    def _close(self) -> None:
        """Wait for the child to end and close its pipes."""
        self._process.wait()
        self._stderr_reader.join()
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            # An order may still lie there for a child that has ended.
            with contextlib.suppress(OSError):
                if pipe is not None:
                    pipe.close()

    def _failure(self, message: str) -> ChildError:
        """The error to raise: the child's own message, or how it ended."""
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
    takes_orders = True

    def __init__(
        self,
        program: Sequence[str],
        arguments: Sequence[str],
        threads: int | None = None,
        environment: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """Start `svd train`; see `ChildProcess`."""
        super().__init__(program, "train", [*arguments, "--pause-by-stdin"], threads, environment)

    def pause(self) -> None:
        """Hold the training up after the update under way; reports "paused" say that it waits."""
        self._order(PAUSE)

    def go_on(self) -> None:
        """Let a training that is held up go on."""
        self._order(GO_ON)

    def _order(self, order: str) -> None:
        with contextlib.suppress(OSError, ValueError):  # It has ended.
            if self._process.stdin is not None:
                self._process.stdin.write(f"{order}\n")
                self._process.stdin.flush()


def parsed_report(line: str) -> dict[str, Any] | None:
    """The report on a line of stdout; None for any other line, which some library may have printed."""
    try:
        report = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return report if isinstance(report, dict) and isinstance(report.get("report"), str) else None


def _own_group() -> dict[str, Any]:
    """Arguments of Popen with which a child can be killed with all it started, and Ctrl-C does not reach it."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.BELOW_NORMAL_PRIORITY_CLASS}
    return {"start_new_session": True}


def _lower_priority(pid: int) -> None:
    """Lower the child's priority below that of all else; on Windows it is started so."""
    if sys.platform != "win32":
        # At once, since threads inherit it when they start. The child may have ended already.
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
