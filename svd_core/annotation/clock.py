"""Times as people write them."""

from __future__ import annotations

import re
from datetime import datetime

_TIME = re.compile(r"(?:(?:(\d{1,6}):)?(\d{1,6}):)?(\d{1,9}(?:[.,]\d*)?|[.,]\d+)", re.ASCII)


def clock(seconds: float, decimals: int = 0) -> str:
    """A time in seconds as people write it: 1:02, 1:00:05, with one decimal 0:00.5."""
    whole, rest = divmod(round(seconds * 10**decimals), 10**decimals)
    minutes, seconds_left = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    text = f"{hours}:{minutes:02}:{seconds_left:02}" if hours else f"{minutes}:{seconds_left:02}"
    return f"{text}.{rest:0{decimals}}" if decimals else text


def moment(time: str, seconds: bool = False) -> str:
    """A time in ISO 8601 as people read it, in this place's time; as it is if it is none."""
    try:
        return datetime.fromisoformat(time).astimezone().strftime("%Y-%m-%d %H:%M:%S" if seconds else "%Y-%m-%d %H:%M")
    except (ValueError, OverflowError):  # Of the first and the last day of all time, too.
        return time


def seconds_of(text: str) -> float | None:
    """The seconds of a time as people type it: 83.5, 1:23.5, 1:02:03, with a decimal point or comma; None for others.

    Minutes and seconds after a colon must be below 60.

    >>> seconds_of("1:23.5"), seconds_of(" 83,5 "), seconds_of("1:00:05"), seconds_of("1:75"), seconds_of("soon")
    (83.5, 83.5, 3605.0, None, None)
    """
    found = _TIME.fullmatch(text.strip())
    if found is None:
        return None
    hours, minutes, seconds = found[1], found[2], float(found[3].replace(",", "."))
    if (minutes is not None and seconds >= 60) or (hours is not None and int(minutes) >= 60):
        return None
    return int(hours or 0) * 3600 + int(minutes or 0) * 60 + seconds
