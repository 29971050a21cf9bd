"""What to look at next: stretches by what is expected to be wrong in them, spread over artists."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from svd_core.annotation.regions import Region
from svd_core.audio.features import FloatArray, FrameGrid
from svd_core.config import PostprocessingConfig
from svd_core.review.evidence import Evidence, Heard
from svd_core.review.queue import ARTIST_DISCOUNT, queue
from svd_core.review.stretches import LEEWAY, LENGTH, Stretch, stretches_of

POSTPROCESSING = PostprocessingConfig(median_frames=1)
MINUTE = FrameGrid(60 * 70)


def curve(*parts: tuple[float, float]) -> FloatArray:
    """Probabilities that hold for so many seconds each."""
    return np.concatenate([np.full(round(seconds * 70), value, np.float32) for seconds, value in parts])


def evidence(*curves: FloatArray, **known: object) -> Evidence:
    heard = tuple(Heard(values, POSTPROCESSING) for values in curves)
    return Evidence("a.mp3", "A", FrameGrid(len(curves[0])), heard, **known)  # type: ignore[arg-type]


@given(st.lists(st.tuples(st.floats(0.5, 40), st.floats(0, 1)), min_size=1, max_size=8))
def test_stretches_cover_the_song_and_are_about_half_a_minute_long(parts: list[tuple[float, float]]) -> None:
    song = evidence(curve(*parts))
    stretches = stretches_of(song)
    assert stretches[0].start == 0
    assert stretches[-1].end == song.grid.duration
    assert all(before.end == after.start for before, after in pairwise(stretches))
    assert all(0 < stretch.length <= 1.5 * LENGTH + 2 * LEEWAY for stretch in stretches)


def test_a_song_is_cut_where_nobody_sings() -> None:
    first, second = stretches_of(evidence(curve((27, 0.9), (1, 0.02), (32, 0.9))))
    assert 27 <= first.end == second.start <= 28


def test_doubt_is_the_seconds_that_the_probabilities_expect_to_be_wrong() -> None:
    first, second = stretches_of(evidence(curve((30, 0.02), (30, 0.6))))
    assert first.doubt == pytest.approx(30 * 0.02, abs=0.05)
    assert second.doubt == pytest.approx(30 * 0.4, abs=0.05)
    assert second.reason == "doubt"


def test_where_a_person_has_checked_nothing_is_in_doubt() -> None:
    song = evidence(curve((60, 0.6)), curve((60, 0.1)), checked=((0.0, 30.0),), known=((0.0, 30.0),))
    first, second = stretches_of(song)
    assert first.worth == 0
    assert second.doubt > 10
    assert second.disagreement == pytest.approx(30)
    assert second.reason == "disagreement"


def test_disagreement_is_the_share_of_other_models_that_decide_otherwise() -> None:
    (only,) = stretches_of(evidence(curve((20, 0.9)), curve((20, 0.9)), curve((5, 0.9), (15, 0.1))))
    assert only.disagreement == pytest.approx(7.5)


def test_a_hand_that_a_sure_model_contradicts_is_a_conflict() -> None:
    regions = (Region(0.0, 10.0, source="hand"),)
    song = evidence(
        curve((5, 0.99), (5, 0.01), (0.5, 0.99), (9.5, 0.01)), regions=regions, known=((0.0, 20.0),), checked=((0, 20),)
    )
    (only,) = stretches_of(song)
    # Half a second of sung time that was not labelled is too short to be one.
    assert only.conflict == pytest.approx(5)
    assert only.reason == "conflict"


def test_what_a_person_left_open_is_no_conflict() -> None:
    song = evidence(curve((20, 0.99)), checked=((0.0, 20.0),))
    assert stretches_of(song)[0].worth == 0


def test_probabilities_of_another_song_are_refused() -> None:
    with pytest.raises(ValueError, match=r"a\.mp3"):
        stretches_of(evidence(curve((60, 0.5)), curve((59, 0.5))))


def stretch(song: str, artist: str, start: float, worth: float) -> Stretch:
    return Stretch(song, artist, start, start + 30, worth, 0.0, 0.0)


def test_what_teaches_most_comes_first_and_what_teaches_nothing_not_at_all() -> None:
    low, high, none = stretch("a", "A", 0, 2), stretch("b", "B", 0, 3), stretch("c", "C", 0, 0.1)
    assert queue([low, none, high], {}) == (high, low)


def test_an_artist_does_not_fill_the_queue() -> None:
    many = [stretch(f"a{number}", "A", 0, 3.0 - number / 100) for number in range(5)]
    other = stretch("b", "B", 0, 3.0 * ARTIST_DISCOUNT - 0.1)
    assert queue([*many, other], {}).index(other) in {1, 2}


def test_what_is_checked_of_an_artist_counts_like_stretches_before() -> None:
    checked, fresh = stretch("a", "A", 0, 3), stretch("b", "B", 0, 2.9)
    assert queue([checked, fresh], {}) == (checked, fresh)
    assert queue([checked, fresh], {"A": LENGTH}) == (fresh, checked)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("AB"), st.floats(0.5, 20)), max_size=20))
def test_each_stretch_is_in_the_queue_once(drawn: list[tuple[str, str, float]]) -> None:
    stretches = [stretch(song, artist, 30.0 * number, worth) for number, (song, artist, worth) in enumerate(drawn)]
    assert sorted(queue(stretches, {}), key=lambda each: each.start) == stretches
