"""A training in a child process: its reports, its end, and what is left when it is killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from svd_core.cli.main import main
from svd_core.cli.program import PROGRAM
from svd_core.model import checkpoint
from svd_core.training.child_process import TrainingError, TrainingProcess, parsed_report


def arguments(one_song: Path, out: Path, updates: int) -> list[str]:
    every = ["--report-every", "1", "--checkpoint-every", "2", "--batch-size", "2"]
    return ["--preset", "schlueter2017", "--data", str(one_song), "--out", str(out), "--updates", str(updates), *every]


REPORTER = """
import itertools, json, time
for number in itertools.count():
    print(json.dumps({"report": "progress", "update": number}), flush=True)
    time.sleep(0.01)
"""
ENDLESS = (sys.executable, "-c", REPORTER)
"""The words that start a program which reports for ever; a process like any other, but it begins at once."""


def gone(pid: int) -> bool:
    """Whether a process has ended; one that only waits to be collected has."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except FileNotFoundError:
        return True


def wait_until_gone(pid: int, seconds: float) -> None:
    end = time.monotonic() + seconds
    while not gone(pid):
        assert time.monotonic() < end, "the child is still there"
        time.sleep(0.05)


def test_a_training_is_held_up_goes_on_ends_at_once_when_cancelled_and_can_be_resumed(
    one_song: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    out = tmp_path / "m.safetensors"
    training = TrainingProcess(PROGRAM, arguments(one_song, out, 12), threads=1)
    kinds, saved = [], 0
    for report in training:
        kinds.append((report["report"], report.get("update")))
        if kinds[-1] == ("progress", 1):
            training.pause()
        if report["report"] == "paused":
            training.go_on()
        if report["report"] == "saved" and any(kind == "paused" for kind, _ in kinds):
            saved = report["update"]
            began = time.monotonic()
            training.cancel()
    assert time.monotonic() - began < 2
    assert training.cancelled
    assert kinds[0][0] == "loading"
    assert {"started", "progress"} < {kind for kind, _ in kinds}
    assert "finished" not in {kind for kind, _ in kinds}
    held_up = next(update for kind, update in kinds if kind == "paused")
    place = kinds.index(("paused", held_up))
    assert ("progress", held_up) in kinds[:place]
    assert ("progress", held_up + 1) in kinds[place:]
    wait_until_gone(training.pid, 2)
    assert checkpoint.load(out).metadata["updates_done"] == saved

    assert main(["train", *arguments(one_song, out, 12), "--resume", "--json", "--threads", "1"]) == 0
    resumed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert next(report for report in resumed if report["report"] == "started")["update"] == saved
    assert resumed[-1]["report"] == "finished"
    assert resumed[-1]["update"] == 12
    assert checkpoint.load(out).metadata["updates_done"] == 12


@pytest.mark.skipif(sys.platform == "win32", reason="Windows counts priorities another way")
def test_it_runs_at_low_priority_and_a_kill_from_outside_is_an_error():
    training = TrainingProcess(ENDLESS, [])
    reports = iter(training)
    next(reports)
    assert os.getpriority(os.PRIO_PROCESS, training.pid) >= 10
    os.kill(training.pid, signal.SIGKILL)
    with pytest.raises(TrainingError, match="signal 9"):
        list(reports)
    assert not training.cancelled


def test_what_the_child_complains_of_is_the_error(tmp_path: Path):
    training = TrainingProcess(PROGRAM, ["--data", str(tmp_path), "--out", str(tmp_path / "m.safetensors")])
    with pytest.raises(TrainingError, match="no data set here") as caught:
        list(training)
    assert "svd train:" in caught.value.details


def test_a_wrong_argument_is_an_error_too(tmp_path: Path):
    with pytest.raises(TrainingError, match="--updates"):
        list(TrainingProcess(PROGRAM, ["--data", str(tmp_path), "--out", "m", "--updates", "many"]))


def test_cancel_from_another_thread_ends_the_iteration_quietly():
    training = TrainingProcess(ENDLESS, [])
    timer = threading.Timer(0.3, training.cancel)
    timer.start()
    assert [report for report in training if report["report"] == "finished"] == []
    timer.join()
    training.cancel()
    wait_until_gone(training.pid, 2)


def test_not_iterating_to_the_end_cancels():
    training = TrainingProcess(ENDLESS, [])
    reports = iter(training)
    next(reports)
    reports.close()
    wait_until_gone(training.pid, 2)


def test_the_child_does_not_outlive_a_program_that_crashes(one_song: Path, tmp_path: Path):
    code = (
        "import os, sys\nfrom svd_core.cli.program import PROGRAM\n"
        "from svd_core.training.child_process import TrainingProcess\n"
        "training = TrainingProcess(PROGRAM, sys.argv[1:], threads=1)\n"
        "for report in training:\n"
        "    if report['report'] == 'progress':\n"
        "        print(training.pid, flush=True)\n"
        "        os._exit(1)\n"
    )
    words = [sys.executable, "-c", code, *arguments(one_song, tmp_path / "m.safetensors", 100000)]
    crashed = subprocess.run(words, capture_output=True, text=True, check=False)
    assert crashed.returncode == 1
    wait_until_gone(int(crashed.stdout), 20)


@pytest.mark.parametrize(
    "line", ["", "Warning: something\n", "[1, 2]\n", '{"kind": "other"}\n', '{"report": 3}\n', "{"]
)
def test_lines_that_are_no_report_are_passed_over(line: str):
    assert parsed_report(line) is None


def test_a_line_that_is_a_report_is_taken():
    assert parsed_report('{"report": "saved", "update": 2}\n') == {"report": "saved", "update": 2}
