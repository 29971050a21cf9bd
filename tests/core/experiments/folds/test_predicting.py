"""What networks predict of songs: kept, reused, and made anew where it is not right any more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from svd_core.audio import sound_file
from svd_core.audio.features import shifted_log_mels
from svd_core.config import TEST_SHIFTS
from svd_core.data import dataset
from svd_core.experiments.folds import posterior_files, predicting
from svd_core.experiments.folds.names import FoldName
from svd_core.experiments.folds.predicting import Predictor, Request, SongPredicted
from svd_core.model import checkpoint
from svd_core.model.card import read_card
from svd_core.model.inference import detect

Untaught = Callable[..., Path]
NAME = FoldName("none", 0, "fold1")


@pytest.fixture
def wanted(three_songs: Path, untaught: Untaught, tmp_path: Path) -> Request:
    """A network that is to predict all three songs."""
    return Request(NAME, read_card(untaught(NAME, tmp_path / "m.safetensors")), dataset.find([three_songs]).songs)


@pytest.fixture
def predictor(tmp_path: Path) -> Predictor:
    """Predicts one song after the other."""
    return Predictor(tmp_path / "kept", "cpu", threads=1)


def test_what_is_kept_is_what_detection_says(wanted: Request, predictor: Predictor):
    shifted = replace(wanted, name=replace(NAME, recipe="test"), shifts=TEST_SHIFTS)
    # One song is decoded and analysed once for both.
    assert list(predictor.predict([wanted, shifted])) == [SongPredicted(f"song{n}", 2, n + 1, 3) for n in range(3)]
    plain, averaged = (posterior_files.read(predictor.path(request)) for request in (wanted, shifted))
    model = checkpoint.load(wanted.card.path)
    for song in wanted.songs[:2]:
        mels = shifted_log_mels(sound_file.read_mono(song.audio))
        np.testing.assert_array_equal(plain[song.name], posterior_files.logits_of(detect(model, mels[0])))
        np.testing.assert_array_equal(averaged[song.name], posterior_files.logits_of(detect(model, mels)))


def test_what_was_predicted_is_not_predicted_again(
    wanted: Request, predictor: Predictor, monkeypatch: pytest.MonkeyPatch
):
    asked: list[str] = []

    def stopping(song: dataset.LabelledSong, *given: object) -> tuple[str, int]:
        asked.append(song.name)
        if song.name == "song1" and asked.count("song1") == 1:
            raise KeyboardInterrupt
        return predict_song(song, *given)  # type: ignore[arg-type]  # passed on as they come

    predict_song = predicting._predict_song
    monkeypatch.setattr(predicting, "_predict_song", stopping)
    with pytest.raises(KeyboardInterrupt):
        list(predictor.predict([wanted]))
    assert "song0" in posterior_files.read(predictor.path(wanted))
    list(predictor.predict([wanted]))
    assert (asked.count("song0"), asked.count("song1")) == (1, 2)
    assert list(predictor.predict([wanted])) == []


def test_networks_that_predict_the_same_song_do_it_together(
    wanted: Request, predictor: Predictor, untaught: Untaught, tmp_path: Path
):
    other = FoldName("none", 1, "fold1")
    request = Request(other, read_card(untaught(other, tmp_path / "n.safetensors")), wanted.songs[1:])
    assert {item.song: item.networks for item in predictor.predict([wanted, request])} == {
        "song0": 1,
        "song1": 2,
        "song2": 2,
    }
    assert set(posterior_files.read(predictor.path(request))) == {"song1", "song2"}


@pytest.mark.parametrize("change", ["model", "shifts", "recording", "broken", "foreign"])
def test_what_is_not_of_this_model_and_these_recordings_is_predicted_anew(
    wanted: Request, predictor: Predictor, tmp_path: Path, change: str
):
    wanted = replace(wanted, songs=wanted.songs[:1])
    assert len(list(predictor.predict([wanted]))) == 1
    kept = predictor.path(wanted)
    if change == "model":
        wanted = replace(wanted, card=replace(wanted.card, key="another"))
    elif change == "shifts":
        wanted = replace(wanted, shifts=TEST_SHIFTS)
    elif change == "recording":
        other = tmp_path / "other.wav"
        other.write_bytes(wanted.songs[0].audio.read_bytes()[:-200])
        wanted = replace(wanted, songs=(replace(wanted.songs[0], audio=other),))
    elif change == "broken":
        kept.write_bytes(kept.read_bytes()[:-100])
    else:
        kept.write_bytes(wanted.card.path.read_bytes())
    assert len(list(predictor.predict([wanted]))) == 1
    assert list(posterior_files.read(kept)) == ["song0"]
