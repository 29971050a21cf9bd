"""What a new model decides otherwise in the songs of a folder, by what both models have detected there."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from dataclasses import dataclass

from svd_core.annotation.song_annotation import SongAnnotation
from svd_core.audio.features import FrameGrid
from svd_core.errors import SvdError
from svd_core.library.folder_queue import FRAME_RATE, heard
from svd_core.library.song_reading import Detector, SongReader
from svd_core.library.song_row import SongRow
from svd_core.review.changes import Change, changes


@dataclass(frozen=True)
class FolderChanges:
    """The changes, longest first; `song` is the path below the folder.

    Attributes:
        songs: how many songs both models have detected.
        undetected: those that one of them has not.
    """

    changes: tuple[Change, ...]
    songs: int
    undetected: tuple[str, ...]

    def seconds(self, sung: bool) -> float:
        """Seconds that are taken for singing now, or no longer."""
        return sum(change.length for change in self.changes if change.sung is sung)

    def judged(self, right: bool) -> float:
        """Seconds of changes in checked time that are right, or wrong."""
        return sum(change.length for change in self.changes if change.right is right)


def folder_changes(
    reader: SongReader, rows: Iterable[SongRow], old: Detector, new: Detector
) -> Generator[int, None, FolderChanges]:
    """Compare what two detectors decide in these songs; yields how many songs are done."""
    found: list[Change] = []
    undetected: list[str] = []
    compared = 0
    for done, row in enumerate(rows, 1):
        before, after = (heard(reader, row, detector) if row.key else None for detector in (old, new))
        if before is None or after is None or len(before.smoothed) != len(after.smoothed):
            undetected.append(row.path)
        else:
            annotation = _annotation(reader, row)
            grid = FrameGrid(len(before.smoothed), FRAME_RATE)
            found += changes(row.path, grid, before, after, annotation.regions, annotation.known)
            compared += 1
        yield done
    found.sort(key=lambda change: (-change.length, change.song, change.start))
    return FolderChanges(tuple(found), compared, tuple(undetected))


def _annotation(reader: SongReader, row: SongRow) -> SongAnnotation:
    """The work on a song; none where it cannot be read, which the list says."""
    blank = SongAnnotation(row.name, row.key, row.seconds)
    try:
        return reader.annotation(row) or blank
    except (SvdError, OSError):
        return blank
