"""Times as people write them."""

from __future__ import annotations


def clock(seconds: float, decimals: int = 0) -> str:
    """A time in seconds as people write it: 1:02, 1:00:05, with one decimal 0:00.5."""
    whole, rest = divmod(round(seconds * 10**decimals), 10**decimals)
    minutes, seconds_left = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    text = f"{hours}:{minutes:02}:{seconds_left:02}" if hours else f"{minutes}:{seconds_left:02}"
    return f"{text}.{rest:0{decimals}}" if decimals else text
