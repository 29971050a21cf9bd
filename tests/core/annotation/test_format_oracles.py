"""Label formats against other programs: files saved by them are read, and their libraries read what is written here."""

from __future__ import annotations

import gzip
import html
import json
from pathlib import Path

import av
import mir_eval
import numpy as np
import pympi
import pytest

from svd_core.annotation.formats.label_rows import HowToRead
from svd_core.annotation.formats.registry import FORMATS, format_named
from svd_core.annotation.label_file import labels_of, read_label_file
from svd_core.annotation.regions import Region
from svd_core.annotation.vocabulary import key_of
from svd_core.errors import FormatError

SAVED = Path(__file__).parents[2] / "data" / "label_programs"
LABEL = 'Refrão "la" & <x>'
HOW = HowToRead(meanings={key_of(LABEL): "sung"})
REGIONS = (Region(1.25, 4.5, "sing", "model", 0.9), Region(6.0, 7.5, LABEL, "hand"), Region(7.5, 9.125, "?", "hand"))


def write(folder: Path, name: str) -> Path:
    """The regions in a format, as a file."""
    file_format = format_named(name)
    path = folder / f"song{file_format.suffix}"
    path.write_text(file_format.write(REGIONS, 12.0, ((0.5, 8.0),)), encoding="utf-8")
    return path


@pytest.mark.parametrize("path", sorted(set(SAVED.iterdir()) - {SAVED / "README.md"}), ids=lambda path: path.name)
def test_what_other_programs_saved_is_read(path: Path) -> None:
    found = labels_of(read_label_file(path, HOW), HOW, 12.0)
    assert [(each.start, each.end, each.label) for each in found.regions] == [(1.25, 4.5, "sing"), (6.0, 7.5, LABEL)]
    assert found.ignored == ((7.5, 9.125),)
    checked = ((0.5, 7.5),) if path.suffix == ".TextGrid" else ((0.0, 7.5), (9.125, 12.0))
    assert found.checked == checked


def test_pympi_reads_and_writes_the_same_annotations(tmp_path: Path) -> None:
    path = write(tmp_path, "eaf")
    document = pympi.Elan.Eaf(str(path))
    assert document.get_annotation_data_for_tier("singing") == [
        (1250, 4500, "sing"),
        (6000, 7500, LABEL),
        (7500, 9125, "?"),
    ]
    assert document.get_annotation_data_for_tier("checked") == [(500, 8000, "checked")]
    document.add_tier("gestures")
    document.add_annotation("gestures", 0, 300, "nod")
    document.to_file(str(path))
    found = labels_of(read_label_file(path, HOW), HOW, 12.0)
    assert [(each.start, each.end) for each in found.regions] == [(1.25, 4.5), (6.0, 7.5)]
    assert found.checked == ((0.5, 7.5),)


def test_times_that_elan_leaves_open_lie_between_their_neighbours(tmp_path: Path) -> None:
    times = {"s0": ' TIME_VALUE="1000"', "s1": "", "s2": "", "s3": ' TIME_VALUE="4000"'}
    slots = "".join(f'<TIME_SLOT TIME_SLOT_ID="{name}"{value}/>' for name, value in times.items())
    words = "".join(
        f'<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a{n}" TIME_SLOT_REF1="s{n}" TIME_SLOT_REF2="s{n + 1}">'
        f"<ANNOTATION_VALUE>sing</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>"
        for n in range(3)
    )
    path = tmp_path / "a.eaf"
    path.write_text(
        f'<ANNOTATION_DOCUMENT><HEADER TIME_UNITS="milliseconds"/><TIME_ORDER>{slots}</TIME_ORDER>'
        f'<TIER TIER_ID="words">{words}</TIER></ANNOTATION_DOCUMENT>'
    )
    assert [(each.start, each.end) for each in read_label_file(path).rows] == [(1, 2), (2, 3), (3, 4)]


@pytest.mark.filterwarnings("ignore:Passing a schema:DeprecationWarning")  # of jams itself
def test_jams_reads_what_is_written_and_its_own_is_read(tmp_path: Path) -> None:
    import jams  # late: takes a second

    path = write(tmp_path, "jams")
    document = jams.load(str(path), strict=True)
    assert document.validate()
    rows = [(each.time, each.duration, each.value, each.confidence) for each in document.annotations[0].data]
    assert rows[:4] == [
        (0, 1.25, "instrumental", None),
        (1.25, 3.25, "vocal", 0.9),
        (4.5, 1.5, "instrumental", None),
        (6.0, 1.5, LABEL, None),
    ]
    beats = jams.Annotation("beat", time=0, duration=12)
    beats.append(time=1.0, duration=0.0, value=1, confidence=None)
    document.annotations.append(beats)
    document.save(str(path))
    found = labels_of(read_label_file(path, HOW), HOW, 12.0)
    assert [(each.start, each.end) for each in found.regions] == [(1.25, 4.5), (6.0, 7.5)]
    assert (found.regions[0].confidence, found.checked) == (0.9, ((0.5, 7.5),))


@pytest.mark.parametrize("name", ["mirex", "lab"])
def test_mir_eval_reads_intervals_that_cover_the_song(tmp_path: Path, name: str) -> None:
    intervals, labels = mir_eval.io.load_labeled_intervals(str(write(tmp_path, name)))
    mir_eval.util.validate_intervals(intervals)
    assert np.array_equal(intervals[1:, 0], intervals[:-1, 1]) and intervals[-1, 1] == 12
    assert labels[:2] == ["nosing", "sing"]


