"""What annotating costs: keys, drags, seconds of listening, and the time all of it takes by the Keystroke-Level Model.

The times are those of S. K. Card, T. P. Moran and A. Newell, "The Keystroke-Level Model for User Performance Time with
Interactive Systems", Communications of the ACM 23, 1980; that of a mouse button is D. Kieras's addition of 1993.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass

KEY = 0.28
"""Seconds to press a key: a typist who is no secretary. A modifier counts as a key of its own."""
POINT = 1.1
"""Seconds to bring the mouse to a place on the screen."""
BUTTON = 0.1
"""Seconds to press or to release a mouse button."""
HAND = 0.4
"""Seconds to move the hand from the keys to the mouse, or back."""
DECIDE = 1.35
"""Seconds to decide what is to be done (the model's mental operator)."""
AUDITION = 0.8
"""Seconds that the program plays around an edge one comes to or moves: .4 before and .4 after it."""

DRAG_SECONDS = HAND + POINT + BUTTON + POINT + BUTTON + HAND
"""Reach for the mouse, point, press, point, let go, back to the keys."""
CLICK_SECONDS = HAND + POINT + 2 * BUTTON + HAND


@dataclass(frozen=True)
class Effort:
    """What was done to a song: `decisions` are mental operators, `played` seconds heard besides the auditions."""

    keys: int = 0
    drags: int = 0
    clicks: int = 0
    decisions: int = 0
    auditions: int = 0
    played: float = 0.0

    def __add__(self, other: Effort) -> Effort:
        return Effort(*(mine + theirs for mine, theirs in zip(astuple(self), astuple(other), strict=True)))

    @property
    def listening(self) -> float:
        """Seconds heard."""
        return self.auditions * AUDITION + self.played

    @property
    def hands(self) -> float:
        """Seconds of pressing and pointing."""
        return self.keys * KEY + self.drags * DRAG_SECONDS + self.clicks * CLICK_SECONDS

    @property
    def seconds(self) -> float:
        """Seconds that all of it takes, one thing after the other."""
        return self.hands + self.decisions * DECIDE + self.listening


def nudge_keys(n_frames: int) -> int:
    """The fewest keys that move an edge by so many frames: arrows by one, Shift with an arrow by ten.

    >>> [nudge_keys(n) for n in (0, 3, 9, -10, 28)]
    [0, 3, 3, 2, 6]
    """
    tens, ones = divmod(abs(n_frames), 10)
    direct = ones + (tens + 1 if tens else 0)
    # Ten too far and back; Shift stays down for all the tens.
    beyond = (10 - ones) + tens + 2
    return min(direct, beyond)
