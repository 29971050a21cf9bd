"""The songs that were chosen in the window, as arguments of a training."""

import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

from svd_core.annotation import annotation_file
from svd_core.annotation.journal.places import snapshot_path_for
from svd_core.annotation.regions import Region
from svd_core.annotation.song_annotation import Proposal, SongAnnotation
from svd_core.cli.execution.kept_aside import Division, divided
from svd_core.cli.execution.training_plan import comparison_from, plan_from
from svd_core.cli.main import build_parser
from svd_core.config import RULES, PostprocessingConfig
from svd_core.data import dataset
from svd_core.data.kept_aside import Move, read_kept_aside
from svd_core.data.manifest import read_manifest
from svd_core.files.storage import content_key
from svd_core.model import checkpoint
from svd_core.model.card import named_model
from svd_gui.training.arguments import train_arguments
from svd_gui.training.choices import TrainingChoices


@pytest.fixture
def songs(tmp_path: Path) -> tuple[Path, ...]:
    """Six corrected songs, the first two named as a song and stems that the default model has learned from."""
    paths = [tmp_path / f"{name}.wav" for name in ("joshua_morin_on_the_run", "1_hydrogen", "a", "b", "c", "d")]
    for number, path in enumerate(paths):
        soundfile.write(path, np.full(4410, number / 10), 22050)
        path.with_suffix(".lab").write_text("0 0.1 sing\n0.1 0.2 nosing\n")
    return tuple(paths)


def kept_aside(choices: TrainingChoices, fallback_folder: Path) -> list[str]:
    """All songs that are kept aside after a training of these choices has begun."""
    arguments = train_arguments(choices, fallback_folder)
    division_of(arguments)
    listed = read_kept_aside(Path(option(arguments, "--kept-aside")))
    return sorted(song.name for song in listed.songs.values() if song.side == "aside")


def division_of(arguments: list[str]) -> Division:
    parsed = build_parser("train").parse_args(["train", *arguments])
    return divided(parsed, dataset.find(parsed.data), content_key)


def cross_checked(arguments: list[str]) -> list[str]:
    """The songs that further trainings would leave out one by one."""
    parsed = build_parser("train").parse_args(["train", *arguments])
    comparison = comparison_from(parsed, division_of(arguments).measured)
    return [] if comparison is None else list(comparison.cross_check)


def test_what_the_starting_model_has_learned_is_not_what_its_successor_is_checked_on(
    songs: tuple[Path, ...], tmp_path: Path
) -> None:
    (aside,) = kept_aside(TrainingChoices(tmp_path / "one/new.safetensors", songs), tmp_path)
    # Were it by chance one that the default model knows, the next line would hold for a wrong reason.
    renamed = tmp_path / "joshua_morin_on_the_run.wav"
    for end in (".wav", ".lab"):
        os.replace(tmp_path / f"{aside}{end}", tmp_path / f"moved{end}")
        if aside != renamed.stem:
            os.replace(renamed.with_suffix(end), tmp_path / f"{aside}{end}")
        os.replace(tmp_path / f"moved{end}", renamed.with_suffix(end))
    assert kept_aside(TrainingChoices(tmp_path / "two/new.safetensors", songs), tmp_path) == [renamed.stem]
    tuned = TrainingChoices(tmp_path / "three/tuned.safetensors", songs, start_from=named_model(None))
    (other,) = kept_aside(tuned, tmp_path)
    assert other in "abcd"


def test_of_few_songs_none_is_kept_from_learning(songs: tuple[Path, ...], tmp_path: Path) -> None:
    assert kept_aside(TrainingChoices(tmp_path / "new.safetensors", songs[:3]), tmp_path) == []


def test_who_is_kept_aside_stays_so_for_all_models_of_the_folder(songs: tuple[Path, ...], tmp_path: Path) -> None:
    first = kept_aside(TrainingChoices(tmp_path / "1.safetensors", songs[:4]), tmp_path)
    assert len(first) == 1
    assert kept_aside(TrainingChoices(tmp_path / "2.safetensors", songs), tmp_path) == first
    assert kept_aside(TrainingChoices(tmp_path / "3.safetensors", songs[2:]), tmp_path) == first
    (name,) = first
    to = Move(name, "learned", "2026-11-26T10:00:00", content_key(tmp_path / f"{name}.wav"))
    other = next(song.stem for song in songs if song.stem != name)
    aside = Move(other, "aside", "2026-11-26T10:00:00", content_key(tmp_path / f"{other}.wav"))
    moved = TrainingChoices(tmp_path / "4.safetensors", songs, moves=(to, aside))
    assert kept_aside(moved, tmp_path) == [other]
    assert kept_aside(TrainingChoices(tmp_path / "5.safetensors", songs), tmp_path) == [other]


