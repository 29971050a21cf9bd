"""Names of models and posteriors, and files of posteriors that anybody may have written."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from svd_core.errors import DataError
from svd_core.experiments.folds import posterior_files
from svd_core.experiments.folds.finding import find_files
from svd_core.experiments.folds.names import FoldName, parse_name

FOLDS = ["fold1", "fold2", "fold12"]


@pytest.mark.parametrize(
    ("stem", "expected"),
    [
        ("wide-fold1-s0", FoldName("wide", 0, "fold1")),
        ("wide-without-fold12-seed3", FoldName("wide", 3, "fold12")),
        ("wide-more-songs-fold2", FoldName("wide-more-songs", None, "fold2")),
        ("free-s1", FoldName("free", 1, "")),
        ("free", FoldName("free", None, "")),
        ("wide-fold3-s0", FoldName("wide-fold3", 0, "")),
        ("fold1-s0", FoldName("fold1", 0, "")),
    ],
)
def test_a_name_says_recipe_fold_and_seed(stem: str, expected: FoldName):
    assert parse_name(stem, FOLDS) == expected


@given(recipe=st.from_regex(r"[a-z+]{1,5}(-[a-z]{2,5}){0,2}", fullmatch=True), seed=st.integers(0, 99))
def test_a_written_name_is_read_again(recipe: str, seed: int):
    for fold in (*FOLDS, ""):
        assert parse_name(str(FoldName(recipe, seed, fold)), FOLDS) == FoldName(recipe, seed, fold)


def test_files_are_found_by_folder_name_and_pattern(tmp_path: Path):
    for name in ("a-fold1-s0", "a-fold2-s0", "b-s0"):
        (tmp_path / f"{name}.npz").touch()
    (tmp_path / "a-fold1-s0.txt").touch()
    whole = find_files([tmp_path], ".npz", FOLDS)
    assert list(map(str, whole)) == ["a-fold1-s0", "a-fold2-s0", "b-s0"]
    assert list(map(str, find_files([tmp_path / "a-*"], ".npz", FOLDS))) == ["a-fold1-s0", "a-fold2-s0"]
    assert list(map(str, find_files([tmp_path / "b-s0.npz", tmp_path / "b*"], ".npz", FOLDS))) == ["b-s0"]
    with pytest.raises(DataError, match=r"no \.npz file here"):
        find_files([tmp_path / "c*"], ".npz", FOLDS)


def test_two_files_of_one_network_are_refused(tmp_path: Path):
    for name in ("a-fold1-s0", "a-without-fold1-seed0"):
        (tmp_path / f"{name}.npz").touch()
    with pytest.raises(DataError, match="and so is"):
        find_files([tmp_path], ".npz", FOLDS)


def test_probabilities_come_back_from_a_small_file(tmp_path: Path):
    path = tmp_path / "deeper" / "a.npz"
    probabilities = np.linspace(0, 1, 5000).astype(np.float32)
    kept = {"a song": posterior_files.logits_of(probabilities), "ö.npy": posterior_files.logits_of(probabilities[:3])}
    posterior_files.write(path, kept, {"model": "k"})
    assert path.stat().st_size < 2.2 * 5000
    back = posterior_files.read(path)
    assert list(back) == list(kept)
    again = 1 / (1 + np.exp(-back["a song"].astype(np.float64)))
    np.testing.assert_allclose(again, probabilities, atol=5e-4)
    assert ((again > 0.5) == (probabilities > 0.5)).all()


def test_only_posteriors_of_the_same_origin_are_taken_over(tmp_path: Path):
    path, logits = tmp_path / "a.npz", np.zeros(3, np.float16)
    posterior_files.write(path, {"x": logits, "y": logits}, {"model": "k"})
    assert list(posterior_files.read_of(path, {"model": "k"}, ["y", "z"])) == ["y"]
    assert posterior_files.read_of(path, {"model": "other"}, ["y"]) == {}
    assert posterior_files.read_of(tmp_path / "none.npz", {"model": "k"}, ["y"]) == {}


@pytest.mark.parametrize("kind", ["cut", "text", "pickle", "wide", "not a number", "single"])
def test_a_file_that_holds_no_posteriors_is_named(tmp_path: Path, kind: str):
    path = tmp_path / "a.npz"
    posterior_files.write(path, {"x": np.zeros(300, np.float16)})
    if kind == "cut":
        path.write_bytes(path.read_bytes()[:-40])
    elif kind == "text":
        path.write_text("nothing of the kind")
    elif kind == "pickle":
        np.savez(path, x=np.array([print], dtype=object))
    elif kind == "wide":
        np.savez(path, x=np.zeros((3, 3), np.float16))
    elif kind == "not a number":
        np.savez(path, x=np.full(3, np.nan, np.float16))
    else:
        np.savez(path, x=np.zeros(3, np.float32))
    with pytest.raises(DataError, match=r"a\.npz"):
        posterior_files.read(path)


def test_arrays_that_scripts_keep_beside_songs_are_passed_over(tmp_path: Path):
    logits = np.zeros(3, np.float16)
    posterior_files.write(tmp_path / "a.npz", {"x": logits, "x|noise-35": logits})
    assert list(posterior_files.read(tmp_path / "a.npz")) == ["x"]
