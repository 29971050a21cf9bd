"""A song comes back as it was left: view, cursor, zoom of time and frequencies, lanes."""

from __future__ import annotations

import dataclasses
import json
import shutil
from pathlib import Path

import pytest

from svd_gui import folders
from svd_gui.window import song_views
from svd_gui.window.song_views import SongView


def opened(window, qtbot, song: Path) -> None:
    with qtbot.waitSignal(window.session.settled, timeout=60000):
        window.choice.choose(song)


def test_a_song_comes_back_as_it_was_left_even_renamed(window, qtbot, song: Path, tmp_path: Path):
    opened(window, qtbot, song)
    picture = window.timeline.surface.spectrogram
    window.timeline.set_visible_range(2.0, 3.5)
    window.player.seek(2.75)
    picture.set_scale(dataclasses.replace(picture.scale, low=0.25, high=0.75))
    window.actions_.probability_apart.trigger()
    other = tmp_path / "other.wav"
    data = bytearray(song.read_bytes())
    data[-2:] = b"\x01\x01"
    other.write_bytes(data)
    opened(window, qtbot, other)
    assert window.timeline.visible_range()[0] == 0.0 and window.player.position == 0.0
    window.actions_.probability_apart.trigger()
    renamed = Path(shutil.copy(song, tmp_path / "renamed.wav"))
    opened(window, qtbot, renamed)
    assert window.timeline.visible_range() == pytest.approx((2.0, 3.5))
    assert window.player.position == 2.75
    assert (picture.scale.low, picture.scale.high) == (0.25, 0.75)
    assert window.timeline.surface.probability_apart and window.actions_.probability_apart.isChecked()
    window.close()
    # What is kept is read by the next window, and is not in the song's folder.
    assert [view.cursor for view in song_views.read(folders.song_views()).values()] == [0.0, 2.75]
    assert not list(song.parent.glob("*.json"))


def test_the_number_of_songs_is_bounded_and_the_latest_stay(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(song_views, "MOST_SONGS", 3)
    for number in (1, 2, 3, 1, 4):
        song_views.write(tmp_path / "views.json", str(number), SongView(0.0, number))
    assert list(song_views.read(tmp_path / "views.json")) == ["3", "1", "4"]


@pytest.mark.parametrize(
    "text",
    ["", "[]", "nonsense", "[" * 100_000, json.dumps({"a": 3, "b": {"start": 2, "end": 1}}),
     '{"a": {"start": NaN, "end": 1, "cursor": 0, "low": 0, "high": 1}}',
     '{"a": {"start": 0, "end": "x", "cursor": 0, "low": 0, "high": 1}}'],
)  # fmt: skip
def test_what_makes_no_sense_is_as_if_it_were_not_there(tmp_path: Path, text: str):
    (tmp_path / "views.json").write_text(text, encoding="utf-8")
    assert song_views.read(tmp_path / "views.json") == {}
