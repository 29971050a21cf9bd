"""Journals of songs that are not open in a window, each held for one change."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from svd_core.annotation.annotation_file import from_labels
from svd_core.annotation.clock import moment
from svd_core.annotation.journal.opening import look_up
from svd_core.annotation.journal.places import Places, fallback_folder
from svd_core.annotation.journal.song_journal import SongJournal
from svd_core.annotation.song_annotation import SongAnnotation
from svd_core.audio import sound_file
from svd_core.errors import DataError
from svd_core.files.storage import content_key
from svd_core.model.provenance import program_version


@contextlib.contextmanager
def held_journal(
    song: Path, annotator: str = "", fallback: Path | None = None, *, from_labels_beside: bool
) -> Iterator[SongJournal]:
    """The journal of a song, held until the end of the `with` block, within which it may be changed.

    Where there is none yet, it begins with labels beside the song, if `from_labels_beside`, or nothing. Of a blank song
    this takes decoding it once. Raises DataError where somebody else has the song open or its annotation cannot be
    read, OSError where the changes cannot be written.
    """
    key = content_key(song)
    places = Places.of(song, key, fallback or fallback_folder())
    found = look_up(places, SongAnnotation(song.name, key, 0.0))
    if not found.is_saved and not found.hindrance:
        seconds = sound_file.duration(song)
        read_labels = partial(from_labels, song, seconds, key) if from_labels_beside else lambda: None
        found = look_up(places, SongAnnotation(song.name, key, seconds), read_labels)
    journal = SongJournal(found, program_version(), annotator=annotator)
    try:
        holder = journal.begin_writing()
        if journal.hindrance:
            raise DataError(f"{song}: {journal.hindrance}")
        if holder is not None:
            since = moment(holder.since)
            raise DataError(f"{song}: {holder.user} has it open on {holder.host} since {since}; try again later.")
        yield journal
        if journal.is_unsaved:
            raise OSError(f"{song}: its journal cannot be written ({journal.last_saving.cause})")
    finally:
        journal.give_up_unsaved()
        journal.close()
        journal.wait()
