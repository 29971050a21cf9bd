"""Networks of an ensemble on a Ray cluster: the same as on one machine, and a node that dies takes nothing along."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from svd_core.cli.program import PROGRAM
from svd_core.cluster.runs import train_runs_on
from svd_core.cluster.session import joined
from svd_core.cluster.tasks import Needs
from svd_core.model import checkpoint
from svd_core.training.plan import state_path
from svd_core.training.runs import Run, RunsError, train_runs
from tests.core.cluster.local_cluster import cluster_with_head

pytest.importorskip("ray", reason="Ray is not installed (extra: cluster)")
pytestmark = pytest.mark.filterwarnings("ignore")  # Those of Ray are its own.

SMALL = "--preset=recurrent --channels=4 --units=4 --frames=70 --codings=0 --batch-size=2 --report-every=1"
UPDATES = 120

DIES_WHEN_DONE = """
import json, os, signal, sys, time
out, patience = (sys.argv[sys.argv.index(word) + 1] for word in ("--out", "--lock-wait"))
assert float(patience) > 120, "a dead node counts as gone only then"
for report in ("started", "finished"):
    print(json.dumps({"report": report, "update": 1}), flush=True)
if os.path.exists(out):
    sys.exit()
open(out, "w").close()
while not os.path.exists(out + ".told"):
    time.sleep(0.02)
os.kill(os.getppid(), signal.SIGKILL)
"""
"""Stands in for a training whose worker dies the first time, when it is known that the model is finished."""


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """A cluster whose head trains nothing."""
    with cluster_with_head(0) as cluster:
        yield cluster


def run(data: Path, folder: Path, seed: int, updates: int = UPDATES) -> Run:
    words = [*SMALL.split(), "--checkpoint-every=5", f"--data={data}", f"--updates={updates}", f"--seed={seed}"]
    return Run(f"seed{seed}", folder / f"seed{seed}.safetensors", tuple(words), "cpu")


def weights(path: Path) -> list[Any]:
    return [value.tolist() for value in checkpoint.load(path).networks[0].state_dict().values()]


def commands() -> Iterator[str]:
    """The command lines of all processes."""
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            yield process.read_text(errors="replace")
        except OSError:
            continue


def test_a_node_that_dies_takes_nothing_along_and_a_failure_is_told(cluster: Any, one_song: Path, tmp_path: Path):
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    list(train_runs(PROGRAM, [run(one_song, here, seed) for seed in (0, 1)], 1, 1))
    cluster.add_node(num_cpus=1)
    doomed = cluster.add_node(num_cpus=1)
    lost = Run("lost", there / "lost.safetensors", ("--data", str(tmp_path / "nowhere")), "cpu")
    saved, begun = set[str](), list[tuple[str, int]]()

    def train() -> None:
        """Until both have saved something, two nodes; then one."""
        with joined(cluster.address) as ray:
            runs = [run(one_song, there, 0), run(one_song, there, 1), lost]
            for name, report in train_runs_on(ray, PROGRAM, runs, Needs()):
                if report["report"] == "started":
                    begun.append((name, report["update"]))
                if report["report"] == "saved" and name not in saved:
                    saved.add(name)
                    if len(saved) == 2:
                        os.kill(doomed.all_processes["raylet"][0].process.pid, signal.SIGKILL)

    with pytest.raises(RunsError, match=r"lost: .*nowhere.* \(node .*\) \(1 of 3 failed\)"):
        train()
    for seed in (0, 1):
        name = f"seed{seed}.safetensors"
        assert weights(there / name) == weights(here / name)
        assert not state_path(there / name).exists()
    assert len(begun) == 3 and begun[2][1] >= 5, "another node goes on from what was saved"


def test_closing_ends_what_nodes_train_and_a_node_without_the_folder_says_so(
    cluster: Any, one_song: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cluster.add_node(num_cpus=1)
    endless = run(one_song, tmp_path, 0, updates=10**6)

    def is_trained() -> bool:
        return any(str(endless.out) in command for command in commands())

    with joined(cluster.address) as ray:
        reports = train_runs_on(ray, PROGRAM, [endless], Needs())
        assert next(reports).run == "seed0" and is_trained()
        reports.close()
        until = time.monotonic() + 20
        while time.monotonic() < until and is_trained():
            time.sleep(0.1)
        assert not is_trained()
        monkeypatch.setattr(os, "getcwd", lambda: str(tmp_path / "elsewhere"))
        with pytest.raises(RunsError, match=r"elsewhere\. The data and the models must lie on storage that all nodes"):
            list(train_runs_on(ray, PROGRAM, [endless], Needs()))


def test_what_is_finished_is_told_once_although_its_worker_dies_right_after(cluster: Any, tmp_path: Path) -> None:
    cluster.add_node(num_cpus=1)
    done = Run("done", tmp_path / "done.safetensors", (), "cpu")
    kinds = list[str]()
    with joined(cluster.address) as ray:
        for _, report in train_runs_on(ray, (sys.executable, "-c", DIES_WHEN_DONE), [done], Needs()):
            kinds.append(report["report"])
            if kinds[-1] == "finished":
                Path(f"{done.out}.told").touch()
    assert kinds == ["started", "finished", "started"]
