"""A song's annotation on disk: its journal beside the sound, a snapshot of it, or label files of others.

Whatever reads annotations, in the commands and in the window, reads them through here.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from svd_core.annotation.formats import LABEL_SUFFIXES
from svd_core.annotation.formats.protocol import read_text
from svd_core.annotation.journal import annotation_json
from svd_core.annotation.journal.reading import read_journal
from svd_core.annotation.label_file import labels_of, looks_like_labels, read_label_file
from svd_core.annotation.regions import normalised
from svd_core.annotation.song_annotation import SongAnnotation
from svd_core.annotation.spans import outside, united
from svd_core.audio import sound_file
from svd_core.errors import FormatError
from svd_core.files.storage import content_key, write_atomically

SUFFIX = ".svd"
"""Of journals; the whole name of the song stands before it."""
SNAPSHOT_SUFFIX = ".svd.json"
"""Of snapshots, which older versions of the program wrote beside songs instead of journals."""


def journal_path_for(audio_path: Path) -> Path:
    """The path of a song's journal: beside the song, its whole name with .svd appended."""
    return audio_path.with_name(audio_path.name + SUFFIX)


def path_for(audio_path: Path) -> Path:
    """The path at which older versions of the program kept a song's annotation."""
    return audio_path.with_name(audio_path.name + SNAPSHOT_SUFFIX)


def find(audio_path: Path, duration: float | None = None, song_key: str | None = None) -> SongAnnotation | None:
    """The annotation of a song: its journal's last state, a snapshot, else labels beside it or in ../labels, else None.

    Where duration (s) and content key are not given, they are read from the sound file (AudioError, OSError).
    FormatError if a file is broken.
    """
    for own in (journal_path_for(audio_path), path_for(audio_path)):
        if own.is_file():
            return load(own)
    return from_labels(audio_path, duration, song_key)


def from_labels(audio_path: Path, duration: float | None = None, song_key: str | None = None) -> SongAnnotation | None:
    """The annotation that label files beside a song or in ../labels make; None where there are none. Else as `find`.

    The whole song counts as touched, and as checked except where the labels leave it open.
    """
    labels = next((path for path in _label_candidates(audio_path) if path.is_file() and looks_like_labels(path)), None)
    if labels is None:
        return None
    duration = sound_file.duration(audio_path) if duration is None else duration
    found = labels_of(read_label_file(labels, duration=duration), duration=duration)
    regions = tuple(replace(region, source="file") for region in found.regions)
    whole = united([(0.0, duration)])
    return SongAnnotation(
        audio_path.name,
        content_key(audio_path) if song_key is None else song_key,
        duration,
        normalised(regions, duration),
        touched=whole,
        checked=outside(whole, found.ignored),
    )


def _label_candidates(audio_path: Path) -> list[Path]:
    folders = (audio_path.parent, audio_path.parent.parent / "labels")
    return [folder / (audio_path.stem + suffix) for folder in folders for suffix in LABEL_SUFFIXES]


def save(path: Path, annotation: SongAnnotation) -> None:
    """Write a snapshot of an annotation; a crash leaves the old file or the new one. OSError."""
    try:
        data = annotation_json.to_text(annotation).encode()
    except UnicodeEncodeError:  # names of files that are not valid UTF-8
        data = annotation_json.to_text(annotation, only_ascii=True).encode()
    write_atomically(path, data)


def load(path: Path) -> SongAnnotation:
    """Read a snapshot, or the last state of a journal.

    FormatError, naming field or line, if it is broken, of another kind or of a newer version.
    """
    if path.name.casefold().endswith(SNAPSHOT_SUFFIX):
        return annotation_json.from_text(read_text(path, encodings=("utf-8",)), path.name)
    reading = read_journal(path)
    if reading.damage:
        raise FormatError(reading.damage)
    return reading.history.annotation
