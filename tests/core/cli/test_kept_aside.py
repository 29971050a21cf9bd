"""`svd train --kept-aside`: the same artists are measured on in all trainings, and never learned from."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from safetensors.numpy import save_file

from svd_core.annotation.regions import Region
from svd_core.annotation.spans import WHOLE
from svd_core.audio.decoding import header_facts
from svd_core.audio.sound_file import duration
from svd_core.cli.execution.kept_aside import divided
from svd_core.cli.main import build_parser
from svd_core.data import dataset
from svd_core.data.kept_aside import CheckedSong, KeptAside, Move, Side, read_kept_aside, write_kept_aside
from svd_core.data.manifest import write_manifest
from svd_core.files.storage import content_key
from svd_core.model.card import read_card
from svd_core.training import ensemble
from svd_core.training.plan import state_path
from tests.core.cli.conftest import SMALLEST
from tests.core.journals import save_corrections

PATTERN = ["--artists", "{artist} - *"]


def corrected(folder: Path, name: str, seed: int) -> Path:
    song = folder / f"{name}.wav"
    folder.mkdir(exist_ok=True)
    soundfile.write(song, 0.1 * np.random.default_rng(seed).standard_normal(2 * 22050), 22050)
    save_corrections(song, 2.0, ((0.5, 1.5),), ((0.0, 2.0),))
    return song


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Songs by four artists."""
    music = tmp_path_factory.mktemp("music") / "corrected"
    for seed, artist in enumerate("ABCD"):
        corrected(music, f"{artist} - one", seed)
    return music


def trained(svd: Any, out: Path, *words: object) -> tuple[int, list[dict[str, Any]], str]:
    given = ["train", "--out", out, *words, *PATTERN, "--updates", 2, *SMALLEST, "--json"]
    status, said, err = svd(*given)
    return status, [json.loads(line) for line in said.splitlines()], err


def listed_names(folder: Path, *songs: str) -> Path:
    path = folder / "names.txt"
    path.write_text("".join(f"{song}\n" for song in songs))
    return path


def names(card: dict[str, Any]) -> set[str]:
    return {song["name"] for song in card["learned_from"]}


def test_an_artist_kept_aside_stays_so_in_all_later_trainings(svd: Any, folder: Path, tmp_path: Path) -> None:
    listed, first, second = tmp_path / "aside.json", tmp_path / "1.safetensors", tmp_path / "2.safetensors"
    status, reports, err = trained(svd, first, "--data", folder, "--kept-aside", listed)
    assert (status, err) == (0, "")
    card = read_card(first).metadata
    (artist,) = card["kept_aside"]["artists"]
    (measured,) = card["kept_aside"]["songs"]
    assert measured == f"{artist} - one" and card["data"]["validation"] == [measured]
    assert len(names(card)) == 3 and measured not in names(card)
    keys = {content_key(folder / f"{name}.wav") for name in names(card)}
    assert {song["key"] for song in card["learned_from"]} == keys
    assert any(report["report"] == "validated" for report in reports)
    # Renamed, in another folder, and with a further song of the same artist, it is still measured on only.
    other = tmp_path / "elsewhere"
    shutil.copytree(folder, other)
    (other / f"{measured}.wav").rename(other / "renamed.wav")
    (other / f"{measured}.wav.svd").rename(other / "renamed.wav.svd")
    corrected(other, f"{artist} - later", 7)
    status, reports, err = trained(svd, second, "--data", other, "--kept-aside", listed, "--start-from", first)
    assert (status, err) == (0, "")
    card = read_card(second).metadata
    assert card["kept_aside"]["songs"] == [f"{artist} - later", "renamed"]
    assert names(card) == names(read_card(first).metadata), "what its ancestors learned from is in it once"
    assert "learned_from" not in card["started_from"]["card"]
    (compared,) = [report for report in reports if report["report"] == "compared"]
    assert (compared["songs"], compared["known_to_old"], compared["artists_known_to_new"]) == (2, 0, 0)
    # The training that is finished is recognised; of an artist moved by hand, it is another one.
    words = ["--data", other, "--kept-aside", listed, "--start-from", first]
    assert trained(svd, second, *words, "--complete")[0] == 0
    write_kept_aside(listed, read_kept_aside(listed).moved(Move(artist, "learned", "2026-11-26T10:00:00+00:00")))
    status, _, err = trained(svd, second, *words, "--complete")
    assert status == 1 and "another training's model" in err


