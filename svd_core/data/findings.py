"""Findings about data: faults, leaks, suspicions and notes, as values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from svd_core.errors import DataError

Level = Literal["fault", "leak", "suspect", "note"]


@dataclass(frozen=True)
class Finding:
    """One finding.

    Attributes:
        level: a fault makes a song unusable, a leak makes scores too good; a suspect may be either, a note is neither.
        what: a word for its subject, such as "artist" or "labels".
        message: a sentence for people.
        songs: names of the songs that it is about.
        lists: names of the lists that it is about.
    """

    level: Level
    what: str
    message: str
    songs: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()


def grave(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Those that make data unusable or scores wrong: faults and leaks."""
    return tuple(finding for finding in findings if finding.level in ("fault", "leak"))


class FaultyDataError(DataError):
    """Data that cannot be used; `findings` has all the reasons."""

    def __init__(self, message: str, findings: Sequence[Finding]) -> None:
        super().__init__(message)
        self.findings = tuple(findings)
