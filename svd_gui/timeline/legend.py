"""The legend below the lanes: whose the regions are, what is checked, and which curve is which."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QBrush, QFontMetricsF, QPainter, QPen

from svd_gui.style.theme import Theme
from svd_gui.timeline.colours import qcolor, small_font
from svd_gui.timeline.content import Content
from svd_gui.timeline.region_layer import source_colour
from svd_gui.timeline.undetected import paint_hatch
from svd_gui.translation import tr

SWATCH_HEIGHT_PX = 10.0
RAW_OPACITY = 0.75
"""Of the line before smoothing: more than on the timeline, where it has the length of a song to be seen."""

Swatch = Callable[[QPainter, QRectF], None]
"""Paints a sample into a rectangle."""


@dataclass(frozen=True)
class LegendEntry:
    """A sample and what it stands for."""

    text: str
    swatch: Swatch
    short: str = ""
    """In place of the text where there is little room."""


class _Widths(NamedTuple):
    """Pixels of a sample, between it and its text, and between entries; and whether texts are short."""

    swatch: float
    text_gap: float
    entry_gap: float
    short: bool

    def text(self, entry: LegendEntry) -> str:
        return entry.short if self.short and entry.short else entry.text

    def total(self, entries: list[LegendEntry], metrics: QFontMetricsF) -> float:
        texts = sum(metrics.horizontalAdvance(self.text(entry)) for entry in entries)
        return texts + len(entries) * (self.swatch + self.text_gap) + (len(entries) - 1) * self.entry_gap


WIDTHS = (_Widths(22.0, 6.0, 18.0, False), _Widths(16.0, 5.0, 11.0, False), _Widths(14.0, 4.0, 9.0, True))
"""From the most spacious on; the first is taken with which all entries have room."""


def legend_entries(content: Content, theme: Theme, under_curve: Theme) -> list[LegendEntry]:
    """Return what there is to explain of a song, what matters most first; `under_curve` is the curve's own theme."""
    sources = {"model": tr("model"), "hand": tr("by hand"), "file": tr("from a file")}
    entries = [LegendEntry(text, _region_swatch(source, theme)) for source, text in sources.items()]
    entries.append(LegendEntry(tr("checked"), _bar_swatch(theme.checked)))
    if content.undetected:
        entries.append(LegendEntry(tr("not detected yet"), lambda painter, place: paint_hatch(painter, place, theme)))
    if content.second is not None:
        entries.append(LegendEntry(tr("theirs"), _bar_swatch(theme.muted_text)))
        entries.append(LegendEntry(tr("differs"), _bar_swatch(theme.danger)))
    if content.raw is None:
        return entries
    if content.smoothed is None:
        return [*entries, LegendEntry(tr("probability"), _curve_swatch(under_curve, under_curve.probability, 2.0))]
    smoothed = _curve_swatch(under_curve, under_curve.probability, 2.0)
    raw = _curve_swatch(under_curve, under_curve.probability, 1.0, RAW_OPACITY)
    return [
        *entries,
        LegendEntry(tr("smoothed probability"), smoothed, tr("probability")),
        LegendEntry(tr("threshold"), _curve_swatch(under_curve, under_curve.threshold, 1.0, dashed=True)),
        LegendEntry(tr("before smoothing"), raw, tr("unsmoothed")),
    ]


def paint_legend(painter: QPainter, place: QRectF, entries: list[LegendEntry], theme: Theme) -> None:
    """Paint entries from left to right, closer together where there is little room; whole ones only."""
    painter.setFont(small_font(theme))
    metrics = QFontMetricsF(painter.font())
    widths = next((widths for widths in WIDTHS if widths.total(entries, metrics) <= place.width()), WIDTHS[-1])
    # In the middle, as far as the lanes above are.
    left, middle = place.left() + max((place.width() - widths.total(entries, metrics)) / 2, 0.0), place.center().y()
    for entry in entries:
        text = widths.text(entry)
        text_px = metrics.horizontalAdvance(text)
        if left + widths.swatch + widths.text_gap + text_px > place.right() + 0.5:
            return
        sample = QRectF(round(left), round(middle - SWATCH_HEIGHT_PX / 2), widths.swatch, SWATCH_HEIGHT_PX)
        painter.save()
        entry.swatch(painter, sample)
        painter.restore()
        painter.setPen(qcolor(theme.muted_text))
        text_place = QRectF(sample.right() + widths.text_gap, place.top(), text_px + 1, place.height())
        painter.drawText(text_place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        left = text_place.left() + text_px + widths.entry_gap


def _region_swatch(source: str, theme: Theme) -> Swatch:
    """Return a sample that looks like a region's bar: filled by hand, open from the model, striped from a file."""
    colour = source_colour(source, theme)

    def paint(painter: QPainter, place: QRectF) -> None:
        painter.fillRect(place, qcolor(colour, 1.0 if source == "hand" else 0.22))
        if source == "file":
            painter.fillRect(place, QBrush(qcolor(colour, 0.55), Qt.BrushStyle.BDiagPattern))
        painter.setPen(QPen(qcolor(colour), 1))
        painter.drawRect(place.adjusted(0.5, 0.5, -0.5, -0.5))

    return paint


def _bar_swatch(colour: str) -> Swatch:
    def paint(painter: QPainter, place: QRectF) -> None:
        painter.fillRect(QRectF(place.left(), round(place.center().y()) - 2, place.width(), 4), qcolor(colour))

    return paint


def _curve_swatch(theme: Theme, colour: str, width_px: float, opacity: float = 1.0, *, dashed: bool = False) -> Swatch:
    """Return a line on what the curve lies over, from which it stands out."""

    def paint(painter: QPainter, place: QRectF) -> None:
        painter.fillRect(place, qcolor(theme.spectrogram_colors[0]))
        pen = QPen(qcolor(colour, opacity), width_px)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if dashed:
            pen.setDashPattern([4, 3])
        painter.setPen(pen)
        y = round(place.center().y()) + (0.5 if width_px == 1 else 0.0)
        painter.drawLine(QLineF(place.left(), y, place.right(), y))

    return paint
