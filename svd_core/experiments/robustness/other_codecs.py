"""Lossy coding by AAC, Opus and Vorbis: recordings encoded at several rates and decoded again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from svd_core.audio.features import FloatArray
from svd_core.config import FeatureConfig
from svd_core.experiments.robustness.codec import missing_encoder
from svd_core.experiments.robustness.robustness_test import Axis, Condition, RobustnessTest, SongExcerpt, Variant

KILOBITS: Final = {"AAC": ("aac", (24, 32, 64, 96)), "Opus": ("libopus", (16, 24, 32, 64))}
"""Encoder and bit rates in kbit/s for one channel."""

COMPRESSION: Final = (20, 60, 100)
"""How strongly Vorbis compresses, in percent: its encoder here takes a quality, no bit rate."""


def after(samples: FloatArray, sample_rate: int, encoder: str, setting: int) -> FloatArray:
    """Mono samples of shape (n,), float32, encoded and decoded, same shape, aligned to what they were."""
    from svd_core.data.coded_copies import CODECS, after_codec

    codec = next(codec for codec in CODECS if codec[0] == encoder)
    whole = np.clip(np.rint(samples * 32768), -32768, 32767).astype(np.int16)
    coded = after_codec(whole, sample_rate, codec, setting)
    return coded.astype(np.float32) / np.float32(32768)


def obstacle(features: FeatureConfig) -> str:
    """Why these codecs cannot encode here; "" if they can."""
    return next(filter(None, (missing_encoder(name, encoder) for name, (encoder, _) in KILOBITS.items())), "")


def _variants(song: SongExcerpt, features: FeatureConfig) -> Iterator[Variant]:
    for name, (encoder, rates) in KILOBITS.items():
        for kilobits in rates:
            samples = after(song.samples, features.sample_rate, encoder, kilobits)
            yield Variant(Condition(f"{name}, {kilobits} kbit/s", kilobits, "rate", name), samples, song.sung)
    for percent in COMPRESSION:
        samples = after(song.samples, features.sample_rate, "vorbis", percent)
        yield Variant(
            Condition(f"Vorbis, {percent} % compression", percent, "compression", "Vorbis"), samples, song.sung
        )


OTHER_CODECS = RobustnessTest(
    name="codecs",
    title="After AAC, Opus and Vorbis",
    about=(
        "The recording encoded and decoded, in mono, and aligned again, so labels stay in place. Vorbis is given how "
        "strongly to compress (100 %: about 20 kbit/s), the others bit rates."
    ),
    axes=(Axis("rate", "Bit rate", "kbit/s", log=True), Axis("compression", "Compression by Vorbis", "%")),
    alarms=False,
    variants=_variants,
    n_variants=sum(len(rates) for _, rates in KILOBITS.values()) + len(COMPRESSION),
    obstacle=obstacle,
)
