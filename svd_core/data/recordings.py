"""Recordings in memory for training: samples, and for every frame whether someone sings.

Training computes spectrograms from samples while it runs: only samples can be mixed exactly, and an hour of them
takes a tenth of the memory of its spectrogram.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from svd_core.annotation import frame_targets
from svd_core.audio import sound_file
from svd_core.audio.features import FloatArray, FrameGrid
from svd_core.audio.voice_effects import with_melody, with_reverberation
from svd_core.config import FeatureConfig
from svd_core.data.artists import artist_key, from_tags
from svd_core.data.coded_copies import coded_copy, kept_copy
from svd_core.data.dataset import LabelledSong, Singer, StemSong
from svd_core.data.sample_store import SampleFile, Samples, SampleStore

VOICED_DB = 34.0
"""A frame of a voice recorded alone counts as sung if its level is at most this far below the loud frames near by."""

BRIDGED_GAP = 0.4
"""Pauses (s) of a voice recorded alone up to which singing is taken to go on, as annotators do."""


DECODED_VERSION, SINGER_VERSION = 2, 1
"""To be raised when recordings or singers come out differently, so that kept ones are made anew."""

RULED_OUT = 0.1
"""Frames with a teacher's probability above this count as sung where only yes or no is asked for."""


@dataclass(frozen=True)
class Recording:
    """One recording and its labels, frame by frame.

    Attributes:
        samples: mono, int16, shape (n,), in memory or in a file.
        sung: whether someone sings, bool, shape (n_frames,).
        checked: in which frames it is known whether someone sings, bool, shape (n_frames,); None if in all. No other
            frame takes part in a loss or a score.
        teacher_probabilities: for a recording without labels, what to learn instead, shape (n_frames,); `sung` is
            then True where the teacher does not rule singing out.
        group: the artist of a song, the folder of an instrumental; "" if nothing says so. A training that draws
            groups before recordings is not led by whoever made the most of them.
        copies: the same recording after lossy codecs, int16, shape (n,) each (see `coded_copies`).
    """

    name: str
    samples: Samples
    sung: NDArray[np.bool_]
    teacher_probabilities: FloatArray | None = None
    checked: NDArray[np.bool_] | None = None
    group: str = ""
    copies: tuple[Samples, ...] = ()

    @property
    def checked_frames(self) -> NDArray[np.bool_]:
        """In which frames it is known whether someone sings, bool, shape (n_frames,)."""
        return np.ones(self.n_frames, np.bool_) if self.checked is None else self.checked

    @property
    def n_frames(self) -> int:
        """How many frames it has; only whole STFT frames count."""
        return len(self.sung)

    @property
    def targets(self) -> FloatArray:
        """What is to be learned of each frame, float32, shape (n_frames,): 0 or 1, or a teacher's probability."""
        return self.sung.astype(np.float32) if self.teacher_probabilities is None else self.teacher_probabilities

    def cut(self, start: int = 0, stop: int | None = None) -> FloatArray:
        """Samples from start to stop, by default all, as float32 in -1 .. 1."""
        return np.asarray(self.samples[start:stop], dtype=np.float32) / np.float32(32768)


@dataclass(frozen=True)
class Stems:
    """One song as two recordings of the same length; only the vocals have frames that are sung."""

    vocals: Recording
    accompaniment: Recording


def quantised(samples: FloatArray) -> NDArray[np.int16]:
    """Float samples in -1 .. 1 as int16, clipped."""
    return np.asarray(np.clip(np.rint(samples * 32767), -32768, 32767), dtype=np.int16)


def decoded(path: Path, features: FeatureConfig, store: SampleStore | None = None) -> Samples:
    """The samples of a sound file, mono at the network's sample rate; in a file of the store if there is one.

    AudioError; DataError where the store is full.
    """
    if store is None:
        return quantised(sound_file.read_mono(path, features))
    made_from = f"decoded {DECODED_VERSION} {features.sample_rate} {store.content_key(path)}"
    return store.samples(made_from, lambda: map(quantised, sound_file.mono_blocks(path, features)))


def load_song(song: LabelledSong, features: FeatureConfig, store: SampleStore | None = None) -> Recording:
    """Read a labelled song; AudioError, or FormatError where its labels go on long after it."""
    samples = decoded(song.audio, features, store)
    grid = FrameGrid.of_samples(len(samples), features)
    sung = frame_targets.from_regions(song.regions, grid)
    checked = frame_targets.from_spans(song.checked_within(grid.duration), grid)
    artist = artist_key(from_tags(song.audio))
    return Recording(song.name, samples, sung, checked=checked, group=artist)


def with_copies(
    recording: Recording, count: int, features: FeatureConfig, store: SampleStore | None = None
) -> Recording:
    """The recording with this many copies of it that have been through a lossy codec."""
    samples, rate = recording.samples, features.sample_rate
    copies: tuple[Samples, ...]
    if store is not None and isinstance(samples, SampleFile):
        copies = tuple(kept_copy(samples, rate, number, store) for number in range(count))
    else:
        copies = tuple(coded_copy(samples[:], rate, number) for number in range(count))
    return replace(recording, copies=copies)


