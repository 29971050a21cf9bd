"""A song's annotation on disk: its journal beside the sound, a snapshot of it, or label files of others.

Whatever reads annotations, in the commands and in the window, reads them through here.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from svd_core.annotation.formats import LABEL_SUFFIXES
from svd_core.annotation.journal import annotation_json
from svd_core.annotation.journal.places import SNAPSHOT_SUFFIX, snapshot_path_for
from svd_core.annotation.journal.places import path_for as path_for
from svd_core.annotation.journal.reading import read_journal
from svd_core.annotation.label_file import labels_of, looks_like_labels, read_label_file
from svd_core.annotation.regions import normalised
from svd_core.annotation.song_annotation import SongAnnotation
from svd_core.annotation.spans import outside, united
from svd_core.audio import sound_file
from svd_core.errors import FormatError
from svd_core.files.storage import content_key, write_atomically


def find(audio_path: Path, duration: float | None = None, song_key: str | None = None) -> SongAnnotation | None:
    """The annotation of a song: its journal's last state, a snapshot, else labels beside it or in ../labels, else None.

    Where duration (s) and content key are not given, they are read from the sound file (AudioError, OSError).
    FormatError if a file is broken.
    """
    for own in (path_for(audio_path), snapshot_path_for(audio_path)):
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
    write_atomically(path, annotation_json.to_bytes(annotation))


def load(path: Path) -> SongAnnotation:
    """Read a snapshot, or the last state of a journal.

    FormatError, naming field or line, if it is broken, of another kind or of a newer version.
    """
    if path.name.casefold().endswith(SNAPSHOT_SUFFIX):
        return annotation_json.read_snapshot(path)
    reading = read_journal(path)
    if reading.damage:
        raise FormatError(reading.damage)
    return reading.history.annotation
