"""`svd detect`: what is written where, and what never is."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from PIL import Image

from svd_core.annotation.formats.registry import FORMATS as LABEL_FORMATS
from svd_core.annotation.label_file import read_labels
from svd_core.audio import sound_file
from svd_core.audio.features import shifted_log_mels
from svd_core.cli.choices import OUTPUT_SUFFIXES, PICTURE_FORMATS, THEMES
from svd_core.cli.execution import detect as execution
from svd_core.config import TEST_SHIFTS
from svd_core.files.storage import content_key
from svd_core.model import checkpoint
from svd_core.model.inference import detect
from svd_core.model.postprocessing import smooth
from svd_core.plots.palette import PALETTES
from svd_core.plots.paper import FORMATS


def reports(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def song_in(folder: Path, data: Path, name: str = "song.wav") -> Path:
    """A copy of the first song elsewhere, so that files beside it disturb nobody."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes((data / "audio" / "song0.wav").read_bytes())
    return path


@pytest.mark.parametrize(("name", "suffix"), [("lab", ".lab"), ("audacity", ".txt"), ("csv", ".csv")])
def test_labels_lie_beside_the_song_in_the_format_asked_for(
    svd: Any, data: Path, model: Path, tmp_path: Path, name: str, suffix: str
):
    song = song_in(tmp_path, data)
    status, out, err = svd("detect", song, "--model", model, "--format", name, "--json", "--threshold", 0.45)
    assert (status, err) == (0, "")
    found, summary = reports(out)
    assert found["labels"] == str(song.with_suffix(suffix))
    written = read_labels(song.with_suffix(suffix))
    assert [(region.start, region.end) for region in written] == [
        (region["start"], region["end"]) for region in found["regions"]
    ]
    assert summary["report"] == "summary"
    assert (summary["songs"], summary["failed"]) == (1, 0)


def test_the_json_format_says_what_was_found_how_and_how_surely(svd: Any, data: Path, model: Path, tmp_path: Path):
    song = song_in(tmp_path, data)
    assert svd("detect", song, "--model", model, "--format", "json", "--threshold", 0.1)[0] == 0
    document = json.loads(song.with_suffix(".json").read_text())
    assert document["model_key"] == checkpoint.load(model).key
    assert document["decision"]["threshold"] == 0.1
    assert document["duration"] == pytest.approx(5.0, abs=0.001)
    assert all(0.1 < region["confidence"] <= 1 for region in document["regions"])


def test_averaging_over_pitch_shifts_changes_probabilities_and_is_reported(
    svd: Any, data: Path, model: Path, tmp_path: Path
):
    song = song_in(tmp_path, data)
    words = ["detect", song, "--model", model, "--out", "-", "--format", "json", "--threshold", 0]
    documents = [json.loads(svd(*words, *more)[1]) for more in ([], ["--tta"])]
    shifts = [document["detection"] for document in documents]
    assert shifts == [{"networks": 1, "pitch_shifts": [1]}, {"networks": 1, "pitch_shifts": list(TEST_SHIFTS)}]
    mels = shifted_log_mels(sound_file.read_mono(song))
    for document, heard in zip(documents, (mels[0], mels), strict=True):
        expected = smooth(detect(checkpoint.load(model), heard), 56).mean()
        assert document["regions"][0]["confidence"] == pytest.approx(expected, abs=1e-4)
    assert documents[0]["regions"][0]["confidence"] != documents[1]["regions"][0]["confidence"]
    summary = reports(svd(*words, "--tta", "--json")[1])[-1]
    assert summary["detection"] == shifts[1]


def test_options_change_what_counts_as_singing(svd: Any, data: Path, model: Path, tmp_path: Path):
    song = song_in(tmp_path, data)
    _, everything, _ = svd("detect", song, "--model", model, "--out", "-", "--threshold", 0)
    _, nothing, _ = svd("detect", song, "--model", model, "--out", "-", "--threshold", 1)
    assert everything.splitlines()[0].endswith(" sing")
    assert nothing == "0.000 5.000 nosing\n"


