"""Actions of the Compare menu: what to compare the song with, and what to do about a difference."""

from __future__ import annotations

from collections.abc import Callable

from svd_gui.actions.actions import SEPARATOR, ActionRow, Section, Situation
from svd_gui.song.comparing import Comparing
from svd_gui.translation import tr


def compare_section(comparing: Comparing, show_history: Callable[[], object]) -> Section:
    """Rows for choosing what to compare with, and for going through differences."""
    comparison, sources = comparing.comparison, comparing.sources

    def row(name: str, text: str, slot: Callable[[], object], keys: str = "", tip: str = "") -> ActionRow:
        return ActionRow(name, text, slot, keys, lambda now: now.song, tip=tip)

    def to_settle(now: Situation) -> bool:
        return now.editable and now.comparing and now.difference

    return Section(tr("&Compare"), (
        row("compare_labels", tr("With a &Label File…"), sources.choose_labels),
        row("compare_copy", tr("With a Cop&y of the Annotation…"), sources.choose_copy),
        row("compare_model", tr("With Another &Model…"), sources.choose_model),
        row("compare_state", tr("With an &Earlier State…"), show_history, tip=tr("Choose it in the history")),
        ActionRow("stop_comparing", tr("&Stop Comparing"), comparing.stop, "", lambda now: now.comparing),
        SEPARATOR,
        row("next_difference", tr("&Next Difference"), lambda: comparison.go(True), "F7"),
        row("previous_difference", tr("&Previous Difference"), lambda: comparison.go(False), "Shift+F7"),
        ActionRow("take_theirs", tr("&Take Theirs"), comparison.take_theirs, "F8", to_settle),
        ActionRow("keep_mine", tr("&Keep Mine"), comparison.keep_mine, "F9", to_settle),
    ))  # fmt: skip
