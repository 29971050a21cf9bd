"""Label files taken into the journals of songs that are not open, as the window's import does it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from svd_core.annotation.annotation_file import with_labels
from svd_core.annotation.clock import clock
from svd_core.annotation.formats.label_rows import UNDIRECTED, HowToRead
from svd_core.annotation.song_annotation import SongAnnotation
from svd_core.annotation.spans import total
from svd_core.errors import DataError
from svd_core.library.closed_songs import held_journal


@dataclass(frozen=True)
class Imported:
    """A song has the regions of a label file now; `is_new` is False where it had them before, and nothing was written.

    `remarks` are sentences about what is not as one would expect.
    """

    song: Path
    labels: Path
    annotation: SongAnnotation
    remarks: tuple[str, ...] = ()
    is_new: bool = True


def import_labels(
    song: Path,
    labels: Path,
    how: HowToRead = UNDIRECTED,
    replace: bool = False,
    annotator: str = "",
    fallback: Path | None = None,
) -> Imported:
    """Take a label file into a song's journal, as one edit that can be undone in the window.

    DataError where a person's work would be replaced and `replace` is False; FormatError for labels that cannot be read
    so. Else raises as `held_journal` does.
    """
    with held_journal(song, annotator, fallback, from_labels_beside=False) as journal:
        before, remarks = journal.annotation, list[str]()
        after = with_labels(before, labels, how, remarks.append)
        is_new = after != before
        if is_new:
            _refuse_to_replace(song, before, replace)
            journal.edit(after, f"Import {labels.name}")
    return Imported(song, labels, after, tuple(remarks), is_new)


def _refuse_to_replace(song: Path, before: SongAnnotation, replace: bool) -> None:
    by_hand = sum(region.source == "hand" for region in before.regions)
    if replace or not (by_hand or before.checked):
        return
    work = f"{by_hand} regions set by hand, {clock(total(before.known))} checked"
    raise DataError(
        f"{song}: there is work in it ({work}), and the labels would take its place. --replace does it; the history "
        "keeps what was there."
    )