@pytest.mark.parametrize("name", ["srt", "webvtt"])
def test_ffmpeg_reads_the_subtitles(tmp_path: Path, name: str) -> None:
    with av.open(str(write(tmp_path, name))) as container:
        cues = [
            (float(packet.pts * packet.time_base), float(packet.duration * packet.time_base), bytes(packet))
            for packet in container.demux()
            if packet.pts is not None
        ]
    assert [cue[:2] for cue in cues] == [(1.25, 3.25), (6.0, 1.5), (7.5, 1.625)]
    assert [cue[2].decode() for cue in cues] == [
        "sing",
        LABEL if name == "srt" else html.escape(LABEL, quote=False),
        "?",
    ]


HOSTILE = {
    "bomb.eaf": '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><ANNOTATION_DOCUMENT>&b;</ANNOTATION_DOCUMENT>',
    "file.svl": '<!DOCTYPE sv [<!ENTITY f SYSTEM "file:///etc/passwd">]><sv><data>&f;</data></sv>',
    "deep.eaf": "<ANNOTATION_DOCUMENT>" + "<a>" * 500,
    "open.svl": "<sv><data>",
    "deep.jams": '{"file_metadata": {}, "annotations": ' + "[" * 1000 + "]" * 1000 + "}",
    "late.rttm": "SPEAKER a 1 1e9 5 <NA> <NA> sing <NA> <NA>\n",
    "late.srt": "1\n9999:00:00,000 --> 9999:00:01,000\nsing\n",
    "late.lrc": "[9999:00.00] sing\n[length: 9999:59]",
    "back.vtt": "WEBVTT\n\n00:00:05.000 --> 00:00:01.000\nsing\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_hostile_or_absurd_is_refused_by_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(HOSTILE[name])
    if name.startswith("late") and not name.endswith("rttm"):
        # Such times can be meant; of a song of any length they are not.
        with pytest.raises(FormatError, match=r"late\.\w+, line \d"):
            labels_of(read_label_file(path), duration=12.0)
    else:
        with pytest.raises(FormatError, match=f"^{name}"):
            read_label_file(path)


def test_what_would_unpack_to_more_than_labels_have_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.jamz"
    path.write_bytes(gzip.compress(b" " * 33_000_000, 1))
    with pytest.raises(FormatError, match=r"bomb\.jamz: over 32 MB"):
        read_label_file(path)


def test_lyrics_are_sung_until_the_next_line(tmp_path: Path) -> None:
    path = tmp_path / "song.lrc"
    path.write_text("[ar:Ann]\n[length: 00:30]\n[00:01.50]No, no\n[00:03.00]\n[00:10.00][00:20.00]Silence\n")
    found = labels_of(read_label_file(path))
    assert [(each.start, each.end) for each in found.regions] == [(1.5, 3.0), (10.0, 20.0), (20.0, 30.0)]
    path.write_text("[00:01.50]<00:01.50>so <00:01.80>long <00:02.25>\n[00:03.00]end\n")
    with pytest.raises(FormatError, match="where does the last line end"):
        read_label_file(path)
    rows = labels_of(read_label_file(path, duration=5.0), duration=5.0).regions
    assert [(each.start, each.end) for each in rows] == [(1.5, 2.25), (3.0, 5.0)]


def test_stems_and_recordings_of_which_one_is_meant_are_asked_about(tmp_path: Path) -> None:
    path = tmp_path / "a.lab"
    path.write_text("time,S01,S02\n0.0,0.9,0.1\n1.0,0.1,0.8\n2.0,0,0\n")
    with pytest.raises(FormatError, match="which of the stems S01, S02 sing"):
        read_label_file(path)
    assert [(row.start, row.end) for row in read_label_file(path, HowToRead(tier="S02")).rows] == [(1.0, 2.0)]
    assert [(row.start, row.end) for row in read_label_file(path, HowToRead(tier="S01+S02")).rows] == [(0.0, 2.0)]
    path.write_text("".join(f"SPEAKER {song} 1 1 2 <NA> <NA> sing <NA> <NA>\n" for song in ("one", "two")))
    with pytest.raises(FormatError, match="which recording is about singing"):
        read_label_file(path)
    assert len(read_label_file(path, HowToRead(tier="two")).rows) == 1


def test_rwc_tells_men_women_and_groups_apart() -> None:
    text = format_named("rwc").write((Region(1, 2, "male"), Region(2, 3, "female voice"), Region(4, 5)), 6.0)
    assert text == "0.000\tb\r\n1.000\tm\r\n2.000\tf\r\n3.000\tb\r\n4.000\tg\r\n5.000\tb\r\n6.000\te\r\n"


def test_json_of_detection_is_read_as_labels(tmp_path: Path) -> None:
    regions = [{"start": 1.0, "end": 2.0, "label": "sing", "confidence": 0.75}]
    path = tmp_path / "song.json"
    path.write_text(json.dumps({"song": "song.wav", "duration": 5.0, "model": "m", "regions": regions}))
    assert labels_of(read_label_file(path)).regions == (Region(1.0, 2.0, "sing", "file", 0.75),)


def test_formats_that_know_no_open_regions_leave_them_out() -> None:
    for file_format in FORMATS:
        if "unsung" in {loss.aspect for loss in file_format.loses}:
            text = file_format.write((Region(1, 2, "speech"), Region(3, 4, "?"), Region(5, 6)), 9.0)
            file = file_format.read(text, "x", HowToRead(tier="1" if file_format.kind == "tiers" else ""))
            assert [(each.start, each.end) for each in labels_of(file).regions] == [(5, 6)]
