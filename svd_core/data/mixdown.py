"""Sounds summed from parts: stems, or streams of one file."""

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
from svd_core.data.corpora.corpus import SoundPart
from svd_core.data.recordings import voice_activity
from svd_core.errors import DataError


def blocks(parts: Sequence[SoundPart]) -> Blocks:
    """The sum of the parts in blocks: shorter parts end in silence, mono parts go to all channels.

    Raises AudioError, and DataError where sample rates or numbers of channels differ.
    """
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


def mono(parts: Sequence[SoundPart], features: FeatureConfig = FeatureConfig()) -> FloatArray:
    """The sum of the parts, mono, shape (n,), float32, at the network's sample rate."""
    return np.concatenate(list(sound_file.as_mono(blocks(parts), features)))


def sung_by_energy(parts: Sequence[SoundPart], features: FeatureConfig = FeatureConfig()) -> Regions:
    """Regions in which these parts, all of them voice, are loud enough to count as sung."""
    samples = mono(parts, features)
    grid = FrameGrid.of_samples(len(samples), features)
    return frame_targets.to_regions(voice_activity(samples, features), grid, source="file")


def duration(parts: Sequence[SoundPart]) -> float:
    """Length in seconds of the longest part, as the files' headers state it."""
    return max(sound_file.duration(part.path) for part in parts)


def is_file(parts: Sequence[SoundPart]) -> bool:
    """Whether the sound is one whole file, so that nothing has to be computed."""
    return len(parts) == 1 and parts[0].stream is None


def write(parts: Sequence[SoundPart], stem: Path) -> Path:
    """Write the sum as `stem`.flac, 16 bits; as `stem`.wav, 32-bit float, where it exceeds full scale."""
    target = stem.with_name(stem.name + ".flac")
    if _write(parts, target, "FLAC", "PCM_16", loudest=1.0):
        return target
    target.unlink(missing_ok=True)
    target = stem.with_name(stem.name + ".wav")
    _write(parts, target, "WAV", "FLOAT", loudest=np.inf)
    return target


def _write(parts: Sequence[SoundPart], target: Path, container: str, subtype: str, loudest: float) -> bool:
    """Write the sum and return True, or stop and return False at the first sample above `loudest`."""
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
    """One part's samples, decoded block by block and taken in pieces of any length."""

    def __init__(self, part: SoundPart) -> None:
        decoded = decode(part.path) if part.stream is None else decode_stream(part.path, part.stream)
        self._blocks: Iterator[tuple[int, FloatArray]] = decoded
        self.sample_rate, self._block = next(self._blocks)
        self.channels = self._block.shape[1]

    @property
    def pending(self) -> int:
        """Samples that are decoded and not taken yet."""
        return len(self._block)

    def fill(self) -> bool:
        """Decode until at least one sample is pending; False at the end."""
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
