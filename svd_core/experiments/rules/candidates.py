"""The rules that are compared, each with the settings among which it may choose."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from svd_core.config import PostprocessingConfig

MEDIAN_FRAMES = 29
"""Length of the sliding median of the models that come with the program: 0.4 s."""

_THRESHOLDS = tuple(percent / 100 for percent in range(10, 95, 5))
_SPECIFICITY = 0.88


@dataclass(frozen=True)
class Candidates:
    """One row of the comparison.

    Attributes:
        name: the row's name in tables.
        settings: what may be chosen; a single one leaves nothing to choose.
        specificity: of the settings with at least this specificity the best is chosen, if there is one.
    """

    name: str
    settings: tuple[PostprocessingConfig, ...]
    specificity: float = 0.0


def all_candidates() -> Sequence[Candidates]:
    """Every rule that is compared; the first is the paper's with nothing chosen."""
    median = MEDIAN_FRAMES
    return (
        Candidates("threshold .5", (PostprocessingConfig(0.5, median),)),
        Candidates("threshold .5, no median", (PostprocessingConfig(0.5, 1),)),
        *_thresholds(median),
        *_edges(median),
        _hysteresis(median),
        _otsu(median),
        _viterbi(median),
        _viterbi(1),
    )


def _thresholds(median: int) -> Sequence[Candidates]:
    """One threshold: with medians, with shortest lengths, and such that little else is called singing."""
    by_median = {frames: _configs(frames, threshold=_THRESHOLDS) for frames in (1, median, 56)}
    shortest = _configs(median, threshold=_THRESHOLDS[4:-4], min_gap=(0.0, 0.2, 0.4), min_length=(0.0, 0.2, 0.4))
    return (
        Candidates("threshold, no median", by_median[1]),
        Candidates("threshold", by_median[median]),
        Candidates("threshold, median 0.8 s", by_median[56]),
        Candidates("threshold, shortest gap and region", shortest),
        Candidates(f"threshold, specificity ≥ {100 * _SPECIFICITY:.0f} %", by_median[median], _SPECIFICITY),
    )


def _edges(median: int) -> Sequence[Candidates]:
    """One threshold with edges moved, and the same such that little else is called singing."""
    settings = _configs(
        median, threshold=(0.45, 0.5, 0.55, 0.6, 0.65, 0.7), onset_shift=(0.0, 0.05), offset_shift=(0.0, -0.1, -0.15)
    )
    return (
        Candidates("threshold, edges moved", settings),
        Candidates(f"threshold, edges moved, specificity ≥ {100 * _SPECIFICITY:.0f} %", settings, _SPECIFICITY),
        Candidates(
            "threshold .55, edges moved", _configs(median, threshold=(0.55,), onset_shift=(0.05,), offset_shift=(-0.1,))
        ),
    )


def _hysteresis(median: int) -> Candidates:
    levels = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
    pairs = [(enter, leave) for enter, leave in itertools.product(levels, levels) if leave <= enter]
    settings = tuple(
        PostprocessingConfig(enter, median, rule="hysteresis", leave_threshold=leave) for enter, leave in pairs
    )
    return Candidates("hysteresis", settings)


def _otsu(median: int) -> Candidates:
    settings = _configs(
        median, rule=("otsu",), threshold=(0.3, 0.4, 0.5, 0.6, 0.7), otsu_share=(0.25, 0.5, 0.75, 1.0),
        otsu_floor=(0.0, 0.3, 0.4, 0.5, 0.6),
    )  # fmt: skip
    return Candidates("the song's own threshold (Otsu)", settings)


def _viterbi(median: int) -> Candidates:
    settings = _configs(
        median, rule=("viterbi",), threshold=(0.3, 0.4, 0.5, 0.6, 0.7), viterbi_cost=(0.0, 2.5, 5.0, 10.0, 20.0, 40.0),
        min_gap=(0.0, 0.3), min_length=(0.0, 0.3),
    )  # fmt: skip
    return Candidates("Viterbi" if median > 1 else "Viterbi, no median", settings)


def _configs(median_frames: int, **values: Sequence[float | str]) -> tuple[PostprocessingConfig, ...]:
    """A config for every combination of values."""
    names = tuple(values)
    return tuple(
        PostprocessingConfig(median_frames=median_frames, **dict(zip(names, chosen, strict=True)))  # type: ignore[arg-type]
        for chosen in itertools.product(*values.values())
    )
