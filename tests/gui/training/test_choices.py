"""The songs that were chosen in the window, as arguments of a training."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

from svd_core.annotation import annotation_file
from svd_core.annotation.journal.places import snapshot_path_for
from svd_core.annotation.regions import Region
from svd_core.annotation.song_annotation import SongAnnotation
from svd_core.cli.main import build_parser
from svd_core.cli.options import postprocessing_from
from svd_core.config import RULE_SETTINGS, RULES, PostprocessingConfig
from svd_core.data.manifest import read_manifest
from svd_core.files.storage import content_key
from svd_core.model import checkpoint
from svd_core.model.card import named_model, read_card
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


def option(arguments: list[str], name: str) -> str:
    return arguments[arguments.index(name) + 1]


def test_only_checked_time_of_the_songs_is_in_the_manifest(tmp_path: Path) -> None:
    song = tmp_path / "a.wav"
    soundfile.write(song, np.zeros(22050 * 4), 22050)
    annotation = SongAnnotation(
        "a.wav", content_key(song), 4.0, (Region(1, 3), Region(3, 3.5, "?")), checked=((0.5, 2.0), (2.5, 4.0))
    )
    annotation_file.save(snapshot_path_for(song), annotation)
    train_arguments(TrainingChoices(tmp_path / "new.safetensors", (song,)), tmp_path)
    (entry,) = read_manifest(tmp_path / "new.songs.json")
    assert entry.checked == ((0.5, 2.0), (2.5, 3.0), (3.5, 4.0)), "what is labelled as unclear takes part in nothing"


def test_the_new_model_is_measured_beside_the_one_in_use(songs: tuple[Path, ...], tmp_path: Path) -> None:
    old = named_model(None)
    aside = TrainingChoices(tmp_path / "a.safetensors", songs, start_from=old, compare_with=old)
    arguments = train_arguments(aside, tmp_path)
    assert option(arguments, "--compare-with") == str(old)
    assert "--validate" in arguments and "--cross-check" not in arguments
    few = replace(aside, out=tmp_path / "b.safetensors", songs=songs[:4])
    listed = Path(option(train_arguments(few, tmp_path), "--cross-check")).read_text().split()
    assert listed == ["a", "b"], "what the old model has learned from tells nothing"
    assert "--cross-check" not in train_arguments(replace(few, cross_check=False), tmp_path)
    alone = replace(few, songs=songs[2:3])
    assert "--cross-check" not in train_arguments(alone, tmp_path), "without it there would be nothing to learn from"


def test_a_model_that_goes_on_keeps_its_postprocessing(songs: tuple[Path, ...], tmp_path: Path) -> None:
    old = named_model(None)
    arguments = train_arguments(TrainingChoices(tmp_path / "a.safetensors", songs, start_from=old), tmp_path)
    assert float(option(arguments, "--threshold")) == read_card(old).postprocessing.threshold
    assert "--threshold" not in train_arguments(TrainingChoices(tmp_path / "b.safetensors", songs), tmp_path)


@pytest.mark.parametrize("rule", RULES)
def test_the_command_takes_the_postprocessing_of_any_model_that_goes_on(
    songs: tuple[Path, ...], tmp_path: Path, model_file: Path, rule: str
) -> None:
    model = checkpoint.load(model_file)
    own = PostprocessingConfig(0.4, rule=rule, leave_threshold=0.2, otsu_share=0.1, otsu_floor=0.1, viterbi_cost=3.0)
    old = tmp_path / "old.safetensors"
    checkpoint.save(old, replace(model, postprocessing=own))
    arguments = train_arguments(TrainingChoices(tmp_path / "new.safetensors", songs, start_from=old), tmp_path)
    given = postprocessing_from(PostprocessingConfig(), build_parser("train").parse_args(["train", *arguments]))
    for name in ("threshold", "rule", *RULE_SETTINGS[rule]):
        assert getattr(given, name) == getattr(own, name)
