"""All recordings one after the other, with tables of what lies where.

Excerpts start at whole STFT frames, so a position in the bank is a number of frames (hops) from its beginning. Samples
are in one tensor on the device that trains or, where they are too many for it, in the files of a sample store.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from svd_core.config import FeatureConfig
from svd_core.data.recordings import Recording
from svd_core.data.sample_store import SampleFile, Samples, label_table

IN_MEMORY_BYTES = 500_000_000
"""On a processor, samples of at most so many bytes (90 minutes with a copy of each) are held in memory as a whole: that
is no faster than reading the files, but needs none of them later."""


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


class Sounds(Protocol):
    """The samples of a bank, wherever they are."""

    @property
    def on_device(self) -> bool:
        """Whether they are in the memory of the device that trains."""

    def rows(self, first: Tensor, n_samples: int) -> Tensor:
        """Samples (batch, n_samples), int16, from the frames `first`, shape (batch,), on."""

    def piece(self, start: int, stop: int) -> Tensor:
        """Samples start to stop, int16, shape (stop - start,), within one recording."""


class TensorSounds:
    """The samples in one tensor, int16, shape (n_hops * hop_samples,): all recordings, then their coded copies."""

    on_device = True

    def __init__(self, samples: Tensor, hop_samples: int) -> None:
        self._samples, self._hop = samples, hop_samples

    def rows(self, first: Tensor, n_samples: int) -> Tensor:
        """See `Sounds`."""
        return self._samples.unfold(0, n_samples, self._hop).index_select(0, first)

    def piece(self, start: int, stop: int) -> Tensor:
        """See `Sounds`."""
        return self._samples[start:stop]


class FileSounds:
    """The samples in the files of recordings, of which only what is asked for is read."""

    on_device = False

    def __init__(
        self, sounds: Sequence[Samples], starts: Sequence[int], hop_samples: int, device: torch.device
    ) -> None:
        """Args: starts: the first frame of each sound in the bank, ascending."""
        self._sounds, self._hop, self._device = tuple(sounds), hop_samples, device
        self._starts = np.asarray(starts, np.int64)

    def rows(self, first: Tensor, n_samples: int) -> Tensor:
        """See `Sounds`; what lies beyond the end of a recording is silent."""
        found = np.zeros((len(first), n_samples), np.int16)
        for row, frame in zip(found, first.tolist(), strict=True):
            self._read(frame * self._hop, row)
        return torch.from_numpy(found).to(self._device)

    def piece(self, start: int, stop: int) -> Tensor:
        """See `Sounds`."""
        found = np.zeros(stop - start, np.int16)
        self._read(start, found)
        return torch.from_numpy(found).to(self._device)

    def _read(self, start: int, into: NDArray[np.int16]) -> None:
        number = int(np.searchsorted(self._starts, start // self._hop, "right")) - 1
        first = start - int(self._starts[number]) * self._hop
        part = self._sounds[number][first : first + len(into)]
        into[: len(part)] = part


@dataclass(frozen=True)
class SampleBank:
    """The samples of all recordings, and what is known of the frame that starts at each hop.

    Attributes:
        targets: the target of each frame of the recordings in 0 .. 1, float32, shape (n_labelled_hops,).
        sung: frames in which singing cannot be ruled out, bool, shape (n_labelled_hops,).
        checked: frames of which the target is known, bool, shape (n_labelled_hops,); no other takes part in a loss.
    """

    sounds: Sounds
    targets: Tensor
    sung: Tensor
    checked: Tensor
    features: FeatureConfig

    @property
    def device(self) -> torch.device:
        """The device that holds the labels, and batches."""
        return self.targets.device

    def cut(self, first: Tensor, n_samples: int) -> Tensor:
        """Samples (batch, n_samples) float32 in -1 .. 1 from the frames `first`, shape (batch,), on."""
        return self.sounds.rows(first, n_samples).float().mul_(1 / 32768)


def build_sample_bank(
    recordings: Sequence[Recording], features: FeatureConfig, device: torch.device
) -> tuple[SampleBank, tuple[Track, ...]]:
    """Lay out recordings one after the other; returns the bank and the track of each recording."""
    hop = features.hop_samples
    # The recordings first, since only they have labels; then all coded copies.
    sounds = [one.samples for one in recordings] + [copy for one in recordings for copy in one.copies]
    starts = np.cumsum([0, *(math.ceil(len(sound) / hop) for sound in sounds)]).tolist()
    n_labelled = starts[len(recordings)]
    files = [sound for sound in sounds if isinstance(sound, SampleFile)]
    in_files = bool(files) and 2 * starts[-1] * hop > _room(device)
    beside = files[0].path.parent if in_files and device.type == "cpu" else None
    targets, sung, checked = (_table(n_labelled, kind, beside) for kind in (np.float32, np.bool_, np.bool_))
    tracks, next_copy = [], len(recordings)
    for recording, start in zip(recordings, starts, strict=False):
        frames = slice(start, start + recording.n_frames)
        targets[frames], sung[frames] = recording.targets, recording.sung
        checked[frames] = recording.checked_frames
        copies = tuple(starts[next_copy : next_copy + len(recording.copies)])
        next_copy += len(copies)
        tracks.append(Track(start, recording.n_frames, copies, recording.group or recording.name))
    kept: Sounds
    if in_files:
        kept = FileSounds(sounds, starts[:-1], hop, device)
    else:
        kept = TensorSounds(_joined(sounds, starts, hop, device), hop)
    on_device = [torch.from_numpy(array).to(device) for array in (targets, sung, checked)]
    return SampleBank(kept, on_device[0], on_device[1], on_device[2], features), tuple(tracks)


def _room(device: torch.device) -> int:
    """Bytes of samples for which there is room in the memory of a device; of a card's free memory, a half."""
    if device.type == "cuda":
        return torch.cuda.mem_get_info(device)[0] // 2
    return IN_MEMORY_BYTES


def _table(n_frames: int, kind: type[np.generic], beside: Path | None) -> NDArray[Any]:
    """An array of zeros (n_frames,): in memory, or in a file in this folder."""
    return np.zeros(n_frames, kind) if beside is None else label_table(n_frames, kind, beside)


def _joined(sounds: Sequence[Samples], starts: Sequence[int], hop: int, device: torch.device) -> Tensor:
    """All sounds in one tensor, each from its first frame on; silence between them."""
    samples = torch.zeros(starts[-1] * hop, dtype=torch.int16, device=device)
    for sound, start in zip(sounds, starts, strict=False):
        samples[start * hop : start * hop + len(sound)] = torch.from_numpy(sound[:])
    return samples


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
