"""Augmentation: equal to a slow second version, and audible in the way its parameters say."""

import math
from dataclasses import replace

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from svd_core.augment import EXCERPT_FRAMES, LABEL_FRAME, Augmenter, Draws, excerpt_frames
from svd_core.config import AugmentConfig, FeatureConfig
from svd_core.features import FloatArray, log_mel, magnitudes, mel_bank
from tests.core.augment_oracle import Factors, augmented

FEATURES = FeatureConfig()
FULL = AugmentConfig(pitch_shift=0.3, time_stretch=0.3, filter_db=10.0, loudness_db=6.0)
N_FRAMES = excerpt_frames(FULL)
CENTRE = N_FRAMES // 2
BIN_HERTZ = FEATURES.sample_rate / FEATURES.frame_samples

FACTORS = st.builds(
    Factors,
    pitch=st.floats(0.7, 1.3),
    time=st.floats(0.7, 1.3),
    filter_centre=st.floats(150, 8000),
    filter_width=st.floats(5, 7),
    filter_gain=st.floats(-10, 10),
    loudness=st.floats(-6, 6),
)


@pytest.fixture(scope="module")
def augmenter() -> Augmenter:
    return Augmenter(FULL, FEATURES)


def noisy_song(seconds: float = 3.0, seed: int = 0) -> FloatArray:
    """Harmonics that glide over a noise floor: sharp peaks, deep valleys."""
    time = np.arange(round(seconds * FEATURES.sample_rate)) / FEATURES.sample_rate
    phase = 2 * np.pi * (220 * time + 3 * np.sin(2 * np.pi * 5 * time))
    harmonics = sum(np.sin(k * phase) / k for k in range(1, 40))
    noise = np.random.default_rng(seed).normal(0, 1e-3, len(time))
    return (0.2 * harmonics + noise).astype(np.float32)


def draws_of(*factors: Factors) -> Draws:
    """A batch of draws out of the factors of single excerpts."""
    names = Draws.__dataclass_fields__
    return Draws(**{name: torch.tensor([getattr(f, name) for f in factors], dtype=torch.float64) for name in names})


def excerpts(samples: FloatArray, batch: int = 1, n_frames: int = N_FRAMES) -> torch.Tensor:
    """The first excerpts of a sound, each one frame after the last."""
    spectrum = magnitudes(samples)
    return torch.from_numpy(np.stack([spectrum[start : start + n_frames] for start in range(batch)]))


def apply_one(augmenter: Augmenter, excerpt: torch.Tensor, factors: Factors) -> NDArray[np.float32]:
    return augmenter.apply(excerpt, draws_of(factors))[0].numpy()


# --- the same as the slow version -------------------------------------------------------------------------------------


def test_a_batch_equals_the_oracle_excerpt_by_excerpt(augmenter: Augmenter) -> None:
    batch = 16
    song = excerpts(noisy_song(), batch)
    draws = augmenter.draw(batch, torch.Generator().manual_seed(3))
    result = augmenter.apply(song, draws)
    assert result.shape == (batch, EXCERPT_FRAMES, FEATURES.n_mels) and result.dtype == torch.float32
    for index in range(batch):
        factors = Factors(**{name: float(getattr(draws, name)[index]) for name in Draws.__dataclass_fields__})
        np.testing.assert_allclose(result[index].numpy(), augmented(song[index].numpy(), factors), atol=1e-4)


@given(FACTORS, st.integers(0, 2**31))
@settings(max_examples=30, deadline=None)
def test_any_factors_equal_the_oracle(factors: Factors, seed: int) -> None:
    # Neighbours that differ by orders of magnitude show a position that is wrong by very little.
    spectrum = np.exp(np.random.default_rng(seed).uniform(-12, 4, (N_FRAMES, FEATURES.n_bins))).astype(np.float32)
    result = apply_one(Augmenter(FULL, FEATURES), torch.from_numpy(spectrum)[None], factors)
    np.testing.assert_allclose(result, augmented(spectrum, factors), atol=1e-4)


@pytest.mark.parametrize("edge", [0.7, 57 / 82, 57 / 81, math.nextafter(1, 0), math.nextafter(1, 2), 1.3])
def test_the_edges_of_the_excerpt_equal_the_oracle(edge: float) -> None:
    for n_frames in (EXCERPT_FRAMES, N_FRAMES):
        spectrum = np.random.default_rng(1).uniform(0.1, 1, (n_frames, FEATURES.n_bins)).astype(np.float32)
        factors = Factors(pitch=edge, time=edge)
        result = apply_one(Augmenter(FULL, FEATURES), torch.from_numpy(spectrum)[None], factors)
        np.testing.assert_allclose(result, augmented(spectrum, factors), atol=1e-4)


def test_another_front_end_equals_the_oracle() -> None:
    features = FeatureConfig(sample_rate=16000, frame_samples=512, hop_samples=160, n_mels=40, f_max=7000.0)
    spectrum = magnitudes(noisy_song(), features)[:N_FRAMES]
    factors = Factors(pitch=1.21, time=0.83, filter_centre=900, filter_gain=8, loudness=-3)
    result = apply_one(Augmenter(FULL, features), torch.from_numpy(spectrum)[None], factors)
    np.testing.assert_allclose(result, augmented(spectrum, factors, features), atol=1e-4)


