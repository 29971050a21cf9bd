"""Everything there is to learn from, read into memory by several threads at once."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from svd_core.audio import sound_file
from svd_core.audio.features import FloatArray
from svd_core.config import FeatureConfig
from svd_core.data.dataset import Dataset
from svd_core.data.recordings import Recording, Stems, load_instrumental, load_singer, load_song, load_stems

Teach = Callable[[Path, FloatArray], Recording]


@dataclass(frozen=True)
class Sources:
    """Stems in memory: whole songs in two tracks, singers alone, and music without singing."""

    stems: tuple[Stems, ...] = ()
    singers: tuple[Recording, ...] = ()
    backings: tuple[Recording, ...] = ()

    def recordings(self) -> tuple[Recording, ...]:
        """All of it."""
        tracks = [track for stems in self.stems for track in (stems.vocals, stems.accompaniment)]
        return (*tracks, *self.singers, *self.backings)


@dataclass(frozen=True)
class Loaded:
    """Progress of reading a data set into memory; the last one carries it whole."""

    done: int
    total: int
    name: str
    songs: tuple[Recording, ...] = ()
    sources: Sources = field(default_factory=Sources)


@dataclass(frozen=True)
class _Reading:
    """One thing to read: its name, the shelf its result belongs on, and how to get it."""

    name: str
    shelf: str
    read: Callable[[], Any]


def load(
    dataset: Dataset, features: FeatureConfig, seed: int, teach: Teach | None = None, threads: int = 1
) -> Iterator[Loaded]:
    """Read everything into memory, one report a recording; the last report holds the result.

    The result does not depend on the number of threads. teach makes a recording of a song without labels from its
    file and its samples, in the caller's thread.
    """
    readings = list(_readings(dataset, features, seed, teach))
    shelves: dict[str, list[Any]] = {"song": [], "stems": [], "singer": [], "backing": []}
    for done, (reading, result) in enumerate(_read_ahead(readings, threads), 1):
        taught = teach is not None and reading.shelf == "unlabelled"
        shelves["song" if taught else reading.shelf].append(teach(*result) if teach and taught else result)
        yield Loaded(done, len(readings), reading.name)
    sources = Sources(tuple(shelves["stems"]), tuple(shelves["singer"]), tuple(shelves["backing"]))
    yield Loaded(len(readings), len(readings), "", tuple(shelves["song"]), sources)


def _readings(dataset: Dataset, features: FeatureConfig, seed: int, teach: Teach | None) -> Iterator[_Reading]:
    for song in dataset.songs:
        yield _Reading(song.name, "song", partial(load_song, song, features))
    for stem_song in dataset.stems:
        yield _Reading(stem_song.name, "stems", partial(load_stems, stem_song, features))
    for number, singer in enumerate(dataset.singers):
        # A generator of its own, so that it does not matter who is read first.
        rng = np.random.default_rng([seed, 0x51A6, number])
        yield _Reading(singer.name, "singer", partial(load_singer, singer, features, rng))
    for path in dataset.instrumentals:
        yield _Reading(path.stem, "backing", partial(_instrumental, path, features))
    if teach is not None:
        for path in dataset.unlabelled:
            yield _Reading(path.stem, "unlabelled", partial(_unlabelled, path, features))


def _instrumental(path: Path, features: FeatureConfig) -> Recording:
    return load_instrumental(sound_file.read_mono(path, features), path.stem, features)


def _unlabelled(path: Path, features: FeatureConfig) -> tuple[Path, FloatArray]:
    return path, sound_file.read_mono(path, features)


def _read_ahead(readings: Iterable[_Reading], threads: int) -> Iterator[tuple[_Reading, Any]]:
    """The results in order, while threads are busy with the next few; decoders leave the interpreter to others."""
    with ThreadPoolExecutor(threads, thread_name_prefix="reading") as pool:
        under_way: deque[tuple[_Reading, Future[Any]]] = deque()
        try:
            for reading in readings:
                under_way.append((reading, pool.submit(reading.read)))
                if len(under_way) > 2 * threads:
                    first, future = under_way.popleft()
                    yield first, future.result()
            while under_way:
                first, future = under_way.popleft()
                yield first, future.result()
        finally:
            for _, future in under_way:
                future.cancel()
