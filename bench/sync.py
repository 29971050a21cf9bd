"""Measure how far the cursor is from the sound that is played, at every speed and over many seeks.

    python bench/sync.py [--seconds N] [--seeks N] [--speeds X ...] [--json]

Needs PulseAudio (Debian and Ubuntu: apt install pulseaudio pulseaudio-utils libasound2-plugins). A server of its own
is started with a null sink, a song of clicks, one a second, is played to it, and the monitor of the sink is recorded.
For each click that is heard, the error is the cursor's position at that moment less the click's place in the song, a
positive one where the cursor is ahead. The time a recorded block took to arrive counts against the program. Clicks
within a second of a seek are left out, since the recording of what was cut off is still under way.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
RATE = 44_100
BLOCK = 441
"""Frames that are read of the recording at once: 10 ms."""
CLICK_SECONDS = 0.02
LIMIT_MS = 30.0


def main() -> int:
    """Print a row a speed; 1 if the cursor was ever further away than it may be."""
    options = parser().parse_args()
    missing = [name for name in ("pulseaudio", "pactl", "parec") if shutil.which(name) is None]
    if missing:
        print(f"Missing: {', '.join(missing)}. apt install pulseaudio pulseaudio-utils libasound2-plugins")
        return 2
    with tempfile.TemporaryDirectory() as folder:
        server = start_server(folder)
        try:
            rows = [measure(speed, options.seconds, options.seeks) for speed in options.speeds]
        finally:
            server.terminate()
            server.wait()
    if options.json:
        for row in rows:
            print(json.dumps({"report": "speed"} | row))
    else:
        print("speed  clicks  median ms  95 % within ms  furthest ms")
        for row in rows:
            print(
                f"{row['speed']:5g}  {row['clicks']:6d}  {row['median']:9.1f}  {row['p95']:14.1f}  {row['most']:11.1f}"
            )
    return int(any(row["most"] > LIMIT_MS for row in rows))


def start_server(folder: str) -> subprocess.Popen:
    """Start a sound server that plays into nothing."""
    os.environ.update(XDG_RUNTIME_DIR=folder, PULSE_RUNTIME_PATH=folder, PULSE_STATE_PATH=folder, HOME=folder)
    os.environ.pop("PULSE_SERVER", None)
    (Path(folder) / ".asoundrc").write_text("pcm.!default pulse\nctl.!default pulse\n", encoding="utf-8")
    command = ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no",
               "-L", "module-native-protocol-unix",
               "-L", f"module-null-sink sink_name=nothing rate={RATE}"]  # fmt: skip
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    for _ in range(100):
        if subprocess.run(["pactl", "info"], capture_output=True, check=False).returncode == 0:
            return server
        time.sleep(0.1)
    server.terminate()
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
    song = clicks(length)
    player = Player(OutputDevice())
    player.unload(float(length), "")
    player.load(song, RATE)
    wait(application, lambda: not player.unavailable_reason, 20)
    player.set_listening(Listening(speed))
    seen: list[tuple[float, float]] = []
    player.position_changed.connect(lambda position: seen.append((time.perf_counter(), position)))
    recording = Recording()
    player.play()
    start = time.perf_counter()
    generator, seeks = np.random.default_rng(1), []
    every = seconds / (n_seeks + 1)
    while time.perf_counter() - start < seconds:
        application.processEvents()
        time.sleep(0.004)
        if len(seeks) < n_seeks and time.perf_counter() - start > every * (len(seeks) + 1):
            player.seek(float(generator.uniform(0, length - every * speed - 5)))
            seeks.append(time.perf_counter())
        if not player.playing:
            player.play()
    player.pause()
    recording.stop()
    player.close()
    errors = 1000 * compare(recording.onsets(), np.array(seen), np.array(seeks), speed)
    far = np.abs(errors)
    return {"speed": speed, "clicks": len(errors), "median": float(np.median(errors)),
            "p95": float(np.quantile(far, 0.95)), "most": float(far.max())}  # fmt: skip


def clicks(seconds: int):
    """A song of clicks at whole seconds, short tones that begin at once: int16 of shape (n, 2)."""
    import numpy as np

    tone = 20_000 * np.sin(2 * np.pi * 1000 * np.arange(round(CLICK_SECONDS * RATE)) / RATE)
    song = np.zeros((seconds * RATE, 2), np.int16)
    for second in range(seconds):
        song[second * RATE : second * RATE + len(tone)] = tone[:, np.newaxis]
    return song


class Recording:
    """What the null sink plays, with the time at which each block came."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            ["parec", "-d", "nothing.monitor", "--raw", "--format=s16le", "--channels=1", f"--rate={RATE}",
             "--latency-msec=5"], stdout=subprocess.PIPE)  # fmt: skip
        self._blocks: list[tuple[float, bytes]] = []
        self._thread = threading.Thread(target=self._read)
        self._thread.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        while block := self._process.stdout.read(2 * BLOCK):
            self._blocks.append((time.perf_counter(), block))

    def stop(self) -> None:
        """End the recording."""
        time.sleep(0.3)
        self._process.terminate()
        self._thread.join()

    def onsets(self):
        """Times at which clicks were heard, in seconds of `perf_counter`."""
        import numpy as np

        sound = np.frombuffer(b"".join(block for _, block in self._blocks), np.int16).astype(float)
        arrived = np.array([when for when, _ in self._blocks])
        ends = BLOCK * np.arange(1, len(arrived) + 1) / RATE
        # Blocks come late, never early: the least delayed ones around tell when a frame was played.
        offset = arrived - ends
        window = 200
        least = np.array([offset[max(0, i - window) : i + window].min() for i in range(len(offset))])
        loud = np.flatnonzero(np.abs(sound) > 3000)
        first = loud[np.diff(loud, prepend=-RATE) > 0.2 * RATE]
        return first / RATE + least[np.minimum(first // BLOCK, len(least) - 1)]


def compare(onsets, seen, seeks, speed: float):
    """Seconds by which the cursor was ahead of each click that was heard."""
    import numpy as np

    errors = []
    for onset in onsets:
        since = onset - seeks[seeks < onset].max() if np.any(seeks < onset) else 9.0
        until = seeks[seeks > onset].min() - onset if np.any(seeks > onset) else 9.0
        if since < 1 or until < 0.2 or onset < seen[0, 0] + 2 or onset > seen[-1, 0] - 0.5:
            continue
        position = np.interp(onset, seen[:, 0], seen[:, 1])
        errors.append((position - round(position)) / speed)
    return np.array(errors)


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
    result.add_argument("--json", action="store_true")
    return result


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    sys.exit(main())
