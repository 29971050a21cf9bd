"""What detects in a song: a model, and how it is used."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from svd_core.audio.features import shifted_log_mels
from svd_core.config import NO_SHIFTS, TEST_SHIFTS
from svd_core.model.card import Card
from svd_core.model.detection_cache import detector_key

if TYPE_CHECKING:
    from svd_core.model.checkpoint import Model
    from svd_core.model.inference import Chunk
    from svd_gui.song.loader import Song


@dataclass(frozen=True)
class DetectorSettings:
    """A model, and whether its probabilities are averaged over pitch shifts of the song."""

    card: Card
    averaging: bool = False

    @property
    def key(self) -> str:
        """Identifies its probabilities: the model's key, or where it averages, one of model and pitch shifts."""
        return detector_key(self.card.key, TEST_SHIFTS if self.averaging else NO_SHIFTS)

    @property
    def name(self) -> str:
        return f"{self.card.name}, {len(TEST_SHIFTS)} pitches" if self.averaging else self.card.name


def detect(detector: DetectorSettings, song: Song, first_frame: int) -> Iterator[Chunk]:
    """Yield the probabilities in chunks, those around `first_frame` first. Raises ModelError."""
    from svd_core.model import inference

    if len(song.mel) == 0:
        return
    mel = shifted_log_mels(song.samples) if detector.averaging else song.mel
    yield from inference.probabilities(loaded_model(str(detector.card.path), detector.card.key), mel, first_frame)


@lru_cache(maxsize=2)
def loaded_model(path: str, key: str) -> Model:
    """The model of a file with a key, in evaluation mode; the last two are kept. Whoever gets it must not change it."""
    from svd_core.model import checkpoint

    return checkpoint.load(Path(path))
