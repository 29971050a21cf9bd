"""Measure how songs of hours open: time until something is to be seen, until all is, and memory.

    python bench/long.py [--hours H...] [--folder DIR] [--detect SECONDS] [--json]

A song of so many hours is made of four minutes that repeat, as an mp3 of 44.1 kHz in stereo, and kept in the folder if
one is given; files of the names "3 hours.mp3" and the like that are there already are taken. It is decoded alone
first (decode_s, and its CPU time decode_cpu_s), and then opened by a window in a fresh process, which has imported
what the program imports while nothing is open yet:

    first_s      from opening to the first minute on screen; first_cpu_s is the CPU time of all threads until then
    picture_s    to the whole waveform and spectrogram; wall_ratio is that by decode_s
    cpu_s        CPU time of all threads until then, which other programs influence less; ratio is that by decode_cpu_s
    own_mb       memory then that no file backs; rss_mb counts pages of mapped files, too, which the system takes back
                 when it needs them; peak_own_mb and peak_rss_mb are the most there was on the way

With --detect, the shipped model detects singing in it then, for so many seconds at most (detect_s), which is
detected_share of the song; detect_peak_own_mb and detect_peak_rss_mb are the most memory meanwhile.
"""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_LOGGING_RULES", "*.warning=false")

import argparse
import io
import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

RATE, PATTERN, FIRST = 44100, 240.0, 59.0
PATIENCE = 7200.0


def pattern() -> np.ndarray:
    """Four minutes of notes, beats and pauses in stereo, float32 of shape (n, 2)."""
    rng = np.random.default_rng(0)
    at = np.arange(int(PATTERN * RATE)) / RATE
    pitch = 220 * 2 ** (rng.integers(0, 12, int(PATTERN * 2) + 1) / 12)
    phase = np.cumsum(pitch[(at * 2).astype(int)]) * 2 * np.pi / RATE
    voice = sum(np.sin(k * phase) / k for k in range(1, 8)) * (np.sin(at / 3) > 0)
    beats = rng.normal(size=len(at)) * np.exp(-12 * (at % 0.5))
    mono = 0.1 * voice + 0.2 * beats
    return np.stack([mono, 0.8 * mono + 0.02 * rng.normal(size=len(at))], axis=1).astype(np.float32)


def make(path: Path, hours: float) -> None:
    """Write a song of so many hours as mp3."""
    import soundfile

    coded = io.BytesIO()
    soundfile.write(coded, pattern(), RATE, format="MP3", subtype="MPEG_LAYER_III")
    frames = coded.getvalue()
    if {frames[21:25], frames[36:40]} & {b"Xing", b"Info"}:
        # It states a length; what follows begins with the same bits that mark a frame.
        frames = frames[frames.index(frames[:2], 4) :]
    with open(path, "wb") as file:
        for _ in range(round(hours * 3600 / PATTERN)):
            file.write(frames)


def decode_seconds(path: Path) -> dict[str, float]:
    """Decode a song, do nothing with it, and return how long that took and its CPU time."""
    from svd_core.audio import decoding

    before, cpu_before = time.perf_counter(), time.process_time()
    for _ in decoding.decode(path):
        pass
    return {"decode_s": time.perf_counter() - before, "decode_cpu_s": time.process_time() - cpu_before}


def memory() -> dict[str, float]:
    """Return megabytes of this process: in memory, and of these what no file backs."""
    fields = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return {name: int(fields[key].split()[0]) / 1000 for name, key in (("rss", "VmRSS"), ("own", "RssAnon"))}


class Watch:
    """Samples memory until it is stopped."""

    def __init__(self) -> None:
        self.peak = {"rss": 0.0, "own": 0.0}
        self._done = threading.Event()
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        while not self._done.wait(0.1):
            self.peak = {key: max(self.peak[key], value) for key, value in memory().items()}

    def stopped(self) -> dict[str, float]:
        """Watch no more, and return the most there was."""
        self._done.set()
        return self.peak


