"""Reverberation: recordings convolved with decaying noise, as if played in a room."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from svd_core.audio.features import FloatArray
from svd_core.audio.reverberation import reverberated, room_response
from svd_core.config import FeatureConfig
from svd_core.experiments.robustness.robustness_test import Axis, Condition, RobustnessTest, SongExcerpt, Variant

DECAYS = (0.3, 0.6, 1.2, 2.4)
"""Seconds in which a room's sound falls by 60 dB (RT60)."""

DIRECT_DB = {6.0: "near, +6 dB", -3.0: "far, −3 dB"}
"""Energy of the direct sound relative to the reverberation, in dB, and the name of its curve."""

_FIRST_REFLECTION = 0.006  # seconds after the direct sound


def impulse_response(decay: float, direct_db: float, sample_rate: int) -> FloatArray:
    """An impulse response, shape (n,), float32: direct sound, then noise that falls by 60 dB in `decay` seconds.

    The same arguments always give the same response.
    """
    noise = np.random.default_rng([round(1000 * decay), 17]).standard_normal(int(decay * sample_rate))
    tail = 10 ** (-direct_db / 20) * room_response(noise, decay, sample_rate)
    gap = round(_FIRST_REFLECTION * sample_rate)
    return np.concatenate([[1.0], np.zeros(gap - 1), tail]).astype(np.float32)


def with_reverberation(samples: FloatArray, response: FloatArray) -> FloatArray:
    """Samples of shape (n,), float32, convolved with a response; length and power stay as they are."""
    wet = reverberated(samples, response)
    power, wet_power = (float(np.mean(np.square(signal, dtype=np.float64))) for signal in (samples, wet))
    return np.asarray(wet * np.sqrt(power / wet_power) if wet_power else wet, dtype=np.float32)


def _variants(song: SongExcerpt, features: FeatureConfig) -> Iterator[Variant]:
    for direct_db, series in DIRECT_DB.items():
        for decay in DECAYS:
            condition = Condition(f"{decay:g} s, {series.partition(',')[0]}", decay, "decay", series)
            samples = with_reverberation(song.samples, impulse_response(decay, direct_db, features.sample_rate))
            yield Variant(condition, samples, song.sung)


REVERBERATION = RobustnessTest(
    name="reverberation",
    title="Reverberation",
    about=(
        "The whole recording with reverberation: direct sound, then noise that decays exponentially. Near: the "
        "direct sound has 6 dB more energy than the reverberation; far: 3 dB less. Labels stay as they are, so "
        "reverberation after a phrase counts as no singing. The power is that of the recording; nothing is "
        "clipped."
    ),
    axes=(Axis("decay", "Reverberation time RT60", "s", log=True),),
    alarms=False,
    variants=_variants,
    n_variants=len(DECAYS) * len(DIRECT_DB),
)
