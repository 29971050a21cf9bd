"""`svd train`: learn to find singing."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from svd_core.commands.narration import relay, relay_bag
from svd_core.commands.options import (
    UsageError,
    add_common,
    add_data,
    add_filelists,
    add_parameters,
    counted,
    use_threads,
    with_options,
    words_for,
)
from svd_core.commands.output import Output
from svd_core.config import PRESETS, AugmentConfig, DecisionConfig, NetworkConfig, Preset, TrainConfig
from svd_core.errors import DataError

if TYPE_CHECKING:
    from svd_core.bags import Bag
    from svd_core.model_card import Card
    from svd_core.training import TrainingJob

_DESCRIPTION = """
Learn to find singing from songs with labels, and from stems that are mixed into labelled examples. The model is
usable from the first checkpoint on; beside it lies the state of the training (.training), from which --resume
goes on, with the same data and settings.
"""


def add_to(commands: Any) -> None:
    """Add this command to the subparsers."""
    parser = commands.add_parser("train", help="learn to find singing", description=_DESCRIPTION)
    add_data(parser, "folders with audio/ and labels/, folders of stems, or manifests")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="model to write (.safetensors)")
    parser.add_argument(
        "--preset", choices=tuple(PRESETS), default="schlueter2017", help="recipe (default: schlueter2017)"
    )
    parser.add_argument(
        "--bag", type=counted, metavar="N", help="train networks of N seeds, from --seed on, and keep them in one model"
    )
    parser.add_argument(
        "--at-once",
        type=counted,
        metavar="N",
        help="members of a bag trained side by side (default: as cores and memory allow; one on a GPU)",
    )
    again = parser.add_mutually_exclusive_group()
    again.add_argument("--resume", action="store_true", help="go on with the unfinished training of this model")
    again.add_argument("--force", action="store_true", help="start anew although the model file is there already")
    again.add_argument(
        "--complete", action="store_true", help="do what is missing: nothing if it is finished, else resume or begin"
    )
    parser.add_argument(
        "--start-from",
        type=Path,
        metavar="FILE",
        help="begin with this model's weights and its kind of network; `default` is the model that comes along",
    )
    add_filelists(parser, "--holdout", "files that list songs to leave out altogether, one name a line")
    add_filelists(parser, "--validate", "files that list songs to choose the threshold with, not to learn from")
    parser.add_argument(
        "--card",
        type=Path,
        metavar="FILE",
        help="JSON object that the model's card shall hold too, such as sources and licences",
    )
    add_parameters(parser, TrainConfig, "training (unless given: as the preset says)")
    add_parameters(parser, AugmentConfig, "augmentation (unless given: as the preset says)")
    add_parameters(parser, NetworkConfig, "network (unless given: as the preset says)")
    add_parameters(parser, DecisionConfig, "decision that the model comes with (the threshold: unless validated)")
    add_common(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Train; returns the exit status."""
    use_threads(arguments.threads)
    _check_out(arguments)
    if arguments.bag is not None:
        _run_bag(arguments, output)
        return 0
    if arguments.complete and (card := _finished(arguments)) is not None:
        scores = card.story.get("validation_scores")
        output.report("finished", model=str(card.path), update=card.story["updates_done"], scores=scores)
        output.say(f"{card.path}: is finished already")
        return 0
    job = _job(arguments)
    from svd_core.training import train

    relay(train(job), output)
    return 0


def _run_bag(arguments: argparse.Namespace, output: Output) -> None:
    """Train the members of a bag and join them."""
    from svd_core import dataset
    from svd_core.bags import Bag, train_bag

    preset = _preset(arguments).train
    bag = Bag(arguments.out, preset.seed, arguments.bag, tuple(_member_words(arguments)))
    _check_members(bag, arguments)
    checked = dataset.find(arguments.data).only(dataset.read_filelists(arguments.validate))
    reports = train_bag(bag, checked, arguments.at_once, arguments.threads)
    relay_bag(reports, preset.updates, bag.size, output)


