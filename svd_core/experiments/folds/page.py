"""What was found, as a page in Markdown and as a chart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from svd_core.experiments.folds.differences import Difference
from svd_core.experiments.folds.edges import FARTHEST
from svd_core.experiments.folds.judgement import MOST_SONGS, Scores, Value
from svd_core.experiments.folds.judging import Row
from svd_core.experiments.folds.results import Comparison, Results
from svd_core.experiments.markdown import counted, head, line
from svd_core.model.score_text import UNDEFINED, fraction, percent
from svd_core.plots.charts import IntervalChart
from svd_core.plots.charts import Row as ChartRow

SHOWN = 0.05
"""A difference is called shown if its corrected p-value over artists is below this."""


def page(results: Results) -> str:
    """The page in Markdown."""
    artists = sorted({results.scored.artists[song.name] for song in results.scored.of_fold[""]})
    found = [f"# {results.title}", "", *setting(results), "", meanings(results), ""]
    found += [*_table(results.rows), ""]
    if results.comparisons:
        found += ["## Differences", "", _TESTS, "", *_comparisons(results.comparisons), ""]
        found += [*(f"- {_verdict(comparison)}" for comparison in results.comparisons), ""]
    found += ["## Artist by artist", ""]
    found += ["Error in % and AUROC at the threshold, with the median.", "", *_artists(results.rows, artists), ""]
    return "\n".join(found)


def meanings(results: Results) -> str:
    """What the columns of the table are."""
    validation = len(results.scored.validation)
    others = f"the {counted(validation, 'validation song')}" if validation else "the other artists"
    return (
        "*Common* is the error at the threshold that is best for all songs together, *others* with every artist at the "
        f"threshold that is best for {others}, *own* with every song at its own best threshold. *Edge* is the mean "
        f"distance from a labelled edge of a region to the nearest one found, {FARTHEST:g} s at most, at the threshold "
        "and at the best common one. *Unsmoothed* is the error without the median."
    )


def setting(results: Results) -> Iterator[str]:
    """What was scored and how, how long the networks learned, and whether some are missing."""
    songs, folds = len(results.scored.of_fold[""]), len(results.scored.folds)
    n_artists = len({results.scored.artists[song.name] for song in results.scored.of_fold[""]})
    yield (
        f"{counted(songs, 'song')} by {counted(n_artists, 'artist')} in {counted(folds, 'fold')}; every network is "
        f"judged on songs by artists that it has not learned from. An artist weighs as much as {MOST_SONGS} songs at "
        "most. Intervals are 95 % bootstrap intervals over artists. Probabilities are smoothed by a median of "
        f"{counted(results.decision.median_frames, 'frame')}; the threshold is {results.decision.threshold:g}."
    )
    if trainings := _trainings(results.trainings):
        yield from ("", trainings)
    if results.untrained:
        are = "is" if len(results.untrained) == 1 else "are"
        yield from ("", f"**Unfinished:** {counted(len(results.untrained), 'network')} {are} still to be trained.")


def _trainings(trainings: Mapping[str, str]) -> str:
    """How long the networks learned, those alike together."""
    alike: dict[str, list[str]] = {}
    for recipe, words in trainings.items():
        alike.setdefault(words, []).append(recipe)
    alike.pop("", None)
    if len(alike) < 2:
        return "".join(f"Every network learned for {words} examples." for words in alike)
    return " ".join(f"{words} examples: {', '.join(recipes)}." for words, recipes in alike.items())


def _table(rows: Sequence[Row]) -> Iterator[str]:
    columns = ["network", "error in %", "recall", "specificity", "AUROC", "common (at)", "others", "own", "edge in s"]
    yield from head([*columns, "unsmoothed"])
    for row in rows:
        scores = row.smoothed
        value = scores.values
        cells = [
            *(
                title(row),
                percent_with_interval(value["error"]),
                _percent(value["recall"]),
                _percent(value["specificity"]),
            ),
            f"{fraction(value['auroc'].value)}{interval_in_words(value['auroc'], 1, 3)}",
            f"{_percent(value['best_error'])} ({scores.best_threshold:.2f})",
            *(_percent(value["others_error"]), _percent(value["own_error"])),
            f"{_seconds(value['edge'])}, {_seconds(value['best_edge'])}",
            percent_with_interval(row.raw.values["error"]),
        ]
        yield line(cells)


_TESTS = (
    "Means over the seeds that both have; what is below 0 is lower than in the recipe compared with. *p over artists* "
    "is how often a difference as large comes about if chance decides, artist by artist, which recipe is which; "
    "*p over seeds* is a paired t-test over seeds. Both are corrected for the number of rows of a measure (Holm)."
)

_COMPARED = {
    "error": ("error", 100, 1),
    "best_error": ("common", 100, 1),
    "own_error": ("own", 100, 1),
    "auroc": ("AUROC", 1, 3),
}
"""The name of each measure in the table of differences, its factor and decimals."""


def _comparisons(comparisons: Sequence[Comparison]) -> Iterator[str]:
    yield from head(["", "measure", "seeds", "difference", "p over artists", "p over seeds"])
    for comparison in comparisons:
        for measure, difference in comparison.differences.items():
            name, factor, decimals = _COMPARED[measure]
            value = difference.value
            shown = UNDEFINED if value.value is None else f"{factor * value.value:+.{decimals}f}"
            interval = interval_in_words(value, factor, decimals)
            ps = (fraction(p) for p in (difference.p_artists, difference.p_seeds))
            title = f"{comparison.recipe} against {comparison.against}"
            yield line([title, name, str(difference.seeds), f"{shown}{interval}", *ps])


def _verdict(comparison: Comparison) -> str:
    """What the comparison of errors and of AUROC shows, in plain words."""
    parts = [
        _shown(comparison.differences[measure], name, comparison.against)
        for measure, name in (
            ("error", "error"),
            ("best_error", "error at the best common threshold"),
            ("auroc", "AUROC"),
        )
    ]
    return f"{comparison.recipe}: {'; '.join(parts)}."


def _shown(difference: Difference, name: str, against: str) -> str:
    value, p = difference.value.value, difference.p_artists
    if value is None or p is None or p >= SHOWN:
        return f"no difference in {name} is shown"
    return f"{'higher' if value > 0 else 'lower'} {name} than {against}"


def _artists(rows: Sequence[Row], artists: Sequence[str]) -> Iterator[str]:
    shown = [row for row in rows if row.kind != "averaged"]
    yield from head(["artist", *(title(row) for row in shown)])
    for artist in artists:
        found = [row.artists.get(artist) for row in shown]
        songs = max((scores.songs for scores in found if scores), default=0)
        yield line([f"{artist} ({counted(songs, 'song')})", *(_of_artist(scores) for scores in found)])


def _of_artist(scores: Scores | None) -> str:
    if scores is None:
        return ""
    return f"{_percent(scores.values['error'])}, {fraction(scores.values['auroc'].value)}"


def title(row: Row) -> str:
    """What a row is of, in words."""
    seeds = ", ".join(str(seed) for seed in row.seeds if seed is not None)
    kinds = {
        "seed": f" (seed {seeds})" if seeds else "",
        "mean": f", mean of seeds {seeds}",
        "averaged": f", networks of seeds {seeds} averaged",
    }
    missing = f", without {', '.join(row.missing)}" if row.missing else ""
    return f"{row.recipe}{kinds[row.kind]}{missing}"


def _percent(value: Value) -> str:
    return percent(value.value, sign="")


def percent_with_interval(value: Value) -> str:
    """A rate in %, such as "8.6 [6.2, 11.4]"."""
    return f"{_percent(value)}{interval_in_words(value, 100, 1)}"


def interval_in_words(value: Value, factor: float, decimals: int) -> str:
    """The interval of a value times a factor, such as " [6.2, 11.4]"; "" where there is none."""
    if value.low is None or value.high is None:
        return ""
    return f" [{factor * value.low:.{decimals}f}, {factor * value.high:.{decimals}f}]"


def _seconds(value: Value) -> str:
    return UNDEFINED if value.value is None else f"{value.value:.2f}"


def chart(results: Results) -> IntervalChart:
    """The error of every row with its interval, those of its artists as dots."""
    rows = tuple(_chart_row(row) for row in results.rows if row.smoothed.values["error"].value is not None)
    label = "frame error in %, its 95 % interval over artists, and each artist"
    return IntervalChart(results.title, label, rows)


def _chart_row(row: Row) -> ChartRow:
    error = row.smoothed.values["error"]
    value = 100 * (error.value or 0.0)
    points = [scores.values["error"].value for scores in row.artists.values()]
    low, high = (value if end is None else 100 * end for end in (error.low, error.high))
    shown = tuple(100 * point for point in points if point is not None)
    return ChartRow(title(row), value, low, high, shown, number=percent_with_interval(error))
