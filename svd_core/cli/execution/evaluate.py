"""Runs `svd evaluate`: scores a model on labelled songs."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from svd_core.annotation.clock import clock
from svd_core.cli.execution.probabilities import averaging_facts, load_model, song_probabilities
from svd_core.cli.label_options import how_to_read
from svd_core.cli.options import (
    UsageError,
    postprocessing_from,
)
from svd_core.cli.output import Output
from svd_core.config import PostprocessingConfig
from svd_core.data import dataset
from svd_core.data.artists import GivenArtists
from svd_core.data.dataset import LabelledSong
from svd_core.data.learned_from import KnownSong, LearnedFrom, known_song
from svd_core.errors import DataError
from svd_core.experiments.predictions import LabelledPrediction
from svd_core.files.storage import content_key
from svd_core.model.decided import Decided
from svd_core.model.edge_deviation import EdgeDeviation, edge_deviation, mean_deviation
from svd_core.model.metrics import (
    Scores,
    SongScores,
    best_threshold,
    bootstrap_interval,
    count_decided,
    mean_of_songs,
    score,
    score_songs,
)
from svd_core.model.postprocessing import smooth
from svd_core.model.rules import rule_in_words
from svd_core.model.score_text import fraction, percent, seconds, signed_seconds

if TYPE_CHECKING:
    from svd_core.audio.features import FloatArray, FrameGrid
    from svd_core.model.checkpoint import Model


_COLUMNS = ("error", "recall", "specif.", "precis.", "F1", "AUROC", "starts", "ends", "length")


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Score each song and all songs together; returns the exit status."""
    if arguments.threshold is not None and arguments.threshold_from:
        raise UsageError("--threshold and --threshold-from exclude each other")
    chosen, scored = _songs(arguments, output)
    model = load_model(arguments.model, arguments.device)
    postprocessing = postprocessing_from(model.postprocessing, arguments)
    predictor = _Predictor(
        replace(model, postprocessing=postprocessing), arguments.shifts, output, len(chosen) + len(scored)
    )
    if chosen:
        songs = [LabelledPrediction.of(song, *predictor.predict(song)) for song in chosen]
        threshold = best_threshold([song.probabilities for song in songs], [song.targets for song in songs])
        postprocessing = replace(postprocessing, threshold=threshold)
    table = _Table(output, [song.name for song in scored], model.features.frame_rate)
    predictions = []
    for song in scored:
        smoothed, grid = predictor.predict(song)
        checked = song.checked_within(grid.duration)
        decided = Decided.of(song.regions, checked, smoothed, grid, postprocessing)
        predictions.append((LabelledPrediction.of(song, smoothed, grid), decided))
        table.song(*predictions[-1], postprocessing.threshold)
    chosen_names = tuple(song.name for song in chosen)
    learned, given = LearnedFrom.of(model.metadata), GivenArtists(arguments.artists)
    identified = [known_song(song, given, content_key) for song in scored]
    known = [song for song in identified if learned.has_song(song)]
    by_known = [song for song in identified if song not in known and learned.has_artist(song)]
    conditions = _Conditions(
        model.name,
        model.key,
        averaging_facts(model, arguments.shifts),
        postprocessing,
        chosen_names,
        _names(known),
        _names(by_known),
        _names(song for song in known if learned.had_other_content(song)),
    )
    _summarise(predictions, table, output, conditions)
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

    def __init__(self, model: Model, shifts: Sequence[float], output: Output, n_songs: int) -> None:
        self._model = model
        self._shifts = shifts
        self._n_songs = n_songs
        self._n_predicted = 0
        self._output = output

    def predict(self, song: LabelledSong) -> tuple[FloatArray, FrameGrid]:
        """The smoothed probabilities of one song, shape (n_frames,), and its frames."""
        self._n_predicted += 1
        title = f"[{self._n_predicted}/{self._n_songs}] {song.name}"
        predicted = song_probabilities(self._model, song.audio, title, quiet=self._output.as_json, shifts=self._shifts)
        return smooth(predicted.probabilities, self._model.postprocessing.median_frames), predicted.grid


