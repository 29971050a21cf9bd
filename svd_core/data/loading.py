"""Everything that a training learns from, read into memory by several threads at once."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, Literal

from svd_core.audio import sound_file
from svd_core.audio.features import FloatArray
from svd_core.config import FeatureConfig
from svd_core.data.dataset import Dataset, LabelledSong, StemSong
from svd_core.data.recordings import (
    Recording,
    Stems,
    decoded,
    load_instrumental,
    load_singer,
    load_song,
    load_stems,
    with_copies,
)
from svd_core.data.sample_store import SampleStore

Labeller = Callable[[Path, FloatArray], Recording]
"""From a song without labels, as its file and its samples of shape (n,), to a recording with a teacher's targets."""


@dataclass(frozen=True)
class StemSources:
    """What mixes are made of, in memory: songs as two stems, singers alone, and music without singing."""

    stems: tuple[Stems, ...] = ()
    singers: tuple[Recording, ...] = ()
    backings: tuple[Recording, ...] = ()

    def recordings(self) -> tuple[Recording, ...]:
        """Every recording: vocals and accompaniment of each song, singers, backings."""
        tracks = [track for stems in self.stems for track in (stems.vocals, stems.accompaniment)]
        return (*tracks, *self.singers, *self.backings)


@dataclass(frozen=True)
class LoadProgress:
    """One recording more is in memory; the last report holds everything that was read.

    Attributes:
        done: recordings read so far, out of `total`.
        name: the one read last; "" in the last report.
        songs: songs with targets for every frame, labelled by people or by a teacher.
    """

    done: int
    total: int
    name: str
    songs: tuple[Recording, ...] = ()
    sources: StemSources = field(default_factory=StemSources)


_Destination = Literal["song", "unlabelled", "stems", "singer", "backing"]


@dataclass(frozen=True)
class _Reading:
    """One recording to read: its name, what its result becomes, and the function that reads it."""

    name: str
    destination: _Destination
    read: Callable[[], Any]


def load(
    dataset: Dataset,
    features: FeatureConfig,
    seed: int,
    labeller: Labeller | None = None,
    threads: int = 1,
    codings: int = 0,
    store: SampleStore | None = None,
) -> Iterator[LoadProgress]:
    """Read everything, into memory or into files of a store; one report a recording, the last one holds the result.

    The result does not depend on the number of threads. Songs without labels are read only where a labeller is
    given, which is called in the caller's thread. All but singers come with `codings` coded copies. Raises AudioError
    for a file that cannot be read, DataError where the store is full.
    """
    readings = list(_readings(dataset, features, seed, codings, with_unlabelled=labeller is not None, store=store))
    results: dict[_Destination, list[Any]] = defaultdict(list)
    for done, (reading, result) in enumerate(_read_ahead(readings, threads), 1):
        if reading.destination == "unlabelled" and labeller is not None:
            path, samples = result
            results["song"].append(_stored(labeller(path, samples), path, features, store))
        else:
            results[reading.destination].append(result)
        yield LoadProgress(done, len(readings), reading.name)
    sources = StemSources(tuple(results["stems"]), tuple(results["singer"]), tuple(results["backing"]))
    yield LoadProgress(len(readings), len(readings), "", tuple(results["song"]), sources)


def _readings(
    dataset: Dataset,
    features: FeatureConfig,
    seed: int,
    codings: int,
    with_unlabelled: bool,
    store: SampleStore | None = None,
) -> Iterator[_Reading]:
    """What there is to read, in a fixed order."""
    for song in dataset.songs:
        yield _Reading(song.name, "song", partial(_song, song, features, codings, store))
    for stem_song in dataset.stems:
        yield _Reading(stem_song.name, "stems", partial(_stems, stem_song, features, codings, store))
    for number, singer in enumerate(dataset.singers):
        # Each singer has a random generator of its own, so that the order of reading does not matter.
        yield _Reading(singer.name, "singer", partial(load_singer, singer, features, [seed, 0x51A6, number], store))
    for path in dataset.instrumentals:
        yield _Reading(path.stem, "backing", partial(_instrumental, path, features, codings, store))
    if with_unlabelled:
        for path in dataset.unlabelled:
            yield _Reading(path.stem, "unlabelled", partial(_unlabelled, path, features))


def _song(song: LabelledSong, features: FeatureConfig, codings: int, store: SampleStore | None) -> Recording:
    return with_copies(load_song(song, features, store), codings, features, store)


def _stems(song: StemSong, features: FeatureConfig, codings: int, store: SampleStore | None) -> Stems:
    stems = load_stems(song, features, store)
    vocals, accompaniment = (
        with_copies(stem, codings, features, store) for stem in (stems.vocals, stems.accompaniment)
    )
    return Stems(vocals, accompaniment)


def _instrumental(path: Path, features: FeatureConfig, codings: int, store: SampleStore | None) -> Recording:
    recording = load_instrumental(decoded(path, features, store), path.stem, features)
    return with_copies(replace(recording, group=path.parent.name), codings, features, store)


def _unlabelled(path: Path, features: FeatureConfig) -> tuple[Path, FloatArray]:
    return path, sound_file.read_mono(path, features)


def _stored(recording: Recording, path: Path, features: FeatureConfig, store: SampleStore | None) -> Recording:
    """The recording of a song that a teacher labelled, its samples in the store if there is one."""
    return recording if store is None else replace(recording, samples=decoded(path, features, store))


def _read_ahead(readings: Iterable[_Reading], threads: int) -> Iterator[tuple[_Reading, Any]]:
    """The results in order, while threads read the next few: decoding does not hold the interpreter's lock."""
    with ThreadPoolExecutor(threads, thread_name_prefix="reading") as pool:
        pending: deque[tuple[_Reading, Future[Any]]] = deque()
        try:
            for reading in readings:
                pending.append((reading, pool.submit(reading.read)))
                if len(pending) > 2 * threads:
                    first, future = pending.popleft()
                    yield first, future.result()
            while pending:
                first, future = pending.popleft()
                yield first, future.result()
        finally:
            for _, future in pending:
                future.cancel()
