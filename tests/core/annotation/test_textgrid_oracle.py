"""TextGrids against praatio: what we write it reads, what it writes we read, and its corrections change nothing."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pympi
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from praatio import textgrid
from praatio.data_classes.interval_tier import IntervalTier

from svd_core.annotation.formats.label_rows import HowToRead
from svd_core.annotation.formats.textgrid import TEXTGRID
from svd_core.annotation.formats.tiers import TIER
from svd_core.annotation.label_file import read_labels
from svd_core.annotation.regions import Region, Regions

DURATION = 60.0
FORMS = ("long_textgrid", "short_textgrid")


@st.composite
def annotations(draw: st.DrawFn) -> Regions:
    """Regions on whole milliseconds, touching or apart, with the labels that people write."""
    edges = sorted(draw(st.sets(st.integers(0, 60_000), max_size=16)))
    labels = st.sampled_from(["sing", "la la", 'he said "oh"', "ü ♪ 東京", "2"])
    spans = [pair for pair in pairwise(edges) if draw(st.booleans())]
    return tuple(Region(start / 1000, end / 1000, draw(labels), "file") for start, end in spans)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(annotations())
def test_praatio_reads_what_we_write(tmp_path: Path, regions: Regions) -> None:
    path = tmp_path / "song.TextGrid"
    path.write_text(TEXTGRID.write(regions, DURATION), encoding="utf-8")
    grid = textgrid.openTextgrid(str(path), includeEmptyIntervals=False, reportingMode="error")
    tier = grid.getTier(TIER)
    assert (grid.minTimestamp, grid.maxTimestamp) == (0, DURATION)
    assert [(entry.start, entry.end, entry.label) for entry in tier.entries] == [
        (region.start, region.end, region.label) for region in regions
    ]


def test_praatio_reads_the_tier_of_checked_time(tmp_path: Path) -> None:
    path = tmp_path / "song.TextGrid"
    path.write_text(TEXTGRID.write((), 9.0, ((0.0, 2.5), (4.0, 9.0))), encoding="utf-8")
    grid = textgrid.openTextgrid(str(path), includeEmptyIntervals=False, reportingMode="error")
    assert [(entry.start, entry.end) for entry in grid.getTier("checked").entries] == [(0, 2.5), (4, 9)]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(annotations(), st.sampled_from(FORMS))
def test_we_read_what_praatio_writes(tmp_path: Path, regions: Regions, form: str) -> None:
    entries = [(region.start, region.end, region.label) for region in regions]
    grid = textgrid.Textgrid(0, DURATION)
    grid.addTier(IntervalTier("vocals", entries, 0, DURATION))
    path = tmp_path / "song.TextGrid"
    grid.save(str(path), format=form, includeBlankSpaces=True)
    assert read_labels(path, HowToRead(lyrics=True)) == regions


@pytest.mark.parametrize("form", FORMS)
def test_a_grid_that_praatio_saves_again_says_the_same(tmp_path: Path, form: str) -> None:
    regions = (Region(0, 1.234, "sing", "file"), Region(1.234, 2.5, "la", "file"), Region(59.5, 60, "sing", "file"))
    lyrics = HowToRead(lyrics=True)
    first, second = tmp_path / "first.TextGrid", tmp_path / "second.TextGrid"
    first.write_text(TEXTGRID.write(regions, DURATION), encoding="utf-8")
    textgrid.openTextgrid(str(first), includeEmptyIntervals=True).save(str(second), form, includeBlankSpaces=True)
    assert read_labels(second, lyrics) == read_labels(first, lyrics) == regions


def test_pympi_reads_what_we_write(tmp_path: Path) -> None:
    regions = (Region(0.5, 1.234, 'he said "oh"', "file"), Region(1.234, 2.5, "ü ♪", "file"))
    path = tmp_path / "song.TextGrid"
    path.write_text(TEXTGRID.write(regions, DURATION), encoding="utf-8")
    tier = pympi.Praat.TextGrid(str(path)).get_tier(TIER)
    sung = [interval for interval in tier.get_intervals(sort=True) if interval[2]]
    assert [(start, end) for start, end, _ in sung] == [(0.5, 1.234), (1.234, 2.5)]
    assert [text.replace('""', '"') for _, _, text in sung] == [region.label for region in regions]
