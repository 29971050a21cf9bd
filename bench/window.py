"""Measure how smoothly the window works: scrolling, the preview under a slider, and start-up.

    python bench/window.py [--seconds N...] [--regions N...] [--scale F] [--training] [--width PX] [--height PX]
                           [--frames N] [--starts N] [--json]

A synthetic song of four minutes is shown with 10, 200, 2 000 and 10 000 regions. For one frame, the visible range is
moved and timeline and overview are painted: while scrolling with 10 and 60 seconds and nearly the whole song on
screen, and while zooming. What is computed later, such as tiles made ahead, is not of the frame. For one step of a
slider, probabilities are smoothed, turned into regions, shown and painted. Beside the elapsed time stands the CPU time
of the window's thread, which other programs on a busy machine influence less.

`--seconds 240 36000` measures songs of several lengths; what is longer than an hour repeats four minutes of sound, at a
tenth of the sampling rate. `--scale 2` paints twice as many pixels in either direction. `--training` scrolls once more
beside a child process that trains as the window's does, at low priority, with one thread less than there are cores.

Start-up is from the start of the interpreter to the first painted window, in fresh processes; the first may have to
read from disk. It also tells which large libraries start-up has loaded; there should be none.
"""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")) and os.name == "posix":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import argparse
import itertools
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from svd_core.annotation.regions import Region, Regions
from svd_core.audio.features import FloatArray, FrameGrid, log_mel
from svd_core.config import FeatureConfig, PostprocessingConfig
from svd_gui.song.posterior import Posterior
from svd_gui.style.theme import DARK
from svd_gui.timeline.idle import IdleSteps
from svd_gui.timeline.overview import OverviewStrip
from svd_gui.timeline.view import TimelineView

FEATURES = FeatureConfig()
COUNTS = (10, 200, 2000, 10000)
SPANS = (10.0, 60.0, 0.9)
"""Seconds on screen; the last is a share of the song."""
HOUR = 3600.0
PATTERN = 240.0
"""Seconds of sound that a song of more than an hour repeats."""
START = """
import sys, pathlib
import svd_gui.before_qt
from PySide6.QtWidgets import QApplication
from svd_gui.window.main_window import MainWindow
from svd_gui.settings import Settings
application = QApplication([])
window = MainWindow(Settings(pathlib.Path(sys.argv[1])))
window.show()
application.processEvents()
print(*(name for name in ("torch", "librosa", "matplotlib", "pyqtgraph") if name in sys.modules), flush=True)
import os
os._exit(0)
"""


class Sound:
    """What is shown of a made-up song: samples, log-mel spectrogram, and a probability for each frame.

    The spectrogram of a song longer than an hour is in a file, since it takes some hundred megabytes.
    """

    def __init__(self, seconds: float, folder: Path) -> None:
        self.seconds = seconds
        self.sample_rate = float(FEATURES.sample_rate)
        part = min(seconds, PATTERN) if seconds > HOUR else seconds
        self.samples, self.probabilities = synthetic_song(part)
        self.mel = log_mel(self.samples)
        if part < seconds:
            repeats = round(seconds / part)
            self.sample_rate /= 10
            self.samples = np.tile(self.samples[::10], repeats)
            self.probabilities = np.tile(self.probabilities, repeats)
            self.mel = repeated_in_file(self.mel, repeats, folder / f"{seconds:.0f}.mel")
            self.seconds = len(self.mel) / FEATURES.frame_rate


def repeated_in_file(mel: FloatArray, repeats: int, path: Path) -> FloatArray:
    """Return a spectrogram repeated, mapped from a file."""
    shape = (repeats * len(mel), mel.shape[1])
    result: FloatArray = np.memmap(path, np.float32, "w+", shape=shape)
    for k in range(repeats):
        result[k * len(mel) : (k + 1) * len(mel)] = mel
    return result


def synthetic_song(seconds: float) -> tuple[FloatArray, FloatArray]:
    """Make samples with notes, beats and pauses, and a probability for each frame that changes a lot."""
    rng = np.random.default_rng(0)
    at = np.arange(int(seconds * FEATURES.sample_rate)) / FEATURES.sample_rate
    pitch = 220 * 2 ** (rng.integers(0, 12, int(seconds * 2) + 1) / 12)
    phase = np.cumsum(pitch[(at * 2).astype(int)]) / FEATURES.sample_rate
    voice = sum(np.sin(2 * np.pi * k * phase) / k for k in range(1, 8)) * (np.sin(at / 3) > 0)
    beats = rng.normal(size=len(at)) * np.exp(-12 * (at % 0.5))
    samples = (0.1 * voice + 0.2 * beats).astype(np.float32)
    n_frames = FrameGrid.of_samples(len(samples)).n_frames
    logit = 4 * np.sin(np.arange(n_frames) / FEATURES.frame_rate / 3) + 2 * rng.normal(size=n_frames)
    return samples, (1 / (1 + np.exp(-logit))).astype(np.float32)


