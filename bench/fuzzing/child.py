"""The process of the readers as seen by the bench: it is watched, and begun anew when it hangs or dies."""

import contextlib
import json
import os
import queue
import subprocess
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

_START_SECONDS = 300.0
"""Libraries take their time on a busy machine."""

ROOT = Path(__file__).resolve().parents[2]


class Child:
    """A process that says a line when it is ready, and then answers a line with a line."""

    def __init__(self, command: Sequence[str], seconds: float) -> None:
        self._command, self._seconds = command, seconds
        self._process: subprocess.Popen[str] | None = None
        self._lines: queue.Queue[str] = queue.Queue()

    def ask(self, kind: str, path: Path) -> dict[str, Any]:
        """What the process says of a file; a fault if it takes too long or dies of it."""
        process = self._running()
        assert process.stdin is not None
        try:
            process.stdin.write(f"{kind} {path}\n")
            process.stdin.flush()
            line = self._answer(process.pid)
        except BrokenPipeError:
            line = ""
        if line:
            answer: dict[str, Any] = json.loads(line)
            return answer
        self.close()
        if line is None:
            return {"outcome": "fault", "fault": f"over {self._seconds:g} s", "trace": ""}
        return {"outcome": "fault", "fault": f"the process died ({process.returncode})", "trace": ""}

    def _answer(self, pid: int) -> str | None:
        """The next line, empty if the process ended; None after too many seconds of computing, or ten times as many."""
        computed = _cpu_seconds(pid)
        for _ in range(10):
            try:
                return self._lines.get(timeout=self._seconds)
            except queue.Empty:
                # On a busy machine a second of the clock may be little work.
                if _cpu_seconds(pid) - computed > self._seconds:
                    return None
        return None

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is None:
            return
        if process.poll() is None:
            process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            # It may not have read all that it was sent.
            with contextlib.suppress(BrokenPipeError):
                if pipe is not None:
                    pipe.close()

    def _running(self) -> subprocess.Popen[str]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                encoding="utf-8",
                cwd=ROOT,
                env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
            )
            self._lines = queue.Queue()
            threading.Thread(target=_pass_on, args=(self._process, self._lines), daemon=True).start()
            if not self._lines.get(timeout=_START_SECONDS):
                raise RuntimeError(f"{' '.join(self._command)}: does not start")
        return self._process


def _cpu_seconds(pid: int) -> float:
    """Seconds that a process has computed; where the system does not tell, those of the clock."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return time.monotonic()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _pass_on(process: "subprocess.Popen[str]", lines: "queue.Queue[str]") -> None:
    """Put what a process says into a queue, and an empty line when it ends."""
    assert process.stdout is not None
    with contextlib.suppress(ValueError):  # The pipe was closed meanwhile.
        for line in process.stdout:
            lines.put(line)
    lines.put("")
