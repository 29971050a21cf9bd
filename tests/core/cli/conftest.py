"""Songs, a network really trained on them by the command line, and `svd` to call."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import pytest

from svd_core.cli.execution import side_by_side
from svd_core.cli.execution.training_plan import plan_from
from svd_core.cli.main import build_parser, main
from svd_core.training.runs import Run, RunReport
from svd_core.training.trainer import train

FEW_UPDATES = ["--batch-size", "2", "--report-every", "2", "--checkpoint-every", "2", "--validate-every", "2"]
QUICK = ["--preset", "schlueter2017", *FEW_UPDATES]
"""Options of the training of a network of the paper."""
SMALLEST = ["--preset", "recurrent", "--channels", "4", "--units", "4", "--frames", "70", "--codings", "0"]
SMALLEST += FEW_UPDATES
"""Options of the training of a network for tests in which any will do: it learns and detects in no time."""


@pytest.fixture(scope="package")
def data(three_songs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three labelled songs of five seconds, the last one in a list."""
    folder = Path(shutil.copytree(three_songs, tmp_path_factory.mktemp("songs"), dirs_exist_ok=True))
    (folder / "filelists").mkdir()
    (folder / "filelists" / "last").write_text("song2.wav\n")
    return folder


@pytest.fixture(scope="package")
def model(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A network that has learned for four updates, by the command line."""
    path = tmp_path_factory.mktemp("model") / "quick.safetensors"
    words = ["train", "--data", data, "--validate", data / "filelists" / "last", "--out", path, "--updates", 4]
    assert main([str(word) for word in [*words, *SMALLEST]]) == 0
    return path


@pytest.fixture
def svd(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Run a command line in this process: exit status, stdout, stderr."""

    def run(*words: object) -> tuple[int, str, str]:
        status = main([str(word) for word in words])
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        return status, printed.out, printed.err

    return run


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Networks of experiments are trained in this process, by the words their own would get; names, as they begin."""
    begun: list[str] = []

    def train_here(
        program: Sequence[str], runs: Sequence[Run], at_once: int | None, threads: int | None
    ) -> Iterator[RunReport]:
        for run in runs:
            begun.append(run.name)
            line = ["train", *run.arguments, "--device", run.device, "--out", str(run.out), "--complete"]
            run.out.parent.mkdir(parents=True, exist_ok=True)
            for report in train(plan_from(build_parser(line[0]).parse_args(line))):
                yield RunReport(run.name, {"report": report.kind} | asdict(report))

    monkeypatch.setattr(side_by_side, "train_runs", train_here)
    return begun
