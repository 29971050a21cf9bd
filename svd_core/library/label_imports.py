"""Label files taken into the journals of songs that are not open, as the window's import does it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from svd_core.annotation.annotation_file import with_labels
from svd_core.annotation.clock import clock
from svd_core.annotation.formats.label_rows import UNDIRECTED, HowToRead
from svd_core.annotation.journal.opening import look_up
from svd_core.annotation.journal.places import Places, fallback_folder
from svd_core.annotation.journal.song_journal import SongJournal
from svd_core.annotation.song_annotation import SongAnnotation
from svd_core.annotation.spans import total
from svd_core.audio import sound_file
from svd_core.errors import DataError
from svd_core.files.storage import content_key
from svd_core.model.provenance import program_version


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

    DataError where a person's work would be replaced and `replace` is False, where somebody else has the song open, or
    where its annotation cannot be read; FormatError for labels that cannot be read so; OSError where nothing can be
    written.
    """
    key = content_key(song)
    places = Places.of(song, key, fallback or fallback_folder())
    found = look_up(places, SongAnnotation(song.name, key, 0.0))
    if not found.is_saved and not found.hindrance:
        found = look_up(places, SongAnnotation(song.name, key, sound_file.duration(song)))
    journal = SongJournal(found, program_version(), annotator=annotator)
    try:
        _begin(song, journal)
        before, remarks = journal.annotation, list[str]()
        after = with_labels(before, labels, how, remarks.append)
        is_new = after != before
        if is_new:
            _refuse_to_replace(song, before, replace)
            if journal.edit(after, f"Import {labels.name}").where == "memory":
                raise OSError(f"{song}: its journal cannot be written ({journal.last_saving.cause})")
    finally:
        journal.give_up_unsaved()
        journal.close()
        journal.wait()
    return Imported(song, labels, after, tuple(remarks), is_new)


def _begin(song: Path, journal: SongJournal) -> None:
    """Take the journal's lock; DataError where nothing may be written."""
    holder = journal.begin_writing()
    if journal.hindrance:
        raise DataError(f"{song}: {journal.hindrance}")
    if holder is not None:
        raise DataError(f"{song}: {holder.user} has it open on {holder.host} since {holder.since}; try again later.")


def _refuse_to_replace(song: Path, before: SongAnnotation, replace: bool) -> None:
    by_hand = sum(region.source == "hand" for region in before.regions)
    if replace or not (by_hand or before.checked):
        return
    work = f"{by_hand} regions set by hand, {clock(total(before.known))} checked"
    raise DataError(
        f"{song}: there is work in it ({work}), and the labels would take its place. --replace does it; the history "
        "keeps what was there."
    )
