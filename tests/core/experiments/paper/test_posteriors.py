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
from svd_core.experiments.paper.grid import Cell
from svd_core.experiments.paper.posteriors import Ears, Heard, Posteriors, smoothed
from svd_core.model import checkpoint
from svd_core.model.card import read_card
from svd_core.model.inference import detect

Untaught = Callable[..., Path]


@pytest.fixture
def ears(songs: Path, grid: list[Cell], untaught: Untaught, tmp_path: Path) -> Ears:
    """A network that is to hear all three songs."""
    model = untaught(grid[0], tmp_path / "m.safetensors")
    return Ears(read_card(model), dataset.find([songs]).songs, tmp_path / "kept.safetensors")


def test_what_is_kept_is_what_detection_says(ears: Ears):
    assert list(Posteriors(shifted=True).hear([ears], "cpu")) == [Heard(f"song{n}", 1, n + 1, 3) for n in range(3)]
    kept = Posteriors(shifted=True).read(ears)
    model = checkpoint.load(ears.card.path)
    for song in ears.songs[:2]:
        mels = shifted_log_mels(sound_file.read(song.audio))
        np.testing.assert_allclose(kept[song.name].plain, detect(model, mels[0]), atol=1e-6)
        np.testing.assert_allclose(kept[song.name].shifted, detect(model, mels), atol=1e-6)
    assert smoothed(kept["song0"], True, 56).shape == kept["song0"].plain.shape


def test_what_was_heard_is_not_heard_again(ears: Ears):
    posteriors = Posteriors(shifted=False)
    stopped = posteriors.hear([ears], "cpu")
    next(stopped)
    stopped.close()
    assert list(posteriors.read(ears)) == ["song0"]
    assert [heard.song for heard in Posteriors(shifted=False).hear([ears], "cpu")] == ["song1", "song2"]
    assert list(Posteriors(shifted=False).hear([ears], "cpu")) == []


def test_networks_that_hear_the_same_song_hear_it_together(
    ears: Ears, grid: list[Cell], untaught: Untaught, tmp_path: Path
):
    card = read_card(untaught(grid[1], tmp_path / "n.safetensors"))
    other = Ears(card, ears.songs[1:], tmp_path / "other.safetensors")
    heard = {item.song: item.networks for item in Posteriors(shifted=False).hear([ears, other], "cpu")}
    assert heard == {"song0": 1, "song1": 2, "song2": 2}
    assert set(Posteriors(shifted=False).read(other)) == {"song1", "song2"}


def test_test_time_augmentation_asked_for_later_is_heard_later(ears: Ears):
    list(Posteriors(shifted=False).hear([ears], "cpu"))
    assert Posteriors(shifted=True).read(ears) == {}
    assert len(list(Posteriors(shifted=True).hear([ears], "cpu"))) == 3
    assert len(Posteriors(shifted=False).read(ears)) == 3


@pytest.mark.parametrize("change", ["model", "recording", "broken", "foreign"])
def test_what_is_not_of_this_model_and_these_recordings_is_not_used(ears: Ears, tmp_path: Path, change: str):
    ears = replace(ears, songs=ears.songs[:1])
    list(Posteriors(shifted=False).hear([ears], "cpu"))
    if change == "model":
        ears = replace(ears, card=replace(ears.card, key="another"))
    elif change == "recording":
        other = tmp_path / "other.wav"
        other.write_bytes(b"RIFF")
        ears = replace(ears, songs=(replace(ears.songs[0], audio=other),))
    elif change == "broken":
        ears.path.write_bytes(ears.path.read_bytes()[:-100])
    else:
        ears.path.write_bytes(ears.card.path.read_bytes())
    assert Posteriors(shifted=False).read(ears) == {}
