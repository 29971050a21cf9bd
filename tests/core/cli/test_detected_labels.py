"""What svd detect wrote and nobody changed is a guess: neither the commands nor the window take it for the truth."""

from __future__ import annotations

import io
import shutil
from pathlib import Path
from typing import Any

import pytest

from svd_core.annotation import annotation_file, detected_labels
from svd_core.annotation.formats.label_rows import UNDIRECTED
from svd_core.annotation.song_annotation import SongAnnotation
from svd_core.data import dataset
from svd_core.errors import DataError, FormatError


@pytest.fixture
def detected(svd: Any, data: Path, model: Path, tmp_path: Path) -> Path:
    """A data set whose labels are what a model has detected."""
    folder = tmp_path / "set"
    shutil.copytree(data / "audio", folder / "audio")
    (folder / "labels").mkdir()
    status, _, err = svd("detect", folder / "audio", "--out", folder / "labels", "--model", model, "--threshold", 0.4)
    assert status == 0, err
    return folder


def test_commands_refuse_it_until_a_person_has_changed_it(svd: Any, detected: Path, model: Path) -> None:
    status, _, err = svd("evaluate", "--data", detected, "--model", model)
    assert status == 1
    assert "holds what a model found and nobody has checked" in err
    with pytest.raises(DataError, match="mark as checked what is right"):
        dataset.find([detected])
    for labels in (detected / "labels").iterdir():
        labels.write_text("0.5 1.5 sing\n")
    assert all(song.regions for song in dataset.find([detected]).songs)


def test_beside_a_song_it_makes_no_annotation_and_inspect_says_why(svd: Any, detected: Path) -> None:
    song = next((detected / "audio").iterdir())
    remarks: list[str] = []
    assert annotation_file.from_labels(song, remark=remarks.append) is None
    assert "a guess, not the truth" in remarks[0]
    _, out, _ = svd("inspect", song)
    assert "holds what a model found" in out


def test_the_same_words_from_a_person_count(data: Path) -> None:
    assert all(song.regions for song in dataset.find([data]).songs)


@pytest.mark.usefixtures("no_pictures")
def test_labels_are_written_although_nothing_can_be_remembered(
    svd: Any, data: Path, model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "home").write_text("not a folder")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home" / "data"))
    song = Path(shutil.copy(data / "audio" / "song0.wav", tmp_path))
    status, out, err = svd("detect", song, "--model", model, "--picture")
    assert status == 0 and song.with_suffix(".lab").is_file() and song.with_suffix(".png").is_file()
    (warning,) = err.splitlines()
    assert warning.startswith(f"svd detect: warning: {song.with_suffix('.lab')}: ") and "cannot be written" in warning
    assert "failed" not in out


