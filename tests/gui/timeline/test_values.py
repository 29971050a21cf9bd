"""The timeline's values without a window: axis, history, ticks, pyramids, filled curves, gestures."""

from __future__ import annotations

import itertools
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from svd_core.annotation.region_edits import Grip, hit
from svd_core.annotation.regions import Region
from svd_core.audio.features import mel_bank
from svd_core.audio.mel_scale import MelAxis
from svd_gui.timeline.colours import lookup_table
from svd_gui.timeline.frequency_scale import hertz_text
from svd_gui.timeline.overview_plots import covered_runs
from svd_gui.timeline.pyramid import Curve, Envelope
from svd_gui.timeline.region_interaction import RegionDrag, RegionDraw, SnapPoints
from svd_gui.timeline.region_layer import RegionArrays
from svd_gui.timeline.ruler import Ticks, label_step, time_text
from svd_gui.timeline.spectrogram_pyramid import SpectrogramPyramid, contrast
from svd_gui.timeline.time_axis import SHORTEST_SPAN, TimeAxis, ViewHistory

DURATION = 240.0
REGIONS = (Region(10, 20), Region(30, 40), Region(40, 41))
stretches = st.tuples(st.floats(0, DURATION), st.floats(0, DURATION)).map(sorted)


@pytest.fixture
def axis() -> TimeAxis:
    return TimeAxis(10, 30, 60, 1000)


class TestAxis:
    @given(stretches, st.floats(0.01, 100), st.floats(0, 1))
    def test_zooming_keeps_the_anchor_under_the_pointer_unless_the_song_ends_there(self, stretch, factor, where):
        axis = TimeAxis(0, 1, 60, 1000).showing(*stretch, DURATION)
        anchor = axis.start + where * axis.span
        zoomed = axis.zoomed(factor, anchor, DURATION)
        assert 0 <= zoomed.start < zoomed.end <= DURATION + 1e-9
        if zoomed.start > 0 and zoomed.end < DURATION - 1e-9:
            assert zoomed.x(anchor) == pytest.approx(axis.x(anchor), abs=0.01)

    @given(stretches, st.floats(-500, 500))
    def test_panning_keeps_the_span_and_stays_inside_the_song(self, stretch, seconds):
        axis = TimeAxis(0, 1, 60, 1000).showing(*stretch, DURATION)
        panned = axis.panned(seconds, DURATION)
        assert panned.span == pytest.approx(axis.span)
        assert panned.start >= 0
        assert panned.end <= DURATION + 1e-9

    @given(st.floats(0, DURATION))
    def test_pixels_and_times_are_inverse(self, time):
        axis = TimeAxis(10, 30, 60, 1000)
        assert axis.time(axis.x(time)) == pytest.approx(time)
        assert axis.xs(np.array([time]))[0] == axis.x(time)

    def test_it_does_not_zoom_deeper_than_can_be_seen(self, axis):
        assert axis.zoomed(1e9, 20, DURATION).span == pytest.approx(SHORTEST_SPAN)

    def test_a_page_turns_when_the_playhead_reaches_its_end(self, axis):
        assert axis.followed("page", 20, DURATION) == axis
        turned = axis.followed("page", 29.9, DURATION)
        assert turned.start < 29.9 < turned.start + 0.1 * turned.span
        assert turned.span == pytest.approx(axis.span)

    def test_continuous_following_keeps_the_playhead_in_the_middle(self, axis):
        followed = axis.followed("continuous", 100, DURATION)
        assert (followed.start + followed.end) / 2 == pytest.approx(100)
        assert axis.followed("off", 100, DURATION) == axis


class TestHistory:
    def test_it_goes_back_in_order(self):
        history = ViewHistory()
        history.leaving(0, 240, now=0)
        history.leaving(10, 20, now=5)
        assert (history.back(), history.back(), history.back()) == ((10, 20), (0, 240), None)

    def test_moves_in_quick_succession_count_as_one(self):
        history = ViewHistory()
        for step in range(20):
            history.leaving(step, 240, now=step * 0.1)
        assert history.back() == (0, 240)
        assert history.back() is None


