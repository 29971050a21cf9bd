"""Finding names by some of their letters in order, best first."""

from __future__ import annotations

_CONSECUTIVE, _AT_WORD, _PLAIN, _WHOLE = 8, 10, 1, 10


def score(typed: str, name: str) -> int | None:
    """Return how well the letters of `typed` fit a name, more is better; None where they do not.

    Spaces in `typed` are skipped, case does not matter. The letters stand right after one another somewhere in the
    name, or are the first letters of some of its words in order: letters scattered over a name mean nothing. They count
    more at the start of a word, and right after one another, most where they are the beginning of one word; what is
    left over of the name counts a little against it. Of all ways to find the letters the best counts.
    """
    wanted, text = "".join(typed.casefold().split()), name.casefold()
    if not wanted:
        return 0
    starts = [place == 0 or not text[place - 1].isalnum() for place in range(len(text))]
    values = []
    place = text.find(wanted)
    while place >= 0:
        first = _AT_WORD + _WHOLE if starts[place] else _PLAIN
        values.append(first + (_PLAIN + _CONSECUTIVE) * (len(wanted) - 1))
        place = text.find(wanted, place + 1)
    values += _at_words(wanted, text, starts)
    return 10 * max(values) - len(text) if values else None


def _at_words(wanted: str, text: str, starts: list[bool]) -> list[int]:
    """Values of the ways to find the letters so that each begins a word or follows the one before it."""
    # best[i]: the best value with the letters so far, the last of them at place i of the name.
    best: dict[int, int] = {}
    for number, letter in enumerate(wanted):
        following: dict[int, int] = {}
        before = None if number else 0
        for place, other in enumerate(text):
            last = best.get(place - 1)
            if last is not None:
                before = last if before is None else max(last, before)
            if other != letter:
                continue
            ways = [] if last is None else [last + _PLAIN + _CONSECUTIVE]
            if starts[place] and before is not None:
                ways.append(before + _AT_WORD)
            if ways:
                following[place] = max(ways)
        best = following
    return list(best.values())
