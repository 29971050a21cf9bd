"""The song that tests of the timeline show."""

from __future__ import annotations

from svd_core.annotation.regions import Region
from svd_gui.timeline.idle import IdleSteps
from svd_gui.timeline.view import TimelineView

DURATION = 60.0
REGIONS = (
    Region(10, 20, confidence=0.9),
    Region(30, 40, source="hand"),
    Region(45, 50, source="file"),
)


def finish(view: TimelineView) -> None:
    """Do at once what would be done while nobody asks for anything."""
    for steps in view.findChildren(IdleSteps):
        steps.finish()


def snapped(view: TimelineView, before: float, start: float) -> float:
    """Return where what is shown starts after scrolling from `before` to `start` (s), which goes by whole pixels."""
    column = view.axis.seconds_per_px / view.devicePixelRatioF()
    return before + round((start - before) / column) * column
