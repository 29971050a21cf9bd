"""What is selected, in words for the status bar."""

from __future__ import annotations

from svd_core.annotation.clock import clock
from svd_core.annotation.regions import Regions
from svd_gui.translation import number, tr


def selection_text(regions: Regions, time: tuple[float, float] | None) -> str:
    """Say which time, or how many regions, are selected and how long that is: "3 regions, 0:12.4 in all"."""
    if time is not None:
        start, end = time
        return tr("{0} – {1} selected, {2} s").format(clock(start, 2), clock(end, 2), number(end - start, 2))
    if not regions:
        return ""
    seconds = clock(sum(region.length for region in regions), 1)
    return tr("%n regions, {0} in all", "", len(regions)).format(seconds)
