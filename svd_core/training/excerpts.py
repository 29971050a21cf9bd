"""Draw training examples: excerpts with the target of their central frame, and negatives to mix with.

A batch is drawn as a whole, by tensor operations without branches, so that it can be drawn on a graphics card and
recorded there. It follows from random numbers and the number of the update alone: no state is kept between batches.
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
from svd_core.training.disturbances import gain
from svd_core.training.position_order import LISTED_POSITIONS, ComputedOrder, ListedOrder, PositionOrder
from svd_core.training.sample_bank import ExcerptPositions, SampleBank, Track, checked_tracks

SONG, OWN, FOREIGN, ALONE = range(4)
"""Kinds of excerpt: a labelled song; a song's vocals mixed with its own accompaniment; a singer mixed with unrelated
music (with silence if there is no music); music alone."""

MIXED_SHARES = {OWN: 0.3, FOREIGN: 0.45, ALONE: 0.25}
"""Share of each kind among the mixed excerpts; kinds without material are left out and the others scaled up."""

OWN_BALANCE_DB = (-8.0, 8.0)
"""Gain on a song's own vocals, relative to how they were mixed."""

FOREIGN_BALANCE_DB = (-10.0, 12.0)
"""Level of a singer relative to the unrelated music beside them."""

MIX_LEVEL_DB = (-24.0, -12.0)
"""Level of a finished mix relative to full scale; mastered music lies in this range."""

SILENCE_RMS = 1e-5
"""A mix of a smaller root mean square is not raised to a level."""

QUIET_VOICE_RMS = 1e-4
"""A singer of a smaller level does not sing in the excerpt and is left as quiet."""

QUIET_MUSIC_RMS = 3e-3
"""Music is taken for at least this loud when a singer's level is set by it."""

LOUD_SHARE = 0.9
"""A voice's level is this quantile of its magnitude, so that the pauses in an excerpt play no part."""

EVERY_NTH_SAMPLE = 16
"""A voice's level is computed from these samples only."""


@dataclass(frozen=True)
class ExcerptExtent:
    """The extent of one excerpt: n_frames STFT frames, labelled by the central one."""

    n_frames: int
    features: FeatureConfig

    @property
    def n_samples(self) -> int:
        """Number of samples that the frames cover."""
        return (self.n_frames - 1) * self.features.hop_samples + self.features.frame_samples

    @property
    def centre(self) -> int:
        """Index of the labelled frame."""
        return self.n_frames // 2


@dataclass(frozen=True)
class Material:
    """The tracks of a sample bank by their use; vocals and accompaniments belong together pair by pair."""

    songs: tuple[Track, ...] = ()
    vocals: tuple[Track, ...] = ()
    accompaniments: tuple[Track, ...] = ()
    singers: tuple[Track, ...] = ()
    backings: tuple[Track, ...] = ()


@dataclass(frozen=True)
class ExcerptBatch:
    """Which excerpts make up a batch and how they are mixed; every tensor has the shape (batch,)."""

    kind: Tensor
    """SONG, OWN, FOREIGN or ALONE."""
    voice: Tensor
    """First frame, in the sample bank, of the song, the vocals or the singer."""
    music: Tensor
    """First frame, in the sample bank, of the accompaniment or the music."""
    balance: Tensor
    """Gain in dB on own vocals, or level in dB of a singer relative to the music."""
    level: Tensor
    """Level in dB relative to full scale to which a mix is brought."""

    def rows(self, select: Callable[[Tensor], Tensor]) -> ExcerptBatch:
        """Some of the excerpts: those that select takes from every tensor."""
        return ExcerptBatch(*(select(getattr(self, item.name)) for item in fields(self)))


