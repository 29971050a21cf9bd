"""Ways to listen: speed with the pitch kept and onsets in place, and parts of the song that hold what they say."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from svd_core.audio.listening import SPEEDS, Listening, Part, rendered

RATE = 44100


def tone(hertz: float, seconds: float = 2.0) -> NDArray[np.float64]:
    return 8000 * np.sin(2 * np.pi * hertz * np.arange(round(seconds * RATE)) / RATE)


def pcm(*channels: NDArray[np.float64]) -> NDArray[np.int16]:
    return np.stack(channels, axis=1).astype(np.int16)


def level(sound: NDArray[np.float32], hertz: float) -> float:
    """Amplitude of a tone in the first channel, away from the ends."""
    inner = sound[len(sound) // 4 : -len(sound) // 4, 0]
    phase = np.exp(-2j * np.pi * hertz * np.arange(len(inner)) / RATE)
    return float(2 * np.abs(np.mean(inner * phase * np.hanning(len(inner)) * 2)))


@pytest.mark.parametrize("speed", [speed for speed in SPEEDS if speed != 1])
def test_speed_changes_the_length_and_neither_the_pitch_nor_where_notes_begin(speed: float) -> None:
    notes = np.zeros(4 * RATE)
    begins = (0.5, 1.3, 2.1, 2.9)
    for begin in begins:
        notes[round(begin * RATE) : round((begin + 0.4) * RATE)] = tone(440, 0.4)
    sound = rendered(pcm(notes, notes), RATE, Listening(speed))
    assert sound.shape == (round(4 * RATE / speed), 2)
    loud = np.convolve(np.abs(sound[:, 0]), np.ones(200) / 200, "same") > 1500
    for begin in begins:
        before = round((begin - 0.15) / speed * RATE)
        assert (before + np.argmax(loud[before:])) / RATE * speed == pytest.approx(begin, abs=0.02)
    steady = rendered(pcm(tone(440)), RATE, Listening(speed))
    assert level(steady, 440) == pytest.approx(8000, rel=0.1)
    assert level(steady, 440 * speed) < 300


def test_the_voice_band_passes_voices_and_neither_bass_nor_cymbals() -> None:
    mix = pcm(tone(60) + tone(1000) + tone(9000))
    heard = rendered(mix, RATE, Listening(part="voice-band"))
    assert level(heard, 1000) == pytest.approx(8000, rel=0.02)
    assert max(level(heard, 60), level(heard, 9000)) < 80


@pytest.mark.parametrize(("part", "passed", "stopped"), [("centre", 500, 900), ("sides", 900, 500)])
def test_centre_is_what_the_channels_share_and_sides_what_they_do_not(
    part: Part, passed: float, stopped: float
) -> None:
    shared, apart = tone(500), tone(900)
    heard = rendered(pcm(shared + apart, shared - apart), RATE, Listening(part=part))
    assert level(heard, passed) == pytest.approx(8000, rel=0.01)
    assert level(heard, stopped) < 10


def test_the_harmonic_part_keeps_notes_and_drops_strokes() -> None:
    strokes = np.zeros(2 * RATE)
    strokes[RATE // 8 :: RATE // 4] = 30000
    heard = rendered(pcm(tone(440) + strokes), RATE, Listening(part="harmonic"))
    assert level(heard, 440) == pytest.approx(8000, rel=0.1)
    assert np.abs(heard[RATE // 2 : -RATE // 2]).max() < 12000


def test_steps_of_speed_stay_among_the_speeds_and_a_part_goes_off_as_it_went_on() -> None:
    assert Listening().at_speed(-1).at_speed(-1).at_speed(-1) == Listening(0.5)
    assert Listening(0.5, "sides").at_speed(1) == Listening(0.75, "sides")
    assert Listening().toggled("centre").toggled("sides") == Listening(part="sides")
    assert Listening().toggled("centre").toggled("centre").plain
