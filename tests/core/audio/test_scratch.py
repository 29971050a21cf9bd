"""Large arrays in files: equal to those in memory, gone with what uses them, and an error where there is no room."""

from __future__ import annotations

import gc
from pathlib import Path

import numpy as np
import pytest

from svd_core.audio import scratch
from svd_core.audio.scratch import ScratchArray, let_go, scratch_zeros
from svd_core.errors import AudioError


@pytest.mark.parametrize("limit", [0, 500, 10**9])
def test_an_array_that_grows_is_its_blocks_joined(tmp_path: Path, monkeypatch, limit):
    monkeypatch.setattr(scratch, "IN_MEMORY_BYTES", limit)
    blocks = [np.random.default_rng(k).normal(size=(10 * k, 2)).astype(np.float32) for k in range(6)]
    grown: ScratchArray = ScratchArray(tmp_path / "new" / "folder")
    for block in blocks:
        grown.append(block)
    array = grown.array()
    np.testing.assert_array_equal(array, np.concatenate(blocks))
    assert isinstance(array, np.memmap) == (limit < 10**9)
    let_go(array[3:])
    np.testing.assert_array_equal(array[-10:], blocks[-1][-10:])


def test_what_is_mapped_leaves_no_file_behind(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(scratch, "IN_MEMORY_BYTES", 0)
    zeros = scratch_zeros((1000, 80), np.uint8, tmp_path)
    zeros[5] = 7
    let_go(zeros)
    assert zeros[5].sum() == 560 and zeros[6].sum() == 0
    del zeros
    gc.collect()
    assert list(tmp_path.iterdir()) == []


def test_blocks_that_are_not_in_one_piece_are_written_as_they_are(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(scratch, "IN_MEMORY_BYTES", 0)
    grown: ScratchArray = ScratchArray(tmp_path)
    wide = np.arange(24, dtype=np.int16).reshape(4, 6)
    for part in (wide[:, ::2], wide[::-1, :3]):
        grown.append(part)
    np.testing.assert_array_equal(grown.array(), np.concatenate([wide[:, ::2], wide[::-1, :3]]))


def test_nothing_and_small_things_need_no_file(tmp_path: Path):
    assert ScratchArray(tmp_path / "never").array().shape == (0,)
    scratch_zeros((10,), np.float32, tmp_path / "never")
    let_go(np.zeros(3))
    assert not (tmp_path / "never").exists()


def test_a_folder_that_cannot_be_written_is_named_with_what_to_do(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(scratch, "IN_MEMORY_BYTES", 0)
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    folder = tmp_path / "file" / "folder"
    with pytest.raises(AudioError, match="Make room"):
        ScratchArray(folder).append(np.zeros(3, np.float32))
    with pytest.raises(AudioError, match="folder"):
        scratch_zeros((10,), np.float32, folder)
