"""Sound files decoded in blocks, channels and sample rate as they are.

libsndfile reads what it can; PyAV (ffmpeg's libraries) reads the rest: m4a, aac, wma and the sound of videos.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import soundfile

from svd_core.audio.features import FloatArray
from svd_core.errors import AudioError

if TYPE_CHECKING:
    import av
    import av.container

Blocks = Iterator[tuple[int, FloatArray]]
"""Pieces of sound: sample rate in Hz and samples of shape (n, channels), float32, full scale 1."""

_BLOCK_SAMPLES = 2**17  # of all channels together
_RATES = range(2_000, 1_000_001)  # Hz; a header outside them is broken and would ask for absurd amounts of memory
_LARGEST_SAMPLE = 1e6  # 120 dB above full scale: not sound any more
_SHORTEST_GAP = 0.02  # seconds by which time stamps must jump before something is missing and not just rounded
_MOST_SILENCE = 10.0  # seconds put into a file in all; beyond that its time stamps are what is damaged
_SAMPLE_TYPES = {"u8": "u1", "s16": "i2", "s32": "i4", "s64": "i8", "flt": "f4", "dbl": "f8"}  # ffmpeg's, numpy's


class _UnreadableError(Exception):
    """libsndfile cannot open the file, or fails in the middle of it."""


def decode(path: Path) -> Blocks:
    """The sound of a file in blocks; AudioError if it holds none, or samples that are not sound (NaN, huge).

    Of a file that is cut off, what is there. A damaged stretch in the middle becomes silence or, where the decoder
    can bridge it, sound.
    """
    check_file(path)
    yield from _checked(path, _blocks_of_any_decoder(path))


def decode_stream(path: Path, stream: int) -> Blocks:
    """One of several sound streams of a file, counted from 0, as `decode` gives the first; AudioError."""
    check_file(path)
    yield from _checked(path, _joined(_pyav_blocks(path, stream)))


def stream_count(path: Path) -> int:
    """How many sound streams ffmpeg finds in a file; AudioError if there is none."""
    check_file(path)
    with _open_pyav(path) as container:
        return len(container.streams.audio)


def tags(path: Path) -> dict[str, str]:
    """The tags of a sound file, such as title and artist, keys in lower case; AudioError if it holds no sound."""
    check_file(path)
    with _open_pyav(path) as container:
        found = {**container.streams.audio[0].metadata, **container.metadata}
        return {key.lower(): str(value) for key, value in found.items()}


def stated_duration(path: Path) -> float | None:
    """The length in seconds that the file's header states, None if it states none; AudioError."""
    check_file(path)
    try:
        with _open_soundfile(path) as file:
            _check_rate(path, file.samplerate)
            return float(file.frames / file.samplerate)
    except _UnreadableError:
        pass  # PyAV may be able to read it.
    with _open_pyav(path) as container:
        stream = container.streams.audio[0]
        if container.format.name == "aac":
            return None  # Bare AAC has no header: ffmpeg would guess from the bit rate.
        if stream.duration and stream.time_base:
            return float(stream.duration * stream.time_base)
        return container.duration / 1e6 if container.duration else None


def check_file(path: Path) -> None:
    """Raise AudioError unless this is a readable, non-empty regular file (a pipe would block for ever)."""
    if path.is_dir():
        raise AudioError(f"{path}: is a folder, not a sound file; choose a file in it")
    if not path.exists():
        raise AudioError(f"{path}: does not exist; check the name")
    if not path.is_file():
        raise AudioError(f"{path}: is not a plain file; save the sound to a file first")
    try:
        with open(path, "rb") as file:
            empty = not file.read(1)
    except OSError as error:
        raise AudioError(f"{path}: cannot be opened ({error.strerror}); check its permissions") from error
    if empty:
        raise AudioError(f"{path}: is an empty file (0 bytes); copy or download it again")


def _checked(path: Path, blocks: Blocks) -> Blocks:
    """The blocks as they are; AudioError where values are not sound, or if there is no sample at all."""
    n_decoded = 0
    for sample_rate, block in blocks:
        _check_rate(path, sample_rate)
        # Written so that NaN, which compares false to everything, fails as well.
        plausible = np.abs(block) <= _LARGEST_SAMPLE
        if not plausible.all():
            where = (n_decoded + int(np.argmin(plausible.all(axis=1)))) / sample_rate
            message = (
                f"the sample at {where:.3f} s is {block[~plausible][0]}, which is not sound; export the file again"
            )
            raise AudioError(f"{path}: {message}")
        n_decoded += len(block)
        if len(block):
            yield sample_rate, block
    if n_decoded == 0:
        raise AudioError(f"{path}: holds no sound (its length is zero); choose another file")


def _blocks_of_any_decoder(path: Path) -> Blocks:
    """What libsndfile reads; if it fails in the middle, the rest as PyAV reads it."""
    n_read = 0
    try:
        for sample_rate, block in _soundfile_blocks(path):
            yield sample_rate, block
            n_read += len(block)
    except _UnreadableError:
        for sample_rate, block in _joined(_pyav_blocks(path)):
            yield sample_rate, block[n_read:]
            n_read = max(0, n_read - len(block))


