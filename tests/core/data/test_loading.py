"""A data set read into memory is the same whoever reads it first."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest
import soundfile

from svd_core.audio.features import FloatArray
from svd_core.config import FeatureConfig
from svd_core.data import dataset
from svd_core.data.loading import LoadProgress, load
from svd_core.data.recordings import Recording
from svd_core.errors import AudioError

RATE = 22050
FEATURES = FeatureConfig()


@pytest.fixture
def data(tmp_path: Path) -> dataset.Dataset:
    """Two songs, one song of stems, two singers, an instrumental and a song without labels."""
    rng = np.random.default_rng(0)
    files = [*(f"set/audio/{name}.wav" for name in "ab"), "stems/songs/s/vocals.wav", "stems/songs/s/accompaniment.wav"]
    files += [f"stems/voices/{singer}/{number}.wav" for singer in "xy" for number in range(3)]
    files += ["stems/instrumentals/band/c.wav", "more/d.wav"]
    for name in files:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        soundfile.write(path, rng.uniform(-0.3, 0.3, RATE // 2), RATE)
    (tmp_path / "set/labels").mkdir()
    for name in "ab":
        (tmp_path / f"set/labels/{name}.lab").write_text("0 0.2 nosing\n0.2 0.5 sing\n")
    found = dataset.find([tmp_path / "set", tmp_path / "stems"])
    return dataclasses.replace(found, unlabelled=(tmp_path / "more/d.wav",))


def taught(path: Path, samples: FloatArray) -> Recording:
    return Recording(path.stem, samples.astype(np.int16), np.zeros(30, np.bool_))


def loaded(found: dataset.Dataset, threads: int) -> list[LoadProgress]:
    return list(load(found, FEATURES, 0, taught, threads))


def test_the_number_of_threads_changes_nothing(data: dataset.Dataset) -> None:
    alone, together = loaded(data, 1), loaded(data, 4)
    assert [report.name for report in alone] == [report.name for report in together]
    for one, other in zip(
        (*alone[-1].songs, *alone[-1].sources.recordings()),
        (*together[-1].songs, *together[-1].sources.recordings()),
        strict=True,
    ):
        assert one.name == other.name
        np.testing.assert_array_equal(one.samples, other.samples)
        np.testing.assert_array_equal(one.sung, other.sung)


def test_what_was_read_is_reported_in_order(data: dataset.Dataset) -> None:
    reports = loaded(data, 2)
    assert [report.name for report in reports] == ["a", "b", "s", "x", "y", "c", "d", ""]
    assert [report.done for report in reports] == [1, 2, 3, 4, 5, 6, 7, 7]
    last = reports[-1]
    assert [song.name for song in last.songs] == ["a", "b", "d"]
    counts = (len(last.sources.stems), len(last.sources.singers), len(last.sources.backings))
    assert counts == (1, 2, 1)


def test_a_file_that_cannot_be_read_stops_it_and_so_does_whoever_asks_no_more(data: dataset.Dataset) -> None:
    unfinished = load(data, FEATURES, 0, None, 2)
    next(unfinished)
    unfinished.close()
    data.songs[1].audio.write_bytes(b"noise")
    with pytest.raises(AudioError, match=r"b\.wav"):
        loaded(data, 2)