class Window:
    """The program's window, and how long things take in it."""

    def __init__(self, private: Path) -> None:
        from PySide6.QtCore import QEventLoop, QTimer
        from PySide6.QtWidgets import QApplication

        from svd_gui.program import import_ahead
        from svd_gui.settings import Settings
        from svd_gui.window.main_window import MainWindow

        self._application = QApplication([])
        self._more = QEventLoop.ProcessEventsFlag.WaitForMoreEvents
        self._shown = MainWindow(Settings(private / "settings.ini"), no_device)
        self._shown.resize(1400, 840)
        self._shown.show()
        self._looked = QTimer()  # So that there are always more events: whether all is there is looked at after each.
        self._looked.start(5)
        import_ahead().join()
        self._application.processEvents()

    def wait(self, ready: Callable[[], bool]) -> tuple[float, float]:
        """Handle events until something is ready; returns seconds and CPU seconds of all threads."""
        before, cpu_before = time.perf_counter(), time.process_time()
        while not ready():
            if time.perf_counter() - before > PATIENCE:
                raise SystemExit("it took too long")
            self._application.processEvents(self._more)
        return time.perf_counter() - before, time.process_time() - cpu_before

    def open(self, path: Path) -> dict[str, float]:
        """Open a song until all of its picture is there."""
        watch, timeline = Watch(), self._shown.timeline
        filled: list[bool] = []
        timeline.filling.spectrogram_filled.connect(lambda: filled.append(True))
        self._shown.open_song(path)
        first_s, first_cpu_s = self.wait(lambda: first_minute(timeline))
        rest_s, rest_cpu_s = self.wait(lambda: bool(filled) and whole_waveform(timeline.content.envelope))
        figures = {"first_s": first_s, "first_cpu_s": first_cpu_s}
        figures |= {"picture_s": first_s + rest_s, "cpu_s": first_cpu_s + rest_cpu_s}
        peak = {f"peak_{key}_mb": value for key, value in watch.stopped().items()}
        return figures | {f"{key}_mb": value for key, value in memory().items()} | peak

    def detect(self, seconds: float) -> dict[str, float]:
        """Detect singing in the open song, for so many seconds at most."""
        watch, session = Watch(), self._shown.session
        until = time.perf_counter() + seconds
        self._shown.start()
        detect_s, _ = self.wait(lambda: session.is_detected or time.perf_counter() > until)
        left = sum(end - start for start, end in session.undetected)
        peak = {f"detect_peak_{key}_mb": value for key, value in watch.stopped().items()}
        return {"detect_s": detect_s, "detected_share": 1 - left / session.song.duration, **peak}


def window(path: Path, detect_seconds: float) -> dict[str, float]:
    """Open a song in a window, detect singing in it for so many seconds, and report how that went."""
    with tempfile.TemporaryDirectory() as private:
        shown = Window(Path(private))
        figures = shown.open(path)
        return figures | shown.detect(detect_seconds) if detect_seconds else figures


def first_minute(timeline: Any) -> bool:
    """Whether a first minute of waveform and spectrogram is there to be painted."""
    envelope, pyramid = timeline.content.envelope, timeline.filling.pyramid
    if envelope is None or pyramid is None:
        return False
    return envelope.filled >= FIRST * envelope.rate and pyramid.filled >= FIRST * pyramid.frame_rate


def no_device(*_: object) -> None:
    from svd_gui.playback.output_device import NoSoundError

    raise NoSoundError("none in benchmarks")


def whole_waveform(envelope: Any) -> bool:
    return envelope is not None and envelope.filled == len(envelope.samples)


def parsed_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add = parser.add_argument
    add("--hours", type=float, nargs="+", default=[0.5], help="lengths of songs (default: %(default)s)")
    add("--folder", type=Path, help="where the songs are kept (default: nowhere)")
    add("--detect", type=float, default=0.0, help="seconds of detecting singing, too (default: %(default)s)")
    add("--json", action="store_true", help="one JSON object a line, the summary last")
    add("--open", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def measure(path: Path, detect_seconds: float) -> dict[str, float]:
    """Decode a song here, and open it in a fresh process."""
    decoded = decode_seconds(path)
    with tempfile.TemporaryDirectory() as private:
        environment = {**os.environ, **{f"XDG_{kind}_HOME": private for kind in ("CONFIG", "DATA", "CACHE")}}
        command = [sys.executable, __file__, "--open", str(path), "--detect", str(detect_seconds)]
        child = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    figures: dict[str, float] = {**decoded, **json.loads(child.stdout.splitlines()[-1])}
    wall_ratio = figures["picture_s"] / figures["decode_s"]
    return figures | {"ratio": figures["cpu_s"] / figures["decode_cpu_s"], "wall_ratio": wall_ratio}


def main() -> None:
    options = parsed_options()
    if options.open:
        print(json.dumps(window(options.open, options.detect)), flush=True)
        os._exit(0)
    summary: dict[str, object] = {"report": "summary"}
    with tempfile.TemporaryDirectory() as folder:
        for hours in options.hours:
            path = (options.folder or Path(folder)) / f"{hours:g} hours.mp3"
            if not path.is_file():
                make(path, hours)
            figures = measure(path, options.detect)
            summary |= {f"{hours:g}_hours_{key}": value for key, value in figures.items()}
            if options.json:
                print(json.dumps({"report": f"{hours:g}_hours", **figures}), flush=True)
            else:
                print(f"{hours:g} hours   " + "   ".join(f"{k} {v:.2f}" for k, v in figures.items()), flush=True)
    if options.json:
        print(json.dumps(summary))


if __name__ == "__main__":
    main()
