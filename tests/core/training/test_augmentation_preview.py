"""What the preview of the augmentations shows is what a training gets, and what it plays sounds like it looks."""

from dataclasses import replace

import numpy as np
import pytest

from svd_core.annotation.regions import Region
from svd_core.audio import resynthesis
from svd_core.audio.features import FloatArray, log_mel
from svd_core.audio.resynthesis import resynthesise
from svd_core.audio.stft import magnitudes
from svd_core.config import AugmentConfig, FeatureConfig
from svd_core.experiments.paper.settings import NO_AUGMENTATION
from svd_core.training.augmentation_preview import PreviewRequest, PreviewSounds, PreviewSpectrograms, preview

FEATURES = FeatureConfig()
BIN_HERTZ = FEATURES.sample_rate / FEATURES.frame_samples


def tone(hertz: float = 600.0, seconds: float = 6.0, beats: float = 2.0) -> FloatArray:
    """Harmonics that swell `beats` times a second, over some noise."""
    at = np.arange(round(seconds * FEATURES.sample_rate)) / FEATURES.sample_rate
    swell = 1 + np.cos(2 * np.pi * beats * at)
    noise = np.random.default_rng(0).normal(0, 1e-3, len(at))
    return (0.08 * swell * sum(np.sin(2 * np.pi * k * hertz * at) / k for k in (1, 2, 3)) + noise).astype(np.float32)


def request(augment: AugmentConfig, **rest: object) -> PreviewRequest:
    samples = tone()
    return PreviewRequest(samples, log_mel(samples), 3.0, (), augment, **rest)  # type: ignore[arg-type]


def shown(wish: PreviewRequest) -> tuple[PreviewSpectrograms, PreviewSounds]:
    pictures, sounds = preview(wish)
    assert isinstance(pictures, PreviewSpectrograms)
    assert isinstance(sounds, PreviewSounds)
    return pictures, sounds


@pytest.fixture
def few_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sounds come less near to their pictures, for tests that compare one with another made alike."""
    monkeypatch.setattr(resynthesis, "ROUNDS", 3)


@pytest.mark.usefixtures("few_rounds")
def test_with_all_switched_off_nothing_changes_to_the_eye_or_the_ear() -> None:
    pictures, sounds = shown(request(NO_AUGMENTATION))
    central = 210
    np.testing.assert_allclose(pictures.before, log_mel(tone())[central - 57 : central + 58], atol=1e-4)
    np.testing.assert_array_equal(pictures.before, pictures.after)
    np.testing.assert_allclose(sounds.before, sounds.after, atol=1e-4)


@pytest.mark.parametrize(("extent", "pitch", "time"), [("lowest", 0.8, 0.7), ("highest", 1.2, 1.3)])
def test_the_sound_has_the_pitch_the_tempo_and_the_picture_of_the_augmented_excerpt(extent, pitch, time) -> None:
    wish = request(replace(NO_AUGMENTATION, pitch_shift=0.2, time_stretch=0.3), extent=extent)
    pictures, sounds = shown(wish)
    assert (pictures.parameters.pitch, pictures.parameters.time) == pytest.approx((pitch, time))
    found = magnitudes(sounds.after)
    assert found.mean(axis=0).argmax() * BIN_HERTZ == pytest.approx(600 * pitch, abs=1.5 * BIN_HERTZ)
    swell = found.sum(axis=1) - found.sum(axis=1).mean()
    beats = np.abs(np.fft.rfft(swell, 4096)).argmax() * FEATURES.frame_rate / 4096
    assert beats == pytest.approx(2 / time, abs=0.25)
    # The sound begins one frame later than the picture.
    misfit = log_mel(sounds.after) - pictures.after[1 : 1 + len(found)]
    assert np.median(np.abs(misfit)) < 0.1


def test_a_seed_repeats_and_keeps_its_shares_of_another_strength() -> None:
    half, full = (request(replace(NO_AUGMENTATION, pitch_shift=shift), seed=4) for shift in (0.1, 0.2))
    first, again, stronger, other = (next(iter(preview(wish))) for wish in (half, half, full, replace(half, seed=5)))
    np.testing.assert_array_equal(first.after, again.after)
    assert stronger.parameters.pitch - 1 == pytest.approx(2 * (first.parameters.pitch - 1))
    assert other.parameters != first.parameters


def test_what_is_mixed_in_comes_from_where_nobody_sings() -> None:
    samples = np.concatenate([tone(), np.zeros(3 * FEATURES.sample_rate, np.float32)])
    mixing = replace(NO_AUGMENTATION, mix=1.0, mix_depth=1.0)
    wish = PreviewRequest(samples, log_mel(samples), 3.0, (Region(0.0, 7.0),), mixing, extent="highest")
    pictures, sounds = shown(wish)
    np.testing.assert_allclose(pictures.after, np.log(FEATURES.log_floor), rtol=1e-5)
    assert np.abs(sounds.after).max() < 1e-6
    pictures = next(iter(preview(replace(wish, regions=(Region(0.0, 9.0),)))))
    assert isinstance(pictures, PreviewSpectrograms)
    assert pictures.nothing_to_mix and pictures.parameters.mix == 0
    np.testing.assert_array_equal(pictures.before, pictures.after)


@pytest.mark.usefixtures("few_rounds")
def test_noise_and_dropout_are_seen_but_not_heard() -> None:
    pictures, sounds = shown(request(replace(NO_AUGMENTATION, noise=0.2, dropout=0.1)))
    means = np.broadcast_to(log_mel(tone()).mean(axis=0), pictures.after.shape)
    assert np.isclose(pictures.after, means, atol=1e-5).mean() == pytest.approx(0.1, abs=0.02)
    np.testing.assert_allclose(sounds.before, sounds.after, atol=1e-4)


@pytest.mark.usefixtures("few_rounds")
@pytest.mark.parametrize("time", [-5.0, 5.99, 99.0])
def test_at_the_ends_of_a_song_there_is_silence_around_it(time: float) -> None:
    pictures, sounds = shown(replace(request(AugmentConfig()), time=time))
    assert pictures.before.shape == pictures.after.shape == (115, FEATURES.n_mels)
    assert len(sounds.before) == len(sounds.after)
    assert np.isfinite(sounds.after).all()


def test_a_sound_comes_back_from_its_own_magnitudes() -> None:
    samples = tone(seconds=1.0)
    own = magnitudes(samples)
    again = resynthesise(own, samples, np.arange(len(own), dtype=np.float64))
    inner = slice(FEATURES.frame_samples // 2, len(again) - FEATURES.frame_samples // 2)
    np.testing.assert_allclose(again[inner], samples[: len(again)][inner], atol=1e-4)


def test_magnitudes_of_another_number_of_frames_get_a_sound_of_their_length() -> None:
    samples = tone(seconds=1.0)
    longer = np.repeat(magnitudes(samples), 2, axis=0)
    sound = resynthesise(longer, samples, np.arange(len(longer)) / 2)
    assert len(sound) == (len(longer) - 1) * FEATURES.hop_samples + FEATURES.frame_samples
    misfit = np.linalg.norm(magnitudes(sound)[1:-1] - longer[1:-1]) / np.linalg.norm(longer[1:-1])
    assert 20 * np.log10(misfit) < -15