class TestRuler:
    @given(st.floats(1e-5, 60))
    def test_labels_keep_their_distance(self, seconds_per_px):
        assert label_step(seconds_per_px) / seconds_per_px >= 84

    @given(st.floats(0, 3000), st.floats(SHORTEST_SPAN, 600))
    def test_fine_ticks_divide_the_labelled_steps(self, start, span):
        ticks = Ticks.of(TimeAxis(start, start + span, 0, 1000))
        times = np.sort(np.array(ticks.labelled + ticks.between))
        assert np.allclose(np.diff(times), np.diff(times)[0], rtol=1e-3)
        assert np.min(np.diff(times)) / span * 1000 > 5

    @pytest.mark.parametrize(
        ("time", "step", "text"),
        [(0, 1, "0:00"), (83.456, 0.01, "1:23.46"), (83.456, 0.5, "1:23.5"), (59.999, 0.1, "1:00.0"),
         (3600, 5, "1:00:00"), (12.3456, 0.001, "0:12.346")],
    )  # fmt: skip
    def test_times_are_written_as_precisely_as_the_step(self, time, step, text):
        assert time_text(time, step) == text


class TestMelScale:
    def test_a_bands_strongest_bin_lies_in_the_middle_of_the_band(self):
        scale, bank = MelAxis(), mel_bank()
        for band in (20, 40, 79):
            hertz = np.argmax(bank[:, band]) * 22050 / 1024
            assert scale.height(hertz) * 80 == pytest.approx(band + 0.5, abs=0.6)

    @given(st.floats(0, 1))
    def test_heights_and_frequencies_are_inverse(self, height):
        assert MelAxis().height(MelAxis().hertz(height)) == pytest.approx(height, abs=1e-9)

    def test_frequencies_read_like_frequencies(self):
        assert [hertz_text(f) for f in (440.2, 999.7, 2345)] == ["440 Hz", "1.0 kHz", "2.3 kHz"]