def test_a_model_that_has_learned_from_an_artist_is_not_measured_on_it_without_a_word(
    svd: Any, folder: Path, tmp_path: Path
) -> None:
    old, new, listed = tmp_path / "old.safetensors", tmp_path / "new.safetensors", tmp_path / "aside.json"
    music = tmp_path / "music"
    shutil.copytree(folder, music)
    assert trained(svd, old, "--data", music)[0] == 0
    further = corrected(music, "A - two", 9)
    write_kept_aside(listed, KeptAside().moved(Move("a", "aside", "2026-11-26T10:00:00+00:00")))
    words = ["--data", music, "--kept-aside", listed]
    status, _, err = trained(svd, new, *words, "--start-from", old)
    assert status == 1 and "has learned from 'A - one', which is not to be learned from" in err
    (music / "A - one.wav").unlink()
    status, _, err = trained(svd, new, *words, "--start-from", old)
    assert status == 1 and "has learned from the artist 'a', who is kept aside" in err
    answers = tmp_path / "answers"
    answers.mkdir()
    for name in ("A - three", "E - one"):
        shutil.copy(folder / "B - one.wav", answers / f"{name}.wav")
        with open(answers / f"{name}.wav", "ab") as file:
            file.write(name.encode())
    start = tmp_path / "start.safetensors"
    assert trained(svd, start, "--data", music, "--holdout", listed_names(tmp_path, "A - two"))[0] == 0
    assert trained(svd, tmp_path / "n.safetensors", *words, "--start-from", start, "--keep-answers", answers)[0] == 0
    card = read_card(tmp_path / "n.safetensors").metadata
    assert card["data"]["unlabelled"] == ["E - one"], "what a model answers for an artist teaches of it, too"
    status, reports, _ = trained(svd, new, *words, "--compare-with", old)
    (compared,) = [report for report in reports if report["report"] == "compared"]
    assert (compared["songs"], compared["known_to_old"], compared["artists_known_to_old"]) == (1, 0, 1)
    moved = read_card(new).metadata["kept_aside"]["moved"]
    assert moved == ["2026-11-26: a was moved by hand: kept aside since"]
    # Scores of the model say so, too.
    alone = tmp_path / "alone"
    alone.mkdir()
    for path in (further, further.with_name(further.name + ".svd")):
        shutil.copy(path, alone)
    score = ["evaluate", "--data", alone, "--model", old, *PATTERN]
    *_, summary = [json.loads(line) for line in svd(*score, "--json")[1].splitlines()]
    assert (summary["known_songs"], summary["known_artists"]) == ([], ["A - two"])
    assert "other songs by the artists of 1 of these songs" in svd(*score)[1]
    # A known song that was replaced by another of its name.
    for end in ("", ".svd"):
        (alone / f"A - two.wav{end}").rename(alone / f"B - one.wav{end}")
    *_, summary = [json.loads(line) for line in svd(*score, "--json")[1].splitlines()]
    assert (summary["known_songs"], summary["changed_songs"]) == (["B - one"], ["B - one"])


def test_songs_kept_aside_are_measured_instead_of_further_trainings_where_both_are_asked_for(
    svd: Any, folder: Path, tmp_path: Path
) -> None:
    old, new, listed = tmp_path / "old.safetensors", tmp_path / "new.safetensors", tmp_path / "aside.json"
    assert trained(svd, old, "--data", folder)[0] == 0
    write_kept_aside(listed, KeptAside().moved(Move("A", "aside", "2026-11-26T10:00:00+00:00")))
    words = ["--kept-aside", listed, "--cross-check", listed_names(tmp_path, "B - one"), "--compare-with", old]
    status, reports, err = trained(svd, new, "--data", folder, *words)
    assert (status, err) == (0, "")
    (compared,) = [report for report in reports if report["report"] == "compared"]
    assert (compared["basis"], compared["songs"]) == ("kept aside", 1)


