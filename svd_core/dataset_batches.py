"""Batches to train on: excerpts from songs and from mixed stems, as linear magnitudes on a device."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast

import numpy as np
import torch
from torch import Tensor

from svd_core import audio
from svd_core.augment import EXCERPT_FRAMES
from svd_core.config import FeatureConfig
from svd_core.dataset import Dataset
from svd_core.errors import DataError
from svd_core.excerpts import MixedExcerpts, NegativeExcerpts, SongExcerpts, Sources, Window
from svd_core.features import FloatArray, log_mel, window
from svd_core.recordings import Recording, Stems, load_instrumental, load_singer, load_song, load_stems

Teach = Callable[[Path, FloatArray], Recording]


@dataclass(frozen=True)
class Loaded:
    """Progress of reading a data set into memory; the last one carries it whole."""

    done: int
    total: int
    name: str
    songs: tuple[Recording, ...] = ()
    sources: Sources = field(default_factory=Sources)


def load(dataset: Dataset, features: FeatureConfig, seed: int, teach: Teach | None = None) -> Iterator[Loaded]:
    """Read everything into memory, one report a recording; the last report holds the result.

    teach makes a recording of a song without labels from its file and its samples.
    """
    parts = (dataset.songs, dataset.stems, dataset.singers, dataset.instrumentals, dataset.unlabelled)
    total = sum(map(len, parts))
    rng = np.random.default_rng([seed, 0x51A6])
    songs: list[Recording] = []
    stems: list[Stems] = []
    singers: list[Recording] = []
    backings: list[Recording] = []
    done = 0
    for song in dataset.songs:
        songs.append(load_song(song, features))
        yield Loaded(done := done + 1, total, song.name)
    for stem_song in dataset.stems:
        stems.append(load_stems(stem_song, features))
        yield Loaded(done := done + 1, total, stem_song.name)
    for singer in dataset.singers:
        singers.append(load_singer(singer, features, rng))
        yield Loaded(done := done + 1, total, singer.name)
    for path in dataset.instrumentals:
        backings.append(load_instrumental(audio.read(path, features), path.stem, features))
        yield Loaded(done := done + 1, total, path.stem)
    if teach is not None:
        for path in dataset.unlabelled:
            songs.append(teach(path, audio.read(path, features)))
            yield Loaded(done := done + 1, total, path.stem)
    yield Loaded(done, total, "", tuple(songs), Sources(tuple(stems), tuple(singers), tuple(backings)))


class Batches:
    """Draws batches of linear magnitudes (batch, n_frames, n_bins) and targets (batch,) without end."""

    def __init__(
        self, songs: tuple[Recording, ...], sources: Sources, window: Window, seed: int, song_share: float
    ) -> None:
        self._songs = SongExcerpts(songs, window, seed)
        self._mixed = MixedExcerpts(sources, window, seed)
        self._negatives = NegativeExcerpts(songs, sources, replace(window, n_frames=EXCERPT_FRAMES), seed, song_share)
        self._features = window.features
        if not self._songs.n_positions and not self._mixed.sings:
            seconds = window.n_samples / window.features.sample_rate
            raise DataError(f"nothing to learn from: the data holds no song or voice longer than {seconds:.1f} s.")
        if not self._songs.n_positions:
            song_share = 0.0
        self._song_share = song_share if self._mixed else 1.0
        self._carried = 0.0

    def draw(self, batch_size: int, device: torch.device) -> tuple[Tensor, Tensor]:
        """The next batch; songs make up their share of examples over a few batches, exactly."""
        wanted = batch_size * self._song_share + self._carried
        from_songs = min(batch_size, int(wanted + 1e-9))
        self._carried = wanted - from_songs
        parts: list[tuple[FloatArray, FloatArray]] = []
        if from_songs:
            parts.append(self._songs.draw(from_songs))
        if from_songs < batch_size:
            parts.append(self._mixed.draw(batch_size - from_songs))
        samples = torch.from_numpy(np.concatenate([part[0] for part in parts])).to(device)
        targets = torch.from_numpy(np.concatenate([part[1] for part in parts])).to(device)
        return magnitudes(samples, self._features), targets

    def negatives(self, count: int, device: torch.device) -> Tensor | None:
        """Excerpts nobody sings in, to mix with: magnitudes (count, 115, n_bins), or None for a count of 0."""
        if not count:
            return None
        if not self._negatives:
            raise DataError("nothing to mix with: somebody sings all through the data. Switch mixing off (--mix 0).")
        return magnitudes(torch.from_numpy(self._negatives.draw(count)).to(device), self._features)

    def mel_statistics(self, songs: tuple[Recording, ...], n_mixed: int = 400) -> tuple[Tensor, Tensor]:
        """Mean and standard deviation per mel band over all songs and, if there are stems, some mixes.

        Shapes (n_mels,); float64 sums with one degree of freedom taken off (paper section 3.1).
        """
        pieces = [log_mel(song.cut(), self._features) for song in songs]
        if self._mixed:
            state = self._mixed.state()
            pieces += [log_mel(samples, self._features) for samples in self._mixed.draw(n_mixed)[0]]
            self._mixed.restore(state)
        count = sum(len(piece) for piece in pieces)
        mean = sum(piece.sum(axis=0, dtype=np.float64) for piece in pieces) / count
        squares = sum(((piece - mean) ** 2).sum(axis=0) for piece in pieces)
        std = np.sqrt(squares / max(1, count - 1))
        return torch.from_numpy(mean).float(), torch.from_numpy(np.maximum(std, 1e-3)).float()

    def state(self) -> dict[str, Any]:
        """Where the samplers are, as JSON."""
        return {
            "songs": self._songs.state(),
            "mixed": self._mixed.state(),
            "negatives": self._negatives.state(),
            "carried": self._carried,
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Go to where `state` was."""
        self._songs.restore(state["songs"])
        self._mixed.restore(state["mixed"])
        self._negatives.restore(state["negatives"])
        self._carried = float(state["carried"])


def magnitudes(samples: Tensor, features: FeatureConfig) -> Tensor:
    """Linear STFT magnitudes (batch, n_frames, n_bins) of samples (batch, n), as `features.magnitudes`."""
    frames = samples.unfold(1, features.frame_samples, features.hop_samples)
    taper = torch.from_numpy(window(features.frame_samples)).to(samples.device)
    return cast(Tensor, torch.fft.rfft(frames * taper).abs())
