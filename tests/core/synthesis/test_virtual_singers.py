"""Virtual singers: tunes, contours and durations as promised, and recordings sung to them by the vocoder."""

from __future__ import annotations

import importlib.util
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from svd_core.audio.features import FloatArray
from svd_core.cli import synthesize
from svd_core.cli.main import main
from svd_core.data import dataset
from svd_core.errors import DataError, MissingPartError
from svd_core.synthesis import contour, lengthening, song_sets, speakers, syllables, tunes, virtual_singer, world
from svd_core.synthesis.articulation import FormantSinger
from svd_core.synthesis.contour import FRAME_RATE, Manner
from svd_core.synthesis.score import Phrase, SungNote, Syllable
from svd_core.synthesis.syllables import CutSyllable
from svd_core.synthesis.tunes import MelodyTone, Tune
from svd_core.synthesis.voice import render_phrase

RATE = 22050
seeds = st.integers(0, 2**32 - 1)
needs_world = pytest.mark.skipif(
    importlib.util.find_spec("pyworld") is None, reason="pyworld is not installed (pip install 'svd-studio[voices]')"
)


def tune_of(seed: int, duration: float = 8.0, center: float = 60.0) -> Tune:
    return tunes.write(duration, center, np.random.default_rng(seed))


def cents(hertz: FloatArray, wanted: FloatArray) -> FloatArray:
    return 1200 * np.log2(hertz / wanted)


@given(seeds, st.floats(5, 20), st.floats(46, 71))
def test_a_tune_is_in_order_in_time_and_in_range(seed: int, duration: float, center: float) -> None:
    tune = tune_of(seed, duration, center)
    assert not tune.tones[0].tied
    assert tune.tones[0].start == 0
    assert all(tone.end - tone.start > 0.1 for tone in tune.tones)
    assert all(before.end <= after.start for before, after in pairwise(tune.tones))
    assert tune.tones[-1].end <= duration or len(tune.tones) == 1
    assert all(abs(tune.pitch(tone) - center) < 25 for tone in tune.tones)
    assert 1 <= tune.n_syllables <= len(tune.tones)


@given(seeds)
def test_the_sung_pitch_keeps_to_the_tune(seed: int) -> None:
    rng = np.random.default_rng(seed)
    tune, manner = tune_of(seed), Manner.draw(rng)
    n_frames = round(tune.tones[-1].end * FRAME_RATE)
    line = contour.sung_line(tune, manner, n_frames, rng)
    assert line.pitch.shape == line.gain_db.shape == (n_frames,)
    assert np.isfinite(line.hertz).all()
    assert np.abs(line.gain_db).max() < 30
    time = np.arange(n_frames) / FRAME_RATE
    for tone in tune.tones:
        held = (time > tone.start + 0.4) & (time < tone.end - 0.1)
        if held.any():
            assert abs(np.median(line.pitch[held]) - tune.pitch(tone)) < 1.6


@given(st.floats(0.035, 0.12), st.floats(0.55, 1.0), st.integers(-12, 12))
def test_a_glide_arrives_after_its_time_and_overshoots_little(glide: float, damping: float, step: int) -> None:
    pitch = np.concatenate([np.zeros(200), np.full(200, float(step))])
    moved = contour.glided(pitch, glide, damping)
    assert moved.shape == pitch.shape
    assert np.allclose(moved[:150], 0)
    assert np.allclose(moved[-50:], step, atol=0.01 * abs(step) + 1e-9)
    assert np.abs(moved).max() <= 1.2 * abs(step) + 1e-9
    at = round((1 + glide) * FRAME_RATE)
    assert abs(moved[at] - step) < 0.3 * abs(step) + 1e-9


