"""The dialogs and the panels beside the song: nothing cut off, nothing overwritten, nothing that vanishes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMessageBox, QScrollArea, QTextBrowser

from svd_core.annotation.annotation_file import with_labels
from svd_core.annotation.detected_labels import is_detected
from svd_core.annotation.formats.registry import FORMATS
from svd_core.annotation.label_file import UNDIRECTED
from svd_core.annotation.regions import Region
from svd_core.annotation.song_annotation import SongAnnotation
from svd_core.config import PostprocessingConfig
from svd_core.model.card import Card, read_card
from svd_core.model.provenance import program_version
from svd_gui.actions.shortcuts_sheet import ShortcutsDialog
from svd_gui.dialogs.about import AboutDialog, ModelCardDialog
from svd_gui.dialogs.export import ExportDialog
from svd_gui.dialogs.exports import Exports
from svd_gui.settings import Settings
from svd_gui.training.dialog import TrainingDialog
from svd_gui.training.job import Ending, TrainingLog

REGIONS = (Region(1.0, 2.0, source="hand"),)


def test_labels_never_replace_a_sound_file(window, song: Path):
    before = song.read_bytes()
    window.dialogs.write(song, song, FORMATS[0], SongAnnotation(song.name, "0" * 64, 8.0, REGIONS))
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


def test_the_sheet_lists_every_shortcut(window):
    window.actions_.shortcuts.trigger()
    sheet = window.findChild(ShortcutsDialog)
    texts = {label.text() for label in sheet.findChildren(QLabel)}
    assert {"Play", "Split Region at Cursor", "Next Boundary", "Train"} <= texts
    assert {"Select time", "Ctrl+Drag", "Drag its label"} <= texts, "what the mouse does on the timeline today"
    sheet.resize(300, 400)
    area = sheet.findChild(QScrollArea)
    assert area.widget().minimumSizeHint().width() <= area.viewport().width(), "no key is cut off"
    sheet.close()


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
    assert "5 × recurrent, averaged" in text(replace(card, n_networks=5))
    learned = [{"name": "Loser", "artist": "Beck", "key": "c0ffee"}, {"name": "Intro", "artist": "", "key": "ab"}]
    aside = {
        "artists": ["Björk"],
        "songs": ["Jóga"],
        "moved": ["2026-11-26: Björk was moved by hand: kept aside since"],
    }
    lines = text(replace(card, metadata=card.metadata | {"learned_from": learned, "kept_aside": aside})).splitlines()
    assert "Beck – Loser" in lines and "Intro" in lines and "c0ffee" not in lines
    assert aside["moved"][0] in lines


def test_the_card_says_in_words_how_the_model_decides(qtbot, model_file: Path):
    def decides(**settings: object) -> list[str]:
        card = read_card(model_file)
        dialog = ModelCardDialog(replace(card, postprocessing=PostprocessingConfig(**settings)))
        qtbot.addWidget(dialog)
        lines = dialog.findChild(QTextBrowser).toPlainText().splitlines()
        return lines[lines.index("Decides by default") + 1 : lines.index("Key")]

    assert decides(threshold=0.55, median_frames=28, onset_shift=0.05, offset_shift=-0.1) == [
        "The curve is smoothed by a sliding median of 0.40 s (28 frames).",
        "Singing is where the curve is above 0.55.",
        "Starts are moved 50 ms later.",
        "Ends are moved 100 ms earlier.",
    ]
    assert decides(median_frames=1, rule="hysteresis", threshold=0.6, leave_threshold=0.25, min_gap=0.2) == [
        "A region needs a place above 0.6, and lasts as long as the curve is above 0.25.",
        "Gaps shorter than 0.2 s are closed.",
    ]
    otsu = decides(median_frames=1, rule="otsu", otsu_share=0.4, otsu_floor=0.2, min_length=0.5)
    assert "the share 0.4" in otsu[0] and "never below 0.2" in otsu[0]
    assert otsu[1:] == ["Regions shorter than 0.5 s are left out."]
    viterbi = decides(median_frames=1, rule="viterbi", viterbi_cost=12.0, temperature=1.5)
    assert "divided by 1.5" in viterbi[0] and "costs 12" in viterbi[1]


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


# --- export -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def export_dialog(window, qtbot, song: Path):
    """Opens the export dialog over a song with one region."""
    with qtbot.waitSignal(window.session.settled, timeout=60000):
        window.choice.choose(song)
    window.document.edit("Start", REGIONS)

    def opened() -> ExportDialog:
        window.actions_.export.trigger()
        return next(dialog for dialog in window.findChildren(ExportDialog) if dialog.isVisible())

    return opened


def asked(dialog: ExportDialog) -> QMessageBox:
    """The question that pressing Save brought up."""
    dialog.accept()
    (box,) = [box for box in dialog.findChildren(QMessageBox) if box.isVisible()]
    return box


def test_a_file_of_others_is_replaced_only_after_a_question_whose_default_is_no(export_dialog, song: Path):
    theirs = song.with_suffix(".lab")
    theirs.write_text("0 8 sing\n")
    dialog = export_dialog()
    assert any("You will be asked" in label.text() for label in dialog.findChildren(QLabel))
    box = asked(dialog)
    assert box.defaultButton() is box.button(QMessageBox.StandardButton.No) is box.escapeButton()
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert dialog.isVisible() and theirs.read_text() == "0 8 sing\n"
    QTest.keyClick(asked(dialog), Qt.Key.Key_Escape)
    assert dialog.isVisible() and theirs.read_text() == "0 8 sing\n"
    box = asked(dialog)
    next(button for button in box.buttons() if button is not box.defaultButton()).click()
    assert not dialog.isVisible()
    assert theirs.read_text().splitlines()[1] == "1.000 2.000 sing"
    assert song.with_name("tune.lab.bak").read_text() == "0 8 sing\n"


def test_what_is_exported_unchecked_is_known_as_the_models_guess_until_it_is_checked(window, export_dialog, song: Path):
    def exported(title: str) -> bool:
        """Whether the song counts as guessed by a model, exported in a format of this title."""
        index = next(place for place, one in enumerate(FORMATS) if title in one.title)
        path = song.with_name(f"mine{FORMATS[index].suffix}")
        dialog = export_dialog()
        dialog.choose(index, path)
        dialog.accept()
        return is_detected(path, window.document.annotation.song_key)

    assert window.document.annotation.proposal is not None
    assert exported("Jamendo") and not exported("TextGrid"), "a TextGrid says what is checked"
    imported = with_labels(window.document.annotation, song.with_name("mine.lab"), UNDIRECTED, (said := []).append)
    assert not imported.checked and "a model found and nobody has checked" in said[0]
    window.document.mark_checked("All", ((0.0, window.document.duration),))
    assert not exported("Jamendo")


def test_what_was_exported_is_replaced_without_a_question_until_somebody_changes_it(window, export_dialog, song: Path):
    target = song.with_suffix(".lab")
    export_dialog().accept()
    assert "Exported tune.lab" in window.status.currentMessage()
    assert "Exported" not in window.status.state_label.text()
    window.document.edit("More", (Region(1.0, 3.0, source="hand"),))
    export_dialog().accept()
    assert "1.000 3.000 sing" in target.read_text()
    assert sorted(path.name for path in song.parent.glob("*.lab*")) == ["tune.lab"]
    target.write_text(target.read_text() + "\n")
    dialog = export_dialog()
    asked(dialog).reject()
    assert dialog.isVisible()
    dialog.reject()


def test_format_and_folder_of_the_last_export_are_offered_again(window, export_dialog, song: Path, tmp_path: Path):
    dialog = export_dialog()
    assert dialog.path == song.with_suffix(".lab")
    dialog.choose(2, tmp_path / "for the paper" / "x.csv")
    (tmp_path / "for the paper").mkdir()
    dialog.accept()
    again = export_dialog()
    assert (again.file_format, again.path) == (FORMATS[2], tmp_path / "for the paper" / "tune.csv")
    again.choose(1, song.with_suffix(".txt"))
    again.accept()
    once_more = ExportDialog(song.with_name("other.wav"), Exports(Settings(window.settings.path)))
    assert (once_more.file_format, once_more.path) == (FORMATS[1], song.with_name("other.txt"))
    once_more.deleteLater()


def test_nothing_is_exported_through_a_link_to_nothing(window, export_dialog, song: Path, tmp_path: Path):
    song.with_suffix(".lab").symlink_to(tmp_path / "gone.lab")
    dialog = export_dialog()
    assert any("link to a file that is not there" in label.text() for label in dialog.findChildren(QLabel))
    dialog.accept()
    assert "link to a file that is not there" in window.notice.problem.summary
    assert not (tmp_path / "gone.lab").exists()


@pytest.mark.parametrize("name", ["x" * 5000, "~nobody-of-this-name/x.lab", "", "..", "a\0b"])
def test_no_name_that_is_typed_breaks_the_export_dialog(qtbot, song: Path, tmp_path: Path, name: str):
    dialog = ExportDialog(song, Exports(Settings(tmp_path / "settings.ini")))
    qtbot.addWidget(dialog)
    dialog.choose(0, Path(name))
    dialog._path.setText(name)
    dialog.accept()
    assert dialog.result() or not dialog._save.isEnabled()


def test_what_a_format_cannot_hold_is_said_truly_and_in_the_language(german, qtbot, tmp_path: Path):
    dialog = ExportDialog(tmp_path / "song.flac", Exports(Settings(tmp_path / "settings.ini")))
    qtbot.addWidget(dialog)
    texts = []
    for index in range(len(FORMATS)):
        dialog.choose(index, tmp_path / "out")
        texts += [label.text() for label in dialog.findChildren(QLabel) if "kann nicht" in label.text()]
    said = " ".join(texts)
    assert not any(lost.text in said for file_format in FORMATS for lost in file_format.loses)
    assert "offen gelassene ignore" in said
