"""Sound files read in two ways: mono at the network's sample rate, and for playback at the file's own.

Both use the same decoder, so times in one are times in the other.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from svd_core.audio.decoding import Blocks, decode, ignore
from svd_core.audio.features import FloatArray
from svd_core.audio.ffmpeg import Warn
from svd_core.audio.mono_mix import mixed
from svd_core.audio.read_ahead import one_ahead
from svd_core.audio.scratch import ScratchArray
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


class PlaybackFrames:
    """The sound for playback, collected from decoded blocks on their way to something else.

    Long sound is in a file of the folder given, as `scratch` says.
    """

    def __init__(self, folder: Path) -> None:
        self._frames: ScratchArray[np.int16] = ScratchArray(folder)
        self._sample_rate = 0

    def collect(self, decoded: Blocks) -> Blocks:
        """The blocks as they are; a copy of each is kept."""
        for self._sample_rate, block in decoded:
            self._frames.append(_as_int16(block))
            yield self._sample_rate, block

    def shown(self, seconds: float) -> Sound:
        """The sound of so many seconds, also what is still to come: it is silent until it has passed."""
        return Sound(self._frames.shown(round(seconds * self._sample_rate)), self._sample_rate)

    def sound(self) -> Sound:
        """All that has passed, which must be one block at least; more than two channels are mixed to one."""
        return Sound(self._frames.array(), self._sample_rate)


def read_mono(path: Path | str, config: FeatureConfig = FeatureConfig(), warn: Warn = ignore) -> FloatArray:
    """The whole file as input for the network: mono samples of shape (n,), float32, at config.sample_rate.

    Of a file that is cut off, what is there. `warn` takes a sentence about anything unusual. Raises AudioError.
    """
    return np.concatenate(list(mono_blocks(path, config, warn)))


def mono_blocks(
    path: Path | str,
    config: FeatureConfig = FeatureConfig(),
    warn: Warn = ignore,
    playback: PlaybackFrames | None = None,
    ahead: bool = False,
) -> Iterator[FloatArray]:
    """The samples of `read_mono` in pieces of shape (n,); memory does not grow with the file. Raises AudioError.

    `playback` collects the sound for playback from the same decoding. With `ahead`, another thread decodes the next
    piece, and calls `warn`, while one is used: for a person who waits, where there are not files for every core.
    """
    decoded = decode(Path(path), warn)
    if ahead:
        decoded = one_ahead(decoded)
    yield from as_mono(
        playback.collect(decoded) if playback else decoded, config, lambda message: warn(f"{path}: {message}")
    )


def as_mono(decoded: Blocks, config: FeatureConfig = FeatureConfig(), warn: Warn = ignore) -> Iterator[FloatArray]:
    """Decoded blocks mixed to mono and resampled to config.sample_rate: pieces of shape (n,), float32.

    Channels are averaged; in stretches where they would cancel each other, the louder one is taken instead, and
    `warn` is told.
    """
    # The window imports this module at start-up but resamples later.
    import soxr

    resampler: soxr.ResampleStream | None = None
    for sample_rate, mono in mixed(decoded, warn):
        if sample_rate == config.sample_rate:
            yield mono
            continue
        if resampler is None:
            resampler = soxr.ResampleStream(sample_rate, config.sample_rate, 1, dtype="float32")
        yield resampler.resample_chunk(mono)
    if resampler is not None:
        yield resampler.resample_chunk(np.zeros(0, np.float32), last=True)


def read_for_playback(path: Path | str, folder: Path | None = None) -> Sound:
    """The whole file for playback; more than two channels are mixed to one. Raises AudioError.

    Long sound is in a file of a folder: the one given, else that of temporary files.
    """
    frames = PlaybackFrames(folder or Path(tempfile.gettempdir()))
    for _ in frames.collect(decode(Path(path))):
        pass
    return frames.sound()


def sample_rate(path: Path | str) -> int:
    """Samples per second of a sound file, of which only the beginning is decoded; AudioError."""
    return next((rate for rate, _ in decode(Path(path))), 0)


def duration(path: Path | str) -> float:
    """Length in seconds: that of the samples decoded, whatever the file's header states. Raises AudioError."""
    return sum(len(block) / sample_rate for sample_rate, block in decode(Path(path)))


def _as_int16(block: FloatArray) -> NDArray[np.int16]:
    """Samples of shape (n, channels) as int16 of shape (n, 1 or 2); 16-bit sound keeps its values."""
    playable = block if block.shape[1] <= 2 else block.mean(axis=1, keepdims=True)
    scaled = np.clip(np.rint(playable * np.float32(32768)), -32768, 32767)
    return np.asarray(scaled, dtype=np.int16)
