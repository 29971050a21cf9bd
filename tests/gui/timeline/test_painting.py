"""What the timeline paints: song and regions in any number, at any size, in both themes."""

from __future__ import annotations

import cProfile

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QImage

from svd_core.annotation.regions import Region
from svd_gui.style.theme import DARK, LIGHT
from svd_gui.timeline import spectrogram_tiles
from svd_gui.timeline.lanes import FOOT_PX, LEFT_GUTTER_PX, RIGHT_GUTTER_PX, Lanes
from tests.gui.timeline.shown_song import DURATION, REGIONS, finish


class TestPicture:
    def seen(self, view) -> np.ndarray:
        """What is on screen now, shape (height, width, 3)."""
        image = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        return np.array(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)[..., :3].astype(int)

    def picture(self, view) -> np.ndarray:
        """What is on screen in the end."""
        for _ in range(3):
            self.seen(view)
            finish(view)
        return self.seen(view)

    @pytest.mark.parametrize("theme", [LIGHT, DARK])
    def test_both_themes_show_song_and_regions(self, view, theme):
        view.set_theme(theme)
        picture = self.picture(view)
        lane = view.lanes.spectrogram.toRect()
        inside = picture[lane.top() : lane.bottom(), lane.left() : lane.right()]
        assert inside.reshape(-1, 3).std(axis=0).min() > 8
        bar = picture[view.lanes.labels.toRect().center().y()]
        middles = [bar[int(view.axis.x(region.end)) - 6] for region in REGIONS]
        free = bar[int(view.axis.x(25))]
        assert all(np.abs(colour - free).sum() > 30 for colour in middles)

    def test_ten_thousand_regions_paint_like_ten(self, view):
        half = DURATION / 2

        def regions(number: int) -> tuple[Region, ...]:
            """So many in the first half of the song, with gaps as long as they are."""
            starts = np.arange(number) * half / number
            return tuple(Region(start, start + 0.5 * half / number) for start in starts.tolist())

        def calls(number: int) -> int:
            """How many functions, Python's and others, one painting calls."""
            view.set_regions(regions(number))
            self.picture(view)
            profile = cProfile.Profile()
            profile.enable()
            view.grab()
            profile.disable()
            return sum(entry.callcount for entry in profile.getstats())

        view.set_regions(())
        free = self.picture(view)[view.lanes.labels.toRect().center().y()]
        few, many = calls(10), calls(10_000)
        bar = self.picture(view)[view.lanes.labels.toRect().center().y()]
        differs = (bar != free).any(axis=1)
        left, middle, right = (round(view.axis.x(at)) for at in (0, half, DURATION))
        assert differs[left + 1 : middle - 1].all() and not differs[middle + 2 : right].any()
        assert many < 1.2 * few

    def test_a_view_without_a_song_is_empty(self, view):
        view.clear()
        lane = view.lanes.waveform.toRect().adjusted(2, 2, -2, -2)
        inside = self.picture(view)[lane.top() : lane.bottom(), lane.left() : lane.right()]
        assert (inside == inside[0, 0]).all()

    @given(st.integers(320, 4000), st.integers(200, 3000))
    def test_lanes_fill_any_size_between_the_gutters(self, width, height):
        lanes = Lanes.arranged(width, height)
        rows = (lanes.ruler, lanes.waveform, lanes.labels, lanes.spectrogram)
        assert {(row.left(), row.right()) for row in rows} == {(LEFT_GUTTER_PX, width - RIGHT_GUTTER_PX)}
        assert [row.top() for row in rows] == [0, *(row.bottom() for row in rows[:-1])]
        assert lanes.spectrogram.bottom() == pytest.approx(height - FOOT_PX)
        assert lanes.spectrogram.height() >= lanes.waveform.height() >= 36

    @given(st.integers(320, 4000), st.integers(200, 3000))
    def test_a_lane_of_its_own_for_the_probability_takes_from_the_spectrogram_only(self, width, height):
        lanes, apart = Lanes.arranged(width, height), Lanes.arranged(width, height, probability_apart=True)
        assert lanes.probability == lanes.spectrogram and not lanes.probability_apart
        assert apart.probability_apart and apart.probability.height() >= 40
        assert apart.spectrogram.bottom() == apart.probability.top()
        assert apart.spectrogram.height() >= apart.probability.height()
        for place in ("ruler", "waveform", "labels", "body", "all"):
            assert getattr(apart, place) == getattr(lanes, place)

    @pytest.mark.parametrize("size", [(0, 0), (10, 10), (400, 60)])
    def test_a_widget_too_small_for_lanes_has_some_all_the_same(self, size):
        lanes = Lanes.arranged(*size)
        assert min(min(row.width(), row.height()) for row in (lanes.waveform, lanes.labels, lanes.spectrogram)) >= 1

    def test_the_picture_from_afar_stands_in_until_the_near_one_is_made(self, view, monkeypatch):
        # No time to make what is missing while it is painted.
        monkeypatch.setattr(spectrogram_tiles, "PAINT_BUDGET", 0.0)
        view.set_regions(())
        view.reset_probabilities(4200)
        lane = view.lanes.spectrogram.toRect().adjusted(2, 2, -2, -2)

        def inside(picture: np.ndarray) -> np.ndarray:
            return picture[lane.top() : lane.bottom(), lane.left() : lane.right()]

        self.picture(view)
        view.set_visible_range(20, 21)
        afar = inside(self.seen(view))
        near = inside(self.picture(view))
        assert afar.std(axis=(0, 1)).min() > 8
        assert 0.1 < np.abs(afar - near).mean() < 0.3 * np.abs(near - near[0, 0]).mean()
