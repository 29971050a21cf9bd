"""Copies of recordings after lossy codecs: as long as the original, in place, and made only once."""

from pathlib import Path

import numpy as np
import pytest

from svd_core.data import coded_copies
from svd_core.data.coded_copies import CODECS, coded_copy, kept_copy
from svd_core.data.sample_store import SampleStore
from svd_core.synthesis.song import render

RATE = 22050


@pytest.fixture(scope="module")
def music() -> np.ndarray:
    samples, _ = render(6.0, 2)
    mono = samples.mean(axis=1) if samples.ndim == 2 else samples
    return np.clip(np.rint(mono * 32767), -32768, 32767).astype(np.int16)


@pytest.mark.parametrize("codec", CODECS, ids=[codec[0] for codec in CODECS])
def test_every_codec_leaves_the_music_in_place(codec: tuple, music: np.ndarray) -> None:
    settings = codec[-1]
    coded = coded_copies.after_codec(music, RATE, codec, settings[-2])
    assert coded.shape == music.shape
    assert not np.array_equal(coded, music)
    middle = slice(RATE, 4 * RATE)
    own, its = music[middle].astype(np.float64), coded[middle].astype(np.float64)
    similarity = {shift: float(own @ np.roll(its, shift)) for shift in (-3, -2, -1, 0, 1, 2, 3)}
    assert max(similarity, key=lambda shift: similarity[shift]) == 0
    assert similarity[0] / np.sqrt((own @ own) * (its @ its)) > 0.9


def test_a_copy_is_kept_and_made_again_when_its_file_is_broken(
    music: np.ndarray, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    store = SampleStore(tmp_path)
    recording = store.samples("music", lambda: [music])
    first = kept_copy(recording, RATE, 0, store)
    assert np.array_equal(first[:], coded_copy(music, RATE, 0))
    coded = coded_copies.after_codec
    calls = []
    monkeypatch.setattr(coded_copies, "after_codec", lambda *arguments: calls.append(1) or coded(*arguments))
    assert kept_copy(recording, RATE, 0, store) == first
    assert not calls
    first.path.write_bytes(first.path.read_bytes()[:1000])
    assert np.array_equal(kept_copy(recording, RATE, 0, store)[:], coded_copy(music, RATE, 0))
    assert len(calls) == 2
    assert kept_copy(recording, RATE, 1, store).path != first.path
    assert kept_copy(recording.shortened(RATE), RATE, 0, store).n_samples == RATE


def test_long_recordings_are_coded_piece_by_piece(music: np.ndarray, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coded_copies, "LONGEST_SECONDS", 2.5)
    lengths = []
    coded = coded_copies.after_codec
    monkeypatch.setattr(coded_copies, "after_codec", lambda *given: lengths.append(len(given[0])) or coded(*given))
    assert coded_copy(music, RATE, 3).shape == music.shape
    assert lengths == [55125, 55125, len(music) - 2 * 55125]


def test_copies_differ_by_their_number(music: np.ndarray) -> None:
    copies = [coded_copy(music, RATE, number) for number in range(4)]
    assert len({copy.tobytes() for copy in copies}) == 4


def test_silence_is_its_own_copy() -> None:
    assert not coded_copy(np.zeros(RATE, np.int16), RATE, 0).any()
    assert not len(coded_copy(np.zeros(0, np.int16), RATE, 0))