def test_the_training_alone_divides_the_songs_and_what_was_moved_is_in_its_list(
    songs: tuple[Path, ...], tmp_path: Path
) -> None:
    choices = TrainingChoices(tmp_path / "new.safetensors", songs)
    arguments = train_arguments(choices, tmp_path)
    listed = Path(option(arguments, "--kept-aside"))
    assert not listed.exists(), "a training that cannot begin has divided nothing"
    move = Move("somebody", "aside", "2026-11-26T10:00:00")
    train_arguments(replace(choices, moves=(move,)), tmp_path)
    assert read_kept_aside(listed).moves == (move,) and not read_kept_aside(listed).songs
    assert division_of(arguments).measured
    assert set(read_kept_aside(listed).songs) == {content_key(song) for song in songs}


def test_artists_are_in_the_manifest_and_kept_aside_as_a_whole(songs: tuple[Path, ...], tmp_path: Path) -> None:
    artists = dict(zip(songs, ("A", "A", "B", "B", "C", "D"), strict=True))
    choices = TrainingChoices(tmp_path / "new.safetensors", songs, artists=artists)
    aside = kept_aside(choices, tmp_path)
    assert [song.artist for song in read_manifest(tmp_path / "new.songs.json")] == list(artists.values())
    sides = {artist: {song.stem in aside for song in songs if artists[song] == artist} for artist in "ABCD"}
    assert all(len(found) == 1 for found in sides.values()) and aside


def option(arguments: list[str], name: str) -> str:
    return arguments[arguments.index(name) + 1]


def test_only_checked_time_of_the_songs_is_in_the_manifest(tmp_path: Path) -> None:
    song = tmp_path / "a.wav"
    soundfile.write(song, np.zeros(22050 * 4), 22050)
    annotation = SongAnnotation(
        "a.wav", content_key(song), 4.0, (Region(1, 3), Region(3, 3.5, "?")), touched=((1.5, 2.0),),
        proposal=Proposal("a model", "key of a model", PostprocessingConfig(), (Region(1, 4),)),
        checked=((0.5, 2.0), (2.5, 4.0)),
    )  # fmt: skip
    annotation_file.save(snapshot_path_for(song), annotation)
    train_arguments(TrainingChoices(tmp_path / "new.safetensors", (song,)), tmp_path)
    (entry,) = read_manifest(tmp_path / "new.songs.json")
    assert entry.accepted == (("key of a model", ((0.5, 1.5), (2.5, 3.0), (3.5, 4.0))),), "what nobody has touched"
    assert entry.checked == ((0.5, 2.0), (2.5, 3.0), (3.5, 4.0)), "what is labelled as unclear takes part in nothing"


def test_the_new_model_is_measured_beside_the_one_in_use(songs: tuple[Path, ...], tmp_path: Path) -> None:
    old = named_model(None)
    aside = TrainingChoices(tmp_path / "a.safetensors", songs, start_from=old, compare_with=old)
    arguments = train_arguments(aside, tmp_path)
    assert option(arguments, "--compare-with") == str(old)
    assert cross_checked(arguments) == [] and division_of(arguments).measured
    few = replace(aside, out=tmp_path / "few" / "b.safetensors", songs=songs[:3])
    assert cross_checked(train_arguments(few, tmp_path)) == ["a"], "what the old model has learned from tells nothing"
    assert cross_checked(train_arguments(replace(few, cross_check=False), tmp_path)) == []
    alone = replace(few, songs=songs[2:3])
    assert cross_checked(train_arguments(alone, tmp_path)) == [], "without it there would be nothing to learn from"


@pytest.mark.parametrize("rule", RULES)
def test_a_model_that_goes_on_keeps_its_postprocessing(
    songs: tuple[Path, ...], tmp_path: Path, model_file: Path, rule: str
) -> None:
    model = checkpoint.load(model_file)
    own = PostprocessingConfig(0.4, rule=rule, leave_threshold=0.2, otsu_share=0.1, otsu_floor=0.1, viterbi_cost=3.0)
    old = tmp_path / "old.safetensors"
    checkpoint.save(old, replace(model, postprocessing=own))
    arguments = train_arguments(TrainingChoices(tmp_path / "new.safetensors", songs, start_from=old), tmp_path)
    assert plan_from(build_parser("train").parse_args(["train", *arguments])).postprocessing == own
