"""What lies beside a song: labels of several kinds, and one's own file before them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

from svd_core.annotation import annotation_file
from svd_core.annotation.journal.places import snapshot_path_for
from svd_core.annotation.regions import Region
from svd_core.annotation.song_annotation import SongAnnotation
from svd_core.errors import FormatError
from svd_core.files.storage import content_key
from tests.core.annotation.example_song import EMPTY, extents, proposal


@pytest.fixture
def song(tmp_path: Path) -> Path:
    path = tmp_path / "audio" / "song.wav"
    path.parent.mkdir()
    soundfile.write(path, np.zeros(8000), 4000)
    return path


def test_nothing_beside_a_song_is_nothing_found(song: Path) -> None:
    song.with_suffix(".txt").write_text("Some lyrics\nthat are no labels\n")
    assert annotation_file.find(song) is None


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("audio/song.lab", "0 0.5 nosing\n0.5 1.25 sing\n1.25 2 nosing\n"),
        ("audio/song.txt", "0.5\t1.25\tsing\n"),
        ("audio/song.csv", "start,end,source\n0.5,1.25,model\n"),
        ("labels/song.lab", "0.5 1.25 sing\n"),
    ],
)
def test_labels_that_lie_beside_a_song_are_imported(song: Path, place: str, text: str) -> None:
    path = song.parent.parent / place
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    annotation = annotation_file.find(song)
    assert annotation == SongAnnotation(
        "song.wav", content_key(song), 2.0, (Region(0.5, 1.25, source="file"),), ((0.0, 2.0),), None, ((0.0, 2.0),)
    )
    assert annotation is not None
    assert annotation.proposed(proposal((0, 2))).regions == annotation.regions


def test_what_labels_leave_open_is_not_checked(song: Path) -> None:
    song.with_suffix(".lab").write_text("0 0.5 sing\n0.5 1 unsure\n1 2 nosing\n")
    annotation = annotation_file.find(song)
    assert annotation is not None
    assert annotation.checked == ((0, 0.5), (1, 2))


def test_labels_a_little_longer_than_the_song_are_cut_and_much_longer_ones_refused(song: Path) -> None:
    song.with_suffix(".lab").write_text("1 3 sing\n3.5 3.9 sing\n")
    annotation = annotation_file.from_labels(song, duration=2.0, song_key="k")
    assert annotation is not None
    assert extents(annotation.regions) == [(1, 2)]
    song.with_suffix(".lab").write_text("1 3 sing\n8 9 sing\n")
    with pytest.raises(FormatError, match=r"song\.lab, line 2: ends at 9 s"):
        annotation_file.from_labels(song, duration=2.0, song_key="k")


def test_ones_own_file_comes_first_and_broken_labels_are_reported(song: Path) -> None:
    song.with_suffix(".lab").write_text("2 1 sing\n")
    with pytest.raises(FormatError, match=r"song\.lab, line 1"):
        annotation_file.find(song)
    own = replace(EMPTY, song="song.wav", song_key=content_key(song))
    annotation_file.save(snapshot_path_for(song), own)
    assert annotation_file.find(song) == own
