"""The dialogs and the panels beside the song: nothing cut off, nothing overwritten, nothing that vanishes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QTextBrowser

from svd_core.annotation.formats import FORMATS
from svd_core.annotation.regions import Region
from svd_core.model.card import Card, read_card
from svd_core.model.provenance import program_version
from svd_gui.dialogs.about import AboutDialog, ModelCardDialog
from svd_gui.settings import Settings
from svd_gui.training.dialog import TrainingDialog
from svd_gui.training.job import Ending, TrainingLog

REGIONS = (Region(1.0, 2.0, source="hand"),)


def test_labels_never_replace_a_sound_file(window, song: Path):
    before = song.read_bytes()
    window.dialogs.write(song, FORMATS[0], REGIONS, 8.0)
    assert song.read_bytes() == before
    assert window.notice.isVisible() and "sound file" in window.notice.problem.summary


@pytest.mark.parametrize("seconds", [8.0, 189.3, 4000.0])
def test_the_clock_is_whole_in_a_narrow_window(window, qtbot, song: Path, seconds: float):
    with qtbot.waitSignal(window.session.settled, timeout=60000):
        window.choice.choose(song)
    window.transport.set_duration(seconds)
    window.transport.set_time(seconds)
    window.resize(window.minimumSizeHint())
    clock = window.transport.time_label
    qtbot.waitUntil(lambda: clock.width() >= clock.fontMetrics().horizontalAdvance(clock.text()))


def test_a_finished_training_offers_its_model_without_a_song_too(window, tmp_path: Path):
    assert window.session.song is None
    window.training_panel.show_ended(Ending("finished", tmp_path / "new.safetensors"), TrainingLog(), False)
    assert not window.training_panel.use_button.isVisible()
    window.training.concluded = True
    window.training.state_changed.emit()
    assert window.training_panel.use_button.isVisible()


def test_about_shows_the_version(qtbot):
    dialog = AboutDialog()
    qtbot.addWidget(dialog)
    assert f"Version {program_version()}" in [label.text() for label in dialog.findChildren(QLabel)]


def test_the_card_begins_with_what_the_model_may_be_used_for(qtbot, model_file: Path):
    def text(card: Card) -> str:
        dialog = ModelCardDialog(card)
        qtbot.addWidget(dialog)
        return dialog.findChild(QTextBrowser).toPlainText()

    card = read_card(model_file)
    lines = text(card).splitlines()
    story = [line for line in lines[lines.index(card.key[:16]) + 1 :] if line]
    assert story[:2] == ["Use", "tests only"]
    assert "averaged" not in text(card)
    assert "5 × schlueter2017, averaged" in text(replace(card, n_networks=5))


def test_a_new_training_says_what_becomes_of_an_unfinished_one(qtbot, tmp_path: Path, song: Path, model_file: Path):
    settings = Settings(tmp_path / "settings.ini")
    settings.add_corrected(song)
    dialog = TrainingDialog(settings, read_card(model_file), tmp_path, unfinished="my-model-7")
    qtbot.addWidget(dialog)
    assert dialog.start_button.isEnabled() and any(
        "my-model-7" in label.text() for label in dialog.findChildren(QLabel)
    )


def test_a_letter_typed_into_an_open_menu_is_no_shortcut(window, qtbot, song: Path):
    with qtbot.waitSignal(window.session.settled, timeout=60000):
        window.choice.choose(song)
    window.timeline.setFocus()
    window.document.edit("Start", (Region(1.0, 4.0, source="hand"),))
    window.player.seek(2.0)
    menu = next(action.menu() for action in window.menuBar().actions() if action.text() == "&File")
    menu.popup(window.mapToGlobal(QPoint(0, 20)))
    saved: list[bool] = []
    window.document.saved.connect(lambda: saved.append(True))
    QTest.keyClick(menu, Qt.Key.Key_S)
    assert len(window.document.regions) == 1 and saved
    menu.close()
