"""A song's annotation on disk: its journal beside the sound, a snapshot of it, or label files of others.

Whatever reads annotations, in the commands and in the window, reads them through here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from svd_core.annotation import detected_labels
from svd_core.annotation.formats.label_rows import UNDIRECTED, HowToRead
from svd_core.annotation.journal import annotation_json
from svd_core.annotation.journal.opening import Found, look_up
from svd_core.annotation.journal.places import SNAPSHOT_SUFFIX, Places, fallback_folder, may_be_annotated
from svd_core.annotation.journal.places import path_for as path_for
from svd_core.annotation.journal.reading import read_journal
from svd_core.annotation.label_file import labels_of, read_label_file
from svd_core.annotation.label_places import labels_for
from svd_core.annotation.label_survey import remembered_reading
from svd_core.annotation.regions import normalised
from svd_core.annotation.song_annotation import SongAnnotation
from svd_core.annotation.spans import clipped, united
from svd_core.audio import sound_file
from svd_core.errors import FormatError
from svd_core.files.storage import content_key, write_atomically
from svd_core.sentence import Sentence


def find(
    audio_path: Path, fallback: Path | None = None, remark: Callable[[str], object] = lambda text: None
) -> SongAnnotation | None:
    """The annotation of a song: as saved in the window, else as labels beside it or in ../labels make it, else None.

    `remark` is as for `saved`. Raises as `saved` and `from_labels` do.
    """
    return saved(audio_path, fallback, remark) or from_labels(audio_path)


def saved(
    audio_path: Path, fallback: Path | None = None, remark: Callable[[str], object] = lambda text: None
) -> SongAnnotation | None:
    """What a person has saved of a song in the window; None where there is nothing.

    That is the journal beside it or, where that could not be written, in the fallback folder, or else a snapshot of an
    older version. `remark` is told of other copies, which only a person in the window can decide about. FormatError if
    the annotation is damaged, of a later version, or was made for another sound. OSError.
    """
    found = saved_with_history(audio_path, fallback, remark)
    return found.annotation if found else None


def saved_with_history(
    audio_path: Path, fallback: Path | None = None, remark: Callable[[str], object] = lambda text: None
) -> Found | None:
    """What `saved` finds, with the edits that led to it. Raises as it does."""
    fallback = fallback_folder() if fallback is None else fallback
    if not may_be_annotated(audio_path, fallback):
        return None
    key = content_key(audio_path)
    found = look_up(Places.of(audio_path, key, fallback), SongAnnotation(audio_path.name, key, 0.0))
    if found.hindrance:
        raise FormatError(found.hindrance)
    if (copy := found.other_copy) is not None:
        remark(
            Sentence(
                "{0}: there is another copy of its annotation, {1}, with something else in it, which is left out. Open "
                "the song in the window to take it in, or delete it.",
                audio_path, copy.path,
            )
        )  # fmt: skip
    if not found.is_saved:
        if found.warnings:
            raise FormatError(found.warnings[0])
        return None
    if found.annotation.song_key != key:
        raise FormatError(
            f"{audio_path}: is another sound than the one annotated in {path_for(audio_path).name}. Open it in the "
            "window and say whether the regions are still right, or leave it out."
        )
    for warning in found.warnings:
        remark(f"{audio_path}: {warning}")
    return found


def from_labels(
    audio_path: Path,
    duration: float | None = None,
    song_key: str | None = None,
    answers: Mapping[str, HowToRead] | None = None,
    remark: Callable[[str], object] = lambda text: None,
) -> SongAnnotation | None:
    """The annotation that label files beside a song or in ../labels make; None where there are none. Else as `find`.

    Labels that a model has made here and nobody has changed make none.

    `answers` are what a person has said about files of this kind; see `label_survey`. `remark` is told what is not as
    one would expect.
    """
    labels = labels_for(audio_path)
    if labels is None:
        return None
    if detected_labels.is_detected(labels, song_key or audio_path):
        remark(f"{detected_labels.guess_text(labels)}.")
        return None
    duration = sound_file.duration(audio_path) if duration is None else duration
    how = remembered_reading(labels, answers or {}, duration) or UNDIRECTED
    key = content_key(audio_path) if song_key is None else song_key
    return with_labels(SongAnnotation(audio_path.name, key, duration), labels, how, remark)


def with_labels(
    annotation: SongAnnotation, labels: Path, how: HowToRead, remark: Callable[[str], object] = lambda text: None
) -> SongAnnotation:
    """The annotation with the regions of a label file in place of its own; FormatError if it cannot be read so.

    The whole song counts as touched, and as checked over the extent of the labels except where they leave it open.
    Labels that a model has made here and nobody has changed check nothing, and `remark` is told.
    """
    duration = annotation.duration
    found = labels_of(read_label_file(labels, how, duration), how, duration)
    for text in found.remarks:
        remark(text)
    regions = tuple(replace(region, source="file") for region in found.regions)
    touched, checked = united([(0.0, duration)]), clipped(found.checked, 0.0, duration)
    if detected_labels.is_detected(labels, annotation.song_key):
        remark(f"{detected_labels.guess_text(labels)}.")
        checked = ()
    return replace(annotation, regions=normalised(regions, duration), touched=touched, checked=checked)


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
