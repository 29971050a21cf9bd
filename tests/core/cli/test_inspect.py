"""`svd inspect` says what files are; what cannot be read has an error, and costs nothing else."""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from svd_core.annotation import annotation_file
from svd_core.annotation.journal import annotation_json
from svd_core.annotation.journal.opening import look_up
from svd_core.annotation.journal.places import Places
from svd_core.annotation.journal.song_journal import SongJournal
from svd_core.annotation.regions import Region
from svd_core.annotation.song_annotation import SongAnnotation
from svd_core.cli.main import main
from svd_core.data.manifest import write_manifest
from svd_core.files.storage import resource
from tests.core.journals import save_corrections


def inspected(capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, list[dict[str, Any]]]:
    status = main(["inspect", *map(str, words), "--json"])
    return status, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_sound_is_decoded_and_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    samples = np.zeros((22050 * 4, 2), np.float32)
    samples[:22050] = np.where(np.arange(22050) % 100 < 50, 1.0, -1.0)[:, np.newaxis]
    soundfile.write(tmp_path / "a.wav", samples, 22050, subtype="PCM_16")
    status, (found,) = inspected(capsys, tmp_path / "a.wav")
    assert status == 0 and found["error"] is None
    assert (found["kind"], found["container"], found["channels"], found["sample_rate"]) == ("sound", "wav", 2, 22050)
    assert found["seconds"] == found["stated_seconds"] == 4.0
    assert found["clipped"] == pytest.approx(0.25, abs=0.01) and found["silent"] == pytest.approx(0.75, abs=0.01)
    assert any("clipped" in warning for warning in found["warnings"])
    assert any("silence" in warning for warning in found["warnings"])


