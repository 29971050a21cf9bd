"""The robustness test in the window: choices, a run in a child process beside one's work, a report to open and keep."""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QListWidget, QMessageBox

from svd_core.config import RobustnessConfig
from svd_core.experiments.robustness.results import Results, Subject, to_json
from svd_core.model.card import read_card
from svd_gui.errors import Problem
from svd_gui.settings import Settings
from svd_gui.training import robustness_report
from svd_gui.training.robustness_dialog import RobustnessDialog


class Browser(QObject):
    """Stands in for the desktop's browser and file manager."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[Path] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(Path(url.toLocalFile()))


@pytest.fixture
def browser():
    browser = Browser()
    QDesktopServices.setUrlHandler("file", browser, "open")
    yield browser
    QDesktopServices.unsetUrlHandler("file")


@pytest.fixture
def dialog(qtbot, tmp_path: Path, model_file: Path, private_folders: Path):
    dialog = RobustnessDialog(Settings(tmp_path / "settings.ini"), read_card(model_file))
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: bool(dialog.status.text()), timeout=20_000)
    yield dialog
    dialog.cancel()
    dialog.close()


@pytest.fixture
def kept_report(private_folders: Path) -> Path:
    """The report of an earlier test, of a model named “before”."""
    page = robustness_report.page_path()
    page.parent.mkdir(parents=True)
    results = Results(Subject("before", "k" * 64, 0.5, 56), RobustnessConfig(), ())
    page.write_text("<p>before</p>")
    page.with_suffix(".json").write_text(to_json(results))
    page.with_suffix(".csv").write_text("test\n")
    return page


def gone(pid: int) -> bool:
    """Whether there is no such process any more."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def choose(dialog: RobustnessDialog, *names: str) -> None:
    for name, box in dialog.form.boxes.items():
        box.setChecked(name in names)


def begun(dialog: RobustnessDialog, qtbot):
    """Start a test, and wait until its child process is there."""
    dialog.start()
    job = dialog.job
    qtbot.waitUntil(lambda: job.child.process is not None, timeout=20_000)
    return job.child.process


def test_nothing_starts_without_a_test_and_choices_are_kept(dialog, tmp_path: Path, qtbot, model_file: Path):
    assert dialog.start_button.isEnabled()
    before = dialog.status.text()
    choose(dialog)
    assert not dialog.start_button.isEnabled() and "at least one" in dialog.status.text()
    choose(dialog, "level", "mp3")
    assert dialog.start_button.isEnabled() and dialog.status.text() == before
    dialog.form.folders["stems"].add(tmp_path)
    dialog.form.quick.setChecked(False)
    dialog.close()
    again = RobustnessDialog(Settings(tmp_path / "settings.ini"), read_card(model_file))
    qtbot.addWidget(again)
    assert again.form.tests() == ("level", "mp3")
    assert again.form.folders["stems"].paths() == (tmp_path,)
    assert not again.form.quick.isChecked()


def test_a_folder_goes_by_the_delete_key(dialog, tmp_path: Path):
    folders = dialog.form.folders["instruments"]
    folders.add(tmp_path)
    folders.add(tmp_path)
    assert folders.paths() == (tmp_path,)
    instead = next(label for label in folders.findChildren(QLabel) if label.text().startswith("None:"))
    assert not instead.isVisible()
    shown = folders.findChild(QListWidget)
    shown.setCurrentRow(0)
    QTest.keyClick(shown, Qt.Key.Key_Delete)
    assert folders.paths() == () and instead.isVisible()


def test_without_a_report_there_is_none_to_open(dialog):
    assert dialog.status.text() == "No test has been run yet."
    assert not any(button.isEnabled() for button in (dialog.open_button, dialog.folder_button, dialog.save_button))


def test_the_report_of_an_earlier_test_is_at_hand(kept_report: Path, dialog, browser: Browser, qtbot, tmp_path: Path):
    assert "“before”" in dialog.status.text()
    dialog.open_button.click()
    dialog.folder_button.click()
    assert browser.opened == [kept_report, kept_report.parent]
    kept_report.unlink()
    dialog.open_button.click()
    assert "no longer there" in dialog.status.text() and len(browser.opened) == 2


def test_a_report_that_no_program_opens_is_named(kept_report: Path, dialog, monkeypatch):
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: False)
    dialog.open_button.click()
    assert str(kept_report) in dialog.status.text()


def test_a_run_ends_in_a_report_that_can_be_opened_and_kept(
    kept_report: Path, dialog, qtbot, tmp_path: Path, browser: Browser
):
    choose(dialog, "clean")
    Settings(tmp_path / "settings.ini").averaging = True
    messages: list[str] = []
    QTest.keyClick(dialog.start_button, Qt.Key.Key_Space)
    dialog.job.progressed.connect(lambda *_: messages.append(dialog.status.text()))
    assert "5 pitches" in dialog.windowTitle()
    assert dialog.cancel_button.isVisible() and not dialog.start_button.isVisible()
    assert dialog.bar.isVisible() and not dialog.form.isEnabled()
    qtbot.waitUntil(lambda: not dialog.running, timeout=240_000)
    assert "has finished" in dialog.status.text(), dialog.status.text()
    assert any(text.startswith("Testing on ") for text in messages)
    qtbot.waitUntil(dialog.open_button.hasFocus, timeout=20_000)
    QTest.keyClick(dialog.open_button, Qt.Key.Key_Space)
    assert [path.name for path in browser.opened] == ["stress.html"]
    assert "averaged over 5 pitch shifts" in browser.opened[0].read_text()
    there = sorted(path.name for path in kept_report.parent.iterdir())
    assert there == ["stress.csv", "stress.html", "stress.json", "stress.png"], "in place of the earlier one"
    dialog.save(tmp_path / "kept.html")
    qtbot.waitUntil(lambda: "Saved" in dialog.status.text(), timeout=20_000)
    kept = {path.suffix for path in tmp_path.glob("kept.*")}
    assert kept >= {".html", ".png", ".csv", ".json"}
    assert (tmp_path / "kept.html").read_bytes() == browser.opened[0].read_bytes()
    assert dialog.start_button.isVisible() and dialog.form.isEnabled()


