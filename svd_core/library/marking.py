"""Marks on songs that are not open: status by hand and notes, written to their journals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from svd_core.annotation.song_status import HandStatus
from svd_core.errors import SvdError, in_words
from svd_core.library.closed_songs import held_journal


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

    Where there is no journal yet, one begins with what the song would open with: labels beside it, or nothing. Raises
    as `held_journal` does.
    """
    with held_journal(song, annotator, fallback, from_labels_beside=True) as journal:
        history = journal.history
        if status not in (None, history.status) or note not in (None, history.note):
            journal.mark(status, note)
