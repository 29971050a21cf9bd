"""What detects in a song: a model, and how it is used."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from svd_core.audio.features import FloatArray, shifted_log_mels_between
from svd_core.audio.scratch import let_go
from svd_core.cli.heavy_imports import collection_paused
from svd_core.config import NO_SHIFTS, TEST_SHIFTS
from svd_core.errors import ModelError
from svd_core.model.card import Card, read_card
from svd_core.model.detection_cache import DetectionCache, detector_key
from svd_gui.song.loader import FEATURES, Song

if TYPE_CHECKING:
    from svd_core.model.checkpoint import Model
    from svd_core.model.inference import Chunk


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


def usable_card(path: Path) -> Card:
    """Return the card of a model that can be used in this program. Raises ModelError."""
    card = read_card(path)
    if card.features != FEATURES:
        raise ModelError(f"{card.path}: made for another front end than this program's. Choose another model.")
    return card


def detect(
    detector: DetectorSettings, song: Song, known: NDArray[np.bool_], wanted_frame: Callable[[], int]
) -> Iterator[Chunk]:
    """Yield the probabilities of the frames that are not all `known`, in chunks. Raises ModelError.

    The chunk of `wanted_frame()`, which may change, comes first, so that of what is on screen, also after scrolling.
    Memory does not grow with the song.
    """
    from svd_core.model import inference

    n_frames = len(song.mel)
    if known.all():
        return
    if song.decoded is not None:
        raise ModelError(f"{song.path}: is still being opened. Detect when all of it is there.")
    model = loaded_model(str(detector.card.path), detector.card.key)
    length = inference.chunk_length(model)
    left = [start for start in range(0, n_frames, length) if not known[start : start + length].all()]

    def read(first: int, last: int) -> FloatArray:
        if not detector.averaging:
            return song.mel[first:last]
        return shifted_log_mels_between(song.samples, first, last)

    for start in inference.wanted_first(left, length, wanted_frame):
        yield inference.chunk(model, read, start, min(start + length, n_frames))
        let_go(song.mel)


def detect_whole(
    detector: DetectorSettings, song: Song, cache: DetectionCache, even_stopped: bool = False
) -> Generator[float, None, FloatArray]:
    """Detect all of a song that the cache does not know, and keep it there; yields the share done. Raises ModelError.

    Returns the probabilities, float32 of shape (n_frames,). Where a person has stopped a detection of the song, it goes
    on only `even_stopped`, and they are NaN where they are not known.
    """
    keys = song.key, detector.key
    kept = cache.so_far(*keys, song.grid.n_frames)
    values = kept.probabilities.copy()
    known = ~np.isnan(values)
    if known.all() or (kept.stopped and not even_stopped):
        return values
    for chunk in detect(detector, song, known, lambda: 0):
        values[chunk.start : chunk.start + len(chunk.values)] = chunk.values
        yield 1 - float(np.mean(np.isnan(values)))
    cache.put(*keys, values, song.duration, song.warnings)
    return values


@lru_cache(maxsize=2)
def loaded_model(path: str, key: str) -> Model:
    """The model of a file with a key, in evaluation mode; the last two are kept. Whoever gets it must not change it."""
    # Once: what is frozen after an import is all that there is at that moment.
    with nullcontext() if "torch" in sys.modules else collection_paused():
        from svd_core.model import checkpoint

    return checkpoint.load(Path(path))
