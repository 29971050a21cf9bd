"""The figures as tables in Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bench.annotator.totals import BASES, MEASURES, WAYS, Summary
from svd_core.experiments.folds.judgement import Value
from svd_core.experiments.markdown import head, line

_TITLES = {"hands": "hands in s", "listening": "heard in s", "seconds": "altogether in s"}
_WORDS = {
    "corrected": "the model's regions corrected",
    "drawn": "everything drawn by mouse",
    "tapped": "everything tapped, then corrected",
    "curve": "the same with the model's curve",
    "reviewed": "doubtful places reviewed, no more",
}


def page(found: Mapping[str, Summary]) -> str:
    """One part for each network: effort a minute of song, shares, and artist by artist."""
    return "\n".join(text for name, summary in found.items() for text in _part(name, summary)) + "\n"


def _part(name: str, summary: Summary) -> Iterator[str]:
    yield f"### {name}\n"
    yield (
        f"{summary.songs} songs by {summary.artists} artists, {summary.minutes:.0f} minutes, {summary.edges} edges, of "
        f"which {_percent(summary.edges_right)} are right as the model proposes them. A minute of song takes:\n"
    )
    yield from head(["", *(_TITLES.get(measure, measure) for measure in MEASURES)])
    for way in WAYS:
        yield line([_WORDS[way], *(_number(summary.a_minute[way, measure]) for measure in MEASURES)])
    for way in BASES:
        shares = (_percent(summary.shares[way, measure]) for measure in MEASURES)
        yield line([f"correcting, of what it takes {way}", *shares])
    shares = (f"{_WORDS[way]} {_percent(value)}" for way, value in summary.of_drawing.items())
    yield f"\nOf the time that drawing takes: {'; '.join(shares)}."
    yield (
        f"\nThe model is wrong in {_error(summary.error)} of the time, after the review in "
        f"{_error(summary.error_reviewed)}; then {_percent(summary.edges_reviewed)} of the edges are right."
    )
    yield (
        "\nShare of the time of drawing that correcting takes, artist by artist: "
        + ", ".join(f"{artist} {100 * share:.0f} %" for artist, share in summary.by_artist.items())
        + ".\n"
    )


def _number(value: Value) -> str:
    return "–" if value.value is None else f"{value.value:.1f}{_interval(value, 1, 1)}"


def _percent(value: Value) -> str:
    return "–" if value.value is None else f"{100 * value.value:.0f} %{_interval(value, 100, 0)}"


def _error(value: Value) -> str:
    return "–" if value.value is None else f"{100 * value.value:.1f} %{_interval(value, 100, 1)}"


def _interval(value: Value, scale: float, decimals: int) -> str:
    if value.low is None or value.high is None:
        return ""
    return f" [{scale * value.low:.{decimals}f}, {scale * value.high:.{decimals}f}]"
