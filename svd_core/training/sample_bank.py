"""All recordings in one tensor, on the device that trains, with tables of what lies where.

Excerpts start at whole STFT frames, so a position in the bank is a number of frames (hops) from its beginning.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from svd_core.config import FeatureConfig
from svd_core.data.recordings import Recording


@dataclass(frozen=True)
class Track:
    """Where a recording lies in a sample bank: its first frame and its number of frames.

    Attributes:
        copies: the first frames of its coded copies; labels are kept at `start` only.
        group: as that of the recording; its name, if it has none.
    """

    start: int
    n_frames: int
    copies: tuple[int, ...] = ()
    group: str = ""


@dataclass(frozen=True)
class SampleBank:
    """The samples of all recordings, and what is known of the frame that starts at each hop.

    Attributes:
        samples: int16, shape (n_hops * hop_samples,): all recordings, then their coded copies.
        targets: the target of each frame of the recordings in 0 .. 1, float32, shape (n_labelled_hops,).
        sung: frames in which singing cannot be ruled out, bool, shape (n_labelled_hops,).
        checked: frames of which the target is known, bool, shape (n_labelled_hops,); no other takes part in a loss.
    """

    samples: Tensor
    targets: Tensor
    sung: Tensor
    checked: Tensor
    features: FeatureConfig

    @property
    def device(self) -> torch.device:
        """The device that holds the tensors."""
        return self.samples.device

    def cut(self, first: Tensor, n_samples: int) -> Tensor:
        """Samples (batch, n_samples) float32 in -1 .. 1 from the frames `first`, shape (batch,), on."""
        rows = self.samples.unfold(0, n_samples, self.features.hop_samples).index_select(0, first)
        return rows.float().mul_(1 / 32768)


def build_sample_bank(
    recordings: Sequence[Recording], features: FeatureConfig, device: torch.device
) -> tuple[SampleBank, tuple[Track, ...]]:
    """Lay out recordings one after the other; returns the bank and the track of each recording."""
    hop = features.hop_samples
    # The recordings first, since only they have labels; then all coded copies.
    sounds = [one.samples for one in recordings] + [copy for one in recordings for copy in one.copies]
    n_hops = [math.ceil(len(sound) / hop) for sound in sounds]
    starts = np.cumsum([0, *n_hops]).tolist()
    samples = np.zeros(starts[-1] * hop, np.int16)
    for sound, start in zip(sounds, starts, strict=False):
        samples[start * hop : start * hop + len(sound)] = sound
    n_labelled = starts[len(recordings)]
    targets, (sung, checked) = np.zeros(n_labelled, np.float32), np.zeros((2, n_labelled), np.bool_)
    tracks, next_copy = [], len(recordings)
    for recording, start in zip(recordings, starts, strict=False):
        targets[start : start + recording.n_frames] = recording.targets
        sung[start : start + recording.n_frames] = recording.sung
        checked[start : start + recording.n_frames] = recording.checked_frames
        copies = tuple(starts[next_copy : next_copy + len(recording.copies)])
        next_copy += len(copies)
        tracks.append(Track(start, recording.n_frames, copies, recording.group or recording.name))
    on_device = [torch.from_numpy(array).to(device) for array in (samples, targets, sung, checked)]
    bank = SampleBank(on_device[0], on_device[1], on_device[2], on_device[3], features)
    return bank, tuple(tracks)


def checked_tracks(bank: SampleBank, tracks: Sequence[Track], n_frames: int, centre: int) -> tuple[Track, ...]:
    """The parts of tracks in which every excerpt of n_frames has a checked frame at its index `centre`.

    A track that is checked throughout comes back as it is, and so does one that is too short for an excerpt.
    """
    return tuple(part for track in tracks for part in _checked_parts(bank, track, n_frames, centre))


def _checked_parts(bank: SampleBank, track: Track, n_frames: int, centre: int) -> list[Track]:
    n_starts = track.n_frames - n_frames + 1
    first_centre = track.start + centre
    usable = bank.checked[first_centre : first_centre + max(n_starts, 0)].cpu().numpy()
    if usable.all():
        return [track]
    steps = np.diff(usable.astype(np.int8), prepend=np.int8(0), append=np.int8(0))
    runs = zip(np.flatnonzero(steps == 1).tolist(), np.flatnonzero(steps == -1).tolist(), strict=True)
    return [
        Track(
            track.start + first,
            end - first + n_frames - 1,
            tuple(copy + first for copy in track.copies),
            track.group,
        )
        for first, end in runs
    ]


class ExcerptPositions:
    """The positions in a sample bank at which excerpts of n_frames can start, in the tracks that hold at least one.

    Attributes:
        count: number of positions; 0 if no track is long enough.
    """

    def __init__(self, tracks: Sequence[Track], n_frames: int, device: torch.device) -> None:
        usable = [track for track in tracks if track.n_frames >= n_frames]
        self.count = sum(track.n_frames - n_frames + 1 for track in usable)
        # Looked up, but never used: a batch is drawn without branches.
        usable = usable or [Track(0, n_frames)]
        self._starts = torch.tensor([track.start for track in usable], device=device)
        self._n_positions = torch.tensor([track.n_frames - n_frames + 1 for track in usable], device=device)
        self._ends = self._n_positions.cumsum(0)
        weights = self._n_positions.double().sqrt().cumsum(0)
        self._cumulated_shares = weights / weights[-1]

    def at(self, index: Tensor) -> Tensor:
        """The positions (batch,) of these indices (batch,) in 0 .. count - 1, counted through all tracks."""
        track = torch.searchsorted(self._ends, index, right=True)
        return self._starts[track] + index - self._ends[track] + self._n_positions[track]

    def by_length(self, track: Tensor, place: Tensor) -> Tensor:
        """Random positions by uniform numbers (batch,) in 0 .. 1 for the track and the place in it.

        A track's probability grows with the square root of its length, so that rare voices count.
        """
        return self._within(torch.searchsorted(self._cumulated_shares, track, right=True), place)

    def of_track(self, track: Tensor, place: Tensor) -> Tensor:
        """Random positions by uniform numbers (batch,) in 0 .. 1; every track is equally probable."""
        return self._within((track * len(self._starts)).long(), place)

    def _within(self, track: Tensor, place: Tensor) -> Tensor:
        """The positions at the fraction `place` (batch,) of the tracks of these indices (batch,)."""
        track = track.clamp(max=len(self._starts) - 1)
        n_positions = self._n_positions[track]
        return self._starts[track] + torch.minimum((place * n_positions).long(), n_positions - 1)
