"""bench/effort.py: what the simulated annotator ends with is right, is got at by the cheapest way, and is counted."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench import effort
from bench.annotator.annotator import Annotator
from bench.annotator.effort import Effort, nudge_keys
from bench.annotator.plan import Prices, Step, cheapest, edges
from bench.annotator.reviewing import review, seconds_wrong
from svd_core.annotation.regions import Region, Regions
from svd_core.experiments.folds import posterior_files
from svd_core.model.doubtful_places import DoubtfulPlace

DURATION = 60.0
TOLERANCE = 0.1
PRICES = Prices(
    lambda distance: 0.0 if distance <= TOLERANCE else 2 + distance / 10, 1.5, 2.5, 6.0, lambda gap: 9.0 + gap
)


def regions_of(*times: float) -> Regions:
    return tuple(Region(times[index], times[index + 1]) for index in range(0, len(times), 2))


def somebody(wanted: Regions, regions: Regions = (), aim: float = 0.0) -> Annotator:
    return Annotator(wanted, DURATION, TOLERANCE, aim, np.random.default_rng(0), regions)


@st.composite
def some_regions(draw: st.DrawFn) -> Regions:
    """Up to five regions whose edges are at least .3 s apart."""
    count = draw(st.integers(0, 5))
    ticks = draw(st.lists(st.integers(0, int(DURATION / 0.3)), min_size=2 * count, max_size=2 * count, unique=True))
    return regions_of(*(0.3 * tick for tick in sorted(ticks)))


@given(some_regions(), some_regions(), st.sampled_from([0.0, 0.05]))
def test_whatever_the_model_proposed_every_edge_comes_to_be_near_enough(wanted: Regions, proposed: Regions, aim: float):
    corrected = somebody(wanted, proposed, aim)
    corrected.correct()
    drawn = somebody(wanted, (), aim)
    drawn.draw_all()
    tapped = somebody(wanted)
    tapped.tap_all(0.05)
    for annotator in (corrected, drawn, tapped):
        assert len(annotator.regions) == len(wanted)
        assert np.allclose(edges(annotator.regions), edges(wanted), rtol=0, atol=TOLERANCE)


@given(some_regions())
def test_what_is_right_costs_nothing(wanted: Regions):
    annotator = somebody(wanted, tuple(Region(one.start, one.end + 0.02) for one in wanted))
    annotator.correct()
    assert annotator.effort == Effort()


def test_each_step_is_counted_as_the_program_has_it():
    wanted = regions_of(10.0, 20.0, 30.0, 40.0)

    def corrected(*times: float) -> Effort:
        annotator = somebody(wanted, regions_of(*times))
        annotator.correct()
        return annotator.effort

    # Space, Tab, so many arrows, Space; heard on arrival and when moved.
    assert corrected(10.0 + 10 / 70, 20.0, 30.0, 40.0) == Effort(keys=2 + 1 + 2, decisions=1, auditions=2)
    # A second edge of the same region is mended at the same stop.
    assert corrected(10.0 + 10 / 70, 20.0 + 10 / 70, 30.0, 40.0) == Effort(keys=2 + 3 + 3, decisions=1, auditions=4)
    # Far away it is dragged, and heard.
    assert corrected(10.0, 27.0, 30.0, 40.0) == Effort(keys=2 + 1, drags=1, decisions=1, auditions=1)
    assert corrected(10.0, 20.0, 25.0, 26.0, 30.0, 40.0) == Effort(keys=2 + 1 + 1, decisions=1, auditions=1)
    assert corrected(10.0, 15.0, 15.2, 20.0, 30.0, 40.0) == Effort(keys=2 + 2 + 1, decisions=1, auditions=3)
    assert corrected(10.0, 20.0) == Effort(keys=2 + 2, drags=1, decisions=1, auditions=2)
    # A gap is selected and deleted, and both of its edges are heard.
    assert corrected(10.0, 40.0) == Effort(keys=2 + 1 + 2, drags=1, decisions=1, auditions=2)


def test_a_region_is_split_where_the_gap_is_short():
    annotator = somebody(regions_of(10.0, 20.0, 20.15, 40.0), regions_of(10.0, 40.0))
    annotator.correct()
    assert annotator.effort == Effort(keys=2 + 1, clicks=1, decisions=1)


def test_hearing_an_edge_before_the_mouse_sets_it_is_counted():
    wanted = regions_of(10.0, 20.0)
    for regions, n_heard in (((), 2), (regions_of(10.0, 27.0), 1), (regions_of(10.0, 20.05), 0)):
        plain, searching = (somebody(wanted, regions) for _ in range(2))
        searching.searches = 1
        for annotator in (plain, searching):
            annotator.correct()
        assert searching.effort == plain.effort + Effort(auditions=n_heard)


def test_taps_are_drawn_towards_the_curve_as_the_program_does_it():
    wanted = regions_of(10.0, 20.0, 30.0, 40.0)
    alone, drawn = somebody(wanted), somebody(wanted)
    alone.tap_all(0.2)
    drawn.tap_all(0.2, np.array([10.0, 30.0]))
    assert drawn.effort.keys < alone.effort.keys


def test_a_review_rejects_what_is_mostly_wrong_and_leaves_the_rest():
    wanted, found = regions_of(10.0, 20.0), regions_of(11.0, 20.0, 30.0, 31.0)
    places = (DoubtfulPlace(10.1, 11.0, False), DoubtfulPlace(30.0, 31.0, True), DoubtfulPlace(15.0, 16.0, True))
    after = review(found, places, wanted, DURATION)
    assert [(one.start, one.end) for one in after.regions] == [(10.1, 20.0)]
    assert after.effort == Effort(keys=1 + 3, decisions=3, played=0.9 + 1 + 1 + 3)
    assert seconds_wrong(found, wanted) == 2.0 and seconds_wrong(after.regions, wanted) == pytest.approx(0.1)
    assert review(found, (), wanted, DURATION).effort == Effort()


def test_a_person_who_aims_badly_nudges_more():
    wanted = regions_of(*np.arange(1.0, 49.0, 2.0))
    keys = []
    for aim in (0.0, 0.2):
        annotator = somebody(wanted[:12], (), aim)
        annotator.draw_all()
        keys.append(annotator.effort.keys)
    assert keys[0] == 12 * 4 < keys[1]


def test_no_sequence_of_arrows_is_shorter():
    for n_frames in range(-45, 46):
        ways = [abs(n_frames - 10 * tens) + (abs(tens) + 1 if tens else 0) for tens in range(-6, 7)]
        assert nudge_keys(n_frames) == min(ways)


def brute_force(found: list[float], wanted: list[float], start: bool = True) -> float:
    """The least cost of all ways there are."""
    ways = [0.0] if not found and not wanted else []
    if found and wanted:
        ways.append(PRICES.move(abs(found[0] - wanted[0])) + brute_force(found[1:], wanted[1:], not start))
    if len(found) > 1:
        ways.append((PRICES.delete if start else PRICES.merge) + brute_force(found[2:], wanted, start))
    if len(wanted) > 1:
        ways.append(
            (PRICES.draw if start else PRICES.split(wanted[1] - wanted[0])) + brute_force(found, wanted[2:], start)
        )
    return min(ways, default=float("inf"))


@given(some_regions(), some_regions())
def test_the_plan_is_the_cheapest_of_all(found: Regions, wanted: Regions):
    found, wanted = found[:3], wanted[:3]
    there, asked = edges(found), edges(wanted)

    def price(step: Step) -> float:
        if step.kind == "keep":
            return PRICES.move(abs(there[step.found] - asked[step.wanted]))
        if step.kind == "split":
            return PRICES.split(asked[step.wanted + 1] - asked[step.wanted])
        return {"delete": PRICES.delete, "merge": PRICES.merge, "draw": PRICES.draw}[step.kind]

    total = sum(map(price, cheapest(there, asked, PRICES)))
    assert total == pytest.approx(brute_force(there, asked))


@pytest.fixture
def labelled_songs(tmp_path: Path) -> Path:
    """Two songs by two artists in two folds; of the first the model knows everything, of the second nothing."""
    folder = tmp_path / "songs"
    for part in ("audio", "labels", "filelists", "posteriors"):
        (folder / part).mkdir(parents=True)
    for number, (name, knows) in enumerate((("Ann - One", True), ("Bo - Two", False)), start=1):
        (folder / "audio" / f"{name}.wav").touch()
        (folder / "labels" / f"{name}.lab").write_text("0 2 nosing\n2 6 sing\n6 10 nosing\n")
        (folder / "filelists" / f"fold{number}").write_text(f"{name}\n")
        times = np.arange(700) / 70
        # The shipped models begin .05 s later and end .1 s earlier than the curve crosses.
        sung = knows & (times >= 1.95) & (times < 6.1)
        logits = np.where(sung, 5, -5).astype(np.float16)
        posterior_files.write(folder / "posteriors" / f"net-fold{number}-s0.npz", {name: logits})
    return folder


def test_the_command_reports_effort_and_shares_over_artists(labelled_songs: Path, capsys: pytest.CaptureFixture[str]):
    words = ["--data", str(labelled_songs), "--posteriors", str(labelled_songs / "posteriors"), "--aim", "0"]
    assert effort.main([*words, "--json"]) == 0
    summary = json.loads(capsys.readouterr().out)
    assert (summary["songs"], summary["artists"], summary["edges"]) == (2, 2, 4)
    assert summary["edges_right"] == 0.5 and summary["edges_right_interval"] == [0.0, 1.0]
    # Of one song nothing is to be done, of the other everything.
    assert summary["share_of_drawn_drags"] == 0.5 and summary["by_artist"]["Bo"] == 1.0
    assert summary["by_artist"]["Ann"] < 1.0
    assert summary["error"] == pytest.approx(0.2, abs=0.01) == summary["error_reviewed"], "it is sure throughout"
    assert summary["reviewed_of_drawing"] == 0.0 and summary["edges_reviewed"] == 0.5
    assert effort.main([*words, "--page", str(labelled_songs / "page.md")]) == 0
    assert "| correcting, of what it takes drawn |" in (labelled_songs / "page.md").read_text()


def test_without_data_nothing_is_done_and_it_is_said(capsys: pytest.CaptureFixture[str]):
    assert effort.main([]) == 0
    assert "--data" in capsys.readouterr().err


def test_posteriors_of_other_songs_are_refused(labelled_songs: Path, capsys: pytest.CaptureFixture[str]):
    posterior_files.write(labelled_songs / "strange-s0.npz", {"Cy - Three": np.zeros(70, np.float16)})
    words = ["--data", str(labelled_songs), "--posteriors", str(labelled_songs / "strange-s0.npz")]
    assert effort.main(words) == 1
    assert "Cy - Three" in capsys.readouterr().err
