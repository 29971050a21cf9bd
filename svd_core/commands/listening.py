"""From a model's file and a song's file to probabilities, with a progress bar; shared by commands."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from svd_core import audio
from svd_core.config import FeatureConfig
from svd_core.features import FloatArray, FrameGrid, log_mel_blocks
from svd_core.model_card import default_model
from svd_core.progress_line import ProgressLine

if TYPE_CHECKING:
    from svd_core.checkpoint import Model
    from svd_core.detection import Chunk

_READING_SHARE = 0.15
"""How much of the time for a song goes into decoding and its spectrogram."""


@dataclass(frozen=True)
class Heard:
    """A song as the network heard it.

    Attributes:
        duration: seconds of sound decoded, a little more than the frames cover.
        mel: log-mel spectrogram, shape (n_frames, n_mels).
        probabilities: of singing, as the network gives them, shape (n_frames,).
    """

    duration: float
    mel: FloatArray
    probabilities: FloatArray
    grid: FrameGrid


def load_model(path: Path | None, device: str) -> Model:
    """The model of a file, or the shipped one, on the device asked for; ModelError if it cannot be had."""
    from svd_core import checkpoint, detection

    return detection.on_device(checkpoint.load(path or default_model()), device)


def listen(model: Model, song: Path, title: str, quiet: bool) -> Heard:
    """Decode a song and let the network hear it; AudioError if it cannot be read."""
    shown = not quiet and sys.stderr.isatty()
    seconds = max(audio.duration(song), 1.0) if shown else 1.0
    with ProgressLine(title, seconds, "s", shown) as line:
        n_samples, mel = _read(song, model.features, line)
        values = np.zeros(len(mel), np.float32)
        for done, chunk in _heard(model, mel):
            values[chunk.start : chunk.start + len(chunk.values)] = chunk.values
            line.reach(seconds * (_READING_SHARE + (1 - _READING_SHARE) * done / len(mel)))
    config = model.features
    return Heard(n_samples / config.sample_rate, mel, values, FrameGrid(len(mel), config.frame_rate))


def _read(song: Path, config: FeatureConfig, line: ProgressLine) -> tuple[int, FloatArray]:
    """Number of samples and log-mel spectrogram (n_frames, n_mels) of a song."""
    n_samples = 0

    def counted() -> Iterator[FloatArray]:
        nonlocal n_samples
        for block in audio.blocks(song, config):
            n_samples += len(block)
            line.reach(_READING_SHARE * n_samples / config.sample_rate)
            yield block

    pieces = list(log_mel_blocks(counted(), config))
    return n_samples, np.concatenate(pieces) if pieces else np.zeros((0, config.n_mels), np.float32)


def _heard(model: Model, mel: FloatArray) -> Iterator[tuple[int, Chunk]]:
    """The chunks of probabilities, each with the number of frames done with it."""
    from svd_core.detection import probabilities

    done = 0
    for chunk in probabilities(model, mel):
        done += len(chunk.values)
        yield done, chunk
