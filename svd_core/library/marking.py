"""Marks on songs that are not open: status by hand and notes, written to their journals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from svd_core.annotation.annotation_file import from_labels
from svd_core.annotation.journal.opening import look_up
from svd_core.annotation.journal.places import Places, fallback_folder
from svd_core.annotation.journal.song_journal import SongJournal
from svd_core.annotation.song_annotation import SongAnnotation
from svd_core.annotation.song_status import HandStatus
from svd_core.audio import sound_file
from svd_core.errors import DataError, SvdError, in_words
from svd_core.files.storage import content_key
from svd_core.model.provenance import program_version


@dataclass(frozen=True)
class Marked:
    """One song more was marked, or (with a `problem`) could not be."""

    song: Path
    problem: str = ""


def mark_songs(
    songs: Iterable[Path], status: HandStatus | None = None, note: str | None = None, annotator: str = "",
    fallback: Path | None = None,
) -> Iterator[Marked]:  # fmt: skip
    """Mark songs one after the other; what stands in the way of one is told, and the others are marked all the same."""
    for song in songs:
        try:
            mark_song(song, status, note, annotator, fallback)
        except (SvdError, OSError) as error:
            yield Marked(song, in_words(error))
        else:
            yield Marked(song)


def mark_song(
    song: Path, status: HandStatus | None = None, note: str | None = None, annotator: str = "",
    fallback: Path | None = None,
) -> None:  # fmt: skip
    """Give a song a status by hand or a note; None leaves one as it is, an empty text takes it away.

    Where there is no journal yet, one begins with what the song would open with: labels beside it, or nothing. Of a
    blank song this takes decoding it once. Raises DataError where somebody else has the song open or its annotation
    cannot be read, OSError where nothing can be written.
    """
    key = content_key(song)
    places = Places.of(song, key, fallback or fallback_folder())
    found = look_up(places, SongAnnotation(song.name, key, 0.0))
    if not found.is_saved and not found.hindrance:
        seconds = sound_file.duration(song)
        found = look_up(places, SongAnnotation(song.name, key, seconds), partial(from_labels, song, seconds, key))
    journal = SongJournal(found, program_version(), annotator=annotator)
    try:
        holder = journal.begin_writing()
        if journal.hindrance:
            raise DataError(f"{song}: {journal.hindrance}")
        if holder is not None:
            raise DataError(
                f"{song}: {holder.user} has it open on {holder.host} since {holder.since}; try again later."
            )
        if (status is None or status == journal.history.status) and (note is None or note == journal.history.note):
            return
        if journal.mark(status, note).where == "memory":
            raise OSError(f"{song}: its journal cannot be written ({journal.last_saving.cause})")
    finally:
        journal.give_up_unsaved()
        journal.close()
        journal.wait()
