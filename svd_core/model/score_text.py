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


def seconds(value: float | None) -> str:
    """A duration to the hundredth of a second, such as "0.12s"."""
    return UNDEFINED if value is None else f"{value:.2f}s"


def signed_seconds(value: float) -> str:
    """How much too early or late something is, in milliseconds."""
    milliseconds = round(1000 * value)
    if not milliseconds:
        return "in time"
    return f"{abs(milliseconds)} ms {'early' if milliseconds < 0 else 'late'}"
