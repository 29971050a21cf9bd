"""Runs `svd evaluate`: scores a model on labelled songs."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from svd_core.annotation.clock import clock
from svd_core.cli.execution.probabilities import averaging_facts, load_model, song_probabilities
from svd_core.cli.label_options import how_to_read
from svd_core.cli.options import (
    UsageError,
    with_options,
)
from svd_core.cli.output import Output
from svd_core.config import PostprocessingConfig
from svd_core.data import dataset
from svd_core.data.dataset import LabelledSong
from svd_core.errors import DataError
from svd_core.experiments.predictions import LabelledPrediction
from svd_core.model.card import known_songs
from svd_core.model.metrics import (
    Scores,
    SongScores,
    best_threshold,
    bootstrap_interval,
    count,
    mean_of_songs,
    score,
    score_songs,
)
from svd_core.model.postprocessing import smooth
from svd_core.model.score_text import fraction, percent

if TYPE_CHECKING:
    from svd_core.model.checkpoint import Model


_COLUMNS = ("error", "recall", "specif.", "precis.", "F1", "AUROC", "length")


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Score each song and all songs together; returns the exit status."""
    if arguments.threshold is not None and arguments.threshold_from:
        raise UsageError("--threshold and --threshold-from exclude each other")
    chosen, scored = _songs(arguments, output)
    model = load_model(arguments.model, arguments.device)
    postprocessing = with_options(model.postprocessing, arguments)
    predictor = _Predictor(model, arguments.shifts, postprocessing.median_frames, output, len(chosen) + len(scored))
    if chosen:
        predictions = [predictor.predict(song) for song in chosen]
        threshold = best_threshold([song.probabilities for song in predictions], [song.targets for song in predictions])
        postprocessing = replace(postprocessing, threshold=threshold)
    table = _Table(output, [song.name for song in scored], model.features.frame_rate)
    predictions = []
    for song in scored:
        predictions.append(predictor.predict(song))
        last = predictions[-1]
        table.song(score_songs([last.name], [last.probabilities], [last.targets], postprocessing.threshold)[0])
    chosen_names = tuple(song.name for song in chosen)
    known = tuple(sorted(known_songs(model.metadata) & {song.name for song in scored}))
    _summarise(
        predictions,
        table,
        output,
        _Conditions(
            model.name, model.key, averaging_facts(model, arguments.shifts), postprocessing, chosen_names, known
        ),
    )
    return 0


def _songs(arguments: argparse.Namespace, output: Output) -> tuple[tuple[LabelledSong, ...], tuple[LabelledSong, ...]]:
    """The songs that choose the threshold, and the songs to score; DataError if there is none to score."""
    found = dataset.find(arguments.data, how_to_read(arguments))
    chosen = found.only(dataset.read_filelists(arguments.threshold_from))
    if arguments.only:
        scored = found.only(dataset.read_filelists(arguments.only))
    else:
        scored = found.without(frozenset(song.name for song in chosen)).songs
    if not scored:
        raise DataError("there is no labelled song to score. Give --data a folder with audio/ and labels/.")
    output.notices(replace(found, songs=tuple({song.name: song for song in (*chosen, *scored)}.values())).notices())
    return chosen, scored


class _Predictor:
    """Predicts one labelled song after the other, and counts them for the progress bar."""

    def __init__(self, model: Model, shifts: Sequence[float], median_frames: int, output: Output, n_songs: int) -> None:
        self._model = model
        self._shifts = shifts
        self._n_songs = n_songs
        self._n_predicted = 0
        self._median_frames = median_frames
        self._output = output

    def predict(self, song: LabelledSong) -> LabelledPrediction:
        """The smoothed probabilities in the checked time of one song, with its labels."""
        self._n_predicted += 1
        title = f"[{self._n_predicted}/{self._n_songs}] {song.name}"
        predicted = song_probabilities(self._model, song.audio, title, quiet=self._output.as_json, shifts=self._shifts)
        probabilities = smooth(predicted.probabilities, self._median_frames)
        return LabelledPrediction.of(song, probabilities, predicted.grid)


