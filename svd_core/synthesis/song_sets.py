"""Data sets of songs that the source-filter singer sings, every one with another voice, band and balance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from svd_core.annotation.formats.registry import format_named
from svd_core.annotation.regions import Regions
from svd_core.audio.features import FloatArray
from svd_core.config import FeatureConfig
from svd_core.errors import DataError
from svd_core.files.storage import write_atomically
from svd_core.synthesis.ogg import at_peak, write_ogg
from svd_core.synthesis.song import Production, SongStems, render_stems

SHORTEST_SONG = 20.0
_SOFTEST_DB = -18.0


@dataclass(frozen=True)
class SongWritten:
    """One song is written: its name, length and sung seconds, and how much of the set is done (0 to 1)."""

    name: str
    seconds: float
    sung: float
    done: float


def songs(out: Path, count: int, seconds: float, seed: int, stems: bool = False) -> Iterator[SongWritten]:
    """Write songs of about so many seconds, as a labelled set or, as stems, voice and band apart.

    The same arguments give the same songs. Raises DataError when the folder has songs already.
    """
    folder = out / ("songs" if stems else "audio")
    if folder.exists():
        raise DataError(f"{folder}: is there already. Choose a new folder, or delete this one.")
    rate = FeatureConfig().sample_rate
    for number in range(count):
        rng = np.random.default_rng([seed, number])
        length = float(max(SHORTEST_SONG, round(seconds * rng.uniform(0.75, 1.25), 1)))
        song = render_stems(length, int(rng.integers(2**31)), rate, Production.draw(rng))
        name = f"made_{seed}_{number:03}"
        gain = np.float32(10 ** (rng.uniform(_SOFTEST_DB, 0) / 20))
        (_write_stems if stems else _write_song)(out, name, song, gain, length)
        yield SongWritten(name, length, sum(region.length for region in song.regions), (number + 1) / count)


def _write_song(out: Path, name: str, song: SongStems, gain: np.float32, length: float) -> None:
    for part in ("audio", "labels"):
        (out / part).mkdir(parents=True, exist_ok=True)
    # Labels without a song do no harm, should somebody stop in between.
    _write_labels(out / "labels" / f"{name}.lab", song.regions, length)
    write_ogg(out / "audio" / f"{name}.ogg", gain * at_peak(_mono(song.mix)), song.sample_rate)


def _write_stems(out: Path, name: str, song: SongStems, gain: np.float32, length: float) -> None:
    folder = out / "songs" / name
    folder.mkdir(parents=True)
    voice, band = _mono(song.voice + song.backing), _mono(song.band)
    # One scale for both, so that their sum is the song.
    scale = gain * np.float32(0.8 / max(float(np.max(np.abs(voice + band))), 1e-9))
    write_ogg(folder / "vocals.ogg", scale * voice, song.sample_rate)
    write_ogg(folder / "accompaniment.ogg", scale * band, song.sample_rate)
    _write_labels(folder / "labels.lab", song.regions, length)


def _write_labels(path: Path, regions: Regions, length: float) -> None:
    write_atomically(path, format_named("lab").write(regions, length).encode())


def _mono(stereo: FloatArray) -> FloatArray:
    return np.asarray(stereo.mean(axis=1), np.float32)