def _check_rate(path: Path, sample_rate: int) -> None:
    if sample_rate not in _RATES:
        allowed = f"{_RATES.start} .. {_RATES.stop - 1} Hz"
        raise AudioError(f"{path}: has a sample rate of {sample_rate} Hz, outside {allowed}; convert it to 44100 Hz")


def _open_soundfile(path: Path) -> soundfile.SoundFile:
    # As bytes where file names are bytes, because soundfile refuses names that are not valid UTF-8.
    name = os.fsencode(path) if os.name == "posix" else str(path)
    try:
        return soundfile.SoundFile(name)
    except (
        soundfile.SoundFileError,
        TypeError,
    ) as error:  # TypeError: *.raw, for which soundfile needs to be given the format
        raise _UnreadableError from error


def _soundfile_blocks(path: Path) -> Blocks:
    with _open_soundfile(path) as file:
        n_frames = max(1, _BLOCK_SAMPLES // file.channels)
        while True:
            try:
                block = file.read(n_frames, dtype="float32", always_2d=True)
            except soundfile.SoundFileError as error:
                raise _UnreadableError from error
            if len(block) == 0:
                return
            yield file.samplerate, block


def _open_pyav(path: Path) -> av.container.InputContainer:
    import av

    try:
        # "file:" and the whitelist keep a playlist that poses as a song from making ffmpeg go to the network.
        container = av.open(f"file:{path}", options={"protocol_whitelist": "file"}, metadata_errors="replace")
    except (av.FFmpegError, OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        message = f"{path}: is not a sound file, or damaged ({reason}); convert it to WAV or FLAC"
        raise AudioError(message) from error
    if not container.streams.audio:
        kinds = " and ".join(sorted({stream.type for stream in container.streams})) or "an empty container"
        container.close()
        raise AudioError(f"{path}: holds no sound, only {kinds}; choose another file")
    return container


def _pyav_blocks(path: Path, stream: int = 0) -> Blocks:
    """Decoded frames one by one; gaps between their time stamps become silence, so that times stay right."""
    with _open_pyav(path) as container:
        sample_rate, channels = 0, 0
        silence_left, end = _MOST_SILENCE, 0.0
        if stream >= len(container.streams.audio):
            raise AudioError(f"{path}: holds {len(container.streams.audio)} sound streams, none is number {stream + 1}")
        for frame in _pyav_frames(container, stream):
            block = _samples(frame)
            start = end if frame.time is None else frame.time
            if not sample_rate:
                sample_rate, channels, end = frame.sample_rate, block.shape[1], start
            if frame.sample_rate != sample_rate:
                change = f"changes its sample rate from {sample_rate} to {frame.sample_rate} Hz in the middle"
                raise AudioError(f"{path}: {change}; convert it to WAV or FLAC")
            if _SHORTEST_GAP < start - end < silence_left:
                silence_left -= start - end
                yield sample_rate, np.zeros((round((start - end) * sample_rate), channels), np.float32)
            end = start + len(block) / sample_rate
            if block.shape[1] != channels:  # A broadcast that switches between mono and stereo
                block = np.repeat(block.mean(axis=1, keepdims=True), channels, axis=1)
            yield sample_rate, block
        if not sample_rate:
            raise AudioError(f"{path}: none of its sound can be decoded; it is damaged, get it again")


def _pyav_frames(container: av.container.InputContainer, stream: int) -> Iterator[av.AudioFrame]:
    """The frames that can be decoded, to the end or to where the file is cut off."""
    import av

    packets = container.demux(container.streams.audio[stream])
    while True:
        try:
            packet = next(packets)
        except (StopIteration, av.FFmpegError):
            return
        try:
            frames = packet.decode()
        except av.FFmpegError:
            continue
        yield from (frame for frame in frames if frame.samples)


def _samples(frame: av.AudioFrame) -> FloatArray:
    """A decoded frame's samples, shape (n, channels), full scale 1."""
    channels = frame.layout.nb_channels
    dtype = np.dtype(_SAMPLE_TYPES[frame.format.name.removesuffix("p")])
    # Not frame.to_ndarray(): from 8 channels on, PyAV finds planes that do not exist and reads stray memory.
    if frame.format.is_planar:
        planes = [np.frombuffer(bytes(plane), dtype, frame.samples) for plane in frame.planes[:channels]]
        data = np.stack(planes, axis=1)
    else:
        data = np.frombuffer(bytes(frame.planes[0]), dtype, frame.samples * channels).reshape(-1, channels)
    if dtype.kind == "f":
        return data.astype(np.float32)
    full_scale = 2.0 ** (8 * dtype.itemsize - 1)
    zero = full_scale if dtype.kind == "u" else 0.0
    return ((data - zero) / full_scale).astype(np.float32)


def _joined(pieces: Iterable[tuple[int, FloatArray]]) -> Blocks:
    """Small pieces joined to blocks of the usual size: codecs deliver some 20 ms at a time."""
    held: list[FloatArray] = []
    sample_rate, n_held = 0, 0
    for sample_rate, piece in pieces:
        held.append(piece)
        n_held += piece.size
        if n_held >= _BLOCK_SAMPLES:
            yield sample_rate, np.concatenate(held)
            held, n_held = [], 0
    if held:
        yield sample_rate, np.concatenate(held)
