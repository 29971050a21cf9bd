"""Draw stretches of some seconds with a target a frame: songs, stems mixed anew, voices over music, music alone.

What a batch holds is decided by one random generator in the processor's memory, from the seed and the number of the
update alone, so that its rows can be put in the order of their kinds and treated together; sound is made of it on the
device that trains.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from svd_core.config import FeatureConfig, StretchConfig
from svd_core.errors import DataError
from svd_core.training.disturbances import (
    N_CURVES,
    QUIET,
    at_level,
    darkened,
    gain,
    overdriven,
    rms,
    with_reverberation,
)
from svd_core.training.excerpts import ALONE, FOREIGN, OWN, SONG, Material, beside
from svd_core.training.melodies import leads, resung, sung_melodies
from svd_core.training.sample_bank import SampleBank, Track, checked_tracks

MIXED_SHARES = {OWN: 0.30, FOREIGN: 0.34, ALONE: 0.36}
"""Share of each kind among the stretches that are no songs; kinds without material are left out."""


@dataclass(frozen=True)
class Stretches:
    """The sound of a batch of R stretches, and what is known of their frames.

    Attributes:
        samples: float32, shape (R, n_samples).
        targets: 0, 1, or the probability that a teacher gave, shape (R, n_frames).
        counted: the frames that take part in the loss, shape (R, n_frames), 0 or 1.
    """

    samples: Tensor
    targets: Tensor
    counted: Tensor


class StretchSampler:
    """Draws the stretches of training batches, n_frames STFT frames each."""

    def __init__(
        self,
        bank: SampleBank,
        material: Material,
        config: StretchConfig,
        n_frames: int,
        batch_size: int,
        song_share: float,
    ) -> None:
        self._bank, self._config, self._n_frames = bank, config, n_frames
        features = bank.features
        self._n_samples = (n_frames - 1) * features.hop_samples + features.frame_samples
        self._seconds = torch.arange(self._n_samples, device=bank.device) / features.sample_rate
        # A stretch of a song is checked at least in its middle; what is not checked elsewhere does not count.
        self._songs = Choice(checked_tracks(bank, material.songs, n_frames, n_frames // 2), n_frames)
        vocals = checked_tracks(bank, material.vocals, n_frames, n_frames // 2)
        self._stems = Choice(vocals, n_frames)
        self._accompaniments = dict(zip(vocals, beside(vocals, material), strict=True))
        self._singers = Choice(material.singers, n_frames)
        self._music = Choice((*material.backings, *material.accompaniments), n_frames)
        available = {OWN: self._stems, FOREIGN: self._singers, ALONE: self._music}
        shares = {kind: share if available[kind] else 0.0 for kind, share in MIXED_SHARES.items()}
        total = sum(shares.values())
        song_share = (song_share if total else 1.0) if self._songs else 0.0
        self._shares = np.array(
            [song_share, *((1 - song_share) * share / max(total, 1e-9) for share in shares.values())]
        )
        self._batch_size = batch_size
        if not (self._songs or self._stems or self._singers):
            seconds = n_frames / features.frame_rate
            raise DataError(
                f"nothing to learn from: in no song or voice longer than {seconds:.1f} s enough is checked. "
                "Add songs, or mark more as checked."
            )

    def draw(self, random: np.random.Generator, generator: torch.Generator) -> Stretches:
        """A batch; `random` decides what it holds, `generator` makes the noise in it, on its device."""
        kinds = np.sort(random.choice(4, self._batch_size, p=self._shares / self._shares.sum()))
        count = np.bincount(kinds, minlength=4).tolist()
        parts = [
            part
            for part in (
                self._song_rows(count[SONG], random),
                self._own_rows(count[OWN], random),
                self._foreign_rows(count[FOREIGN], random, generator),
                self._alone_rows(count[ALONE], random, generator),
            )
            if len(part.samples)
        ]
        return Stretches(
            torch.cat([part.samples for part in parts]),
            torch.cat([part.targets for part in parts]),
            torch.cat([part.counted for part in parts]),
        )

    def _song_rows(self, rows: int, random: np.random.Generator) -> Stretches:
        places = [self._songs.draw(random, self._config.coded) for _ in range(rows)]
        samples = self._cut([place.sound for place in places])
        mixed = random_rows(random, rows, self._config.other_music if self._music else 0.0)
        if len(mixed):
            other, level = self._music_rows(len(mixed), random), self._uniform(random, len(mixed), -20, -6)
            samples[mixed] += at_level(other, samples[mixed], level)
        targets = self._targets([place.labels for place in places])
        return self._checked(self._counted(self._driven(samples, random, 0.05, (-6, 10)), targets), places)

    def _own_rows(self, rows: int, random: np.random.Generator) -> Stretches:
        places = [self._stems.draw(random, self._config.coded) for _ in range(rows)]
        voice = self._cut([place.sound for place in places])
        music = self._cut([place.beside(self._accompaniments[place.track]) for place in places])
        foreign = random_rows(random, rows, 0.3)
        if len(foreign):
            music[foreign] = self._music_rows(len(foreign), random)
        voice = voice * gain(self._uniform(random, rows, -5, 7))
        samples = voice + music * gain(self._uniform(random, rows, -6, 4))
        targets = self._targets([place.labels for place in places])
        return self._checked(self._counted(self._driven(samples, random, 0.05, (-6, 10)), targets), places)

    def _foreign_rows(self, rows: int, random: np.random.Generator, generator: torch.Generator) -> Stretches:
        """Voices over music from elsewhere, which may be distorted or hold a synthetic lead itself."""
        config, rate = self._config, self._bank.features.sample_rate
        places = [self._singers.draw(random, 0.0) for _ in range(rows)]
        voice, targets = self._cut([place.sound for place in places]), self._targets([place.labels for place in places])
        sung = random_rows(random, rows, config.melody)
        if len(sung):
            melodies = sung_melodies(len(sung), self._n_samples / rate, random, self._bank.device)
            voice[sung], position = resung(voice[sung], self._seconds, melodies)
            targets[sung] = self._targets_at(targets[sung], position)
        wet = random_rows(random, rows, 0.45)
        if len(wet):
            times, level = self._uniform(random, len(wet), 0.15, 1.2), self._uniform(random, len(wet), 0.1, 0.6)
            voice[wet] = with_reverberation(voice[wet], times, level, rate, generator)
        voice = self._driven(voice, random, 0.15, (0, 12))
        if not self._music:
            return self._counted(voice, targets)
        music = self._driven(self._music_rows(rows, random), random, config.overdrive / 3, (0, 20))
        music = self._with_leads(music, random, generator, config.lead / 2, (-12, 2))
        loud = _sung_rms(voice, targets, self._bank.features)
        level = rms(music).clamp(min=2e-3) / loud.clamp(min=QUIET) * gain(self._uniform(random, rows, -10, 8))
        return self._counted(self._driven(music + voice * level, random, 0.05, (-6, 10)), targets)

    def _alone_rows(self, rows: int, random: np.random.Generator, generator: torch.Generator) -> Stretches:
        """Music in which nobody sings, made to resemble singing as far as it goes."""
        config = self._config
        samples = self._driven(self._music_rows(rows, random), random, config.overdrive, (0, 26))
        samples = self._with_leads(samples, random, generator, config.lead, (-12, 8), alone=0.1)
        doubled = random_rows(random, rows, 0.1)
        if len(doubled):
            other = self._music_rows(len(doubled), random)
            samples[doubled] += at_level(other, samples[doubled], self._uniform(random, len(doubled), -10, 5))
        silence = torch.zeros(rows, self._n_frames, device=self._bank.device)
        return Stretches(samples, silence, torch.ones_like(silence))

    def _with_leads(
        self,
        samples: Tensor,
        random: np.random.Generator,
        generator: torch.Generator,
        share: float,
        decibels: tuple[float, float],
        alone: float = 0.0,
    ) -> Tensor:
        """A share of the rows with a synthetic lead at a level relative to them; of these `alone` are nothing else."""
        chosen = random_rows(random, len(samples), share)
        if not len(chosen):
            return samples
        rate = self._bank.features.sample_rate
        sound = leads(len(chosen), self._n_samples, rate, random, self._bank.device)
        sound = self._driven(sound, random, 0.3, (0, 24))
        wet = random_rows(random, len(chosen), 0.4)
        if len(wet):
            times, level = self._uniform(random, len(wet), 0.15, 1.2), self._uniform(random, len(wet), 0.1, 0.6)
            sound[wet] = with_reverberation(sound[wet], times, level, rate, generator)
        mixed = samples[chosen] + at_level(sound, samples[chosen], self._uniform(random, len(chosen), *decibels))
        only = _flags(random, len(chosen), alone).to(mixed.device)[:, None]
        samples[chosen] = torch.where(only, sound * 0.05, mixed)
        return samples

    def _music_rows(self, rows: int, random: np.random.Generator) -> Tensor:
        return self._cut([self._music.draw(random, self._config.coded).sound for _ in range(rows)])

    def _driven(
        self, samples: Tensor, random: np.random.Generator, share: float, decibels: tuple[float, float]
    ) -> Tensor:
        """The samples, of which a share of the rows is overdriven and half of these darkened."""
        chosen = random_rows(random, len(samples), share)
        if not len(chosen):
            return samples
        curves = torch.from_numpy(random.integers(N_CURVES, size=(len(chosen), 1))).to(samples.device)
        driven = overdriven(samples[chosen], self._uniform(random, len(chosen), *decibels), curves)
        cutoff = self._uniform(random, len(chosen), 2500, 7000)
        half = _flags(random, len(chosen), 0.5).to(samples.device)[:, None]
        samples[chosen] = torch.where(half, darkened(driven, cutoff, self._bank.features.sample_rate), driven)
        return samples

    def _cut(self, places: Sequence[int]) -> Tensor:
        first = torch.tensor(places, dtype=torch.long).to(self._bank.device)
        return self._bank.cut(first, self._n_samples)

    def _targets(self, places: Sequence[int]) -> Tensor:
        return self._bank.targets[self._frames(places)]

    def _frames(self, places: Sequence[int]) -> Tensor:
        """The frames of the bank that stretches with these first frames hold, shape (R, n_frames)."""
        frames = torch.tensor(places, dtype=torch.long)[:, None] + torch.arange(self._n_frames)
        return frames.to(self._bank.device)

    def _targets_at(self, targets: Tensor, position: Tensor) -> Tensor:
        """The targets (R, n_frames) of samples that were read from other positions (R, n_samples); beyond them 0."""
        hop = self._bank.features.hop_samples
        read = position[:, : self._n_frames * hop : hop][:, : self._n_frames] / hop
        index = read.round().long()
        return targets.gather(1, index.clamp(max=self._n_frames - 1)) * (index < self._n_frames)

    def _counted(self, samples: Tensor, targets: Tensor) -> Stretches:
        """The stretches, with the frames near the edges of singing and in short gaps left out of the loss."""
        rate = self._bank.features.frame_rate
        return Stretches(samples, targets, certain_frames(targets, self._config.edge * rate, self._config.gap * rate))

    def _checked(self, drawn: Stretches, places: Sequence[Place]) -> Stretches:
        """The stretches, with the frames that nobody checked left out of the loss."""
        known = self._bank.checked[self._frames([place.labels for place in places])]
        return replace(drawn, counted=drawn.counted * known)

    def _uniform(self, random: np.random.Generator, rows: int, low: float, high: float) -> Tensor:
        return uniform_column(random, rows, low, high, self._bank.device)


@dataclass(frozen=True)
class Place:
    """A stretch of a track: the first frame of its sound, perhaps in a coded copy, and that of its labels."""

    track: Track
    sound: int
    labels: int

    def beside(self, other: Track) -> int:
        """The first frame of the same stretch of another recording as long as this one, in the same coding."""
        for own, its in zip(self.track.copies, other.copies, strict=False):
            if self.sound - own == self.labels - self.track.start:
                return its + self.labels - self.track.start
        return other.start + self.labels - self.track.start


class Choice:
    """Random stretches of tracks: groups by the root of their number of tracks, then a track, then a place in it."""

    def __init__(self, tracks: Sequence[Track], n_frames: int) -> None:
        groups: dict[str, list[Track]] = defaultdict(list)
        for track in tracks:
            if track.n_frames >= n_frames:
                groups[track.group].append(track)
        self._groups = list(groups.values())
        self._n_frames = n_frames
        weights = np.sqrt([len(group) for group in self._groups])
        self._probabilities: NDArray[np.float64] = weights / max(weights.sum(), 1e-9)

    def __bool__(self) -> bool:
        return bool(self._groups)

    def draw(self, random: np.random.Generator, coded: float) -> Place:
        """A stretch, read from one of the coded copies with the probability `coded`."""
        group = self._groups[random.choice(len(self._groups), p=self._probabilities)]
        track = group[random.integers(len(group))]
        offset = int(random.integers(track.n_frames - self._n_frames + 1))
        use_copy, which = random.random() < coded, random.random()
        start = track.start
        if track.copies and use_copy:
            start = track.copies[int(which * len(track.copies))]
        return Place(track, start + offset, track.start + offset)


def certain_frames(targets: Tensor, edge: float, gap: float) -> Tensor:
    """1 for the frames of targets (R, n) that labels are exact enough for, else 0; edge and gap in frames.

    Left out are frames within `edge` of a change between singing and none, and gaps in singing shorter than `gap`.
    """
    sung = (targets > 0.5).float()[:, None]
    changes = functional.pad((sung[..., 1:] - sung[..., :-1]).abs(), (1, 0))
    reach = round(edge)
    near = _dilated(changes, reach, max(reach - 1, 0)) if reach else torch.zeros_like(sung)
    half = int(gap) // 2
    closed = 1 - _dilated(1 - _dilated(sung, half, half), half, half)
    return ((1 - near) * (1 - (closed - sung).clamp(min=0)))[:, 0]


def _dilated(flags: Tensor, before: int, after: int) -> Tensor:
    """Flags (R, 1, n), 0 or 1, spread to this many frames before and after each."""
    return functional.max_pool1d(functional.pad(flags, (after, before)), before + after + 1, stride=1)


def _sung_rms(voice: Tensor, targets: Tensor, features: FeatureConfig) -> Tensor:
    """Root mean square (R, 1) of voices (R, n_samples) in the frames that are sung by targets (R, n_frames)."""
    hop, n_frames = features.hop_samples, targets.shape[1]
    power = voice[:, : n_frames * hop].reshape(len(voice), n_frames, hop).square().mean(dim=2)
    return ((power * targets).sum(dim=1, keepdim=True) / targets.sum(dim=1, keepdim=True).clamp(min=1)).sqrt()


def random_rows(random: np.random.Generator, count: int, share: float) -> Tensor:
    """The numbers of random rows; each of `count` rows with the probability `share`."""
    return _flags(random, count, share).nonzero().flatten()


def uniform_column(random: np.random.Generator, rows: int, low: float, high: float, device: torch.device) -> Tensor:
    """Random numbers between two bounds, float32, shape (rows, 1), on a device."""
    return torch.from_numpy(random.uniform(low, high, (rows, 1)).astype(np.float32)).to(device)


def _flags(random: np.random.Generator, count: int, share: float) -> Tensor:
    return torch.from_numpy(random.random(count) < share)
