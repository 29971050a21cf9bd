"""The stress test in the window: choices, a run in a child process, plots, a page kept."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from svd_core.config import StressConfig
from svd_core.experiments.robustness.results import Remark, Results, Subject
from svd_core.experiments.robustness.stress_test import Condition, Measurement
from svd_core.model.card import read_card
from svd_core.model.metrics import Scores
from svd_gui.settings import Settings
from svd_gui.style import theme
from svd_gui.training.chart_picture import ChartPicture
from svd_gui.training.robustness_dialog import RobustnessDialog


@pytest.fixture
def dialog(qtbot, tmp_path: Path, model_file: Path, private_folders: Path):
    dialog = RobustnessDialog(Settings(tmp_path / "settings.ini"), read_card(model_file))
    qtbot.addWidget(dialog)
    dialog.show()
    yield dialog
    dialog.close()


def gone(pid: int) -> bool:
    """Whether there is no such process any more."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def choose(dialog: RobustnessDialog, *names: str) -> None:
    for name, box in dialog.choice.boxes.items():
        box.setChecked(name in names)


def some_results() -> Results:
    def measured(value: float, error: float) -> Measurement:
        scores = Scores(error, 0.8, 0.9, 0.7, 0.75, 0.95, 0.5, 700)
        return Measurement(
            "level", Condition(f"{value:g} dB", value, "level"), scores, (error - 0.02, error + 0.02), 2, 0.4
        )

    levels = tuple(measured(value, error) for value, error in ((-40.0, 0.4), (0.0, 0.1)))
    return Results(Subject("m", "k" * 64, 0.5, 56), StressConfig(), levels, remarks=(Remark(("level",), "Beware."),))


def test_nothing_starts_without_a_test_and_choices_are_kept(dialog, tmp_path: Path, qtbot, model_file: Path):
    assert dialog.start_button.isEnabled()
    choose(dialog)
    assert not dialog.start_button.isEnabled() and "at least one" in dialog.trouble.text()
    choose(dialog, "level", "mp3")
    assert dialog.start_button.isEnabled() and not dialog.trouble.text()
    dialog.choice.folders["stems"].add(tmp_path)
    dialog.choice.quick.setChecked(False)
    dialog.close()
    again = RobustnessDialog(Settings(tmp_path / "settings.ini"), read_card(model_file))
    qtbot.addWidget(again)
    assert again.choice.tests() == ("level", "mp3")
    assert again.choice.folders["stems"].paths() == (tmp_path,)
    assert not again.choice.quick.isChecked()


def test_a_folder_goes_by_the_delete_key(dialog, tmp_path: Path):
    folders = dialog.choice.folders["instruments"]
    folders.add(tmp_path)
    folders.add(tmp_path)
    assert folders.paths() == (tmp_path,)
    folders._list.setCurrentRow(0)
    QTest.keyClick(folders._list, Qt.Key.Key_Delete)
    assert folders.paths() == () and folders._instead.isVisible()


def test_a_run_ends_in_plots_and_a_page_that_can_be_kept(dialog, qtbot, tmp_path: Path):
    choose(dialog, "mp3")
    dialog._settings.averaging = True
    QTest.keyClick(dialog.start_button, Qt.Key.Key_Space)
    assert "5 pitches" in dialog.windowTitle()
    assert dialog.cancel_button.isVisible() and not dialog.start_button.isVisible()
    qtbot.waitUntil(lambda: dialog.outcome is not None or bool(dialog.trouble.text()), timeout=240_000)
    assert dialog.outcome is not None, dialog.trouble.text()
    assert [picture.accessibleName() for picture in dialog.outcome.pictures] == ["Error against bit rate"]
    dialog.save(tmp_path / "kept.html")
    assert {path.name for path in tmp_path.glob("kept.*")} == {"kept.html", "kept.png", "kept.csv", "kept.json"}
    assert "averaged over 5 pitch shifts" in (tmp_path / "kept.html").read_text()
    assert "Saved" in dialog.trouble.text()
    dialog.again_button.click()
    assert dialog.start_button.isVisible()


def test_nothing_is_replaced_unasked(dialog, tmp_path: Path):
    (tmp_path / "mine.csv").write_text("mine")
    dialog.save(tmp_path / "mine.html")
    assert (tmp_path / "mine.csv").read_text() == "mine" and not (tmp_path / "mine.html").exists()
    assert "mine.csv" in dialog.trouble.text()


def test_a_failure_is_shown_where_it_can_be_mended(dialog, qtbot, tmp_path: Path):
    dialog.choice.folders["stems"].add(tmp_path)
    choose(dialog, "ratio")
    dialog.start()
    qtbot.waitUntil(lambda: bool(dialog.trouble.text()), timeout=120_000)
    assert "no stems here" in dialog.trouble.text()
    assert dialog.start_button.isVisible() and dialog.job is None


def test_closing_ends_the_child(dialog, qtbot):
    dialog.start()
    job = dialog.job
    qtbot.waitUntil(lambda: job._process is not None, timeout=20_000)
    dialog.close()
    qtbot.waitUntil(lambda: not job._task._future.running(), timeout=20_000)
    assert job._process.cancelled and gone(job._process.pid) and dialog.job is None


def test_results_are_shown_with_what_must_be_known_first_and_follow_the_theme(dialog):
    dialog.job = _EndedJob()
    dialog._show_outcome(some_results())
    (picture,) = dialog.outcome.findChildren(ChartPicture)
    light = picture.grab().toImage()
    dialog.outcome.set_theme(theme.DARK)
    assert picture.grab().toImage() != light
    table = dialog.outcome.widget(1)
    assert [table.item(0, column).text() for column in range(3)] == ["Input level", "-40 dB", "40.0%"]


def test_the_window_has_one_stress_test_at_a_time_and_closes_it(window, qtbot):
    window.actions_.robustness_test.trigger()
    first = window.dialogs._robustness_test
    window.actions_.robustness_test.trigger()
    assert window.dialogs._robustness_test is first and first.isVisible()
    window.close()
    assert window.dialogs._robustness_test is None


class _EndedJob:
    def deleteLater(self) -> None:
        pass
