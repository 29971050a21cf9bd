"""`svd distill`: teach one network what a model, such as an ensemble, predicts for to songs without labels."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from svd_core.cli import train
from svd_core.cli.options import add_data, add_shifts
from svd_core.cli.training_options import add_training

_DESCRIPTION = """
Teach one network what a model answers to songs without labels: the probability of every frame is what it learns
instead of a label. An ensemble becomes one network of a fifth of its size and cost, and whatever music there is can be
learned from. The answers are kept beside the model (.taught). With --data, songs with labels are learned from too, a
song of either kind as often as it is long, and stems as in `svd train`.
"""


def add_to(commands: Any) -> None:
    """Add this command to the subparsers."""
    parser = commands.add_parser("distill", help="teach one network what an ensemble knows", description=_DESCRIPTION)
    parser.add_argument(
        "--teacher",
        type=Path,
        required=True,
        metavar="FILE",
        help="model to learn from, such as an ensemble; `default` is the one that comes along",
    )
    parser.add_argument(
        "--unlabelled",
        action="extend",
        nargs="+",
        type=Path,
        required=True,
        metavar="PATH",
        help="songs, or folders with songs anywhere in them; labels there are ignored",
    )
    add_shifts(parser, "let the teacher average over five pitch shifts", caution="")
    add_data(parser, "what else to learn from, with labels: as in `svd train`", required=False)
    add_training(parser)
    parser.set_defaults(run=train.run, ensemble=None)
