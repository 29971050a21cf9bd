"""A sound server that plays into nothing, and a recording of what it plays: for `bench/sync.py`."""

from __future__ import annotations

import os
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

RATE = 44_100
BLOCK = 441
"""Frames that are read of the recording at once: 10 ms."""
BREAK_SECONDS = 0.008
"""Silence of so long within the hum is a break; the cuts of the program fade within 5 ms."""
UNDISTURBED = ["setsid", "sh", "-c", 'echo -15 2>/dev/null >/proc/$$/autogroup; exec "$@"', "sh"]
"""Before a command: a session of its own, which the scheduler of Linux then favours."""

RECORDER = """
import struct, subprocess, sys, time
recording = subprocess.Popen(sys.argv[2:], stdout=subprocess.PIPE)
with open(sys.argv[1], "wb", buffering=0) as file:
    while block := recording.stdout.read(882):
        file.write(struct.pack("d", time.perf_counter()) + block)
"""
"""A program that writes what a command gives, 10 ms at a time, with the time of its coming."""


def start_server(folder: str) -> subprocess.Popen:
    """Start a sound server that plays into nothing."""
    os.environ.update(XDG_RUNTIME_DIR=folder, PULSE_RUNTIME_PATH=folder, PULSE_STATE_PATH=folder, HOME=folder)
    os.environ.pop("PULSE_SERVER", None)
    (Path(folder) / ".asoundrc").write_text("pcm.!default pulse\nctl.!default pulse\n", encoding="utf-8")
    command = [*UNDISTURBED, "pulseaudio", "-n", "--realtime=yes", "--high-priority=yes", "--daemonize=no",
               "--exit-idle-time=-1", "--use-pid-file=no",
               "-L", "module-native-protocol-unix",
               "-L", f"module-null-sink sink_name=nothing rate={RATE}"]  # fmt: skip
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    for _ in range(100):
        if subprocess.run(["pactl", "info"], capture_output=True, check=False).returncode == 0:
            return server
        time.sleep(0.1)
    os.killpg(server.pid, signal.SIGTERM)
    raise SystemExit("The sound server did not start.")


def at_realtime() -> list[str]:
    """What comes before a command that is to run at real-time priority; nothing where that is not allowed."""
    command = ["chrt", "--rr", "4"]
    allowed = shutil.which("chrt") and subprocess.run([*command, "true"], capture_output=True, check=False)
    return command if allowed and allowed.returncode == 0 else []


class Recording:
    """What the null sink plays, with the time at which each block came."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self._path = Path(self._folder.name) / "recording"
        command = ["parec", "-d", "nothing.monitor", "--raw", "--format=s16le", "--channels=1", f"--rate={RATE}",
                   "--latency-msec=5"]  # fmt: skip
        self._process = subprocess.Popen(
            [*UNDISTURBED, *at_realtime(), sys.executable, "-c", RECORDER, str(self._path), *command]
        )
        self._ended: list[tuple[float, bytes]] | None = None

    @property
    def blocks(self) -> list[tuple[float, bytes]]:
        """What came so far, with the time of its coming in seconds of `perf_counter`."""
        if self._ended is not None:
            return self._ended
        data, size = self._path.read_bytes() if self._path.exists() else b"", 8 + 2 * BLOCK
        return [(*struct.unpack_from("d", data, start), data[start + 8 : start + size])
                for start in range(0, len(data) - size + 1, size)]  # fmt: skip

    def stop(self) -> None:
        """End the recording."""
        time.sleep(0.3)
        os.killpg(self._process.pid, signal.SIGTERM)
        self._process.wait()
        self._ended = self.blocks
        self._folder.cleanup()

    def arrivals(self):
        """When each block came, in seconds of `perf_counter`, and how much later than it was played."""
        arrived = np.array([when for when, _ in self.blocks])
        return arrived, arrived - BLOCK * np.arange(1, len(arrived) + 1) / RATE - self._least()

    def breaks(self) -> list[tuple[float, float]]:
        """From when to when nothing was heard, not even the hum, in seconds of `perf_counter`."""
        least, edges = self._least(), np.flatnonzero(np.diff(self._sound() == 0, prepend=False, append=False))
        runs = [(start, end) for start, end in edges.reshape(-1, 2) if end - start > BREAK_SECONDS * RATE]
        return [tuple(place / RATE + least[min(place // BLOCK, len(least) - 1)] for place in run) for run in runs]

    def _sound(self):
        """What was recorded, int16 of shape (n,)."""
        return np.frombuffer(b"".join(block for _, block in self.blocks), np.int16)

    def _least(self):
        """When frame 0 was played, by each block: they come late, never early, so the least late ones around tell."""
        arrived = np.array([when for when, _ in self.blocks])
        offset, window = arrived - BLOCK * np.arange(1, len(arrived) + 1) / RATE, 200
        return np.array([offset[max(0, i - window) : i + window].min() for i in range(len(offset))])

    def marks(self) -> list[tuple[float, float]]:
        """When the middle of each mark was heard, in seconds of `perf_counter`, and its frequency in hertz."""
        sound, least = self._sound().astype(float), self._least()
        loud = np.flatnonzero(np.abs(sound) > 3000)
        found = []
        for first in loud[np.diff(loud, prepend=-RATE) > 0.2 * RATE]:
            start = max(0, first - RATE // 50)
            piece = sound[start : first + RATE // 10]
            middle = start + np.sum(np.arange(len(piece)) * piece**2) / np.sum(piece**2)
            spectrum = np.abs(np.fft.rfft(piece * np.hanning(len(piece)), 32_768))
            when = middle / RATE + least[min(first // BLOCK, len(least) - 1)]
            found.append((float(when), float(np.argmax(spectrum)) * RATE / 32_768))
        return found
