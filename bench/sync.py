"""Measure how far the cursor is from the sound that is played, at every speed and over many seeks.

    python bench/sync.py [--seconds N] [--seeks N] [--speeds X ...] [--together] [--json]

Needs PulseAudio (Debian and Ubuntu: apt install pulseaudio pulseaudio-utils libasound2-plugins). A server of its own
is started with a null sink, a song of short tones, one a second, is played to it, and the monitor of the sink is
recorded. For each tone that is heard, the error is the cursor's position at that moment less the tone's place in the
song, a positive one where the cursor is ahead; its pitch tells which tone it is, its middle when it is heard, whatever
the stretching does to its beginning. The time a recorded block took to arrive counts against the program. After a seek
tones count from when the cursor moves. Tones near an underrun, where the machine was too busy to play without a break,
are told apart. Server, recording and player are each in a session of their own, of high weight where that is allowed,
so that other programs disturb them as little as those of a desktop do; the server's sink runs at real-time priority, as
it does there.
"""

import argparse
import json
import os
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
RATE = 44_100
BLOCK = 441
"""Frames that are read of the recording at once: 10 ms."""
MARK_SECONDS = 0.02
N_PITCHES = 12
LIMIT_MS = 30.0
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

NEAR_UNDERRUN_SECONDS = 0.5
"""Marks this near to an underrun are told apart: what a device plays while it has nothing to play is its own affair."""


def main() -> int:
    """Print a row a speed; 1 if the cursor was ever further away than it may be."""
    options = parser().parse_args()
    missing = [name for name in ("pulseaudio", "pactl", "parec") if shutil.which(name) is None]
    if missing:
        print(f"Missing: {', '.join(missing)}. apt install pulseaudio pulseaudio-utils libasound2-plugins")
        return 2
    if options.together:
        rows = measure_together(options)
    else:
        rows = [measure_alone(speed, options.seconds, options.seeks) for speed in options.speeds]
    print_rows(rows, options.json)
    return int(any(row["most"] > LIMIT_MS for row in rows))


def measure_together(options: argparse.Namespace) -> list[dict]:
    """Measure all speeds at once, each in a process with a sound server of its own."""
    started = [
        subprocess.Popen(
            [*UNDISTURBED, sys.executable, __file__, "--json", f"--seconds={options.seconds}",
             f"--seeks={options.seeks}", f"--speeds={speed}"], stdout=subprocess.PIPE, text=True,
        ) for speed in options.speeds
    ]  # fmt: skip
    said = [process.communicate()[0] for process in started]
    return [json.loads(lines.splitlines()[-1]) for lines in said]


def measure_alone(speed: float, seconds: float, n_seeks: int) -> dict:
    """Measure at a speed with a sound server started for it."""
    with tempfile.TemporaryDirectory() as folder:
        server = start_server(folder)
        try:
            return measure(speed, seconds, n_seeks)
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait()


def at_realtime() -> list[str]:
    """What comes before a command that is to run at real-time priority; nothing where that is not allowed."""
    command = ["chrt", "--rr", "4"]
    allowed = shutil.which("chrt") and subprocess.run([*command, "true"], capture_output=True, check=False)
    return command if allowed and allowed.returncode == 0 else []


def print_rows(rows: list[dict], as_json: bool) -> None:
    """Print the figures, with how busy the machine was."""
    if as_json:
        for row in rows:
            print(json.dumps({"report": "speed"} | row))
        return
    print(f"load {os.getloadavg()[1]:.1f} (5 minutes), niceness {os.nice(0)}")
    print("speed  marks  median ms  95 % within  beyond 30 ms  furthest  underruns  marks near them  furthest of these")
    for row in rows:
        print(
            f"{row['speed']:5g}  {row['marks']:5d}  {row['median']:9.1f}  {row['p95']:11.1f}  {row['beyond']:12d}"
            f"  {row['most']:8.1f}  {row['underruns']:9d}  {row['disturbed']:15d}  {row['most_disturbed']:17.1f}"
        )


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


def measure(speed: float, seconds: float, n_seeks: int) -> dict:
    """Play so long at a speed, seeking now and then, and compare cursor and sound."""
    import numpy as np
    from PySide6.QtCore import QCoreApplication
    from PySide6.QtWidgets import QApplication

    from svd_core.audio.listening import Listening
    from svd_gui.playback.output_device import OutputDevice
    from svd_gui.playback.player import Player

    application = QCoreApplication.instance() or QApplication([])
    length = round(seconds * speed) + 60
    # The sink must know how little latency the recording wants before anything is played to it.
    recording = Recording()
    time.sleep(3)
    player = Player(OutputDevice())
    player.unload(float(length), "")
    player.load(marks(length), RATE)
    wait(application, lambda: not player.unavailable_reason, 20)
    player.set_listening(Listening(speed))
    cursor = Cursor()
    player.position_changed.connect(cursor.add)
    player.play()
    start, every = time.perf_counter(), seconds / (n_seeks + 1)
    generator = np.random.default_rng(1)
    while time.perf_counter() - start < seconds:
        application.processEvents()
        cursor.see_underruns(player.underruns)
        time.sleep(0.004)
        if len(cursor.seeks) < n_seeks and time.perf_counter() - start > every * (len(cursor.seeks) + 1):
            player.seek(cursor.seek(float(generator.uniform(0, length - every * speed - 5))))
        if not player.playing:
            player.seek(cursor.seek(0.0))
            player.play()
    player.pause()
    recording.stop()
    player.close()
    return {"speed": speed, "underruns": player.underruns} | summary(*compare(recording.marks(), cursor, speed))


