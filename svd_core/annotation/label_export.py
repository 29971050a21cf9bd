"""The labels of one song as the files of a label format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from svd_core.annotation.formats.label_format import LabelFormat, Loss, SongFacts
from svd_core.annotation.label_losses import losses
from svd_core.annotation.regions import Regions
from svd_core.annotation.song_annotation import SongAnnotation
from svd_core.annotation.spans import Spans
from svd_core.audio import sound_file


@dataclass(frozen=True)
class LabelDocuments:
    """The contents of a label file and, by suffix, of files that belong beside it.

    Attributes:
        lost: what of the annotation is not in them.
        is_guess: whether a model decided some of it that nobody has checked, and the file does not say so.
    """

    content: bytes
    companions: Mapping[str, bytes]
    lost: tuple[Loss, ...] = ()
    is_guess: bool = False


def exported(song: Path, annotation: SongAnnotation, file_format: LabelFormat) -> LabelDocuments:
    """The annotation of a sound file in a format.

    AudioError where the format counts in samples and the sound cannot be read; FormatError.
    """
    found = documents(song, file_format, annotation.regions, annotation.duration, annotation.known)
    hides_checked = any(loss.aspect == "checked" for loss in file_format.loses)
    is_guess = annotation.is_partly_guessed and hides_checked
    return LabelDocuments(found.content, found.companions, losses(file_format, annotation), is_guess)


def documents(
    song: Path, file_format: LabelFormat, regions: Regions, duration: float, checked: Spans | None = None
) -> LabelDocuments:
    """The regions of a sound file of `duration` seconds in a format, with the checked time where that is known."""
    rate = sound_file.sample_rate(song) if file_format.counts_samples else SongFacts.sample_rate
    facts = SongFacts(song.name, rate)
    text = file_format.write(regions, duration, checked, facts)
    companions = file_format.companions(duration, checked, facts)
    return LabelDocuments(_bytes(text), {suffix: _bytes(other) for suffix, other in companions.items()})


def _bytes(text: str) -> bytes:
    """UTF-8; bytes of file names that are no text, as some systems allow, become question marks."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace").encode()
