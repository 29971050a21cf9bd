"""Sounds made of parts: streams of one file, or stems that are summed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import soundfile

from svd_core.annotation import frame_targets
from svd_core.annotation.regions import Regions
from svd_core.audio import sound_file
from svd_core.audio.decoding import Blocks, decode, decode_stream
from svd_core.audio.features import FloatArray, FrameGrid
from svd_core.config import FeatureConfig
from svd_core.data.corpora.source import Part
from svd_core.data.recordings import voiced
from svd_core.errors import DataError


def blocks(parts: Sequence[Part]) -> Blocks:
    """The sum of the parts, the shorter filled up with silence, one channel spread over all; AudioError, DataError."""
    readers = [_Reader(part) for part in parts]
    rates = {reader.sample_rate for reader in readers}
    channels = max(reader.channels for reader in readers)
    if len(rates) > 1 or any(reader.channels not in (1, channels) for reader in readers):
        names = ", ".join(part.path.name for part in parts)
        raise DataError(f"{parts[0].path.parent}: sample rates or channels differ among {names}. Export them alike.")
    sample_rate = rates.pop()
    while pending := [reader for reader in readers if reader.fill()]:
        length = min(reader.pending for reader in pending)
        total = np.zeros((length, channels), np.float32)
        for reader in pending:
            total += reader.take(length)
        yield sample_rate, total


def heard(parts: Sequence[Part], features: FeatureConfig = FeatureConfig()) -> FloatArray:
    """The sum of the parts as the network hears it, mono, shape (n,)."""
    return np.concatenate(list(sound_file.as_mono(blocks(parts), features)))


def sung_by_energy(parts: Sequence[Part], features: FeatureConfig = FeatureConfig()) -> Regions:
    """Where the voice that these parts are sounds, as regions."""
    samples = heard(parts, features)
    grid = FrameGrid.of_samples(len(samples), features)
    return frame_targets.to_regions(voiced(samples, features), grid, source="file")


def duration(parts: Sequence[Part]) -> float:
    """Length in seconds of the longest part, by what the files state."""
    return max(sound_file.duration(part.path) for part in parts)


def is_file(parts: Sequence[Part]) -> bool:
    """Whether the sound is a file as it lies there, of which nothing has to be computed."""
    return len(parts) == 1 and parts[0].stream is None


def write(parts: Sequence[Part], stem: Path) -> Path:
    """Write the sum as stem.flac, 16 bits; or, where it is louder than those can hold, as 32-bit float stem.wav."""
    target = stem.with_name(stem.name + ".flac")
    if _write(parts, target, "FLAC", "PCM_16", loudest=1.0):
        return target
    target.unlink(missing_ok=True)
    target = stem.with_name(stem.name + ".wav")
    _write(parts, target, "WAV", "FLOAT", loudest=np.inf)
    return target


def _write(parts: Sequence[Part], target: Path, container: str, subtype: str, loudest: float) -> bool:
    """Write all, or stop and say False at the first sample that is too loud."""
    file: soundfile.SoundFile | None = None
    try:
        for sample_rate, block in blocks(parts):
            if np.abs(block).max(initial=0.0) > loudest:
                return False
            if file is None:
                file = soundfile.SoundFile(target, "w", sample_rate, block.shape[1], subtype, format=container)
            file.write(block)
    finally:
        if file is not None:
            file.close()
    return True


class _Reader:
    """The blocks of one part, to be taken in pieces of any length."""

    def __init__(self, part: Part) -> None:
        decoded = decode(part.path) if part.stream is None else decode_stream(part.path, part.stream)
        self._blocks: Iterator[tuple[int, FloatArray]] = decoded
        self.sample_rate, self._block = next(self._blocks)
        self.channels = self._block.shape[1]

    @property
    def pending(self) -> int:
        """Samples at hand."""
        return len(self._block)

    def fill(self) -> bool:
        """Have at least one sample at hand; False at the end."""
        while not len(self._block):
            following = next(self._blocks, None)
            if following is None:
                return False
            self._block = following[1]
        return True

    def take(self, length: int) -> FloatArray:
        """The next samples, shape (length, channels)."""
        taken, self._block = self._block[:length], self._block[length:]
        return taken
