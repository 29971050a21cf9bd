"""Finding names by some of their letters in order, best first."""

from __future__ import annotations

_CONSECUTIVE, _AT_WORD, _PLAIN = 8, 10, 1


def score(typed: str, name: str) -> int | None:
    """Return how well the letters of `typed` fit a name, more is better; None where they do not.

    Spaces in `typed` are skipped, case does not matter. Letters count more at the start of a word, and right after one
    another; what is left over of the name counts a little against it. Of all ways to find the letters the best counts.
    """
    wanted = "".join(typed.casefold().split())
    text = name.casefold()
    if not wanted:
        return 0
    # best[i]: the best score with the letters so far, the last of them at place i of the name.
    best: dict[int, int] = {}
    for number, letter in enumerate(wanted):
        following: dict[int, int] = {}
        before: int | None = None
        for place, other in enumerate(text):
            if number and place - 1 in best:
                before = max(best[place - 1], before if before is not None else best[place - 1])
            if other != letter or (number and before is None):
                continue
            gain = _AT_WORD if place == 0 or not text[place - 1].isalnum() else _PLAIN
            value = gain + (before or 0)
            if number and place - 1 in best:
                value = max(value, gain + _CONSECUTIVE + best[place - 1])
            following[place] = value
        best = following
        if not best:
            return None
    return 10 * max(best.values()) - len(text)
