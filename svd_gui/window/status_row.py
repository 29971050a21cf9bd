"""The texts of the status line in one row, which never asks the window for more width than it has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

GAP = 8
"""Pixels between two texts, beside the padding that each has."""


class Wish(NamedTuple):
    """Pixels that a text needs to be seen whole, and those below which it is better left out."""

    whole: int
    least: int


def shared_widths(wishes: Sequence[Wish], room: int, gap: int = GAP) -> list[int]:
    """Share `room` pixels between texts, the most important one first; 0 is a text that is left out.

    Where there is too little room for all, each gets its least by importance, and one whose least does not fit beside
    the more important ones is left out. What is left over makes texts whole, the most important one first. That one
    stays in any case, however narrow.
    """
    widths, spare = [0] * len(wishes), room
    for place, wish in enumerate(wishes):
        needed = wish.least + (gap if place else 0)
        if needed <= spare or place == 0:
            widths[place] = max(min(wish.least, spare), 0)
            spare -= needed
    for place, wish in enumerate(wishes):
        if widths[place] and spare > 0:
            more = min(wish.whole - widths[place], spare)
            widths[place] += more
            spare -= more
    return widths


class Entry(NamedTuple):
    """A widget of the row; the one of `rank` 0 is cut last, and those `at_end` stand on the right."""

    widget: QWidget
    rank: int
    least: int | None
    """Pixels that a text may be cut to; None if it is whole or left out."""
    at_end: bool = False


class StatusRow(QWidget):
    """Places entries from left to right, those `at_end` at the right, by `shared_widths`."""

    def __init__(self, entries: Sequence[Entry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries = tuple(entries)
        self._wanted: dict[QWidget, bool] = {}
        self._floors: dict[QWidget, int] = {}
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for entry in self._entries:
            entry.widget.setParent(self)

    def set_wanted(self, widget: QWidget, wanted: bool) -> None:
        """Show a widget, if there is room for it, or do not; takes effect with `arrange`."""
        self._wanted[widget] = wanted

    def hold_width(self, widget: QWidget, width: int) -> None:
        """Give a widget whose text changes all the time at least so many pixels, so that its neighbours stay calm."""
        self._floors[widget] = width

    def arrange(self) -> None:
        """Place all that is wanted by the present texts and width."""
        shown = sorted((entry for entry in self._entries if self._wanted.get(entry.widget)), key=lambda one: one.rank)
        widths = dict(
            zip([entry.widget for entry in shown], shared_widths(self._wishes(shown), self.width()), strict=True)
        )
        left, right = 0, self.width()
        for entry in self._entries:
            if not entry.at_end and widths.get(entry.widget):
                self._put(entry.widget, left, widths[entry.widget])
                left += widths[entry.widget] + GAP
        for entry in reversed(self._entries):
            if entry.at_end and widths.get(entry.widget):
                right -= widths[entry.widget]
                self._put(entry.widget, right, widths[entry.widget])
                right -= GAP
        for entry in self._entries:
            entry.widget.setVisible(bool(widths.get(entry.widget)))

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """As high as its highest entry, and of no width at all."""
        return QSize(0, max(entry.widget.sizeHint().height() for entry in self._entries))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def _put(self, widget: QWidget, left: int, width: int) -> None:
        """Place a widget at half height, for some are lower than the row."""
        height = min(self.height(), widget.maximumHeight())
        widget.setGeometry(left, (self.height() - height) // 2, width, height)

    def _wishes(self, shown: Sequence[Entry]) -> list[Wish]:
        wishes = []
        for entry in shown:
            entry.widget.ensurePolished()
            hint = entry.widget.sizeHint().expandedTo(entry.widget.minimumSize()).boundedTo(entry.widget.maximumSize())
            whole = max(hint.width(), self._floors.get(entry.widget, 0))
            wishes.append(Wish(whole, whole if entry.least is None else min(entry.least, whole)))
        return wishes
