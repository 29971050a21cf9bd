"""What is found in songs while a data set is made of them, in words of the window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from svd_core.files.visible_text import visible
from svd_core.sentence import from_parts
from svd_gui.translation import tr, translated

_NAMES_SHOWN = 3


def finding_text(report: Mapping[str, Any]) -> str:
    """Return the words for one finding that a child process reports."""
    if (report.get("level"), report.get("what")) == ("note", "artist"):
        # The command line names an option, where the window has a field.
        return _unknown_artists([visible(str(song)) for song in report["songs"]])
    return translated(from_parts(report, str(report["message"])))


def _unknown_artists(songs: Sequence[str]) -> str:
    shown, rest = ", ".join(songs[:_NAMES_SHOWN]), len(songs) - _NAMES_SHOWN
    if rest > 0:
        shown = tr("{0} and {1} more").format(shown, rest)
    text = tr(
        "The artist of %n song(s) is not known: lists may share one unseen. Name it under “{0}”: {1}", "", len(songs)
    )
    return text.format(tr("Artists"), shown)