def _check_members(bag: Bag, arguments: argparse.Namespace) -> None:
    """Refuse to go on with, or to replace, what nobody said to."""
    if arguments.out.exists() and not arguments.force:
        from svd_core.model_card import read_card

        if "members" not in read_card(arguments.out).story:
            raise DataError(f"{bag.out}: is not a bag. Give --force to replace it, or take another name.")
    folder = bag.members()[0].out.parent
    begun = next((member.out for member in bag.members() if member.out.exists()), None)
    if begun is not None and not (arguments.resume or arguments.complete or arguments.force):
        raise DataError(f"{begun}: is there already. Give --resume to go on, --force to start anew, or another name.")
    folder.mkdir(exist_ok=True)


def _member_words(arguments: argparse.Namespace) -> Iterator[str]:
    """What each member of a bag is told, as words of `svd train`, besides its seed and its file."""
    lists = (("--data", arguments.data), ("--holdout", arguments.holdout), ("--validate", arguments.validate))
    for flag, paths in lists:
        yield from (f"{flag}={path}" for path in paths)
    for flag in ("preset", "device", "start_from", "card"):
        if (value := getattr(arguments, flag)) is not None:
            yield f"--{flag.replace('_', '-')}={value}"
    for config_class in (TrainConfig, AugmentConfig, NetworkConfig, DecisionConfig):
        yield from words_for(config_class, arguments)
    if arguments.force:
        yield "--force"


def _finished(arguments: argparse.Namespace) -> Card | None:
    """The card of the model if it is finished, None if there is something to do; found out without torch.

    Raises DataError if the model was trained in another way than asked for.
    """
    from svd_core import dataset
    from svd_core.model_card import named_model, read_card
    from svd_core.recipe import data_story, difference, is_finished

    if not arguments.out.exists():
        return None
    card = read_card(arguments.out)
    kept, checked = dataset.read_filelists(arguments.holdout), dataset.read_filelists(arguments.validate)
    data = data_story(dataset.find(arguments.data).without(kept | checked), kept, checked)
    parent = None if arguments.start_from is None else read_card(named_model(arguments.start_from)).key
    if other := difference(card, _preset(arguments), data, parent):
        raise DataError(
            f"{card.path}: is another training's model; {other}. Take another name, or --force to replace it."
        )
    return card if is_finished(card) else None


def _check_out(arguments: argparse.Namespace) -> None:
    """Find out now, not at the first checkpoint, that the model cannot be written."""
    out: Path = arguments.out
    if out.suffix == ".training":
        raise UsageError(f"--out {out}: .training is for the state of a training; name a .safetensors file")
    if out.is_dir():
        raise UsageError(f"--out {out}: is a folder; name a .safetensors file")
    if out.exists() and not (arguments.resume or arguments.force or arguments.complete):
        raise DataError(f"{out}: is there already. Give --resume to go on, --force to start anew, or another name.")
    out.parent.mkdir(parents=True, exist_ok=True)
    if not os.access(out.parent, os.W_OK):
        raise DataError(f"{out.parent}: nothing can be written here. Choose another folder.")


def _job(arguments: argparse.Namespace) -> TrainingJob:
    """The training that the command line asks for."""
    from svd_core.dataset import read_filelists
    from svd_core.training import TrainingJob
    from svd_core.training_state import state_path

    return TrainingJob(
        data=tuple(arguments.data),
        out=arguments.out,
        preset=_preset(arguments),
        preset_name=arguments.preset,
        decision=with_options(DecisionConfig(), arguments),
        holdout=read_filelists(arguments.holdout),
        validation=read_filelists(arguments.validate),
        start_from=arguments.start_from,
        resume=arguments.resume or (arguments.complete and state_path(arguments.out).is_file()),
        device=arguments.device,
        story=_card(arguments.card),
    )


def _preset(arguments: argparse.Namespace) -> Preset:
    """The preset that was named, with what was said otherwise."""
    preset = PRESETS[arguments.preset]
    return Preset(
        with_options(preset.network, arguments),
        with_options(preset.augment, arguments),
        with_options(preset.train, arguments),
    )


def _card(path: Path | None) -> dict[str, Any]:
    """What the model's card shall say, from a JSON file."""
    if path is None:
        return {}
    try:
        card = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise DataError(f"{path}: cannot read this card ({error}).") from error
    if not isinstance(card, dict):
        raise DataError(f'{path}: a card must be a JSON object, such as {{"licences": "CC0"}}.')
    return card
