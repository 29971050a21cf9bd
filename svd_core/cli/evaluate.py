"""`svd evaluate`: how well a model finds the singing in labelled songs."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from svd_core.annotation.clock import clock
from svd_core.cli.options import (
    UsageError,
    add_common,
    add_data,
    add_filelists,
    add_model,
    add_parameters,
    add_shifts,
    use_threads,
    with_options,
)
from svd_core.cli.output import Output
from svd_core.config import PostprocessingConfig
from svd_core.errors import DataError

if TYPE_CHECKING:
    from svd_core.annotation.frame_targets import BoolArray
    from svd_core.audio.features import FloatArray
    from svd_core.data.dataset import LabelledSong
    from svd_core.model.checkpoint import Model
    from svd_core.model.metrics import Scores, SongScores

_DESCRIPTION = """
Score a model on labelled songs, frame by frame: for each song, and pooled over all frames of all songs, with the
95 % bootstrap interval of the error over songs. Shortest gap and region do not count here: the probabilities,
smoothed, are held against the threshold.
"""
_COLUMNS = ("error", "recall", "specif.", "precis.", "F1", "AUROC", "length")


@dataclass(frozen=True)
class Judged:
    """One song's smoothed probabilities and what its labels say, both of shape (n_frames,)."""

    name: str
    probabilities: FloatArray
    targets: BoolArray