class TestPyramids:
    @given(st.integers(1, 5000), st.floats(0, 60), st.floats(0.5, 70), st.integers(20, 300))
    @example(2873, 0.0, 41.0, 47)
    @example(1980, 12.0, 16.65625, 20)
    def test_columns_never_exceed_the_values_and_always_hold_the_extremes_seen(self, n, start, span, n_columns):
        values = np.random.default_rng(n).random(n).astype(np.float32)
        curve = Curve(n, 70.0)
        curve.put(0, values)
        columns = curve.columns(start, start + span, span / n_columns)
        assert len(columns.at) <= n_columns + 4 or span / n_columns * 70 <= 1
        known = ~np.isnan(columns.mean)
        assert np.all(columns.low[known] <= columns.mean[known] + 1e-5)
        assert np.all(columns.mean[known] <= columns.high[known] + 1e-5)
        inside = values[int(np.ceil(start * 70)) : int((start + span) * 70)]
        if len(inside) and known.any():
            slack = 1e-6 + (values.max() - values.min()) * (len(inside) < 20)
            assert np.nanmax(columns.high) >= inside.max() - slack

    def test_pieces_in_any_order_make_the_same_curve(self):
        values = np.random.default_rng(0).random(9000).astype(np.float32)
        whole, pieces = Curve(9000, 70.0), Curve(9000, 70.0)
        whole.put(0, values)
        for start in (4096, 8192, 0, 2048, 6144):
            pieces.put(start, values[start : start + 2048])
        for one, other in zip(vars(whole.columns(3, 120, 0.1)).values(), vars(pieces.columns(3, 120, 0.1)).values(),
                              strict=True):  # fmt: skip
            assert np.array_equal(one, other)

    def test_what_is_not_known_yet_is_nan_and_what_is_too_much_is_dropped(self):
        curve = Curve(4000, 70.0)
        curve.put(3000, np.ones(2000))
        columns = curve.columns(0, 4000 / 70, 0.2)
        assert np.isnan(columns.mean[0])
        assert columns.mean[-2] == pytest.approx(1)
        assert curve.at(1) is None
        assert curve.at(50) == 1
        assert curve.at(58) is None

    def test_columns_do_not_change_while_the_view_scrolls(self):
        curve = Curve(9000, 70.0)
        curve.put(0, np.random.default_rng(0).random(9000))
        one, other = curve.columns(10, 50, 0.1), curve.columns(10.033, 50, 0.1)
        assert np.array_equal(one.high[5:50], other.high[5:50])
        assert np.array_equal(one.at[5:50], other.at[5:50])

    @pytest.mark.parametrize("seconds_per_column", [1e-5, 0.002, 0.01, 0.1])
    def test_the_envelope_shows_a_click_and_the_level_of_a_tone_at_every_zoom(self, seconds_per_column):
        rate = 22050
        samples = (0.5 * np.sin(2 * np.pi * 1000 * np.arange(4 * rate) / rate)).astype(np.float32)
        samples[2 * rate] = 0.9
        envelope = Envelope(samples, rate)
        for _ in envelope.fill():
            pass
        columns = envelope.columns(1.9, 2.1, seconds_per_column)
        assert columns.high.max() == pytest.approx(0.9)
        if seconds_per_column * rate > 1:
            assert np.median(columns.mean) == pytest.approx(0.5 / np.sqrt(2), rel=0.1)

    @pytest.mark.parametrize("n_more", [-30_000, 0, 50_000, 3_000_000])
    def test_an_envelope_goes_on_with_what_is_computed_of_the_same_sound(self, n_more):
        n_stated = 1_300_000
        samples = np.random.default_rng(0).normal(size=n_stated + max(n_more, 0)).astype(np.float32)
        begun, whole = Envelope(samples[:n_stated], 22050), Envelope(samples[: n_stated + n_more], 22050)
        for _ in begun.fill(1_100_000):
            pass
        continued = begun.continued(whole.samples)
        n_steps, n_left = (sum(1 for _ in envelope.fill()) for envelope in (whole, continued))
        assert n_left < n_steps or len(whole._low.levels) > len(begun._low.levels)
        for seconds_per_column in (0.002, 0.05, 1.0):
            end = len(whole.samples) / 22050
            columns = (envelope.columns(0, end, seconds_per_column) for envelope in (whole, continued))
            for one, other in zip(*(vars(each).values() for each in columns), strict=True):
                np.testing.assert_array_equal(one, other)
        assert continued.peak == whole.peak

    def test_spectrogram_levels_hold_the_maximum(self):
        log_mel = np.random.default_rng(0).normal(size=(20_001, 80)).astype(np.float32)
        levels = SpectrogramPyramid(log_mel, 70.0)
        for _ in levels.fill():
            pass
        assert levels.filled == 20_001
        for fine, coarse in zip(levels.levels, levels.levels[1:], strict=False):
            assert np.array_equal(coarse, np.maximum.reduceat(fine, np.arange(0, len(fine), 2), axis=0))
        assert levels.levels[0].min() == 0
        assert levels.levels[0].max() == 255

    def test_contrast_ignores_silence_and_survives_it(self):
        loud = np.random.default_rng(0).normal(0, 1, (1000, 80)).astype(np.float32)
        padded = np.concatenate([np.full((3000, 80), -16.1, np.float32), loud])
        for one, other in zip(contrast(padded), contrast(loud), strict=True):
            assert one == pytest.approx(other, abs=0.4)
        for odd in (np.full((10, 80), -16.1, np.float32), np.full((3, 80), np.nan, np.float32)):
            low, span = contrast(odd)
            assert np.isfinite(low).all()
            assert span > 0

    def test_the_lookup_table_runs_through_the_stops(self):
        table = lookup_table(("#000000", "#ff0000", "#ffffff"))
        assert [hex(table[i]) for i in (0, 255)] == ["0xff000000", "0xffffffff"]
        assert table[127] >> 16 & 0xFF > 250