def summary(errors, disturbed) -> dict:
    """Figures of the errors in seconds, those where the sound broke off (`disturbed`) told apart."""
    import numpy as np

    far, near = 1000 * errors[~disturbed], 1000 * np.abs(errors[disturbed])
    return {"marks": len(far), "median": float(np.median(far)), "p95": float(np.quantile(np.abs(far), 0.95)),
            "most": float(np.abs(far).max()), "beyond": int(np.sum(np.abs(far) > LIMIT_MS)), "disturbed": len(near),
            "most_disturbed": float(near.max()) if len(near) else 0.0}  # fmt: skip


def pitch(second: int) -> float:
    """The frequency of the mark at a whole second, in hertz."""
    return 800.0 + 200.0 * (second % N_PITCHES)


def marks(seconds: int):
    """A song of short tones at whole seconds, neighbours of different pitch: int16 of shape (n, 2)."""
    import numpy as np

    time_in_mark = np.arange(round(MARK_SECONDS * RATE)) / RATE
    song = np.zeros((seconds * RATE, 2), np.int16)
    for second in range(seconds):
        tone = 20_000 * np.sin(2 * np.pi * pitch(second) * time_in_mark)
        song[second * RATE : second * RATE + len(tone)] = tone[:, np.newaxis]
    return song


class Cursor:
    """Where the cursor was and when, with the seeks and the underruns; times are those of `perf_counter`."""

    def __init__(self) -> None:
        self.seen: list[tuple[float, float]] = []
        self.seeks: list[tuple[float, float]] = []
        self.underruns: list[float] = []
        self._n_underruns = 0

    def add(self, position: float) -> None:
        """Note a position of the cursor, now."""
        self.seen.append((time.perf_counter(), position))

    def seek(self, position: float) -> float:
        """Note that the cursor is about to be put there."""
        self.seeks.append((time.perf_counter(), position))
        return position

    def see_underruns(self, count: int) -> None:
        """Note that the device ran dry since it was last asked, if it did."""
        if count != self._n_underruns:
            self._n_underruns = count
            self.underruns.append(time.perf_counter())

    def silences(self) -> list[tuple[float, float]]:
        """From shortly before each seek to when its sound begins, and the cursor with it."""
        result = []
        for when, position in [(self.seen[0][0], self.seen[0][1]), *self.seeks]:
            begins = next((at for at, place in self.seen if at > when and place > position), self.seen[-1][0])
            result.append((when - 0.05, begins))
        return result


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

    def marks(self) -> list[tuple[float, float]]:
        """When the middle of each mark was heard, in seconds of `perf_counter`, and its frequency in hertz."""
        import numpy as np

        sound = np.frombuffer(b"".join(block for _, block in self.blocks), np.int16).astype(float)
        arrived = np.array([when for when, _ in self.blocks])
        ends = BLOCK * np.arange(1, len(arrived) + 1) / RATE
        # Blocks come late, never early: the least delayed ones around tell when a frame was played.
        offset = arrived - ends
        window = 200
        least = np.array([offset[max(0, i - window) : i + window].min() for i in range(len(offset))])
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


def compare(heard, cursor: Cursor, speed: float):
    """Seconds by which the cursor was ahead of each mark that was heard, and whether the sound broke off near it."""
    import numpy as np

    seen, silences = np.array(cursor.seen), cursor.silences()
    errors, disturbed = [], []
    for when, hertz in heard:
        if any(start <= when <= end for start, end in silences) or not seen[0, 0] < when < seen[-1, 0] - 0.2:
            continue
        position = np.interp(when, seen[:, 0], seen[:, 1]) - MARK_SECONDS / 2
        near = [second for second in range(int(position) - 5, int(position) + 7) if abs(pitch(second) - hertz) < 100]
        if not near:
            # The sound broke off within the mark.
            continue
        second = min(near, key=lambda second: abs(position - second))
        errors.append((position - second) / speed)
        disturbed.append(any(abs(when - at) < NEAR_UNDERRUN_SECONDS for at in cursor.underruns))
    return np.array(errors), np.array(disturbed, bool)


def wait(application, ready, seconds: float) -> None:
    """Handle events until something is ready."""
    end = time.perf_counter() + seconds
    while not ready():
        if time.perf_counter() > end:
            raise SystemExit("The player found no sound device.")
        application.processEvents()
        time.sleep(0.01)


def parser() -> argparse.ArgumentParser:
    """The options."""
    result = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    result.add_argument("--seconds", type=float, default=600.0, help="of listening at each speed (600)")
    result.add_argument("--seeks", type=int, default=50, help="at each speed (50)")
    result.add_argument("--speeds", type=float, nargs="+", default=[0.5, 0.75, 1.0, 1.5, 2.0])
    result.add_argument("--together", action="store_true", help="all speeds at once, each with a server of its own")
    result.add_argument("--json", action="store_true")
    return result


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    sys.exit(main())