class ExcerptSampler:
    """Draws the excerpts of training batches and makes their samples.

    Positions in songs come uniformly over all (song, start) whose central frame is checked, without replacement; when
    all have come, a new epoch with a new order begins (paper section 3.3). Mixes are drawn anew each time, at random
    levels.

    Attributes:
        has_mixes: whether there is anything to mix.
        has_voice: whether there is anything in which somebody may sing.
    """

    def __init__(
        self, bank: SampleBank, material: Material, extent: ExcerptExtent, batch_size: int, song_share: float, seed: int
    ) -> None:
        self._bank = bank
        self.extent = extent
        self._batch_size = batch_size
        self._seed = seed
        self._songs = self._positions(self._checked(material.songs))
        vocals = self._checked(material.vocals)
        self._vocals = self._positions(vocals)
        self._own_music = self._positions(beside(vocals, material))
        self._singers = self._positions(self._checked(material.singers))
        self._music = self._positions((*material.backings, *material.accompaniments))
        shares = self._mixed_shares()
        self.has_mixes = bool(sum(shares.values()))
        self.has_voice = bool(self._songs.count or shares[OWN] or shares[FOREIGN])
        if not self._songs.count:
            self._song_share = 0.0
        else:
            self._song_share = song_share if self.has_mixes else 1.0
        cumulated = np.cumsum(list(shares.values()))
        self._cumulated_shares = torch.from_numpy(cumulated / max(cumulated[-1], 1e-9)).to(bank.device)
        self._row_numbers = torch.arange(batch_size, device=bank.device)
        self._prepare_order()

    def _positions(self, tracks: Sequence[Track]) -> ExcerptPositions:
        return ExcerptPositions(tracks, self.extent.n_frames, self._bank.device)

    def _checked(self, tracks: Sequence[Track]) -> tuple[Track, ...]:
        """The parts of tracks from which excerpts with a known target can be cut."""
        return checked_tracks(self._bank, tracks, self.extent.n_frames, self.extent.centre)

    def _mixed_shares(self) -> dict[int, float]:
        """MIXED_SHARES, 0 for kinds without material."""
        available = {OWN: self._vocals, FOREIGN: self._singers, ALONE: self._music}
        return {kind: share if available[kind].count else 0.0 for kind, share in MIXED_SHARES.items()}

    def _prepare_order(self) -> None:
        """Make room for the shuffled positions of as many epochs as a batch can reach into, or of some batches."""
        n_positions = max(1, self._songs.count)
        self._shuffle: PositionOrder
        if n_positions <= LISTED_POSITIONS:
            epochs_per_batch = math.ceil(self._batch_size / n_positions)
            self._shuffle = ListedOrder(n_positions, 1 + epochs_per_batch, self._seed, self._bank.device)
        else:
            self._shuffle = ComputedOrder(n_positions, max(4096, 64 * self._batch_size), self._seed)
        device = self._bank.device
        self._order = torch.zeros(self._shuffle.length, dtype=torch.long, device=device)
        self._order_start = torch.zeros((), dtype=torch.long, device=device)
        self._filled_from = -1

    def fill_order(self, update: int) -> None:
        """Fill the list of shuffled song positions with those that update `update` needs."""
        if not self._songs.count:
            return
        first = self._shuffle.first(int(self._song_excerpts_before(torch.tensor(update))), self._batch_size)
        if first != self._filled_from:
            self._filled_from = first
            self._order_start.fill_(first)
            self._order.copy_(self._shuffle.positions(first))

    def _song_excerpts_before(self, update: Tensor) -> Tensor:
        """How many song excerpts all earlier updates hold; in double precision, since it must be exact."""
        return (update.double() * (self._batch_size * self._song_share) + 1e-9).floor().long()

    def draw(self, update: Tensor, generator: torch.Generator) -> ExcerptBatch:
        """The excerpts of an update, an integer tensor of shape (); call `fill_order` for it before."""
        random = torch.rand((7, self._batch_size), dtype=torch.float64, generator=generator, device=self._bank.device)
        kind, track, place, music_track, music_place, balance, level = random
        # Over a few batches, songs make up exactly their share.
        before, after = (self._song_excerpts_before(number) for number in (update, update + 1))
        from_song = self._row_numbers < after - before
        position = (before + self._row_numbers - self._order_start).clamp(max=len(self._order) - 1)
        mixed_kind = OWN + torch.searchsorted(self._cumulated_shares, kind, right=True).clamp(max=ALONE - OWN)
        kind = torch.where(from_song, SONG, mixed_kind)
        voices = (
            self._songs.at(self._order[position]),
            self._vocals.of_track(track, place),
            self._singers.by_length(track, place),
        )
        music = self._music.by_length(music_track, music_place)
        return ExcerptBatch(
            kind=kind,
            voice=_chosen(kind, voices),
            music=torch.where(kind == OWN, self._own_music.of_track(track, place), music),
            balance=torch.where(
                kind == OWN, _uniform(OWN_BALANCE_DB, balance), _uniform(FOREIGN_BALANCE_DB, balance)
            ).float(),
            level=_uniform(MIX_LEVEL_DB, level).float(),
        )

    def targets(self, batch: ExcerptBatch) -> Tensor:
        """Targets (batch,) of the central frames: 0, 1, or the probability that a teacher gave."""
        found = self._bank.targets[batch.voice + self.extent.centre]
        return torch.where(batch.kind == ALONE, 0.0, found)

    def samples(self, batch: ExcerptBatch) -> Tensor:
        """Samples (batch, n_samples), float32."""
        return mixed_samples(self._bank, batch, self.extent.n_samples, bool(self._music.count))