@pytest.mark.parametrize(
    ("command", "options", "said"),
    [
        (
            "detect",
            ["--rule", "viterbi", "--leave-threshold", 0.3],
            "--rule hysteresis, but the rule is viterbi (",
        ),
        ("detect", ["--otsu-floor", 0.3], "--rule otsu, but the rule is threshold (that of the model"),
        ("evaluate", ["--rule", "otsu", "--viterbi-cost", 5], "--rule viterbi, but the rule is otsu (given"),
        ("train", ["--otsu-share", 0.2], "--otsu-share belongs to --rule otsu, but the rule is threshold"),
    ],
)
def test_a_setting_that_the_rule_does_not_have_is_refused(
    svd: Any, data: Path, model: Path, tmp_path: Path, command: str, options: list[Any], said: str
):
    song = song_in(tmp_path, data)
    given = {
        "detect": [song, "--model", model],
        "evaluate": ["--data", data, "--model", model],
        "train": ["--data", data, "--out", tmp_path / "new.safetensors"],
    }[command]
    status, _, err = svd(command, *given, *options)
    assert status == 2 and said in err
    assert {path.name for path in tmp_path.iterdir()} == {song.name}


def test_a_rule_can_be_chosen_and_is_reported_with_its_levels(svd: Any, data: Path, model: Path):
    words = ["detect", data / "audio" / "song0.wav", "--model", model, "--out", "-", "--json", "--threshold", 0.52]
    two = ["--rule", "hysteresis", "--leave-threshold", 0.01]
    (narrow, _), (wide, summary) = (
        [json.loads(line) for line in svd(*words, *more)[1].splitlines()] for more in ([], two)
    )
    assert (narrow["threshold"], narrow["leave_threshold"]) == (0.52, 0.52)
    assert (wide["threshold"], wide["leave_threshold"]) == (0.52, 0.01)
    assert summary["decision"]["rule"] == "hysteresis"
    assert narrow["regions"], "else the test shows nothing"
    assert len(wide["regions"]) == 1 and wide["regions"][0]["start"] == 0.0


def test_corrections_move_every_edge_and_temperature_flattens_confidence(svd: Any, data: Path, model: Path):
    words = ["detect", data / "audio" / "song0.wav", "--model", model, "--out", "-", "--json", "--threshold", 0.5]

    def regions(*more: Any) -> list[dict[str, float]]:
        return json.loads(svd(*words, *more)[1].splitlines()[0])["regions"]

    plain, moved = regions(), regions("--onset-shift", 0.002, "--offset-shift", -0.002)
    assert [one["start"] + 0.002 for one in plain if one["start"]] == pytest.approx(
        [one["start"] for one in moved if one["start"] > 0.003], abs=2e-6
    )
    assert len(moved) == len(plain) > 0
    flat = regions("--temperature", 20)
    assert len(flat) == len(plain)
    assert all(abs(a["confidence"] - 0.5) < abs(b["confidence"] - 0.5) for a, b in zip(flat, plain, strict=True))


def test_how_unsure_the_model_is_of_a_song_is_said_where_it_is_doubtful(
    svd: Any, data: Path, model: Path, tmp_path: Path
):
    words = ["detect", data / "audio" / "song0.wav", "--model", model, "--out", tmp_path, "--force", "--threshold", 0.5]
    flat, sharp = ["--temperature", 20], ["--temperature", 0.05]
    found, sure = (json.loads(svd(*words, *more, "--json")[1].splitlines()[0]) for more in (flat, sharp))
    assert found["doubt"] == 1.0 and found["doubtful"] is True
    assert 0 <= sure["doubt"] < 1
    assert "unsure in 100 % of it" in svd(*words, *flat)[1]


def test_stdout_gets_the_labels_and_nothing_else(svd: Any, data: Path, model: Path, tmp_path: Path):
    song = song_in(tmp_path, data)
    status, out, err = svd("detect", song, "--model", model, "--out", "-", "--format", "csv")
    assert (status, err) == (0, "")
    assert out.startswith("start,end,label,confidence")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["song.wav"]


