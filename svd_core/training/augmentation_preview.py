"""One excerpt before and after augmentation: two pictures, then two sounds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from svd_core.annotation import frame_targets
from svd_core.annotation.regions import Regions
from svd_core.audio import resynthesis
from svd_core.audio.features import FloatArray, FrameGrid
from svd_core.config import AugmentConfig, FeatureConfig
from svd_core.training.augmentation import (
    EXCERPT_FRAMES,
    LABEL_FRAME,
    AugmentationParameters,
    Augmenter,
    corrupted,
    excerpt_frames,
)

Extent = Literal["random", "lowest", "highest"]


@dataclass(frozen=True)
class PreviewRequest:
    """What to show.

    Attributes:
        samples: the song, mono, shape (n,), float32.
        mel: its log-mel spectrogram, (n_frames, n_mels); noise and dropout are in terms of its means and spreads.
        time: seconds into the song; the excerpt's central frame is the one there.
        regions: who sings where; the excerpt to mix with comes from where nobody does.
        seed: of the random numbers; the same seed draws the same shares of any strength.
        extent: random, or pitch, time, filter, loudness and mixing all at one end of their range.
    """

    samples: FloatArray
    mel: FloatArray
    time: float
    regions: Regions
    augment: AugmentConfig
    seed: int = 0
    extent: Extent = "random"
    features: FeatureConfig = FeatureConfig()


@dataclass(frozen=True)
class PreviewParameters:
    """The factors of the excerpt shown, as in `augment.AugmentationParameters`."""

    pitch: float
    time: float
    filter_centre: float
    filter_gain: float
    loudness: float
    mix: float


@dataclass(frozen=True)
class PreviewSpectrograms:
    """Raw log-mel excerpts, (115, n_mels) each; the central frame carries the label."""

    before: FloatArray
    after: FloatArray
    drawn: PreviewParameters
    nothing_to_mix: bool
    """Whether the excerpt was to be mixed, but in the whole song there is none to mix it with."""


@dataclass(frozen=True)
class PreviewSounds:
    """Samples (n,) in -1 .. 1 of both excerpts; noise and dropout, done to the picture, are not in them."""

    before: FloatArray
    after: FloatArray


def preview(request: PreviewRequest) -> Iterator[PreviewSpectrograms | PreviewSounds]:
    """The excerpt at a time, its pictures first."""
    features, augment = request.features, request.augment
    generator = torch.Generator().manual_seed(request.seed)
    augmenter = Augmenter(augment, features)
    parameters = _towards(request.extent, augmenter.draw(1, generator), augment)
    negative = _negative(request)
    mixed = bool(parameters.mix > 0)
    if negative is None:
        parameters = replace(parameters, mix=torch.zeros_like(parameters.mix))
    stft = resynthesis.spectrum(_cut(request, excerpt_frames(augment)), features)
    excerpt, other = _batch(np.abs(stft)), None if negative is None else _batch(negative)
    mean, std = (torch.from_numpy(values) for values in (request.mel.mean(axis=0), request.mel.std(axis=0)))
    after = corrupted(augmenter.apply(excerpt, parameters, other), parameters, mean, std)
    plain = augmenter.apply(excerpt, AugmentationParameters.identity(1))
    yield PreviewSpectrograms(plain[0].numpy(), after[0].numpy(), _drawn(parameters), mixed and negative is None)
    frames = len(stft) // 2 + (np.arange(EXCERPT_FRAMES) - LABEL_FRAME) / parameters.time.numpy()
    phases = resynthesis.carried_phases(stft, frames, float(parameters.pitch), features)
    target = augmenter.spectrum(excerpt, parameters, other)[0].numpy()
    # At both ends only the slope of one window is known of the sound.
    known = slice(features.hop_samples, -features.hop_samples)
    sound = resynthesis.resynthesised(target, phases, features)
    yield _sounds(_cut(request, EXCERPT_FRAMES)[known], sound[known])


def _towards(extent: Extent, parameters: AugmentationParameters, augment: AugmentConfig) -> AugmentationParameters:
    """The draws with their strengths at one end of their ranges; the place of the filter stays random."""
    if extent == "random":
        return parameters
    sign = 1 if extent == "highest" else -1
    factors = {
        "pitch": 1 + sign * augment.pitch_shift,
        "time": 1 + sign * augment.time_stretch,
        "filter_gain": sign * augment.filter_db,
        "loudness": sign * augment.loudness_db,
        "mix": augment.mix_depth if augment.mix and sign > 0 else 0.0,
    }
    return replace(parameters, **{name: torch.full_like(parameters.mix, value) for name, value in factors.items()})


def _cut(request: PreviewRequest, n_frames: int) -> FloatArray:
    """Samples under frames around the central one; silence where they reach out of the song."""
    hop = request.features.hop_samples
    grid = FrameGrid.of_samples(len(request.samples), request.features)
    centre = min(max(round(grid.frame(request.time)), 0), max(grid.n_frames - 1, 0))
    start = (centre - n_frames // 2) * hop
    stop = start + (n_frames - 1) * hop + request.features.frame_samples
    inside = request.samples[max(start, 0) : max(stop, 0)]
    return np.pad(inside, (max(0, -start), stop - max(start, 0) - len(inside)))


def _negative(request: PreviewRequest) -> FloatArray | None:
    """Magnitudes (115, n_bins) of a random excerpt of the song in whose middle nobody sings, or None."""
    grid = FrameGrid.of_samples(len(request.samples), request.features)
    places = grid.n_frames - EXCERPT_FRAMES + 1
    centres = frame_targets.from_regions(request.regions, grid)[LABEL_FRAME : LABEL_FRAME + max(places, 0)]
    starts: NDArray[np.int64] = np.flatnonzero(~centres)
    if len(starts) == 0:
        return None
    start = int(np.random.default_rng(request.seed).choice(starts)) * request.features.hop_samples
    n_samples = (EXCERPT_FRAMES - 1) * request.features.hop_samples + request.features.frame_samples
    stft = resynthesis.spectrum(request.samples[start : start + n_samples], request.features)
    return np.asarray(np.abs(stft), np.float32)


def _batch(magnitudes: NDArray[np.floating]) -> Tensor:
    return torch.from_numpy(np.asarray(magnitudes, np.float32))[None]


def _drawn(parameters: AugmentationParameters) -> PreviewParameters:
    return PreviewParameters(
        **{name: float(getattr(parameters, name)) for name in PreviewParameters.__dataclass_fields__}
    )


def _sounds(before: FloatArray, after: FloatArray) -> PreviewSounds:
    """Both at one volume at which neither clips, so that a change of loudness is heard as one."""
    peak = max(1.0, float(np.abs(before).max()), float(np.abs(after).max()))
    return PreviewSounds(before / np.float32(peak), after / np.float32(peak))
