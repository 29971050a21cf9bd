"""A folder of many songs: how long until its list is there, from its index and without it, and to look through it.

    python bench/folder.py [--songs N] [--regions N] [--json]

Songs are made: a WAV file of a tenth of a second each, whose journal speaks of four minutes with so many regions, half
of the songs partly checked. Measured is processor time, and beside it what passes by the clock, which says how busy
the machine is; the median of five where it is short: rows from the index
(what the window shows first), the refresh after it (that nothing has changed), the rebuild without an index, and the
window's list of songs: search, filter, order and groups, until the view has the rows.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
import soundfile

from svd_core.annotation.journal.records import Header, header_line
from svd_core.annotation.regions import Region
from svd_core.annotation.song_annotation import Proposal, SongAnnotation
from svd_core.config import PostprocessingConfig
from svd_core.library.index import SongIndex
from svd_core.library.listing import SongFilter, SongListing, grouped
from svd_core.library.refreshing import refresh
from svd_core.library.song_reading import SongReader

SECONDS = 240.0
ROUNDS = 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--songs", type=int, default=10_000, help="how many songs (default: 10000)")
    parser.add_argument("--regions", type=int, default=200, help="regions in each (default: 200)")
    parser.add_argument("--json", action="store_true", help="one JSON object a figure")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="folder-") as temporary:
        folder = Path(temporary, "songs")
        make(folder, options.songs, options.regions)
        for name, (elapsed, computed), aim in figures(folder):
            if options.json:
                values = {"value": round(computed, 4), "elapsed": round(elapsed, 4), "unit": "s", "aim": aim}
                print(json.dumps({"figure": name} | values))
            else:
                text = f"{name:40} {computed:8.3f} s   by the clock {elapsed:8.3f} s"
                print(text + (f"   aim {aim} s" if aim else ""), flush=True)


def make(folder: Path, n_songs: int, n_regions: int) -> None:
    """Songs in folders of a hundred, each with its journal."""
    folder.mkdir(parents=True)
    sound = folder.parent / "sound.wav"
    soundfile.write(sound, np.zeros(800, np.int16), 8000)
    data, random = sound.read_bytes(), np.random.default_rng(1)
    for number in range(n_songs):
        inside = folder / f"artist {number // 100:03d}"
        inside.mkdir(exist_ok=True)
        song = inside / f"{number:05d} song.wav"
        song.write_bytes(data)
        times = np.sort(random.uniform(0, SECONDS, 2 * n_regions)).tolist()
        regions = tuple(Region(a, b, confidence=0.8) for a, b in zip(times[::2], times[1::2], strict=True) if a < b)
        proposal = Proposal("made", "ab" * 32, PostprocessingConfig(), regions)
        checked = ((0.0, float(random.uniform(1, SECONDS))),) if number % 2 else ()
        annotation = SongAnnotation(song.name, f"{number:064x}", SECONDS, regions, (), proposal, checked)
        line = header_line(Header("root", annotation, "bench", "2030-01-02T03:04:05.678+00:00", "Ann"))
        song.with_name(song.name + ".svd").write_bytes(line)


def figures(folder: Path) -> Iterator[tuple[str, tuple[float, float], float | None]]:
    """Names of figures, seconds (see `timed`), and what is aimed at."""
    reader = SongReader(folder)
    yield "rebuild, reading all journals", timed(lambda: refreshed(reader, folder), 1), None
    yield "rows from the index", timed(lambda: rows(folder)), 1.0
    yield "looking for changes, none there", timed(lambda: refreshed(reader, folder)), None
    listing = SongListing(rows(folder).values())
    for name, work in searches(listing).items():
        yield name, timed(work), 0.1
    yield from of_the_window(folder)


def searches(listing: SongListing) -> dict[str, Callable[[], Any]]:
    """What a person asks of the list."""
    all_rows, in_work = list(listing.rows.values()), SongFilter(statuses=frozenset({"in work"}))
    return {
        "search for a word": lambda: listing.ordered(listing.chosen(SongFilter("artist 07")), "name"),
        "filter by status": lambda: listing.ordered(listing.chosen(in_work), "name"),
        "sort by name": lambda: listing.ordered(all_rows, "name", True),
        "sort by checked time": lambda: listing.ordered(all_rows, "checked", True),
        "groups by artist": lambda: grouped(listing.ordered(all_rows, "doubt"), "artist"),
    }


def of_the_window(folder: Path) -> Iterator[tuple[str, tuple[float, float], float | None]]:
    """The same through the list that the window shows, until its rows are laid out and painted in its memory."""
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication

    from svd_gui.library.song_list import SongRows
    from svd_gui.library.song_list_model import SongListModel

    application = QApplication.instance() or QApplication([])
    model = SongListModel()
    view = SongRows(model)
    view.resize(600, 800)
    view.show()
    listing = SongListing(rows(folder).values())
    flags = iter([Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder] * 10)
    filters = iter([SongFilter("artist 07"), SongFilter(), SongFilter("song 1"), SongFilter()] * 10)
    groups = iter(["artist", "parent"] * 10)
    works: dict[str, Callable[[], Any]] = {
        "window: rows from the index, shown": lambda: model.show_songs(SongListing(rows(folder).values())),
        "window: all rows, shown again": lambda: model.show_songs(listing),
        "window: filter": lambda: model.set_filter(next(filters)),
        "window: sort": lambda: view.sortByColumn(3, next(flags)),
        "window: group": lambda: model.set_grouping(next(groups)),
    }
    for name, work in works.items():
        yield (
            name,
            timed(lambda work=work: (work(), application.processEvents())),
            (1.0 if "index" in name else 0.1),
        )


def rows(folder: Path) -> dict[str, Any]:
    index = SongIndex(folder)
    try:
        return index.rows()
    finally:
        index.close()


def refreshed(reader: SongReader, folder: Path) -> None:
    index = SongIndex(folder)
    for _ in refresh(reader, index):
        pass
    index.close()


def timed(work: Callable[[], Any], rounds: int = ROUNDS) -> tuple[float, float]:
    """The medians of so many runs: seconds by the clock, and of this process on the processor."""
    taken = []
    for _ in range(rounds):
        start = time.perf_counter(), time.process_time()
        work()
        taken.append((time.perf_counter() - start[0], time.process_time() - start[1]))
    elapsed, computed = zip(*taken, strict=True)
    return statistics.median(elapsed), statistics.median(computed)


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    main()
