"""How much of a song is checked, in words."""

from __future__ import annotations

from svd_core.annotation.clock import clock
from svd_core.annotation.song_annotation import SongAnnotation
from svd_core.annotation.spans import clipped, total
from svd_gui.translation import tr


def checked_text(annotation: SongAnnotation, duration: float) -> str:
    """Say how much of a song of so many seconds is checked: "2:10 of 3:42 checked, 0:05 left open".

    Regions called "?" or the like are left open: nothing is learned from them, so they do not count as checked.
    """
    checked = total(clipped(annotation.known, 0.0, duration))
    left_open = total(clipped(annotation.checked, 0.0, duration)) - checked
    text = tr("{0} of {1} checked").format(clock(checked), clock(duration))
    if round(left_open) == 0:
        return text
    return text + tr(", {0} left open").format(clock(left_open))
