"""What robustness tests run on: excerpts of recordings given or, without any, of songs that the program ships."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np

from svd_core.annotation import frame_targets
from svd_core.annotation.frame_targets import BoolArray
from svd_core.annotation.label_file import read_labels
from svd_core.audio import sound_file
from svd_core.audio.features import FloatArray, FrameGrid
from svd_core.config import FeatureConfig, RobustnessConfig
from svd_core.data.dataset import LabelledSong, StemSong
from svd_core.data.recordings import load_stems
from svd_core.errors import DataError
from svd_core.experiments.robustness.robustness_test import SongExcerpt, StemExcerpt
from svd_core.experiments.robustness.voice_ratio import is_usable
from svd_core.files.storage import resource

SYNTHETIC_SECONDS = 30.0
"""Length of each synthetic song that takes the place of stems or instruments."""

_SYNTHETIC_SEEDS = (38, 51)

ItemT = TypeVar("ItemT")


@dataclass(frozen=True)
class Instrument:
    """A recording without singing, and the group that it is counted with."""

    path: Path
    group: str


@dataclass(frozen=True)
class Material:
    """The recordings to test on; for a kind without recordings, songs that the program ships are used."""

    songs: tuple[LabelledSong, ...] = ()
    stems: tuple[StemSong, ...] = ()
    instruments: tuple[Instrument, ...] = ()

    def chosen(self, config: RobustnessConfig) -> Material:
        """At most `config.recordings` of each kind, picked evenly over their order."""
        most = config.recordings
        return Material(_spread(self.songs, most), _spread(self.stems, most), _spread(self.instruments, most))


def count_pieces(material: Material) -> tuple[int, int, int]:
    """Numbers of songs, songs as stems, and recordings without singing, counting shipped ones where none are given."""
    synthetic = len(_SYNTHETIC_SEEDS)
    return len(material.songs) or 1, len(material.stems) or synthetic, len(material.instruments) or synthetic


def song_excerpts(material: Material, config: RobustnessConfig, features: FeatureConfig) -> Iterator[SongExcerpt]:
    """An excerpt of the longest checked stretch of every song, or of the demo song if none are given.

    One song is in memory at a time.
    """
    for song in material.songs or (demo_song(),):
        samples = sound_file.read_mono(song.audio, features)
        grid = FrameGrid.of_samples(len(samples), features)
        first, last = _longest_run(frame_targets.from_spans(song.checked_within(grid.duration), grid))
        sung = frame_targets.from_regions(song.regions, grid)[first:last]
        _check_length(song.audio, sung)
        start, stop = typical_excerpt(sung, config, features)
        excerpt = cut(samples, first + start, first + stop, features)
        yield SongExcerpt(song.name, excerpt, sung[start:stop])


def stem_excerpts(material: Material, config: RobustnessConfig, features: FeatureConfig) -> Iterator[StemExcerpt]:
    """An excerpt of every song with stems, or of synthetic songs if none are given, unless its voice is silent."""
    for song in _read_stems(material, features):
        start, stop = typical_excerpt(song.sung, config, features)
        voice, backing = (cut(part, start, stop, features) for part in (song.voice, song.backing))
        found = StemExcerpt(song.name, voice, backing, song.sung[start:stop])
        if is_usable(found, features):
            yield found


def instrument_excerpts(material: Material, config: RobustnessConfig, features: FeatureConfig) -> Iterator[SongExcerpt]:
    """The middle of every recording without singing, or of synthetic bands if none are given."""
    if not material.instruments:
        for song in _synthetic(features):
            yield _unsung(song.name, "synthetic band", song.backing, config, features)
    for instrument in material.instruments:
        samples = sound_file.read_mono(instrument.path, features)
        yield _unsung(instrument.path.stem, instrument.group, samples, config, features)


def demo_song() -> LabelledSong:
    """The labelled song that the program ships."""
    return LabelledSong("demo song", resource("demo/song.ogg"), read_labels(resource("demo/song.lab")))


def typical_excerpt(sung: BoolArray, config: RobustnessConfig, features: FeatureConfig) -> tuple[int, int]:
    """First and last frame of the excerpt with the same share of singing as the whole that is nearest to the middle."""
    n_frames = min(len(sung), round(config.seconds * features.frame_rate))
    sums = np.concatenate([[0], np.cumsum(sung)])
    starts = np.arange(0, len(sung) - n_frames + 1)
    distance = np.abs((sums[starts + n_frames] - sums[starts]) / max(n_frames, 1) - sung.mean())
    middle = (len(sung) - n_frames) / 2
    # Shares are compared to the hundredth: being near the middle matters more than the rest.
    best = np.lexsort((np.abs(starts - middle), np.round(distance, 2)))[0]
    return int(starts[best]), int(starts[best]) + n_frames


def cut(samples: FloatArray, start: int, stop: int, features: FeatureConfig) -> FloatArray:
    """The samples of the frames from start to stop; a copy, so that the whole song can leave memory."""
    hop, overlap = features.hop_samples, features.frame_samples - features.hop_samples
    return samples[start * hop : stop * hop + overlap].copy()


def _longest_run(mask: BoolArray) -> tuple[int, int]:
    """First frame and end of the longest run of true frames; both 0 where there is none."""
    steps = np.diff(mask.astype(np.int8), prepend=np.int8(0), append=np.int8(0))
    firsts, ends = np.flatnonzero(steps == 1), np.flatnonzero(steps == -1)
    if not len(firsts):
        return 0, 0
    longest = int(np.argmax(ends - firsts))
    return int(firsts[longest]), int(ends[longest])


def _unsung(
    name: str, group: str, samples: FloatArray, config: RobustnessConfig, features: FeatureConfig
) -> SongExcerpt:
    """The middle of a recording without singing."""
    silent = np.zeros(FrameGrid.of_samples(len(samples), features).n_frames, np.bool_)
    start, stop = typical_excerpt(silent, config, features) if len(silent) else (0, 0)
    return SongExcerpt(name, cut(samples, start, stop, features), silent[start:stop], group)


def _read_stems(material: Material, features: FeatureConfig) -> Iterator[StemExcerpt]:
    """The longest checked stretch of songs as stems, given or synthetic; one in memory at a time."""
    if not material.stems:
        yield from _synthetic(features)
    for song in material.stems:
        loaded = load_stems(song, features)
        first, last = _longest_run(loaded.vocals.checked_frames)
        _check_length(song.vocals, loaded.vocals.sung[first:last])
        voice, backing = (cut(part.cut(), first, last, features) for part in (loaded.vocals, loaded.accompaniment))
        yield StemExcerpt(song.name, voice, backing, loaded.vocals.sung[first:last])


def _synthetic(features: FeatureConfig) -> Iterator[StemExcerpt]:
    """Synthetic songs as stems."""
    from svd_core.synthesis.song import render_stems

    for seed in _SYNTHETIC_SEEDS:
        song = render_stems(SYNTHETIC_SECONDS, seed, features.sample_rate)
        voice, backing = (song.voice + song.backing).mean(axis=1), song.band.mean(axis=1)
        peak = float(np.max(np.abs(voice + backing)))
        sung = frame_targets.from_regions(song.regions, FrameGrid.of_samples(len(voice), features))
        yield StemExcerpt(f"synthetic song {seed}", voice / peak, backing / peak, sung)


def _check_length(path: Path, sung: BoolArray) -> None:
    if not len(sung):
        raise DataError(f"{path}: is shorter than one frame of the network, or nothing in it is checked. Leave it out.")


def _spread(items: Sequence[ItemT], most: int) -> tuple[ItemT, ...]:
    """At most `most` of the items, picked evenly over their order."""
    step = max(len(items) / most, 1.0)
    return tuple(items[int(index * step)] for index in range(min(most, len(items))))
