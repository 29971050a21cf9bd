"""Draw training examples: excerpts of the tape with the target of their central frame, and negatives to mix with.

A batch is drawn as a whole, by tensor operations without branches, so it can be drawn on a graphics card as well and
recorded there. What is drawn follows from random numbers and the number of the update alone: nothing is remembered.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields

import numpy as np
import torch
from torch import Tensor

from svd_core.config import FeatureConfig
from svd_core.errors import DataError
from svd_core.training.sample_bank import ExcerptPositions, SampleBank, Track

SONG, OWN, FOREIGN, ALONE = range(4)
"""Kinds of excerpt: a labelled song, a song's vocals over its own accompaniment, a singer over unrelated music (over
silence where there is no music at all), and music alone."""

MIXED_SHARES = {OWN: 0.3, FOREIGN: 0.45, ALONE: 0.25}
"""How often each kind of mix comes, as far as there is what it takes."""

EVERY_NTH_SAMPLE = 16
"""A voice's level is estimated from these only."""


@dataclass(frozen=True)
class Window:
    """How much of a recording one example takes: n_frames STFT frames, the label is the central one's."""

    n_frames: int
    features: FeatureConfig

    @property
    def n_samples(self) -> int:
        """Samples under that many frames."""
        return (self.n_frames - 1) * self.features.hop_samples + self.features.frame_samples

    @property
    def centre(self) -> int:
        """The labelled frame, counted from the first of the excerpt."""
        return self.n_frames // 2


@dataclass(frozen=True)
class Material:
    """What lies on a tape, by its use: labelled songs, both tracks of songs in stems, singers alone, music alone."""

    songs: tuple[Track, ...] = ()
    vocals: tuple[Track, ...] = ()
    accompaniments: tuple[Track, ...] = ()
    singers: tuple[Track, ...] = ()
    backings: tuple[Track, ...] = ()


@dataclass(frozen=True)
class ExcerptBatch:
    """What a batch of excerpts is cut from and how it is mixed; every tensor has shape (B,)."""

    kind: Tensor
    voice: Tensor
    """First frame on the tape of the song, vocals or singer."""
    music: Tensor
    """First frame on the tape of what goes with it."""
    balance: Tensor
    """dB by which own vocals are raised, or by which a singer exceeds the music."""
    level: Tensor
    """dB relative to full scale to which a mix is brought."""

    def rows(self, select: Callable[[Tensor], Tensor]) -> ExcerptBatch:
        """Some of the excerpts: what select takes from every tensor."""
        return ExcerptBatch(*(select(getattr(self, item.name)) for item in fields(self)))


def random_seed(*numbers: int) -> int:
    """A seed of its own for every sequence of numbers."""
    return int(np.random.SeedSequence(numbers).generate_state(1, np.uint64)[0] >> np.uint64(1))


