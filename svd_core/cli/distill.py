"""Options of `svd distill`: train one network on the probabilities that a model gives for songs without labels."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from svd_core.cli import train
from svd_core.cli.options import add_data, add_shifts
from svd_core.cli.training_options import add_training

_DESCRIPTION = """
Train one network (the student) on songs without labels: instead of labels it learns the probabilities that another
model (the teacher) gives for every frame. So an ensemble of five networks becomes one network of a fifth of its size
and cost, and any music can be learned from. The teacher's probabilities are kept in a file beside the model
(.taught). With --data, songs with labels are learned from as well, each song as often as it is long, and stems as in
`svd train`.
"""


def add_to(commands: Any, whole: bool = True) -> None:
    """Add this command to the subparsers and, if `whole`, its options."""
    parser = commands.add_parser(
        "distill", help="train one network to predict what an ensemble predicts", description=_DESCRIPTION
    )
    if not whole:
        return
    parser.add_argument(
        "--teacher",
        type=Path,
        required=True,
        metavar="FILE",
        help="model to learn from, such as an ensemble; `default` and `free` are the models that come with the program",
    )
    parser.add_argument(
        "--unlabelled",
        action="extend",
        nargs="+",
        type=Path,
        required=True,
        metavar="PATH",
        help="sound files, and folders that are searched for them; labels beside them are ignored",
    )
    add_shifts(parser, "average the teacher's probabilities over five pitch shifts", caution="")
    add_data(parser, "songs with labels and stems to learn from as well, as in `svd train`", required=False)
    add_training(parser)
    parser.set_defaults(run=train.run_training, ensemble=None, cluster=None, lock_wait=0.0)
