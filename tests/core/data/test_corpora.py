"""Each kind of source, surveyed in a folder made exactly as it is published, but tiny."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svd_core.annotation.formats.label_rows import HowToRead
from svd_core.annotation.regions import Regions
from svd_core.data.corpora import CORPORA
from svd_core.data.corpora.corpus import CorpusSurvey
from svd_core.data.corpora.jamendo import Jamendo, official_lists
from svd_core.data.corpora.jamendo_lyrics import JamendoLyrics, sung_words
from svd_core.data.corpora.label_folders import AudacityFolder, LabelFolder, TextGridFolder
from svd_core.data.corpora.medleydb import MedleyDb, active_regions
from svd_core.data.corpora.musdb18 import VALIDATION, Musdb18
from svd_core.data.corpora.rwc import Rwc, piece_number, vocal_activity
from svd_core.data.corpora.stem_folders import StemFolders
from svd_core.data.corpora.ultrastar import UltraStarSongs
from svd_core.errors import DataError, FormatError

Write = Callable[..., Path]


def extents(regions: Regions | None) -> list[tuple[float, float]]:
    assert regions is not None
    return [(round(region.start, 6), round(region.end, 6)) for region in regions]


def complaint(read: Callable[[], object]) -> str:
    """What a reader says of a text that it refuses; of one that it takes, the beginning of what it might have said."""
    try:
        read()
    except FormatError as error:
        return str(error)
    return "x, line "


def faults(collection: CorpusSurvey) -> list[str]:
    return [finding.message for finding in collection.findings if finding.level == "fault"]


@pytest.mark.parametrize("kind", CORPORA, ids=lambda kind: kind.name)
def test_a_folder_that_is_something_else_is_refused_with_what_is_expected(kind, tmp_path: Path):
    (tmp_path / "notes.md").write_text("nothing")
    with pytest.raises(DataError, match="Expected"):
        kind.survey(tmp_path)
    with pytest.raises(DataError, match=r"not a folder|neither train"):
        kind.survey(tmp_path / "gone")


def test_kinds_are_distinguished():
    assert len({kind.name for kind in CORPORA}) == len(CORPORA)
    assert all(kind.title and kind.layout for kind in CORPORA)


# --- Jamendo --------------------------------------------------------------------------------------------------------


def test_the_official_lists_have_61_16_and_16_different_songs():
    lists = official_lists()
    assert {name: len(songs) for name, songs in lists.items()} == {"train": 61, "valid": 16, "test": 16}
    assert len({song for songs in lists.values() for song in songs}) == 93


def test_jamendo_names_what_is_missing_and_passes_over_the_rest(sound: Write, tmp_path: Path):
    sound(tmp_path / "train" / "01 - Ok.ogg")
    sound(tmp_path / "test" / "04 - BELIEVE.wav")
    sound(tmp_path / "train" / "something else.wav")
    (tmp_path / "jamendo_lab").mkdir()
    (tmp_path / "jamendo_lab" / "01 - Ok.lab").write_text(
        "  # by hand\n0.000 1.500 nosing\n1.500 3.000 sing\n3.000 4.000 nosing\n"
    )
    found = Jamendo().survey(tmp_path)
    assert [(song.name, extents(song.regions), song.extent) for song in found.songs] == [("01 - Ok", [(1.5, 3)], 4.0)]
    assert len(faults(found)) == 92
    assert "04 - Believe: no labels (test list)" in faults(found)
    assert "05 - Change: no sound and no labels (valid list)" in faults(found)
    assert any("1 sound files here are in no official list" in finding.message for finding in found.findings)


def test_a_broken_label_file_of_jamendo_is_one_song_s_fault(sound: Write, tmp_path: Path):
    for name, text in {"01 - Ok": "0 4 sing\n", "01 - Burn": "0 four sing\n"}.items():
        sound(tmp_path / f"{name}.wav")
        (tmp_path / f"{name}.lab").write_text(text)
    found = Jamendo().survey(tmp_path)
    assert [song.name for song in found.songs] == ["01 - Ok"]
    assert any("01 - Burn.lab, line 1: 'four' is no time" in message for message in faults(found))


# --- RWC ------------------------------------------------------------------------------------------------------------

ACTIVITY = (
    "0.000000000\tn\r\n0.5\tb\r\n1.000000000\tm:withm\r\n2.000000000\tf\r\n2.5\ts:electricguitar\r\n3\tg\r\n4.0\te\r\n"
)


def test_vocal_activity_is_read_from_change_points():
    regions, extent, end = vocal_activity(ACTIVITY, "x")
    assert (extents(regions), extent, end) == ([(1, 2.5), (3, 4)], (0.0, 4.0), 4.0)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("0 b\n1 x\n", "x, line 2: 'x' is no label known here"),
        ("1 b\n0.5 m\n", "x, line 2: '0.5' is before the line above"),
        ("1\n", "x, line 1: '1' is no change of activity"),
        ("a b\n", "x, line 1: 'a' is no number"),
    ],
)
def test_activity_that_cannot_be_meant_is_refused(text: str, message: str):
    with pytest.raises(FormatError) as caught:
        vocal_activity(text, "x")
    assert str(caught.value).startswith(message)


@given(st.text(alphabet=st.sampled_from("0123456789.\tbmfgsen:\n #"), max_size=60))
def test_any_activity_gives_regions_or_a_clear_error(text: str):
    assert complaint(lambda: vocal_activity(text, "x")).startswith("x, line ")


@pytest.mark.parametrize(
    ("path", "piece"),
    [
        ("RM-P001.VOCA_INST.TXT", 1),
        ("audio/RWC_P100.wav", 100),
        ("RWC-MDB-P-2001/RWC-MDB-P-2001-M01/5.wav", 5),
        ("rwc-p-m05/16.wav", 80),
        ("rwc-p-m06/01 How Deep Is Your Love.flac", 81),
        ("RWC-P-M07/Track 10.aiff", 100),
        ("rwc-p-m06/11.wav", None),
        ("somewhere/song.wav", None),
        ("RM-P101.wav", None),
    ],
)
def test_pieces_are_known_by_number_or_by_disc_and_track(path: str, piece: int | None):
    assert piece_number(Path(path)) == piece


def test_rwc_knows_whose_the_pieces_are(sound: Write, tmp_path: Path):
    for piece in (1, 9, 3):
        sound(tmp_path / "rwc-p-m01" / f"{piece}.wav")
        (tmp_path / f"RM-P{piece:03}.VOCA_INST.TXT").write_text(ACTIVITY)
    sound(tmp_path / "RWC_P002.wav")
    found = Rwc().survey(tmp_path)
    assert [(song.name, song.artist) for song in found.songs] == [
        ("RM-P001", "Kazuo Nishi"),
        ("RM-P003", "MIT"),
        ("RM-P009", "Kazuo Nishi"),
    ]
    assert faults(found) == ["RM-P002: there is no annotation for it"]
    assert found.default_folds == 5


# --- MedleyDB -------------------------------------------------------------------------------------------------------

METADATA = """artist: Liz and Jennifer
has_bleed: '{bleed}'
instrumental: 'no'
mix_filename: Liz_Rain_MIX.wav
stems:
  S01: {{component: melody, filename: Liz_Rain_STEM_01.wav, instrument: female singer}}
  S02:
    component: ''
    filename: Liz_Rain_STEM_02.wav
    instrument: [Acoustic Guitar, clean electric guitar]
  S03:
    filename: Liz_Rain_STEM_03.wav
    instrument: Male Rapper
    raw: {{R01: {{filename: Liz_Rain_RAW_03_01.wav, instrument: male rapper}}}}
