"""Sentences for people that the window can say in another language than English.

The core says everything in English. A child process tells the window its sentences with what they are made of, so that
the window can translate the template and put the same values into it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

Value = str | int | float


class Sentence(str):
    """An English text that keeps its template, in which {0}, {1} … stand for the values.

    The template has to be written out where the sentence is made: that is where `translations/update.py` finds it. A
    value may be a sentence itself; one that is no number is taken as text, and a float shown with as few decimals as
    it has.
    """

    template: str
    values: tuple[Value, ...]

    def __new__(cls, template: str, *values: object) -> Self:
        """Put the values into the template."""
        kept = tuple(value if isinstance(value, Value) else str(value) for value in values)
        shown = (f"{value:g}" if isinstance(value, float) else value for value in kept)
        made = super().__new__(cls, template.format(*shown))
        made.template, made.values = template, kept
        return made

    def __reduce__(self) -> tuple[type[Sentence], tuple[Value, ...]]:
        # A copy is made of these, not of the finished text.
        return type(self), (self.template, *self.values)


def parts(text: str) -> dict[str, Any]:
    """The template and the values of a sentence, for JSON; nothing for a text that is English only."""
    if not isinstance(text, Sentence):
        return {}
    return {
        "template": text.template,
        "values": [parts(value) if isinstance(value, Sentence) else value for value in text.values],
    }


def from_parts(found: Mapping[str, Any], otherwise: str = "") -> str:
    """The sentence of which `parts` are found in JSON; another text where they make none."""
    template, values = found.get("template"), found.get("values")
    if not isinstance(template, str) or not isinstance(values, list):
        return otherwise
    read = [from_parts(value) if isinstance(value, dict) else value for value in values]
    try:
        return Sentence(template, *read)
    except (IndexError, KeyError, ValueError, TypeError, AttributeError):
        return otherwise