def test_what_a_person_has_checked_since_is_no_guess_until_a_model_finds_it_again(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    labels, key = tmp_path / "a.lab", "a" * 64
    for data in (b"0 1 sing", b""):
        labels.write_bytes(data)
        detected_labels.remember_checked(data, key)
        assert not detected_labels.is_detected(labels, key)
        detected_labels.remember(data, key)
        assert detected_labels.is_detected(labels, key)
        detected_labels.remember_checked(data, key)
        assert not detected_labels.is_detected(labels, key)
        detected_labels.remember(data, key)
        assert detected_labels.is_detected(labels, key)
    assert detected_labels._path().stat().st_size == 2 * 3 * 16, "what no model made is not written down"


def test_half_a_digest_on_a_full_disk_hides_none_that_follows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    place = detected_labels._path()
    detected_labels.remember(b"0 1 sing", tmp_path / "a.wav")
    digest = detected_labels._digest
    with monkeypatch.context() as full:
        full.setattr(detected_labels, "_digest", lambda data: digest(data)[:5])
        with pytest.raises(OSError, match="No space left"):
            detected_labels.remember(b"1 2 sing", tmp_path / "a.wav")
    detected_labels.remember(b"2 3 sing", tmp_path / "a.wav")
    assert place.stat().st_size == 32
    (tmp_path / "a.lab").write_bytes(b"2 3 sing")
    assert detected_labels.is_detected(tmp_path / "a.lab")


def test_what_is_appended_between_questions_is_known_and_another_file_is_read_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    read: list[int] = []

    class Counted(io.FileIO):
        def read(self, size: int | None = -1) -> bytes:
            read.append(len(data := super().read(size)))
            return data

    def opened(path: Path, mode: str, **settings: Any) -> Any:
        return Counted(path, mode) if mode == "rb" else open(path, mode, **settings)

    monkeypatch.setattr(detected_labels, "open", opened, raising=False)
    keys = ("one", "another")
    for number in range(100):
        data = f"0 1 {number}".encode()
        detected_labels.remember(data, "a" * 64, keys[number % 2])
        for each, key in enumerate(keys):
            assert detected_labels.is_of_another_detector(data, None, key) is (each != number % 2)
    assert sum(read) < 4 * 100 * (16 + 24), "not all of it for every question"
    assert detected_labels.is_of_another_detector(b"0 1 0", None, "another")
    assert not detected_labels.is_of_another_detector(b"0 1 x", None, "another")
    place = detected_labels._path()
    kept = place.read_bytes()
    place.write_bytes(kept[16:48])
    (tmp_path / "a.lab").write_bytes(b"0 1 0")
    assert not detected_labels.is_detected(tmp_path / "a.lab"), "a shorter file was put there"
    place.write_bytes(kept)
    assert detected_labels.is_detected(tmp_path / "a.lab")


def test_a_data_set_made_of_it_or_checked_and_labels_of_stems_are_refused(
    svd: Any, detected: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    status, text, _ = svd("data", "labels", detected, "--out", out)
    assert status == 1 and "holds what a model found" in text and not (out / "labels").exists()
    status, text, _ = svd("data", "check", detected)
    assert status == 1 and "holds what a model found" in text
    song = next((detected / "audio").iterdir())
    stems = tmp_path / "stems" / "songs" / "a"
    stems.mkdir(parents=True)
    for part in ("vocals", "accompaniment"):
        shutil.copy(song, stems / f"{part}{song.suffix}")
    shutil.copy(detected / "labels" / f"{song.stem}.lab", stems / "labels.lab")
    with pytest.raises(FormatError, match="holds what a model found"):
        dataset.find([tmp_path / "stems"])


def test_opened_as_labels_it_is_shown_and_checks_nothing(detected: Path) -> None:
    song, labels = next((detected / "audio").iterdir()), next((detected / "labels").iterdir())
    blank = SongAnnotation(song.name, "ab" * 32, 60.0)
    remarks: list[str] = []
    found = annotation_file.with_labels(blank, labels, UNDIRECTED, remarks.append)
    assert found.regions and found.checked == () and "a guess, not the truth" in remarks[-1]
    labels.write_text(labels.read_text() + "58.5 59.5 sing\n")
    assert annotation_file.with_labels(blank, labels, UNDIRECTED).checked == ((0.0, 60.0),)


def test_an_empty_file_of_a_model_is_no_word_of_a_person_that_nobody_sings(
    svd: Any, data: Path, model: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "set"
    shutil.copytree(data / "audio", folder / "audio")
    first, other = sorted((folder / "audio").iterdir())[:2]
    labels = folder / "labels" / f"{first.stem}.txt"
    labels.parent.mkdir()
    options = ("--format", "audacity", "--threshold", 1.0, "--out", labels.parent, "--model", model)
    status, _, err = svd("detect", first, *options)
    assert status == 0 and labels.read_bytes() == b"", err
    labels.with_name(f"{other.stem}.txt").write_bytes(b"")
    with pytest.raises(DataError, match=f"{first.stem}.txt: holds what a model found"):
        dataset.find([folder])
    assert f"{first.stem}.txt: holds what a model found" in svd("data", "labels", folder, "--out", tmp_path / "out")[1]
    remarks: list[str] = []
    assert annotation_file.from_labels(first, remark=remarks.append) is None and "a guess" in remarks[0]
    assert annotation_file.from_labels(other) is not None, "that one is a person's"
