"""Reverberation: the recording in rooms that are noise dying away."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from svd_core.audio.features import FloatArray
from svd_core.audio.reverberation import reverberated, room_response
from svd_core.config import FeatureConfig
from svd_core.experiments.robustness.stress_test import Axis, Condition, SongExcerpt, StressTest, Variant

DECAYS = (0.3, 0.6, 1.2, 2.4)
"""Seconds in which a room's sound falls by 60 dB (RT60)."""

DIRECT_DB = {6.0: "near, +6 dB", -3.0: "far, −3 dB"}
"""Energy of the direct sound relative to the room's, in dB."""

_FIRST_REFLECTION = 0.006  # seconds after the direct sound


def room(decay: float, direct_db: float, sample_rate: int) -> FloatArray:
    """An impulse response of shape (n,): the direct sound, then Gaussian noise that falls by 60 dB in `decay` seconds.

    The same arguments always give the same room.
    """
    noise = np.random.default_rng([round(1000 * decay), 17]).standard_normal(int(decay * sample_rate))
    tail = 10 ** (-direct_db / 20) * room_response(noise, decay, sample_rate)
    gap = round(_FIRST_REFLECTION * sample_rate)
    return np.concatenate([[1.0], np.zeros(gap - 1), tail]).astype(np.float32)


def in_room(samples: FloatArray, response: FloatArray) -> FloatArray:
    """Samples of shape (n,) as they sound in a room, as loud as before, cut to their length."""
    wet = reverberated(samples, response)
    power, wet_power = (float(np.mean(np.square(signal, dtype=np.float64))) for signal in (samples, wet))
    return np.asarray(wet * np.sqrt(power / wet_power) if wet_power else wet, dtype=np.float32)


def _variants(song: SongExcerpt, features: FeatureConfig) -> Iterator[Variant]:
    for direct_db, series in DIRECT_DB.items():
        for decay in DECAYS:
            condition = Condition(f"{decay:g} s, {series.partition(',')[0]}", decay, "decay", series)
            samples = in_room(song.samples, room(decay, direct_db, features.sample_rate))
            yield Variant(condition, samples, song.sung)


REVERBERATION = StressTest(
    name="reverberation",
    title="Reverberation",
    about=(
        "The whole recording played in a room: direct sound, then noise that dies away exponentially. Near: the direct "
        "sound has 6 dB more energy than the room; far: 3 dB less. Labels stay with the dry sound, so the room's tail "
        "after a phrase counts as no singing. As loud as before, nothing clipped."
    ),
    axes=(Axis("decay", "Reverberation time RT60", "s", log=True),),
    alarms=False,
    variants=_variants,
    n_variants=len(DECAYS) * len(DIRECT_DB),
)
