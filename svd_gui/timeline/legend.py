"""The legend below the lanes: whose the regions are, what is checked, and which curve is which."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QBrush, QFontMetricsF, QPainter, QPen

from svd_gui.style.theme import Theme
from svd_gui.timeline.colours import qcolor, small_font
from svd_gui.timeline.content import Content
from svd_gui.timeline.region_layer import source_colour
from svd_gui.timeline.undetected import paint_hatch
from svd_gui.translation import tr

SWATCH_PX, SWATCH_HEIGHT_PX = 22.0, 10.0
TEXT_GAP_PX, ENTRY_GAP_PX = 6.0, 18.0

Swatch = Callable[[QPainter, QRectF], None]
"""Paints a sample into a rectangle."""


@dataclass(frozen=True)
class LegendEntry:
    """A sample and what it stands for."""

    text: str
    swatch: Swatch


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
    return [
        *entries,
        LegendEntry(tr("smoothed probability"), _curve_swatch(under_curve, under_curve.probability, 2.0)),
        LegendEntry(tr("before smoothing"), _curve_swatch(under_curve, under_curve.probability_raw, 1.0)),
        LegendEntry(tr("threshold"), _curve_swatch(under_curve, under_curve.threshold, 1.0, dashed=True)),
    ]


def paint_legend(painter: QPainter, place: QRectF, entries: list[LegendEntry], theme: Theme) -> None:
    """Paint entries from left to right as far as there is room for whole ones."""
    painter.setFont(small_font(theme))
    metrics = QFontMetricsF(painter.font())
    left, middle = place.left(), place.center().y()
    for entry in entries:
        text_px = metrics.horizontalAdvance(entry.text)
        if left + SWATCH_PX + TEXT_GAP_PX + text_px > place.right():
            return
        sample = QRectF(left, round(middle - SWATCH_HEIGHT_PX / 2), SWATCH_PX, SWATCH_HEIGHT_PX)
        painter.save()
        entry.swatch(painter, sample)
        painter.restore()
        painter.setPen(qcolor(theme.muted_text))
        text = QRectF(sample.right() + TEXT_GAP_PX, place.top(), text_px + 1, place.height())
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, entry.text)
        left = text.right() + ENTRY_GAP_PX


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


def _curve_swatch(theme: Theme, colour: str, width_px: float, dashed: bool = False) -> Swatch:
    """Return a line on what the curve lies over, from which it stands out."""

    def paint(painter: QPainter, place: QRectF) -> None:
        painter.fillRect(place, qcolor(theme.spectrogram_colors[0]))
        pen = QPen(qcolor(colour), width_px)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if dashed:
            pen.setDashPattern([4, 3])
        painter.setPen(pen)
        y = round(place.center().y()) + (0.5 if width_px == 1 else 0.0)
        painter.drawLine(QLineF(place.left(), y, place.right(), y))

    return paint
