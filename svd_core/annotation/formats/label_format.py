"""What every label format offers: it knows its files by content, reads and writes them, and says what gets lost."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

from svd_core.annotation.formats.label_rows import HowToRead, LabelFile, LabelKind
from svd_core.annotation.regions import Regions
from svd_core.annotation.spans import Spans
from svd_core.errors import FormatError

Aspect = Literal["length", "labels", "unsung", "sources", "confidences", "proposal", "checked", "touched", "precision"]
"""What there is in an annotation that some formats cannot hold."""


@dataclass(frozen=True)
class Loss:
    """Something that gets lost in a file of a format, in words for people."""

    aspect: Aspect
    text: str


NO_LENGTH = Loss("length", "the length of the song")
NO_SOURCES = Loss("sources", "who set each region")
NO_CONFIDENCES = Loss("confidences", "confidences")
NO_PROPOSAL = Loss("proposal", "what the model proposed")
NO_CHECKED = Loss("checked", "which time is checked")
NO_TOUCHED = Loss("touched", "which stretches a person has corrected")
NO_LABELS = Loss("labels", "the wording of labels")
ONLY_SUNG = Loss("unsung", "regions that are not sung, or left open")
MILLISECONDS = Loss("precision", "times finer than a millisecond")


@dataclass(frozen=True)
class SongFacts:
    """What some formats name of a song beside its labels: the name of its sound file, and its samples per second."""

    file: str = "song.wav"
    sample_rate: int = 44100


UNNAMED = SongFacts()


class LabelFormat(ABC):
    """A text format for the labels of one song.

    Attributes:
        name: its name on the command line.
        title: its name in dialogs.
        suffix: the suffix, with its dot, of files that are written.
        kind: what may be asked about its files.
        loses: what is in an annotation and gets lost in a file of this format.
        counts_samples: whether its files have to do with the sample rate of the sound.
        resolution: seconds between neighbouring times that a file can hold.
        companion: the suffix of a second file beside the first that holds the checked time; "" if there is none.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    suffix: ClassVar[str]
    kind: ClassVar[LabelKind] = "plain"
    loses: ClassVar[tuple[Loss, ...]] = ()
    counts_samples: ClassVar[bool] = False
    resolution: ClassVar[float] = 1e-6
    companion: ClassVar[str] = ""

    @abstractmethod
    def recognises(self, text: str) -> bool:
        """Whether a text is of this format, by its content."""

    @abstractmethod
    def read(self, text: str, file: str, how: HowToRead, duration: float | None = None) -> LabelFile:
        """What stands in the text of a file; `duration` is the song's in seconds, where known.

        FormatError with file, line and value; UnclearLabelsError where the file allows several readings.
        """

    def tiers(self, text: str, file: str) -> tuple[str, ...]:
        """The names of the tiers of which one can be chosen; empty where there is no such choice. FormatError."""
        return ()

    def write(self, regions: Regions, duration: float, checked: Spans | None = None, song: SongFacts = UNNAMED) -> str:
        """The text of a file with the regions of a song that is `duration` seconds long.

        `checked` is the time that a person checked, where that is known; a format that cannot hold it leaves it out.
        """
        raise FormatError(f"{self.title} are read, not written; choose another format")

    def companions(self, duration: float, checked: Spans | None, song: SongFacts = UNNAMED) -> Mapping[str, str]:
        """The texts of further files that belong to a written one, by their suffix."""
        return {}

    def checked_in(self, text: str, file: str) -> Spans:
        """The checked time in the text of a companion file; FormatError."""
        raise FormatError(f"{file}: {self.title} have no second file")