def test_vibrato_comes_late_and_only_in_tones() -> None:
    tune = Tune(tune_of(1).key, (MelodyTone(0.0, 2.0, 14), MelodyTone(3.0, 3.2, 14)))
    manner = Manner.draw(np.random.default_rng(3))
    depth = contour.vibrato_depth(tune, manner, 4 * FRAME_RATE)
    assert manner.vibrato_cents > 0
    assert np.allclose(depth[: round(manner.vibrato_delay * FRAME_RATE) - 9], 0)
    assert depth[round(1.5 * FRAME_RATE)] == pytest.approx(manner.vibrato_cents)
    assert np.allclose(depth[round(2.1 * FRAME_RATE) : 3 * FRAME_RATE], 0)


@given(st.floats(0.1, 8), st.floats(0, 1), st.floats(0, 1), st.floats(0, 3))
def test_consonants_never_crowd_out_the_vowel(length: float, tail: float, lead: float, rest: float) -> None:
    room = length + rest
    stop, after = lengthening.vowel_end(length, tail, lead, room)
    assert 0 < stop <= length
    assert stop <= after <= room + 1e-9
    assert stop >= min(length, (1 - lengthening.MOST_CONSONANT) * room) - 1e-9
    assert after - stop <= tail + 1e-9


@given(seeds)
def test_every_vowel_begins_with_its_tone_and_nothing_overlaps(seed: int) -> None:
    rng = np.random.default_rng(seed)
    tune = tune_of(seed)
    lengths = rng.integers(4, 60, (tune.n_syllables, 3))
    words = [CutSyllable(100, 100 + int(a), 100 + int(a + b), 100 + int(a + b + c)) for a, b, c in lengths]
    placed = lengthening.place_syllables(words, tune)
    assert [span.start for span in placed if span.vowel] == [start for start, _ in lengthening.syllable_times(tune)]
    assert all(before.end <= after.start + 1e-9 for before, after in pairwise(placed))
    n_frames = round((tune.tones[-1].end + 0.5) * FRAME_RATE)
    at, owner = lengthening.positions(placed, n_frames, rng)
    for index, word in enumerate(words):
        here = at[owner == index]
        assert len(here)
        assert word.start <= here.min() and here.max() <= word.end
    assert (at[owner < 0] == -1).all()


def test_syllables_are_found_at_loud_voiced_places_and_pauses_are_none() -> None:
    level = np.full(400, -90.0)
    for center in (60, 100, 300):
        level = np.maximum(level, -0.02 * (np.arange(400) - center) ** 2)
    assert [(a < 60 < 100 < b, a < 300 < b) for a, b in syllables.words(level)] == [(True, False), (False, True)]
    assert syllables.nuclei(level > -20, level) == pytest.approx([60, 100, 300], abs=3)
    assert syllables.nuclei(np.zeros(400, np.bool_), level) == []


@given(st.floats(0.8, 1.25))
def test_warping_moves_a_formant_by_its_factor(factor: float) -> None:
    bins = np.arange(513)
    envelope = np.exp(-0.5 * ((bins - 150) / 10) ** 2)[np.newaxis].astype(np.float32)
    moved = virtual_singer.warped(envelope, factor)
    assert moved.shape == envelope.shape
    assert int(moved[0].argmax()) == pytest.approx(150 * factor, abs=1.5)


