"""From the options of `svd train` and `svd distill` to what is to be trained."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from svd_core.cli.execution.kept_aside import Division
from svd_core.cli.heavy_imports import collection_paused
from svd_core.cli.label_options import how_to_read
from svd_core.cli.options import UsageError, postprocessing_from, with_options
from svd_core.config import (
    DEFAULT_PRESET,
    EXCERPTS_ONLY,
    FINE_TUNING,
    PRESETS,
    STRETCH_ARCHITECTURES,
    AugmentConfig,
    PostprocessingConfig,
    Preset,
    StretchConfig,
    TrainConfig,
    as_option,
    parameters,
)
from svd_core.data.artists import GivenArtists
from svd_core.errors import DataError, FormatError
from svd_core.files.json_fields import read
from svd_core.sentence import Sentence

if TYPE_CHECKING:
    from svd_core.data.sample_store import SampleStore
    from svd_core.model.card import Card
    from svd_core.training.comparison import Comparison
    from svd_core.training.plan import TrainingPlan


def check_out(arguments: argparse.Namespace) -> None:
    """Raise UsageError or DataError now, not at the first checkpoint, if the model file cannot be written."""
    out: Path = arguments.out
    if out.suffix == ".training":
        raise UsageError(f"--out {out}: .training is for the state of a training; name a .safetensors file")
    if out.is_dir():
        raise UsageError(f"--out {out}: is a folder; name a .safetensors file")
    out.parent.mkdir(parents=True, exist_ok=True)
    if not os.access(out.parent, os.W_OK):
        raise DataError(f"{out.parent}: nothing can be written here. Choose another folder.")


def check_unused(arguments: argparse.Namespace) -> None:
    """Raise DataError if the model file is there and nobody said what to do with it."""
    out: Path = arguments.out
    if out.exists() and not (arguments.resume or arguments.force or arguments.complete):
        raise DataError(
            f"{out}: is there already. Give --resume to go on, --force to start anew (the old one is kept as .bak), or "
            "another name."
        )


def finished_card(plan: TrainingPlan) -> Card | None:
    """The card of the model if its training is finished, otherwise None; does not import torch.

    Raises DataError if the model was trained in another way than the plan says.
    """
    from svd_core.model.card import named_model, read_card
    from svd_core.training.recipe import data_metadata, difference, is_finished

    if not plan.out.exists():
        return None
    card = read_card(plan.out)
    found = plan.dataset().with_unlabelled(plan.unlabelled)
    data = data_metadata(found.without(plan.holdout | plan.validation), plan.holdout, plan.validation)
    parent, teacher = None, None
    if plan.start_from is not None:
        parent = read_card(named_model(plan.start_from)).key
    if plan.teacher is not None:
        teacher = {"key": read_card(named_model(plan.teacher)).key, "pitch_shifts": list(plan.teacher_shifts)}
    if other := difference(card, plan.preset, data, parent, teacher):
        raise DataError(
            f"{card.path}: is another training's model; {other}. Take another name, or --force to replace it (the old "
            "one is kept as .bak)."
        )
    return card if is_finished(card) else None


def plan_from(arguments: argparse.Namespace, remark: Callable[[str], object] = lambda text: None) -> TrainingPlan:
    """The training that the options describe; `remark` is told what is done in another way than usual."""
    from svd_core.data.dataset import read_filelists
    from svd_core.training.plan import TrainingPlan, state_path

    name = preset_name(arguments)
    return TrainingPlan(
        data=tuple(arguments.data),
        out=arguments.out,
        preset=preset_from(arguments, name),
        preset_name=name,
        postprocessing=postprocessing_from(_usual_postprocessing(arguments.start_from), arguments),
        holdout=read_filelists(arguments.holdout),
        validation=read_filelists(arguments.validate),
        teacher=_teacher(arguments),
        teacher_shifts=arguments.shifts,
        unlabelled=unlabelled_songs(arguments),
        start_from=arguments.start_from,
        resume=arguments.resume or (arguments.complete and state_path(arguments.out).is_file()),
        device=arguments.device,
        cuda_graph=arguments.cuda_graph,
        metadata=_card(arguments.card),
        labels=how_to_read(arguments),
        store=_store(arguments, remark),
    )


def _usual_postprocessing(start_from: Path | None) -> PostprocessingConfig:
    """That of the model to start from, since few steps need no other."""
    from svd_core.model.card import named_model, read_card

    return PostprocessingConfig() if start_from is None else read_card(named_model(start_from)).postprocessing


def with_division(plan: TrainingPlan, division: Division, arguments: argparse.Namespace) -> TrainingPlan:
    """The plan with the songs that the list of artists kept aside takes out, and with artists as given."""
    return replace(
        plan,
        validation=plan.validation | division.measured,
        holdout=plan.holdout | division.left_out,
        artists=GivenArtists(getattr(arguments, "artists", "")),
        artists_aside=division.artists,
        metadata=plan.metadata if division.account is None else {**plan.metadata, "kept_aside": division.account},
    )


def _store(arguments: argparse.Namespace, remark: Callable[[str], object]) -> SampleStore | None:
    """Where decoded recordings are kept; None to hold them in memory, as is done where the usual folder is no use.

    DataError where a folder that was asked for cannot be written.
    """
    from svd_core.data.sample_store import SampleStore

    if arguments.cache_limit == 0:
        return None
    store = SampleStore(arguments.cache, arguments.cache_limit)
    try:
        store.check_writable()
    except OSError as error:
        reason = f"{store.folder} cannot be written ({error.strerror or error})"
        if arguments.cache is not None:
            raise DataError(
                f"--cache: {reason}. Name another folder; with --cache-limit 0 all is held in memory."
            ) from error
        remark(
            Sentence(
                "{0} cannot be written ({1}): all decoded recordings are held in memory. Check the folder's rights.",
                store.folder, error.strerror or error,
            )
        )  # fmt: skip
        return None
    return store


def comparison_from(arguments: argparse.Namespace, validation: frozenset[str]) -> Comparison | None:
    """What the new model is compared with; None where no songs are there for it.

    validation: names of the songs kept aside. Where there are some by --kept-aside, they are measured, and no others
        by further trainings: whoever asked for these need not have known of them.
    """
    from svd_core.data.dataset import read_filelists

    with collection_paused():
        from svd_core.training.comparison import Comparison

    # `svd distill` has no such options.
    asked = getattr(arguments, "compare_with", None)
    names = tuple(sorted(read_filelists(getattr(arguments, "cross_check", ()))))
    if names and read_filelists(arguments.validate):
        raise UsageError("--cross-check and --validate exclude each other: songs kept aside are measured")
    if validation:
        names = ()
    old = asked or arguments.start_from
    if old is None:
        if names:
            raise UsageError("--cross-check: name the old model with --compare-with")
        return None
    return Comparison(old, names) if asked or names or validation else None


def preset_name(arguments: argparse.Namespace) -> str:
    """The preset that was given; else that of the training to resume or the model to start from, or the default."""
    from svd_core.model.card import named_model, read_card
    from svd_core.training.plan import state_path

    if arguments.preset is not None:
        return str(arguments.preset)
    state = state_path(arguments.out)
    if (arguments.resume or arguments.complete) and state.is_file():
        from svd_core.training.state import saved_recipe

        name = saved_recipe(state).get("preset")
    elif arguments.complete and arguments.out.is_file():
        name = read_card(arguments.out).metadata.get("preset")
    elif arguments.start_from is not None:
        name = read_card(named_model(arguments.start_from)).network.architecture
    else:
        name = DEFAULT_PRESET
    return name if isinstance(name, str) and name in PRESETS else DEFAULT_PRESET


def preset_from(arguments: argparse.Namespace, name: str = "") -> Preset:
    """The preset with the options that were given; name: that of `preset_name`, where it is known."""
    preset = PRESETS[name or preset_name(arguments)]
    network = with_options(preset.network, arguments)
    if network.architecture != preset.network.architecture and preset.stretch is None != (
        network.architecture not in STRETCH_ARCHITECTURES
    ):
        raise UsageError(f"--architecture {network.architecture}: choose the preset of this name instead.")
    _refuse_idle_options(arguments, preset)
    return Preset(
        network,
        with_options(preset.augment, arguments),
        with_options(_schedule(arguments, preset), arguments),
        None if preset.stretch is None else with_options(preset.stretch, arguments),
    )


def _schedule(arguments: argparse.Namespace, preset: Preset) -> TrainConfig:
    """The schedule of the preset, or that of fine-tuning where it is asked for."""
    if arguments.start_from is None and (arguments.fine_tune or arguments.start_share):
        option = "--fine-tune" if arguments.fine_tune else "--start-share"
        raise UsageError(f"{option}: name the model to start from with --start-from")
    if not arguments.fine_tune:
        return preset.train
    if preset.stretch is None:
        names = ", ".join(name for name, other in PRESETS.items() if other.stretch is not None)
        raise UsageError(f"--fine-tune: only with the presets {names}. Give --updates and --learning-rate instead.")
    return replace(preset.train, **FINE_TUNING)


def _refuse_idle_options(arguments: argparse.Namespace, preset: Preset) -> None:
    """Raise UsageError for an option that the preset would not use, unless it has the value that it has anyway."""
    excerpts = preset.stretch is None
    names = [item.name for item in parameters(StretchConfig)] if excerpts else EXCERPTS_ONLY
    usual: StretchConfig | AugmentConfig = StretchConfig() if excerpts else preset.augment
    others = [name for name, other in PRESETS.items() if (other.stretch is None) != excerpts]
    for name in names:
        if getattr(arguments, name, None) not in (None, getattr(usual, name)):
            raise UsageError(
                f"{as_option(name, getattr(arguments, name))}: the preset {preset.network.architecture} "
                f"does not use it. Leave it out, or choose --preset {' or '.join(others)}."
            )


def _teacher(arguments: argparse.Namespace) -> Path | None:
    """The model that answers for songs without labels: the one to start from, where its answers are to be kept."""
    if arguments.teacher is not None or not arguments.unlabelled:
        teacher: Path | None = arguments.teacher
        return teacher
    if arguments.start_from is None:
        raise UsageError("--keep-answers: name the model to start from with --start-from")
    start: Path = arguments.start_from
    return start


def unlabelled_songs(arguments: argparse.Namespace) -> tuple[Path, ...]:
    """The sound files that the teacher predicts; DataError for a folder without any."""
    from svd_core.cli.execution.songs import find_songs

    paths = tuple(song.path for song in find_songs(arguments.unlabelled))
    for path in paths:
        if not path.is_file():
            raise DataError(f"{path}: no sound files here. Name files or folders with songs in them.")
    return paths


def _card(path: Path | None) -> dict[str, Any]:
    """The JSON object to put into the model card; DataError if the file holds none."""
    if path is None:
        return {}
    try:
        card = read(path, finite=True)
    except FormatError as error:
        raise DataError(f"{path}: cannot read this card ({error}).") from error
    if not isinstance(card.value, dict):
        raise DataError(f'{path}: a card must be a JSON object, such as {{"licences": "CC0"}}.')
    return card.value
