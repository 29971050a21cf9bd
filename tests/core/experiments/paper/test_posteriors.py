"""What networks say of songs: kept, reused, and made anew where it is not right any more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from svd_core.audio import sound_file
from svd_core.audio.features import shifted_log_mels
from svd_core.data import dataset
from svd_core.experiments.paper.experiment import Trial
from svd_core.experiments.paper.posteriors import PosteriorRequest, Posteriors, SongPredicted, smoothed
from svd_core.model import checkpoint
from svd_core.model.card import read_card
from svd_core.model.inference import detect

Untaught = Callable[..., Path]


@pytest.fixture
def wanted(songs: Path, grid: list[Trial], untaught: Untaught, tmp_path: Path) -> PosteriorRequest:
    """A network that is to hear all three songs."""
    model = untaught(grid[0], tmp_path / "m.safetensors")
    return PosteriorRequest(read_card(model), dataset.find([songs]).songs, tmp_path / "kept.safetensors")


def test_what_is_kept_is_what_detection_says(wanted: PosteriorRequest):
    assert list(Posteriors(shifted=True).predict([wanted], "cpu")) == [
        SongPredicted(f"song{n}", 1, n + 1, 3) for n in range(3)
    ]
    kept = Posteriors(shifted=True).read(wanted)
    model = checkpoint.load(wanted.card.path)
    for song in wanted.songs[:2]:
        mels = shifted_log_mels(sound_file.read_mono(song.audio))
        np.testing.assert_allclose(kept[song.name].plain, detect(model, mels[0]), atol=1e-6)
        np.testing.assert_allclose(kept[song.name].shifted, detect(model, mels), atol=1e-6)
    assert smoothed(kept["song0"], True, 56).shape == kept["song0"].plain.shape


def test_what_was_predicted_is_not_predicted_again(wanted: PosteriorRequest):
    posteriors = Posteriors(shifted=False)
    stopped = posteriors.predict([wanted], "cpu")
    next(stopped)
    stopped.close()
    assert list(posteriors.read(wanted)) == ["song0"]
    assert [heard.song for heard in Posteriors(shifted=False).predict([wanted], "cpu")] == ["song1", "song2"]
    assert list(Posteriors(shifted=False).predict([wanted], "cpu")) == []


def test_networks_that_hear_the_same_song_hear_it_together(
    wanted: PosteriorRequest, grid: list[Trial], untaught: Untaught, tmp_path: Path
):
    card = read_card(untaught(grid[1], tmp_path / "n.safetensors"))
    other = PosteriorRequest(card, wanted.songs[1:], tmp_path / "other.safetensors")
    heard = {item.song: item.networks for item in Posteriors(shifted=False).predict([wanted, other], "cpu")}
    assert heard == {"song0": 1, "song1": 2, "song2": 2}
    assert set(Posteriors(shifted=False).read(other)) == {"song1", "song2"}


def test_test_time_augmentation_asked_for_later_is_predicted_later(wanted: PosteriorRequest):
    list(Posteriors(shifted=False).predict([wanted], "cpu"))
    assert Posteriors(shifted=True).read(wanted) == {}
    assert len(list(Posteriors(shifted=True).predict([wanted], "cpu"))) == 3
    assert len(Posteriors(shifted=False).read(wanted)) == 3


@pytest.mark.parametrize("change", ["model", "recording", "broken", "foreign"])
def test_what_is_not_of_this_model_and_these_recordings_is_not_used(
    wanted: PosteriorRequest, tmp_path: Path, change: str
):
    wanted = replace(wanted, songs=wanted.songs[:1])
    list(Posteriors(shifted=False).predict([wanted], "cpu"))
    if change == "model":
        wanted = replace(wanted, card=replace(wanted.card, key="another"))
    elif change == "recording":
        other = tmp_path / "other.wav"
        other.write_bytes(b"RIFF")
        wanted = replace(wanted, songs=(replace(wanted.songs[0], audio=other),))
    elif change == "broken":
        wanted.path.write_bytes(wanted.path.read_bytes()[:-100])
    else:
        wanted.path.write_bytes(wanted.card.path.read_bytes())
    assert Posteriors(shifted=False).read(wanted) == {}
