"""Showing a stretch of the open song: in view, selected and played, with the cursor at its beginning."""

from __future__ import annotations

from svd_gui.playback.player import Player
from svd_gui.timeline.view import TimelineView


def audition(view: TimelineView, player: Player, start: float, end: float, margin: float, context: float = 0.0) -> None:
    """Select a stretch (s), play it with `context` seconds on either side, and have `margin` seconds of them in view.

    Where it is not in view yet, it is shown in the middle: what is before it matters as much as what follows.
    """
    view.navigation.reveal_amid(start - margin, end + margin)
    view.time_selection.select((start, end))
    player.pause()
    player.seek(start)
    player.play_span(start - context, end + context)
