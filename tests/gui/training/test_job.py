"""A training as the window sees it, when the window goes away before its thread has said everything."""

from __future__ import annotations

import json
import shutil
import sys
import threading
from dataclasses import asdict
from pathlib import Path

import pytest
import shiboken6

from svd_core.model.model_folder import ModelFolder
from svd_core.training.reports import Compared
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


@pytest.mark.parametrize("new_error", [0.08, 0.12])
def test_a_model_that_is_worse_is_rejected_unless_somebody_uses_it(qtbot, tmp_path, model_file, monkeypatch, new_error):
    out = tmp_path / "new.safetensors"
    shutil.copy(model_file, out)
    between = (0.0, 0.2)
    compared = Compared("old", "kept aside", 3, 7.0, "songs", 0.1, between, new_error, between, (-0.1, 0.1), 0)
    reports = ({"report": "compared"} | asdict(compared), {"report": "finished", "model": str(out), "update": 1})
    lines = "\n".join(json.dumps(report) for report in reports)
    monkeypatch.setattr("svd_gui.training.job.PROGRAM", (sys.executable, "-c", f"print({lines!r})"))
    job = TrainingJob(out, [])
    with qtbot.waitSignal(job.ended, timeout=60_000) as ended:
        job.start()
    assert ended.args[0].model == out
    (entry,) = (entry for entry in ModelFolder(tmp_path).entries() if not entry.shipped)
    assert entry.rejected == (new_error > 0.1), "also after a restart, which reads the same"
