"""Measure how far the cursor is from the sound that is played, at every speed and over many seeks.

    python bench/sync.py [--seconds N] [--seeks N] [--speeds X ...] [--together] [--json] [--out FOLDER]

Needs PulseAudio (Debian and Ubuntu: apt install pulseaudio pulseaudio-utils libasound2-plugins). A server of its own
is started with a null sink, a song of short tones, one a second, is played to it, and the monitor of the sink is
recorded. For each tone that is heard, the error is the cursor's position at that moment less the tone's place in the
song, a positive one where the cursor is ahead; its pitch tells which tone it is, its middle when it is heard, whatever
the stretching does to its beginning. The time a recorded block took to arrive counts against the program. After a seek
tones count from when the cursor moves. Under the tones is a hum that is hardly heard, so that the recording shows where
the sound broke off, which the device does not always say. Tones near such a break, or near an underrun that the device
reports, are told apart: the machine was too busy to play without one. With --out, all times are kept, and each tone
that is too far off is printed with what happened around it. Server, recording and player are each in a session of their
own, of high weight where that is allowed, so that other programs disturb them as little as those of a desktop do; the
server's sink runs at real-time priority, as it does there.
"""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from null_sink import RATE, UNDISTURBED, Recording, start_server

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
MARK_SECONDS = 0.02
N_PITCHES = 12
LIMIT_MS = 30.0
HUM_HERTZ, HUM_LEVEL = 150.0, 60
AROUND_SECONDS = 0.3
"""How far around a tone one looks for what moved it."""
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
        rows = [measure_alone(speed, options) for speed in options.speeds]
    print_rows(rows, options.json)
    return int(any(row["most"] > LIMIT_MS for row in rows))


def measure_together(options: argparse.Namespace) -> list[dict]:
    """Measure all speeds at once, each in a process with a sound server of its own."""
    started = [
        subprocess.Popen(
            [*UNDISTURBED, sys.executable, __file__, "--json", f"--seconds={options.seconds}",
             f"--seeks={options.seeks}", f"--speeds={speed}", *(["--out", options.out] if options.out else [])],
            stdout=subprocess.PIPE, text=True,
        ) for speed in options.speeds
    ]  # fmt: skip
    said = [process.communicate()[0] for process in started]
    return [json.loads(lines.splitlines()[-1]) for lines in said]


def measure_alone(speed: float, options: argparse.Namespace) -> dict:
    """Measure at a speed with a sound server started for it."""
    with tempfile.TemporaryDirectory() as folder:
        server = start_server(folder)
        try:
            return measure(speed, options.seconds, options.seeks, options.out)
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait()


def print_rows(rows: list[dict], as_json: bool) -> None:
    """Print the figures, with how busy the machine was."""
    if as_json:
        for row in rows:
            print(json.dumps({"report": "speed"} | row))
        return
    print(f"load {os.getloadavg()[1]:.1f} (5 minutes), niceness {os.nice(0)}")
    print("speed  marks  median ms  95 % within  beyond 30 ms  furthest  underruns  breaks  marks near them"
          "  furthest of these")  # fmt: skip
    for row in rows:
        print(
            f"{row['speed']:5g}  {row['marks']:5d}  {row['median']:9.1f}  {row['p95']:11.1f}  {row['beyond']:12d}"
            f"  {row['most']:8.1f}  {row['underruns']:9d}  {row['breaks']:6d}  {row['disturbed']:15d}"
            f"  {row['most_disturbed']:17.1f}"
        )
        for line in row.get("far", ()):
            print(f"       {line}")


def measure(speed: float, seconds: float, n_seeks: int, out: str | None = None) -> dict:
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
    device = NotedDevice(OutputDevice())
    player = Player(device)
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
    times = Times(recording, cursor, device, speed)
    result = {"speed": speed, "underruns": player.underruns, "breaks": len(times.breaks)} | times.summary()
    if out:
        times.write(Path(out))
        result["far"] = times.far()
    return result


class NotedDevice:
    """A device that notes each block it asks for: when, what it said of its delay, and whether it had run dry."""

    def __init__(self, device) -> None:
        self._device = device
        self.blocks: list[tuple[float, float, float, float, int]] = []

    def __call__(self, sample_rate: int, channels: int, fill):
        """Open a stream of the device."""

        def noted(frames, n_frames, times, status) -> None:
            called = time.perf_counter()
            fill(frames, n_frames, times, status)
            told = times.outputBufferDacTime - times.currentTime
            self.blocks.append((called, time.perf_counter() - called, told, n_frames, int(status.output_underflow)))

        return self._device(sample_rate, channels, noted)