class TestRegionArrays:
    @given(st.floats(0, 60), st.floats(0, 60))
    def test_the_visible_slice_is_what_reaches_into_view(self, start, length):
        visible = RegionArrays.of(REGIONS).visible(start, start + length)
        expected = [i for i, region in enumerate(REGIONS) if region.end > start and region.start < start + length]
        assert list(visible) == expected

    @given(st.sets(st.integers(0, 59)), st.sets(st.integers(0, 59)))
    def test_arrays_brought_up_to_date_are_those_made_anew(self, before, after):
        old, new = (
            tuple(Region(k, k + 0.5, source="hand" if k % 2 else "model") for k in sorted(these))
            for these in (before, after)
        )
        updated, fresh = RegionArrays.of(old).updated(new), RegionArrays.of(new)
        assert updated.regions == new
        for name in ("starts", "ends", "sources"):
            np.testing.assert_array_equal(getattr(updated, name), getattr(fresh, name))

    @given(st.lists(st.tuples(st.integers(-5, 40), st.integers(1, 9)), max_size=12))
    def test_runs_cover_the_pixels_that_the_stretches_cover(self, stretches):
        left = np.array([start for start, _ in stretches], np.int64)
        right = np.array([start + length for start, length in stretches], np.int64)
        runs = covered_runs(left, right)
        assert {x for a, b in runs for x in range(a, b)} == {x for a, n in stretches for x in range(a, a + n)}
        assert all(one[1] < other[0] for one, other in pairwise(runs)), "none that could be joined"


class TestGestures:
    @given(st.sampled_from(["start", "end", "body"]), st.integers(0, 2), st.floats(-0.2, 0.2), st.floats(0, DURATION))
    def test_a_drag_changes_one_region_and_keeps_all_apart(self, kind, index, offset, time):
        drag = RegionDrag(REGIONS, Grip(kind, index, offset), DURATION)
        after = drag.at(time, SnapPoints(np.array([15.0, 35.0]), 0.3)).regions
        assert len(after) == len(REGIONS)
        assert [one == other for one, other in zip(after, REGIONS, strict=True)].count(False) <= 1
        assert all(one.end <= other.start for one, other in itertools.pairwise(after))

    def test_an_edge_snaps_by_its_own_time_not_the_pointers(self):
        drag = RegionDrag(REGIONS, Grip("end", 0, 0.5), DURATION)
        snap_points = SnapPoints(np.array([25.0]), 0.2)
        preview = drag.at(25.4, snap_points)
        assert preview.regions[0].end == 25.0
        assert (preview.at, preview.snapped) == (25.0, True)
        assert drag.at(25.4, SnapPoints.none()).regions[0].end == pytest.approx(24.9)

    def test_a_body_snaps_by_its_nearer_edge(self):
        drag = RegionDrag(REGIONS, Grip("body", 0, 2.0), DURATION)
        moved = drag.at(15.05, SnapPoints(np.array([13.2, 23.0]), 0.3)).regions[0]
        assert (moved.start, moved.end) == (13.0, 23.0)

    @given(st.floats(0, DURATION), st.floats(0, DURATION))
    def test_drawing_adds_at_most_one_region_between_its_neighbours(self, anchor, time):
        preview = RegionDraw(REGIONS, anchor, DURATION).at(time, SnapPoints.none())
        if preview.index is None:
            assert preview.regions == REGIONS
        else:
            new = preview.regions[preview.index]
            assert new.source == "hand"
            assert min(anchor, time) <= new.start < new.end <= max(anchor, time)
            assert tuple(region for region in preview.regions if region != new) == REGIONS

    @given(st.sampled_from(REGIONS), st.floats(0, 1), st.floats(0.001, 1))
    def test_holding_still_changes_nothing(self, region, place, tolerance):
        # From just outside of the start to just outside of the end.
        time = region.start - tolerance / 2 + place * (region.length + tolerance)
        grip = hit(REGIONS, time, tolerance)
        assert grip is not None
        after = RegionDrag(REGIONS, grip, DURATION).at(time, SnapPoints.none()).regions
        for one, other in zip(after, REGIONS, strict=True):
            assert (one.start, one.end) == pytest.approx((other.start, other.end), abs=1e-9)
