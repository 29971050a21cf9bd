"""How much of songs is known, and what is said about songs from which little can be learned."""

from __future__ import annotations

import numpy as np
import pytest

from svd_core.annotation.regions import Region
from svd_core.annotation.song_annotation import SongAnnotation
from svd_core.config import FeatureConfig
from svd_core.data.coverage import SongCoverage, remarks
from svd_core.data.recordings import Recording


def song(name: str = "a", seconds: float = 200, checked: float = 100, sung: float = 50) -> SongCoverage:
    return SongCoverage(name, seconds, checked, sung)


def test_of_an_annotation_only_checked_time_counts() -> None:
    regions = (
        Region(10, 20, source="hand"),
        Region(30, 40, "speech", source="hand"),
        Region(50, 90, source="model"),
    )
    annotation = SongAnnotation("s", "k", 100.0, regions, checked=((0.0, 35.0), (60.0, 70.0)))
    assert SongCoverage.of_annotation("s", annotation) == SongCoverage("s", 100.0, 45.0, 20.0, 2)


def test_regions_that_a_person_left_open_take_part_in_nothing() -> None:
    regions = (Region(1, 3, "sing", "hand"), Region(4, 5, "?", "hand"), Region(6, 7, "Unsure", "hand"))
    annotation = SongAnnotation("a.wav", "k", 10.0, regions, checked=((0.0, 4.5), (6.5, 10.0)))
    clear = ((0.0, 4.0), (7.0, 10.0))
    assert annotation.known == clear
    found = SongCoverage.of_annotation("a", annotation)
    assert (found.checked, found.sung) == (7.0, 2.0)


def test_of_a_recording_in_frames() -> None:
    sung, checked = np.zeros(700, np.bool_), np.zeros(700, np.bool_)
    sung[70:210], checked[:140] = True, True
    found = SongCoverage.of_recording(
        Recording("r", np.zeros(220500, np.int16), sung, checked=checked), FeatureConfig()
    )
    assert found == SongCoverage("r", 10.0, 2.0, 1.0)


def test_good_songs_need_no_remark() -> None:
    assert remarks([song("a"), song("b")]) == ()
    assert remarks([]) == ()


@pytest.mark.parametrize(
    ("songs", "text"),
    [
        ([song(), song("tiny", 1.0, 1.0, 0.5)], "tiny: too short"),
        ([song(), song("blank", checked=0, sung=0)], "blank: nothing is checked"),
        ([song(sung=0), song("b", sung=0)], "Nobody sings in what is checked"),
        ([song(sung=100), song("b", sung=100)], "Somebody sings in all that is checked"),
        ([song(), song("full", sung=100)], "full: all that is checked is sung"),
        ([song(checked=40, sung=5)], "Only 5 s with singing"),
        ([song(checked=40, sung=35)], "Only 5 s without singing"),
        ([song(), *(song(f"s{n}", checked=0, sung=0) for n in range(5))], "s0, s1, s2 and 2 more: nothing"),
    ],
)
def test_what_is_odd_is_said_with_the_remedy(songs: list[SongCoverage], text: str) -> None:
    assert any(text in remark for remark in remarks(songs)), remarks(songs)


def test_other_music_makes_up_for_songs_of_one_class() -> None:
    assert remarks([song(sung=100)], has_other_music=True) == ()


def test_an_edit_makes_the_known_time_anew():
    song = SongAnnotation("a", "ab" * 32, 100.0, (Region(10, 20, "?"),), checked=((0.0, 50.0),))
    assert song.known == ((0.0, 10.0), (20.0, 50.0))
    edited = song.edited((Region(10, 20, "sing"),))
    assert edited.known == ((0.0, 50.0),) and edited.with_valid(regions=song.regions).known == song.known
    assert edited.marked_unchecked(((0.0, 50.0),)).known == ()
