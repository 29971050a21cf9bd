"""File > Export Data Set: a child process makes the folder; what is in it, or what went wrong, is said."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from svd_core.data.dataset import find
from svd_core.sentence import Sentence, parts
from svd_gui.training.data_set_dialog import DataSetDialog
from svd_gui.training.finding_words import finding_text
from tests.core.journals import save_corrections

RATE = 22050


@pytest.fixture
def music(tmp_path: Path) -> Path:
    """Two short noises, of which one is corrected."""
    folder = tmp_path / "music"
    folder.mkdir()
    for number in range(2):
        noise = np.random.default_rng(number).normal(0, 0.1, 2 * RATE).astype(np.float32)
        soundfile.write(folder / f"Ann - {number}.wav", noise, RATE)
    save_corrections(folder / "Ann - 0.wav", 2.0, ((0.5, 1.0),), ((0.0, 1.2),))
    return folder


@pytest.fixture
def dialog(qtbot, music: Path) -> DataSetDialog:
    shown = DataSetDialog(music)
    qtbot.addWidget(shown)
    shown.show()
    return shown


def test_songs_with_checked_time_become_a_data_set(qtbot, dialog: DataSetDialog, music: Path):
    dialog.artists.setText("{artist} - *")
    dialog.start_button.click()
    assert not dialog.start_button.isEnabled() and dialog.bar.isVisible()
    qtbot.waitUntil(lambda: dialog.job is None, timeout=60_000)
    said = dialog.status.text()
    assert (
        "songs: 1, artists: 1, 0:02 of music, 0:01 of it checked" in said
        and "Lists: train 1." in said
        and "Ann - 1.wav: has no checked time" in said
    )
    assert [song.name for song in find([music.with_name("music data set")]).songs] == ["Ann - 0"]
    assert dialog.start_button.isEnabled()


def test_what_can_be_done_about_unknown_artists_is_said_in_words_of_the_window(qtbot, dialog: DataSetDialog):
    dialog.start_button.click()
    qtbot.waitUntil(lambda: dialog.job is None, timeout=60_000)
    said = dialog.status.text()
    assert "The artist of one song is not known" in said and "under “Artists”: Ann - 0" in said
    assert "--" not in said


def test_what_is_found_is_said_in_the_language_of_the_person(german):
    unknown = {"level": "note", "what": "artist", "songs": list("abcd\n"), "message": "give it with --artists"}
    assert finding_text(unknown).endswith("unter „Künstler“: a, b, c und 2 weitere")
    left_out = Sentence("{0}: has no checked time and is left out", "a --artists.wav")
    assert finding_text({"message": left_out, **parts(left_out)}).startswith("a --artists.wav: keine geprüfte Zeit")


def test_what_went_wrong_is_said_and_can_be_corrected(qtbot, dialog: DataSetDialog, music: Path):
    dialog.target.setText("music/inside")
    dialog.start_button.click()
    qtbot.waitUntil(lambda: dialog.job is None, timeout=60_000)
    assert "or the other way round" in dialog.status.text() and not (music / "inside").exists()
    dialog.music.setText(str(music / "nowhere"))
    assert not dialog.start_button.isEnabled() and "no folder of songs" in dialog.status.text()


def test_a_long_account_does_not_squeeze_the_fields(qtbot, dialog: DataSetDialog):
    heights = [field.height() for field in (dialog.music, dialog.target, dialog.artists, dialog.licence)]
    dialog._notes = ["/media/ann/music/a folder with a long name/a song with a long title.flac: left out" * 2] * 9
    counts = {"songs": 3, "artists": 1, "minutes": 3, "checked_minutes": 2}
    dialog._show_summary({"folder": "/media/ann/music data set", "counts": counts, "lists": {"train": ["a"]}})
    qtbot.waitUntil(lambda: dialog.status.height() >= dialog.status.heightForWidth(dialog.status.width()))
    assert [f.height() for f in (dialog.music, dialog.target, dialog.artists, dialog.licence)] == heights


def test_closing_the_dialog_ends_the_export(qtbot, dialog: DataSetDialog, music: Path):
    dialog.start_button.click()
    job = dialog.job
    assert job is not None
    dialog.close_button.click()
    qtbot.waitUntil(lambda: not job._task.running, timeout=30_000)
    assert dialog.job is None and not music.with_name("music data set").exists()


def test_the_data_set_is_named_after_its_songs_until_a_person_names_it(dialog: DataSetDialog, music: Path):
    dialog.music.setText(str(music.parent / "others"))
    assert Path(dialog.target.text()) == music.parent / "others data set"
    dialog.target.setText("mine")
    dialog.music.setText(str(music))
    assert dialog.target.text() == "mine"
