"""Names of songs and labels in files that would steer a terminal, through the commands that print them."""

from __future__ import annotations

import json
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pytest

NAME = "\x1b[2J\x1b]0;owned\x07\u202e3pm.\nsvd: all is well\n<b>&"
BYTES = "\udcff"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="such names cannot be given to files there")


@pytest.fixture(scope="module")
def hostile(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data set of one song under a hostile name."""
    folder = tmp_path_factory.mktemp("hostile")
    for part, suffix in (("audio", ".wav"), ("labels", ".lab")):
        (folder / part).mkdir()
        (folder / part / f"{NAME}{suffix}").write_bytes((data / part / f"song0{suffix}").read_bytes())
    return folder


def assert_harmless(text: str) -> None:
    """Nothing but letters, and line ends that begin lines of ours."""
    hidden = {letter for letter in text if unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp")}
    assert hidden <= {"\n"}
    assert "\nsvd: all is well" not in text


def test_detect_prints_names_without_their_control_characters(svd: Any, hostile: Path, model: Path, tmp_path: Path):
    song = hostile / "audio" / f"{NAME}.wav"
    status, out, err = svd("detect", song, song.parent / "missing\x1b.wav", "--model", model, "--out", tmp_path)
    assert status == 1
    assert r"\x1b[2J\x1b]0;owned\x07\u202e3pm.\nsvd: all is well\n<b>&.lab" in out
    assert r"missing\x1b.wav" in err
    assert_harmless(out + err)
    status, out, err = svd("detect", song, song.parent / "missing.wav", "--model", model, "--out", "-")
    assert r"# " in out
    assert_harmless(out + err)


def test_evaluate_and_data_print_names_without_their_control_characters(svd: Any, hostile: Path, model: Path):
    status, out, err = svd("evaluate", "--data", hostile, "--model", model)
    assert status == 0
    assert r"\x1b[2J" in out
    assert_harmless(out + err)
    status, out, err = svd("data", "check", hostile)
    assert_harmless(out + err)


def test_inspect_prints_labels_without_their_control_characters(svd: Any, tmp_path: Path):
    labels = tmp_path / "labels\x1b[0m.csv"
    labels.write_text("start,end,label\n1,2,sing\n3,4,\x9b31mverse\u202e\n", encoding="utf-8")
    status, out, err = svd("inspect", labels, "--labels-as", "\x9b31mverse\u202e=sung")
    assert "\\x9b31mverse\\u202e" in out
    assert_harmless(out + err)


def test_a_wrong_command_line_is_quoted_without_its_control_characters(svd: Any):
    status, out, err = svd("detect", "song.wav", "--threshold", "\x1b[31m\n")
    assert status == 2
    assert r"\x1b[31m" in err
    assert_harmless(out + err)


def test_reports_for_programs_hold_the_name_itself(svd: Any, tmp_path: Path):
    song = tmp_path / f"{NAME}\x7f\x9b.wav"
    _, out, _ = svd("inspect", song, "--json")
    assert json.loads(out)["file"] == str(song)
    assert out.isascii() and all(letter.isprintable() for letter in out.removesuffix("\n"))


def test_bytes_that_are_no_text_are_shown_as_bytes(svd: Any, tmp_path: Path):
    _, out, err = svd("inspect", tmp_path / f"caf{BYTES}.wav")
    assert r"caf\xff.wav" in out + err