def spread_regions(count: int, seconds: float) -> Regions:
    """Spread so many regions over the song, of all three sources."""
    edges = np.linspace(0, seconds, count + 1).tolist()
    sources = ("model", "hand", "file")
    return tuple(
        Region(a, a + 0.7 * (b - a), source=sources[i % 3], confidence=0.9)
        for i, (a, b) in enumerate(itertools.pairwise(edges))
    )


class Stage:
    """Timeline and overview in a window, with a song."""

    def __init__(self, width: int, height: int, sound: Sound) -> None:
        self.duration = sound.seconds
        self.view = TimelineView()
        self.strip = OverviewStrip(self.view)
        self.window = QWidget()
        column = QVBoxLayout(self.window)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.strip)
        column.addWidget(self.view, 1)
        self.window.resize(width, height)
        self.window.show()
        self.view.set_theme(DARK)
        self.view.set_legend(True)
        self.view.set_duration(self.duration)
        self.view.set_waveform(sound.samples, sound.sample_rate)
        self.view.set_spectrogram(sound.mel, FEATURES.frame_rate)
        self.view.reset_probabilities(len(sound.probabilities))
        self.view.set_probabilities(0, sound.probabilities)
        self.posterior = Posterior(sound.probabilities, FrameGrid(len(sound.probabilities)))
        self.view.set_smoothed(self.posterior.smoothed(56))
        self.paint()

    def paint(self) -> None:
        """Paint now what the window would paint next: each widget once, whatever asked for that."""
        QApplication.sendPostedEvents()

    def settle(self) -> None:
        """Finish the work between events, such as tiles made ahead."""
        for steps in self.window.findChildren(IdleSteps):
            steps.finish()
        QApplication.processEvents()


def measured(frames: list[Callable[[], None]]) -> dict[str, float]:
    """Measure milliseconds a frame: median, 95th percentile and longest, and CPU time of this thread."""
    clock, cpu = [], []
    for frame in frames:
        before = time.perf_counter(), time.thread_time()
        frame()
        clock.append(1000 * (time.perf_counter() - before[0]))
        cpu.append(1000 * (time.thread_time() - before[1]))
        QApplication.processEvents()
    p50, p95, longest = np.percentile(clock, (50, 95, 100)).tolist()
    cpu50, cpu95 = np.percentile(cpu, (50, 95)).tolist()
    return {"p50_ms": p50, "p95_ms": p95, "max_ms": longest, "cpu_p50_ms": cpu50, "cpu_p95_ms": cpu95}


def scrolling(stage: Stage, count: int, n_frames: int) -> dict[str, float]:
    """Measure frames while scrolling through the song at three zooms, and while zooming in."""
    stage.view.set_regions(spread_regions(count, stage.duration))

    def show(start: float, span: float) -> None:
        stage.view.set_visible_range(start, start + span)
        stage.paint()

    frames: list[Callable[[], None]] = []
    for span in SPANS:
        seconds = span if span > 1 else span * stage.duration
        starts = np.linspace(0, stage.duration - seconds, n_frames)
        frames += [lambda a=start, b=seconds: show(a, b) for start in starts.tolist()]
    for span in np.geomspace(stage.duration, 2, n_frames).tolist():
        frames.append(lambda b=span: show((stage.duration - b) / 2, b))
    show(0, stage.duration)
    stage.settle()
    return measured(frames)


def slider(stage: Stage, name: str, n_frames: int) -> dict[str, float]:
    """Measure from one step of a slider to the repainted window, with half a minute on screen."""
    stage.view.set_regions(spread_regions(200, stage.duration))
    stage.view.set_visible_range(60, 90)
    stage.settle()

    def step(postprocessing: PostprocessingConfig) -> None:
        stage.view.set_threshold(postprocessing.threshold)
        stage.view.set_smoothed(stage.posterior.smoothed(postprocessing.median_frames))
        stage.view.set_preview(stage.posterior.regions(postprocessing))
        stage.paint()

    thresholds, medians = np.linspace(0.2, 0.8, n_frames), np.linspace(20, 120, n_frames).astype(int)
    settings = {
        "threshold": [PostprocessingConfig(threshold=value) for value in thresholds.tolist()],
        "median": [PostprocessingConfig(median_frames=value) for value in medians.tolist()],
    }
    figures = measured([lambda chosen=postprocessing: step(chosen) for postprocessing in settings[name]])
    stage.view.set_preview(None)
    return figures


