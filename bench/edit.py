"""Measure how long an edit holds up the window on a slow disk, with few and with very many regions.

    python bench/edit.py [--edits N] [--fsync SECONDS] [--regions N ...] [--json]

A song with so many regions, which has been open for a moment, is edited by hand: an edge is nudged, a region split,
merged or deleted, and one in five of these is undone and redone. Every flush to disk is made to take `--fsync` seconds.
"document" is the time of an edit from the request until the journal has it and everybody has been told; "window" is the
same with the timeline, the overview and the side panel connected and repainted. Beside the elapsed times stand the CPU
times of the window's thread, which other programs on a busy machine influence less.
"""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")) and os.name == "posix":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from svd_core.annotation import region_edits
from svd_core.annotation.journal.opening import look_up
from svd_core.annotation.journal.places import Places
from svd_core.annotation.regions import Region, Regions
from svd_core.annotation.song_annotation import SongAnnotation
from svd_gui.song.document import Document
from svd_gui.song.postprocessing_panel import PostprocessingPanel
from svd_gui.timeline.overview import OverviewStrip
from svd_gui.timeline.view import TimelineView

SECONDS_A_REGION = 1.0
Show = Callable[[Document, float], Callable[[], None]]
"""Shows a document of so many seconds; returns what repaints it."""


def slow_disk(seconds: float) -> None:
    """Make every flush to disk take so long, as on a busy or a network drive."""
    fsync = os.fsync

    def slow(descriptor: int) -> None:
        time.sleep(seconds)
        fsync(descriptor)

    os.fsync = slow


def spread(count: int) -> Regions:
    """So many regions of a model, half a second each."""
    return tuple(Region(k * SECONDS_A_REGION, k * SECONDS_A_REGION + 0.5, confidence=0.5) for k in range(count))


def edited(regions: Regions, turn: int, rng: np.random.Generator, duration: float) -> tuple[str, Regions]:
    """One of the edits that people make, at a random region."""
    if turn % 8 == 7 or len(regions) < 5:
        time = float(rng.uniform(0, duration - 1))
        return "Add region", region_edits.insert(regions, Region(time, time + 0.1, source="hand"), duration)
    index = int(rng.integers(0, len(regions) - 1))
    region = regions[index]
    if turn % 4 == 0:
        grip = region_edits.Grip("end", index)
        return "Nudge end", region_edits.drag(regions, grip, region.end + 0.014, duration)
    if turn % 4 == 1:
        return "Split region", region_edits.split(regions, index, (region.start + region.end) / 2)
    if turn % 4 == 2:
        return "Merge regions", region_edits.merge(regions, index)
    return "Delete region", region_edits.delete(regions, index)


def measure(
    count: int, n_edits: int, show: Callable[[Document, float], Callable[[], None]]
) -> list[tuple[float, float]]:
    """Elapsed and CPU times (ms) of edits, undos and redos of a song with `count` regions."""
    duration = count * SECONDS_A_REGION
    blank = SongAnnotation("song.wav", "0" * 64, duration, spread(count))
    rng = np.random.default_rng(0)
    times: list[tuple[float, float]] = []
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        document = Document()
        repaint = show(document, duration)
        document.open(look_up(Places.of(Path(folder) / "song.wav", "0" * 64, Path(folder) / "fallback"), blank))
        repaint()
        assert document.journal is not None
        document.journal.wait_until_prepared()
        for turn in range(n_edits):
            text, regions = edited(document.regions, turn, rng, duration)
            steps = [lambda text=text, regions=regions: document.edit(text, regions)]
            if turn % 5 == 4:
                steps += [document.undo_stack.undo, document.undo_stack.redo]
            for step in steps:
                start, start_cpu = time.perf_counter(), time.thread_time()
                step()
                repaint()
                times.append((1000 * (time.perf_counter() - start), 1000 * (time.thread_time() - start_cpu)))
        journal = document.journal
        document.close()
        assert journal is not None
        journal.wait()
    return times


def alone(document: Document, duration: float) -> Callable[[], None]:
    """Show nothing."""
    return lambda: None


def in_window(document: Document, duration: float) -> Callable[[], None]:
    """Show the song's regions as the window does."""
    view, panel, page = TimelineView(), PostprocessingPanel(), QWidget()
    row = QHBoxLayout(page)
    overview = OverviewStrip(view)
    for widget in (view, overview, panel):
        row.addWidget(widget)
    page.resize(1320, 700)
    page.show()
    view.set_duration(duration, 30.0)
    document.annotation_changed.connect(lambda shown: view.set_regions(shown.regions))
    document.annotation_changed.connect(lambda shown: panel.set_regions(view.content.regions, shown.duration))

    def repaint(page: QWidget = page) -> None:
        view.repaint()
        overview.repaint()
        QApplication.processEvents()

    return repaint


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--edits", type=int, default=100, help="edits for each number of regions")
    parser.add_argument("--fsync", type=float, default=1.0, help="seconds that a flush to disk takes")
    parser.add_argument("--regions", type=int, nargs="+", default=[10, 100_000], help="numbers of regions")
    parser.add_argument("--json", action="store_true", help="print JSON, an object a line")
    options = parser.parse_args()
    application = QApplication([])
    slow_disk(options.fsync)
    for count in options.regions:
        for name, show in (("document", alone), ("window", in_window)):
            elapsed, cpu = np.array(measure(count, options.edits, show)).T
            facts = {"p50_ms": np.median(elapsed), "p95_ms": np.quantile(elapsed, 0.95), "max_ms": elapsed.max()}
            facts |= {"cpu_p50_ms": np.median(cpu), "cpu_p95_ms": np.quantile(cpu, 0.95)}
            rounded = {key: round(float(value), 2) for key, value in facts.items()}
            if options.json:
                print(json.dumps({"regions": count, "what": name, "fsync_s": options.fsync} | rounded), flush=True)
            else:
                numbers = "  ".join(f"{key.removesuffix('_ms')} {value:7.1f}" for key, value in rounded.items())
                print(f"{count:>7} regions, {name:<9} {numbers} ms", flush=True)
    del application


if __name__ == "__main__":
    main()
