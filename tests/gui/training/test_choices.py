"""The songs that were chosen in the window, as arguments of a training."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from svd_core.model.card import named_model
from svd_gui.training.choices import TrainingChoices, train_arguments


@pytest.fixture
def songs(tmp_path: Path) -> tuple[Path, ...]:
    """Six corrected songs, the first two named as a song and stems that the default model has learned from."""
    paths = [tmp_path / f"{name}.wav" for name in ("joshua_morin_on_the_run", "1_hydrogen", "a", "b", "c", "d")]
    for number, path in enumerate(paths):
        soundfile.write(path, np.full(4410, number / 10), 22050)
        path.with_suffix(".lab").write_text("0 0.1 sing\n0.1 0.2 nosing\n")
    return tuple(paths)


def validation_names(choices: TrainingChoices, fallback_folder: Path) -> list[str]:
    arguments = train_arguments(choices, fallback_folder)
    return Path(arguments[arguments.index("--validate") + 1]).read_text().split() if "--validate" in arguments else []


def test_what_the_starting_model_has_learned_is_not_what_its_successor_is_checked_on(
    songs: tuple[Path, ...], tmp_path: Path
) -> None:
    choices = TrainingChoices(tmp_path / "new.safetensors", songs)
    assert validation_names(choices, tmp_path) == ["joshua_morin_on_the_run", "c"]
    tuned = TrainingChoices(tmp_path / "tuned.safetensors", songs, start_from=named_model(None))
    assert validation_names(tuned, tmp_path) == ["a"]


def test_of_few_new_songs_none_is_kept_from_learning(songs: tuple[Path, ...], tmp_path: Path) -> None:
    assert validation_names(TrainingChoices(tmp_path / "new.safetensors", songs[:3]), tmp_path) == []
    tuned = TrainingChoices(tmp_path / "tuned.safetensors", songs[:5], start_from=named_model(None))
    assert validation_names(tuned, tmp_path) == []
