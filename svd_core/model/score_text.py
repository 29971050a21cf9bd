"""Scores as people read them; a score that is undefined is "–"."""

from __future__ import annotations

import math

UNDEFINED = "–"


def percent(share: float | None, decimals: int = 1, sign: str = "%") -> str:
    """A fraction in percent, such as "7.3%"."""
    return UNDEFINED if share is None or math.isnan(share) else f"{100 * share:.{decimals}f}{sign}"


def fraction(value: float | None, decimals: int = 3) -> str:
    """A fraction as it is, such as "0.967"."""
    return UNDEFINED if value is None or math.isnan(value) else f"{value:.{decimals}f}"


def number_of(score: float | None) -> float:
    """A score for computing and drawing, NaN where it is undefined."""
    return math.nan if score is None else score