def test_the_longest_listed_path_decides_the_licence(tmp_path: Path) -> None:
    listing = tmp_path / "licences.tsv"
    listing.write_text("voices\tCC BY\nvoices/ann/b.ogg\tGPL  3\n", encoding="utf-8")
    licences = speakers.read_licences([listing])
    assert speakers.licence_of(Path("data/voices/ann/a.ogg"), licences) == "CC BY"
    assert speakers.licence_of(Path("data/voices/ann/b.ogg"), licences) == "GPL 3"
    assert speakers.licence_of(Path("data/voices2/ann/b.ogg"), licences) == speakers.UNKNOWN
    listing.write_text("voices\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"licences\.tsv:1"):
        speakers.read_licences([listing])


def test_a_speaker_is_a_folder_and_a_licence(tmp_path: Path) -> None:
    for name in ("de/a.ogg", "de/b.ogg", "fr/c.ogg", "fr/readme.txt"):
        (tmp_path / "speech" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "speech" / name).touch()
    found = speakers.find_speakers([tmp_path / "speech"], {"de/a.ogg": "Ann / GPL", "de/b.ogg": "Bob / GPL"})
    assert [(s.name, s.licence, [f.name for f in s.files]) for s in found] == [
        ("speech-de", "Ann / GPL", ["a.ogg"]),
        ("speech-de-2", "Bob / GPL", ["b.ogg"]),
        ("speech-fr", speakers.UNKNOWN, ["c.ogg"]),
    ]
    (tmp_path / "empty").mkdir()
    with pytest.raises(DataError, match="no sound files"):
        speakers.find_speakers([tmp_path / "empty"], {})


def test_without_the_vocoder_the_command_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    world.vocoder.cache_clear()
    with pytest.raises(MissingPartError, match=r"svd-studio\[voices\]"):
        world.analyse(np.zeros(RATE, np.float32), RATE)
    soundfile.write(tmp_path / "a.wav", np.zeros(RATE), RATE)
    assert main(["synthesize", "singers", str(tmp_path), "--out", str(tmp_path / "out")]) == 1
    assert "svd-studio[voices]" in capsys.readouterr().err


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two strings of syllables on one flat pitch, as voice banks have them, in a folder."""
    folder = tmp_path_factory.mktemp("banks") / "flat"
    folder.mkdir()
    rng = np.random.default_rng(0)
    singer = FormantSinger.draw(np.random.default_rng(3))
    for number, onsets in enumerate(("mtnsb", "dlkrz")):
        notes = [
            SungNote(0.5 * i, 0.5 * i + 0.45, 57, Syllable((onset,), vowel), 0.0)
            for i, (onset, vowel) in enumerate(zip(onsets, ("a", "i", "o", "e", "u"), strict=True))
        ]
        _, sound = render_phrase(Phrase(tuple(notes)), singer, RATE, rng)
        soundfile.write(folder / f"{number}.wav", 0.5 * sound / np.abs(sound).max(), RATE)
    return folder


@needs_world
def test_the_vocoder_gives_back_the_pitch_it_found(bank: Path) -> None:
    samples, _ = soundfile.read(bank / "0.wav", dtype="float32")
    analysis = world.analyse(samples, RATE)
    voiced = analysis.hertz > 0
    assert 0.4 < voiced.mean() < 0.95
    assert np.median(np.abs(cents(analysis.hertz[voiced], 220.0))) < 80
    again = world.analyse(world.voice_of(analysis), RATE)
    both = voiced[: len(again.hertz)] & (again.hertz[: len(analysis.hertz)] > 0)[: len(voiced)]
    assert np.median(np.abs(cents(again.hertz[: len(both)][both], analysis.hertz[: len(both)][both]))) < 10


@needs_world
def test_a_flat_voice_sings_the_tune(bank: Path) -> None:
    speaker = speakers.find_speakers([bank], {})[0]
    voice = speakers.analyse_speaker(speaker, 60.0, np.random.default_rng(0))
    assert 8 <= voice.n_syllables <= 12
    assert voice.pitch == pytest.approx(57, abs=1)
    rng = np.random.default_rng(5)
    tune = Tune(tune_of(1).key, (MelodyTone(0.0, 0.8, 15), MelodyTone(0.8, 1.6, 17), MelodyTone(1.6, 2.4, 13)))
    person = virtual_singer.Person.draw(voice.pitch, rng)
    sound = virtual_singer.render_tune(voice.lyrics(3, rng), tune, person, rng)
    again = world.analyse(sound, RATE)
    time = np.arange(len(again.hertz)) / FRAME_RATE - virtual_singer.LEAD_IN
    for tone in tune.tones:
        held = (time > tone.start + 0.3) & (time < tone.end - 0.2) & (again.hertz > 0)
        assert held.any()
        assert abs(np.median(69 + 12 * np.log2(again.hertz[held] / 440)) - tune.pitch(tone)) < 1.0


@needs_world
def test_the_command_writes_voices_that_training_finds(
    bank: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listing = tmp_path / "licences.tsv"
    listing.write_text("flat\tCC0\n", encoding="utf-8")
    words = ["synthesize", "singers", str(bank), "--minutes", "0.1", "--licences", str(listing)]
    for out in ("first", "again"):
        assert main([*words, "--out", str(tmp_path / out)]) == 0
    assert "from 1 speakers, 0 of unknown licence" in capsys.readouterr().out
    found = dataset.find([tmp_path / "first"]).singers
    assert [singer.name for singer in found] == ["flat"]
    for file in found[0].recordings:
        samples, rate = soundfile.read(file)
        assert rate == RATE and samples.ndim == 1
        assert 0.7 < np.abs(samples).max() < 0.95
        again, _ = soundfile.read(tmp_path / "again" / file.relative_to(tmp_path / "first"))
        assert np.array_equal(samples, again)
    table = (tmp_path / "first" / "sources.tsv").read_text(encoding="utf-8").splitlines()
    assert table[0] == "# Rendered by: svd synthesize singers --minutes 0.1 --seed 1"
    assert table[-1].split("\t")[:2] == ["voices/flat", "CC0"]
    assert "1.wav" in table[-1]
    # Other voices would lie elsewhere, but their sources would take the place of these.
    assert main([*words, "--out", str(tmp_path / "first")]) == 1
    assert "there already" in capsys.readouterr().err
    assert (tmp_path / "first" / "sources.tsv").read_text(encoding="utf-8").splitlines() == table


def test_a_set_of_songs_is_one_that_training_finds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["synthesize", "songs", "--count", "1", "--seconds", "20", "--seed", "3", "--out"]
    assert main([*arguments, str(tmp_path / "mixed")]) == 0
    assert "1 song, 0." in capsys.readouterr().out
    assert main([*arguments, str(tmp_path / "stems"), "--stems"]) == 0
    mixed, stems = dataset.find([tmp_path / "mixed"]).songs, dataset.find([tmp_path / "stems"]).stems
    assert [song.name for song in mixed] == [song.name for song in stems] == ["made_3_000"]
    for song, parts in zip(mixed, stems, strict=True):
        assert song.regions == parts.regions
        assert song.regions
        sound, _ = soundfile.read(song.audio)
        voice, _ = soundfile.read(parts.vocals)
        band, _ = soundfile.read(parts.accompaniment)
        assert len(sound) == len(voice) == len(band)
        assert 0.05 < np.abs(sound).max() < 0.95
        outside = np.ones(len(voice), np.bool_)
        for region in song.regions:
            outside[round((region.start - 1) * RATE) : round((region.end + 2) * RATE)] = False
        assert not outside.any() or np.sqrt(np.mean(voice[outside] ** 2)) < 0.02 * np.abs(voice).max()
    with pytest.raises(DataError, match="there already"):
        next(song_sets.songs(tmp_path / "mixed", 1, 20, 3))


@needs_world
def test_voices_that_were_written_before_a_stop_have_their_licence(
    bank: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(synthesize.ProgressLine, "reach", stop)
    assert main(["synthesize", "singers", str(bank), "--out", str(tmp_path / "out"), "--minutes", "0.1"]) == 130
    table = (tmp_path / "out" / "sources.tsv").read_text(encoding="utf-8").splitlines()
    assert "stopped before its end" in table[0]
    assert [line.split("\t")[0] for line in table[3:]] == ["voices/flat"]
    assert len(list((tmp_path / "out" / "voices" / "flat").iterdir())) == 1
