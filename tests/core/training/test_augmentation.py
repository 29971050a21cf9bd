"""Augmentation: equal to a slow second version, and audible in the way its parameters say."""

import functools
import math
from dataclasses import fields, replace

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from svd_core.audio.features import FloatArray, log_mel, mel_bank
from svd_core.audio.stft import magnitudes
from svd_core.config import PRESETS, AugmentConfig, FeatureConfig, NetworkConfig
from svd_core.experiments.paper.settings import FIGURE_2, NO_AUGMENTATION
from svd_core.model.network import build
from svd_core.training.augmentation import (
    EXCERPT_FRAMES,
    LABEL_FRAME,
    AugmentationParameters,
    Augmenter,
    corrupted,
    excerpt_frames,
)
from tests.core.tensors import assert_close
from tests.core.training import augmentation_oracle
from tests.core.training.augmentation_oracle import Factors, augmented, factors_of

FEATURES = FeatureConfig()
FULL = AugmentConfig(pitch_shift=0.3, time_stretch=0.3, filter_db=10.0, loudness_db=6.0)
ALL_SEVEN = replace(FULL, mix=0.4, noise=0.2, dropout=0.1)
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


@functools.cache
def noisy_song(seconds: float = 3.0, seed: int = 0) -> FloatArray:
    """Harmonics that glide over a noise floor: sharp peaks, deep valleys."""
    time = np.arange(round(seconds * FEATURES.sample_rate)) / FEATURES.sample_rate
    phase = 2 * np.pi * (220 * time + 3 * np.sin(2 * np.pi * 5 * time))
    harmonics = sum(np.sin(k * phase) / k for k in range(1, 40))
    noise = np.random.default_rng(seed).normal(0, 1e-3, len(time))
    return (0.2 * harmonics + noise).astype(np.float32)


def draws_of(*factors: Factors) -> AugmentationParameters:
    """A batch of draws out of the factors of single excerpts."""
    names = [field.name for field in fields(Factors)]
    columns = {name: torch.tensor([getattr(one, name) for one in factors], dtype=torch.float64) for name in names}
    return AugmentationParameters(**columns)


def excerpts(samples: FloatArray, batch: int = 1, n_frames: int = N_FRAMES) -> torch.Tensor:
    """The first excerpts of a sound, each one frame after the last."""
    spectrum = magnitudes(samples)
    return torch.from_numpy(np.stack([spectrum[start : start + n_frames] for start in range(batch)]))


def apply_one(augmenter: Augmenter, excerpt: torch.Tensor, factors: Factors) -> NDArray[np.float32]:
    return augmenter.apply(excerpt, draws_of(factors))[0].numpy()


# --- the same as the slow version -------------------------------------------------------------------------------------


def test_a_batch_equals_the_oracle_excerpt_by_excerpt(augmenter: Augmenter) -> None:
    batch = 6
    song = excerpts(noisy_song(), batch)
    parameters = augmenter.draw(batch, torch.Generator().manual_seed(3))
    result = augmenter.apply(song, parameters)
    assert result.shape == (batch, EXCERPT_FRAMES, FEATURES.n_mels) and result.dtype == torch.float32
    for index, factors in enumerate(factors_of(parameters)):
        np.testing.assert_allclose(result[index].numpy(), augmented(song[index].numpy(), factors), atol=1e-4)


@given(FACTORS, st.integers(0, 2**31))
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
    result = augmenter.apply(excerpts(samples, 4), AugmentationParameters.identity(4)).numpy()
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
def test_a_sine_moves_to_the_shifted_frequency(shift: float, hertz: float) -> None:
    def sine(frequency: float) -> FloatArray:
        phase = 2 * np.pi * frequency * np.arange(3 * FEATURES.sample_rate) / FEATURES.sample_rate
        return np.sin(phase).astype(np.float32)

    shifted = apply_one(Augmenter(FULL, FEATURES), excerpts(sine(hertz)), Factors(pitch=shift))
    expected = log_mel(sine(hertz * shift))[0]
    assert abs(int(shifted[LABEL_FRAME].argmax()) - int(expected.argmax())) <= 1


@given(st.floats(0.7, 1.3))
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


# --- mixing, noise and dropout ----------------------------------------------------------------------------------------


def negatives(count: int, seed: int = 7) -> torch.Tensor:
    """Excerpts to mix with: noise of its own colour each."""
    rng = np.random.default_rng(seed)
    colour = np.exp(rng.uniform(-6, 3, (count, 1, FEATURES.n_bins)))
    return torch.from_numpy((colour * rng.uniform(0.5, 1, (count, EXCERPT_FRAMES, FEATURES.n_bins))).astype(np.float32))


