"""What the program is busy with."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Activity:
    """What the program is busy with; `share` is the part done, 0..1, or None where it is not known."""

    text: str
    share: float | None = None
