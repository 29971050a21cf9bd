"""What a sound file is, found by decoding all of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from svd_core.audio.decoding import Blocks, check_file, decode
from svd_core.audio.features import FloatArray
from svd_core.audio.ffmpeg import FfmpegFile, Warn
from svd_core.audio.sound_file import as_mono
from svd_core.audio.stated_length import DIFFERENCE_TOLD, EXACT, stated_seconds
from svd_core.errors import AudioError

_FULL_SCALE = 0.9995
_CLIPPED_RUN = 3  # samples at full scale one after the other, which a peak that just reaches it does not have
_SILENT = 1e-3  # 60 dB below full scale
_CLIPPING_TOLD = 1e-4  # share of the samples
_SILENCE_TOLD = 0.5  # share of the time
_SUFFIXES = {
    "mp3": (".mp3",),
    "mov": (".m4a", ".mp4", ".m4b", ".m4r", ".mov", ".3gp", ".alac"),
    "wav": (".wav", ".wave", ".bwf"),
    "w64": (".w64",),
    "flac": (".flac",),
    "ogg": (".ogg", ".oga", ".opus", ".spx", ".ogx"),
    "aiff": (".aif", ".aiff", ".aifc"),
    "matroska": (".mka", ".mkv", ".webm"),
    "asf": (".wma", ".asf", ".wmv"),
    "aac": (".aac", ".adts"),
    "caf": (".caf",),
}
"""Usual suffixes of containers, by ffmpeg's name."""


@dataclass(frozen=True)
class SoundFacts:
    """What was found in a sound file.

    Attributes:
        container, codec: ffmpeg's names; "" where only libsndfile opens the file.
        sample_rate: Hz.
        seconds: decoded.
        stated_seconds: what the header says, None where it says nothing.
        peak: the largest sample, full scale 1.
        clipped: share of samples in runs at full scale.
        silent: share of the time below -60 dB.
        warnings: sentences about what is not as it should be.
    """

    container: str
    codec: str
    channels: int
    sample_rate: int
    seconds: float
    stated_seconds: float | None
    peak: float
    clipped: float
    silent: float
    warnings: tuple[str, ...]


def inspect_sound(path: Path) -> SoundFacts:
    """Decode a file to its end and say what is in it. Raises AudioError."""
    check_file(path)
    container, codec, by_ffmpeg = _header(path)
    warnings: list[str] = []
    tally = _Tally()
    # Mixed as for the network, so that channels that cancel each other are told of.
    for _ in as_mono(tally.counted(decode(path, warnings.append)), warn=_about(path, warnings.append)):
        pass
    stated = stated_seconds(path, container, by_ffmpeg, tally.sample_rate)
    usual = _SUFFIXES.get(container)
    if usual and path.suffix.lower() not in usual:
        ending = f"ends in {path.suffix}" if path.suffix else "has no suffix"
        warnings.append(f"{path}: its name {ending}, but it is {container} with {codec}, usually {usual[0]}")
    # Where sound is missing that an exact header states, decoding has said so.
    is_told = stated is not None and stated > tally.seconds and container in EXACT
    if stated is not None and not is_told and abs(stated - tally.seconds) > DIFFERENCE_TOLD:
        warnings.append(f"{path}: its header states {stated:.1f} s, but {tally.seconds:.1f} s of sound are in it")
    if tally.clipped_share > _CLIPPING_TOLD:
        warnings.append(f"{path}: {tally.clipped_share:.2%} of its samples are clipped")
    if tally.silent_share > _SILENCE_TOLD:
        warnings.append(f"{path}: {tally.silent_share:.0%} of it is silence")
    return SoundFacts(
        container,
        codec,
        tally.channels,
        tally.sample_rate,
        tally.seconds,
        stated,
        tally.peak,
        tally.clipped_share,
        tally.silent_share,
        tuple(warnings),
    )


def _about(path: Path, warn: Warn) -> Warn:
    return lambda message: warn(f"{path}: {message}")


def _header(path: Path) -> tuple[str, str, float | None]:
    """Container, codec and seconds, by ffmpeg's account."""
    try:
        with closing(FfmpegFile(path)) as file:
            return file.format, file.codec, file.stated_seconds
    except (AudioError, OSError):
        return "", "", None


class _Tally:
    """Counts over the blocks that pass."""

    def __init__(self) -> None:
        self.sample_rate, self.channels, self.seconds, self.peak = 0, 0, 0.0, 0.0
        self._n_samples, self._n_clipped, self._n_frames, self._n_silent = 0, 0, 0, 0

    @property
    def clipped_share(self) -> float:
        return self._n_clipped / max(1, self._n_samples)

    @property
    def silent_share(self) -> float:
        return self._n_silent / max(1, self._n_frames)

    def counted(self, blocks: Blocks) -> Iterator[tuple[int, FloatArray]]:
        """The blocks as they are."""
        for self.sample_rate, block in blocks:
            self.channels = block.shape[1]
            self.seconds += len(block) / self.sample_rate
            level = np.abs(block)
            self.peak = max(self.peak, float(level.max(initial=0.0)))
            self._n_samples += block.size
            self._n_clipped += _n_in_runs(level >= _FULL_SCALE)
            self._n_frames += len(block)
            self._n_silent += int((level.max(axis=1) < _SILENT).sum())
            yield self.sample_rate, block


def _n_in_runs(at_full_scale: np.ndarray[tuple[int, int], np.dtype[np.bool_]]) -> int:
    """How many samples (n, channels) lie in runs of full scale that are long enough for clipping."""
    if not at_full_scale.any():
        return 0
    edges = np.diff(at_full_scale.astype(np.int8), axis=0, prepend=0, append=0)
    starts, ends = (np.nonzero((edges == step).T)[1] for step in (1, -1))
    lengths = ends - starts
    return int(lengths[lengths >= _CLIPPED_RUN].sum())