def start_up(starts: int) -> dict[str, float | str]:
    """Measure seconds from starting Python to the painted window."""
    times, loaded = [], set()
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", START, str(Path(folder) / "settings.ini")]
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[1])}
        for _ in range(starts):
            before = time.perf_counter()
            child = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
            times.append(time.perf_counter() - before)
            loaded.update(child.stdout.split())
    return {
        "first_s": times[0],
        "best_s": min(times),
        "median_s": float(np.median(times)),
        "loaded": " ".join(sorted(loaded)) or "none",
    }


@contextmanager
def training() -> Iterator[None]:
    """Have a child process compute updates, as a training in the window does."""
    threads = max(1, (os.cpu_count() or 2) - 1)
    script = Path(__file__).with_name("train.py")
    command = [sys.executable, str(script), "--threads", str(threads), "--rounds", "1000"]
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if hasattr(os, "setpriority"):
        os.setpriority(os.PRIO_PROCESS, child.pid, 10)
    try:
        # It loads torch and makes up its data first.
        time.sleep(20)
        yield
    finally:
        child.kill()
        child.wait()


class Figures:
    """Prints figures as they come, and keeps them for the summary."""

    def __init__(self, as_json: bool) -> None:
        self._as_json = as_json
        self.summary: dict[str, object] = {"report": "summary"}

    def add(self, name: str, figures: dict[str, float | str]) -> None:
        """Take over the figures of one measurement."""
        self.summary.update({f"{name}_{key}": value for key, value in figures.items()})
        if self._as_json:
            print(json.dumps({"report": name, **figures}), flush=True)
        else:
            text = "   ".join(
                f"{key} {value if isinstance(value, str) else round(value, 2)}" for key, value in figures.items()
            )
            print(f"{name:34s} {text}", flush=True)


def measure_songs(options: argparse.Namespace, figures: Figures, folder: Path) -> None:
    """Measure scrolling through songs of all lengths, and sliders on the first one."""
    for seconds in options.seconds:
        stage = Stage(options.width, options.height, Sound(seconds, folder))
        stage.settle()
        first = seconds == options.seconds[0]
        length = "" if first else f"_{seconds:.0f}_s"
        for count in options.regions:
            figures.add(f"scroll_{count}_regions{length}", scrolling(stage, count, options.frames))
        if options.training:
            with training():
                for count in options.regions:
                    name = f"scroll_{count}_regions{length}_training"
                    figures.add(name, scrolling(stage, count, options.frames))
        if first:
            for name in ("threshold", "median"):
                figures.add(f"slider_{name}", slider(stage, name, options.frames))
        stage.window.close()


def parsed_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add = parser.add_argument
    add("--seconds", type=float, nargs="+", default=[240.0], help="lengths of songs (default: %(default)s)")
    add("--regions", type=int, nargs="+", default=list(COUNTS), help="how many regions (default: %(default)s)")
    add("--scale", type=float, help="device pixels a logical one (default: the screen's)")
    add("--training", action="store_true", help="scroll beside a training, too")
    add("--width", type=int, default=1400, help="of the window (default: %(default)s)")
    add("--height", type=int, default=720, help="of the window (default: %(default)s)")
    add("--frames", type=int, default=100, help="frames a measurement (default: %(default)s)")
    add("--starts", type=int, default=5, help="how often to start the program (default: %(default)s)")
    add("--json", action="store_true", help="one JSON object a line, the summary last")
    return parser.parse_args()


def main() -> None:
    options = parsed_options()
    if options.scale:
        os.environ["QT_SCALE_FACTOR"] = f"{options.scale:g}"
    application = QApplication([])
    figures = Figures(options.json)
    ratio = application.primaryScreen().devicePixelRatio()
    figures.summary |= {
        "platform": application.platformName(), "seconds": options.seconds[0],
        "width": options.width, "height": options.height, "device_pixel_ratio": ratio,
    }  # fmt: skip
    if not options.json:
        size = f"window {options.width} x {options.height} at {ratio:g} pixels a point"
        print(f"{options.seconds[0]:.0f} s song, {size}, {application.platformName()}")
    with tempfile.TemporaryDirectory() as folder:
        measure_songs(options, figures, Path(folder))
    if options.starts:
        figures.add("start_up", start_up(options.starts))
    if options.json:
        print(json.dumps(figures.summary))


if __name__ == "__main__":
    main()
