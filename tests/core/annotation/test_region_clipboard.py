"""Regions on the clipboard: what comes back is what went in, and nothing else is believed."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svd_core.annotation import region_clipboard
from svd_core.annotation.region_clipboard import from_json, from_text, pasted, to_json, to_text, within
from svd_core.annotation.regions import Region
from svd_core.errors import FormatError

THREE = (Region(10.25, 20.5, "choir", "model", 0.75), Region(30, 40, source="hand"), Region(50, 60, "verse 2", "file"))


@st.composite
def regions(draw):
    times = sorted(draw(st.sets(st.integers(0, 10_000), min_size=2, max_size=20)))
    return tuple(
        Region(a / 16, b / 16, draw(st.sampled_from(["sing", "choir", "“a”"])), draw(st.sampled_from(["hand", "file"])))
        for a, b in zip(times[::2], times[1::2], strict=False)
    )


@given(regions())
def test_json_keeps_everything_and_text_keeps_times_and_labels(some):
    assert from_json(to_json(some)) == some
    assert [(r.start, r.end, r.label) for r in from_text(to_text(some))] == [(r.start, r.end, r.label) for r in some]


def test_what_audacity_copies_is_read():
    text = "1.500000\t2.750000\tverse  one\n\\\t200.0\t900.0\n3.0\t3.0\tpoint\n4\t5\t\n"
    assert from_text(text) == (Region(1.5, 2.75, "verse one", "hand"), Region(4, 5, "sing", "hand"))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "copy some first"),
        ("dear all,", "line 1"),
        ("1\t2\tok\n2\tx\tbad", "line 2"),
        ("5\t2\tbackwards", "before start"),
        ("nan\t2\tx", "no number"),
        ("-1\t2\tx", "negative"),
        ("0\t1e9\tx", "longer than any song"),
        ("1\t1\tpoint only", "copy some first"),
    ],
)
def test_other_text_is_refused_with_the_line(text, reason):
    with pytest.raises(FormatError, match=reason):
        from_text(text)


@pytest.mark.parametrize(
    "change",
    [
        {"format": "else"},
        {"version": 2},
        {"regions": []},
        {"regions": [{"start": 2, "end": 1, "label": "x", "source": "hand"}]},
        {"regions": [{"start": 1, "end": 2, "label": 7, "source": "hand"}]},
        {"regions": [{"start": 1, "end": 2, "label": "x", "source": "nobody"}]},
        {"regions": [{"start": 1, "end": float("inf"), "label": "x", "source": "hand"}]},
    ],
)
def test_other_json_is_refused(change):
    document = json.loads(to_json(THREE)) | change
    with pytest.raises(FormatError, match="the clipboard"):
        from_json(json.dumps(document))


def test_labels_that_steer_a_screen_come_in_as_what_they_are():
    (region,) = from_text("1\t2\tsing\u202egnis\x1b[2J")
    assert region.label == "sing\\u202egnis\\x1b[2J"


def test_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(region_clipboard, "MAX_REGIONS", 2)
    with pytest.raises(FormatError, match="3 regions"):
        from_json(to_json(THREE))


@given(regions(), st.one_of(st.none(), st.floats(0, 700)))
def test_distances_are_kept_from_the_cursor_on(some, time):
    result = pasted((), some, time, 1e4)
    shift = 0 if time is None else time - some[0].start
    assert [r.start for r in result.new] == pytest.approx([r.start + shift for r in some])
    assert [r.length for r in result.new] == pytest.approx([r.length for r in some])
    assert (result.n_cut, result.n_left_out) == (0, 0)


def test_slivers_are_not_pasted_and_what_is_cut_is_measured():
    there = (Region(0.9, 5, source="model"),)
    new = (Region(0, 4, source="hand"), Region(4.85, 5.09, source="hand"), Region(6, 6.05, source="hand"))
    result = pasted(there, new, None, 10)
    assert [(r.start, r.end) for r in result.new] == [(6, 6.05)] and (result.n_cut, result.n_left_out) == (0, 2)
    result = pasted(there, (Region(0, 3, source="hand"),), None, 10)
    assert [(r.start, r.end) for r in result.new] == [(0, 0.9)]
    assert (result.n_cut, result.cut_seconds) == (1, pytest.approx(2.1))


def test_the_parts_within_a_time_are_taken():
    assert within(THREE, 15, 35) == (Region(15, 20.5, "choir", "model", 0.75), Region(30, 35, source="hand"))
    assert within(THREE, 20.49, 30.01) == ()
