"""Runs `svd train` and `svd distill`: one training, or the trainings of an ensemble."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from svd_core.cli.execution.kept_aside import divided
from svd_core.cli.execution.side_by_side import check_can_train, trainer
from svd_core.cli.execution.training_lock import check_ours, renewing, reserved
from svd_core.cli.execution.training_plan import (
    check_out,
    check_unused,
    comparison_from,
    finished_card,
    plan_from,
    preset_from,
    with_division,
)
from svd_core.cli.execution.training_reports import find_labelled, show_ensemble_training, show_training
from svd_core.cli.label_options import how_to_read, label_words
from svd_core.cli.options import UsageError, words_for
from svd_core.cli.output import Output
from svd_core.config import AugmentConfig, NetworkConfig, PostprocessingConfig, StretchConfig, TrainConfig, as_option
from svd_core.data import dataset
from svd_core.errors import DataError
from svd_core.files.backups import back_up
from svd_core.files.content_keys import ContentKeys
from svd_core.files.owner_lock import OwnerLock
from svd_core.model.card import read_card
from svd_core.sentence import Sentence

if TYPE_CHECKING:
    from svd_core.training.ensemble import Ensemble


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Train; returns the exit status."""
    check_out(arguments)
    with reserved(arguments.out, arguments.lock_wait) as lock:
        check_unused(arguments)
        return _run(arguments, output, lock)


def _run(arguments: argparse.Namespace, output: Output, lock: OwnerLock) -> int:
    """Train, as the one who has the model file; returns the exit status."""
    if arguments.cluster is not None and arguments.ensemble is None:
        raise UsageError("--cluster: is for --ensemble; a single network is trained on one computer")
    if arguments.ensemble is not None:
        if arguments.compare_with is not None or arguments.cross_check:
            raise UsageError("--compare-with and --cross-check are for one network, not for an ensemble")
        _run_ensemble(arguments, output, lock)
        return 0
    plan = plan_from(arguments, lambda text: output.notices([text]))
    # A wrong folder is reported before torch is loaded, which takes seconds.
    if arguments.complete and plan.out.exists():
        # Of a training that is finished, this alone is reported.
        found = dataset.find(plan.data, plan.labels, dataset.ignore, plan.content_key)
    else:
        found = find_labelled(plan.data, plan.labels, output, plan.content_key)
    plan = replace(plan, found=found, before_writing=lambda: check_ours(lock))
    plan = with_division(plan, divided(arguments, found.with_unlabelled(plan.unlabelled), plan.content_key), arguments)
    if arguments.complete and (card := finished_card(plan)) is not None:
        scores = card.metadata.get("validation_scores")
        output.report("finished", model=str(card.path), update=card.metadata["updates_done"], scores=scores)
        output.say(f"{card.path}: is finished already")
        return 0
    if getattr(arguments, "pause_by_stdin", False):
        plan.pause.obey(sys.stdin)
    if (comparison := comparison_from(arguments, plan.validation)) is not None:
        from svd_core.training.comparison import train_and_compare

        show_training(renewing(lock, train_and_compare(plan, comparison)), output)
        return 0
    from svd_core.training.trainer import train

    show_training(renewing(lock, train(plan)), output)
    return 0


def _run_ensemble(arguments: argparse.Namespace, output: Output, lock: OwnerLock) -> None:
    """Train the networks of an ensemble and write them into one model file."""
    from svd_core.training.ensemble import Ensemble, train_ensemble

    train_runs = trainer(arguments, output)
    check_can_train(arguments)
    preset = preset_from(arguments).train
    ensemble = Ensemble(arguments.out, preset.seed, arguments.ensemble, tuple(_run_words(arguments)), arguments.device)
    _check_runs(ensemble, arguments)
    if arguments.force and (backup := back_up(ensemble.out)) is not None:
        output.notices([Sentence("What was there before is kept: {0}.", backup)])
    keys = ContentKeys()
    found = find_labelled(arguments.data, how_to_read(arguments), output, keys.of)
    # New songs are divided here once, before the runs, side by side, read the list.
    measured = divided(arguments, found, keys.of).measured
    checked = found.only(dataset.read_filelists(arguments.validate) | measured)
    reports = train_ensemble(ensemble, train_runs, checked, lambda: check_ours(lock))
    show_ensemble_training(renewing(lock, reports), preset.updates, ensemble.size, output)


def _check_runs(ensemble: Ensemble, arguments: argparse.Namespace) -> None:
    """Refuse to go on with, or to replace, what nobody said to."""
    if arguments.out.exists() and not arguments.force and "members" not in read_card(arguments.out).metadata:
        raise DataError(f"{ensemble.out}: is not an ensemble. Give --force to replace it, or take another name.")
    folder = ensemble.runs()[0].out.parent
    begun = next((run.out for run in ensemble.runs() if run.out.exists()), None)
    if begun is not None and not (arguments.resume or arguments.complete or arguments.force):
        raise DataError(f"{begun}: is there already. Give --resume to go on, --force to start anew, or another name.")
    folder.mkdir(exist_ok=True)


def _run_words(arguments: argparse.Namespace) -> Iterator[str]:
    """The arguments of `svd train` that all runs of an ensemble share: all but the seed and the file."""
    lists = (
        ("--data", arguments.data),
        ("--keep-answers", arguments.unlabelled),
        ("--holdout", arguments.holdout),
        ("--validate", arguments.validate),
    )
    for flag, paths in lists:
        yield from (f"{flag}={path}" for path in paths)
    for flag in ("preset", "start_from", "card", "cache", "cache_limit", "kept_aside", "artists"):
        if (value := getattr(arguments, flag)) not in (None, ""):
            yield as_option(flag, value)
    for config_class in (TrainConfig, AugmentConfig, StretchConfig, NetworkConfig, PostprocessingConfig):
        yield from words_for(config_class, arguments)
    yield from label_words(arguments)
    for flag in ("fine_tune", "cuda_graph", "force"):
        if getattr(arguments, flag):
            yield f"--{flag.replace('_', '-')}"
