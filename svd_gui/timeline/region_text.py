"""What is written on a region's label bar, and laid out once for all times that it is drawn."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QStaticText

from svd_core.annotation.regions import Region
from svd_core.annotation.vocabulary import name_of
from svd_core.files.visible_text import visible
from svd_gui.translation import number


@lru_cache(maxsize=1024)
def laid_out_text(text: str, px: int) -> QStaticText:
    """Return a text as it is drawn in a small font of so many pixels: to lay it out takes longer than to draw it."""
    font = QFont()
    font.setPixelSize(px)
    result = QStaticText(text)
    result.setTextFormat(Qt.TextFormat.PlainText)
    result.prepare(font=font)
    return result


@lru_cache(maxsize=1024)
def label_width(label: str, px: int) -> float:
    """Return the width in pixels of a region's label as it is written, without all else."""
    return laid_out_text(_written(label), px).size().width()


def _written(label: str) -> str:
    return visible(name_of(label))


def region_text(region: Region, width_px: float) -> str:
    """Return the text of a label bar, as far as there is room: label, length, and the model's confidence."""
    text = _written(region.label)
    if width_px > 76:
        text += f"   {number(region.length, 2)} s"
    if width_px > 130 and region.confidence is not None:
        text += f"   {100 * region.confidence:.0f} %"
    return text
