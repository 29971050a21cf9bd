"""A training as the window sees it, when the window goes away before its thread has said everything."""

from __future__ import annotations

import threading
from pathlib import Path

import shiboken6

from svd_gui.training.job import TrainingJob


def test_what_a_training_still_says_after_its_window_is_gone_reaches_nobody(qtbot, tmp_path: Path):
    job = TrainingJob(tmp_path / "model.safetensors", ["--preset", "recurrent"])
    endings: list[object] = []
    job.ended.connect(endings.append)
    job.start()
    shiboken6.delete(job)
    job.wait(60)
    assert "training" not in [thread.name for thread in threading.enumerate()]
    # What it has said arrives only now, at an object that is gone; that would be an error.
    qtbot.wait(1)
    assert endings == []


def test_a_training_that_cannot_begin_ends_with_a_problem(qtbot, tmp_path: Path):
    job = TrainingJob(tmp_path / "model.safetensors", ["--preset", "recurrent"])
    with qtbot.waitSignal(job.ended, timeout=60_000) as ended:
        job.start()
    job.wait(5)
    (ending,) = ended.args
    assert ending.kind == "failed" and "--data" in ending.problem.summary
