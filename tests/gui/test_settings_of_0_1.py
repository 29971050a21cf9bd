"""What the window of version 0.1.0 remembered is remembered still, and where it kept things is still looked at."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from platformdirs import user_cache_path, user_config_path, user_data_path

from svd_core.annotation import annotation_file
from svd_gui import folders
from svd_gui.settings import Settings
from svd_gui.training.robustness_form import RobustnessForm

FILES = Path(__file__).resolve().parent.parent / "data" / "release_0_1"
ONE, THREE = Path("/music/Ann Lee - One.flac"), Path("/music/Bo Diaz - Three.flac")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(Path(shutil.copy(FILES / "settings.ini", tmp_path)))


def test_every_setting_is_as_it_was(settings: Settings):
    assert (settings.theme, settings.follow, settings.volume) == ("dark", "continuous", 0.25)
    assert (settings.model, settings.averaging) == (Path("/models/single.safetensors"), True)
    assert settings.recent == (THREE, ONE)
    assert settings.corrected == (ONE, THREE)
    assert settings.left_out == (THREE,)


def test_the_training_dialog_and_an_unfinished_training_are_as_they_were(settings: Settings):
    assert settings.training == {
        "folders": ["/music/set"],
        "folders_left_out": [],
        "fine_tune": False,
        "preset": "schlueter2015",
        "unfinished": {
            "arguments": [
                *("--out", "/models/unfinished.safetensors", "--preset", "schlueter2017"),
                *("--data", "/music/set", "--batch-size", "2"),
            ],
            "out": "/models/unfinished.safetensors",
        },
    }


def test_the_choices_of_the_robustness_test_are_as_they_were(qtbot, settings: Settings):
    kept = json.loads(json.dumps(settings.robustness).replace("FOLDER", FILES.as_posix()))
    choice = RobustnessForm(kept)
    qtbot.addWidget(choice)
    assert choice.folders["data"].paths() == (FILES / "songs",)
    assert choice.values() == kept


def test_files_are_looked_for_where_they_were():
    config, data, cache = (
        where("svd-studio", appauthor=False) for where in (user_config_path, user_data_path, user_cache_path)
    )
    assert folders.settings_file() == config / "settings.ini"
    assert folders.models() == data / "models"
    assert folders.demo() == data / "demo"
    assert folders.fallback_annotations() == data / "annotations"
    assert folders.detections() == cache / "detections"


def test_corrections_that_could_not_lie_beside_their_song_are_found(tmp_path: Path):
    song = Path(shutil.copy(FILES / "songs" / "audio" / "Ann Lee - One.flac", tmp_path))
    kept = folders.fallback_annotations() / "22599f49adfce5901d0ff120.Ann Lee - One.flac.svd.json"
    kept.parent.mkdir(parents=True)
    shutil.copy(FILES / "annotation.svd.json", kept)
    found = annotation_file.find(song, folders.fallback_annotations())
    assert found == annotation_file.load(FILES / "annotation.svd.json")