# --- what it does to sound --------------------------------------------------------------------------------------------


def test_factors_that_change_nothing_give_the_plain_features(augmenter: Augmenter) -> None:
    samples = noisy_song()
    result = augmenter.apply(excerpts(samples, 4), Draws.identity(4)).numpy()
    plain = log_mel(samples)
    for start in range(4):
        first = start + CENTRE - LABEL_FRAME
        np.testing.assert_allclose(result[start], plain[first : first + EXCERPT_FRAMES], atol=1e-4)


def test_everything_switched_off_gives_the_plain_features() -> None:
    off = AugmentConfig(pitch_shift=0, time_stretch=0, filter_db=0, loudness_db=0)
    samples = noisy_song()
    augmenter = Augmenter(off, FEATURES)
    result = augmenter.apply(
        excerpts(samples, 1, excerpt_frames(off)), augmenter.draw(1, torch.Generator().manual_seed(0))
    )
    np.testing.assert_allclose(result[0].numpy(), log_mel(samples)[:EXCERPT_FRAMES], atol=1e-4)


@given(st.floats(0.7, 1.3), st.floats(300, 5000))
@settings(max_examples=20, deadline=None)
def test_a_sine_moves_to_the_shifted_frequency(shift: float, hertz: float) -> None:
    def sine(frequency: float) -> FloatArray:
        phase = 2 * np.pi * frequency * np.arange(3 * FEATURES.sample_rate) / FEATURES.sample_rate
        return np.sin(phase).astype(np.float32)

    shifted = apply_one(Augmenter(FULL, FEATURES), excerpts(sine(hertz)), Factors(pitch=shift))
    expected = log_mel(sine(hertz * shift))[0]
    assert abs(int(shifted[LABEL_FRAME].argmax()) - int(expected.argmax())) <= 1