def teacher_labelled_song(name: str, samples: FloatArray, probabilities: FloatArray, margin: float) -> Recording:
    """A song without labels in memory, with a teacher's probabilities in their place.

    Training moves all targets by the margin away from 0 and 1; of these that is taken off, so that it comes out even.
    """
    targets = ((probabilities - margin) / (1 - 2 * margin)).astype(np.float32)
    return Recording(name, quantised(samples), probabilities > RULED_OUT, targets)


def load_stems(song: StemSong, features: FeatureConfig, store: SampleStore | None = None) -> Stems:
    """Read a song of stems, cut to the shorter one; without labels, energy tells where it is sung. AudioError."""
    vocals, backing = (decoded(path, features, store) for path in (song.vocals, song.accompaniment))
    n_samples = min(len(vocals), len(backing))
    vocals, backing = _shortened(vocals, n_samples), _shortened(backing, n_samples)
    grid = FrameGrid.of_samples(n_samples, features)
    if song.regions is None:
        sung = voice_activity(_as_float(vocals), features)
    else:
        sung = frame_targets.from_regions(song.regions, grid)
    checked = frame_targets.from_spans(song.checked_within(grid.duration), grid)
    silence = np.zeros(grid.n_frames, np.bool_)
    return Stems(
        Recording(song.name, vocals, sung, checked=checked),
        # In the accompaniment nobody sings, whatever the labels leave open.
        Recording(song.name, backing, silence),
    )


def _shortened(samples: Samples, n_samples: int) -> Samples:
    return samples.shortened(n_samples) if isinstance(samples, SampleFile) else samples[:n_samples]


def _as_float(samples: Samples) -> FloatArray:
    """Samples as they were before `quantised`, but for rounding."""
    return np.asarray(samples[:], np.float32) / np.float32(32767)


def load_instrumental(samples: Samples, name: str, features: FeatureConfig) -> Recording:
    """A recording in which nobody sings, from samples of shape (n,)."""
    grid = FrameGrid.of_samples(len(samples), features)
    return Recording(name, samples, np.zeros(grid.n_frames, np.bool_))


def load_singer(
    singer: Singer, features: FeatureConfig, seed: Sequence[int], store: SampleStore | None = None
) -> Recording:
    """Read all recordings of a singer and join them in random order, with random pauses between them; AudioError.

    Most of them are given melody and vibrato, half of them reverberation (see `voice_effects`).
    """
    if store is None:
        samples: Samples = _joined_singer(singer, features, seed)
    else:
        contents = " ".join(store.content_key(path) for path in singer.recordings)
        made_from = f"singer {SINGER_VERSION} {features.sample_rate} {list(seed)} {contents}"
        samples = store.samples(made_from, lambda: [_joined_singer(singer, features, seed)])
    return Recording(singer.name, samples, voice_activity(_as_float(samples), features))


def _joined_singer(singer: Singer, features: FeatureConfig, seed: Sequence[int]) -> NDArray[np.int16]:
    rng = np.random.default_rng(seed)
    pieces: list[FloatArray] = []
    for index in rng.permutation(len(singer.recordings)):
        piece = sound_file.read_mono(singer.recordings[index], features)
        loud = np.sqrt(np.mean(piece**2)) if len(piece) else 0.0
        if loud < 1e-4:
            continue
        piece = with_melody(piece / (8 * loud), features.sample_rate, rng)
        pieces.append(with_reverberation(piece, features.sample_rate, rng))
        pieces.append(np.zeros(int(rng.uniform(0.1, 2.5) * features.sample_rate), np.float32))
    return quantised(np.concatenate(pieces) if pieces else np.zeros(0, np.float32))


def voice_activity(samples: FloatArray, features: FeatureConfig) -> NDArray[np.bool_]:
    """The frames in which a voice recorded alone sounds, by energy, with short pauses bridged; shape (n_frames,)."""
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
    """Root-mean-square level (dB of full scale) of the hop with which each frame starts, shape (n_frames,).

    Not of the whole STFT window: a label belongs to the time at which a frame starts, and the window is 46 ms long.
    """
    n_frames = FrameGrid.of_samples(len(samples), features).n_frames
    energy = np.concatenate([[0.0], np.cumsum(samples.astype(np.float64) ** 2)])
    starts = np.arange(n_frames) * features.hop_samples
    power = (energy[starts + features.hop_samples] - energy[starts]) / features.hop_samples
    return np.asarray(10 * np.log10(np.maximum(power, 1e-12)), dtype=np.float32)


def minutes(recordings: Sequence[Recording], features: FeatureConfig) -> float:
    """The total length of recordings, in minutes."""
    return sum(len(recording.samples) for recording in recordings) / features.sample_rate / 60
