"""How each song was left: view, cursor, zoom and lanes come back when it is opened again."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from svd_core.files.storage import write_atomically
from svd_gui import background, folders
from svd_gui.playback.player import Player
from svd_gui.song.loader import Song
from svd_gui.timeline.view import TimelineView

MOST_SONGS = 500
"""How many songs are remembered; those left longest ago are forgotten."""


@dataclass(frozen=True)
class SongView:
    """What was on screen of a song: seconds from `start` to `end`, the cursor in seconds, shares of the axis of
    frequencies from `low` to `high`, and whether the probability had its own lane."""

    start: float
    end: float
    cursor: float = 0.0
    low: float = 0.0
    high: float = 1.0
    apart: bool = False

    @classmethod
    def from_json(cls, value: Any) -> SongView | None:
        """Read what a file says; None where it makes no sense."""
        if not isinstance(value, dict):
            return None
        names = [field.name for field in fields(cls) if field.name != "apart"]
        numbers = {name: value[name] for name in names if isinstance(value.get(name), int | float)}
        if len(numbers) < len(names) or not all(map(math.isfinite, numbers.values())):
            return None
        view = cls(**numbers, apart=value.get("apart") is True)
        sensible = 0 <= view.start < view.end and view.cursor >= 0 and 0 <= view.low < view.high <= 1
        return view if sensible else None


class SongViews(QObject):
    """Keeps the views in one file beside the caches, by the songs' content: a renamed song is still the same."""

    def __init__(
        self, timeline: TimelineView, player: Player, set_apart: Callable[[bool], object], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._timeline, self._player, self._set_apart = timeline, player, set_apart
        self._file = folders.song_views()
        self._left: dict[str, SongView] = {}
        self._key = ""

    def show(self, song: Song) -> None:
        """Show a song, which the timeline has by now, as it was left; one that is new stays as it is."""
        self._key = song.key
        view = self._left.get(song.key) or read(self._file).get(song.key)
        if view is None or view.start >= song.duration:
            return
        self._set_apart(view.apart)
        picture = self._timeline.surface.spectrogram
        picture.set_scale(replace(picture.scale, low=view.low, high=view.high))
        self._player.seek(min(view.cursor, song.duration))
        self._timeline.set_visible_range(view.start, min(view.end, song.duration))

    def leave(self, wait: bool = False) -> None:
        """Remember how the open song is shown, before another one is or the window closes (`wait`)."""
        if not self._key:
            return
        start, end = self._timeline.visible_range()
        surface = self._timeline.surface
        scale = surface.spectrogram.scale
        cursor = self._player.resting_position
        view = SongView(start, end, cursor, scale.low, scale.high, surface.probability_apart)
        self._left[self._key] = view
        key, self._key = self._key, ""
        if wait:
            write(self._file, key, view)
        else:
            background.run(lambda: write(self._file, key, view), _ignore, _ignore)


def read(file: Path) -> dict[str, SongView]:
    """Return the views by the songs' content keys, oldest first; none from a file that cannot be read."""
    try:
        value = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    songs = value.items() if isinstance(value, dict) else ()
    return {key: view for key, text in songs if (view := SongView.from_json(text)) is not None}


def write(file: Path, key: str, view: SongView) -> None:
    """Add a song to the file as the latest; what cannot be written is forgotten, since no work is lost with it."""
    views = read(file)
    views.pop(key, None)
    views[key] = view
    kept = dict(list(views.items())[-MOST_SONGS:])
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(file, json.dumps({key: asdict(view) for key, view in kept.items()}).encode())
    except OSError:
        return


def _ignore(_: object) -> None:
    """Whether it was written is seen when the song is opened again."""
