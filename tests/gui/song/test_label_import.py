"""Labels in the window: asked about once where unclear, previewed, imported with undo, remembered, compared."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QPlainTextEdit, QPushButton

from svd_core.annotation.annotation_file import with_labels
from svd_core.annotation.formats import LABEL_SUFFIXES
from svd_core.annotation.formats.label_rows import HowToRead
from svd_core.annotation.label_conflicts import suppressed_singing
from svd_core.annotation.label_survey import survey_labels
from svd_core.annotation.regions import Region
from svd_core.annotation.song_annotation import SongAnnotation
from svd_core.audio.features import FrameGrid
from svd_core.errors import UnclearLabelsError
from svd_gui.dialogs.song_facts import SongFactsDialog
from svd_gui.errors import describe
from svd_gui.settings import Settings
from svd_gui.song.label_import_dialog import LabelImportDialog

pytestmark = pytest.mark.one_window

VERSES = "0 1 verse\n1 2.5 solo\n2.5 4 verse\n4 8 break\n"


def opened(window, qtbot, song: Path):
    with qtbot.waitSignal(window.session.settled, timeout=60000):
        window.choice.choose(song)
    return window.label_import.dialog


def answer(dialog, **meanings: str) -> None:
    for word, meaning in meanings.items():
        box = dialog.meaning(word)
        box.setCurrentIndex(box.findData(meaning))


def extents(regions) -> list[tuple[float, float]]:
    return [(region.start, region.end) for region in regions]


def test_files_of_every_suffix_that_labels_have_can_be_chosen(window, qtbot, song: Path, monkeypatch):
    opened(window, qtbot, song)
    offered: list[str] = []
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *words: (offered.append(words[-1]), ("", ""))[1])
    window.label_import.choose()
    window.comparing.sources.choose_labels()
    for patterns in offered:
        assert all(f"*{suffix}" in patterns and f"*{suffix.upper()}" in patterns for suffix in LABEL_SUFFIXES)
    assert len(offered) == 2


def test_unknown_words_are_asked_about_previewed_imported_and_undone(window, qtbot, song: Path):
    song.with_suffix(".lab").write_text(VERSES)
    dialog = opened(window, qtbot, song)
    assert dialog is not None and dialog.isVisible() and not dialog.import_button.isEnabled()
    assert "'verse', 'solo', 'break'" in dialog.outcome.text() and "--" not in dialog.outcome.text()
    assert "--" not in window.notice.problem.summary
    proposed = window.document.regions
    answer(dialog, verse="sung", solo="unsung")
    assert not dialog.import_button.isEnabled(), "one word is not answered yet"
    answer(dialog, **{"break": "ignored"})
    assert dialog.import_button.isEnabled()
    preview = window.timeline.content.preview
    assert preview is not None and extents(preview.regions) == [(0, 1), (2.5, 4)]
    assert window.document.regions == proposed, "a preview changes nothing"
    dialog.import_button.click()
    assert window.timeline.content.preview is None and window.label_import.dialog is None
    assert extents(window.document.regions) == [(0, 1), (2.5, 4)]
    assert window.document.annotation.checked == ((0.0, 4.0),), "ignored stretches are not checked"
    window.document.undo_stack.undo()
    assert window.document.regions == proposed and window.document.annotation.checked == ()


@pytest.mark.own_window
def test_the_answer_is_remembered_for_the_kind_and_the_words(window, qtbot, song: Path, private_folders: Path):
    song.with_suffix(".lab").write_text(VERSES)
    dialog = opened(window, qtbot, song)
    answer(dialog, verse="sung", solo="unsung", **{"break": "unsung"})
    dialog.import_button.click()
    other = song.with_name("other.wav")
    other.write_bytes(song.read_bytes())
    other.with_suffix(".lab").write_text("0 2 solo\n2 8 verse\n")
    assert opened(window, qtbot, other) is None
    assert extents(window.document.regions) == [(2, 8)]
    third = song.with_name("third.wav")
    third.write_bytes(song.read_bytes())
    third.with_suffix(".lab").write_text("0 2 solo\n2 8 bridge\n")
    asked = opened(window, qtbot, third)
    assert asked is not None and asked.meaning("solo").currentData() == "unsung"
    assert asked.meaning("bridge").currentData() == ""
    assert Settings(private_folders / "settings.ini").label_answers == window.settings.label_answers != {}
    asked.reject()


def test_words_of_songs_are_sung_whatever_they_mean_and_choices_stay(qtbot, tmp_path: Path):
    path = tmp_path / "song.lab"
    path.write_text("0 1 No\n1 2 la\n2 3 music\n")
    dialog = LabelImportDialog(survey_labels(path), SongAnnotation("song.wav", "0" * 64, 8.0), HowToRead())
    qtbot.addWidget(dialog)
    assert dialog.annotation is None and dialog.meaning("music").currentData() == "unsung"
    answer(dialog, la="unsung")
    dialog._lyrics.setChecked(True)
    assert dialog.meaning("music").currentData() == "sung" and dialog.meaning("la").currentData() == "unsung"
    assert dialog.annotation is not None and extents(dialog.annotation.regions) == [(0, 1), (2, 3)]
    assert dialog.how.meanings == {"la": "unsung"}, "only what a person chose is remembered"


def test_columns_and_unit_are_asked_for(window, qtbot, song: Path):
    # Neither start and end nor start and duration: the numbers do not tell.
    song.with_suffix(".txt").write_text("500\t3\t1000\n2500\t1\t2000\n3000\t2\t1000\n")
    dialog = opened(window, qtbot, song)
    assert dialog is not None and not dialog.import_button.isEnabled()
    for number, kind in enumerate(("start", "-", "duration")):
        dialog.column(number).setCurrentIndex(dialog.column(number).findData(kind))
    unit = dialog._unit
    unit.setCurrentIndex(unit.findData("ms"))
    assert dialog.import_button.isEnabled(), dialog.outcome.text()
    dialog.import_button.click()
    assert extents(window.document.regions) == [(0.5, 1.5), (2.5, 4.5)] or window.document.regions[-1].end == 4.5


def test_declined_labels_leave_the_song_to_the_model_and_another_song_closes_the_question(window, qtbot, song: Path):
    song.with_suffix(".lab").write_text(VERSES)
    dialog = opened(window, qtbot, song)
    dialog.reject()
    assert window.timeline.content.preview is None
    assert {region.source for region in window.document.regions} <= {"model"}
    window.label_import.ask(song.with_suffix(".lab"))
    assert window.label_import.dialog is not None
    other = song.with_name("other.wav")
    other.write_bytes(song.read_bytes())
    assert opened(window, qtbot, other) is None
    assert window.session.song.path == other and window.document.annotation.checked == ()


def test_labels_from_anywhere_can_be_imported_and_a_broken_file_is_named(window, qtbot, song: Path, tmp_path: Path):
    opened(window, qtbot, song)
    empty = tmp_path / "nobody.txt"
    empty.write_text("")
    window.label_import.ask(empty)
    window.label_import.dialog.import_button.click()
    assert window.document.regions == ()
    assert window.document.annotation.checked == ((0.0, window.session.song.duration),), "nobody sings, everywhere"
    broken = tmp_path / "broken.lab"
    broken.write_bytes(b"\x00\x01\x02" * 999)
    window.label_import.ask(broken)
    assert window.label_import.dialog is None and "broken.lab" in window.notice.problem.summary


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("0 1500 nosing\n1500 4250 sing\n4250 8000 nosing\n", "times up to 8000 are taken as milliseconds"),
        ("0 1 nosing\n1 2 sing\n", "says nothing of the time outside 0 .. 2 s; that stays unchecked."),
        ("0 1 nosing\n1 2 sing\n2 1.5 nosing\n", "line 3: ends before it starts; not taken into account."),
        ("1 4 sing\n2 8 nosing\n", "correct one of them. The song opens without labels."),
    ],
)
def test_what_was_done_with_labels_beside_a_song_is_said(window, qtbot, song: Path, text: str, told: str):
    song.with_suffix(".lab").write_text(text)
    with qtbot.waitSignal(window.session.settled, timeout=60000):
        window.choice.choose(song)
    assert window.notice.isVisible() and told in window.notice.problem.summary
    window.notice.hide()
    window.document.edit("Own work", ())
    window.document.mark_checked("Check", ((0.0, 8.0),))
    window.session.reopen()
    with qtbot.waitSignal(window.session.settled, timeout=60000):
        pass
    assert window.notice.isHidden(), "said once, not of one's own work"


def test_labels_that_deny_clear_singing_are_told_of(window, qtbot, song: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("svd_core.annotation.label_conflicts.CLEAR", 0.0)  # the untaught model is sure of nothing
    song.with_suffix(".txt").write_text("")
    opened(window, qtbot, song)
    assert "nobody sings at 0:00–0:0" in window.notice.problem.summary and window.notice.isVisible()
    assert window.notice.problem.details.startswith("0:00–0:0") and window.notice.copy_button.isVisible()


def test_only_long_and_clear_singing_counts_as_suppressed():
    grid = FrameGrid(1400, 70.0)
    probabilities = np.zeros(1400, np.float32)
    probabilities[70:350] = 0.99  # 1 to 5 s
    probabilities[420:560] = 0.99  # 6 to 8 s: short
    probabilities[700:1400] = 0.9  # not sure
    blank = SongAnnotation("s", "k", 20.0, checked=((0.0, 20.0),))
    assert suppressed_singing(blank, probabilities, grid) == ((1.0, 5.0),)
    assert suppressed_singing(SongAnnotation("s", "k", 20.0), probabilities, grid) == (), "nobody said anything"
    sung = SongAnnotation("s", "k", 20.0, (Region(0.5, 5.5),), checked=((0.0, 20.0),))
    assert suppressed_singing(sung, probabilities, grid) == ()


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("0 1 verse\n", HowToRead()),
        ("0.5\t440\t2.0\tla\n1.0\t220\t0.5\tla\n", HowToRead()),
        ("0\t900\tsing\n", HowToRead(unit="s")),
    ],
)
def test_the_window_names_no_option_where_the_command_line_does(tmp_path: Path, text: str, how: HowToRead):
    path = tmp_path / "a.txt"
    path.write_text(text)
    with pytest.raises(UnclearLabelsError) as caught:
        with_labels(SongAnnotation("a", "k", 10.0), path, how)
    assert "--" in str(caught.value)
    assert "--" not in describe(caught.value, "Open").summary


def test_about_this_song_shows_what_inspect_finds_and_can_be_copied(window, qtbot, song: Path):
    song.with_suffix(".lab").write_text("0 2 sing\n2 8 nosing\n")
    opened(window, qtbot, song)
    window.document.mark_unchecked("none", ((4.0, 8.0),))
    window.actions_.song_facts.trigger()
    dialog = window.findChild(SongFactsDialog)
    qtbot.waitUntil(dialog.copy_button.isEnabled, timeout=20000)
    text = dialog.findChild(QPlainTextEdit).toPlainText()
    assert "tune.wav: sound" in text and "22050 Hz" in text
    assert "tune.lab: labels" in text and "label 'sing': sung" in text
    assert "0:04 of 0:08 checked" in text
    dialog.copy_button.click()
    assert QApplication.clipboard().text() == text
    dialog.reject()


def test_labels_that_would_replace_work_say_so_and_can_be_cancelled(window, qtbot, song: Path):
    opened(window, qtbot, song)
    window.document.edit("Add regions", (Region(1.0, 2.0, source="hand"), Region(3.0, 4.0, source="hand")))
    labels = song.with_name("other.lab")
    labels.write_text("0 1 sing\n")
    window.label_import.ask(labels)
    dialog = window.label_import.dialog
    assert "take the place of what is there: 2 regions set by hand" in dialog.outcome.text()
    assert [button.text() for button in dialog.findChildren(QPushButton) if "ancel" in button.text()]
    dialog.import_button.click()
    window.actions_.undo.trigger()
    assert extents(window.document.regions) == [(1.0, 2.0), (3.0, 4.0)]


def test_labels_past_the_end_are_cut_off_by_choice_which_is_not_remembered(window, qtbot, song: Path):
    song.with_suffix(".lab").write_text("0 1 sing\n2 4 sing\n7 11 sing\n")
    dialog = opened(window, qtbot, song)
    assert "line 3: ends at 11 s, but the song at 8.0 s" in dialog.outcome.text() and "--" not in dialog.outcome.text()
    assert dialog.cut.isVisible() and "(0:08)" in dialog.cut.text() and not dialog.import_button.isEnabled()
    dialog.cut.click()
    assert "1 label goes on after the song's end at 8.0 s and is cut off there" in dialog.outcome.text()
    dialog.cut.click()
    assert dialog.cut.isVisible() and not dialog.import_button.isEnabled(), "it can be taken back"
    dialog.cut.click()
    dialog.import_button.click()
    assert extents(window.document.regions) == [(0, 1), (2, 4), (7, 8)]
    assert all(how.past_end == "refuse" for how in window.settings.label_answers.values())
    window.label_import.ask(song.with_suffix(".lab"))
    assert window.label_import.dialog.cut.isVisible() and not window.label_import.dialog.cut.isChecked()
    window.label_import.close()


def test_nothing_is_said_of_the_end_where_all_labels_lie_in_the_sound(window, qtbot, song: Path):
    song.with_suffix(".lab").write_text(VERSES)
    assert not opened(window, qtbot, song).cut.isVisible()