class ExcerptSampler:
    """Draws what batches are made of, and makes their samples.

    Positions in songs come uniformly over all (song, start), without replacement; when all have come, a new order is
    drawn (paper section 3.3). Mixes are drawn anew each time, at random levels.

    Attributes:
        mixes: whether there is anything to mix.
        sings: whether there is anything in which somebody may sing.
    """

    def __init__(self, bank: SampleBank, material: Material, window: Window, batch: int, song_share: float, seed: int):
        self._bank = bank
        self.window = window
        self._batch = batch
        self._seed = seed
        tables = (material.songs, material.vocals, material.accompaniments, material.singers)
        self._songs, self._vocals, self._own_music, self._singers = (
            ExcerptPositions(tracks, window.n_frames, bank.device) for tracks in tables
        )
        self._music = ExcerptPositions((*material.backings, *material.accompaniments), window.n_frames, bank.device)
        there = {OWN: self._vocals.count, FOREIGN: self._singers.count, ALONE: self._music.count}
        shares = np.cumsum([share * bool(there[kind]) for kind, share in MIXED_SHARES.items()])
        self.mixes = bool(shares[-1])
        self.sings = bool(self._songs.count or shares[FOREIGN - OWN])
        self._song_share = 0.0 if not self._songs.count else song_share if self.mixes else 1.0
        self._kinds = torch.from_numpy(shares / max(shares[-1], 1e-9)).to(bank.device)
        self._rows = torch.arange(batch, device=bank.device)
        # Enough orders one after the other that a batch begun in the first of them ends within the last.
        self._rounds_held = 1 + -(-batch // max(1, self._songs.count))
        self._round = -1
        self._order = torch.zeros(self._rounds_held * max(1, self._songs.count), dtype=torch.long, device=bank.device)
        self._origin = torch.zeros((), dtype=torch.long, device=bank.device)

    def extend_order(self, update: int) -> None:
        """Have the order of song positions ready that this update draws from."""
        count = self._songs.count
        round_number = int(self._songs_before(torch.tensor(update))) // max(1, count)
        if count and round_number != self._round:
            self._round = round_number
            self._origin.fill_(round_number * count)
            numbers = range(round_number, round_number + self._rounds_held)
            self._order.copy_(torch.cat([self._shuffled(number) for number in numbers]))

    def _songs_before(self, update: Tensor) -> Tensor:
        """How many excerpts of songs all updates before this one hold; in double precision, for it must be exact."""
        return (update.double() * (self._batch * self._song_share) + 1e-9).floor().long()

    def _shuffled(self, round_number: int) -> Tensor:
        """All song positions in the order of one round."""
        device = self._bank.device
        generator = torch.Generator(device).manual_seed(random_seed(self._seed, 1, round_number))
        return torch.randperm(self._songs.count, generator=generator, device=device)

    def draw(self, update: Tensor, generator: torch.Generator) -> ExcerptBatch:
        """The batch of an update, whose number is a tensor of shape (); `extend_order` must have been called for it."""
        uniform = torch.rand((7, self._batch), dtype=torch.float64, generator=generator, device=self._bank.device)
        kind, track, place, music_track, music_place, balance, level = uniform
        # As many songs as make up their share over a few batches, exactly.
        before, after = (self._songs_before(number) for number in (update, update + 1))
        from_song = self._rows < after - before
        position = (before + self._rows - self._origin).clamp(max=len(self._order) - 1)
        mixed = OWN + torch.searchsorted(self._kinds, kind, right=True).clamp(max=ALONE - OWN)
        kind = torch.where(from_song, SONG, mixed)
        voices = (
            self._songs.at(self._order[position]),
            self._vocals.numbered(track, place),
            self._singers.picked(track, place),
        )
        music = self._music.picked(music_track, music_place)
        return ExcerptBatch(
            kind=kind,
            voice=_chosen(kind, voices),
            music=torch.where(kind == OWN, self._own_music.numbered(track, place), music),
            balance=torch.where(kind == OWN, 16 * balance - 8, 22 * balance - 10).float(),
            level=(12 * level - 24).float(),
        )

    def targets(self, batch: ExcerptBatch) -> Tensor:
        """Targets (B,) of the central frames, 0 or 1 or what a teacher answered."""
        found = self._bank.targets[batch.voice + self.window.centre]
        return torch.where(batch.kind == ALONE, 0.0, found)

    def samples(self, batch: ExcerptBatch) -> Tensor:
        """Samples (B, n_samples), float32."""
        return mixed_samples(self._bank, batch, self.window.n_samples, bool(self._music.count))


class Negatives:
    """Excerpts whose central frame nobody sings in: from labelled songs, and music alone from stems."""

    def __init__(self, bank: SampleBank, material: Material, window: Window, song_share: float) -> None:
        self._bank = bank
        self.window = window
        self._starts = torch.cat([_silent_starts(bank, track, window) for track in material.songs] or [torch.zeros(0)])
        self._music = ExcerptPositions((*material.backings, *material.accompaniments), window.n_frames, bank.device)
        self._song_share = 0.0 if not len(self._starts) else song_share if self._music.count else 1.0
        if not len(self._starts) and not self._music.count:
            raise DataError("nothing to mix with: somebody sings all through the data. Switch mixing off (--mix 0).")
        if not len(self._starts):
            self._starts = torch.zeros(1, dtype=torch.long, device=bank.device)

    def draw(self, count: int, generator: torch.Generator) -> ExcerptBatch:
        """So many of them, with replacement."""
        uniform = torch.rand((4, count), dtype=torch.float64, generator=generator, device=self._bank.device)
        kind, track, place, level = uniform
        position = (place * len(self._starts)).long().clamp(max=len(self._starts) - 1)
        return ExcerptBatch(
            kind=torch.where(kind < self._song_share, SONG, ALONE),
            voice=self._starts[position],
            music=self._music.picked(track, place),
            balance=torch.zeros_like(level).float(),
            level=(12 * level - 24).float(),
        )

    def samples(self, batch: ExcerptBatch) -> Tensor:
        """Samples (B, n_samples), float32."""
        return mixed_samples(self._bank, batch, self.window.n_samples, True)


def mixed_samples(bank: SampleBank, batch: ExcerptBatch, n_samples: int, has_music: bool) -> Tensor:
    """Samples (B, n_samples): songs as they are, mixes at the level of mastered music, silence as silence."""
    voice = bank.cut(batch.voice, n_samples)
    # Half of a batch needs no more. To look is for processors only: a graphics card would have to be waited for.
    if bank.device.type == "cpu" and bool((batch.kind == SONG).all()):
        return voice
    music = bank.cut(batch.music, n_samples).mul_((batch.kind[:, None] != SONG) * float(has_music))
    # The voice's level is taken where it is loud, not over the pauses in the excerpt.
    heard = voice[:, ::EVERY_NTH_SAMPLE].square()
    voice_level = heard.kthvalue(math.ceil(0.9 * heard.shape[1]), dim=1).values.sqrt()
    music_level = _level(music).clamp(min=3e-3)
    gain = torch.where(batch.kind == FOREIGN, music_level / voice_level.clamp(min=1e-4), 1.0) * _gain(batch.balance)
    # A singer who is silent here stays as quiet as that.
    gain = torch.where((batch.kind == FOREIGN) & (voice_level <= 1e-4), 1.0, gain)
    gain = torch.where(batch.kind == SONG, 1.0, torch.where(batch.kind == ALONE, 0.0, gain))
    mix = music.addcmul_(voice, gain[:, None])
    level = _level(mix)
    final = torch.where((batch.kind == SONG) | (level <= 1e-5), 1.0, _gain(batch.level) / level.clamp(min=1e-5))
    return mix.mul_(final[:, None])


def _silent_starts(bank: SampleBank, track: Track, window: Window) -> Tensor:
    """First frames of the excerpts that lie whole inside a track and in whose middle nobody can be singing."""
    n_places = max(0, track.n_frames - window.n_frames + 1)
    centres = bank.sung[track.start + window.centre : track.start + window.centre + n_places]
    return track.start + (~centres).nonzero().flatten()


def _chosen(kind: Tensor, options: Sequence[Tensor]) -> Tensor:
    """Row by row the option that is numbered as the kind; the first for a kind that has none."""
    result = options[0]
    for number, option in enumerate(options):
        result = torch.where(kind == number, option, result)
    return result


def _gain(decibels: Tensor) -> Tensor:
    return torch.exp(decibels * (math.log(10) / 20))


def _level(samples: Tensor) -> Tensor:
    return samples.square().mean(dim=1).sqrt()
