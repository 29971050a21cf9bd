"""`svd train`: learn to find singing."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from svd_core.commands.options import (
    UsageError,
    add_common,
    add_data,
    add_filelists,
    add_parameters,
    use_threads,
    with_options,
)
from svd_core.commands.output import Output
from svd_core.config import PRESETS, AugmentConfig, DecisionConfig, NetworkConfig, Preset, TrainConfig
from svd_core.errors import DataError
from svd_core.progress_line import ProgressLine, clock

if TYPE_CHECKING:
    from svd_core.model_card import Card
    from svd_core.training import Report, TrainingJob

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
    if arguments.complete and (card := _finished(arguments)) is not None:
        scores = card.story.get("validation_scores")
        output.report("finished", model=str(card.path), update=card.story["updates_done"], scores=scores)
        output.say(f"{card.path}: is finished already")
        return 0
    job = _job(arguments)
    from svd_core.training import train

    _relay(train(job), output)
    return 0


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


class _Narrator:
    """Tells people how a training goes: a bar for what goes on, a line for what happened."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self._line = ProgressLine("reading", 1, "recordings", shown=False)
        self._heading = ""
        self._last = ""
        self._saved = ""

    def tell(self, report: Report) -> None:
        """One report, on the bar or in words."""
        from svd_core.training import Finished, Loading, Progress, Saved, Started, Validated

        say = self._output.say
        match report:
            case Loading():
                self._begin("reading", report.total, "recordings")
                self._line.reach(report.done, report.name)
            case Started():
                self._begin("training", report.updates, "updates", report.update)
                what = f"{report.songs} songs, {report.stems} stems and voices, {report.minutes:.1f} minutes"
                say(f"{what}; {report.parameters} weights, on {report.device}")
            case Progress():
                self._last = f"; loss {report.loss:.4f}, {clock(report.seconds_left)} left"
                self._line.reach(report.update, f"loss {report.loss:.4f}")
            case Validated():
                scores = f"error {report.error:.1%}, AUROC {report.auroc:.3f}, threshold {report.threshold:g}"
                say(f"update {report.update}: {scores} on the validation songs")
            case Saved():
                self._saved = f"{report.path} is as of update {report.update}"
                if not self._line.visible:
                    say(f"update {report.update}: saved{self._last}")
            case Finished():
                self.close()
                say(f"{report.model}: ready after {report.update} updates")

    def stopped(self) -> None:
        """What there is of a training that was interrupted."""
        kept = f"{self._saved}; the same command with --resume goes on" if self._saved else "Nothing new was saved yet"
        self._output.say(f"Stopped. {kept}.")

    def close(self) -> None:
        """Take the bar off the screen."""
        self._line.close()

    def _begin(self, heading: str, total: int, unit: str, done: int = 0) -> None:
        """Put up another bar, unless it is there."""
        if heading != self._heading:
            self.close()
            self._heading, self._line = heading, ProgressLine(heading, total, unit, done=done)


def _relay(reports: Iterable[Report], output: Output) -> None:
    """Pass a training's reports on as they come: as JSON, or in words."""
    narrator = _Narrator(output)
    try:
        for report in reports:
            output.report(report.kind, **asdict(report))
            if not output.as_json:
                narrator.tell(report)
    except KeyboardInterrupt:
        narrator.close()
        narrator.stopped()
        raise
    finally:
        narrator.close()
