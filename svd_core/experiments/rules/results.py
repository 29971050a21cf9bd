"""The comparison of rules as JSON and as a page in Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from svd_core.config import PostprocessingConfig, to_json
from svd_core.experiments.folds.judgement import MOST_SONGS, Value
from svd_core.experiments.markdown import counted, head, line
from svd_core.experiments.rules.comparison import RuleRow, SongDoubt, Temperature
from svd_core.model.doubt import DOUBTFUL
from svd_core.model.score_text import fraction, percent

FORMAT, VERSION = "svd-rules", 1


@dataclass(frozen=True)
class NetworkResults:
    """What was found with the posteriors of one network, or of the networks of all folds of one seed."""

    name: str
    artists: int
    rows: tuple[RuleRow, ...]
    temperature: Temperature
    doubts: tuple[SongDoubt, ...]


def as_json(results: Sequence[NetworkResults]) -> dict[str, Any]:
    """A JSON object; rates are fractions, distances seconds."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "most_songs_of_an_artist": MOST_SONGS,
        "results": [
            {
                "network": one.name,
                "rules": [_row(row) for row in one.rows],
                "temperature": asdict(one.temperature),
                "doubt": {
                    "doubtful_from": DOUBTFUL,
                    "correlation": correlation(one.doubts),
                    "songs": [asdict(song) for song in one.doubts],
                },
            }
            for one in results
        ],
    }


def _row(row: RuleRow) -> dict[str, Any]:
    return {
        "rule": row.name,
        **{name: asdict(value) for name, value in row.values.items()},
        "hindsight_error": row.hindsight,
        "hindsight_settings": to_json(row.best),
        "chosen": {artist: to_json(config) for artist, config in row.chosen.items()},
        "edges": asdict(row.edges),
    }


def page(results: Sequence[NetworkResults]) -> str:
    """The page in Markdown."""
    lines = ["# Rules compared on artists that were not learned from", "", _MEANING, ""]
    for one in results:
        lines += [f"## {one.name}", "", *_rules(one.rows), "", *_temperature(one.temperature), "", *_doubt(one), ""]
    return "\n".join(lines)


_MEANING = (
    "Each artist is decided by the setting with the lowest error on all others; an artist weighs as much as "
    f"{MOST_SONGS} songs at most; intervals are 95 % bootstrap intervals over artists. *Hindsight* is the error with "
    "the one setting that is best for all songs, which is named beside it. *Starts* and *ends*: mean distance from "
    "labelled ones to the nearest found ones, 2 s at most; in brackets the mean of those within half a second, "
    "negative where found early."
)


def _rules(rows: Sequence[RuleRow]) -> Iterator[str]:
    columns = ("rule", "error in %", "recall", "specificity", "starts in s", "ends in s", "hindsight", "settings")
    yield from head(columns)
    for row in rows:
        values, edges = row.values, row.edges
        yield line(
            [
                row.name,
                _with_interval(values["error"]),
                percent(values["recall"].value, sign=""),
                percent(values["specificity"].value, sign=""),
                _edge(edges.onsets, edges.onset_bias),
                _edge(edges.offsets, edges.offset_bias),
                percent(row.hindsight, sign=""),
                settings_in_words(row.best),
            ]
        )


def settings_in_words(config: PostprocessingConfig) -> str:
    """What a config says that differs from the program's own values."""
    own, given = to_json(PostprocessingConfig()), to_json(config)
    changed = {name: value for name, value in given.items() if value != own[name] or name == "threshold"}
    return ", ".join(
        f"{name} {value if isinstance(value, str) else format(value, '.3g')}" for name, value in changed.items()
    )


def _temperature(found: Temperature) -> Iterator[str]:
    chosen = sorted(found.chosen.values())
    yield (
        f"Temperature: {found.best:.2f} fits all songs best; chosen on the others for each artist ({chosen[0]:.2f} to "
        f"{chosen[-1]:.2f}) the cross-entropy goes from {found.before:.4f} to {found.after:.4f} nats a frame."
    )


def _doubt(one: NetworkResults) -> Iterator[str]:
    if len(one.doubts) < 3:
        return
    parts = {
        "at least": [song.error for song in one.doubts if song.doubt >= DOUBTFUL],
        "less than": [song.error for song in one.doubts if song.doubt < DOUBTFUL],
    }
    found = [
        f"{counted(len(errors), 'song')} with {words} {100 * DOUBTFUL:.0f} % of the frames near the threshold: error "
        f"{percent(float(np.mean(errors)))} (mean of songs)"
        for words, errors in parts.items()
        if errors
    ]
    linear, ranks = (fraction(value, 2) for value in correlation(one.doubts).values())
    yield f"{'; '.join(found)}. Correlation of that share with the error: {linear}, of their ranks {ranks}."
    yield ""
    yield from head(("song", "near the threshold in %", "error in %"))
    for song in sorted(one.doubts, key=lambda song: -song.doubt):
        yield line([song.name, percent(song.doubt, sign=""), percent(song.error, sign="")])


def correlation(songs: Sequence[SongDoubt]) -> Mapping[str, float | None]:
    """Pearson's correlation of doubt and error over songs, and Spearman's (of their ranks).

    None for fewer than three songs, and where all are alike.
    """
    if len(songs) < 3 or min(len({song.doubt for song in songs}), len({song.error for song in songs})) < 2:
        return {"pearson": None, "spearman": None}
    values = np.array([(song.doubt, song.error) for song in songs])
    ranks = np.argsort(np.argsort(values, axis=0), axis=0)
    tables = {"pearson": values, "spearman": ranks}
    return {name: float(np.asarray(np.corrcoef(table.T))[0, 1]) for name, table in tables.items()}


def _with_interval(value: Value) -> str:
    if value.low is None or value.high is None:
        return percent(value.value, sign="")
    return f"{percent(value.value, sign='')} [{100 * value.low:.1f}, {100 * value.high:.1f}]"


def _edge(distance: float | None, bias: float | None) -> str:
    if distance is None:
        return "–"
    return f"{distance:.2f}" + ("" if bias is None else f" ({bias:+.2f})")