def test_labels_of_several_songs_on_stdout_are_distinguished(svd: Any, data: Path, model: Path):
    _, out, _ = svd("detect", data, "--model", model, "--out", "-")
    heads = [line for line in out.splitlines() if line.startswith("#")]
    assert heads == [f"# {data / 'audio' / f'song{n}.wav'}" for n in range(3)]
    _, out, _ = svd("detect", data, "--model", model, "--out", "-", "--format", "json")
    assert [document["song"] for document in reports(out)] == ["song0.wav", "song1.wav", "song2.wav"]


def test_a_bad_file_among_many_stops_no_other(svd: Any, data: Path, model: Path, tmp_path: Path):
    (tmp_path / "a_broken.mp3").write_bytes(b"no music here" * 100)
    good = song_in(tmp_path, data, "b_good.wav")
    (tmp_path / "empty").mkdir()
    words = [tmp_path, tmp_path / "gone.wav", tmp_path / "empty", "--model", model]
    status, out, err = svd("detect", *words)
    assert status == 1
    assert str(good.with_suffix(".lab")) in out
    complaints = err.splitlines()
    assert len(complaints) == 3
    for complaint, name in zip(complaints, ["a_broken.mp3", "gone.wav", "empty"], strict=True):
        assert complaint.startswith("svd detect: ")
        assert name in complaint
    status, out, _ = svd("detect", *words, "--json", "--force")
    kinds = [report["report"] for report in reports(out)]
    assert kinds == ["error", "detected", "error", "error", "summary"]
    assert reports(out)[-1]["failed"] == 3


def test_folders_are_searched_deeply_and_their_order_kept(svd: Any, data: Path, model: Path, tmp_path: Path):
    song_in(tmp_path / "in" / "one", data, "Song.WAV")
    song_in(tmp_path / "in" / "two", data, "Song.wav")
    song_in(tmp_path / "in" / ".hidden", data)
    song_in(tmp_path / "in", data, "._resource.wav")
    (tmp_path / "in" / "notes.md").write_text("no song")
    status, _, _ = svd("detect", tmp_path / "in", tmp_path / "in", "--model", model, "--out", tmp_path / "out")
    assert status == 0
    made = [str(path.relative_to(tmp_path / "out")) for path in (tmp_path / "out").rglob("*.*")]
    assert sorted(made) == [os.path.join("one", "Song.lab"), os.path.join("two", "Song.lab")]


def test_songs_that_differ_in_their_suffix_alone_keep_it(svd: Any, data: Path, model: Path, tmp_path: Path):
    song_in(tmp_path, data, "take.wav")
    samples, rate = soundfile.read(data / "audio" / "song1.wav")
    soundfile.write(tmp_path / "take.flac", samples, rate)
    assert svd("detect", tmp_path, "--model", model)[0] == 0
    assert sorted(path.name for path in tmp_path.glob("*.lab")) == ["take.flac.lab", "take.wav.lab"]


@pytest.mark.parametrize("more", [(), ("--skip-existing",), ("--force",)])
def test_two_songs_never_share_a_label_file(svd: Any, data: Path, model: Path, tmp_path: Path, more: tuple[str, ...]):
    """The second would pass for done by the first one's labels, or replace them."""
    songs = [song_in(tmp_path / name, data) for name in ("a", "b")]
    status, _, err = svd("detect", *songs, "--model", model, "--out", tmp_path / "labels", *more)
    assert status == 1 and "both would write" in err and "song.wav.lab" in err
    assert not (tmp_path / "labels").exists()


def test_a_file_that_is_there_stays_unless_forced(svd: Any, data: Path, model: Path, tmp_path: Path):
    song = song_in(tmp_path, data)
    mine = song.with_suffix(".lab")
    mine.write_text("0 5 sing\n")
    status, _, err = svd("detect", song, "--model", model)
    assert status == 1
    assert "--force" in err
    assert mine.read_text() == "0 5 sing\n"
    assert svd("detect", song, "--model", model, "--force", "--threshold", 1)[0] == 0
    assert mine.read_text() == "0.000 5.000 nosing\n"


