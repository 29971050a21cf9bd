"""Settings survive a restart and never stop the program, whatever is in their file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QSettings

from svd_gui.dialogs.export import ExportDialog
from svd_gui.dialogs.exports import Exports
from svd_gui.settings import MAX_RECENT, Settings
from svd_gui.timeline.spectrogram_colours import Levels
from svd_gui.window.main_window import MainWindow


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "settings.ini"


def test_everything_comes_back(path: Path):
    settings = Settings(path)
    settings.theme = "dark"
    settings.follow = "continuous"
    settings.volume = 0.25
    settings.averaging = True
    settings.set_spectrogram_colours("magma", Levels(-0.1, 0.75))
    settings.model = Path("/models/ü b.safetensors")
    settings.add_recent(Path("/music/a, b;c.mp3"))
    settings.add_corrected(Path("/music/ö.mp3"))
    settings.left_out = (Path("/music/ö.mp3"),)
    settings.training = {"folders": ["/data"], "fine_tune": False}
    settings.set_window_state("geometry", QByteArray(b"\x00\x01"))
    settings.sync()
    again = Settings(path)
    assert (again.theme, again.follow, again.volume) == ("dark", "continuous", 0.25)
    assert again.spectrogram_colours == ("magma", Levels(-0.1, 0.75))
    assert again.averaging and not Settings(path.with_name("other.ini")).averaging
    assert again.model == Path("/models/ü b.safetensors")
    assert again.recent == (Path("/music/a, b;c.mp3"),)
    assert again.corrected == again.left_out == (Path("/music/ö.mp3"),)
    assert again.training == {"folders": ["/data"], "fine_tune": False}
    assert again.window_state("geometry") == QByteArray(b"\x00\x01")


def test_recent_songs_are_few_distinct_and_latest_first(path: Path):
    settings = Settings(path)
    for number in range(MAX_RECENT + 3):
        settings.add_recent(Path(f"/{number}.mp3"))
    settings.add_recent(Path("/5.mp3"))
    assert settings.recent[0] == Path("/5.mp3")
    assert len(settings.recent) == len(set(settings.recent)) == MAX_RECENT
    settings.clear_recent()
    assert settings.recent == ()


def test_the_default_model_is_no_path(path: Path):
    settings = Settings(path)
    settings.model = None
    assert settings.model is None


@pytest.mark.parametrize(
    "text",
    ["[view]\ntheme=purple\nfollow=7\n[songs]\nrecent={{{\ncorrected=[1, null]\n[playback]\nvolume=loud\n",
     "\x00\xff garbage ]][[", "[training]\nvalues=[1]\n[window]\ngeometry=hello\n"],
)  # fmt: skip
def test_rubbish_becomes_defaults(path: Path, text: str):
    path.parent.mkdir()
    path.write_text(text, encoding="latin-1")
    settings = Settings(path)
    assert (settings.theme, settings.follow, settings.volume) == ("system", "page", 1.0)
    assert settings.recent == settings.corrected == ()
    assert settings.training == {}
    assert settings.window_state("geometry").isEmpty()


@pytest.mark.parametrize(
    "value", ["null", "[1, null]", '"' + "x" * 5000 + '"', "9" * 5000, "[" * 5000, '["\\u0000"]', "NaN"]
)
def test_a_window_opens_with_whatever_is_in_the_settings(value: str, qtbot, tmp_path: Path):
    long = json.dumps(["x" * 5000, "\0", "a" * 300])
    store = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    for key in ("songs/recent", "songs/corrected", "songs/left_out"):
        store.setValue(key, long if value == "null" else value)
    for key in ("training/values", "stress/values", "export/written", "export/format", "export/folder", "model/path"):
        store.setValue(key, value)
    for key in ("view/theme", "view/follow", "playback/volume", "window/geometry", "model/averaging"):
        store.setValue(key, value)
    store.sync()
    window = MainWindow(Settings(tmp_path / "settings.ini"))
    qtbot.addWidget(window)
    window.start()
    assert window.session.card is not None
    window.choice.fill_recent(window.recent_menu, window.actions_)
    window.actions_.train.trigger()
    window.actions_.robustness_test.trigger()
    dialog = ExportDialog(tmp_path / "x.wav", Exports(window.settings))
    assert dialog.path.name == "x.lab"
    dialog.deleteLater()
    window.close()


@pytest.mark.parametrize(
    "levels", ["", "[1]", "[1, 2, 3]", '["a", 1]', "[NaN, 1]", "[1e999, 2]", "7", "[" + "9" * 400 + ", 1]"]
)
def test_levels_that_nobody_can_read_are_those_of_a_new_window(path: Path, levels: str):
    store = QSettings(str(path), QSettings.Format.IniFormat)
    store.setValue("view/levels", levels)
    store.setValue("view/colour_map", "no such map")
    store.sync()
    assert Settings(path).spectrogram_colours == ("theme", Levels())


def test_settings_that_cannot_be_written_are_said_to_be_forgotten(tmp_path: Path, caplog):
    (tmp_path / "home").write_text("not a folder")
    settings = Settings(tmp_path / "home" / "settings.ini")
    settings.theme = "dark"
    settings.sync()
    assert settings.theme == "dark" and "settings and recent songs are forgotten" in caplog.text
