"""What a new model decides otherwise in the songs of a folder, by what both models have detected there."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass

from svd_core.audio.features import FrameGrid
from svd_core.library.folder_queue import FRAME_RATE, heard, work_on
from svd_core.library.song_reading import Detector, SongReader
from svd_core.library.song_row import SongRow
from svd_core.review.changes import Change, changes


@dataclass(frozen=True)
class FolderChanges:
    """The changes, longest first; `song` is the path below the folder.

    Attributes:
        songs: how many songs were compared.
        left_out: those that one of the models has not detected, or the work on which cannot be read.
    """

    changes: tuple[Change, ...]
    songs: int
    left_out: tuple[str, ...]

    def seconds(self, sung: bool) -> float:
        """Seconds that are taken for singing now, or no longer."""
        return sum(change.length for change in self.changes if change.sung is sung)

    def judged(self, right: bool) -> float:
        """Seconds of changes in checked time that are right, or wrong."""
        return sum(change.length for change in self.changes if change.right is right)


def undetected(
    reader: SongReader, rows: Iterable[SongRow], detectors: Sequence[Detector]
) -> Generator[int, None, tuple[tuple[SongRow, ...], ...]]:
    """For each detector, the readable songs that it has not detected; yields how many songs are done."""
    found: tuple[list[SongRow], ...] = tuple([] for _ in detectors)
    for done, row in enumerate((row for row in rows if not row.problem), 1):
        for detector, missing in zip(detectors, found, strict=True):
            if not row.key or reader.cache.find(row.key, detector.key) is None:
                missing.append(row)
        yield done
    return tuple(map(tuple, found))


def folder_changes(
    reader: SongReader, rows: Iterable[SongRow], old: Detector, new: Detector
) -> Generator[int, None, FolderChanges]:
    """Compare what two detectors decide in these songs; yields how many songs are done."""
    found: list[Change] = []
    left_out: list[str] = []
    compared = 0
    for done, row in enumerate(rows, 1):
        of_song = _of_song(reader, row, old, new)
        if of_song is None:
            left_out.append(row.path)
        else:
            found += of_song
            compared += 1
        yield done
    found.sort(key=lambda change: (-change.length, change.song, change.start))
    return FolderChanges(tuple(found), compared, tuple(left_out))


def _of_song(reader: SongReader, row: SongRow, old: Detector, new: Detector) -> tuple[Change, ...] | None:
    """The changes in a song; None where a detector has no probabilities for it, or its work cannot be read."""
    before, after = heard(reader, row, old), heard(reader, row, new)
    if before is None or after is None or len(before.smoothed) != len(after.smoothed):
        return None
    annotation = work_on(reader, row)
    if annotation is None:
        return None
    grid = FrameGrid(len(before.smoothed), FRAME_RATE)
    return changes(row.path, grid, before, after, annotation.regions, annotation.known)