def test_even_forced_the_song_itself_is_never_replaced(svd: Any, data: Path, model: Path, tmp_path: Path):
    song = song_in(tmp_path, data, "odd.lab")
    before = song.read_bytes()
    assert svd("detect", song, "--model", model, "--force")[0] == 1
    assert song.read_bytes() == before


def test_a_picture_comes_with_the_labels(svd: Any, data: Path, model: Path, tmp_path: Path):
    song = song_in(tmp_path, data)
    assert svd("detect", song, "--model", model, "--picture", "--out", tmp_path / "out")[0] == 0
    assert page_colour((tmp_path / "out" / "song.png").read_bytes()) == (255, 255, 255)
    assert (tmp_path / "out" / "song.lab").exists()


def page_colour(png: bytes) -> Any:
    return Image.open(io.BytesIO(png)).convert("RGB").getpixel((1, 1))


def test_a_picture_may_be_dark_and_may_be_an_svg(svd: Any, data: Path, model: Path, tmp_path: Path):
    song = song_in(tmp_path, data, "Łódź – Песня.wav")
    words = ["detect", song, "--model", model, "--out", tmp_path / "out", "--theme", "dark"]
    assert svd(*words, "--picture")[0] == 0
    assert page_colour((tmp_path / "out" / "Łódź – Песня.png").read_bytes()) == (0x1C, 0x1F, 0x27)
    status, out, _ = svd(*words, "--picture-format", "svg", "--json", "--force")
    assert status == 0 and reports(out)[0]["picture"].endswith("Песня.svg")
    picture = (tmp_path / "out" / "Łódź – Песня.svg").read_text(encoding="utf-8")
    assert ">Łódź – Песня.wav</text>" in picture and "#1c1f27" in picture


def test_formats_and_themes_are_those_that_can_be_drawn():
    assert PICTURE_FORMATS == FORMATS and tuple(PALETTES) == THEMES
    assert {format_.name: format_.suffix for format_ in LABEL_FORMATS} == OUTPUT_SUFFIXES


@pytest.mark.parametrize("seconds", [0.0, 0.01, 0.06])
def test_a_song_of_next_to_nothing_is_no_traceback(svd: Any, model: Path, tmp_path: Path, seconds: float):
    song = tmp_path / "short.wav"
    soundfile.write(song, np.zeros(int(seconds * 22050), np.float32), 22050)
    status, _, err = svd("detect", song, "--model", model, "--picture")
    assert status == (0 if err == "" else 1)


@pytest.mark.usefixtures("no_pictures")
def test_names_no_encoding_can_print_are_written_with_escapes(svd: Any, data: Path, model: Path, tmp_path: Path):
    song = song_in(tmp_path, data, os.fsdecode(b"caf\xe9.wav"))
    status, out, _ = svd("detect", song, "--model", model, "--json", "--picture")
    assert status == 0
    assert os.fsencode(reports(out)[0]["song"]) == os.fsencode(song)


@pytest.mark.parametrize("content", [None, b"", b"no model" * 50])
def test_without_a_usable_model_there_is_one_clear_line(svd: Any, data: Path, tmp_path: Path, content: bytes | None):
    path = tmp_path / "m.safetensors"
    if content is not None:
        path.write_bytes(content)
    status, out, err = svd("detect", data, "--model", path, "--out", tmp_path)
    assert (status, out) == (1, "")
    assert len(err.splitlines()) == 1
    assert "m.safetensors" in err


def test_what_is_replaced_is_kept_beside_it(svd: Any, data: Path, model: Path, tmp_path: Path):
    song = song_in(tmp_path, data)
    song.with_suffix(".lab").write_text("0 5 sing\n")
    for _ in range(2):  # The second time nothing changes, so nothing is kept.
        assert svd("detect", song, "--model", model, "--force", "--threshold", 1)[0] == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["song.lab", "song.lab.bak", "song.wav"]
    assert (tmp_path / "song.lab.bak").read_text() == "0 5 sing\n"


