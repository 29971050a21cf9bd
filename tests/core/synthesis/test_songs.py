"""The songs we make ourselves: the same again from a seed, and sung exactly where their labels say."""

from __future__ import annotations

import json
import runpy
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from svd_core.annotation.label_file import read_labels
from svd_core.annotation.regions import Regions
from svd_core.audio.features import FloatArray
from svd_core.audio.pitch_names import midi_hertz
from svd_core.cli.main import main
from svd_core.files.storage import resource
from svd_core.synthesis import lyrics
from svd_core.synthesis.articulation import FormantSinger, timeline
from svd_core.synthesis.composition import SHORTEST, compose
from svd_core.synthesis.glottis import SHAPES, pulse, source
from svd_core.synthesis.phonemes import CONSONANTS, VOWELS, vowel_targets
from svd_core.synthesis.score import Phrase, SungNote, Syllable
from svd_core.synthesis.song import LONGEST_MERGED_GAP, SongStems, render, render_stems, sung_regions
from svd_core.synthesis.voice import render_phrase

RATE = 22050
STEP = 441


def loudness_db(track: FloatArray) -> FloatArray:
    """Level of every 20 ms of a track, relative to its loud parts."""
    power = (track[: len(track) // STEP * STEP].reshape(-1, STEP) ** 2).mean(axis=1)
    return 10 * np.log10(power + 1e-12) - 10 * np.log10(np.percentile(power, 99))


def sung(regions: Regions, n: int, before: float = 0.0, after: float = 0.0) -> np.ndarray:
    """Whether each 20 ms lies in a region widened by some seconds."""
    times = (np.arange(n) + 0.5) * STEP / RATE
    return np.any([(times >= r.start - before) & (times < r.end + after) for r in regions], axis=0)


@pytest.fixture(scope="module", params=[(7.0, 1), (10.0, 2)], ids=["7 s", "10 s"])
def recording(request: pytest.FixtureRequest) -> SongStems:
    duration, seed = request.param
    return render_stems(duration, seed, RATE)


def test_the_same_seed_gives_the_same_song() -> None:
    first, again = render(3.0, 5), render(3.0, 5)
    assert np.array_equal(first[0], again[0])
    assert first[1] == again[1]


def test_another_seed_gives_another_key_tempo_melody_and_voice() -> None:
    scores = [compose(40.0, seed, 60.0) for seed in range(12)]
    assert len({score.key for score in scores}) > 6
    assert len({score.bar for score in scores}) > 3
    melodies = {tuple(note.pitch - score.key.tonic for note in score.lead[0].notes) for score in scores}
    assert len(melodies) == 12
    assert len({FormantSinger.draw(np.random.default_rng(seed)) for seed in range(12)}) == 12


@pytest.mark.parametrize(("duration", "seed"), [(3.0, 1), (3.0, 4), (6.1, 4)])
def test_even_short_songs_have_singing_and_band_alone(duration: float, seed: int) -> None:
    samples, regions = render(duration, seed)
    assert samples.dtype == np.float32
    assert samples.shape == (round(duration * RATE),)
    assert np.isfinite(samples).all()
    assert 0.5 < np.abs(samples).max() <= 0.9
    share = sum(region.length for region in regions) / duration
    assert 0.25 < share < 0.75
    assert all(0 <= region.start < region.end <= duration for region in regions)
    gaps = [after.start - before.end for before, after in pairwise(regions)]
    assert all(gap >= LONGEST_MERGED_GAP for gap in gaps)


def test_the_voice_sounds_where_the_labels_say(recording: SongStems) -> None:
    level = loudness_db(recording.voice.mean(axis=1))
    inside = sung(recording.regions, len(level))
    assert np.mean(level[inside] > -35) > 0.97
    # Outside there may be breath and the room's answer, well below the voice.
    outside = ~sung(recording.regions, len(level), before=0.04, after=0.6)
    assert level[outside].max() < -20


def test_labels_meet_the_voice_within_a_few_frames(recording: SongStems) -> None:
    level = loudness_db(recording.voice.mean(axis=1))
    for region in recording.regions:
        first, last = (int(time * RATE / STEP) for time in (region.start, region.end))
        assert level[first : first + 5].max() > -32
        assert level[last - 5 : last].max() > -32
        assert level[max(0, first - 4) : first - 2].max() < -30


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_melody_sung_is_the_melody_written(seed: int) -> None:
    rng = np.random.default_rng(seed)
    singer = FormantSinger.draw(rng)
    for phrase in compose(10.0, seed, singer.center).lead:
        begin, sound = render_phrase(phrase, singer, RATE, rng)
        note = max(phrase.notes, key=lambda note: note.end - note.start)
        middle = int(((note.start + note.end) / 2 - begin) * RATE)
        excerpt = sound[middle - 1024 : middle + 1024] * np.hanning(2048)
        correlation = np.fft.irfft(np.abs(np.fft.rfft(excerpt, 4096)) ** 2)
        shortest, longest = RATE // 1000, RATE // 90
        period = shortest + int(np.argmax(correlation[shortest:longest]))
        cents = 1200 * np.log2(RATE / period / midi_hertz(note.pitch))
        assert abs(cents) < 150, note


def test_vowels_differ_in_their_formants() -> None:
    """The strongest region between 1.3 and 3 kHz is high for i and low for o."""
    level = {}
    for vowel in ("i", "o"):
        phrase = Phrase((SungNote(0.5, 2.0, 50, Syllable((), vowel)),))
        sound = render_phrase(phrase, FormantSinger.draw(np.random.default_rng(1)), RATE, np.random.default_rng(2))[1]
        spectrum = np.abs(np.fft.rfft(sound)) ** 2
        hertz = np.fft.rfftfreq(len(sound), 1 / RATE)
        bands = [spectrum[(hertz > low) & (hertz < low + 600)].sum() for low in (600, 2000)]
        level[vowel] = bands[1] / bands[0]
    assert level["i"] > 10 * level["o"]


def test_the_band_plays_on_while_nobody_sings(recording: SongStems) -> None:
    level = loudness_db(recording.band.mean(axis=1))
    silent = ~sung(recording.regions, len(level))
    assert np.median(level[silent][: len(level[silent]) * 3 // 4]) > -30


def test_backing_voices_only_join_the_lead(recording: SongStems) -> None:
    backing = np.abs(recording.backing).max(axis=1)
    outside = ~np.repeat(sung(recording.regions, len(backing) // STEP, before=0.5, after=0.6), STEP)
    assert backing[: len(outside)][outside].max() < 0.1 * np.abs(recording.voice).max()


def test_a_song_shorter_than_possible_is_refused() -> None:
    with pytest.raises(ValueError, match="too short"):
        compose(SHORTEST - 0.1, 1, 60.0)


@given(duration=st.floats(SHORTEST, 300), seed=st.integers(0, 10_000), center=st.floats(55, 68))
def test_every_score_holds_together(duration: float, seed: int, center: float) -> None:
    score = compose(duration, seed, center)
    n_bars = sum(section.n_bars for section in score.sections)
    assert len(score.chords) == n_bars + 1
    assert n_bars * score.bar <= duration
    assert {"intro", "verse"} <= {section.name for section in score.sections}
    for phrase in score.lead:
        starts = [note.start for note in phrase.notes]
        assert starts == sorted(starts)
        assert all(note.start < note.end <= duration for note in phrase.notes)
        assert all(abs(note.pitch - center) < 20 for note in phrase.notes)


@given(seed=st.integers(0, 10_000), duration=st.floats(SHORTEST, 60))
def test_articulations_follow_each_other(seed: int, duration: float) -> None:
    for phrase in compose(duration, seed, 60.0).lead:
        sounds = timeline(phrase)
        assert all(sound.start < sound.end for sound in sounds)
        assert all(a.end <= b.start + 1e-6 for a, b in pairwise(sounds))


@given(n=st.integers(1, 30), seed=st.integers(0, 1000))
def test_lines_have_the_syllables_asked_for(n: int, seed: int) -> None:
    assert len(lyrics.line(n, np.random.default_rng(seed))) == n


def test_every_word_can_be_articulated() -> None:
    syllables = [syllable for word in lyrics.WORDS for syllable in word]
    assert len(syllables) > 60
    for syllable in syllables:
        assert vowel_targets(syllable.vowel)[0].formants in VOWELS.values()
        assert set(syllable.onset + syllable.coda) <= set(CONSONANTS)


@pytest.mark.parametrize("rd", SHAPES)
def test_a_glottal_pulse_closes_faster_than_it_opens_and_lets_no_air_through_for_good(rd: float) -> None:
    flow_derivative = pulse(rd)
    assert flow_derivative.min() == pytest.approx(-1, abs=0.01)
    assert 0 < flow_derivative.max() < 0.9
    assert abs(flow_derivative.mean()) < 0.005


def test_the_source_has_harmonics_and_nothing_folded_between_them() -> None:
    hertz = RATE / 1024 * 40
    pulses, phase = source(np.full(RATE, hertz, np.float32), np.full(RATE, 0.8, np.float32), RATE)
    assert phase[-1] == pytest.approx(hertz, rel=1e-4)
    spectrum = np.abs(np.fft.rfft(pulses[1024 : 1024 + 16384] * np.hanning(16384)))
    on = spectrum[:: 16 * 40][1:12]
    between = spectrum[16 * 20 :: 16 * 40][:12]
    assert on.min() > 100 * between.max()


def test_the_command_writes_song_and_labels_that_agree_with_the_renderer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["synthesize", "song", str(tmp_path / "out"), "--seconds", "4", "--seed", "2"]) == 0
    assert "song.ogg" in capsys.readouterr().out
    assert main(["synthesize", "song", str(tmp_path / "out"), "--seconds", "4", "--seed", "3"]) == 1
    assert "song.ogg: is there already" in capsys.readouterr().err
    samples, sample_rate = soundfile.read(tmp_path / "out" / "song.ogg")
    assert sample_rate == 44100
    assert samples.shape == (4 * 44100, 2)
    assert np.abs(samples).max() <= 1.0
    written = read_labels(tmp_path / "out" / "song.lab")
    wanted = render(4.0, 2)[1]
    assert [r.start for r in written] == pytest.approx([r.start for r in wanted], abs=1e-5)
    assert [r.end for r in written] == pytest.approx([r.end for r in wanted], abs=1e-5)


@pytest.mark.parametrize("arguments", [["--seconds", "1"], ["--seconds", "nan"], ["--seed", "-1"]])
def test_the_command_refuses_nonsense(tmp_path: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["synthesize", "song", str(tmp_path), *arguments]) == 2
    assert "must be" in capsys.readouterr().err


def test_the_former_command_still_works_and_says_what_is_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["-m", "song", str(tmp_path / "out"), "--seconds", "3", "--json"])
    with pytest.raises(SystemExit) as ended:
        runpy.run_module("svd_core.synthesis", run_name="__main__")
    assert ended.value.code == 0
    printed = capsys.readouterr()
    assert printed.err == "svd: python -m svd_core.synthesis is now called svd synthesize; the old name still works\n"
    assert json.loads(printed.out)["song"] == str(tmp_path / "out" / "song.ogg")


def test_the_shipped_demo_song_is_the_one_its_readme_says() -> None:
    song = resource("demo/song.ogg")
    assert "--seconds 40 --seed 38" in resource("demo/README.md").read_text(encoding="utf-8")
    assert song.stat().st_size < 1_000_000
    assert soundfile.info(song).duration == pytest.approx(40.0)
    singer = FormantSinger.draw(np.random.default_rng([38, 3]))
    wanted = sung_regions(compose(40.0, 38, singer.center))
    shipped = read_labels(resource("demo/song.lab"))
    assert [r.start for r in shipped] == pytest.approx([r.start for r in wanted], abs=1e-5)
    assert [r.end for r in shipped] == pytest.approx([r.end for r in wanted], abs=1e-5)
