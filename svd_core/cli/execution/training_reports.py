"""Shows the reports of a training or of several: one JSON object for each, or sentences and a progress bar."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from svd_core.annotation.clock import clock
from svd_core.annotation.formats.label_rows import HowToRead
from svd_core.cli.output import Output
from svd_core.cli.progress_line import ProgressLine
from svd_core.data import dataset
from svd_core.data.dataset import Dataset
from svd_core.files.storage import content_key
from svd_core.model.score_text import fraction, percent

if TYPE_CHECKING:
    from svd_core.training.reports import Finished, Report, Started, Validated
    from svd_core.training.runs import RunReport


def find_labelled(
    paths: Sequence[Path], how: HowToRead, output: Output, key_of: Callable[[Path], str] = content_key
) -> Dataset:
    """`dataset.find`, with a bar or, with --json, a report for every song whose labels have been read."""
    with contextlib.closing(_LabelsDisplay(output)) as display:
        return dataset.find(paths, how, display.show, key_of)


class _LabelsDisplay:
    """Shows how far the labels of a data set have been read, folder by folder."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self._line: ProgressLine | None = None

    def show(self, done: int, total: int, name: str) -> None:
        """Report one song more; the first one of a folder begins a bar."""
        from svd_core.training.reports import Loading

        self._output.report(Loading.kind, **asdict(Loading(done, total, name, "labels")))
        if self._line is None or done == 1:
            self.close()
            self._line = ProgressLine("reading labels", total, "songs", shown=not self._output.as_json)
        self._line.reach(done, name)

    def close(self) -> None:
        """Remove the bar."""
        if self._line is not None:
            self._line.close()


def show_training(reports: Iterator[Report], output: Output) -> None:
    """Show the reports of one training as they come."""
    display = _TrainingDisplay(output)
    try:
        for report in reports:
            output.report(report.kind, **asdict(report))
            if not output.as_json:
                display.show(report)
    except KeyboardInterrupt:
        display.close()
        display.show_stopped()
        raise
    finally:
        display.close()


def show_ensemble_training(
    reports: Generator[RunReport | Validated | Finished, None, None], updates: int, size: int, output: Output
) -> None:
    """Pass on the reports of an ensemble's runs, each with the run's name, then those of the ensemble.

    updates: how many updates one run takes.
    """
    from svd_core.training.runs import RunReport

    display = _EnsembleDisplay(output, updates, size)
    with contextlib.closing(reports), contextlib.closing(display):
        try:
            for report in reports:
                if isinstance(report, RunReport):
                    values = {name: value for name, value in report.report.items() if name != "report"}
                    output.report(report.report["report"], member=report.run, **values)
                    display.show_run(report.run, report.report)
                else:
                    output.report(report.kind, **asdict(report))
                    display.show(report)
        except KeyboardInterrupt:
            display.close()
            output.say("Stopped. The same command with --resume goes on; networks that are finished are kept.")
            raise


class _EnsembleDisplay:
    """Shows the progress of an ensemble's runs: one bar for all of them, one line for each event."""

    def __init__(self, output: Output, updates: int, size: int) -> None:
        self._output = output
        self._updates = updates
        self._done: dict[str, int] = {}
        self._line = ProgressLine(f"training {size} networks", updates * size, "updates", shown=not output.as_json)

    def show_run(self, name: str, report: dict[str, Any]) -> None:
        """Show one report of a run."""
        match report["report"]:
            case "started":
                self._reach(name, report["update"], "begins")
            case "progress":
                self._reach(name, report["update"], f"loss {report['loss']:.4f}")
            case "validated":
                scores = f"error {percent(report['error'])}, AUROC {fraction(report['auroc'])}"
                self._output.say(f"{name}, update {report['update']}: {scores} on the validation songs")
            case "saved" if not self._line.visible:
                self._output.say(f"{name}, update {report['update']}: saved")
            case "finished":
                known = name in self._done
                self._reach(name, self._updates, "ready")
                self._output.say(f"{name}: {'ready' if known else 'was ready before'}")
            case "notice":
                self._output.say(f"{name}: {report['text']}")
            case "failed":
                self._output.say(f"{name}: failed; {report['message']}")

    def show(self, report: Validated | Finished) -> None:
        """Show one report of the ensemble."""
        from svd_core.training.reports import Validated

        if isinstance(report, Validated):
            self._output.say(f"all together: {_scores(report)}")
        else:
            self.close()
            self._output.say(f"{report.model}: ready, {len(self._done)} networks in one")

    def close(self) -> None:
        """Remove the bar."""
        self._line.close()

    def _reach(self, name: str, update: int, note: str) -> None:
        """Move the bar: a run has done this many updates."""
        self._done[name] = update
        self._line.reach(sum(self._done.values()), f"{name}: {note}")


