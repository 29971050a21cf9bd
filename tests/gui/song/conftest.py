"""Several windows on one song."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from svd_core.annotation.journal.places import Places
from tests.gui.song.windows import BLANK, Window


@pytest.fixture
def places(tmp_path: Path) -> Places:
    (tmp_path / "music").mkdir()
    return Places.of(tmp_path / "music" / "a.wav", BLANK.song_key, tmp_path / "fallback")


@pytest.fixture
def windows(qtbot, places: Places) -> Iterator[Callable[[], Window]]:
    made: list[Window] = []

    def opened() -> Window:
        made.append(Window(qtbot, places))
        made[-1].open()
        return made[-1]

    yield opened
    for window in made:
        window.close()
