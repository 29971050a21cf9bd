"""Decoded recordings in files: whole or not there, within a bound, with errors that say what to do."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from svd_core.data import sample_store
from svd_core.data.sample_store import SampleFile, SampleStore, label_table, usual_limit
from svd_core.errors import DataError

HOUR = 3600


def noise(n_samples: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).integers(-32768, 32768, n_samples, dtype=np.int16)


@pytest.fixture
def store(tmp_path: Path) -> SampleStore:
    return SampleStore(tmp_path / "store")


def aged(file: SampleFile, hours: float) -> SampleFile:
    """The file as if it had not been used for so long."""
    then = time.time() - hours * HOUR
    os.utime(file.path, (then, then))
    return file


def test_samples_are_made_once_and_sliced_like_an_array(store: SampleStore):
    samples = noise(10_000)
    file = store.samples("a", lambda: [samples[:3000], samples[3000:3000], samples[3000:]])
    assert len(file) == 10_000
    for part in (slice(None), slice(5, 9), slice(-7, None), slice(9990, 20_000), slice(0, 100, 3), slice(20_000, None)):
        np.testing.assert_array_equal(file[part], samples[part])
    assert file[:].dtype == np.int16

    def never() -> Iterator[np.ndarray]:
        raise AssertionError

    assert store.samples("a", never) == file
    np.testing.assert_array_equal(file.shortened(70)[60:90], samples[60:70])
    assert len(file.shortened(99_999)) == 10_000


def test_a_recording_without_samples_is_kept_too(store: SampleStore):
    assert len(store.samples("nothing", list)[:]) == 0
    assert len(store.samples("nothing", list)) == 0


@pytest.mark.parametrize("broken", [b"", b"something else entirely", "cut"])
def test_a_file_that_is_not_whole_is_made_anew(store: SampleStore, broken: bytes | str):
    samples = noise(500)
    kept = store.samples("a", lambda: [samples])
    np.testing.assert_array_equal(kept[:], samples)
    path = kept.path
    path.write_bytes(path.read_bytes()[:-2] if isinstance(broken, str) else broken)
    np.testing.assert_array_equal(store.samples("a", lambda: [samples])[:], samples)


def test_what_fails_leaves_nothing_behind(store: SampleStore):
    def failing() -> Iterator[np.ndarray]:
        yield noise(100)
        raise RuntimeError("no codec")

    with pytest.raises(RuntimeError, match="no codec"):
        store.samples("a", failing)
    assert list(store.folder.iterdir()) == []


def test_the_files_used_longest_ago_make_room(tmp_path: Path):
    store = SampleStore(tmp_path, limit_gb=7e-6)
    old, older, recent = (aged(store.samples(name, lambda: [noise(1000)]), hours) for name, hours in (
        ("old", 50), ("older", 60), ("recent", 3)
    ))  # fmt: skip
    store.samples("new", lambda: [noise(1000)])
    assert [file.path.exists() for file in (old, older, recent)] == [True, False, True]
    # Using a file makes it young.
    store.samples("old", list)
    aged(recent, 70)
    store.samples("newer", lambda: [noise(1000)])
    assert [file.path.exists() for file in (old, recent)] == [True, False]


def test_without_a_limit_half_of_the_disk_stays_free(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    assert usual_limit(0, 10**13) == 200e9
    assert usual_limit(30, 10) == 20
    monkeypatch.setattr(sample_store.shutil, "disk_usage", lambda folder: SimpleNamespace(free=8000))
    store = SampleStore(tmp_path)
    store.samples("a", lambda: [noise(1900)])
    with pytest.raises(DataError, match=r"more than the 4e-06 GB"):
        store.samples("b", lambda: [noise(200)])


def test_what_trainings_may_be_reading_is_not_removed(tmp_path: Path):
    store = SampleStore(tmp_path, limit_gb=3e-6)
    kept = aged(store.samples("a", lambda: [noise(1000)]), 20)
    with pytest.raises(DataError, match=r"more than the 3e-06 GB .* --cache-limit") as caught:
        store.samples("b", lambda: [noise(1000)])
    assert str(tmp_path) in str(caught.value)
    assert [entry.name for entry in tmp_path.iterdir()] == [kept.path.name]


def test_copies_of_earlier_versions_go_as_they_age(tmp_path: Path):
    former = tmp_path / "coded" / "a.npy"
    former.parent.mkdir()
    former.write_bytes(bytes(3000))
    os.utime(former, (0, 0))
    SampleStore(tmp_path / "samples", limit_gb=4e-6).samples("a", lambda: [noise(1000)])
    assert not former.exists()


def test_a_full_disk_is_told_with_what_to_do(store: SampleStore):
    def full() -> Iterator[np.ndarray]:
        yield noise(100)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(DataError, match=r"the disk is full.*--cache-limit 0"):
        store.samples("a", full)
    assert list(store.folder.iterdir()) == []


def test_a_file_that_vanished_while_training_says_how_to_go_on(store: SampleStore):
    file = store.samples("a", lambda: [noise(100)])
    file.path.unlink()
    with pytest.raises(DataError, match="Start the training again with --resume"):
        file[:]


def test_more_files_than_maps_are_read(store: SampleStore, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sample_store, "_MAPS_OPEN", 3)
    monkeypatch.setattr(sample_store, "_maps", sample_store._Maps())
    files = [store.samples(str(seed), lambda seed=seed: [noise(50, seed)]) for seed in range(8)]
    for seed in (*range(8), *range(8)):
        np.testing.assert_array_equal(files[seed][10:20], noise(50, seed)[10:20])
    assert len(sample_store._maps._open) == 3


def test_a_table_in_a_file_has_no_name_and_can_be_written(tmp_path: Path):
    table = label_table(1000, np.float32, tmp_path)
    table[10:20] = 1
    assert (table.sum(), table.dtype, table.shape) == (10, np.float32, (1000,))
    assert list(tmp_path.iterdir()) == []
    assert label_table(0, np.bool_, tmp_path).shape == (0,)
