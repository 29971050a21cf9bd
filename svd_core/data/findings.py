"""What is found when data is looked over: faults, leaks, suspicions and remarks, as values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from svd_core.errors import DataError

Level = Literal["fault", "leak", "suspect", "note"]


@dataclass(frozen=True)
class Finding:
    """One thing found: how grave, a word for what it is, a sentence, and the songs and lists it is about.

    A fault makes a song unusable, a leak makes a score too good; a suspect may be either, a note is neither.
    """

    level: Level
    what: str
    message: str
    songs: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()


def grave(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The faults and leaks."""
    return tuple(finding for finding in findings if finding.level in ("fault", "leak"))


class FaultyDataError(DataError):
    """Data that cannot be used for more than one reason; findings has them all."""

    def __init__(self, message: str, findings: Sequence[Finding]) -> None:
        super().__init__(message)
        self.findings = tuple(findings)
