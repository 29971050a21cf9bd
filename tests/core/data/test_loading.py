"""A data set read into memory is the same whoever reads it first."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest
import soundfile

from svd_core.audio.features import FloatArray
from svd_core.config import FeatureConfig
from svd_core.data import dataset, recordings
from svd_core.data.loading import LoadProgress, load
from svd_core.data.recordings import Recording
from svd_core.data.sample_store import SampleFile, SampleStore
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


def test_a_store_changes_nothing_and_is_read_the_next_time(
    data: dataset.Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = list(load(data, FEATURES, 0, taught, 1, 1))[-1]
    for attempt in ("decoded", "kept"):
        if attempt == "kept":
            # What is kept is not decoded again, but for the song that a teacher listens to.
            monkeypatch.setattr(recordings.sound_file, "mono_blocks", None)
            monkeypatch.setattr(recordings, "_joined_singer", None)
            data = dataclasses.replace(data, unlabelled=())
        kept = list(load(data, FEATURES, 0, taught, 2, 1, SampleStore(tmp_path / "store")))[-1]
        for one, other in zip(
            (*alone.songs[: len(kept.songs)], *alone.sources.recordings()),
            (*kept.songs, *kept.sources.recordings()),
            strict=True,
        ):
            assert isinstance(other.samples, SampleFile)
            if one.name != "d":
                np.testing.assert_array_equal(other.samples[:], one.samples)
                np.testing.assert_array_equal(other.cut(10, 500), one.cut(10, 500))
            np.testing.assert_array_equal(other.sung, one.sung)
            for copy, expected in zip(other.copies, one.copies, strict=True):
                np.testing.assert_array_equal(copy[:], expected)


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
