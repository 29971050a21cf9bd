"""Label files of any origin: columns and units are checked, words are judged, and what is not known is asked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from svd_core.annotation.formats.label_rows import UNDIRECTED, HowToRead, LabelFile
from svd_core.annotation.frame_targets import from_regions
from svd_core.annotation.label_file import (
    PastTheEndError,
    UnknownLabelsError,
    labels_of,
    labels_of_sound,
    parse_labels,
    read_label_file,
)
from svd_core.annotation.vocabulary import judge, meanings_of
from svd_core.audio.features import FrameGrid
from svd_core.errors import FormatError, UnclearLabelsError

CASES = Path(__file__).parents[4] / "shared" / "cases" / "labels"
SUNG = [(1.5, 4.25), (6.1, 9.75)]


def read(folder: Path, text: str | bytes, name: str = "song.txt", **said: object) -> LabelFile:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_label_file(path, HowToRead(**said))  # type: ignore[arg-type]


def sung(folder: Path, text: str | bytes, name: str = "song.txt", **said: object) -> list[tuple[float, float]]:
    file = read(folder, text, name, **said)
    labels = labels_of(file, HowToRead(**said))  # type: ignore[arg-type]
    return [(round(region.start, 6), round(region.end, 6)) for region in labels.regions]


@pytest.mark.parametrize(
    "text",
    [
        "1.5 4.25 sing\n6.1 9.75 sing\n",
        "1.5\t4.25\tvocals\n4.25\t6.1\tno_vocals\n6.1\t9.75\tvocals\n",
        "1,5\t4,25\tsing\n6,1\t9,75\tsing\n",
        "1,5;4,25;sing\n6,1;9,75;sing\n",
        "1,5, 4,25, sing\n6,1, 9,75, sing\n",
        "1.5 2.75 sing\n6.1 3.65 sing\n",
        "sing,1.5,4.25\nsing,6.1,9.75\n",
        "sing 1.5 4.25\nsing 6.1 9.75\n",
        "1.5,220.1,2.75,0.8\n6.1,246.9,3.65,0.7\n",
        "1.5 220.1 2.75 0.8 sing\n6.1 246.9 3.65 0.7 sing\n",
        "word_start,word_end,line_end\n1.5,4.25,\n6.1,9.75,9.75\n",
        "0:01.5 0:04.25 sing\n00:00:06.1 00:00:09.75 sing\n",
        "start,end,label,,,\n1.5,4.25,sing,,,\n6.1,9.75,sing,,,\n",
        "start,duration\n1.5,2.75\n6.1,3.65\n",
        "Start (s),End (s),Common name,Confidence,File\n1.5,4.25,Human vocal,0.8,/a\n6.1,9.75,Human vocal,NA,/a\n",
        "label,onset_s,offset_s,onset_sample,annotation\nsing,1.5,4.25,66150,0\nsing,6.1,9.75,2,0\n",
        "name,start_seconds,stop_seconds\nsing,1.5,4.25\nsing,6.1,9.75\n",
        "onset (ms);offset (ms)\n1500;4250\n6100;9750\n",
        "Selection\tBegin Time (s)\tEnd Time (s)\tAnnotation\n1\t1.5\t4.25\tsing\n2\t6.1\t9.75\tsing\n",
        "1.5 4.25 sing 0.87\n4.25 6.1 nosing 0.9\n6.1 9.75 sing 0.8\n",
        "1.5 4.25 0.87 sing\n6.1 9.75 0.4 sing\n",
        "0 1.5 0\n1.5 4.25 1\n4.25 6.1 0\n6.1 9.75 1\n",
        b"1.5 4.25 sing\r\n6.1 9.75 sing\r\n\x1a",
        "1.5 4.25 sing\n6.1 9.75 sing\n".encode("utf-16"),
        "1.5 4.25 sing\n6.1 9.75 sing\n".encode("utf-16-le"),
        b"1.5 4.25 sing\x00\n6.1 9.75 sing\n",
        "\\\t100\t200\n1.5\t4.25\tsing\n\\\t100\t200\n6.1\t9.75\tsing\n",
    ],
)
def test_one_and_the_same_labels_in_many_spellings(tmp_path: Path, text: str | bytes) -> None:
    assert sung(tmp_path, text) == SUNG


def test_one_line_that_ends_before_it_starts_makes_no_durations_of_ends(tmp_path: Path) -> None:
    file = read(tmp_path, "0 1.5 nosing\n1.5 4.25 sing\n8 6 nosing\n")
    found = labels_of(file)
    assert file.layout == "start, end, label" and [(r.start, r.end) for r in found.regions] == [(1.5, 4.25)]
    assert any("line 3: ends before it starts" in remark for remark in found.remarks)
    with pytest.raises(UnclearLabelsError, match="what are the columns"):
        read(tmp_path, "0 1.5 nosing\n4.25 1.5 sing\n8 10 nosing\n")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("0.5,220.1\n0.51,220.3\n0.52,221\n", "looks like a pitch in Hz"),
        ("0 66150 nosing\n66150 187425 sing\n", "times such as 66150 are too long for seconds"),
        ("0 15000000 nosing\n15000000 42500000 sing\n", "times such as 15000000 are too long"),
        ("Hello my friend\nhow are you\n", "if this is the text of a song"),
        ("sing 1.5\nsing 6.1\n", "No two times stand at its beginning"),
        ("0 5 sing\n3 8 nosing\n", "is called 'sing' here, and not sung in line 2"),
        ('start,end,label\n1,2,"=A(""x"",1)"\n', "--labels-as WORD=sung"),
        ('start,end,label\n1,2,"=A(""x"",1)"\n3,4,verse\n', "--labels-as verse=sung"),
    ],
)
def test_what_is_wrong_is_said_with_what_to_do(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(FormatError) as caught:
        sung(tmp_path, text)
    assert told in str(caught.value)


def test_a_label_file_without_a_region_says_that_nobody_sings(tmp_path: Path) -> None:
    assert sung(tmp_path, "") == []


def test_times_and_values_of_sonic_visualiser_are_distinguished_and_remarked(tmp_path: Path) -> None:
    file = read(tmp_path, "0.23\t5\t2.0\tvocal\n2.3\t5\t4.9\tvocal\n")
    assert [(region.start, region.end) for region in labels_of(file).regions] == [
        (0.23, 2.23),
        (2.3, pytest.approx(7.2)),
    ]
    assert file.layout == "start, value, duration, label" and len(file.remarks) == 1


@pytest.mark.parametrize(
    "text",
    [
        "0.0 220.5\n0.0058 221.0\n0.0116 221.4\n0.0174 220\n",
        "0.1 0.05 440\n0.2 300 330\n0.3 200 220\n",
    ],
)
def test_columns_that_can_be_no_times_are_asked_for(tmp_path: Path, text: str) -> None:
    with pytest.raises(FormatError, match="--columns"):
        read(tmp_path, text)


@pytest.mark.parametrize(
    "text",
    [
        "start,end,vocals\n0,1.5,0\n1.5,4.25,1\n4.25,6.1,0\n6.1,9.75,1\n",
        "start,end,Singing\n0,1.5,no\n1.5,4.25,yes\n4.25,6.1,No\n6.1,9.75,Yes\n",
        "start,end,is_singing\n0,1.5,False\n1.5,4.25,True\n4.25,6.1,False\n6.1,9.75,True\n",
    ],
)
def test_a_column_that_is_called_singing_is_that_of_the_labels(tmp_path: Path, text: str) -> None:
    assert sung(tmp_path, text) == SUNG
    assert "is taken as labels" in read(tmp_path, text).remarks[0]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("start,end,instrumental\n0,5,1\n5,9,0\n", "'instrumental'"),
        ("start,end,content\n0,5,guitar\n5,9,choir\n", "'content'"),
        ("start,end,vocals\n0,5,0\n5,9,\n", "'vocals'"),
        ("start,end,vocals\n0,5,0.2\n5,9,0.9\n", "'vocals'"),
        ("start,end,confidence\n0,5,0.9\n5,9,0.1\n", "column 3"),
        ("start,end,label,vocals\n0,5,sing,0\n5,9,sing,1\n", "'vocals'"),
        ("start,end,label,score\n0,5,sing,0\n5,9,sing,1\n", "column 4"),
        ("0 5 0.0\n5 10 1.0\n10 20 0.2\n", "column 3"),
        ("0,5,singing,0\n5,10,singing,1\n", "column 4"),
        ("0\t5\tsinging\tno\n5\t10\tsinging\tyes\n", "column 4"),
        ("singing,0,5,0\nsinging,5,10,1\n", "column 4"),
    ],
)
def test_a_column_that_may_deny_singing_is_asked_about(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(UnclearLabelsError, match=f"does (column )?{named}.*--columns "):
        sung(tmp_path, text)


def test_columns_asked_about_are_read_as_said(tmp_path: Path) -> None:
    text = "start,end,sound\n0,5,0\n5,9,1\n"
    assert sung(tmp_path, text, columns=("start", "end", "label")) == [(5, 9)]
    assert sung(tmp_path, text, columns=("start", "end", "-")) == [(0, 5), (5, 9)]


def test_what_a_person_says_of_the_columns_is_taken(tmp_path: Path) -> None:
    assert sung(tmp_path, "1 2 3\n5 6 7\n", columns=("start", "value", "duration")) == [(1, 4), (5, 12)]


def test_milliseconds_are_asked_for_or_follow_from_the_length_of_the_song(tmp_path: Path) -> None:
    text = "1500\t4250\tsing\n6100\t9750\tsing\n"
    with pytest.raises(FormatError, match="--unit ms"):
        read(tmp_path, text)
    assert sung(tmp_path, text, unit="ms") == SUNG
    file = read_label_file(tmp_path / "song.txt", duration=12.0)
    assert [(region.start, region.end) for region in labels_of(file, duration=12.0).regions] == SUNG
    assert "milliseconds" in file.remarks[0]


def test_unknown_words_are_asked_for_all_at_once(tmp_path: Path) -> None:
    text = "0 2 -\n2 5 E:min\n5 9 A\n"
    with pytest.raises(UnknownLabelsError, match="--labels-as") as caught:
        sung(tmp_path, text)
    assert caught.value.words == ("E:min", "A")
    assert sung(tmp_path, text, meanings=meanings_of(["E:min=sung", "a=unsung"])) == [(2, 5)]
    assert sung(tmp_path, text, lyrics=True) == [(2, 5), (5, 9)]


def test_every_word_of_a_song_is_sung(tmp_path: Path) -> None:
    words = ("No more lonely nights", "Talk to me", "Music was my first love", "Maybe tomorrow", "No", "silence", "0.5")
    signs = ("-", "<SP>", "<AP>", "sil", "pau", "br", "", "nosing", "no_singing", "[instrumental]", "?")
    lines = [f"{number},{number + 1},{text}" for number, text in enumerate((*words, *signs))]
    how = HowToRead(lyrics=True)
    labels = labels_of(read(tmp_path, "\n".join(lines), lyrics=True), how)
    assert [region.start for region in labels.regions] == list(range(len(words)))
    # Whoever has only the regions, as trainings have, judges alike.
    assert from_regions(labels.regions, FrameGrid(70 * len(words))).all()
    assert [region.label for region in labels.regions[3:5]] == ["sing “Maybe tomorrow”", "sing “No”"]
    assert labels.ignored == ((17, 18),)


def test_a_meaning_given_to_a_word_is_that_of_its_regions(tmp_path: Path) -> None:
    how = HowToRead(meanings=meanings_of(["music=sung"]))
    labels = labels_of(read(tmp_path, "0 2 music\n2 4 sing\n"), how)
    assert from_regions(labels.regions, FrameGrid(280)).all()


@pytest.mark.parametrize(
    "label",
    [
        *("vocals absent", "voice_no", "singing none", "singing: false", "vocals muted", "vocals removed", "vocals 0"),
        *("female speech", "true negative", "vocals 0.0", "nosing 1", "no guitar", "instrumental with vocals"),
        *("male dancer", "singing (not sure)", "sing?? maybe", "no more lonely nights"),
    ],
)
def test_later_words_that_deny_the_first_make_a_label_unknown(label: str) -> None:
    assert judge(label) == "unknown"


def test_stretches_left_open_are_neither_sung_nor_unsung(tmp_path: Path) -> None:
    file = read(tmp_path, "0 2 sing\n2 4 ?\n4 9 nosing\n")
    labels = labels_of(file)
    assert [(region.start, region.end) for region in labels.regions] == [(0, 2)]
    assert labels.ignored == ((2, 4),)


def test_a_stretch_called_both_sung_and_not_is_refused_but_not_for_two_milliseconds(tmp_path: Path) -> None:
    assert sung(tmp_path, "0 2.002 sing\n2 4 nosing\n") == [(0, 2.002)]
    with pytest.raises(FormatError, match=r"song\.txt, line 1: .*correct one"):
        sung(tmp_path, "0 2.5 sing\n2 4 nosing\n", columns=("start", "end", "label"))


def test_labels_that_go_on_after_the_song_are_refused(tmp_path: Path) -> None:
    file = read(tmp_path, "0 30 sing\n")
    with pytest.raises(FormatError, match=r"the song at 20\.0 s"):
        labels_of(file, duration=20.0)
    assert labels_of(file, duration=29.0).regions[0].end == 29.0


def test_an_end_before_the_start_is_refused_where_somebody_sings(tmp_path: Path) -> None:
    columns = ("start", "end", "label")
    with pytest.raises(FormatError, match="before the start"):
        sung(tmp_path, "5 4 sing\n", columns=columns)
    labels = labels_of(read(tmp_path, "5 4 nosing\n6 7 sing\n", columns=columns))
    assert len(labels.regions) == 1 and "line 1" in labels.remarks[0]


@pytest.mark.parametrize(
    ("label", "judgement"),
    [
        *(
            (word, "sung")
            for word in ("sing", "1", "1.0", "Vocals", '"voice"', "[singing]", "Female vocal", "V", "sounding")
        ),
        *((word, "sung") for word in ("vocals (lead)", "Singing Freddie", "sing 0.98", "vocals_chorus", "sing “No”")),
        *(
            (word, "unsung")
            for word in ("nosing", "NO_SINGING", "no singing", "No-Vocals", "0", "pau", "br", "sil", "h#")
        ),
        *((word, "unsung") for word in ("<SP>", "<AP>", "silent", "U", "N", "nv", "-", "nosing 0.98", "speech")),
        *((word, "ignored") for word in ("?", "unsure", "x")),
        *((word, "unknown") for word in ("", "E:min", "Theme", "verse", "lead guitar", "vocals end", "2", "not sure")),
    ],
)
def test_what_words_mean(label: str, judgement: str) -> None:
    assert judge(label) == judgement


@pytest.mark.parametrize("text", ["verse", "=sung", "verse=loud", "verse=unknown"])
def test_a_meaning_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="WORD=MEANING"):
        meanings_of([text])


@pytest.mark.skipif(not CASES.is_dir(), reason="the folder of broken inputs is not there")
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("lab_score.lab", [(1.5, 4.25)]),
        ("aud_score.txt", [(1.5, 4.25)]),
        ("aud_comma.txt", SUNG),
        ("csv_birdnet.csv", [(0.0, 3.0)]),
        ("csv_crow.csv", [(1.5, 4.25)]),
        ("lab_ctrlz.lab", [(1.5, 4.25)]),
        ("ultrastar_cp1250.txt", [(1.0, 2.0), (5.0, 6.0)]),
        ("comma.TextGrid", [(1.5, 4.25)]),
        ("neg.TextGrid", [(1.5, 4.25)]),
        ("praat_silences.TextGrid", [(4.992, 25.0)]),
        ("aud_ms.txt", "--unit ms"),
        ("chords.lab", "--labels-as"),
        ("dup.TextGrid", "--tier"),
        ("sv_region2.txt", "--labels-as"),
    ],
)
def test_the_broken_inputs_are_read_right_or_asked_about(name: str, expected: list[tuple[float, float]] | str) -> None:
    if isinstance(expected, str):
        with pytest.raises(FormatError, match=expected):
            labels_of(read_label_file(CASES / name))
    else:
        regions = labels_of(read_label_file(CASES / name)).regions
        assert [(round(region.start, 3), region.end) for region in regions] == expected


@pytest.mark.parametrize("time", ["1:.", "1:,", ".", ",", "1:2:3:4", "9" * 5000, "٣", "1" * 5000 + "e", "+", ":"])
def test_what_is_no_time_is_named_whatever_it_looks_like(time: str, tmp_path: Path) -> None:
    path = tmp_path / "x.tsv"
    path.write_text(f"start\tduration\n{time}\t1\n", encoding="utf-8")
    with pytest.raises(FormatError, match=r"x\.tsv, line 2: "):
        read_label_file(path)


def test_labels_past_the_end_are_refused_or_by_choice_cut_off_but_never_where_most_of_them_lie_there():
    text = "0 5 sing\n5 9 nosing\n9 14 sing\n20 22 sing\n"
    for how in (UNDIRECTED, HowToRead(unit="s")):
        with pytest.raises(PastTheEndError, match=r"line 3: ends at 14 s, but the song at 10.0 s.*--past-end cut"):
            labels_of(parse_labels(text, "a.lab", how, 10.0), how, 10.0)
    cut = HowToRead(past_end="cut")
    found = labels_of(parse_labels(text, "a.lab", cut, 10.0), cut, 10.0)
    assert [(region.start, region.end) for region in found.regions] == [(0, 5), (9, 10)]
    assert found.checked == ((0.0, 10.0),)
    assert "a.lab: 2 labels go on after the song's end at 10.0 s and are cut off there" in found.remarks
    wrong = "0 900 sing\n900 4000 nosing\n4000 9000 sing\n"
    seconds = HowToRead(unit="s", past_end="cut")
    with pytest.raises(PastTheEndError, match=r"most of what it calls sung lies after the song's end.*--unit ms"):
        labels_of(parse_labels(wrong, "a.lab", seconds, 10.0), seconds, 10.0)


def test_the_sound_is_measured_where_labels_are_cut_off_at_its_end(tmp_path: Path):
    (tmp_path / "a.lab").write_text("0 5 sing\n9 14 sing\n")
    found = labels_of_sound(tmp_path / "a.lab", HowToRead(past_end="cut"), lambda: 10.0)
    assert [(region.start, region.end) for region in found.regions] == [(0, 5), (9, 10)]


@pytest.mark.parametrize(
    "table",
    [
        "start,end,label,active\n0,5,vocals,0\n5,9,vocals,1\n",
        "start,end,label,sings\n0,5,vocals,False\n5,9,vocals,True\n",
        "start,end,label,state\n0,5,vocals,absent\n5,9,vocals,present\n",
    ],
)
def test_a_column_of_yes_and_no_beside_labels_is_asked_about_whatever_it_is_called(table: str):
    with pytest.raises(UnclearLabelsError, match="--columns start,end,-,label if it does"):
        parse_labels(table)
    assert len(parse_labels(table, how=HowToRead(columns=("start", "end", "label", "-"))).rows) == 2
    ids = table.replace("False", "0").replace("True", "1").replace("absent", "0").replace("present", "1")
    assert len(parse_labels(re.sub("active|sings|state", "annotation", ids)).rows) == 2