title: Rain
"""
CONFIDENCES = "time,S01,S02,S03\n0.0,0.1,1.0,0.1\n0.5,0.6,1.0,0.1\n1.0,0.2,1.0,0.5\n1.5,0.2,1.0,0.49\n2.0,0,0,.9\n"


def medley(sound: Write, folder: Path, bleed: str = "no") -> Path:
    song = folder / "Audio" / "Liz_Rain"
    sound(song / "Liz_Rain_MIX.wav", 2.5)
    for number in (1, 2, 3):
        sound(song / "Liz_Rain_STEMS" / f"Liz_Rain_STEM_0{number}.wav", 2.5)
    (song / "Liz_Rain_METADATA.yaml").write_text(METADATA.format(bleed=bleed))
    return folder


def test_medleydb_s_activations_of_singing_stems_make_the_labels(sound: Write, tmp_path: Path):
    medley(sound, tmp_path, "yes")
    (tmp_path / "ACTIVATION_CONF").mkdir()
    (tmp_path / "ACTIVATION_CONF" / "Liz_Rain_ACTIVATION_CONF.lab").write_text(CONFIDENCES)
    (song,) = MedleyDb().survey(tmp_path).songs
    assert (song.artist, song.title, extents(song.regions)) == ("Liz and Jennifer", "Rain", [(0.5, 1.5), (2.0, 2.5)])
    assert (song.checked, song.stops) == (((0.0, math.inf),), 2.5)
    assert [part.path.name[-6:-4] for part in song.voice] == ["01", "03"]
    assert [part.path.name[-6:-4] for part in song.backing] == ["02"]


def test_medleydb_without_activations_is_labelled_by_energy_unless_stems_bleed(sound: Write, tmp_path: Path):
    assert MedleyDb().survey(medley(sound, tmp_path / "a")).songs[0].regions is None
    found = MedleyDb().survey(medley(sound, tmp_path / "b", "yes"))
    assert not found.songs
    assert "Copy Liz_Rain_ACTIVATION_CONF.lab" in faults(found)[0]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("stems: [1, 2", "is no usable YAML"),
        ("stems: &a {S01: {filename: x, instrument: *a}}", "refers to parts of itself"),
        ("stems: !!python/object/apply:os.system [ls]", "is no usable YAML"),
        ("title: x", "field 'stems' is missing"),
        ("stems: {S01: {instrument: piano}}", "field 'filename' is missing"),
        ("stems: {S01: {instrument: piano, filename: ../../gone.wav}}", "is not here"),
        ("[" * 600, "is no usable YAML"),
    ],
)
def test_metadata_are_data_and_nothing_else(text: str, message: str, sound: Write, tmp_path: Path):
    medley(sound, tmp_path)
    (tmp_path / "Audio" / "Liz_Rain" / "Liz_Rain_METADATA.yaml").write_text(text)
    assert message in faults(MedleyDb().survey(tmp_path))[0]


@given(st.text(alphabet=st.sampled_from("0123456789.,S\ntime-e "), max_size=60))
def test_any_activations_give_regions_or_a_clear_error(text: str):
    assert complaint(lambda: active_regions("time,S01\n" + text, "x", ["S01"], 0.5)).startswith("x")


def test_activations_without_the_stem_asked_for_are_refused():
    with pytest.raises(FormatError, match="no columns time and S04"):
        active_regions(CONFIDENCES, "x", ["S04"], 0.5)


# --- MUSDB18 and other stems ----------------------------------------------------------------------------------------


def test_musdb18_hq_is_folders_of_five_files_with_lists(sound: Write, tmp_path: Path):
    for name in (f"train/{VALIDATION[0]}", "train/A - One", "test/B - Two"):
        for stem in ("mixture", "drums", "bass", "other", "vocals"):
            sound(tmp_path / name / f"{stem}.wav", 1.0)
    sound(tmp_path / "train" / "C - Three" / "vocals.wav", 1.0)
    found = Musdb18().survey(tmp_path)
    assert dict(found.lists) == {"train": ("A - One",), "valid": (VALIDATION[0],), "test": ("B - Two",)}
    song = next(song for song in found.songs if song.name == "A - One")
    assert (song.artist, song.title, song.regions) == ("A", "One", None)
    assert [part.path.stem for part in song.backing] == ["drums", "bass", "other"]
    assert "there is no mixture and no drums and no bass and no other here" in faults(found)[0]
    assert any("1 songs instead of 86" in finding.message for finding in found.findings)


def test_musdb18_s_stem_files_need_five_streams(stem_file: Callable[..., None], tmp_path: Path):
    stem_file(tmp_path / "train" / "A - One.stem.mp4", [[(0, 1)]] * 5)
    stem_file(tmp_path / "train" / "A - Two.stem.mp4", [[(0, 1)]])
    (tmp_path / "train" / "A - Three.stem.mp4").write_bytes(b"no sound at all")
    found = Musdb18().survey(tmp_path)
    assert [(song.name, song.mix[0].stream, song.voice[0].stream) for song in found.songs] == [("A - One", None, 4)]
    assert ["holds 1 sound streams instead of 5" in message for message in sorted(faults(found))] == [False, True]


def test_other_stems_are_vocals_and_the_rest(sound: Write, tmp_path: Path):
    for file in ("a/Vocals.wav", "a/drums.flac", "a/keys.wav", "a/mix.wav", "b/c/vox.wav", "b/c/Accompaniment.wav"):
        sound(tmp_path / file, 1.0)
    sound(tmp_path / "b" / "c" / "click.wav", 1.0)
    (tmp_path / "b" / "c" / "labels.lab").write_text("0 1 sing\n")
    sound(tmp_path / "d" / "vocals.wav", 1.0)
    found = StemFolders().survey(tmp_path)
    first, second = sorted(found.songs, key=lambda song: song.name)
    assert ({part.path.name for part in first.backing}, first.mix[0].path.name) == (
        {"drums.flac", "keys.wav"},
        "mix.wav",
    )
    assert ([part.path.name for part in second.backing], len(second.mix)) == (["Accompaniment.wav"], 2)
    assert (first.regions, extents(second.regions)) == (None, [(0, 1)])
    assert "nothing else" in faults(found)[0]


# --- karaoke and words ----------------------------------------------------------------------------------------------


def test_ultrastar_songs_are_named_by_artist_and_title(sound: Write, tmp_path: Path):
    folder = tmp_path / "AC" / "x"
    sound(folder / "Song.WAV")
    (folder / "song.txt").write_text(
        "#TITLE:Back/Forth?\n#ARTIST:AC:DC\n#MP3:song.wav\n#BPM:15\n: 0 1 1 a\nF 2 1 1 b\n"
    )
    (folder / "readme.txt").write_text("no song\n")
    (song,) = UltraStarSongs().survey(tmp_path).songs
    assert (song.name, song.artist, song.title) == ("AC_DC - Back_Forth_", "AC:DC", "Back/Forth?")
    assert (song.mix[0].path, extents(song.regions)) == (folder / "Song.WAV", [(0, 1), (2, 3)])
    assert extents(UltraStarSongs(freestyle=False).survey(tmp_path).songs[0].regions) == [(0, 1)]
    assert extents(UltraStarSongs(gap=1.0).survey(tmp_path).songs[0].regions) == [(0, 3)]


@pytest.mark.parametrize("named", ["../a.wav", "/etc/passwd", "C:\\a.wav", "http://x/a.wav", "", "gone.wav"])
def test_ultrastar_takes_sound_from_beside_the_song_only(named: str, sound: Write, tmp_path: Path):
    sound(tmp_path / "a.wav")
    (tmp_path / "s").mkdir()
    (tmp_path / "s" / "song.txt").write_text(f"#MP3:{named}\n#BPM:15\n: 0 1 1 a\n")
    assert len(faults(UltraStarSongs().survey(tmp_path))) == 1


def test_jamendolyrics_joins_words_and_knows_act_and_licence(sound: Write, tmp_path: Path):
    sound(tmp_path / "mp3" / "Ätsch_-_Du.wav")
    words = tmp_path / "annotations" / "words"
    words.mkdir(parents=True)
    table = "word_start,word_end,line_end\n0.5,1.0,nan\n1.5,2.0,2.0\n2.51,3.0,nan\n"
    (words / "Ätsch_-_Du.csv").write_text(table)
    (words / "gone.csv").write_text(table)
    header = "URL,Filepath,Artist,Title,Genre,LicenseType,Language,LyricOverlap,Polyphonic,NonLexical"
    row = 'https://example.org,Ätsch_-_Du.mp3,DU,"Ätsch, bätsch",Pop,CC BY-SA,German,false,true,false'
    (tmp_path / "JamendoLyrics.csv").write_text(f"{header}\n{row}\n")
    found = JamendoLyrics().survey(tmp_path)
    (song,) = found.songs
    assert (song.artist, song.title, song.licence) == ("DU", "Ätsch, bätsch", "CC BY-SA")
    assert extents(song.regions) == [(0.5, 2.0), (2.51, 3.0)]
    assert faults(found) == [f"{words / 'gone.csv'}: there is no sound of this name"]


def test_lines_of_lyrics_are_taken_where_there_are_no_words():
    text = "start_time,end_time,lyrics_line\n32.34,34.08,Through, and through\n34.18,40.06,on\n"
    assert extents(sung_words(text, "x")) == [(32.34, 40.06)]
    with pytest.raises(FormatError, match="x, line 2: 'nan' is no number"):
        sung_words("word_start,word_end\n1,nan\n", "x")
    with pytest.raises(FormatError, match="x: no columns word_start and word_end in 'a,b'"):
        sung_words("a,b\n1,2\n", "x")


@given(st.text(alphabet=st.sampled_from("0123456789.,na\n-"), max_size=60))
def test_any_words_give_regions_or_a_clear_error(text: str):
    assert complaint(lambda: sung_words("word_start,word_end\n" + text, "x")).startswith("x")


# --- folders of labels ----------------------------------------------------------------------------------------------

TEXTGRID = 'File type = "ooTextFile"\nObject class = "TextGrid"\n0\n4\n<exists>\n1\n"IntervalTier"\n"w"\n0\n4\n'


def test_labels_of_audacity_and_praat_find_their_sound(sound: Write, tmp_path: Path):
    sound(tmp_path / "audio" / "a.wav")
    sound(tmp_path / "audio" / "b.wav")
    (tmp_path / "labels").mkdir()
    (tmp_path / "labels" / "A.txt").write_text("1.0\t2.0\tla\n2.4\t3.0\t\n")
    (tmp_path / "labels" / "b.TextGrid").write_text(TEXTGRID + '3\n0\n1\n"so"\n1\n1.3\n""\n1.3\n4\n"long"\n')
    assert "do these labels mean singing? 'la'" in " ".join(faults(AudacityFolder().survey(tmp_path)))
    found = AudacityFolder().survey(tmp_path, HowToRead(meanings={"la": "sung"}))
    assert [(song.name, extents(song.regions)) for song in found.songs] == [("a", [(1, 2), (2.4, 3)])]
    assert faults(found) == [f"{tmp_path / 'audio' / 'b.wav'}: there are no labels for it"]
    grids = TextGridFolder().survey(tmp_path, HowToRead(lyrics=True))
    assert [(song.name, extents(song.regions), song.extent) for song in grids.songs] == [("b", [(0, 1), (1.3, 4)], 4)]
    assert extents(TextGridFolder(gap=0.5).survey(tmp_path, HowToRead(lyrics=True)).songs[0].regions) == [(0, 4)]
    assert "no interval tier is called 'x'" in faults(TextGridFolder().survey(tmp_path, HowToRead(tier="x")))[0]
    both = LabelFolder().survey(tmp_path, HowToRead(lyrics=True))
    assert (sorted(song.name for song in both.songs), faults(both)) == (["a", "b"], [])


def test_labels_in_milliseconds_are_read_by_the_length_of_their_sound(sound: Write, tmp_path: Path):
    sound(tmp_path / "a.wav")
    (tmp_path / "a.lab").write_text("0 1500 nosing\n1500 4000 sing\n")
    (song,) = LabelFolder().survey(tmp_path).songs
    assert extents(song.regions) == [(1.5, 4)]


def test_two_sounds_of_one_name_are_a_fault(sound: Write, tmp_path: Path):
    sound(tmp_path / "x" / "a.wav")
    sound(tmp_path / "y" / "A.flac")
    (tmp_path / "a.txt").write_text("1.0\t2.0\tla\n")
    assert "keep one of the two" in faults(AudacityFolder().survey(tmp_path))[0]