def add_to(commands: Any) -> None:
    """Add this command to the subparsers."""
    parser = commands.add_parser("evaluate", help="measure how well a model does", description=_DESCRIPTION)
    add_data(parser, "folders with audio/ and labels/, or manifests")
    add_model(parser)
    add_shifts(parser)
    add_filelists(parser, "--only", "files that list the songs to score, one name a line (default: all)")
    help_threshold = "files that list songs to choose the threshold with; not scored unless --only lists them too"
    add_filelists(parser, "--threshold-from", help_threshold)
    names = ("threshold", "median_frames")
    add_parameters(
        parser, PostprocessingConfig, "from probabilities to singing (unless given: as the model says)", names
    )
    add_common(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Score every song and all of them; returns the exit status."""
    if arguments.threshold is not None and arguments.threshold_from:
        raise UsageError("--threshold and --threshold-from exclude each other")
    use_threads(arguments.threads)
    from svd_core.cli.probabilities import averaging_facts, load_model
    from svd_core.model.card import known_songs
    from svd_core.model.metrics import best_threshold, score_songs

    chosen, scored = _songs(arguments)
    model = load_model(arguments.model, arguments.device)
    postprocessing = with_options(model.postprocessing, arguments)
    judge = _Judge(model, arguments.shifts, postprocessing.median_frames, output, len(chosen) + len(scored))
    if chosen:
        judged = [judge.judged(song) for song in chosen]
        threshold = best_threshold([song.probabilities for song in judged], [song.targets for song in judged])
        postprocessing = replace(postprocessing, threshold=threshold)
    table = _Table(output, [song.name for song in scored], model.features.frame_rate)
    judged = []
    for song in scored:
        judged.append(judge.judged(song))
        last = judged[-1]
        table.song(score_songs([last.name], [last.probabilities], [last.targets], postprocessing.threshold)[0])
    chosen_names = tuple(song.name for song in chosen)
    known = tuple(sorted(known_songs(model.metadata) & {song.name for song in scored}))
    _summarise(
        judged,
        table,
        output,
        _Setting(model.name, model.key, averaging_facts(model, arguments.shifts), postprocessing, chosen_names, known),
    )
    return 0


def _songs(arguments: argparse.Namespace) -> tuple[tuple[LabelledSong, ...], tuple[LabelledSong, ...]]:
    """The songs to choose the threshold with, and those to score; DataError if there is none to score."""
    from svd_core.data import dataset

    found = dataset.find(arguments.data)
    chosen = found.only(dataset.read_filelists(arguments.threshold_from))
    if arguments.only:
        scored = found.only(dataset.read_filelists(arguments.only))
    else:
        scored = found.without(frozenset(song.name for song in chosen)).songs
    if not scored:
        raise DataError("there is no labelled song to score. Give --data a folder with audio/ and labels/.")
    return chosen, scored


class _Judge:
    """A model that listens to labelled songs."""

    def __init__(self, model: Model, shifts: Sequence[float], median_frames: int, output: Output, n_songs: int) -> None:
        self._model = model
        self._shifts = shifts
        self._n_songs = n_songs
        self._n_heard = 0
        self._median_frames = median_frames
        self._output = output

    def judged(self, song: LabelledSong) -> Judged:
        """One song heard, beside what its labels say."""
        from svd_core.annotation import frame_targets
        from svd_core.cli.probabilities import song_probabilities
        from svd_core.model.postprocessing import smooth

        self._n_heard += 1
        title = f"[{self._n_heard}/{self._n_songs}] {song.name}"
        heard = song_probabilities(self._model, song.audio, title, quiet=self._output.as_json, shifts=self._shifts)
        probabilities = smooth(heard.probabilities, self._median_frames)
        return Judged(song.name, probabilities, frame_targets.from_regions(song.regions, heard.grid))


class _Table:
    """Scores as lines of a table, or as reports."""

    def __init__(self, output: Output, names: Sequence[str], frame_rate: float) -> None:
        self._output = output
        self._frame_rate = frame_rate
        self._width = min(max(len(name) for name in (*names, "mean of songs")), 48)
        self.songs: list[SongScores] = []
        output.say(f"{'':{self._width}}" + "".join(f"{column:>9}" for column in _COLUMNS))

    def song(self, scores: SongScores) -> None:
        """One song's line."""
        self.songs.append(scores)
        self._output.report("song", **asdict(scores))
        self.line(scores.name, scores)

    def line(self, name: str, scores: Scores) -> None:
        """Fractions in percent, but AUROC as it is, and the length of what was scored."""
        if len(name) > self._width:
            name = name[: self._width - 1] + "…"
        rates = (scores.error, scores.recall, scores.specificity, scores.precision, scores.f1)
        percents = "".join(f"{rate:9.1%}" for rate in rates)
        length = clock(scores.frames / self._frame_rate)
        self._output.say(f"{name:{self._width}}{percents}{scores.auroc:9.3f}{length:>9}")

    def rule(self) -> None:
        """A line that parts songs from sums."""
        self._output.say("─" * (self._width + 9 * len(_COLUMNS)))


@dataclass(frozen=True)
class _Setting:
    """What was scored, how, and which of the songs scored the model had learned from, going by their names."""

    model: str
    model_key: str
    detection: dict[str, Any]
    decision: PostprocessingConfig
    threshold_songs: tuple[str, ...]
    known_songs: tuple[str, ...]


def _averaged(detection: dict[str, Any]) -> str:
    """What probabilities were averages over, if anything."""
    networks, shifts = detection["networks"], len(detection["pitch_shifts"])
    over = [f"{networks} networks"] * (networks > 1) + [f"{shifts} pitch shifts"] * (shifts > 1)
    return f" averaged over {' and '.join(over)}" if over else ""


def _summarise(judged: Sequence[Judged], table: _Table, output: Output, setting: _Setting) -> None:
    """The scores over all songs and how far to trust them."""
    from svd_core.model.metrics import bootstrap_interval, count, mean_of_songs, score

    threshold = setting.decision.threshold
    pooled = score([song.probabilities for song in judged], [song.targets for song in judged], threshold)
    mean = mean_of_songs(table.songs)
    low, high = bootstrap_interval([count(song.probabilities, song.targets, threshold) for song in judged])
    table.rule()
    table.line("mean of songs", mean)
    table.line("all frames", pooled)
    number = len(setting.threshold_songs)
    origin = f", chosen on {number} song{'s' if number > 1 else ''}" if number else ""
    # Of one song drawn again and again there is nothing to learn.
    interval = f", 95 % interval over songs {low:.1%} .. {high:.1%}" if len(judged) > 1 else ""
    heard = f"{setting.model}{_averaged(setting.detection)}"
    output.say(
        f"\nError {pooled.error:.1%}{interval}."
        f"\nModel {heard}, threshold {threshold:g}{origin}, median of {setting.decision.median_frames} frames."
    )
    if setting.known_songs:
        output.say(f"The model learned from {len(setting.known_songs)} of these songs; on new ones it will do worse.")
    output.report(
        "summary",
        **asdict(setting),
        pooled=asdict(pooled),
        interval=[low, high],
        mean_of_songs=asdict(mean),
        songs=[asdict(song) for song in table.songs],
    )
