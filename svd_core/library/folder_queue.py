"""The queue of a folder: what to look at next in all its songs, by their journals and what models made of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass

from svd_core.annotation.song_annotation import SongAnnotation
from svd_core.audio.features import FloatArray, FrameGrid
from svd_core.config import FeatureConfig
from svd_core.errors import SvdError
from svd_core.library.song_reading import Detector, SongReader
from svd_core.library.song_row import SongRow
from svd_core.model.postprocessing import smooth
from svd_core.review.evidence import Evidence, Heard
from svd_core.review.queue import queue
from svd_core.review.stretches import Stretch, stretches_of

FRAME_RATE = FeatureConfig().frame_rate
"""Of all detectors' probabilities, a second."""


@dataclass(frozen=True)
class FolderQueue:
    """What there is to look at in a folder.

    Attributes:
        stretches: what is worth a look, in the order in which to look at it; `song` is the path below the folder.
        undetected: songs of which nothing can be said, since the model has not detected them or they cannot be read.
    """

    stretches: tuple[Stretch, ...]
    undetected: tuple[str, ...]


def folder_queue(
    reader: SongReader, rows: Iterable[SongRow], others: Sequence[Detector] = ()
) -> Generator[int, None, FolderQueue]:
    """The queue of these songs by the reader's detector; yields how many songs are done.

    `others`: further detectors, whose disagreement counts in songs that they have detected, too.
    """
    stretches: list[Stretch] = []
    undetected: list[str] = []
    checked: dict[str, float] = defaultdict(float)
    for done, row in enumerate(rows, 1):
        checked[row.artist] += row.checked
        found = _of_song(reader, row, others)
        if found is None:
            undetected.append(row.path)
        else:
            stretches += found
        yield done
    return FolderQueue(queue(stretches, checked), tuple(undetected))


def _of_song(reader: SongReader, row: SongRow, others: Sequence[Detector]) -> tuple[Stretch, ...] | None:
    """The stretches of a song; None where its detector has no probabilities for it, or its work cannot be read."""
    own = heard(reader, row, reader.detector) if reader.detector else None
    if own is None:
        return None
    annotation = work_on(reader, row)
    if annotation is None:
        return None
    grid = FrameGrid(len(own.smoothed), FRAME_RATE)
    more = [found for other in others if (found := heard(reader, row, other)) and len(found.smoothed) == grid.n_frames]
    evidence = Evidence(
        row.path, row.artist, grid, (own, *more), annotation.regions, annotation.known, annotation.checked
    )
    return stretches_of(evidence)


def heard(reader: SongReader, row: SongRow, detector: Detector) -> Heard | None:
    """What a detector makes of a song; None where it has not detected it, as far as one knows."""
    known = reader.cache.find(row.key, detector.key) if row.key else None
    if known is None or not len(known.probabilities):
        return None
    smoothed: FloatArray = smooth(known.probabilities, detector.postprocessing.median_frames)
    return Heard(smoothed, detector.postprocessing)


def work_on(reader: SongReader, row: SongRow) -> SongAnnotation | None:
    """The work on a song, blank where there is none; None where it cannot be read, which the list says."""
    try:
        return reader.annotation(row) or SongAnnotation(row.name, row.key, row.seconds)
    except (SvdError, OSError):
        return None