def test_nothing_is_replaced_unasked(kept_report: Path, dialog, tmp_path: Path, qtbot):
    (tmp_path / "mine.csv").write_text("mine")
    dialog.save(tmp_path / "mine.html")
    qtbot.waitUntil(lambda: "mine.csv" in dialog.status.text(), timeout=20_000)
    assert (tmp_path / "mine.csv").read_text() == "mine" and not (tmp_path / "mine.html").exists()
    (tmp_path / "mine.html").write_text("mine")
    dialog.save(tmp_path / "mine.html")
    qtbot.waitUntil(lambda: "Saved" in dialog.status.text(), timeout=20_000)
    assert (tmp_path / "mine.csv").read_text() == "test\n"


def test_a_report_that_is_replaced_is_kept(kept_report: Path, tmp_path: Path):
    (tmp_path / "mine.html").write_text("older")
    robustness_report.save_copy(kept_report, tmp_path / "mine.html")
    assert (tmp_path / "mine.html").read_bytes() == kept_report.read_bytes()
    assert (tmp_path / "mine.html.bak").read_text() == "older"


def test_a_failure_is_shown_where_it_can_be_mended(dialog, qtbot, tmp_path: Path):
    dialog.form.folders["stems"].add(tmp_path)
    choose(dialog, "ratio")
    dialog.start()
    qtbot.waitUntil(lambda: "failed" in dialog.status.text(), timeout=120_000)
    assert "no stems here" in dialog.status.text()
    assert dialog.start_button.isVisible() and not dialog.running and dialog.form.isEnabled()


def test_cancelling_ends_the_child_and_says_what_became_of_it(kept_report: Path, dialog, qtbot):
    process = begun(dialog, qtbot)
    dialog.cancel_button.click()
    qtbot.waitUntil(lambda: gone(process.pid), timeout=20_000)
    assert "not kept" in dialog.status.text() and "test before is still there" in dialog.status.text()
    assert dialog.start_button.isVisible() and kept_report.read_text() == "<p>before</p>"


def test_closing_the_dialog_lets_the_test_go_on_and_the_end_is_announced(dialog, qtbot):
    process = begun(dialog, qtbot)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible() and dialog.running and not gone(process.pid)
    job = dialog.job
    job.cancel()
    with qtbot.waitSignal(dialog.finished_unseen) as announced:
        job.finished.emit()
    assert "untaught" in announced.args[0] and not dialog.running


def test_a_model_switched_meanwhile_is_tested_next(dialog, qtbot, model_file: Path):
    begun(dialog, qtbot)
    before = dialog.windowTitle()
    dialog.set_card(dataclasses.replace(read_card(model_file), name="another"))
    assert dialog.windowTitle() == before
    dialog.cancel()
    assert "another" in dialog.windowTitle()
    dialog.start()
    assert dialog.running and "another" in dialog.model_name


def test_a_failure_unseen_is_announced_too(dialog, qtbot):
    begun(dialog, qtbot)
    dialog.close()
    job = dialog.job
    job.cancel()
    with qtbot.waitSignal(dialog.failed_unseen) as announced:
        job.failed.emit(Problem("no room on the disk"))
    assert "no room on the disk" in announced.args[0].summary and not dialog.running


def test_an_open_dialog_follows_the_model_of_the_window(window):
    window.actions_.robustness_test.trigger()
    dialog = window.findChild(RobustnessDialog)
    before = dialog.windowTitle()
    assert window.models.use(None)
    assert window.session.card.name in dialog.windowTitle() != before


def test_the_window_has_one_robustness_test_and_asks_before_it_ends_it(window, qtbot, monkeypatch, model_file: Path):
    window.actions_.robustness_test.trigger()
    dialog = window.findChild(RobustnessDialog)
    dialog.close()
    window.actions_.robustness_test.trigger()
    assert window.findChildren(RobustnessDialog) == [dialog] and dialog.isVisible()
    process = begun(dialog, qtbot)
    answers = iter(["Keep testing", "Stop test and close"])
    asked: list[str] = []

    def answer(box: QMessageBox) -> None:
        asked.append(box.text())
        wanted = next(answers)
        monkeypatch.setattr(
            QMessageBox, "clickedButton", lambda _: next(b for b in box.buttons() if b.text() == wanted)
        )

    monkeypatch.setattr(QMessageBox, "exec", answer)
    window.close()
    assert asked and window.isVisible() and not gone(process.pid)
    window.close()
    assert len(asked) == 2 and not window.isVisible() and not dialog.isVisible()
    qtbot.waitUntil(lambda: gone(process.pid), timeout=20_000)
