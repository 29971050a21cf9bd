"""What a person chose to train, and the arguments with which `svd train` does it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from svd_core.annotation import annotation_file
from svd_core.annotation.regions import Regions
from svd_core.annotation.spans import Spans
from svd_core.config import DEFAULT_PRESET, RULE_SETTINGS, to_json
from svd_core.errors import DataError
from svd_core.model.card import known_songs, read_card
from svd_gui.translation import tr

VALIDATION_EVERY = 4
"""One in so many corrected songs that are new to the network is kept for validation, if there are as many."""


@dataclass(frozen=True)
class TrainingChoices:
    """What the training dialog asks for.

    Attributes:
        out: the model file to write.
        songs: corrected songs to learn from.
        folders: data sets to learn from.
        preset: name of the preset in `svd_core.config.PRESETS`.
        start_from: the model whose training is continued, or None to start from random weights.
        compare_with: the model in use, which the new one is measured beside; None without one.
        cross_check: whether further trainings may measure the method, where too few songs are new to keep any aside.
        changes: values of parameters that differ from the preset's, by name.
    """

    out: Path
    songs: tuple[Path, ...] = ()
    folders: tuple[Path, ...] = ()
    preset: str = DEFAULT_PRESET
    start_from: Path | None = None
    compare_with: Path | None = None
    cross_check: bool = True
    changes: Mapping[str, Any] = field(default_factory=dict)


def train_arguments(choices: TrainingChoices, fallback_folder: Path) -> list[str]:
    """Return the arguments of `svd train`; write the manifest and the file list that they name beside the model.

    The manifest holds the labels of this moment, so that what is corrected later does not change the training.
    Labels that could not be saved beside their songs are in `fallback_folder`. Raises DataError if a song has none.
    """
    choices.out.parent.mkdir(parents=True, exist_ok=True)
    arguments = ["--out", str(choices.out), "--preset", choices.preset]
    data = [str(folder) for folder in choices.folders]
    if choices.songs:
        from svd_core.data.manifest import write_manifest

        manifest = choices.out.with_suffix(".songs.json")
        write_manifest(manifest, [_ground_truth(song, fallback_folder) for song in choices.songs])
        data.insert(0, str(manifest))
    arguments += _measuring(choices)
    arguments += ["--data", *data]
    if choices.start_from:
        arguments += ["--start-from", str(choices.start_from), *_postprocessing_of(choices.start_from)]
    for name, value in choices.changes.items():
        arguments += _option(name, value)
    return arguments


def measured_songs(choices: TrainingChoices, known: frozenset[str]) -> tuple[list[str], list[str]]:
    """Return the names of the songs to keep aside and, where there are none, of those to leave out one by one.

    A model scores too well on songs it has learned from, so none of them are among those that the starting model
    knows. Songs are compared by name, as the model's card has them.
    """
    new = _new_songs(choices, known)
    if len(new) >= VALIDATION_EVERY:
        return new[::VALIDATION_EVERY], []
    return [], new if choices.cross_check and not why_not_crossed(choices, known) else []


def why_not_crossed(choices: TrainingChoices, known: frozenset[str]) -> str:
    """Return why further trainings, each without one song, cannot measure the new model, or need not; else ""."""
    new = _new_songs(choices, known)
    if len(new) >= VALIDATION_EVERY:
        return tr("Not needed: some of these songs are kept aside to measure it.")
    if choices.compare_with is None:
        return tr("Not possible: there is no model in use to compare it with.")
    if not choices.songs:
        return tr("Not possible without songs that you corrected.")
    if not new:
        return tr(
            "Not possible: the model it goes on from has learned from all of these songs. Correct one that is new."
        )
    if len(choices.songs) == 1 and not choices.folders:
        return tr("Not possible with one song: without it nothing is left to learn from. Correct one more.")
    return ""


def _new_songs(choices: TrainingChoices, known: frozenset[str]) -> list[str]:
    """Return the names of the corrected songs that a model with these known songs has not learned from."""
    from svd_core.data.manifest import song_names

    return [name for name in song_names(choices.songs) if name not in known]


def _measuring(choices: TrainingChoices) -> list[str]:
    """Return the options that say on which songs the new model is measured, beside which old one."""
    from svd_core.data.dataset import write_filelist

    arguments = ["--compare-with", str(choices.compare_with)] if choices.compare_with else []
    known = known_songs(read_card(choices.start_from).metadata) if choices.start_from else frozenset()
    aside, crossed = measured_songs(choices, known)
    for option, suffix, names in (
        ("--validate", ".validate.txt", aside),
        ("--cross-check", ".crosscheck.txt", crossed),
    ):
        if names:
            file_list = choices.out.with_suffix(suffix)
            write_filelist(file_list, names)
            arguments += [option, str(file_list)]
    return arguments


def _postprocessing_of(model: Path) -> list[str]:
    """Return the postprocessing of the starting model as options: small steps need no other."""
    values = to_json(read_card(model).postprocessing)
    of_other_rules = {name for rule, names in RULE_SETTINGS.items() if rule != values["rule"] for name in names}
    return [word for name, value in values.items() if name not in of_other_rules for word in _option(name, value)]


def _ground_truth(song: Path, fallback_folder: Path) -> tuple[Path, Regions, Spans]:
    """Return a song with its regions and the time in which they are checked and clear."""
    annotation = annotation_file.find(song, fallback_folder)
    if annotation is None:
        raise DataError(f"{song}: its corrections are no longer there. Open it once, or leave it out.")
    return song, annotation.regions, annotation.known


def _option(name: str, value: Any) -> list[str]:
    """Return a parameter as an option of the command line."""
    flag = name.replace("_", "-")
    if isinstance(value, bool):
        return [f"--{flag}" if value else f"--no-{flag}"]
    return [f"--{flag}", str(value)]
