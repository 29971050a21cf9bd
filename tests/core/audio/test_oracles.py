"""The front end against librosa: STFT, mel scale, resampling, note names."""

from __future__ import annotations

import re
from pathlib import Path

import librosa
import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from svd_core.audio import sound_file
from svd_core.audio.mel_scale import MelAxis, hertz_to_mel, mel_to_hertz
from svd_core.audio.pitch_names import midi_hertz, midi_number, note_name
from svd_core.audio.stft import centred_magnitudes, magnitudes, spectrum, window
from svd_core.config import FeatureConfig

OTHER = FeatureConfig(sample_rate=16000, frame_samples=512, hop_samples=160)


def noise(n_samples: int, seed: int = 2015) -> np.ndarray:
    return np.random.default_rng(seed).uniform(-0.5, 0.5, n_samples).astype(np.float32)


@pytest.mark.parametrize("length", [512, 4096])
def test_windows_around_samples_are_those_of_librosa(length: int) -> None:
    samples, hop = noise(20_000), 300
    weights = window(length)
    theirs = librosa.stft(samples, n_fft=length, hop_length=hop, window=weights, center=True, pad_mode="constant")
    ours = centred_magnitudes(samples, np.arange(0, 20_000, hop), length)
    np.testing.assert_allclose(ours, np.abs(theirs).T * 2 / weights.sum(), atol=2e-6)
    assert centred_magnitudes(samples[:0], np.arange(3), length).max() == 0


@pytest.mark.parametrize("config", [FeatureConfig(), OTHER])
@pytest.mark.parametrize("n_samples", [1023, 1024, 1338, 1339, 40_000])
def test_the_stft_is_that_of_librosa(config: FeatureConfig, n_samples: int) -> None:
    samples = noise(n_samples)
    if n_samples < config.frame_samples:
        assert magnitudes(samples, config).shape == spectrum(samples, config).shape == (0, config.n_bins)
        return
    theirs = librosa.stft(
        samples,
        n_fft=config.frame_samples,
        hop_length=config.hop_samples,
        window=window(config.frame_samples),
        center=False,
    ).T
    # A hair above single precision's own rounding: values here reach about 20.
    np.testing.assert_allclose(spectrum(samples, config), theirs, rtol=0, atol=1.4e-6 * np.abs(theirs).max())
    np.testing.assert_allclose(magnitudes(samples, config), np.abs(theirs), rtol=0, atol=1.4e-6 * np.abs(theirs).max())


@given(st.floats(0, 24_000))
def test_the_mel_scale_is_the_htk_scale_of_librosa(hertz: float) -> None:
    # librosa rounds the scale's factor to 2595 log10, which is 1126.99 ln.
    assert hertz_to_mel(hertz) == pytest.approx(librosa.hz_to_mel(hertz, htk=True), rel=2e-5)
    assert mel_to_hertz(hertz_to_mel(hertz)) == pytest.approx(hertz, rel=1e-9, abs=1e-9)


def test_the_bands_of_a_spectrogram_peak_at_the_mel_frequencies_of_librosa() -> None:
    config = FeatureConfig()
    peaks = librosa.mel_frequencies(config.n_mels + 2, fmin=config.f_min, fmax=config.f_max, htk=True)[1:-1]
    heights = [MelAxis(config).height(hertz) for hertz in peaks]
    np.testing.assert_allclose(heights, (np.arange(config.n_mels) + 0.5) / config.n_mels, atol=1e-6)
    np.testing.assert_allclose([MelAxis(config).hertz(height) for height in heights], peaks, rtol=1e-9)


@pytest.mark.parametrize("rate", [8000, 16000, 44100, 48000])
def test_resampling_is_that_of_librosa(tmp_path: Path, rate: int) -> None:
    samples = noise(rate)
    soundfile.write(tmp_path / "noise.wav", samples, rate, subtype="FLOAT")
    ours = sound_file.read_mono(tmp_path / "noise.wav")
    theirs = librosa.resample(samples, orig_sr=rate, target_sr=22050, res_type="soxr_hq")
    assert abs(len(ours) - len(theirs)) <= 1
    # In blocks and at once: soxr differs by rounding only.
    n = min(len(ours), len(theirs))
    np.testing.assert_allclose(ours[:n], theirs[:n], atol=2e-4)


@given(st.floats(-20, 140))
def test_midi_numbers_are_those_of_librosa(number: float) -> None:
    assert midi_hertz(number) == pytest.approx(librosa.midi_to_hz(number))
    assert midi_number(midi_hertz(number)) == pytest.approx(number, abs=1e-9)
    np.testing.assert_allclose(midi_hertz(np.array([number, 69.0])), librosa.midi_to_hz([number, 69.0]))


@given(st.floats(8.2, 20_000))
def test_note_names_are_those_of_librosa(hertz: float) -> None:
    note, cents, unit = note_name(hertz).split()
    theirs = re.fullmatch(r"(\D+-?\d+)([+-]\d+)", librosa.hz_to_note(hertz, cents=True))
    assert theirs is not None and unit == "ct"
    # Half-way between two notes, rounding decides; and librosa cuts off the decimals of cents.
    if abs(int(theirs[2])) < 50:
        assert note == theirs[1]
        assert abs(int(cents.replace("−", "-")) - int(theirs[2])) <= 1


@pytest.mark.parametrize(
    ("hertz", "name"),
    [(440.0, "A4 +0 ct"), (443.06, "A4 +12 ct"), (138.0, "C♯3 −7 ct"), (27.5, "A0 +0 ct"), (15_804.27, "B9 +0 ct")],
)
def test_notes_are_named_as_people_write_them(hertz: float, name: str) -> None:
    assert note_name(hertz) == name


@pytest.mark.parametrize("hertz", [0.0, -1.0, float("nan"), float("inf")])
def test_what_is_no_frequency_has_no_note(hertz: float) -> None:
    with pytest.raises(ValueError, match="has no note name"):
        note_name(hertz)
