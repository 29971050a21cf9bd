"""Sound files read in two ways: mono at the network's sample rate, and for playback at the file's own.

Both use the same decoder, so times in one are times in the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from svd_core.audio.decoding import Blocks, decode, stated_duration
from svd_core.audio.features import FloatArray
from svd_core.config import FeatureConfig

AUDIO_SUFFIXES = frozenset(
    {".wav", ".w64", ".rf64", ".aif", ".aifc", ".aiff", ".au", ".snd", ".caf", ".flac", ".ape", ".tta", ".wv"}
    | {".mp2", ".mp3", ".m4a", ".m4b", ".aac", ".ac3", ".amr", ".mpc", ".oga", ".ogg", ".opus", ".wma"}
    | {".3gp", ".avi", ".flv", ".m4v", ".mka", ".mkv", ".mov", ".mp4", ".mpeg", ".mpg", ".ogv", ".webm", ".wmv"}
)
"""Suffixes, in lower case, by which sound files are found in a folder; a file opened by name may have any suffix."""


@dataclass(frozen=True)
class Sound:
    """Decoded sound for playback: frames of shape (n, 1 or 2), int16, at the file's own sample rate in Hz."""

    frames: NDArray[np.int16]
    sample_rate: int

    @property
    def duration(self) -> float:
        """Length in seconds."""
        return len(self.frames) / self.sample_rate


def read_mono(path: Path | str, config: FeatureConfig = FeatureConfig()) -> FloatArray:
    """The whole file as input for the network: mono samples of shape (n,), float32, at config.sample_rate.

    Of a file that is cut off, what is there. Raises AudioError.
    """
    return np.concatenate(list(mono_blocks(path, config)))


def mono_blocks(path: Path | str, config: FeatureConfig = FeatureConfig()) -> Iterator[FloatArray]:
    """The samples of `read_mono` in pieces of shape (n,); memory does not grow with the file. Raises AudioError."""
    yield from as_mono(decode(Path(path)), config)


def as_mono(decoded: Blocks, config: FeatureConfig = FeatureConfig()) -> Iterator[FloatArray]:
    """Decoded blocks mixed to mono and resampled to config.sample_rate: pieces of shape (n,), float32."""
    # The window imports this module at start-up but resamples later.
    import soxr

    resampler: soxr.ResampleStream | None = None
    for sample_rate, block in decoded:
        channels = block.shape[1]
        mono = block @ np.full(channels, 1 / channels, np.float32)
        if sample_rate == config.sample_rate:
            yield mono
            continue
        if resampler is None:
            resampler = soxr.ResampleStream(sample_rate, config.sample_rate, 1, dtype="float32")
        yield resampler.resample_chunk(mono)
    if resampler is not None:
        yield resampler.resample_chunk(np.zeros(0, np.float32), last=True)


def read_for_playback(path: Path | str) -> Sound:
    """The whole file for playback; more than two channels are mixed to one. Raises AudioError."""
    decoded = [(_as_int16(block), sample_rate) for sample_rate, block in decode(Path(path))]
    return Sound(np.concatenate([frames for frames, _ in decoded]), decoded[0][1])


def duration(path: Path | str) -> float:
    """Length in seconds, from the file's header where that states one, else by decoding.

    Decoding may yield a few hundredths of a second more or less, and less of a file that is cut off. Raises AudioError.
    """
    stated = stated_duration(Path(path))
    return stated if stated else sum(len(block) / sample_rate for sample_rate, block in decode(Path(path)))


def _as_int16(block: FloatArray) -> NDArray[np.int16]:
    """Samples of shape (n, channels) as int16 of shape (n, 1 or 2); 16-bit sound keeps its values."""
    playable = block if block.shape[1] <= 2 else block.mean(axis=1, keepdims=True)
    scaled = np.clip(np.rint(playable * np.float32(32768)), -32768, 32767)
    return np.asarray(scaled, dtype=np.int16)
