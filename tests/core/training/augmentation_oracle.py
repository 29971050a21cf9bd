"""The augmentations written down a second time: one excerpt, in float64, with scipy's own interpolation.

Slow and plain on purpose. The fast version in svd_core is tested against it and timed against it.
"""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import map_coordinates

from svd_core.audio.features import mel_bank
from svd_core.config import FeatureConfig
from svd_core.training.augmentation import AugmentationParameters

EXCERPT_FRAMES = 115


@dataclass(frozen=True)
class Factors:
    """The random factors of one excerpt; the defaults change nothing."""

    pitch: float = 1.0
    time: float = 1.0
    filter_centre: float = 1000.0
    filter_width: float = 6.0
    filter_gain: float = 0.0
    loudness: float = 0.0
    mix: float = 0.0


def factors_of(parameters: AugmentationParameters) -> list[Factors]:
    """The factors drawn for a batch, one excerpt after the other."""
    columns = [getattr(parameters, field.name).tolist() for field in fields(Factors)]
    return [Factors(*row) for row in zip(*columns, strict=True)]


def warped(magnitudes: NDArray[np.floating], factors: Factors, order: int, prefilter: bool = True,
           n_bins: int | None = None) -> NDArray[np.float64]:  # fmt: skip
    """Shift and stretch in one affine resampling with splines of the given order, (115, n_bins).

    Order 1 is our definition, order 2 what the paper's author ran.
    """
    frames = len(magnitudes) // 2 + (np.arange(EXCERPT_FRAMES) - EXCERPT_FRAMES // 2) / factors.time
    bins = np.arange(n_bins or magnitudes.shape[1]) / factors.pitch
    where = np.meshgrid(frames, bins, indexing="ij")
    result = map_coordinates(magnitudes, where, order=order, mode="constant", cval=0, prefilter=prefilter)
    return np.maximum(result, 0)


def filter_gain(factors: Factors, config: FeatureConfig, n_bins: int) -> NDArray[np.float64]:
    """What the frequency filter and the loudness multiply onto each bin."""
    hertz = np.arange(n_bins) * config.sample_rate / config.frame_samples
    width_hertz = factors.filter_centre * 2 ** (factors.filter_width / 12) - factors.filter_centre
    bell = np.exp(-((hertz - factors.filter_centre) ** 2) / (2 * width_hertz**2))
    return 10 ** (factors.filter_gain * bell / 20) * 10 ** (factors.loudness / 20)


def augmented(magnitudes: NDArray[np.floating], factors: Factors, config: FeatureConfig = FeatureConfig(),
              order: int = 1, negative: NDArray[np.floating] | None = None) -> NDArray[np.float64]:  # fmt: skip
    """Raw log-mel (115, n_mels) of one excerpt of magnitudes (T_in, n_bins), mixed with another (115, n_bins)."""
    spectrum = warped(np.asarray(magnitudes, np.float64), factors, order)
    spectrum *= filter_gain(factors, config, spectrum.shape[1])
    if negative is not None:
        spectrum = (1 - factors.mix) * spectrum + factors.mix * negative
    return np.log(np.maximum(spectrum @ mel_bank(config).astype(np.float64), config.log_floor))


def corrupted(excerpt: NDArray[np.floating], noise: NDArray[np.floating] | None,
              kept: NDArray[np.floating] | None) -> NDArray[np.float64]:  # fmt: skip
    """A normalised excerpt (115, n_mels) value by value: its noise is added, then what dropout hits is set to 0."""
    result = np.empty(excerpt.shape)
    for at in np.ndindex(excerpt.shape):
        value = float(excerpt[at]) if noise is None else float(excerpt[at]) + float(noise[at])
        result[at] = value if kept is None or kept[at] else 0.0
    return result
