"""What a training reports while it runs; each report is one JSON object of `svd train --json`, with its kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from svd_core.model.metrics import Scores
from svd_core.model.score_text import seconds
from svd_core.sentence import parts

FLATTERING = 0.1
"""From this share of the measured time on that was accepted as the old model proposed it, its error is too small to be
taken as it is: elsewhere it is larger by a tenth or more."""


@dataclass(frozen=True)
class Loading:
    """`done` of `total` recordings are read, or at first the labels of so many songs; name is that of the last one.

    Attributes:
        step: "labels" while data sets are listed and their labels read and checked, then "recordings".
    """

    kind: ClassVar[str] = "loading"
    done: int
    total: int
    name: str
    step: str = "recordings"


@dataclass(frozen=True)
class Started:
    """The data are in memory and training begins, or resumes, at this update.

    Attributes:
        updates: gradient updates in all.
        parameters: trainable numbers in the network.
        songs, stems: labelled songs, and recordings of stems, singers and music.
        minutes: length of all of them.
        precision: "float32" or "bfloat16".
        layout: memory layout of the network, "channels-last" or "plain".
        threads: CPU threads.
    """

    kind: ClassVar[str] = "started"
    update: int
    updates: int
    parameters: int
    songs: int
    stems: int
    minutes: float
    device: str
    precision: str
    layout: str
    threads: int


@dataclass(frozen=True)
class Notice:
    """One line that the user should see: something asked for is slow, or cannot be had.

    `template` and `values` are what it is made of, for another language than English; see `Sentence`.
    """

    kind: ClassVar[str] = "notice"
    text: str
    template: str | None = None
    values: list[Any] | None = None

    @classmethod
    def of(cls, text: str) -> Notice:
        """A notice with all that is known of its text."""
        return cls(text, **parts(text))


@dataclass(frozen=True)
class TrainingProgress:
    """Mean cross-entropy in nats since the last such report, and the time left at the present speed."""

    kind: ClassVar[str] = "progress"
    update: int
    updates: int
    loss: float
    seconds_left: float


@dataclass(frozen=True)
class Paused:
    """The training is held up after this update; said again every few seconds, until it goes on."""

    kind: ClassVar[str] = "paused"
    update: int


@dataclass(frozen=True)
class Validated:
    """Scores on the validation songs, as fractions, at the threshold with the lowest error on them; as in `Scores`."""

    kind: ClassVar[str] = "validated"
    update: int
    error: float | None
    auroc: float | None
    threshold: float
    loss: float


@dataclass(frozen=True)
class Saved:
    """The state of the training and a usable model were written."""

    kind: ClassVar[str] = "saved"
    path: str
    update: int


@dataclass(frozen=True)
class Checking:
    """A further training, without the song `name`, tells how well the method does on it; `share` of all is done."""

    kind: ClassVar[str] = "checking"
    name: str
    number: int
    total: int
    share: float


@dataclass(frozen=True)
class Compared:
    """Errors of the old and of the new model on songs that the new one has not learned from, as fractions.

    Attributes:
        old: name of the old model.
        basis: "kept aside", or "left out in turn" for songs that further trainings left out one by one.
        minutes: checked time that was measured.
        over: what the 95 % bootstrap intervals draw: "songs", or stretches of a few songs.
        change_interval: of the new error minus the old one.
        known_to_old: songs that the old model has learned from, on which its error is too small.
        artists_known_to_old, artists_known_to_new: songs that a model has not learned from, but from others by their
            artists.
        accepted: share of the measured time in which somebody accepted what the old model had proposed.
        old_edges, new_edges: mean distances (s) of labelled starts and of ends of singing to the nearest found ones,
            None without any.
    """

    kind: ClassVar[str] = "compared"
    old: str
    basis: str
    songs: int
    minutes: float
    over: str
    old_error: float
    old_interval: tuple[float, float]
    new_error: float
    new_interval: tuple[float, float]
    change_interval: tuple[float, float]
    known_to_old: int
    old_edges: tuple[float | None, float | None] = (None, None)
    new_edges: tuple[float | None, float | None] = (None, None)
    artists_known_to_old: int = 0
    artists_known_to_new: int = 0
    accepted: float = 0.0

    @property
    def is_worse(self) -> bool:
        """Whether the new model errs more often."""
        return self.new_error > self.old_error

    @property
    def flatters_old(self) -> bool:
        """Whether so much of the truth was proposed by the old model that its error is too small."""
        return self.accepted >= FLATTERING

    @property
    def is_clear(self) -> bool:
        """Whether chance alone hardly makes that difference."""
        low, high = self.change_interval
        return not low <= 0 <= high


def comparison_text(compared: Compared) -> tuple[str, ...]:
    """A comparison in sentences: the errors, whether that is a difference, and what to think of it."""
    songs = "1 song" if compared.songs == 1 else f"{compared.songs} songs"
    errors = "; ".join(
        f"{name} {100 * error:.1f} % of frames wrong ({100 * low:.1f} to {100 * high:.1f})"
        for name, error, (low, high) in (
            (f"“{compared.old}”", compared.old_error, compared.old_interval),
            ("the new model", compared.new_error, compared.new_interval),
        )
    )
    if compared.new_error == compared.old_error:
        verdict = "The two are equally good."
    else:
        verdict = f"The new model is {'worse' if compared.is_worse else 'better'}"
        verdict += "." if compared.is_clear else ", but chance alone may make that difference."
    sentences = [f"On {songs} {compared.basis} ({compared.minutes:.1f} min): {errors}.", verdict]
    if None not in (*compared.old_edges, *compared.new_edges):
        starts, ends = (
            f"{seconds(old)} and {seconds(new)}"
            for old, new in zip(compared.old_edges, compared.new_edges, strict=True)
        )
        sentences.append(f"Mean distance from labelled edges, old and new model: starts {starts}, ends {ends}.")
    if compared.flatters_old:
        share = f"{100 * compared.accepted:.0f} % of this time was accepted as “{compared.old}” proposed it"
        sentences.append(f"{share}, where it hardly errs: its error is too small.")
    if compared.known_to_old:
        sentences.append(
            f"“{compared.old}” has learned from {compared.known_to_old} of them; on new songs it does worse."
        )
    for model, artists in ((f"“{compared.old}”", compared.artists_known_to_old),
                           ("The new model", compared.artists_known_to_new)):  # fmt: skip
        if artists:
            whose = "its artist" if compared.songs == 1 else f"the artists of {artists} of them"
            sentences.append(f"{model} has learned from other songs by {whose}.")
    return tuple(sentences)


@dataclass(frozen=True)
class Finished:
    """The training is done and the model written; scores are those of the last validation, None without one."""

    kind: ClassVar[str] = "finished"
    model: str
    update: int
    scores: Scores | None


Report = Loading | Started | Notice | TrainingProgress | Paused | Validated | Saved | Checking | Compared | Finished
