"""`svd data`: from a folder of somebody's to a data set, and what is said on the way."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from svd_core.annotation.formats.label_rows import HowToRead
from svd_core.cli.label_options import how_to_read, label_words
from svd_core.cli.main import build_parser
from svd_core.data.corpora import LABEL_FILE_CORPORA


def reports(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Two songs of one artist and one of another, with Audacity's labels."""
    folder = tmp_path / "source"
    folder.mkdir()
    for seed, name in enumerate(("A - one", "A - two", "B - three")):
        soundfile.write(folder / f"{name}.wav", np.random.default_rng(seed).normal(0, 0.1, 44100), 22050)
        (folder / f"{name}.txt").write_text("0.5\t1.0\tvoice\n1.2\t1.5\tvoice\n")
    return folder


def test_a_data_set_is_made_and_checked(svd: Any, source: Path, tmp_path: Path):
    out = tmp_path / "out"
    status, said, err = svd(
        "data", "audacity", source, "--out", out, "--artists", "{artist} - *", "--folds", 2, "--gap", 0.3
    )
    assert (status, err) == (0, "")
    assert "3 songs of 2 artists, 0.1 min, 0.05 of them sung" in said
    assert "fold1      2 songs      0:04   1 known artist\n" in said
    assert (out / "labels" / "A - one.lab").read_text() == "0.000 0.500 nosing\n0.500 1.500 sing\n1.500 2.000 nosing\n"
    options = json.loads((out / "dataset.json").read_text())["options"]
    assert (options["gap"], options["folds"], options["link"]) == (0.3, 2, "hard")
    status, said, _ = svd("data", "check", out)
    assert status == 0
    assert "No fault and no leak." in said
    status, _, err = svd("data", "audacity", source, "--out", out)
    assert status == 1
    assert "--replace exchanges it" in err
    status, said, _ = svd("data", "audacity", source, "--out", out, "--replace")
    assert "0 songs new, 0 gone, 3 changed" in said


def test_leaks_are_reported_by_the_exit_status_and_in_reports(svd: Any, source: Path, tmp_path: Path):
    out = tmp_path / "out"
    svd("data", "audacity", source, "--out", out)
    (out / "filelists").mkdir()
    (out / "filelists" / "train").write_text("A - one.wav\n")
    (out / "filelists" / "test").write_text("A - two.wav\nB - three.wav\n")
    status, said, err = svd("data", "check", out, "--artists", "{artist} - *", "--json")
    *findings, summary = reports(said)
    assert (status, err) == (1, "")
    assert (summary["leaks"], summary["faults"]) == (1, 0)
    (leak,) = (finding for finding in findings if finding["level"] == "leak")
    assert (leak["what"], leak["songs"], leak["lists"]) == ("artist", ["A - one", "A - two"], ["test", "train"])
    status, said, _ = svd("data", "check", out, "--artists", "{artist} - *")
    assert status == 1
    assert "leak       artist  artist 'A' is in test and train: A - one, A - two" in said


def test_faults_are_reported_one_by_one_and_can_be_left_out(svd: Any, source: Path, tmp_path: Path):
    (source / "A - two.txt").write_text("1\t0\tvoice\n")
    (source / "B - three.txt").unlink()
    words = ["data", "audacity", source, "--out", tmp_path / "out"]
    status, said, err = svd(*words)
    assert status == 1
    assert "A - two.txt, line 1: end '0' is before start '1'" in said
    assert "B - three.wav: there are no labels for it" in said
    assert "2 things are wrong" in err and err.count("\n") == 1
    status, said, _ = svd(*words, "--skip-faulty", "--json")
    assert status == 0
    assert reports(said)[-1]["left_out"] == 2
    assert reports(said)[-1]["counts"]["songs"] == 1


def test_a_wrong_command_line_is_status_2(svd: Any, source: Path, tmp_path: Path):
    assert svd("data")[0] == 2
    assert svd("data", "nothing", source)[0] == 2
    assert svd("data", "audacity", source)[0] == 2
    assert svd("data", "audacity", source, "--out", tmp_path / "out", "--folds", 1)[0] == 2
    assert svd("data", "audacity", source, "--out", tmp_path / "out", "--link", "none")[0] == 2
    assert svd("data", "check", tmp_path / "gone")[0] == 1


