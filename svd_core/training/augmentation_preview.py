"""One excerpt of a song before and after augmentation: first as spectrograms, then as sounds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import Literal

import numpy as np
import torch
from numpy.typing import NDArray

from svd_core.annotation import frame_targets
from svd_core.annotation.regions import Regions
from svd_core.audio.features import FloatArray, FrameGrid
from svd_core.audio.resynthesis import resynthesise
from svd_core.audio.stft import magnitudes
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
    """An excerpt of a song and how to augment it.

    Attributes:
        samples: the song, mono, shape (n,), float32.
        mel: its log-mel spectrogram, (n_frames, n_mels); noise and dropout are relative to its means and deviations.
        time: seconds into the song; the frame that starts there is the centre of the excerpt.
        regions: who sings where; the excerpt to mix with is taken from where nobody does.
        augment: the strengths of the augmentations.
        seed: of the random numbers. The same seed draws the same fraction of any strength.
        extent: whether pitch, time, filter, loudness and mixing are random or all at one end of their ranges.
        features: the front end.
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
    """The parameters with which one excerpt was augmented; `AugmentationParameters` tells their units."""

    pitch: float
    time: float
    filter_centre: float
    filter_gain: float
    loudness: float
    mix: float


@dataclass(frozen=True)
class PreviewSpectrograms:
    """Log-mel excerpts, shape (115, n_mels) each, not normalised; the central frame carries the label."""

    before: FloatArray
    after: FloatArray
    parameters: PreviewParameters
    nothing_to_mix: bool
    """Whether the excerpt should have been mixed, but somebody sings all through the song."""


@dataclass(frozen=True)
class PreviewSounds:
    """Samples of both excerpts, shape (n,), in -1 .. 1.

    Noise and dropout, which training applies to the log-mel spectrogram, are not in them.
    """

    before: FloatArray
    after: FloatArray


def preview(request: PreviewRequest) -> Iterator[PreviewSpectrograms | PreviewSounds]:
    """Augment an excerpt: yield its spectrograms, then, some tenths of a second later, its sounds.

    The first sounds in a process take seconds longer (see `resynthesise`).
    """
    features, augment = request.features, request.augment
    augmenter = Augmenter(augment, features)
    drawn = augmenter.draw(1, torch.Generator().manual_seed(request.seed))
    parameters = _at_extent(request.extent, drawn, augment)
    unsung = _unsung_excerpt(request)
    nothing_to_mix = unsung is None and bool(parameters.mix > 0)
    if unsung is None:
        parameters = replace(parameters, mix=torch.zeros_like(parameters.mix))
    original = _excerpt_samples(request, excerpt_frames(augment))
    excerpt = torch.from_numpy(magnitudes(original, features))[None]
    other = None if unsung is None else torch.from_numpy(unsung)[None]
    before = augmenter.apply(excerpt, AugmentationParameters.identity(1))
    mean, std = (torch.from_numpy(values) for values in (request.mel.mean(axis=0), request.mel.std(axis=0)))
    after = corrupted(augmenter.apply(excerpt, parameters, other), parameters, mean, std)
    yield PreviewSpectrograms(before[0].numpy(), after[0].numpy(), _as_numbers(parameters), nothing_to_mix)
    changed = augmenter.spectrum(excerpt, parameters, other)[0].numpy()
    frames = excerpt.shape[1] // 2 + (np.arange(EXCERPT_FRAMES) - LABEL_FRAME) / parameters.time.numpy()
    sound = resynthesise(changed, original, frames, float(parameters.pitch), features)
    # At either end a sound is known only under the slope of one window.
    known = slice(features.hop_samples, -features.hop_samples)
    yield _at_one_volume(_excerpt_samples(request, EXCERPT_FRAMES)[known], sound[known])


def _at_extent(extent: Extent, parameters: AugmentationParameters, augment: AugmentConfig) -> AugmentationParameters:
    """Return the parameters with all strengths at one end of their ranges; the filter's place stays random."""
    if extent == "random":
        return parameters
    sign = 1 if extent == "highest" else -1
    strengths = {
        "pitch": 1 + sign * augment.pitch_shift,
        "time": 1 + sign * augment.time_stretch,
        "filter_gain": sign * augment.filter_db,
        "loudness": sign * augment.loudness_db,
        "mix": augment.mix_depth if augment.mix and sign > 0 else 0.0,
    }
    return replace(parameters, **{name: torch.full_like(parameters.mix, value) for name, value in strengths.items()})


def _excerpt_samples(request: PreviewRequest, n_frames: int) -> FloatArray:
    """Return the samples of frames around the central one, with silence beyond both ends of the song."""
    grid = FrameGrid.of_samples(len(request.samples), request.features)
    centre = min(max(round(grid.frame(request.time)), 0), max(grid.n_frames - 1, 0))
    start = (centre - n_frames // 2) * request.features.hop_samples
    stop = start + _n_samples(n_frames, request.features)
    inside = request.samples[max(start, 0) : max(stop, 0)]
    return np.pad(inside, (max(0, -start), stop - max(start, 0) - len(inside)))


def _unsung_excerpt(request: PreviewRequest) -> FloatArray | None:
    """Return magnitudes (115, n_bins) of a random excerpt in whose middle nobody sings, or None if there is none."""
    grid = FrameGrid.of_samples(len(request.samples), request.features)
    n_places = max(0, grid.n_frames - EXCERPT_FRAMES + 1)
    sung = frame_targets.from_regions(request.regions, grid)[LABEL_FRAME : LABEL_FRAME + n_places]
    first_frames: NDArray[np.int64] = np.flatnonzero(~sung)
    if len(first_frames) == 0:
        return None
    start = int(np.random.default_rng(request.seed).choice(first_frames)) * request.features.hop_samples
    stop = start + _n_samples(EXCERPT_FRAMES, request.features)
    return magnitudes(request.samples[start:stop], request.features)


def _n_samples(n_frames: int, features: FeatureConfig) -> int:
    return (n_frames - 1) * features.hop_samples + features.frame_samples


def _as_numbers(parameters: AugmentationParameters) -> PreviewParameters:
    names = (item.name for item in fields(PreviewParameters))
    return PreviewParameters(**{name: float(getattr(parameters, name)) for name in names})


def _at_one_volume(before: FloatArray, after: FloatArray) -> PreviewSounds:
    """Scale both by one factor, so that neither clips and a change of loudness stays audible."""
    peak = np.float32(max(1.0, float(np.abs(before).max()), float(np.abs(after).max())))
    return PreviewSounds(before / peak, after / peak)
