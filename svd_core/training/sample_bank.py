"""All recordings one after the other in one tensor, on the device that learns, and tables of what lies where.

Excerpts start at whole STFT frames, so a place on the tape is a number of frames: hops from its beginning.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from svd_core.config import FeatureConfig
from svd_core.data.recordings import Recording


@dataclass(frozen=True)
class Track:
    """Where a recording lies on a tape: its first frame and how many there are."""

    start: int
    n_frames: int


@dataclass(frozen=True)
class SampleBank:
    """Samples of all recordings, int16, shape (n_hops * hop,), and for each hop the frame that starts there.

    Attributes:
        targets: what is to be learned of each frame, float32, shape (n_hops,).
        sung: where singing cannot be ruled out, bool, shape (n_hops,).
    """

    samples: Tensor
    targets: Tensor
    sung: Tensor
    features: FeatureConfig

    @property
    def device(self) -> torch.device:
        """Where it lies."""
        return self.samples.device

    def cut(self, first: Tensor, n_samples: int) -> Tensor:
        """Samples (B, n_samples) float32 in -1 .. 1 from the frames `first` (B,) on."""
        rows = self.samples.unfold(0, n_samples, self.features.hop_samples).index_select(0, first)
        return rows.float().mul_(1 / 32768)


def build_sample_bank(
    recordings: Sequence[Recording], features: FeatureConfig, device: torch.device
) -> tuple[SampleBank, tuple[Track, ...]]:
    """These recordings on a tape, and where each of them is."""
    hop = features.hop_samples
    starts = np.cumsum([0, *(-(-len(recording.samples) // hop) for recording in recordings)]).tolist()
    samples, targets = np.zeros(starts[-1] * hop, np.int16), np.zeros(starts[-1], np.float32)
    sung = np.zeros(starts[-1], np.bool_)
    for recording, start in zip(recordings, starts, strict=False):
        samples[start * hop : start * hop + len(recording.samples)] = recording.samples
        targets[start : start + recording.n_frames] = recording.targets
        sung[start : start + recording.n_frames] = recording.sung
    on_device = [torch.from_numpy(array).to(device) for array in (samples, targets, sung)]
    bank = SampleBank(on_device[0], on_device[1], on_device[2], features)
    return bank, tuple(Track(start, one.n_frames) for one, start in zip(recordings, starts, strict=False))


class ExcerptPositions:
    """Where on the tape excerpts of so many frames may start, in those tracks that can hold one."""

    def __init__(self, tracks: Sequence[Track], n_frames: int, device: torch.device) -> None:
        usable = [track for track in tracks if track.n_frames >= n_frames]
        self.n_tracks = len(usable)
        self.count = sum(track.n_frames - n_frames + 1 for track in usable)
        # An empty table is never drawn from, but looked up all the same: a batch is drawn without branches.
        usable = usable or [Track(0, n_frames)]
        self._starts = torch.tensor([track.start for track in usable], device=device)
        self._n_starts = torch.tensor([track.n_frames - n_frames + 1 for track in usable], device=device)
        self._ends = self._n_starts.cumsum(0)
        weights = self._n_starts.double().sqrt().cumsum(0)
        self._shares = weights / weights[-1]

    def at(self, position: Tensor) -> Tensor:
        """Frames on the tape of positions (B,) counted through all tracks."""
        track = torch.searchsorted(self._ends, position, right=True)
        return self._starts[track] + position - self._ends[track] + self._n_starts[track]

    def picked(self, track: Tensor, place: Tensor) -> Tensor:
        """Random frames by uniform numbers (B,) in 0 .. 1 for track and place.

        Long tracks come more often, but less so than their length, so that rare voices count.
        """
        return self._within(torch.searchsorted(self._shares, track, right=True), place)

    def numbered(self, track: Tensor, place: Tensor) -> Tensor:
        """Random frames by uniform numbers (B,) in 0 .. 1, every track as often as any other."""
        return self._within((track * len(self._starts)).long(), place)

    def _within(self, track: Tensor, place: Tensor) -> Tensor:
        """The frames at a share `place` (B,) of what the tracks of these numbers (B,) offer."""
        track = track.clamp(max=len(self._starts) - 1)
        positions = self._n_starts[track]
        return self._starts[track] + torch.minimum((place * positions).long(), positions - 1)