def test_songs_that_are_all_kept_aside_teach_nothing(svd: Any, folder: Path, tmp_path: Path) -> None:
    listed = tmp_path / "aside.json"
    choice = KeptAside()
    for artist in "ABCD":
        choice = choice.moved(Move(artist, "aside", "2026-11-26T10:00:00+00:00"))
    write_kept_aside(listed, choice)
    status, _, err = trained(svd, tmp_path / "m.safetensors", "--data", folder, "--kept-aside", listed)
    assert status == 1 and "nothing is left to learn from" in err


def test_a_song_kept_aside_without_labels_needs_a_name_of_its_own(svd: Any, folder: Path, tmp_path: Path) -> None:
    listed, start, answers = tmp_path / "aside.json", tmp_path / "start.safetensors", tmp_path / "answers"
    music = tmp_path / "music"
    shutil.copytree(folder, music)
    assert trained(svd, start, "--data", music)[0] == 0
    answers.mkdir()
    same = answers / "B - one.wav"
    soundfile.write(same, np.full(22050, 0.01), 22050)
    write_kept_aside(listed, KeptAside().moved(Move("same", "aside", "2026-11-26T10:00:00+00:00", content_key(same))))
    words = ["--data", music, "--kept-aside", listed, "--start-from", start, "--keep-answers", answers]
    status, _, err = trained(svd, tmp_path / "new.safetensors", *words)
    assert status == 1 and f"{same}: is kept aside, but has the same name as {music / 'B - one.wav'}" in err
    same.rename(answers / "another name.wav")
    assert trained(svd, tmp_path / "new.safetensors", *words)[0] == 0
    assert read_card(tmp_path / "new.safetensors").metadata["kept_aside"]["left_out"] == ["another name"]


def test_what_is_checked_counts_as_long_as_it_is_whatever_headers_say(tmp_path: Path) -> None:
    """The window tells who will be kept aside by the same times, and has decoded the songs."""
    songs = {artist: tmp_path / f"{artist} - one.flac" for artist in "ABCD"}
    for seed, song in enumerate(songs.values()):
        soundfile.write(song, 0.1 * np.random.default_rng(seed).standard_normal(2 * 22050), 22050)
    shown = [CheckedSong(song.stem, artist, content_key(song), 1.5) for artist, song in songs.items()]
    (expected,) = KeptAside().with_new(shown).aside(shown)
    liar = next(song for artist, song in songs.items() if artist != expected.artist)
    data = bytearray(liar.read_bytes())
    # The last 36 bits of these eight bytes are the number of samples.
    data[21] &= 0xF0
    data[22:26] = (2205).to_bytes(4, "big")
    liar.write_bytes(data)
    assert header_facts(liar).seconds == pytest.approx(0.1) and duration(liar) == pytest.approx(2.0)
    manifest = tmp_path / "m.songs.json"
    write_manifest(manifest, [(song, (Region(0.5, 1.0),), ((0.0, 1.5),)) for song in songs.values()])
    words = ["train", "--out", "m.safetensors", "--data", manifest, "--kept-aside", tmp_path / "aside.json", *PATTERN]
    arguments = build_parser("train").parse_args(list(map(str, words)))
    assert divided(arguments, dataset.find(arguments.data), content_key).measured == {expected.name}


@pytest.mark.parametrize(
    "data", [{"songs": None, "validation": 3}, {"songs": [["A - one"], {}], "validation": "B"}, []]
)
def test_a_state_that_says_nonsense_of_its_data_is_left_to_the_training_to_refuse(
    folder: Path, tmp_path: Path, data: object
) -> None:
    out = tmp_path / "m.safetensors"
    save_file({}, state_path(out), {"recipe": json.dumps({"data": data})})
    words = ["train", "--out", out, "--data", folder, "--kept-aside", tmp_path / "aside.json", *PATTERN, "--resume"]
    arguments = build_parser("train").parse_args(list(map(str, words)))
    assert len(divided(arguments, dataset.find(arguments.data), content_key).measured) == 1


