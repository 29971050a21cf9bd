"""How far an experiment is that trains many networks and predicts many songs with them."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any, Protocol

from svd_core.annotation.clock import clock
from svd_core.cli.output import Output
from svd_core.cli.progress_line import ProgressLine


class Predicted(Protocol):
    """A song that networks have predicted, the number `done` of `total`."""

    @property
    def song(self) -> str:
        """Its name."""

    @property
    def networks(self) -> int:
        """How many have."""

    @property
    def done(self) -> int:
        """Songs so far."""

    @property
    def total(self) -> int:
        """Songs in all."""


class ManyTrainingsDisplay:
    """A bar for the updates of all trainings together or for the songs predicted, and a line for each event."""

    def __init__(self, begun: Mapping[str, int], updates: int, output: Output) -> None:
        """Args: begun: updates done so far of each network that is not trained; updates: those of a whole training."""
        self._output = output
        self._n_networks = len(begun)
        self._updates = updates
        self._done = dict(begun)
        self._training_line = self._predicting_line = ProgressLine("", 1, "", shown=False)
        self._finished = 0
        self._began = (time.monotonic(), sum(self._done.values()))

    def close(self) -> None:
        """Take the bars off the screen."""
        self._training_line.close()
        self._predicting_line.close()

    def show_predicted(self, report: Predicted) -> None:
        """Show a song on the bar of the trainings if there is one, else on a bar of its own."""
        note = f"{report.song}, {report.networks} networks"
        if self._training_line.visible:
            self._training_line.reach(sum(self._done.values()), note)
            return
        if report.done == 1:
            self._predicting_line = ProgressLine("predicting", report.total, "songs", shown=not self._output.as_json)
        self._predicting_line.reach(report.done, note)
        if report.done == report.total:
            self._predicting_line.close()

    def show_training(self, name: str, event: Mapping[str, Any]) -> None:
        """Show how far the training of one network is, by a report as `svd train --json` writes it."""
        if not self._training_line.visible:
            total, done, shown = self._n_networks * self._updates, sum(self._done.values()), not self._output.as_json
            self._training_line = ProgressLine("training", total, "updates", shown, done)
        if event["report"] in ("progress", "finished"):
            self._done[name] = event["update"]
            number = f"network {self._finished + 1} of {self._n_networks}"
            self._training_line.reach(sum(self._done.values()), f"{number}, {name}")
        if event["report"] == "finished":
            self._finished += 1
            self._output.say(f"[{self._finished}/{self._n_networks}] {name}: trained{self._time_left()}")
        if event["report"] == "failed":
            self._output.say(f"{name}: failed; {event['message']}")

    def _time_left(self) -> str:
        """How long the other updates take at the speed so far; empty where it is not known."""
        done, (began, begun_with) = sum(self._done.values()), self._began
        left = self._n_networks * self._updates - done
        if not left or done <= begun_with:
            return ""
        return f", about {clock((time.monotonic() - began) * left / (done - begun_with))} left"
