"""Ways to listen, rendered in a process of their own.

The library that changes the speed keeps Python's lock for as long as it computes, up to half a second for a block of
two seconds. In the process that plays, the sound card's callback would wait for it, and the sound would break off.

The child is `python -m svd_core.audio.rendering_process`. A request is a line of JSON and the frames as int16, an
answer a line of JSON and the frames as float32. It ends when its input ends, and so with the program that started it.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from svd_core.audio.listening import Listening, rendered
from svd_core.audio.stft import FloatArray
from svd_core.errors import RenderingError
from svd_core.files.child_environment import child_environment

_INT16, _FLOAT32 = np.dtype("<i2"), np.dtype("<f4")


class RenderingProcess:
    """A child that renders one stretch after another; started when it is first needed. Any thread may call it."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._turn = threading.Lock()
        self._closed = False

    def render(self, frames: NDArray[np.int16], sample_rate: int, listening: Listening) -> FloatArray:
        """Return what `rendered` returns. Raises RenderingError if it fails, or if the child has died."""
        with self._turn:
            process = self._running()
            header = {"rate": sample_rate, "speed": listening.speed, "part": listening.part}
            try:
                assert process.stdin is not None
                assert process.stdout is not None
                _write(process.stdin, header, frames.astype(_INT16, copy=False))
                answer, sound = _read(process.stdout, _FLOAT32)
            except (OSError, EOFError, ValueError) as error:
                status = self._end()
                raise RenderingError(f"the process that renders it ended (status {status})") from error
        if "error" in answer:
            raise RenderingError(str(answer["error"]))
        return sound

    def close(self) -> None:
        """End the child; whoever waits for it gets a RenderingError."""
        self._closed = True
        if (process := self._process) is not None:
            process.kill()
        with self._turn:
            self._end()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._closed:
            raise RenderingError("nothing more is rendered")
        if self._process is None:
            try:
                self._process = subprocess.Popen(
                    [sys.executable, "-m", "svd_core.audio.rendering_process"],
                    stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=child_environment(),
                    creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
                )  # fmt: skip
            except OSError as error:
                raise RenderingError(f"no process to render it can be started: {error}") from error
        return self._process

    def _end(self) -> int | None:
        """End the child if there is one; returns its exit status."""
        process, self._process = self._process, None
        if process is None:
            return None
        process.kill()
        status = process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    continue  # What was left to be written has no reader any more.
        return status


def serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    """Answer requests until there are no more."""
    while True:
        try:
            header, frames = _read(requests, _INT16)
        except EOFError:
            return
        try:
            sound = rendered(frames, int(header["rate"]), Listening(header["speed"], header["part"]))
        except Exception as error:  # noqa: BLE001 - relayed in words to the process that asked
            _write(answers, {"error": str(error) or type(error).__name__}, np.zeros((0, 1), _FLOAT32))
        else:
            _write(answers, {}, sound.astype(_FLOAT32, copy=False))


def _write(pipe: IO[bytes], header: dict[str, Any], frames: NDArray[Any]) -> None:
    """Write a line of JSON and frames of shape (n, channels)."""
    pipe.write(json.dumps(header | {"shape": frames.shape}).encode() + b"\n")
    pipe.write(np.ascontiguousarray(frames).data.cast("B") if frames.size else b"")
    pipe.flush()


def _read(pipe: IO[bytes], kind: np.dtype[Any]) -> tuple[dict[str, Any], NDArray[Any]]:
    """Read what `_write` wrote. Raises EOFError at the end, ValueError for what is torn."""
    line = pipe.readline()
    if not line:
        raise EOFError("no more is written")
    header = json.loads(line)
    n_frames, channels = header["shape"]
    data = pipe.read(n_frames * channels * kind.itemsize)
    if len(data) < n_frames * channels * kind.itemsize:
        raise ValueError("frames are missing")
    return header, np.frombuffer(data, kind).reshape(n_frames, channels)


def _main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(1), "wb")
    # Whatever a library prints must not get among the answers.
    os.dup2(2, 1)
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    _main()