class _Table:
    """Prints scores as a table, or reports them as JSON."""

    def __init__(self, output: Output, names: Sequence[str], frame_rate: float) -> None:
        self._output = output
        self._frame_rate = frame_rate
        self._width = min(max(len(name) for name in (*names, "mean of songs")), 48)
        self.songs: list[SongScores] = []
        self.edges: list[EdgeDeviation] = []
        output.say(f"{'':{self._width}}" + "".join(f"{column:>9}" for column in _COLUMNS))

    def song(self, prediction: LabelledPrediction, decided: Decided, threshold: float) -> None:
        """Score one song, print and report its scores."""
        name, probabilities, targets = [prediction.name], [prediction.probabilities], [prediction.targets]
        (scores,) = score_songs(name, probabilities, targets, threshold, [decided.sung])
        edges = edge_deviation([decided.edges])
        self.songs.append(scores)
        self.edges.append(edges)
        self._output.report("song", **asdict(scores), edges=asdict(edges))
        self.line(scores.name, scores, edges)

    def line(self, name: str, scores: Scores, edges: EdgeDeviation) -> None:
        """Print a row: rates in percent, AUROC as a fraction, mean distances of edges, length of what was scored."""
        if len(name) > self._width:
            name = name[: self._width - 1] + "…"
        rates = (scores.error, scores.recall, scores.specificity, scores.precision, scores.f1)
        percents = "".join(f"{percent(rate):>9}" for rate in rates)
        length = clock(scores.frames / self._frame_rate)
        distances = "".join(f"{seconds(distance):>9}" for distance in (edges.onsets, edges.offsets))
        self._output.say(f"{name:{self._width}}{percents}{fraction(scores.auroc):>9}{distances}{length:>9}")

    def rule(self) -> None:
        """Print the rule between the songs and the means."""
        self._output.say("─" * (self._width + 9 * len(_COLUMNS)))


@dataclass(frozen=True)
class _Conditions:
    """How songs were scored; field names are those of the JSON report.

    Attributes:
        detection: over how many networks and which pitch shifts probabilities were averaged.
        known_songs: scored songs whose names or contents are among those that the model learned from.
        known_artists: other scored songs, by artists that it learned from.
        changed_songs: known songs that had another content when it learned from songs of these names.
    """

    model: str
    model_key: str
    detection: dict[str, Any]
    postprocessing: PostprocessingConfig
    threshold_songs: tuple[str, ...]
    known_songs: tuple[str, ...]
    known_artists: tuple[str, ...]
    changed_songs: tuple[str, ...]


def _names(songs: Iterable[KnownSong]) -> tuple[str, ...]:
    return tuple(sorted(song.name for song in songs))


def _averages_in_words(detection: dict[str, Any]) -> str:
    """Over what probabilities were averaged; empty for one network without pitch shifts."""
    networks, shifts = detection["networks"], len(detection["pitch_shifts"])
    over = [f"{networks} networks"] * (networks > 1) + [f"{shifts} pitch shifts"] * (shifts > 1)
    return f" averaged over {' and '.join(over)}" if over else ""


def _bias_in_words(edges: EdgeDeviation) -> tuple[str, ...]:
    """Whether regions begin and end early or late; nothing where no edge was found near a labelled one."""
    if edges.onset_bias is None or edges.offset_bias is None:
        return ()
    starts, ends = signed_seconds(edges.onset_bias), signed_seconds(edges.offset_bias)
    return (f"Edges within 0.5 s of the labelled ones: starts {starts}, ends {ends}, on average.",)


def _leaks_in_words(conditions: _Conditions) -> Iterator[str]:
    """What makes the scores better than they will be on other music, a sentence each."""
    if known := len(conditions.known_songs):
        yield f"The model learned from {known} of these songs; on new ones it will do worse."
    if changed := len(conditions.changed_songs):
        yield f"Of these, {changed} had another sound then: were they replaced, or are others of the same name?"
    if artists := len(conditions.known_artists):
        yield f"It learned from other songs by the artists of {artists} of these songs; on new artists it may do worse."


def _summarise(
    predictions: Sequence[tuple[LabelledPrediction, Decided]], table: _Table, output: Output, conditions: _Conditions
) -> None:
    """Print and report the scores over all songs, with the bootstrap interval of the error."""
    threshold = conditions.postprocessing.threshold
    songs, decided = [song for song, _ in predictions], [decided for _, decided in predictions]
    pooled = score(
        [song.probabilities for song in songs],
        [song.targets for song in songs],
        threshold,
        [one.sung for one in decided],
    )
    mean, mean_edges = mean_of_songs(table.songs), mean_deviation(table.edges)
    edges = edge_deviation(one.edges for one in decided)
    interval = bootstrap_interval([count_decided(one.sung, song.targets) for song, one in predictions])
    table.rule()
    table.line("mean of songs", mean, mean_edges)
    table.line("all frames", pooled, edges)
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
        f"Model {model}, {rule_in_words(conditions.postprocessing, origin)}, median of "
        f"{conditions.postprocessing.median_frames} frames.",
        *_bias_in_words(edges),
    )
    output.say(*_leaks_in_words(conditions))
    facts = asdict(conditions)
    # The name that reports of earlier versions have.
    facts["decision"] = facts.pop("postprocessing")
    output.report(
        "summary",
        **facts,
        pooled=asdict(pooled),
        interval=None if interval is None else list(interval),
        edges=asdict(edges),
        mean_of_songs=asdict(mean) | {"edges": asdict(mean_edges)},
        songs=[asdict(song) | {"edges": asdict(edges)} for song, edges in zip(table.songs, table.edges, strict=True)],
    )
