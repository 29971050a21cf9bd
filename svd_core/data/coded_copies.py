"""Copies of recordings that have been through a lossy codec, so that a network does not learn what codecs leave.

The labels of a training set often go with a codec: music without singing from one archive, songs from another. A
recording and its copies, each of another codec and bit rate, teach a network to leave such traces alone
(docs/results/hearing.md).
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from typing import cast

import av
import numpy as np
import soundfile
import soxr
from av.audio.stream import AudioStream
from av.container import InputContainer
from numpy.typing import NDArray

from svd_core.audio.features import FloatArray
from svd_core.data.sample_store import SampleFile, Samples, SampleStore

BLOCK_SAMPLES = 16384

VERSION = 1
"""To be raised when copies come out differently, so that kept ones are made anew."""

VORBIS = "vorbis"

CODECS = (
    ("libmp3lame", "mp3", 22050, (24, 32, 48, 64, 96, 128)),
    ("libopus", "ogg", 24000, (16, 24, 32, 48, 64)),
    ("aac", "adts", 22050, (24, 32, 48, 64, 96)),
    (VORBIS, "ogg", 22050, (20, 40, 60, 80, 100)),
)
"""Encoder of ffmpeg, container, sample rate that it takes, and bit rates in kbit/s for one channel; of Vorbis, which
libsndfile encodes, how strongly to compress in percent."""

ALIKE = 0.7
"""Correlation with the original under which a copy is not used: a codec may have failed, or silence is all there is."""

ALIGNED_SECONDS = 5.0
"""Length of the stretch in the middle of a recording by which its copy is aligned."""

LARGEST_DELAY = 4096
"""Samples by which encoders and decoders may shift a recording."""


LONGEST_SECONDS = 600.0
"""Longer recordings are coded in pieces, so that memory does not grow with them."""


def coded_copy(samples: NDArray[np.int16], sample_rate: int, number: int) -> NDArray[np.int16]:
    """Copy number `number` of a recording (n,) after one random codec, aligned to it.

    Codec and bit rate follow from the samples and the number. The recording itself, where no codec could be used.
    """
    return np.concatenate([np.zeros(0, np.int16), *coded_pieces(samples, sample_rate, number)])


def coded_pieces(samples: Samples, sample_rate: int, number: int) -> Iterator[NDArray[np.int16]]:
    """`coded_copy` in pieces, of a recording in memory or in a file."""
    length = int(LONGEST_SECONDS * sample_rate)
    starts = range(0, len(samples), length)
    digest = hashlib.blake2b(digest_size=16)
    for start in starts:
        digest.update(samples[start : start + length].tobytes())
    digest.update(f"{VERSION} {sample_rate} {number}".encode())
    random = np.random.default_rng([number, int.from_bytes(digest.digest()[:8], "little")])
    codec = CODECS[random.integers(len(CODECS))]
    setting = int(random.choice(codec[3]))
    for start in starts:
        yield after_codec(samples[start : start + length], sample_rate, codec, setting)


def kept_copy(samples: SampleFile, sample_rate: int, number: int, store: SampleStore) -> SampleFile:
    """`coded_copy` of a recording in the store, kept there too."""
    made_from = f"coded {VERSION} {sample_rate} {number} {samples.key}"
    return store.samples(made_from, lambda: coded_pieces(samples, sample_rate, number))


def after_codec(
    samples: NDArray[np.int16], sample_rate: int, codec: tuple[str, str, int, tuple[int, ...]], setting: int
) -> NDArray[np.int16]:
    """The recording (n,) after one of CODECS at one of its settings, aligned to it; itself where that fails."""
    encoder, container, rate, _ = codec
    original = samples.astype(np.float32) / np.float32(32768)
    # Encoders keep back their last frames; what is appended is cut off again.
    padded = soxr.resample(np.pad(original, (0, LARGEST_DELAY)), sample_rate, rate)
    try:
        file = (
            _vorbis(padded, rate, setting) if encoder == VORBIS else _encoded(padded, encoder, container, rate, setting)
        )
        decoded, decoded_rate = _decoded(file)
    except (av.FFmpegError, soundfile.SoundFileError, ValueError):
        return samples
    resampled = soxr.resample(decoded, decoded_rate, sample_rate)
    aligned = _aligned(original, resampled)
    return samples if aligned is None else np.clip(np.rint(aligned * 32768), -32768, 32767).astype(np.int16)


def _encoded(samples: FloatArray, encoder: str, container: str, rate: int, kilobits: int) -> io.BytesIO:
    """A file in memory, by an encoder of ffmpeg."""
    buffer = io.BytesIO()
    sample_format = "flt" if encoder == "libopus" else "fltp"
    with av.open(buffer, "w", format=container) as output:
        stream = cast(AudioStream, output.add_stream(encoder, rate=rate, layout="mono"))
        stream.bit_rate = 1000 * kilobits
        stream.codec_context.format = sample_format
        for start in range(0, len(samples), BLOCK_SAMPLES):
            block = np.ascontiguousarray(samples[None, start : start + BLOCK_SAMPLES])
            frame = av.AudioFrame.from_ndarray(block, format=sample_format, layout="mono")
            frame.sample_rate, frame.pts = rate, start
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
    buffer.seek(0)
    return buffer


def _vorbis(samples: FloatArray, rate: int, percent: int) -> io.BytesIO:
    """A Vorbis file in memory; in blocks, since libsndfile's encoder takes the stack for its samples."""
    buffer = io.BytesIO()
    with soundfile.SoundFile(
        buffer, "w", rate, 1, format="OGG", subtype="VORBIS", compression_level=percent / 100
    ) as output:
        for start in range(0, len(samples), BLOCK_SAMPLES):
            output.write(samples[start : start + BLOCK_SAMPLES])
    buffer.seek(0)
    return buffer


def _decoded(file: io.BytesIO) -> tuple[FloatArray, int]:
    """The samples of a mono file in memory, shape (n,), and their rate."""
    with cast(InputContainer, av.open(file)) as container:
        frames = list(container.decode(audio=0))
    joined = np.concatenate([frame.to_ndarray().reshape(-1) for frame in frames])
    scale = np.float32(1 / 32768 if joined.dtype == np.int16 else 1)
    return joined.astype(np.float32) * scale, frames[0].sample_rate


def _aligned(original: FloatArray, decoded: FloatArray) -> FloatArray | None:
    """The decoded samples shifted to where they correlate best with the original (n,), or None where they do not."""
    from scipy.signal import correlate

    middle = len(original) // 2
    half = min(middle, int(ALIGNED_SECONDS * 22050 / 2))
    first = max(0, middle - half - LARGEST_DELAY)
    pattern, near = original[middle - half : middle + half], decoded[first : middle + half + LARGEST_DELAY]
    if len(near) < len(pattern) or not len(pattern):
        return None
    shift = int(np.argmax(correlate(near, pattern, "valid", method="fft"))) + first - (middle - half)
    aligned = np.zeros_like(original)
    source = decoded[max(0, shift) :][: len(original) - max(0, -shift)]
    aligned[max(0, -shift) : max(0, -shift) + len(source)] = source
    norms = float(np.linalg.norm(aligned) * np.linalg.norm(original))
    return aligned if norms and float(aligned @ original) / norms >= ALIKE else None
