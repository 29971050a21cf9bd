"""Lossy coding: recordings encoded as mp3 at low bit rates and decoded again."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Final

import numpy as np

from svd_core.audio.features import FloatArray
from svd_core.config import FeatureConfig
from svd_core.experiments.robustness.robustness_test import Axis, Condition, RobustnessTest, SongExcerpt, Variant

KILOBITS = (16, 32, 64)
"""Bit rates in kbit/s."""

ENCODER: Final = "libmp3lame"
"""Name of the mp3 encoder in FFmpeg."""

_SAMPLE_RATES = frozenset({8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000})
_MARGIN = 1152
"""Samples of silence added on both sides before coding, since the codec pads and cuts the ends of its input."""


def after_mp3(samples: FloatArray, sample_rate: int, kilobits: int) -> FloatArray:
    """Mono samples of shape (n,), float32, encoded and decoded, same shape; the codec's delay is removed."""
    padded = np.pad(np.clip(samples, -1, 1), _MARGIN)
    decoded = _decoded(_encoded(padded, sample_rate, kilobits))[_MARGIN : _MARGIN + len(samples)]
    return np.pad(decoded, (0, len(samples) - len(decoded)))


def _encoded(samples: FloatArray, sample_rate: int, kilobits: int) -> bytes:
    """The bytes of an mp3 file, with the header that says how many samples of delay a decoder has to skip."""
    import av

    buffer = io.BytesIO()
    with av.open(buffer, "w", format="mp3") as container:
        stream = container.add_stream(ENCODER, rate=sample_rate, layout="mono", format="fltp")
        stream.bit_rate = 1000 * kilobits
        frame = av.AudioFrame.from_ndarray(samples.astype(np.float32)[np.newaxis], format="fltp", layout="mono")
        frame.sample_rate = sample_rate
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return buffer.getvalue()


def _decoded(file: bytes) -> FloatArray:
    """The samples of a mono mp3 file, shape (n,), float32."""
    import av

    with av.open(io.BytesIO(file), "r", format="mp3") as container:
        blocks = [frame.to_ndarray().reshape(-1) for frame in container.decode(audio=0)]
    return np.concatenate(blocks).astype(np.float32)


def obstacle(features: FeatureConfig) -> str:
    """Why mp3 cannot be encoded here for a model with these features; "" if it can."""
    if features.sample_rate not in _SAMPLE_RATES:
        return f"mp3 has no sample rate of {features.sample_rate} Hz, which is the model's"
    return missing_encoder("mp3", ENCODER)


def missing_encoder(kind: str, encoder: str) -> str:
    """That FFmpeg here has no encoder of a kind, by its name in FFmpeg; "" if it has."""
    import av

    try:
        av.Codec(encoder, "w")
    except ValueError:  # what PyAV's UnknownCodecError is
        return f"this build of PyAV has no {kind} encoder ({encoder}); the wheels of PyAV on PyPI have it"
    return ""


def _variants(song: SongExcerpt, features: FeatureConfig) -> Iterator[Variant]:
    for kilobits in KILOBITS:
        samples = after_mp3(song.samples, features.sample_rate, kilobits)
        yield Variant(Condition(f"{kilobits} kbit/s", kilobits, "bitrate"), samples, song.sung)


MP3 = RobustnessTest(
    name="mp3",
    title="After mp3",
    about=(
        "The recording encoded and decoded by LAME, in mono, at the sample rate of the network. The codec's delay "
        "is removed, so labels stay in place. The single channel gets all bits; in a stereo file each channel "
        "would get about half of them."
    ),
    axes=(Axis("bitrate", "Bit rate", "kbit/s", log=True),),
    alarms=False,
    variants=_variants,
    n_variants=len(KILOBITS),
    obstacle=obstacle,
)
