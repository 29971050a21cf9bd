"""The posteriors of left-out songs by trained networks, song by song for many networks at a time."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from svd_core.audio import sound_file
from svd_core.audio.features import shifted_log_mels
from svd_core.config import NO_SHIFTS
from svd_core.data.dataset import LabelledSong
from svd_core.experiments.folds import posterior_files
from svd_core.experiments.folds.names import FoldName
from svd_core.experiments.folds.posterior_files import HalfArray
from svd_core.files.storage import content_key
from svd_core.model.card import Card

if TYPE_CHECKING:
    from svd_core.model.checkpoint import Model

AT_ONCE = 48
"""Networks in memory at the same time; a song is decoded and analysed once for all of them."""

SECONDS_BETWEEN_WRITES = 30.0
"""A process that is killed loses what it predicted since the last time."""


@dataclass(frozen=True)
class SongPredicted:
    """Report: so many networks have predicted a song, the number `done` of `total`."""

    kind: ClassVar[str] = "predicted"
    song: str
    networks: int
    done: int
    total: int


@dataclass(frozen=True)
class Request:
    """A network, and the songs that it has not learned from and is to predict.

    Attributes:
        shifts: factors on all frequencies over which probabilities are averaged.
    """

    name: FoldName
    card: Card
    songs: tuple[LabelledSong, ...]
    shifts: tuple[float, ...] = NO_SHIFTS


class Predictor:
    """Predicts what is missing in a folder of posteriors."""

    def __init__(self, folder: Path, device: str, threads: int | None = None) -> None:
        """Args: threads: songs predicted at a time, each by one thread; by default one for each core."""
        self._folder = folder
        self._device = device
        self._threads = threads or os.cpu_count() or 1
        self._audio_keys: dict[Path, str] = {}

    def path(self, request: Request) -> Path:
        """The file of a network's posteriors."""
        return self._folder / f"{request.name}{posterior_files.SUFFIX}"

    def predict(self, requests: Sequence[Request]) -> Iterator[SongPredicted]:
        """Predict the songs of which no posteriors by these very networks are kept; DataError, AudioError."""
        waiting = [item for request in requests if (item := self._missing(request)).songs]
        waiting.sort(key=lambda item: [song.name for song in item.songs])
        groups = [waiting[first : first + AT_ONCE] for first in range(0, len(waiting), AT_ONCE)]
        done, total = 0, sum(len(_songs(group)) for group in groups)
        for group in groups:
            for song, networks in self._predict_group(group):
                yield SongPredicted(song, networks, done := done + 1, total)

    def _missing(self, request: Request) -> _Waiting:
        """What is kept of the songs of a request, and which are missing."""
        audio = {song.name: self._audio_key(song) for song in request.songs}
        about = {"model": request.card.key, "shifts": list(request.shifts), "audio": audio}
        kept = posterior_files.read_of(self.path(request), about, [song.name for song in request.songs])
        missing = tuple(song for song in request.songs if song.name not in kept)
        return _Waiting(request, missing, kept, about)

    def _predict_group(self, group: Sequence[_Waiting]) -> Iterator[tuple[str, int]]:
        """Predict for networks that fit into memory together; yields each song's name and how many predicted it."""
        from svd_core.model import checkpoint, inference

        paths = {item.request.card.path for item in group}
        loaded = {path: inference.on_device(checkpoint.load(path), self._device) for path in paths}
        models = [loaded[item.request.card.path] for item in group]
        written = time.monotonic()
        # Songs side by side, and one thread for each, take a third of the time of one song with all threads.
        pool = ThreadPoolExecutor(self._threads, thread_name_prefix="predicting")
        with inference.one_thread_a_network():
            waiting = [pool.submit(_predict_song, song, group, models) for song in _songs(group)]
            try:
                for finished in as_completed(waiting):
                    yield finished.result()
                    if time.monotonic() - written > SECONDS_BETWEEN_WRITES:
                        self._write(group)
                        written = time.monotonic()
            finally:
                pool.shutdown(cancel_futures=True)
                self._write(group)

    def _write(self, group: Sequence[_Waiting]) -> None:
        for item in group:
            if kept := dict(item.kept):
                posterior_files.write(self.path(item.request), kept, item.about)

    def _audio_key(self, song: LabelledSong) -> str:
        if song.audio not in self._audio_keys:
            self._audio_keys[song.audio] = content_key(song.audio)
        return self._audio_keys[song.audio]


@dataclass(frozen=True)
class _Waiting:
    """A request, the songs that it lacks, what it has, and the origin to be written with it."""

    request: Request
    songs: tuple[LabelledSong, ...]
    kept: dict[str, HalfArray]
    about: Mapping[str, object]


def _songs(group: Sequence[_Waiting]) -> list[LabelledSong]:
    """The songs that at least one network of the group lacks, each once."""
    return list({song.name: song for item in group for song in item.songs}.values())


def _predict_song(song: LabelledSong, group: Sequence[_Waiting], models: Sequence[Model]) -> tuple[str, int]:
    """Put a song's logits where they are missing; returns its name and how many networks predicted it."""
    from svd_core.model.inference import detect

    users = [(item, model) for item, model in zip(group, models, strict=True) if song in item.songs]
    fronts = {(model.features, item.request.shifts) for item, model in users}
    for features, shifts in sorted(fronts, key=repr):
        mels = shifted_log_mels(sound_file.read_mono(song.audio, features), shifts, features)
        for item, model in users:
            if (model.features, item.request.shifts) == (features, shifts):
                item.kept[song.name] = posterior_files.logits_of(detect(model, mels))
    return song.name, len(users)
