"""What is selected, in words for the status bar."""

from __future__ import annotations

from svd_core.annotation.clock import clock
from svd_core.annotation.regions import Regions
from svd_gui.translation import tr


def selection_text(regions: Regions, time: tuple[float, float] | None) -> str:
    """Say which time, or how many regions, are selected and how long that is: "3 regions, 0:12.4 in all"."""
    if time is not None:
        start, end = time
        return tr("{0} – {1} selected, {2:.2f} s").format(clock(start, 2), clock(end, 2), end - start)
    if not regions:
        return ""
    seconds = clock(sum(region.length for region in regions), 1)
    if len(regions) == 1:
        return tr("1 region, {0}").format(seconds)
    return tr("{0} regions, {1} in all").format(len(regions), seconds)
