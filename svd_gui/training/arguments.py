"""From what a person chose to train to the arguments of `svd train`, and on which songs the new model is measured."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from svd_core.annotation import annotation_file
from svd_core.annotation.journal.accepted import Accepted
from svd_core.annotation.song_annotation import SongAnnotation
from svd_core.annotation.spans import total
from svd_core.data.artists import from_tags
from svd_core.data.dataset import write_filelist
from svd_core.data.kept_aside import CheckedSong, KeptAside, change_kept_aside
from svd_core.data.learned_from import LearnedFrom
from svd_core.data.manifest import song_names, write_manifest
from svd_core.errors import DataError
from svd_core.model.card import read_card
from svd_gui.training.choices import KEPT_ASIDE, TrainingChoices
from svd_gui.translation import tr


def train_arguments(choices: TrainingChoices, fallback_folder: Path) -> list[str]:
    """Return the arguments of `svd train`; write the manifest and the file lists that they name beside the model.

    The manifest holds the labels of this moment, so that what is corrected later does not change the training. What a
    person has moved goes into the list of artists kept aside, by which the training divides the songs.
    Labels that could not be saved beside their songs are in `fallback_folder`. Raises DataError if a song has none.
    """
    choices.out.parent.mkdir(parents=True, exist_ok=True)
    arguments = ["--out", str(choices.out), "--preset", choices.preset]
    data = [str(folder) for folder in choices.folders]
    songs: list[CheckedSong] = []
    if choices.songs:
        found = [_ground_truth(song, fallback_folder) for song in choices.songs]
        artists = {song: choices.artists.get(song) or from_tags(song) for song in choices.songs}
        manifest = choices.out.with_suffix(".songs.json")
        truths = [(song, truth.regions, truth.known) for song, (truth, _) in zip(choices.songs, found, strict=True)]
        write_manifest(
            manifest,
            truths,
            artists,
            {song: accepted for song, (_, accepted) in zip(choices.songs, found, strict=True)},
        )
        data.insert(0, str(manifest))
        songs = [
            CheckedSong(name, artists[song], truth.song_key, total(truth.known))
            for name, song, (truth, _) in zip(song_names(choices.songs), choices.songs, found, strict=True)
        ]
    arguments += _measuring(choices, songs)
    arguments += ["--data", *data]
    if choices.start_from:
        arguments += ["--start-from", str(choices.start_from)]
        if choices.keep_answers:
            arguments += ["--keep-answers", *map(str, choices.keep_answers)]
    for name, value in choices.changes.items():
        arguments += _option(name, value)
    return arguments


def leak(kept: KeptAside, songs: Iterable[CheckedSong], learned: LearnedFrom | None) -> CheckedSong | None:
    """Return a song that is kept aside though the model to begin with has learned from it or its artist."""
    for song in kept.aside(songs) if learned else ():
        if learned and (learned.has_song(song) or (kept.artist_side(song) == "aside" and learned.has_artist(song))):
            return song
    return None


def measured_songs(
    choices: TrainingChoices, songs: Sequence[CheckedSong], kept: KeptAside, learned: LearnedFrom | None
) -> tuple[list[str], list[str]]:
    """Return the names of the songs kept aside and, where there are none, of those to leave out one by one.

    A model scores too well on songs it has learned from, so none of them are among those left out that the starting
    model knows.
    """
    aside = [song.name for song in kept.aside(songs)]
    if aside or not choices.cross_check or why_not_crossed(choices, songs, kept, learned):
        return aside, []
    return [], [song.name for song in _new(songs, learned)]


def why_not_crossed(
    choices: TrainingChoices, songs: Sequence[CheckedSong], kept: KeptAside, learned: LearnedFrom | None
) -> str:
    """Return why further trainings, each without one song, cannot measure the new model, or need not; else ""."""
    if kept.aside(songs):
        return tr("Not needed: some of these songs are kept aside to measure it.")
    if choices.compare_with is None:
        return tr("Not possible: there is no model in use to compare it with.")
    if not choices.songs:
        return tr("Not possible without songs that you corrected.")
    if songs and not _new(songs, learned):
        return tr(
            "Not possible: the model it goes on from has learned from all of these songs. Correct one that is new."
        )
    if len(choices.songs) == 1 and not choices.folders:
        return tr("Not possible with one song: without it nothing is left to learn from. Correct one more.")
    return ""


def _new(songs: Iterable[CheckedSong], learned: LearnedFrom | None) -> list[CheckedSong]:
    """Return the songs that the starting model has not learned from."""
    return [song for song in songs if song.seconds > 0 and not (learned and learned.has_song(song))]


def _measuring(choices: TrainingChoices, songs: Sequence[CheckedSong]) -> list[str]:
    """Return the options that say on which songs the new model is measured, beside which old one."""
    arguments = ["--compare-with", str(choices.compare_with)] if choices.compare_with else []
    learned = LearnedFrom.of(read_card(choices.start_from).metadata) if choices.start_from else None
    listed = choices.out.with_name(KEPT_ASIDE)
    change_kept_aside(listed, lambda before: before.moved(*choices.moves))
    # Where the training, which divides the songs, keeps some aside, it measures these and cross-checks none.
    _, crossed = measured_songs(choices, songs, KeptAside(), learned)
    if crossed:
        file_list = choices.out.with_suffix(".crosscheck.txt")
        write_filelist(file_list, crossed)
        arguments += ["--cross-check", str(file_list)]
    return [*arguments, "--kept-aside", str(listed)]


def _ground_truth(song: Path, fallback_folder: Path) -> tuple[SongAnnotation, Accepted]:
    """Return the annotation of a song, and which checked time of it is as a model proposed it."""
    saved = annotation_file.saved_with_history(song, fallback_folder)
    if saved is not None:
        return saved.annotation, saved.accepted
    labelled = annotation_file.from_labels(song)
    if labelled is None:
        raise DataError(f"{song}: its corrections are no longer there. Open it once, or leave it out.")
    return labelled, ()


def _option(name: str, value: Any) -> list[str]:
    """Return a parameter as an option of the command line."""
    flag = name.replace("_", "-")
    if isinstance(value, bool):
        return [f"--{flag}" if value else f"--no-{flag}"]
    return [f"--{flag}", str(value)]
