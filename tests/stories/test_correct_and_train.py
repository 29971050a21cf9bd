"""The whole way in the real window: open, correct with the mouse, undo, save, reopen, train, use the new model."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from svd_core.annotation import annotation_file
from svd_gui.dialogs.parameter_rows import ParameterRows
from svd_gui.training.dialog import TrainingDialog

PATIENCE_MS = 280_000


def wait(qtbot, signal, reached: Callable[[], object]) -> None:
    """Let the window work until something is reached that a signal tells of, without asking over and over."""
    if not reached():
        with qtbot.waitSignal(signal, timeout=PATIENCE_MS, check_params_cb=lambda *_: bool(reached())):
            pass


def drag(view, start: QPoint, end: QPoint) -> None:
    """Move the mouse over the timeline as a hand does: there, press, a few steps, release."""
    QTest.mouseMove(view, start)
    QTest.mousePress(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    for step in range(1, 6):
        QTest.mouseMove(view, start + (end - start) * step / 5)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)


def key(window, key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(window.timeline, key, modifier)


@pytest.fixture
def opened(window, qtbot, song):
    with qtbot.waitSignal(window.session.settled, timeout=PATIENCE_MS):
        window.choice.choose(song)
    window.timeline.setFocus()
    return window


def test_open_correct_save_reopen_train_use(opened, qtbot, song: Path, private_folders: Path):
    window, view, document = opened, opened.timeline, opened.document
    proposed = document.regions
    assert proposed, "detection should have proposed regions"

    # Drag the end of the longest region to the left with the mouse.
    index = max(range(len(proposed)), key=lambda i: proposed[i].length)
    region = proposed[index]
    y = int(view.lanes.waveform.center().y())
    target = region.end - region.length / 3
    # The edge may snap to a crossing of the probability near by.
    drag(view, QPoint(round(view.axis.x(region.end)) - 1, y), QPoint(round(view.axis.x(target)) - 1, y))
    corrected = document.regions
    assert len(corrected) == len(proposed)
    assert corrected[index].source == "hand"
    assert corrected[index].start == region.start
    assert corrected[index].end == pytest.approx(target, abs=10 * view.axis.seconds_per_px)
    own = annotation_file.path_for(song)
    assert annotation_file.load(own).regions == corrected, "an edit is on disk at once"

    # Undo, redo, save.
    key(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert document.regions == proposed
    key(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert document.regions == corrected
    key(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)

    # Another song, then back: the corrections are there.
    other = Path(shutil.copy(song, song.with_name("other.wav")))
    for path in (other, song):
        with qtbot.waitSignal(window.session.settled, timeout=PATIENCE_MS):
            window.choice.choose(path)
    assert document.regions == corrected

    # Train on the corrected song, once all of it is checked, from the menu, in a child process.
    key(window, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    window.actions_.train.trigger()
    dialog = window.findChild(TrainingDialog)
    schedule = dialog.findChildren(ParameterRows)[0]
    schedule.set_values({"updates": 3, "batch_size": 4, "report_every": 1, "checkpoint_every": 2})
    choices = dialog.choices()
    assert choices.songs == (song,)
    assert choices.start_from == window.session.card.path
    untaught = window.session.card
    qtbot.mouseClick(dialog.start_button, Qt.MouseButton.LeftButton)
    assert window.training.running
    wait(qtbot, window.training.state_changed, lambda: not window.training.running)
    panel = window.training_panel
    assert panel.use_button.isVisible(), [label.text() for label in panel.findChildren(QLabel)]
    assert window.session.card is untaught, "the old model stays until the new one is wanted"

    # Use the new model: new probabilities at once, what the hand did stays.
    with qtbot.waitSignal(window.session.settled, timeout=PATIENCE_MS):
        qtbot.mouseClick(panel.use_button, Qt.MouseButton.LeftButton)
    assert window.session.card.name == choices.out.stem
    assert window.session.card.key != untaught.key
    assert annotation_file.load(own).proposal.model == choices.out.stem
    assert corrected[index] in document.regions
    assert window.settings.model == choices.out


def test_a_cancelled_training_goes_on_where_it_was(opened, qtbot, song: Path):
    window, panel = opened, opened.training_panel
    window.document.edit("Delete all", ())
    window.document.edit("Add", annotation_file.load(annotation_file.path_for(song)).proposal.regions)
    window.settings.add_corrected(song)
    window.actions_.train.trigger()
    dialog = window.findChild(TrainingDialog)
    schedule = dialog.findChildren(ParameterRows)[0]
    schedule.set_values({"updates": 500, "batch_size": 4, "report_every": 1, "checkpoint_every": 1})
    qtbot.mouseClick(dialog.start_button, Qt.MouseButton.LeftButton)
    wait(qtbot, window.training.job.log_changed, lambda: window.training.job.log.saved_update >= 2)
    qtbot.mouseClick(panel.cancel_button, Qt.MouseButton.LeftButton)
    wait(qtbot, window.training.state_changed, lambda: not window.training.running)
    assert panel.resume_button.isVisible() and window.actions_.resume_training.isEnabled()
    window.actions_.resume_training.trigger()
    window.training.cancel()
    wait(qtbot, window.training.state_changed, lambda: not window.training.running)
    assert panel.resume_button.isVisible(), "cancelled before it saved anything new, it can still go on"
    qtbot.mouseClick(panel.resume_button, Qt.MouseButton.LeftButton)
    wait(qtbot, window.training.job.log_changed, lambda: window.training.job.log.updates != [])
    assert window.training.job.log.updates[0] > 2
    window.actions_.cancel_training.trigger()
    wait(qtbot, window.training.state_changed, lambda: not window.training.running)


def test_a_training_that_fails_says_why(opened, qtbot, song: Path):
    window = opened
    window.document.edit("Delete all", ())
    window.settings.add_corrected(song)
    window.actions_.train.trigger()
    dialog = window.findChild(TrainingDialog)
    choices = dialog.choices()
    dialog.reject()
    song.write_bytes(b"not a sound any more")
    window.training.start(choices)
    wait(qtbot, window.training.state_changed, lambda: not window.training.running)
    assert window.notice.isVisible() and "tune.wav" in window.notice.problem.summary
    assert window.actions_.train.isEnabled()