@pytest.mark.usefixtures("no_pictures")
def test_a_folder_is_gone_over_again_without_what_is_there(svd: Any, data: Path, model: Path, tmp_path: Path):
    song_in(tmp_path, data, "a.wav").with_suffix(".lab").write_text("mine\n")
    song_in(tmp_path, data, "b.wav")
    (tmp_path / "c.mp3").write_bytes(b"no music here" * 100)
    words = ["detect", tmp_path, "--model", model, "--skip-existing"]
    status, out, err = svd(*words, "--json")
    assert status == 1
    *kinds, summary = reports(out)
    assert [report["report"] for report in kinds] == ["skipped", "detected", "error"]
    assert (summary["songs"], summary["detected"], summary["skipped"], summary["failed"]) == (3, 1, 1, 1)
    assert summary["failures"] == [{"song": str(tmp_path / "c.mp3"), "message": kinds[2]["message"]}]
    assert (tmp_path / "a.lab").read_text() == "mine\n"
    status, out, err = svd(*words)
    assert status == 1
    last = out.splitlines()[-2:]
    assert last[0] == "3 songs: 2 skipped, since their files are there, 1 failed:"
    assert last[1].startswith("  ") and "c.mp3" in last[1] and "c.mp3" in err
    (tmp_path / "c.mp3").unlink()
    assert svd(*words) == (0, "2 songs: 2 skipped, since their files are there.\n", "")
    with_pictures = svd(*words, "--picture", "--json")[1]
    assert [report["report"] for report in reports(with_pictures)] == ["detected", "detected", "summary"]
    assert (tmp_path / "a.lab").read_text() == "mine\n", "only what is missing is written"
    assert (tmp_path / "a.png").exists()
    assert svd(*words, "--force")[0] == 2


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
@pytest.mark.parametrize("more", [[], ["--force"], ["--skip-existing"]])
def test_nothing_is_written_through_a_link_to_nothing(svd: Any, data: Path, model: Path, tmp_path: Path, more: list):
    song = song_in(tmp_path, data)
    (tmp_path / "song.lab").symlink_to(tmp_path / "gone.lab")
    status, _, err = svd("detect", song, "--model", model, *more)
    assert status == 1
    assert "song.lab: is a link to a file that is not there" in err
    assert not (tmp_path / "gone.lab").exists()


def test_what_was_detected_once_is_not_computed_again(
    svd: Any, data: Path, model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    song = song_in(tmp_path, data)
    words = ["--model", model, "--no-labels", "--json"]
    first = reports(svd("detect", song, *words)[1])[0]
    assert list(tmp_path.iterdir()) == [song], "no labels were asked for"
    renamed = song.rename(tmp_path / "renamed.wav")
    calls = []
    monkeypatch.setattr(execution, "song_probabilities", lambda *_, **__: calls.append(1))
    again = reports(svd("detect", renamed, *words)[1])[0]
    assert (again["regions"], again["duration"]) == (first["regions"], first["duration"])
    assert again["song_key"] == content_key(renamed)
    assert calls == []
    monkeypatch.undo()
    monkeypatch.setattr(execution, "kept_probabilities", lambda *_: pytest.fail("was taken from the cache"))
    assert reports(svd("detect", renamed, *words, "--fresh")[1])[0]["duration"] == first["duration"]


def test_songs_may_be_named_in_a_list(svd: Any, data: Path, model: Path, tmp_path: Path):
    song_in(tmp_path / "below", data)
    listed = tmp_path / "songs.txt"
    listed.write_text("below/song.wav\n\n")
    found, summary = reports(svd("detect", "--list", listed, "--model", model, "--no-labels", "--json")[1])
    assert (found["song"], summary["songs"]) == (str(tmp_path / "below" / "song.wav"), 1)
    broken_name = song_in(tmp_path, data, "line\nend.wav" if os.name == "posix" else "line end.wav")
    listed.write_bytes(b"below/song.wav\0" + os.fsencode(broken_name) + b"\0")
    *found, summary = reports(svd("detect", "--list", listed, "--model", model, "--no-labels", "--json")[1])
    assert [report["song"] for report in found] == [str(tmp_path / "below" / "song.wav"), str(broken_name)]
    assert svd("detect", "--list", tmp_path / "none.txt", "--model", model)[0] == 1
    assert svd("detect", "--model", model)[0] == 2
