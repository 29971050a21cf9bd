"""Models and posteriors by the names of their files, and whether they may be judged on the songs of their fold."""

from __future__ import annotations

import glob
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from svd_core.audio.features import FloatArray
from svd_core.config import FeatureConfig
from svd_core.data.artists import artist_key
from svd_core.data.dataset import LabelledSong
from svd_core.errors import DataError
from svd_core.experiments.folds import posterior_files
from svd_core.experiments.folds.names import FoldName, parse_name
from svd_core.experiments.folds.predicting import Request
from svd_core.experiments.folds.splits import Split
from svd_core.model.card import known_songs, read_card


@dataclass(frozen=True)
class ScoredSongs:
    """The songs that networks are judged on.

    Attributes:
        of_fold: the songs of each fold by its name; under "" those of all folds.
        artists: the artist of every song of the data, by the song's name, scored or not.
        validation: songs that nothing was learned from and that are not judged on either: they choose a threshold.
    """

    of_fold: Mapping[str, tuple[LabelledSong, ...]]
    artists: Mapping[str, str]
    validation: tuple[LabelledSong, ...] = ()

    @classmethod
    def of(cls, songs: Sequence[LabelledSong], splits: Sequence[Split], artists: Mapping[str, str]) -> ScoredSongs:
        """The songs that these splits score."""
        folds = {split.name: tuple(song for song in songs if song.name in split.test) for split in splits}
        every = tuple(song for fold in folds.values() for song in fold)
        choosing = frozenset().union(*(split.validation for split in splits))
        return cls({**folds, "": every}, artists, tuple(song for song in songs if song.name in choosing))

    def predicted(self, fold: str) -> tuple[LabelledSong, ...]:
        """The songs that a network of this fold predicts: those that it is judged on, and those for validation."""
        return (*self.of_fold[fold], *self.validation)

    @property
    def folds(self) -> tuple[str, ...]:
        """The names of the folds."""
        return tuple(name for name in self.of_fold if name)


@dataclass(frozen=True)
class NetworkPosteriors:
    """What one network says of songs that it has not learned from: logits (n_frames,), float32, by the song's name."""

    name: FoldName
    logits: Mapping[str, FloatArray]


def find_files(patterns: Iterable[Path], suffix: str, folds: Sequence[str]) -> dict[FoldName, Path]:
    """The files that are meant, by what their names say; each may be a file, a folder or a pattern such as "wide-*".

    Raises DataError where nothing is found, or two files have one name.
    """
    found: dict[FoldName, Path] = {}
    for pattern in patterns:
        paths = list(_expanded(pattern, suffix))
        if not paths:
            raise DataError(
                f"{pattern}: no {suffix} file here. Name files, folders or patterns such as 'models/*-s0*'."
            )
        for path in paths:
            name = parse_name(path.stem, folds)
            if found.setdefault(name, path).resolve() != path.resolve():
                raise DataError(
                    f"{path}: is the network {name}, and so is {found[name]}. Rename one of the two, or leave it out."
                )
    return found


def _expanded(pattern: Path, suffix: str) -> Iterator[Path]:
    if pattern.is_dir():
        yield from sorted(pattern.glob(f"*{suffix}"))
    elif pattern.is_file():
        yield pattern
    else:
        yield from (path for path in map(Path, sorted(glob.glob(str(pattern)))) if path.suffix == suffix)


def request(name: FoldName, path: Path, scored: ScoredSongs) -> Request:
    """The request for the posteriors of a model; DataError if it has learned from a song of its fold or its artist."""
    card = read_card(path)
    if card.features.frame_rate != FeatureConfig().frame_rate:
        raise DataError(f"{path}: has {card.features.frame_rate:g} frames a second, so it cannot be compared here.")
    songs = scored.predicted(name.fold)
    artists = {artist_key(scored.artists[song.name]) for song in scored.of_fold[name.fold]}
    for learned in sorted(known_songs(card.metadata)):
        if any(song.is_among(frozenset([learned])) for song in songs):
            raise DataError(f"{path}: has learned from {learned!r}, which it would be judged on. {_WHAT_TO_DO}")
        if learned in scored.artists and artist_key(scored.artists[learned]) in artists:
            artist = scored.artists[learned]
            raise DataError(f"{path}: has learned from {learned!r}; songs by {artist} would judge it. {_WHAT_TO_DO}")
    return Request(name, card, songs)


_WHAT_TO_DO = "Its name must end with the fold that it has not learned from, such as -fold1-s0; else leave it out."


def load_posteriors(name: FoldName, path: Path, scored: ScoredSongs) -> NetworkPosteriors:
    """The posteriors in a file, of the songs of its fold; DataError if others are in it or lengths do not fit."""
    songs = {song.name for song in scored.predicted(name.fold)}
    kept = posterior_files.read(path)
    stranger = next((song for song in sorted(kept) if song not in songs), None)
    if stranger is not None:
        where = f"fold {name.fold}" if name.fold else "any fold"
        raise DataError(f"{path}: holds {stranger!r}, which is not in {where}. Correct the lists or leave it out.")
    return NetworkPosteriors(name, {song: values.astype(np.float32) for song, values in kept.items()})