def test_mixing_comes_after_the_others_and_leaves_the_other_excerpt_as_it_is() -> None:
    batch = 6
    augmenter = Augmenter(ALL_SEVEN, FEATURES)
    song, others = excerpts(noisy_song(), batch), negatives(batch)
    parameters = augmenter.draw(batch, torch.Generator().manual_seed(2))
    assert 0 < parameters.n_mixed < batch
    result = augmenter.apply(song, parameters, others)
    for index, factors in enumerate(factors_of(parameters)):
        expected = augmented(song[index].numpy(), factors, negative=others[index].numpy())
        np.testing.assert_allclose(result[index].numpy(), expected, atol=1e-4)
    # Excerpts for the mixed ones only, in order, as a trainer draws them.
    assert_close(augmenter.apply(song, parameters, others[parameters.mix > 0]), result)


@given(FACTORS, st.floats(0, 1))
@settings(max_examples=5)
def test_any_weight_of_the_other_excerpt_equals_the_oracle(factors: Factors, share: float) -> None:
    song, other = excerpts(noisy_song()), negatives(1)
    factors = replace(factors, mix=share)
    result = Augmenter(FULL, FEATURES).apply(song, draws_of(factors), other)[0].numpy()
    np.testing.assert_allclose(result, augmented(song[0].numpy(), factors, negative=other[0].numpy()), atol=2e-4)


@pytest.mark.parametrize("architecture", ["schlueter2015", "schlueter2017"])
def test_noise_and_dropout_are_what_the_normalised_excerpt_has(architecture: str) -> None:
    batch = 3
    network = build(NetworkConfig(architecture))
    network.mean = torch.linspace(-9, -3, FEATURES.n_mels)
    network.std = torch.linspace(0.5, 2, FEATURES.n_mels)
    parameters = Augmenter(replace(NO_AUGMENTATION, noise=0.2, dropout=0.1), FEATURES).draw(batch, torch.Generator())
    assert parameters.noise is not None and parameters.kept is not None
    mel = torch.from_numpy(np.random.default_rng(0).normal(-6, 2, parameters.noise.shape).astype(np.float32))
    for part in (parameters, replace(parameters, kept=None), replace(parameters, noise=None)):
        seen = (corrupted(mel, part, network.mean, network.std) - network.mean) / network.std
        for index in range(batch):
            noise, kept = (None if drawn is None else drawn[index].numpy() for drawn in (part.noise, part.kept))
            plain = ((mel[index] - network.mean) / network.std).numpy()
            np.testing.assert_allclose(
                seen[index].numpy(), augmentation_oracle.corrupted(plain, noise, kept), atol=1e-5
            )


def test_without_noise_and_dropout_nothing_is_touched() -> None:
    mel = torch.randn(2, EXCERPT_FRAMES, FEATURES.n_mels)
    assert corrupted(mel, AugmentationParameters.identity(2), torch.zeros(80), torch.ones(80)) is mel


def test_noise_is_normal_and_dropout_hits_its_share_everywhere() -> None:
    parameters = Augmenter(replace(NO_AUGMENTATION, noise=0.2, dropout=0.1), FEATURES).draw(200, torch.Generator())
    assert parameters.noise is not None and parameters.kept is not None
    assert float(parameters.noise.mean()) == pytest.approx(0, abs=1e-3)
    assert float(parameters.noise.std()) == pytest.approx(0.2, abs=1e-3)
    assert float((parameters.noise.abs() < 0.2).float().mean()) == pytest.approx(0.6827, abs=2e-3)
    for axes in ((0, 1), (0, 2), (1, 2)):
        np.testing.assert_allclose(1 - parameters.kept.mean(axes), 0.1, atol=0.02)


def test_excerpts_are_mixed_as_often_and_as_much_as_asked() -> None:
    parameters = Augmenter(replace(NO_AUGMENTATION, mix=0.3, mix_depth=0.5), FEATURES).draw(100_000, torch.Generator())
    assert parameters.n_mixed / 100_000 == pytest.approx(0.3, abs=0.01)
    shares = parameters.mix[parameters.mix > 0]
    quartiles = torch.quantile(shares, torch.tensor([0.25, 0.5, 0.75], dtype=torch.float64))
    np.testing.assert_allclose(quartiles, [0.125, 0.25, 0.375], atol=0.01)
    assert shares.max() <= 0.5


# --- the paper's figure -----------------------------------------------------------------------------------------------


def test_each_row_of_figure_2_switches_one_thing_on_and_the_last_one_three() -> None:
    changed = [
        {name for name, value in vars(row.augment).items() if value != getattr(NO_AUGMENTATION, name)}
        for row in FIGURE_2
    ]
    assert changed[0] == set() and all(len(names) == 1 for names in changed[1:-1])
    assert changed[-1] == {"pitch_shift", "time_stretch", "filter_db"}
    assert {name for names in changed for name in names} == set(vars(NO_AUGMENTATION)) - {"mix_depth"}
    assert len({row.key for row in FIGURE_2}) == len({row.label for row in FIGURE_2}) == len(FIGURE_2)
    assert FIGURE_2[-1].augment == AugmentConfig() == PRESETS["schlueter2015"].augment


