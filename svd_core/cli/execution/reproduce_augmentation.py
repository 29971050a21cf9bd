"""Runs `svd reproduce augmentation`: the paper's presets with and without augmentation, on left-out artists."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from svd_core.cli.execution.judging_folds import JudgedSongs, judge_given, judged_songs, train_and_judge
from svd_core.cli.options import with_options
from svd_core.cli.output import Output
from svd_core.config import PRESETS
from svd_core.experiments.folds.augmentation import AUGMENTATIONS, AugmentationTask, requests_for, with_updates
from svd_core.experiments.folds.names import FoldName
from svd_core.experiments.folds.predicting import Request
from svd_core.experiments.folds.run import Twins


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Train, predict and judge what is missing, and show the results; returns the exit status."""
    judged = judged_songs(arguments, output)
    task = AugmentationTask(judged.scored, judged.decision, arguments.out)

    def requests(models: Mapping[FoldName, Path]) -> Iterable[Request]:
        return requests_for(models, judged.scored)

    if arguments.models or arguments.posteriors:
        judge_given(arguments, task, requests, output)
        return 0
    return train_and_judge(arguments, list(grid_from(arguments, judged)), task, requests, output)


def grid_from(arguments: argparse.Namespace, judged: JudgedSongs) -> Iterator[Twins]:
    """The networks of every preset, with and without augmentation."""
    for name in arguments.presets:
        preset = PRESETS[name]
        asked = with_updates(
            replace(preset, train=with_options(preset.train, arguments)),
            arguments.decay_every,
            preset.train.updates,
        )
        for setting, augment in AUGMENTATIONS.items():
            yield Twins(
                recipe=f"{name}-{setting}",
                data=tuple(arguments.data),
                add=tuple(arguments.add),
                splits=judged.splits,
                preset=replace(asked, augment=augment),
                preset_name=name,
                n_seeds=arguments.seeds,
                out=arguments.out,
                device=arguments.device,
            )
