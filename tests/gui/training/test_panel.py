"""When a training has ended, the panel says how the new model does before anybody can use it."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from svd_core.data.coverage import SongCoverage, remarks
from svd_core.sentence import Sentence
from svd_core.training.reports import Checking, Compared, Notice
from svd_gui.training.job import Ending, TrainingJob, TrainingLog
from svd_gui.training.panel import TrainingPanel
from svd_gui.training.run_files import Curves, RunFiles


@pytest.fixture
def panel(qtbot) -> TrainingPanel:
    made = TrainingPanel()
    qtbot.addWidget(made)
    made.show()
    return made


def log(new_error: float | None) -> TrainingLog:
    made = TrainingLog()
    made.add({"report": "progress", "update": 3, "updates": 3, "loss": 0.5, "seconds_left": 0})
    if new_error is not None:
        error = (0.0, 0.2)
        report = asdict(Compared("old", "kept aside", 3, 7.0, "songs", 0.1, error, new_error, error, (-0.1, 0.1), 0))
        # As JSON has it.
        made.add({"report": "compared"} | {k: list(v) if isinstance(v, tuple) else v for k, v in report.items()})
    return made


def test_a_better_model_is_offered_with_both_errors(panel: TrainingPanel):
    panel.show_ended(Ending("finished", Path("new.safetensors")), log(0.08), False)
    text = panel._comparison.text()
    assert "“old” 10.0 %" in text and "the new model 8.0 %" in text and "better" in text
    assert panel.use_button.text() == "Use this model" and not panel.keep_button.isVisible()


def test_a_worse_model_is_called_so_and_the_old_one_is_the_first_choice(panel: TrainingPanel, qtbot):
    asked = []
    panel.use_requested.connect(asked.append)
    panel.show_ended(Ending("finished", Path("new.safetensors")), log(0.12), False)
    assert "The new model is worse" in panel._comparison.text() and "stays in use unless" in panel._comparison.text()
    assert panel.keep_button.isVisible() and panel.use_button.text() == "Use the new model anyway"
    assert panel.keep_button.property("role") == "primary" and panel.use_button.property("role") == ""
    qtbot.mouseClick(panel.keep_button, Qt.MouseButton.LeftButton)
    assert not panel.use_button.isVisible() and not panel.keep_button.isVisible() and asked == []
    panel.show_ended(Ending("finished", Path("new.safetensors")), log(0.12), False)
    qtbot.mouseClick(panel.use_button, Qt.MouseButton.LeftButton)
    assert asked == [Path("new.safetensors")]


def test_the_panel_says_whether_the_new_model_is_in_use(panel: TrainingPanel):
    new, old = Path("new.safetensors"), Path("old.safetensors")
    panel.show_ended(Ending("finished", new), log(0.08), False)
    panel.show_in_use(old)
    assert panel.use_button.isVisible(), "nobody has chosen yet"
    panel.show_in_use(new)
    assert panel._status.text().startswith("This model is in use now.") and not panel.use_button.isVisible()
    assert "Use the Model Before" in panel._status.text(), "where the way back is"
    panel.show_in_use(old)
    assert panel._status.text().startswith("Another model is in use now.")


def test_a_model_that_was_not_measured_is_not_said_to_be_better(panel: TrainingPanel):
    panel.show_ended(Ending("finished", Path("new.safetensors")), log(None), False)
    assert "not measured" in panel._comparison.text() and panel.use_button.isVisible()


def test_further_trainings_are_shown_as_such(panel: TrainingPanel):
    running = log(None)
    running.add({"report": "checking"} | asdict(Checking("a", 2, 3, 0.5)))
    panel.show_started("new")
    panel.show_log(running)
    assert "2 of 3" in panel._status.text() and panel._bar.value() == 500


def test_the_curves_of_a_resumed_training_show_its_whole_past(tmp_path: Path, qtbot):
    def progress(update: int) -> dict:
        return {"report": "progress", "update": update, "updates": 400, "loss": 1 / update, "seconds_left": None}

    out = tmp_path / "model.safetensors"
    first = TrainingJob(out, [])
    for report in (progress(100), {"report": "validated", "update": 100, "error": 0.3}, progress(200),
                   {"report": "saved", "update": 200}, progress(300)):  # fmt: skip
        first._add_to_log(report)
    qtbot.waitUntil(lambda: RunFiles(out).curves().updates == [100, 200])
    resumed = TrainingJob(out, ["--resume"])
    for report in ({"report": "started", "update": 200, "updates": 400}, progress(300), progress(400)):
        resumed._add_to_log(report)
    assert resumed.log.updates == [100, 200, 300, 400]
    assert (resumed.log.validated_at, resumed.log.errors) == ([100], [0.3])
    resumed._add_to_log({"report": "finished", "model": str(out)})
    qtbot.waitUntil(lambda: RunFiles(out).curves().updates == [100, 200, 300, 400])


def test_what_was_reported_after_the_last_checkpoint_is_reported_anew():
    log = TrainingLog(Curves.from_json({"losses": [[100, 0.5], [200, 0.4], [300, 0.3]], "errors": [[300, 0.2]]}))
    log.add({"report": "started", "update": 200, "updates": 400})
    assert (log.updates, log.losses, log.validated_at) == ([100, 200], [0.5, 0.4], [])


@pytest.mark.parametrize("value", [None, [], {"losses": 3}, {"losses": [3, [1], [1, "x"], ["y", 1], [None, None]]}])
def test_broken_curves_are_left_out(value):
    assert Curves.from_json(value) == Curves()


def test_a_training_is_paused_and_goes_on_by_one_button(panel: TrainingPanel, qtbot):
    running = log(None)
    panel.show_started("new")
    panel.show_log(running)
    with qtbot.waitSignal(panel.pause_requested):
        qtbot.mouseClick(panel.pause_button, Qt.MouseButton.LeftButton)
    assert not panel.pause_button.isEnabled(), "it would ask again before the child has answered"
    running.add({"report": "paused", "update": 3})
    panel.show_log(running)
    assert "Paused at update 3" in panel._status.text()
    assert panel.pause_button.isEnabled() and panel.pause_button.text() == "Go on"
    qtbot.mouseClick(panel.pause_button, Qt.MouseButton.LeftButton)
    running.add({"report": "progress", "update": 4, "updates": 5, "loss": 0.5, "seconds_left": 1})
    panel.show_log(running)
    assert panel.pause_button.isEnabled() and panel.pause_button.text() == "Pause"


def test_a_check_on_songs_left_out_is_paused_and_goes_on(panel: TrainingPanel, qtbot):
    running = log(None)
    panel.show_started("new")
    checking = {"report": "checking", "number": 1, "total": 3, "share": 0.1}
    for report, text in ((checking, "Pause"), ({"report": "paused", "update": 3}, "Go on"), (checking, "Pause")):
        running.add(report)
        panel.show_log(running)
        assert panel.pause_button.isEnabled() and panel.pause_button.text() == text
        qtbot.mouseClick(panel.pause_button, Qt.MouseButton.LeftButton)


def test_who_pauses_by_keys_does_not_cancel_by_the_next_key(panel: TrainingPanel, qtbot):
    running = log(None)
    panel.activateWindow()
    panel.show_started("new")
    panel.show_log(running)
    panel.pause_button.setFocus()
    QTest.keyClick(panel.pause_button, Qt.Key.Key_Space)
    assert panel.focusWidget() is not panel.cancel_button
    running.add({"report": "paused", "update": 3})
    panel.show_log(running)
    assert panel.focusWidget() is panel.pause_button


def test_a_training_that_ends_leaves_the_keys_to_who_works_meanwhile(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    column, work, panel = QVBoxLayout(window), QLineEdit(), TrainingPanel()
    column.addWidget(work)
    column.addWidget(panel)
    window.show()
    panel.show_started("new")
    work.setFocus()
    panel.show_ended(Ending("finished", Path("new.safetensors")), log(0.08), False)
    assert window.focusWidget() is work
    panel.show_started("new")
    panel.cancel_button.setFocus()
    panel.show_ended(Ending("finished", Path("new.safetensors")), log(0.08), False)
    assert window.focusWidget() is panel.use_button


def test_what_the_child_has_to_say_is_said_in_the_language_of_the_person(german, panel: TrainingPanel):
    running = log(None)
    odd = remarks([SongCoverage(name, 1.0, 1.0, 0.5) for name in ("a", "b", "c", "d\n", "e")])
    for text in (Sentence("Not compared with “{0}”: nothing is checked in the songs kept aside.", "old"), *odd,
                 "from elsewhere"):  # fmt: skip
        # As JSON has it.
        running.add(json.loads(json.dumps({"report": "notice"} | asdict(Notice.of(text)))))
    panel.show_log(running)
    assert panel._notice.text().splitlines() == [
        "Nicht mit „old“ verglichen: In den beiseitegelegten Liedern ist nichts geprüft.",
        "a, b, c und 2 weitere: zu kurz, um daraus zu lernen; ein Beispiel braucht 1,7 s.",
        "from elsewhere",
    ]


@pytest.mark.parametrize("resumable", [False, True])
def test_the_keys_stay_in_the_panel_when_a_training_is_cancelled(panel: TrainingPanel, qtbot, resumable: bool):
    panel.show_started("mine")
    panel.cancel_button.setFocus()
    panel.show_ended(Ending("cancelled"), log(None), resumable)
    assert (panel.resume_button if resumable else panel.train_button).hasFocus()


def test_the_arguments_of_an_unfinished_training_are_kept_beside_it(tmp_path: Path):
    model = tmp_path / "model.safetensors"
    files = RunFiles(model)
    files.keep_arguments(["--out", str(model), "--resume"])
    assert files.arguments() is None, "nothing was saved from which it could go on"
    (tmp_path / "model.training").touch()
    assert files.arguments() == ["--out", str(model)]
    files.keep_arguments(["--out", str(tmp_path / "other.safetensors")])
    assert files.arguments() is None, "another model would be trained"
    files.arguments_path.write_text('{"arguments": [1]}')
    assert files.arguments() is None