class Times:
    """All times of a measurement, and what they say."""

    def __init__(self, recording, cursor, device: NotedDevice, speed: float) -> None:
        import numpy as np

        self._blocks, self._cursor, self._speed = np.array(device.blocks), cursor, speed
        self._arrived, self._late = recording.arrivals()
        silences = cursor.silences()
        self.breaks = [(start, end) for start, end in recording.breaks()
                       if cursor.seen[0][0] < start < cursor.seen[-1][0] - 0.3
                       and not any(first < end and start < last for first, last in silences)]  # fmt: skip
        troubles = [*cursor.underruns, *(start for start, _ in self.breaks), *(end for _, end in self.breaks)]
        self._heard, self._errors, self._disturbed = compare(recording.marks(), cursor, speed, troubles)

    def summary(self) -> dict:
        """The figures of a row."""
        return summary(self._errors, self._disturbed)

    def far(self) -> list[str]:
        """Each tone that is too far off without a break near it, with what was late around it, in milliseconds."""
        import numpy as np

        seen, asked = np.array([when for when, _ in self._cursor.seen]), self._blocks[:, 0]
        lines = []
        for when, error in zip(self._heard[~self._disturbed], self._errors[~self._disturbed], strict=True):
            if 1000 * abs(error) > LIMIT_MS:
                causes = {"cursor": _longest(seen, when), "device asked": _longest(asked, when),
                          "recorder": _longest(self._arrived, when)}  # fmt: skip
                seek = min((abs(when - at) for at, _ in self._cursor.seeks), default=np.inf)
                said = ", ".join(f"{name} {1000 * gap:.0f}" for name, gap in causes.items())
                lines.append(
                    f"{1000 * error:+.1f} ms at {when - seen[0]:.2f} s: longest pause of {said}; seek {seek:.2f} s off"
                )
        return lines

    def write(self, folder: Path) -> None:
        """Keep everything in a file of the folder."""
        import numpy as np

        folder.mkdir(parents=True, exist_ok=True)
        np.savez_compressed(
            folder / f"speed-{self._speed:g}.npz", seen=self._cursor.seen, seeks=self._cursor.seeks,
            underruns=self._cursor.underruns, breaks=self.breaks, blocks=self._blocks, arrived=self._arrived,
            late=self._late, heard=self._heard, errors=self._errors, disturbed=self._disturbed,
        )  # fmt: skip


def _longest(times, when: float) -> float:
    """The longest time between two that follow each other, of those around a moment."""
    import numpy as np

    near = times[(times > when - AROUND_SECONDS) & (times < when + AROUND_SECONDS)]
    return float(np.diff(near).max()) if len(near) > 1 else 2 * AROUND_SECONDS


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
    hum = np.rint(HUM_LEVEL * np.sin(2 * np.pi * HUM_HERTZ * np.arange(seconds * RATE) / RATE)).astype(np.int16)
    song = np.stack([hum, hum], axis=1)
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
        """From shortly before each seek to when its sound begins, and the cursor with it.

        And as much longer as the cursor may be too early: a tone of the former place may still be heard.
        """
        result = []
        for when, position in [(self.seen[0][0], self.seen[0][1]), *self.seeks]:
            begins = next((at for at, place in self.seen if at > when and place > position), self.seen[-1][0])
            result.append((when - 0.05, begins + LIMIT_MS / 1000))
        return result


def compare(heard, cursor: Cursor, speed: float, troubles: list[float]):
    """When each mark was heard, seconds by which the cursor was ahead of it, and whether one of `troubles` is near."""
    import numpy as np

    seen, silences = np.array(cursor.seen), cursor.silences()
    whens, errors, disturbed = [], [], []
    for when, hertz in heard:
        if any(start <= when <= end for start, end in silences) or not seen[0, 0] < when < seen[-1, 0] - 0.2:
            continue
        position = np.interp(when, seen[:, 0], seen[:, 1]) - MARK_SECONDS / 2
        near = [second for second in range(int(position) - 5, int(position) + 7) if abs(pitch(second) - hertz) < 100]
        if not near:
            # The sound broke off within the mark.
            continue
        second = min(near, key=lambda second: abs(position - second))
        whens.append(when)
        errors.append((position - second) / speed)
        disturbed.append(any(abs(when - at) < NEAR_UNDERRUN_SECONDS for at in troubles))
    return np.array(whens), np.array(errors), np.array(disturbed, bool)


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
    result.add_argument("--out", metavar="FOLDER", help="keep all times there, and print tones that are too far off")
    return result


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    sys.exit(main())
