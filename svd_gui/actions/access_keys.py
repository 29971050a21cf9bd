"""The letters that choose items of a menu, marked by "&": in no menu do two items share one, in any language."""

from __future__ import annotations

import re
from collections.abc import Sequence

_MARK = re.compile(r"(?<!&)&([^\W_])")
"""Two marks stand for the sign itself."""


def with_distinct_keys(texts: Sequence[str]) -> list[str]:
    """The texts of a menu's items, each with a letter of its own where there is one left.

    Where two have the same letter, the first keeps it: else pressing it would only go from one to the other. The other
    gets the first letter of a word, or else any, that nobody wants; with none left, it has no mark.
    """
    wanted = [_key(text) for text in texts]
    taken: set[str] = set()
    distinct = []
    for text, key in zip(texts, wanted, strict=True):
        if not key or key not in taken:
            taken.add(key)
            distinct.append(text)
            continue
        plain = _MARK.sub(r"\1", text, count=1)
        place = _free_letter(plain, taken | set(wanted))
        if place is None:
            distinct.append(plain)
        else:
            taken.add(plain[place].casefold())
            distinct.append(f"{plain[:place]}&{plain[place:]}")
    return distinct


def _key(text: str) -> str:
    """The letter that is marked; "" where none is."""
    found = _MARK.search(text)
    return found.group(1).casefold() if found else ""


def _free_letter(text: str, taken: set[str]) -> int | None:
    """Where in a text without a mark a letter is that is not taken yet, if possible the first one of a word."""
    starts = [match.start() for match in re.finditer(r"\b[^\W_]", text)]
    others = [match.start() for match in re.finditer(r"[^\W_]", text)]
    return next((place for place in (*starts, *others) if text[place].casefold() not in taken), None)