class _Table:
    """Prints scores as a table, or reports them as JSON."""

    def __init__(self, output: Output, names: Sequence[str], frame_rate: float) -> None:
        self._output = output
        self._frame_rate = frame_rate
        self._width = min(max(len(name) for name in (*names, "mean of songs")), 48)
        self.songs: list[SongScores] = []
        output.say(f"{'':{self._width}}" + "".join(f"{column:>9}" for column in _COLUMNS))

    def song(self, scores: SongScores) -> None:
        """Print and report the scores of one song."""
        self.songs.append(scores)
        self._output.report("song", **asdict(scores))
        self.line(scores.name, scores)

    def line(self, name: str, scores: Scores) -> None:
        """Print a row: rates in percent, AUROC as a fraction, and the length of what was scored."""
        if len(name) > self._width:
            name = name[: self._width - 1] + "…"
        rates = (scores.error, scores.recall, scores.specificity, scores.precision, scores.f1)
        percents = "".join(f"{percent(rate):>9}" for rate in rates)
        length = clock(scores.frames / self._frame_rate)
        self._output.say(f"{name:{self._width}}{percents}{fraction(scores.auroc):>9}{length:>9}")

    def rule(self) -> None:
        """Print the rule between the songs and the means."""
        self._output.say("─" * (self._width + 9 * len(_COLUMNS)))


@dataclass(frozen=True)
class _Conditions:
    """How songs were scored; field names are those of the JSON report.

    Attributes:
        detection: over how many networks and which pitch shifts probabilities were averaged.
        known_songs: scored songs whose names are among those that the model learned from.
    """

    model: str
    model_key: str
    detection: dict[str, Any]
    postprocessing: PostprocessingConfig
    threshold_songs: tuple[str, ...]
    known_songs: tuple[str, ...]


def _averages_in_words(detection: dict[str, Any]) -> str:
    """Over what probabilities were averaged; empty for one network without pitch shifts."""
    networks, shifts = detection["networks"], len(detection["pitch_shifts"])
    over = [f"{networks} networks"] * (networks > 1) + [f"{shifts} pitch shifts"] * (shifts > 1)
    return f" averaged over {' and '.join(over)}" if over else ""


def _summarise(
    predictions: Sequence[LabelledPrediction], table: _Table, output: Output, conditions: _Conditions
) -> None:
    """Print and report the scores over all songs, with the bootstrap interval of the error."""
    threshold = conditions.postprocessing.threshold
    pooled = score([song.probabilities for song in predictions], [song.targets for song in predictions], threshold)
    mean = mean_of_songs(table.songs)
    interval = bootstrap_interval([count(song.probabilities, song.targets, threshold) for song in predictions])
    table.rule()
    table.line("mean of songs", mean)
    table.line("all frames", pooled)
    number = len(conditions.threshold_songs)
    origin = f", chosen on {number} song{'s' if number > 1 else ''}" if number else ""
    # The bootstrap draws songs; with one song there is nothing to draw.
    spread = ""
    if interval is not None and len(predictions) > 1:
        spread = f", 95 % interval over songs {percent(interval[0])} .. {percent(interval[1])}"
    model = f"{conditions.model}{_averages_in_words(conditions.detection)}"
    output.say(
        "",
        f"Error {percent(pooled.error)}{spread}.",
        f"Model {model}, threshold {threshold:g}{origin}, median of {conditions.postprocessing.median_frames} frames.",
    )
    if conditions.known_songs:
        output.say(
            f"The model learned from {len(conditions.known_songs)} of these songs; on new ones it will do worse."
        )
    facts = asdict(conditions)
    # The name that reports of earlier versions have.
    facts["decision"] = facts.pop("postprocessing")
    output.report(
        "summary",
        **facts,
        pooled=asdict(pooled),
        interval=None if interval is None else list(interval),
        mean_of_songs=asdict(mean),
        songs=[asdict(song) for song in table.songs],
    )
