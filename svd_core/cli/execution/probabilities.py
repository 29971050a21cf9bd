"""Loads models and predicts songs, with a progress bar; shared by several commands."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from svd_core.audio import sound_file
from svd_core.audio.decoding import stated_duration
from svd_core.audio.features import FloatArray, FrameGrid, shifted_log_mel_blocks
from svd_core.cli.heavy_imports import collection_paused, keep_freed_memory
from svd_core.cli.progress_line import ProgressLine
from svd_core.config import NO_SHIFTS
from svd_core.model.card import named_model
from svd_core.model.detection_cache import DetectionCache

if TYPE_CHECKING:
    from svd_core.model.checkpoint import Model


_CHUNKS_AT_ONCE = 2
"""Nobody watches them come, one by one, and recurrent networks take a tenth less time for two."""


@dataclass(frozen=True)
class SongProbabilities:
    """The prediction for one song.

    Attributes:
        duration: seconds of decoded sound; a little more than the frames cover.
        probabilities: of singing, averaged over networks and pitch shifts, shape (n_frames,), float32.
        warnings: sentences about what was damaged or missing in the file.
    """

    duration: float
    probabilities: FloatArray
    grid: FrameGrid
    warnings: tuple[str, ...]


def load_model(path: Path | None, device: str) -> Model:
    """The model in a file, or one that comes with the program, on this device; ModelError if it cannot be loaded."""
    keep_freed_memory()
    with collection_paused():
        from svd_core.model import checkpoint, inference

    return inference.on_device(checkpoint.load(named_model(path)), device)


def averaging_facts(model: Model, shifts: Sequence[float]) -> dict[str, Any]:
    """Over how many networks and which pitch shifts probabilities are averaged, for reports."""
    return {"networks": len(model.networks), "pitch_shifts": list(shifts)}


def kept_probabilities(
    cache: DetectionCache, model: Model, song: Path, keys: tuple[str, str]
) -> SongProbabilities | None:
    """What the cache has under the keys of a song and a detector; None where it must be computed."""
    kept = cache.find(*keys)
    # Warnings name the file, which may have had another name.
    if kept is None or kept.seconds is None or not all(str(song) in text for text in kept.warnings):
        return None
    grid = FrameGrid(len(kept.probabilities), model.features.frame_rate)
    return SongProbabilities(kept.seconds, kept.probabilities, grid, kept.warnings)


def song_probabilities(
    model: Model, song: Path, title: str, quiet: bool, shifts: Sequence[float] = NO_SHIFTS
) -> SongProbabilities:
    """Predict a song in a stream of blocks, so that memory does not grow with it; AudioError if it cannot be read."""
    from svd_core.model.inference import streamed

    config = model.features
    n_samples = 0
    warnings: list[str] = []
    values: list[FloatArray] = [np.zeros(0, np.float32)]

    def decoded() -> Iterator[FloatArray]:
        nonlocal n_samples
        for block in sound_file.mono_blocks(song, config, warnings.append):
            n_samples += len(block)
            yield block

    shown = not quiet and sys.stderr.isatty()
    seconds = max(stated_duration(song) or 0.0, 1.0) if shown else 1.0
    with ProgressLine(title, seconds, "s", shown) as line:
        mels = shifted_log_mel_blocks(decoded(), shifts, config)
        for chunk in streamed(model, mels, _CHUNKS_AT_ONCE * model.network.chunk_frames):
            values.append(chunk.values)
            line.reach(min(seconds, (chunk.start + len(chunk.values)) / config.frame_rate))
    probabilities = np.concatenate(values)
    grid = FrameGrid(len(probabilities), config.frame_rate)
    return SongProbabilities(n_samples / config.sample_rate, probabilities, grid, tuple(warnings))