@pytest.fixture
def read_files(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of files whose content keys were computed."""
    names: list[str] = []
    real = hashlib.file_digest
    monkeypatch.setattr(
        hashlib, "file_digest", lambda file, name: names.append(Path(file.name).name) or real(file, name)
    )
    return names


def test_no_sound_is_read_twice_for_its_key_nor_the_data_looked_at_twice(
    svd: Any, folder: Path, tmp_path: Path, read_files: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    start, new, answers = tmp_path / "start.safetensors", tmp_path / "new.safetensors", tmp_path / "answers"
    answers.mkdir()
    soundfile.write(answers / "E - one.wav", np.full(22050, 0.01), 22050)
    manifest = tmp_path / "m.songs.json"
    write_manifest(manifest, [(song, (Region(0.5, 1.5),), WHOLE) for song in sorted(folder.glob("*.wav"))])
    assert trained(svd, start, "--data", manifest, "--holdout", listed_names(tmp_path, "D - one"))[0] == 0
    listed = tmp_path / "aside.json"
    write_kept_aside(listed, KeptAside().moved(Move("D", "aside", "2026-11-26T10:00:00+00:00")))
    words = ["--data", manifest, "--kept-aside", listed, "--start-from", start, "--keep-answers", answers]
    looked: list[object] = []
    real = dataset.find
    monkeypatch.setattr(dataset, "find", lambda *given: looked.append(given) or real(*given))
    for more in ([], ["--complete"]):
        read_files.clear()
        looked.clear()
        status, _, err = trained(svd, new, *words, "--cache-limit", "0", *more)
        assert (status, err) == (0, "")
        sounds = sorted(name for name in read_files if name.endswith(".wav"))
        assert sounds == [f"{artist} - one.wav" for artist in "ABCDE"]
        assert len(looked) == 1


def test_no_sound_is_read_twice_for_its_key_before_an_ensemble_either(
    svd: Any, folder: Path, tmp_path: Path, read_files: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest = tmp_path / "m.songs.json"
    write_manifest(manifest, [(song, (Region(0.5, 1.5),), WHOLE) for song in sorted(folder.glob("*.wav"))])
    monkeypatch.setattr(ensemble, "train_ensemble", lambda *_: iter(()))
    read_files.clear()
    status, _, err = trained(
        svd, tmp_path / "m.safetensors", "--data", manifest, "--kept-aside", tmp_path / "aside.json", "--ensemble", 2
    )
    assert (status, err) == (0, "")
    assert sorted(name for name in read_files if name.endswith(".wav")) == [f"{artist} - one.wav" for artist in "ABCD"]


def test_a_training_does_not_go_on_after_an_artist_was_moved_and_says_who(
    svd: Any, folder: Path, tmp_path: Path
) -> None:
    listed, out = tmp_path / "aside.json", tmp_path / "m.safetensors"
    words = ["--data", folder, "--kept-aside", listed]
    assert trained(svd, out, *words)[0] == 0
    before = read_kept_aside(listed)
    (aside,) = (entry.artist for entry in before.artists.values() if entry.side == "aside")
    learned = next(artist for artist in "ABCD" if artist != aside)
    moved: list[tuple[str, Side, str]] = [
        (aside, "learned", "learned from since"),
        (learned, "aside", "kept aside since"),
    ]
    for artist, to, since in moved:
        write_kept_aside(listed, before.moved(Move(artist, to, "2026-11-26T10:00:00+00:00")))
        status, _, err = trained(svd, out, *words, "--resume")
        assert status == 1 and f"changed sides since this training began: {artist} - one" in err
        assert f"2026-11-26: {artist} was moved by hand: {since}" in err and "Move them back" in err
    write_kept_aside(listed, before)
    assert trained(svd, out, *words, "--resume")[0] == 0