def _scores(report: Validated) -> str:
    """The scores on the validation songs in words."""
    scores = f"error {percent(report.error)}, AUROC {fraction(report.auroc)}, threshold {report.threshold:g}"
    return f"{scores} on the validation songs"


class _TrainingDisplay:
    """Shows people how a training goes: a bar for its progress, a line for each event."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self._line = ProgressLine("reading", 1, "recordings", shown=False)
        self._heading = ""
        self._last = ""
        self._saved = ""

    def show(self, report: Report) -> None:
        """Show one report, on the bar or as a line."""
        from svd_core.training.reports import Checking, Compared, Finished, Loading, Started, TrainingProgress

        match report:
            case Loading():
                self._begin("reading", report.total, "recordings")
                self._line.reach(report.done, report.name)
            case Started():
                self._begin("training", report.updates, "updates", report.update)
                self._say_started(report)
            case TrainingProgress():
                self._last = f"; loss {report.loss:.4f}, {clock(report.seconds_left)} left"
                self._line.reach(report.update, f"loss {report.loss:.4f}")
            case Checking():
                self._begin("checking", 100, "%")
                self._line.reach(round(100 * report.share), f"without {report.name}")
            case Compared() | Finished():
                self.close()
                self._say(report)
            case _:
                self._say(report)

    def _say(self, report: Report) -> None:
        """Say in lines what a report has to say."""
        from svd_core.training.reports import Compared, Finished, Notice, Saved, Validated, comparison_text

        say = self._output.say
        match report:
            case Notice():
                say(report.text)
            case Validated():
                say(f"update {report.update}: {_scores(report)}")
            case Saved():
                self._saved = f"{report.path} is as of update {report.update}"
                if not self._line.visible:
                    say(f"update {report.update}: saved{self._last}")
            case Compared():
                say(*comparison_text(report))
            case Finished():
                say(f"{report.model}: ready after {report.update} updates")

    def _say_started(self, report: Started) -> None:
        songs = "1 song" if report.songs == 1 else f"{report.songs} songs"
        what = f"{songs}, {report.stems} stems and voices, {report.minutes:.1f} minutes"
        threads = "1 thread" if report.threads == 1 else f"{report.threads} threads"
        how = f"{report.device}, {threads}, {report.precision}, {report.layout} memory"
        self._output.say(f"{what}; {report.parameters} weights, on {how}")

    def show_stopped(self) -> None:
        """Say what is saved of a training that was interrupted."""
        kept = f"{self._saved}; the same command with --resume goes on" if self._saved else "Nothing new was saved yet"
        self._output.say(f"Stopped. {kept}.")

    def close(self) -> None:
        """Remove the bar."""
        self._line.close()

    def _begin(self, heading: str, total: int, unit: str, done: int = 0) -> None:
        """Begin a bar with another heading, unless it is shown already."""
        if heading != self._heading:
            self.close()
            self._heading, self._line = heading, ProgressLine(heading, total, unit, done=done)
