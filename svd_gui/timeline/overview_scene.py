"""What the overview strip shows, as a value."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF

from svd_gui.style.theme import Theme
from svd_gui.timeline.content import Content
from svd_gui.timeline.time_axis import TimeAxis

EDGE_PX = 5
"""How near to an edge of the visible stretch the pointer takes hold of it."""


@dataclass(frozen=True)
class OverviewScene:
    """What the strip shows: a song laid over `lane` by `axis`, and start and end of its visible stretch."""

    content: Content
    theme: Theme
    axis: TimeAxis
    lane: QRectF
    visible: tuple[float, float]
