"""Recordings held in memory for training: samples and, frame by frame, whether someone sings.

Training computes spectrograms from samples as it goes: only samples can be mixed exactly, and an hour
of them takes a tenth of what its spectrogram takes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from svd_core.annotation import frame_targets
from svd_core.audio import sound_file
from svd_core.audio.features import FloatArray, FrameGrid
from svd_core.audio.voice_effects import with_melody, with_reverberation
from svd_core.config import FeatureConfig
from svd_core.data.dataset import LabelledSong, Singer, StemSong

VOICED_DB = 34.0
"""A frame of a voice recorded alone counts as sung down to this far below its loud frames."""

BRIDGED_GAP = 0.4
"""Pauses of a voice recorded alone that are shorter than this (s) count as sung, as annotators do."""


RULED_OUT = 0.1
"""Where a teacher's probability is at most this, nobody sings."""


@dataclass(frozen=True)
class Recording:
    """Mono int16 samples, shape (n,), and what is sung in them, bool, one entry a frame of the grid.

    Attributes:
        taught: what a teacher answered, shape (n_frames,), for a recording without labels; sung is then wherever
            singing cannot be ruled out.
    """

    name: str
    samples: NDArray[np.int16]
    sung: NDArray[np.bool_]
    taught: FloatArray | None = None

    @property
    def n_frames(self) -> int:
        """Whole STFT frames."""
        return len(self.sung)

    @cached_property
    def targets(self) -> FloatArray:
        """What is to be learned of each frame, shape (n_frames,): 0 or 1, or what a teacher answered."""
        return self.sung.astype(np.float32) if self.taught is None else self.taught

    def cut(self, start: int = 0, stop: int | None = None) -> FloatArray:
        """Samples from start to stop as float32 in -1 .. 1; all of them if not told."""
        return np.asarray(self.samples[start:stop], dtype=np.float32) / np.float32(32768)


@dataclass(frozen=True)
class Stems:
    """One song as two recordings of the same length; sung belongs to the vocals."""

    vocals: Recording
    accompaniment: Recording


def quantised(samples: FloatArray) -> NDArray[np.int16]:
    """Float samples in -1 .. 1 as int16, clipped."""
    return np.asarray(np.clip(np.rint(samples * 32767), -32768, 32767), dtype=np.int16)


def load_song(song: LabelledSong, features: FeatureConfig) -> Recording:
    """A labelled song in memory."""
    samples = sound_file.read_mono(song.audio, features)
    grid = FrameGrid.of_samples(len(samples), features)
    return Recording(song.name, quantised(samples), frame_targets.from_regions(song.regions, grid))


def teacher_labelled_song(name: str, samples: FloatArray, probabilities: FloatArray, margin: float) -> Recording:
    """A song without labels in memory, with a teacher's probabilities in their place.

    Training moves all targets by the margin away from 0 and 1; of these that is taken off, so that it comes out even.
    """
    taught = ((probabilities - margin) / (1 - 2 * margin)).astype(np.float32)
    return Recording(name, quantised(samples), probabilities > RULED_OUT, taught)


def load_stems(song: StemSong, features: FeatureConfig) -> Stems:
    """A song of stems in memory, cut to the shorter of the two; unlabelled vocals are taken by energy."""
    vocals = sound_file.read_mono(song.vocals, features)
    backing = sound_file.read_mono(song.accompaniment, features)
    n_samples = min(len(vocals), len(backing))
    vocals, backing = vocals[:n_samples], backing[:n_samples]
    grid = FrameGrid.of_samples(n_samples, features)
    sung = voiced(vocals, features) if song.regions is None else frame_targets.from_regions(song.regions, grid)
    silence = np.zeros(grid.n_frames, np.bool_)
    return Stems(Recording(song.name, quantised(vocals), sung), Recording(song.name, quantised(backing), silence))


def load_instrumental(samples: FloatArray, name: str, features: FeatureConfig) -> Recording:
    """Music nobody sings in."""
    grid = FrameGrid.of_samples(len(samples), features)
    return Recording(name, quantised(samples), np.zeros(grid.n_frames, np.bool_))


def load_singer(singer: Singer, features: FeatureConfig, rng: np.random.Generator) -> Recording:
    """All recordings of a singer on one long line, in random order with pauses between them.

    Banks of syllables on one flat pitch are given melody and vibrato, and some pieces a room.
    """
    pieces: list[FloatArray] = []
    for index in rng.permutation(len(singer.recordings)):
        piece = sound_file.read_mono(singer.recordings[index], features)
        loud = np.sqrt(np.mean(piece**2)) if len(piece) else 0.0
        if loud < 1e-4:
            continue
        piece = with_melody(piece / (8 * loud), features.sample_rate, rng)
        pieces.append(with_reverberation(piece, features.sample_rate, rng))
        pieces.append(np.zeros(int(rng.uniform(0.1, 2.5) * features.sample_rate), np.float32))
    line = np.concatenate(pieces) if pieces else np.zeros(0, np.float32)
    return Recording(singer.name, quantised(line), voiced(line, features))


def voiced(samples: FloatArray, features: FeatureConfig) -> NDArray[np.bool_]:
    """Frames in which a voice recorded alone sounds, by energy, short pauses bridged; shape (n_frames,)."""
    from scipy.ndimage import binary_closing, binary_opening, percentile_filter

    level = frame_levels(samples, features)
    if not len(level):
        return np.zeros(0, np.bool_)
    # The level of the loud frames near by, so that a soft verse is not lost against a loud chorus.
    near = percentile_filter(level, 95, size=max(1, int(6 * features.frame_rate)), mode="nearest")
    sounding = (level > near - VOICED_DB) & (level > -60.0)
    sounding = binary_opening(sounding, np.ones(4, np.bool_))
    bridge = np.ones(max(1, int(BRIDGED_GAP * features.frame_rate)), np.bool_)
    padded = np.pad(sounding, len(bridge))
    closed = binary_closing(padded, bridge)
    return np.asarray(closed[len(bridge) : len(bridge) + len(sounding)], dtype=np.bool_)


def frame_levels(samples: FloatArray, features: FeatureConfig) -> FloatArray:
    """Root-mean-square level in dB relative to full scale of the hop each frame starts with, shape (n_frames,).

    Not of the whole STFT window: a label speaks of the time a frame starts, and a window hears 46 ms ahead.
    """
    n_frames = FrameGrid.of_samples(len(samples), features).n_frames
    energy = np.concatenate([[0.0], np.cumsum(samples.astype(np.float64) ** 2)])
    starts = np.arange(n_frames) * features.hop_samples
    power = (energy[starts + features.hop_samples] - energy[starts]) / features.hop_samples
    return np.asarray(10 * np.log10(np.maximum(power, 1e-12)), dtype=np.float32)


def minutes(recordings: Sequence[Recording], features: FeatureConfig) -> float:
    """Length of these recordings in all."""
    return sum(len(recording.samples) for recording in recordings) / features.sample_rate / 60