class Negatives:
    """Excerpts in whose checked central frame nobody sings: from labelled songs, and music alone from stems."""

    def __init__(self, bank: SampleBank, material: Material, extent: ExcerptExtent, song_share: float) -> None:
        self._bank = bank
        self.extent = extent
        starts = [_silent_starts(bank, track, extent) for track in material.songs]
        self._starts = torch.cat(starts or [torch.zeros(0)])
        self._music = ExcerptPositions((*material.backings, *material.accompaniments), extent.n_frames, bank.device)
        if not len(self._starts) and not self._music.count:
            raise DataError("nothing to mix with: somebody sings all through the data. Switch mixing off (--mix 0).")
        if not len(self._starts):
            self._song_share = 0.0
            # Looked up, but never used: a batch is drawn without branches.
            self._starts = torch.zeros(1, dtype=torch.long, device=bank.device)
        else:
            self._song_share = song_share if self._music.count else 1.0

    def draw(self, count: int, generator: torch.Generator) -> ExcerptBatch:
        """`count` excerpts, with replacement."""
        random = torch.rand((4, count), dtype=torch.float64, generator=generator, device=self._bank.device)
        kind, track, place, level = random
        position = (place * len(self._starts)).long().clamp(max=len(self._starts) - 1)
        return ExcerptBatch(
            kind=torch.where(kind < self._song_share, SONG, ALONE),
            voice=self._starts[position],
            music=self._music.by_length(track, place),
            balance=torch.zeros_like(level).float(),
            level=_uniform(MIX_LEVEL_DB, level).float(),
        )

    def samples(self, batch: ExcerptBatch) -> Tensor:
        """Samples (count, n_samples), float32."""
        return mixed_samples(self._bank, batch, self.extent.n_samples, True)


def mixed_samples(bank: SampleBank, batch: ExcerptBatch, n_samples: int, has_music: bool) -> Tensor:
    """Samples (batch, n_samples), float32: songs unchanged, mixes at their level, silence left silent."""
    voice = bank.cut(batch.voice, n_samples)
    # On a CPU this spares batches that hold songs only the mixing; elsewhere asking would wait for the device.
    if bank.device.type == "cpu" and bool((batch.kind == SONG).all()):
        return voice
    music = bank.cut(batch.music, n_samples).mul_((batch.kind[:, None] != SONG) * float(has_music))
    mix = music.addcmul_(voice, _voice_gain(batch, voice, music)[:, None])
    rms = _rms(mix)
    unchanged = (batch.kind == SONG) | (rms <= SILENCE_RMS)
    final_gain = torch.where(unchanged, 1.0, gain(batch.level) / rms.clamp(min=SILENCE_RMS))
    return mix.mul_(final_gain[:, None])


def _voice_gain(batch: ExcerptBatch, voice: Tensor, music: Tensor) -> Tensor:
    """Factor (batch,) on the voices of excerpts; singers are brought to a level relative to the music first."""
    power = voice[:, ::EVERY_NTH_SAMPLE].square()
    voice_rms = power.kthvalue(math.ceil(LOUD_SHARE * power.shape[1]), dim=1).values.sqrt()
    music_rms = _rms(music).clamp(min=QUIET_MUSIC_RMS)
    foreign = batch.kind == FOREIGN
    matched = torch.where(foreign, music_rms / voice_rms.clamp(min=QUIET_VOICE_RMS), 1.0)
    factor = matched * gain(batch.balance)
    factor = torch.where(foreign & (voice_rms <= QUIET_VOICE_RMS), 1.0, factor)
    return torch.where(batch.kind == SONG, 1.0, torch.where(batch.kind == ALONE, 0.0, factor))


def _silent_starts(bank: SampleBank, track: Track, extent: ExcerptExtent) -> Tensor:
    """First frames of the excerpts within a track whose central frame is certainly not sung."""
    n_starts = max(0, track.n_frames - extent.n_frames + 1)
    first_centre = track.start + extent.centre
    centres = slice(first_centre, first_centre + n_starts)
    return track.start + (bank.checked[centres] & ~bank.sung[centres]).nonzero().flatten()


def beside(vocals: Sequence[Track], material: Material) -> tuple[Track, ...]:
    """The parts of the accompaniments that sound together with these parts of the vocals."""
    pairs = list(zip(material.vocals, material.accompaniments, strict=True))
    return tuple(
        Track(
            music.start + part.start - voice.start,
            min(part.n_frames, music.n_frames),
            tuple(copy + part.start - voice.start for copy in music.copies),
        )
        for part in vocals
        for voice, music in pairs
        if voice.start <= part.start < voice.start + max(voice.n_frames, 1)
    )


def _chosen(kind: Tensor, options: Sequence[Tensor]) -> Tensor:
    """Row by row, the option whose index is the kind; the first one for kinds beyond the options."""
    result = options[0]
    for number, option in enumerate(options):
        result = torch.where(kind == number, option, result)
    return result


def _uniform(bounds: tuple[float, float], random: Tensor) -> Tensor:
    """Random numbers in 0 .. 1 mapped to a range."""
    low, high = bounds
    return (high - low) * random + low


def _rms(samples: Tensor) -> Tensor:
    """Root mean square (batch,) of samples (batch, n)."""
    return samples.square().mean(dim=1).sqrt()