def test_the_former_names_of_artists_still_work_and_say_what_is_new(svd: Any, source: Path, tmp_path: Path):
    new, old = tmp_path / "new", tmp_path / "old"
    assert svd("data", "audacity", source, "--out", new, "--artists", "{artist} - *")[2] == ""
    status, _, err = svd("data", "audacity", source, "--out", old, "--acts", "{act} - *")
    assert status == 0
    assert "--acts is now called --artists" in err and "{act} is now called {artist}" in err
    songs = [json.loads((folder / "dataset.json").read_text())["songs"] for folder in (new, old)]
    assert songs[0] == songs[1]
    assert [song["artist"] for song in songs[0]] == ["A", "A", "B"]


def test_label_options_are_those_of_all_commands(svd: Any, source: Path, tmp_path: Path):
    for path in source.glob("*.txt"):
        path.unlink()
        path.with_suffix(".csv").write_text("verse,0,1500\nsolo,1500,100\nverse,1600,400\nverse,2500,1600\n")
    out = tmp_path / "out"
    options = ["--columns", "label,start,duration", "--unit", "ms", "--labels-as", "verse=sung,solo=unsung"]
    status, said, _ = svd("data", "labels", source, "--out", out, *options)
    assert status == 1 and "4.1 s" in said and not out.exists()
    status, said, err = svd("data", "labels", source, "--out", out, *options, "--past-end", "cut")
    assert (status, err) == (0, ""), said
    assert (out / "labels" / "A - one.lab").read_text() == "0.000 1.500 sing\n1.500 1.600 nosing\n1.600 2.000 sing\n"
    told = json.loads((out / "dataset.json").read_text())["options"]
    assert (told["unit"], told["past_end"], told["columns"]) == ("ms", "cut", ["label", "start", "duration"])
    for labels in (out / "labels").iterdir():
        labels.write_text("verse\t0\t1\n")
    assert "do these labels mean singing? 'verse'" in svd("data", "check", out, "--columns", "label,start,end")[1]
    status, said, _ = svd("data", "check", out, "--columns", "label,start,end", "--labels-as", "verse=sung")
    assert "No fault" in said, said


@pytest.mark.parametrize(
    "words",
    [
        ("inspect", "x"),
        ("train", "--data", "x", "--out", "x"),
        ("evaluate", "--data", "x"),
        ("stress", "--out", "x"),
        ("distill", "--teacher", "x", "--unlabelled", "x", "--out", "x"),
        ("data", "check", "x"),
        *(("data", kind.name, "x", "--out", "x") for kind in LABEL_FILE_CORPORA),
    ],
)
def test_every_command_that_reads_label_files_takes_all_label_options(words: tuple[str, ...]):
    options = [
        "--columns=start,end,label",
        "--unit=ms",
        "--labels-as=la=sung",
        "--lyrics",
        "--tier=2",
        "--past-end=cut",
    ]
    parsed = build_parser(words[0]).parse_args([*words, *options])
    how = HowToRead(("start", "end", "label"), "ms", "2", {"la": "sung"}, True, "cut")
    assert how_to_read(parsed) == how
    assert how_to_read(build_parser("inspect").parse_args(["inspect", "x", *label_words(parsed)])) == how


def test_labels_after_the_sounds_end_are_refused_with_a_way_out_and_cut_with_a_word(
    svd: Any, source: Path, tmp_path: Path
):
    (source / "A - one.txt").write_text("0\t1.9\tvoice\n2.5\t4.1\tvoice\n")
    stems = tmp_path / "stems" / "A - one"
    stems.mkdir(parents=True)
    for part in ("vocals", "accompaniment"):
        (stems / f"{part}.wav").hardlink_to(source / "A - two.wav")
    (stems / "labels.txt").write_text("0\t1.9\tvoice\n2.5\t4.1\tvoice\n")
    for kind, folder in (("labels", source), ("stems", stems.parent)):
        status, said, _ = svd("data", kind, folder, "--out", tmp_path / "out" / kind)
        assert status == 1 and "If not, --past-end cut leaves out what lies after its end" in said
        status, said, _ = svd("data", kind, folder, "--out", tmp_path / "out" / kind, "--past-end", "cut")
        assert status == 0 and ".txt: 1 label goes on after the song's end at 2.0 s and is cut off there" in said
