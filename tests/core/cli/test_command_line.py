"""`svd` as a whole: help, options, wrong command lines, interrupts."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svd_core.cli.execution import detect
from svd_core.cli.main import build_parser, main
from svd_core.config import (
    AugmentConfig,
    NetworkConfig,
    Parameter,
    PostprocessingConfig,
    StretchConfig,
    TrainConfig,
    parameters,
)


def reports(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


HELPED = """
import sys
from svd_core.cli.main import main
for words in ([], *([command] for command in sys.argv[1:])):
    try:
        main([*words, "--help"])
    except SystemExit as ended:
        assert ended.code == 0, words
    loaded = {"torch", "numpy", "scipy", "tqdm", "matplotlib", "librosa"} & set(sys.modules)
    assert not loaded, (words, loaded)
    assert not any(name.startswith("svd_core.cli.execution") for name in sys.modules), words
"""


def test_help_is_instant_because_nothing_that_computes_is_loaded():
    commands = (
        *("detect", "status", "import", "export", "train", "distill", "evaluate", "reproduce", "stress"),
        "synthesize",
    )
    subprocess.run([sys.executable, "-c", HELPED, *commands], check=True, capture_output=True)


@pytest.mark.parametrize("config", [TrainConfig, AugmentConfig, StretchConfig, NetworkConfig])
def test_every_parameter_of_a_training_is_an_option(config: type):
    for parameter in parameters(config):
        flag = "--" + parameter.name.replace("_", "-")
        value = "" if parameter.type is bool else f"={parameter.default}"
        parsed = build_parser("train").parse_args(["train", "--data", "d", "--out", "m", flag + value])
        assert getattr(parsed, parameter.name) == (True if parameter.type is bool else parameter.default)


@given(
    parameter=st.sampled_from([p for p in parameters(PostprocessingConfig) if p.low is not None]),
    share=st.floats(-0.5, 1.5),
)
def test_a_value_outside_its_range_is_a_usage_error(parameter: Parameter, share: float):
    assert parameter.low is not None
    assert parameter.high is not None
    value = parameter.type(parameter.low + share * (parameter.high - parameter.low))
    words = ["detect", "song.wav", f"--{parameter.name.replace('_', '-')}={value}"]
    if parameter.low <= value <= parameter.high:
        assert getattr(build_parser(words[0]).parse_args(words), parameter.name) == value
    else:
        assert main(words) == 2


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], "COMMAND"),
        (["sing"], "invalid choice"),
        (["detect"], "SONG"),
        (["detect", "a.wav", "--threshold", "nan"], "--threshold"),
        (["detect", "a.wav", "--threshold", "high"], "expected a number, got 'high'"),
        (["detect", "a.wav", "--median-frames", "0"], "outside 1 .. 700 frames"),
        (["detect", "a.wav", "--thresh", "0.5"], "unrecognized"),
        (["detect", "-"], "stdin"),
        (["detect", "a.wav", "--threads", "0"], "at least 1"),
        (["train", "--out", "m.safetensors"], "--data"),
        (["train", "--data", "d", "--out", "m.training"], ".training"),
        (["train", "--data", "d", "--out", "m", "--optimizer", "magic"], "nesterov, adam"),
        (
            ["train", "--data", "d", "--out", "m", "--dropout", "0.1"],
            "--dropout=0.1: the preset recurrent does not use it",
        ),
        (
            ["train", "--data", "d", "--out", "m", "--preset", "schlueter2017", "--lead", "0.1"],
            "choose --preset recurrent",
        ),
        (["reproduce", "figure2", "--data", "d", "--out", "o", "--preset", "recurrent"], "Choose schlueter2015"),
        (["evaluate", "--data", "d", "--threshold", "0.5", "--threshold-from", "f"], "exclude"),
    ],
)
def test_a_wrong_command_line_is_status_2_with_the_reason(svd: Any, words: list[str], expected: str):
    status, out, err = svd(*words)
    assert (status, out) == (2, "")
    assert expected in err.splitlines()[-1]


def test_former_names_of_options_still_work_and_say_what_is_new(capsys: pytest.CaptureFixture[str]):
    words = ["reproduce", "tables", "--data", "d", "--out", "o", "--members", "one", "two"]
    assert build_parser(words[0]).parse_args(words).trained == [Path("one"), Path("two")]
    assert "--members is now called --trained" in capsys.readouterr().err
    assert build_parser(words[0]).parse_args(words[:-3]).trained == []
    for first, second in (("--members", "--trained"), ("--trained", "--members"), ("--members", "--members")):
        parser = build_parser()
        mixed = [*words[:-3], first, "one", second, "two", "three"]
        assert parser.parse_args(mixed).trained == [Path("one"), Path("two"), Path("three")]
        assert parser.parse_args(words[:-3]).trained == []


def test_with_json_a_wrong_command_line_is_an_error_report_too(svd: Any):
    status, out, _ = svd("detect", "song.wav", "--format", "midi", "--json")
    assert status == 2
    assert [report["report"] for report in reports(out)] == ["error"]


def test_an_interrupt_is_quiet(svd: Any, data: Path, model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(detect, "song_probabilities", interrupted)
    assert svd("detect", data, "--model", model, "--out", tmp_path) == (130, "", "")


def test_a_reader_that_leaves_early_gets_no_complaint(data: Path):
    words = [sys.executable, "-m", "svd_core", "inspect", *(data / "audio").iterdir()]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 1
