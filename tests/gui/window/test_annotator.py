"""The name under which a person's edits are kept."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QInputDialog

from svd_core.annotation.journal.reading import read_journal
from svd_core.annotation.regions import Region
from svd_core.files.owner_lock import user_name
from svd_gui.settings import MAX_ANNOTATOR, Settings


def ask(window) -> QInputDialog:
    window.actions_.annotator.trigger()
    return window.findChild(QInputDialog)


def test_edits_are_kept_under_the_name_that_a_person_sets(window, qtbot, song: Path, private_folders: Path):
    with qtbot.waitSignal(window.session.settled, timeout=60000):
        window.choice.choose(song)
    window.document.edit("First", (Region(1.0, 2.0),))
    dialog = ask(window)
    assert dialog.textValue() == "" and user_name() in dialog.labelText()
    dialog.setTextValue("  Ännchen\u202e B. ")
    dialog.accept()
    window.document.edit("Second", (Region(1.0, 3.0),))
    steps = read_journal(window.document.path).history.steps
    assert [step.by for step in steps] == [user_name(), "Ännchen\\u202e B."]
    assert Settings(private_folders / "settings.ini").annotator == "Ännchen\\u202e B."


def test_the_name_is_used_from_the_start_and_told_to_other_windows(window, qtbot, song: Path):
    window.choices.choose_annotator("Ann")
    with qtbot.waitSignal(window.session.settled, timeout=60000):
        window.choice.choose(song)
    window.document.edit("First", (Region(1.0, 2.0),))
    reading = read_journal(window.document.path)
    assert (reading.header.by, reading.history.steps[0].by) == ("Ann", "Ann")
    assert window.document.journal.lock.me.user == "Ann"
    window.choices.choose_annotator("")
    window.document.edit("Second", (Region(1.0, 3.0),))
    assert read_journal(window.document.path).history.steps[-1].by == user_name()


def test_a_name_of_any_length_is_cut(private_folders: Path):
    settings = Settings(private_folders / "settings.ini")
    assert settings.annotator == ""
    settings.annotator = "x" * 1000 + "\n"
    assert settings.annotator == "x" * MAX_ANNOTATOR
