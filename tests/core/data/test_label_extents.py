"""The time of which labels speak: what a format states or implies counts, and no more of a song."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

import pytest

from svd_core.annotation.label_file import labels_of, parse_labels
from svd_core.annotation.spans import WHOLE
from svd_core.data.corpora.corpus import WITHOUT_LABELS
from svd_core.data.corpora.label_folders import LabelFolder
from svd_core.data.corpora.medleydb import active_regions
from svd_core.data.corpora.rwc import Rwc, vocal_activity
from svd_core.data.corpora.stem_folders import StemFolders
from svd_core.data.corpora.ultrastar import UltraStarSongs
from svd_core.errors import FormatError

Write = Callable[..., Path]

GRID = (
    'File type = "ooTextFile"\nObject class = "TextGrid"\n{0} {1} <exists> 1 "IntervalTier" "singing" {0} {1} 3 '
    '{0} 4 "" 4 6 "sing" 6 {1} ""'
)


@pytest.mark.parametrize(
    ("text", "name", "checked"),
    [
        (GRID.format(0, 10), "a.TextGrid", ((0, 10),)),
        (GRID.format(3, 10), "a.TextGrid", ((3, 10),)),
        (GRID.format(0, 28.5), "a.TextGrid", ((0, 30),)),
        ("#BPM:15\n#START:2.5\n#END:20000\n: 4 2 1 a\nE\n", "a.txt", ((2.5, 20),)),
        ("#BPM:15\n#START:2.5\n: 4 2 1 a\nE\n", "a.txt", ((2.5, 30),)),
        ("#BPM:15\n#END:20000\n: 4 2 1 a\nE\n", "a.txt", ((0, 20),)),
        ("#BPM:15\n: 4 2 1 a\nE\n", "a.txt", ((0, 30),)),
        ("4\t6\tsing\n", "a.txt", ((0, 30),)),
        ("start,end\n4,6\n", "a.csv", ((0, 30),)),
        ("4 6 sing\n6 12 nosing\n", "a.lab", ((4, 12),)),
    ],
)
def test_labels_are_checked_over_the_time_that_they_state(text: str, name: str, checked):
    found = labels_of(parse_labels(text, name, duration=30.0), duration=30.0)
    assert found.checked == checked
    assert any("stays unchecked" in remark for remark in found.remarks) == (checked != ((0, 30),))


def test_the_end_of_an_ultrastar_song_comes_after_its_start():
    with pytest.raises(FormatError, match=r"a\.txt, line 1: #END, 2 s, is not after #START, 2.5 s"):
        parse_labels("#BPM:15\n#START:2,5\n#END:2000\n: 4 2 1 a\nE\n", "a.txt")


def test_a_karaoke_song_is_checked_where_it_is_played(sound: Write, tmp_path: Path):
    sound(tmp_path / "a.wav")
    (tmp_path / "a.txt").write_text("#TITLE:a\n#MP3:a.wav\n#BPM:15\n#START:0.5\n#END:3000\n: 1 1 1 a\nE\n")
    survey = UltraStarSongs().survey(tmp_path)
    assert survey.songs[0].checked == ((0.5, 3.0),)
    assert WITHOUT_LABELS in [finding.message for finding in survey.findings]


def test_change_points_say_nothing_before_the_first_and_after_the_last(sound: Write, tmp_path: Path):
    assert vocal_activity("2 b\n3 m\n4 b\n", "x")[1:] == ((2.0, 4.0), None)
    assert vocal_activity("", "x")[1:] == ((0.0, 0.0), None)
    sound(tmp_path / "RM-P001.wav", 9.0)
    (tmp_path / "RM-P001.VOCA_INST.TXT").write_text("2 b\n3 m\n4 b\n")
    (song,) = Rwc().survey(tmp_path).songs
    assert (song.checked, song.stops, song.extent) == (((2.0, math.inf),), 4.0, None)


def test_activations_speak_of_their_rows():
    assert active_regions("time,S01\n0.5,1\n1.0,0\n", "x", ["S01"], 0.5)[1] == (0.5, 1.5)
    assert active_regions("time,S01\n", "x", ["S01"], 0.5)[1] == (0.0, 0.0)


def test_labels_beside_stems_leave_open_what_they_leave_open(sound: Write, tmp_path: Path):
    for part in ("vocals", "accompaniment"):
        sound(tmp_path / "A - one" / f"{part}.wav")
    (tmp_path / "A - one" / "labels.lab").write_text("0 1 sing\n1 2 unsure\n2 4 nosing\n")
    (song,) = StemFolders().survey(tmp_path).songs
    assert song.checked == ((0, 1), (2, math.inf)) and song.stops == 4.0


def test_what_is_assumed_of_labels_without_extent_is_said(sound: Write, tmp_path: Path):
    sound(tmp_path / "a.wav")
    (tmp_path / "a.txt").write_text("0.5\t1\tsing\n")
    survey = LabelFolder().survey(tmp_path)
    assert survey.songs[0].checked == WHOLE
    assert WITHOUT_LABELS in [finding.message for finding in survey.findings]
    (tmp_path / "a.txt").write_text("0\t1\tsing\n1\t2\tunsure\n2\t4\tnosing\n")
    assert WITHOUT_LABELS not in [finding.message for finding in LabelFolder().survey(tmp_path).findings]
