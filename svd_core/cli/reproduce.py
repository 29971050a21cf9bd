"""Options of `svd reproduce`: recipes and rules judged on left-out artists, and the paper's experiments among them."""

from __future__ import annotations

from typing import Any

from svd_core.cli import reproduce_folds, reproduce_paper, reproduce_rules

_DESCRIPTION = """
Judge recipes of training and rules of postprocessing on songs by artists that the networks have not learned from, or
repeat the paper's experiments in this way. What is trained and predicted already is not done again, and after a stop
the same command continues.
"""


def add_to(commands: Any, whole: bool = True) -> None:
    """Add this command to the subparsers and, if `whole`, its options."""
    parser = commands.add_parser("reproduce", help="repeat the paper's experiments", description=_DESCRIPTION)
    if not whole:
        return
    kinds = parser.add_subparsers(title="experiments", metavar="EXPERIMENT", required=True)
    reproduce_paper.add_to(kinds)
    reproduce_folds.add_to(kinds)
    reproduce_rules.add_to(kinds)
