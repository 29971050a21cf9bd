"""Songs, a network really trained on them by the command line, and `svd` to call."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import soundfile

from svd_core.annotation.formats import format_named
from svd_core.cli.main import main
from svd_core.synthesis.song import render

QUICK = [
    "--preset",
    "schlueter2017",
    "--batch-size",
    "2",
    "--report-every",
    "2",
    "--checkpoint-every",
    "2",
    "--validate-every",
    "2",
]


@pytest.fixture(scope="package")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three labelled songs of five seconds."""
    folder = tmp_path_factory.mktemp("songs")
    for part in ("audio", "labels", "filelists"):
        (folder / part).mkdir()
    for seed in range(3):
        samples, regions = render(5.0, seed)
        soundfile.write(folder / "audio" / f"song{seed}.wav", samples, 22050)
        (folder / "labels" / f"song{seed}.lab").write_text(format_named("lab").write(regions, 5.0))
    (folder / "filelists" / "last").write_text("song2.wav\n")
    return folder


@pytest.fixture(scope="package")
def model(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A network that has learned for four updates, by the command line."""
    path = tmp_path_factory.mktemp("model") / "quick.safetensors"
    words = ["train", "--data", data, "--validate", data / "filelists" / "last", "--out", path, "--updates", 4, *QUICK]
    assert main([str(word) for word in words]) == 0
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