@pytest.mark.parametrize("row", FIGURE_2, ids=lambda row: row.key)
def test_every_row_of_figure_2_can_be_applied_and_equals_the_oracle(row) -> None:
    augmenter = Augmenter(row.augment, FEATURES)
    song, others = excerpts(noisy_song(5.0), 1, excerpt_frames(row.augment)), negatives(1)
    parameters = augmenter.draw(1, torch.Generator().manual_seed(4))
    expected = augmented(song[0].numpy(), *factors_of(parameters), negative=others[0].numpy())
    np.testing.assert_allclose(augmenter.apply(song, parameters, others)[0].numpy(), expected, atol=1e-4)


# --- the random numbers -----------------------------------------------------------------------------------------------


def drawn(parameters: AugmentationParameters) -> dict[str, torch.Tensor]:
    return {name: value for name, value in vars(parameters).items() if value is not None}


def same(one: AugmentationParameters, other: AugmentationParameters) -> bool:
    return all(torch.equal(value, drawn(other)[name]) for name, value in drawn(one).items())


def test_a_seed_repeats_and_a_second_draw_differs() -> None:
    augmenter = Augmenter(replace(ALL_SEVEN, mix=1.0), FEATURES)
    generator = torch.Generator().manual_seed(5)
    first, second = augmenter.draw(32, generator), augmenter.draw(32, generator)
    assert same(first, augmenter.draw(32, torch.Generator().manual_seed(5)))
    for name, value in drawn(first).items():
        assert not torch.equal(value, drawn(second)[name]), name
        assert len(value.unique(dim=0)) == 32, f"{name}: excerpts of a batch share a draw"


def test_a_restored_generator_goes_on_where_it_stopped() -> None:
    augmenter = Augmenter(ALL_SEVEN, FEATURES)
    generator = torch.Generator().manual_seed(5)
    augmenter.draw(32, generator)
    state = generator.get_state()
    expected = augmenter.draw(32, generator)
    restored = torch.Generator()
    restored.set_state(state)
    assert same(expected, augmenter.draw(32, restored))


def test_draws_fill_their_ranges_uniformly_and_no_filter_is_below_150_hertz(augmenter: Augmenter) -> None:
    parameters = augmenter.draw(100_000, torch.Generator().manual_seed(0))
    ranges = {
        "pitch": (parameters.pitch, 0.7, 1.3),
        "time": (parameters.time, 0.7, 1.3),
        "filter_centre": (parameters.filter_centre.log(), math.log(150), math.log(8000)),
        "filter_width": (parameters.filter_width, 5, 7),
        "filter_gain": (parameters.filter_gain, -10, 10),
        "loudness": (parameters.loudness, -6, 6),
    }
    for name, (values, low, high) in ranges.items():
        quartiles = torch.quantile((values - low) / (high - low), torch.tensor([0.25, 0.5, 0.75], dtype=torch.float64))
        np.testing.assert_allclose(quartiles, [0.25, 0.5, 0.75], atol=0.01, err_msg=name)
        tolerance = 1e-9
        assert values.min() >= low - tolerance and values.max() <= high + tolerance, name
    assert parameters.filter_centre.min() >= 150


def test_what_is_switched_off_stays_neutral_and_leaves_the_other_numbers_alone() -> None:
    only_pitch = AugmentConfig(pitch_shift=0.3, time_stretch=0, filter_db=0, loudness_db=0)
    parameters = Augmenter(only_pitch, FEATURES).draw(32, torch.Generator().manual_seed(1))
    everything = Augmenter(ALL_SEVEN, FEATURES).draw(32, torch.Generator().manual_seed(1))
    assert torch.equal(parameters.pitch, everything.pitch)
    assert (parameters.time == 1).all() and (parameters.filter_gain == 0).all() and (parameters.loudness == 0).all()
    assert parameters.n_mixed == 0 and parameters.noise is None and parameters.kept is None
    assert everything.n_mixed and everything.noise is not None and everything.kept is not None


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
def test_a_gpu_gives_the_same() -> None:
    song, others = excerpts(noisy_song(), 8), negatives(8)
    cpu, gpu = Augmenter(ALL_SEVEN, FEATURES), Augmenter(ALL_SEVEN, FEATURES, "cuda")
    for parameters in (cpu.draw(8, torch.Generator()), gpu.draw(8, torch.Generator("cuda"))):
        mean, std = torch.zeros(80), torch.ones(80)
        here = corrupted(cpu.apply(song, parameters, others), parameters.to(cpu.device), mean, std)
        there = corrupted(gpu.apply(song, parameters, others), parameters, mean.cuda(), std.cuda())
        np.testing.assert_allclose(there.cpu().numpy(), here.numpy(), atol=1e-4)