def test_labels_are_listed_with_what_they_say(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.lab").write_text("0 1 nosing\n1 2 sing\n2 3 Theme\n")
    status, (found,) = inspected(capsys, tmp_path / "a.lab")
    assert status == 1 and "--labels-as" in found["error"]
    assert found["labels"] == {"nosing": "unsung", "sing": "sung", "Theme": "unknown"}
    status, (found,) = inspected(capsys, tmp_path / "a.lab", "--labels-as", "theme=sung,bridge=unsung")
    assert status == 0 and found["regions"] == [[1.0, 2.0, "sing"], [2.0, 3.0, "Theme"]]


def test_words_are_listed_without_scores_and_unclear_lines_are_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.lab").write_text("0 1 nosing 0.98\n1 2 sing 0.87\n2 3 nosing 0.9\n")
    (tmp_path / "chords.lab").write_text("0 1 N\n1 2 E:min\n2 3 A\n3 4 F#/5\n")
    (tmp_path / "verses.lab").write_text("0 1 verse 2\n1 2 verse 3\n2 3 C\n")
    status, (scores, chords, verses) = inspected(capsys, *sorted(tmp_path.iterdir()))
    assert status == 1 and scores["error"] is None
    assert scores["labels"] == {"nosing": "unsung", "sing": "sung"} and scores["regions"] == [[1.0, 2.0, "sing"]]
    assert scores["speaks_of"] == [[0.0, 3.0]]
    assert "look like chords or sections" in chords["error"] and chords["lines"][1] == [1.0, 2.0, "E:min"]
    assert verses["labels"] == {"verse": "unknown", "C": "unknown"} and "chords" not in verses["error"]
    main(["inspect", str(tmp_path / "chords.lab")])
    assert "1.000 ..     2.000  E:min" in capsys.readouterr().out


def test_the_time_that_labels_speak_of_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("1\t2\tsing\n")
    assert inspected(capsys, tmp_path / "a.txt")[1][0]["speaks_of"] == [[0.0, None]]
    main(["inspect", str(tmp_path / "a.txt")])
    assert "speaks of: the whole song; where nothing is labelled, nobody is taken to sing" in capsys.readouterr().out
    (tmp_path / "a.txt").write_text("5\t6\tsing\n6\t7\tunsure\n7\t9\tno\n")
    main(["inspect", str(tmp_path / "a.txt")])
    assert "speaks of: 5.000 .. 6.000 s, 7.000 .. 9.000 s" in capsys.readouterr().out


def test_of_a_song_it_is_said_where_its_labels_are(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    song = tmp_path / "a.wav"
    soundfile.write(song, np.full(22050, 0.5), 22050)
    assert inspected(capsys, song)[1][0]["labels_from"] is None
    song.with_suffix(".lab").write_text("0 1 sing\n")
    assert inspected(capsys, song)[1][0]["labels_from"] == str(song.with_suffix(".lab"))
    save_corrections(song, 1.0, ((0, 1),), ((0, 0.5),))
    assert inspected(capsys, song)[1][0]["labels_from"] == "corrected in the window, 0:00 of 0:01 checked"
    song.with_name("a.wav.svd").write_text("<<<<")
    (found,) = inspected(capsys, song)[1]
    assert found["labels_from"] is None and "a.wav.svd, line 1" in found["warnings"][0]


def test_a_sound_under_a_wrong_name_is_told_of(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    soundfile.write(tmp_path / "a.wav", np.full(22050, 0.5), 22050)
    (tmp_path / "a.wav").rename(tmp_path / "a.mp3")
    status, (found,) = inspected(capsys, tmp_path / "a.mp3")
    assert status == 0 and found["seconds"] == 1.0
    assert "its name ends in .mp3, but it is wav with pcm_s16le, usually .wav" in found["warnings"][0]


@pytest.mark.parametrize(
    ("stated_bytes", "seconds", "told"),
    [(0, None, ""), (0xFFFFFFFF, None, ""), (44100, 1.0, ""), (132300, 3.0, "its header states 3.0 s, but 1.0 s")],
)
def test_of_a_wav_file_its_header_is_quoted_and_not_an_estimate(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], stated_bytes: int, seconds: float | None, told: str
) -> None:
    soundfile.write(tmp_path / "a.wav", np.full(22050, 0.5), 22050, subtype="PCM_16")
    content = bytearray((tmp_path / "a.wav").read_bytes())
    struct.pack_into("<I", content, content.index(b"data") + 4, stated_bytes)
    (tmp_path / "a.wav").write_bytes(content)
    (found,) = inspected(capsys, tmp_path / "a.wav")[1]
    assert (found["seconds"], found["stated_seconds"]) == (1.0, seconds)
    assert [told in warning for warning in found["warnings"]] == [True] * bool(told)


def test_of_an_mp3_file_its_header_is_quoted_and_not_an_estimate(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    noise = np.random.default_rng(0).uniform(-0.5, 0.5, 44100)
    soundfile.write(tmp_path / "a.mp3", noise, 22050, format="MP3")
    content = (tmp_path / "a.mp3").read_bytes()
    header = max(content.find(b"Xing"), content.find(b"Info"))
    (tmp_path / "joined.mp3").write_bytes(2 * content)
    (tmp_path / "zero.mp3").write_bytes(content[: header + 8] + bytes(4) + content[header + 12 :])
    (tmp_path / "none.mp3").write_bytes(content.replace(content[header : header + 4], bytes(4)))
    _, found = inspected(capsys, *(tmp_path / f"{name}.mp3" for name in ("a", "joined", "zero", "none")))
    assert [report["stated_seconds"] for report in found] == [pytest.approx(2.0, abs=0.1)] * 2 + [0.0, None]
    assert [round(report["seconds"]) for report in found] == [2, 4, 2, 2]
    assert "its header states 0.0 s, but 2.0 s" in found[2]["warnings"][0]


def test_other_files_are_told_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    song = tmp_path / "a.wav"
    soundfile.write(song, np.full(22050, 0.5), 22050)
    write_manifest(tmp_path / "songs.json", [(song, (), ())])
    (tmp_path / "other.json").write_text("{}")
    (tmp_path / "a.chords").write_text("Am F C G\n")
    (tmp_path / "sound").write_bytes(song.read_bytes())
    names = ("songs.json", "other.json", "a.chords", "sound")
    _, (manifest, other, foreign, bare) = inspected(capsys, *(tmp_path / name for name in names))
    assert (manifest["error"], manifest["songs"]) == (None, ["a"])
    assert "neither a manifest nor the card of a data set" in other["error"]
    assert foreign["kind"] == "unknown" and "labels (.lab, .txt, .csv, .tsv, .TextGrid, .eaf" in foreign["error"]
    assert (bare["kind"], bare["seconds"]) == ("sound", 1.0) and "has no suffix" in bare["warnings"][0]


def test_models_and_annotations_are_described(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    annotation_file.save(tmp_path / "a.mp3.svd.json", SongAnnotation("a.mp3", "0" * 64, 9.0, (Region(1, 2),)))
    status, (model, annotation) = inspected(capsys, resource("models/free.safetensors"), tmp_path / "a.mp3.svd.json")
    assert status == 0
    assert model["kind"] == "model" and model["name"] == "free"
    assert annotation["kind"] == "annotation" and annotation["regions"] == [[1.0, 2.0, "sing"]]


def test_a_journal_is_described_with_its_edits_and_its_damage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    song = SongAnnotation("a.mp3", "0" * 64, 9.0)
    found = look_up(Places.of(tmp_path / "a.mp3", song.song_key, tmp_path / "fallback"), song)
    journal = SongJournal(found, "9.9")
    journal.begin_writing()
    for end in (2, 3):
        journal.edit(song.edited((Region(1, end),)), "Nudge end")
    journal.close()
    journal.wait()
    path = tmp_path / "a.mp3.svd"
    status, (report,) = inspected(capsys, path)
    assert status == 0 and report["kind"] == "annotation" and report["edits"] == 2
    assert report["regions"] == [[1.0, 3.0, "sing"]]
    path.write_bytes(path.read_bytes() + b"rubbish\n")
    status, (report,) = inspected(capsys, path)
    assert status == 1 and "line 4" in report["error"] and report["regions"] == [[1.0, 3.0, "sing"]]


def test_a_number_of_400_digits_is_an_error_and_the_next_file_is_inspected(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = annotation_json.to_text(SongAnnotation("a.mp3", "0" * 64, 9.0))
    (tmp_path / "a.mp3.svd.json").write_text(text.replace("9.0", "9" * 400))
    (tmp_path / "b.lab").write_text("1 2 sing\n")
    status, (broken, labels) = inspected(capsys, tmp_path / "a.mp3.svd.json", tmp_path / "b.lab")
    assert status == 1
    assert broken["error"] and broken["kind"] == "annotation"
    assert labels["error"] is None


def test_people_read_sentences(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.lab").write_text("1 2 sing\n")
    assert main(["inspect", str(tmp_path / "a.lab"), str(tmp_path / "gone.wav")]) == 1
    text = capsys.readouterr().out
    assert "label 'sing': sung" in text and "1.000 ..     2.000  sing" in text
    assert "error: " in text and "does not exist" in text


@pytest.mark.parametrize("words", [["--columns", "start,ende"], ["--labels-as", "verse"]])
def test_words_that_are_none_are_a_usage_error(
    tmp_path: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["inspect", str(tmp_path / "a.lab"), *words]) == 2
