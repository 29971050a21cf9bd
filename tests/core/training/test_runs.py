"""Several trainings side by side: all are finished, what is finished stays, what breaks is named, a stop stops all."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from svd_core.cli.main import main
from svd_core.cli.program import PROGRAM
from svd_core.training.plan import state_path
from svd_core.training.runs import Run, RunsError, runs_that_fit, train_runs


def run(one_song: Path, out: Path, updates: int = 1) -> Run:
    every = ["--report-every", "1", "--checkpoint-every", "1", "--batch-size", "2"]
    small = ("--preset", "recurrent", "--channels", "4", "--units", "4", "--frames", "70", "--codings", "0")
    return Run(out.stem, out, (*small, "--data", str(one_song), "--updates", str(updates), *every))


STAND_IN = """
import json, os, sys, time
state = sys.argv[sys.argv.index("--out") + 1] + ".state"
goes_on = "--complete" in sys.argv and os.path.exists(state)
update = int(open(state).read()) if goes_on else 0
print(json.dumps({"report": "started", "update": update}), flush=True)
while True:
    update += 1
    with open(state + ".part", "w") as file:
        file.write(str(update))
    os.replace(state + ".part", state)
    print(json.dumps({"report": "saved", "update": update}), flush=True)
    time.sleep(0.01)
"""
ENDLESS = (sys.executable, "-c", STAND_IN)
"""The words that start a program which trains nothing for ever, but goes on like a training; it begins at once."""


def children() -> set[str]:
    """Numbers of the processes that this one has started, by whichever thread."""
    return {pid for task in Path("/proc/self/task").iterdir() for pid in (task / "children").read_text().split()}


def test_broken_runs_are_named_and_keep_no_other_from_its_end(one_song: Path, tmp_path: Path) -> None:
    first = tmp_path / "first.safetensors"
    assert main(["train", "--out", str(first), *run(one_song, first).arguments]) == 0
    before = first.stat().st_mtime_ns
    lost = Run("lost", tmp_path / "lost.safetensors", ("--data", str(tmp_path / "nowhere")))
    other = Run("other", first, run(one_song, first, updates=5).arguments)
    kinds: dict[str, list[str]] = {}
    reports = train_runs(PROGRAM, [lost, other, run(one_song, first)], 1, 2)

    def listen() -> None:
        for name, report in reports:
            if report["report"] != "loading":
                kinds.setdefault(name, []).append(report["report"])

    with pytest.raises(RunsError, match=r"lost: .*nowhere.*2 of 3 failed") as raised:
        listen()
    assert "schedule: updates was 1, not 5" in str(raised.value.failures["other"])
    assert kinds["first"] == ["finished"]
    assert kinds["lost"] == kinds["other"] == ["failed"]
    assert first.stat().st_mtime_ns == before
    assert state_path(first).exists()


@pytest.mark.skipif(sys.platform != "linux", reason="counts children as Linux tells them")
def test_closing_kills_all_and_beginning_again_goes_on(tmp_path: Path) -> None:
    long = [run(tmp_path, tmp_path / f"long{number}.safetensors") for number in range(3)]
    before = children()
    reports = train_runs(ENDLESS, long, at_once=2, threads=2)
    saved = {}
    for name, report in reports:
        if report["report"] == "saved":
            saved[name] = report["update"]
        if len(saved) == 2:
            break
    running = children() - before
    assert len(running) == 2
    reports.close()
    assert not children() & running
    assert not list(tmp_path.glob("long2.*"))
    again = train_runs(ENDLESS, long[:1], threads=1)
    started = next(report for _, report in again if report["report"] == "started")
    again.close()
    assert started["update"] >= saved["long0"]


def test_a_gpu_is_for_one_at_a_time_and_cores_are_shared() -> None:
    plain = Run("a", Path("a"), (), "cpu")
    assert 1 <= runs_that_fit([plain] * 3) <= (os.cpu_count() or 1)
    assert runs_that_fit([plain, Run("b", Path("b"), (), "cuda")]) == 1


SEES = """
import json, os, sys
gpu = os.environ.get("CUDA_VISIBLE_DEVICES")
print(json.dumps({"report": "started", "gpu": gpu}), flush=True)
"""


def test_several_gpus_have_a_run_each(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "2, 5")
    several = [Run(str(number), tmp_path / str(number), (), "cuda") for number in range(3)]
    assert runs_that_fit(several) == 2
    seen = {report["gpu"] for _, report in train_runs((sys.executable, "-c", SEES), several)}
    assert seen <= {"2", "5"}, "each sees one"
    endless = train_runs((sys.executable, "-c", SEES + "import time; time.sleep(1000)"), several)
    assert {next(endless).report["gpu"] for _ in range(2)} == {"2", "5"}, "side by side, on different ones"
    endless.close()
    on_cpu = [Run("0", tmp_path / "0", (), "cpu")]
    assert [report["gpu"] for _, report in train_runs((sys.executable, "-c", SEES), on_cpu)] == ["2, 5"]
