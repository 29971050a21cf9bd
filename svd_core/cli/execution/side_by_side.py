"""Where several networks are trained: side by side on this computer, or on a Ray cluster."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from functools import partial

from svd_core.cli.options import UsageError, check_cluster_address
from svd_core.cli.output import Output
from svd_core.cli.program import PROGRAM
from svd_core.training.runs import Run, RunReport, TrainRuns, train_runs


def trainer(arguments: argparse.Namespace, output: Output) -> TrainRuns:
    """What trains the networks of a command; UsageError if that cannot be as it was asked for.

    A cluster is joined with the first training, and left after the last one.
    """
    if arguments.cluster is None:
        return partial(_train_here, arguments)
    check_cluster_address(arguments.cluster, "other things")
    if arguments.at_once is not None:
        raise UsageError("--at-once: a cluster trains as many networks at a time as it has room for; leave it out")
    if getattr(arguments, "force", False):
        raise UsageError(
            "--force: a node that goes on for another would begin anew; remove what is to be replaced, or take another "
            "name for --out"
        )
    return partial(_train_on_cluster, arguments, output)


def check_can_train(arguments: argparse.Namespace) -> None:
    """MissingPartError if networks are to be trained on a cluster, but Ray is not installed."""
    if arguments.cluster is None:
        return
    from svd_core.cluster.session import check_installed

    check_installed()


def _train_here(arguments: argparse.Namespace, runs: Sequence[Run]) -> Iterator[RunReport]:
    return train_runs(PROGRAM, runs, arguments.at_once, arguments.threads)


def _train_on_cluster(arguments: argparse.Namespace, output: Output, runs: Sequence[Run]) -> Iterator[RunReport]:
    from svd_core.cluster.runs import train_runs_on
    from svd_core.cluster.session import joined
    from svd_core.cluster.tasks import Needs

    # Ray prints what becomes of its nodes.
    with output.alone_on_stdout(), joined(arguments.cluster) as ray:
        yield from train_runs_on(ray, PROGRAM, runs, Needs.of(ray, arguments.device, arguments.threads))