@given(st.floats(0.7, 1.3))
@settings(max_examples=20, deadline=None)
def test_clicks_move_apart_by_the_stretch_around_the_labelled_frame(stretch: float) -> None:
    distance = 20
    samples = np.zeros(3 * FEATURES.sample_rate, np.float32)
    for frame in range(CENTRE % distance, N_FRAMES, distance):
        samples[frame * FEATURES.hop_samples + FEATURES.frame_samples // 2] = 1
    result = apply_one(Augmenter(FULL, FEATURES), excerpts(samples), Factors(time=stretch))
    energy = np.exp(result).sum(axis=1)
    assert energy[LABEL_FRAME] == pytest.approx(energy.max())
    for clicks in (-2, -1, 0, 1, 2):
        expected = LABEL_FRAME + clicks * distance * stretch
        nearby = np.arange(math.ceil(expected - 4), math.floor(expected + 4) + 1)
        assert abs(nearby[energy[nearby].argmax()] - expected) <= 1


@given(st.floats(0.7, 1.3), st.sampled_from([EXCERPT_FRAMES, N_FRAMES]))
@settings(max_examples=20, deadline=None)
def test_the_centre_frame_keeps_the_label(stretch: float, n_frames: int) -> None:
    spectrum = np.zeros((1, n_frames, FEATURES.n_bins), np.float32)
    spectrum[0, n_frames // 2] = 1
    result = apply_one(Augmenter(FULL, FEATURES), torch.from_numpy(spectrum), Factors(time=stretch))
    np.testing.assert_allclose(result[LABEL_FRAME], np.log(mel_bank().sum(axis=0)), atol=1e-4)
    assert (result[LABEL_FRAME] >= result).all()


@pytest.mark.parametrize("decibels", [6.0, -6.0, 1.5])
def test_loudness_shifts_the_logarithm(augmenter: Augmenter, decibels: float) -> None:
    song = excerpts(noisy_song())
    plain, louder = (apply_one(augmenter, song, Factors(loudness=gain)) for gain in (0.0, decibels))
    np.testing.assert_allclose(louder - plain, math.log(10) * decibels / 20, atol=1e-4)


def test_the_filter_is_a_bell_around_its_centre_that_ignores_the_shift(augmenter: Augmenter) -> None:
    centre, width, gain = 2000.0, 6.0, 10.0
    flat = torch.ones(1, N_FRAMES, FEATURES.n_bins)
    factors = Factors(pitch=0.8, filter_centre=centre, filter_width=width, filter_gain=gain)
    raised = apply_one(augmenter, flat, factors) - apply_one(augmenter, flat, replace(factors, filter_gain=0.0))
    decibels = raised[LABEL_FRAME] * 20 / math.log(10)
    band_hertz = (np.arange(FEATURES.n_bins) * BIN_HERTZ) @ mel_bank()
    one_width = centre * 2 ** (width / 12)
    assert np.interp(centre, band_hertz, decibels) == pytest.approx(gain, abs=0.15)
    assert np.interp(one_width, band_hertz, decibels) == pytest.approx(gain * math.exp(-0.5), abs=0.15)
    assert np.abs(decibels[band_hertz > centre + 3 * (one_width - centre)]).max() < 0.15


def test_silence_and_what_lies_outside_are_the_floor(augmenter: Augmenter) -> None:
    silent = apply_one(augmenter, torch.zeros(1, N_FRAMES, FEATURES.n_bins), Factors(loudness=6))
    np.testing.assert_allclose(silent, math.log(FEATURES.log_floor), rtol=1e-6)
    # Shifted down to .5, the top of the bank would need frequencies above half the sample rate.
    lowered = apply_one(augmenter, torch.ones(1, N_FRAMES, FEATURES.n_bins), Factors(pitch=0.5))
    assert lowered[LABEL_FRAME, -1] == pytest.approx(math.log(FEATURES.log_floor), rel=1e-6)
    assert lowered[LABEL_FRAME, 0] == pytest.approx(0, abs=1e-4)


# --- the random numbers -----------------------------------------------------------------------------------------------


def fields(draws: Draws) -> dict[str, torch.Tensor]:
    return {name: getattr(draws, name) for name in Draws.__dataclass_fields__}


def same(one: Draws, other: Draws) -> bool:
    return all(torch.equal(value, fields(other)[name]) for name, value in fields(one).items())


def test_a_seed_repeats_and_a_second_draw_differs(augmenter: Augmenter) -> None:
    generator = torch.Generator().manual_seed(5)
    first, second = augmenter.draw(32, generator), augmenter.draw(32, generator)
    assert same(first, augmenter.draw(32, torch.Generator().manual_seed(5)))
    for name, value in fields(first).items():
        assert not torch.equal(value, fields(second)[name]), name
        assert len(value.unique()) == 32, f"{name}: excerpts of a batch share a draw"


def test_a_restored_generator_goes_on_where_it_stopped(augmenter: Augmenter) -> None:
    generator = torch.Generator().manual_seed(5)
    augmenter.draw(32, generator)
    state = generator.get_state()
    expected = augmenter.draw(32, generator)
    restored = torch.Generator()
    restored.set_state(state)
    assert same(expected, augmenter.draw(32, restored))


def test_draws_fill_their_ranges_uniformly_and_no_filter_is_below_150_hertz(augmenter: Augmenter) -> None:
    draws = augmenter.draw(100_000, torch.Generator().manual_seed(0))
    ranges = {
        "pitch": (draws.pitch, 0.7, 1.3),
        "time": (draws.time, 0.7, 1.3),
        "filter_centre": (draws.filter_centre.log(), math.log(150), math.log(8000)),
        "filter_width": (draws.filter_width, 5, 7),
        "filter_gain": (draws.filter_gain, -10, 10),
        "loudness": (draws.loudness, -6, 6),
    }
    for name, (values, low, high) in ranges.items():
        quartiles = torch.quantile((values - low) / (high - low), torch.tensor([0.25, 0.5, 0.75], dtype=torch.float64))
        np.testing.assert_allclose(quartiles, [0.25, 0.5, 0.75], atol=0.01, err_msg=name)
        tolerance = 1e-9
        assert values.min() >= low - tolerance and values.max() <= high + tolerance, name
    assert draws.filter_centre.min() >= 150


def test_what_is_switched_off_stays_neutral_and_leaves_the_other_numbers_alone() -> None:
    only_pitch = AugmentConfig(pitch_shift=0.3, time_stretch=0, filter_db=0, loudness_db=0)
    draws = Augmenter(only_pitch, FEATURES).draw(32, torch.Generator().manual_seed(1))
    everything = Augmenter(FULL, FEATURES).draw(32, torch.Generator().manual_seed(1))
    assert torch.equal(draws.pitch, everything.pitch)
    assert (draws.time == 1).all() and (draws.filter_gain == 0).all() and (draws.loudness == 0).all()


@given(st.floats(0, 0.9))
def test_an_excerpt_reaches_as_far_as_the_strongest_stretch_reads(stretch: float) -> None:
    n_frames = excerpt_frames(AugmentConfig(time_stretch=stretch))
    reach = LABEL_FRAME / (1 - stretch)
    one_frame = 1 + 1e-9
    assert n_frames // 2 - reach >= -one_frame and n_frames // 2 + reach <= n_frames - 1 + one_frame


def test_an_excerpt_is_as_long_as_the_paper_says() -> None:
    assert excerpt_frames(FULL) == 164
    assert excerpt_frames(AugmentConfig(time_stretch=0)) == EXCERPT_FRAMES


@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device")
def test_a_gpu_gives_the_same(augmenter: Augmenter) -> None:
    song = excerpts(noisy_song(), 8)
    draws = augmenter.draw(8, torch.Generator().manual_seed(3))
    on_gpu = Augmenter(FULL, FEATURES, "cuda").apply(song, draws)
    np.testing.assert_allclose(on_gpu.cpu().numpy(), augmenter.apply(song, draws).numpy(), atol=1e-4)
