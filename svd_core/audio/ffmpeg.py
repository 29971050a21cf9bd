"""Sound decoded by ffmpeg's libraries through PyAV: any container, by content, to the end of the file.

No length in a header is believed: packets are read until the file ends. Where time stamps, or bytes that are no
packets, show that sound is missing, silence of that length takes its place, so that times after it stay right.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from svd_core.audio.features import FloatArray
from svd_core.errors import AudioError

if TYPE_CHECKING:
    import av
    import av.container

Warn = Callable[[str], None]
"""Takes a sentence about a file that can be read, but not as it was meant."""

_SHORTEST_GAP = 0.02  # seconds by which time stamps must jump before sound is missing and not just rounded
_LONGEST_GAP = 10.0  # seconds of silence that time stamps may ask for beyond the length that the container states
_TOLD_GAP = 0.2  # seconds of missing sound from which on a person is told
_SHORTEST_SKIP = 4096  # bytes between packets of a bare stream that are more than tags and padding
_SAMPLE_TYPES = {"u8": "u1", "s16": "i2", "s32": "i4", "s64": "i8", "flt": "f4", "dbl": "f8"}  # ffmpeg's, numpy's
_BARE_STREAMS = {"mp3", "aac", "ac3"}
"""Formats that are frame after frame, without time stamps of their own."""
_SEQUENTIAL = _BARE_STREAMS | {"ogg", "flac", "amr", "tta"}
"""Formats in which the sound reaches to the end of the file, but for tags."""


class FfmpegFile:
    """A sound file as ffmpeg sees it, open until closed.

    Attributes:
        unread_bytes: after `blocks` is exhausted, how many bytes behind the last sound cannot be decoded, tags not
            counted; 0 in containers that keep other things there.
    """

    def __init__(self, path: Path) -> None:
        """Raises AudioError if ffmpeg cannot open it, or finds no sound in it."""
        self.path = path
        self.unread_bytes = 0
        self._container = _opened(path)

    def close(self) -> None:
        """Close the file."""
        self._container.close()

    @property
    def n_streams(self) -> int:
        """How many sound streams the file holds."""
        return len(self._container.streams.audio)

    @property
    def format(self) -> str:
        """Ffmpeg's name of the container, such as "mp3"; the first where it has several."""
        return self._container.format.name.partition(",")[0]

    @property
    def codec(self) -> str:
        """Ffmpeg's name of the codec of the first sound stream, such as "vorbis"."""
        return str(self._container.streams.audio[0].codec_context.codec.canonical_name)

    @property
    def stated_seconds(self) -> float | None:
        """The length that the header states, in seconds; None where it states none, or nonsense."""
        if self.format == "aac":
            return None  # Bare AAC has no header: ffmpeg would guess from the bit rate.
        stream = self._container.streams.audio[0]
        stated = None
        if stream.duration and stream.time_base:
            stated = float(stream.duration * stream.time_base)
        elif self._container.duration:
            stated = self._container.duration / 1e6
        return stated if stated is not None and 0 < stated < 1e8 else None

    @property
    def tags(self) -> dict[str, str]:
        """What the file says of itself, such as title and artist, keys in lower case."""
        found = {**self._container.streams.audio[0].metadata, **self._container.metadata}
        return {key.lower(): str(value) for key, value in found.items()}

    def blocks(self, stream: int, warn: Warn) -> Iterator[tuple[int, FloatArray]]:
        """Sample rate in Hz and samples (n, channels) of one stream, some 20 ms at a time, gaps as silence."""
        if stream >= self.n_streams:
            raise AudioError(f"{self.path}: holds {self.n_streams} sound streams, none is number {stream + 1}")
        sample_rate, channels, end = 0, 0, 0.0
        latest = (self.stated_seconds or 0.0) + _LONGEST_GAP
        for frame, skipped in self._frames(stream):
            block = _samples(frame)
            start = end if frame.time is None else frame.time
            if not sample_rate:
                sample_rate, channels, end = frame.sample_rate, block.shape[1], start
                first = start
            if frame.sample_rate != sample_rate:
                change = f"changes its sample rate from {sample_rate} to {frame.sample_rate} Hz in the middle"
                raise AudioError(f"{self.path}: {change}; convert it to WAV or FLAC")
            gap = skipped if self.format in _BARE_STREAMS else start - end
            if gap > _SHORTEST_GAP and end + gap - first <= latest:
                if gap >= _TOLD_GAP:
                    warn(
                        f"{self.path}: {gap:.1f} s of sound are missing or damaged at {end - first:.1f} s; "
                        "they are silence here, so that times after them stay right"
                    )
                yield sample_rate, np.zeros((round(gap * sample_rate), channels), np.float32)
            end = start + len(block) / sample_rate
            if block.shape[1] != channels:  # A broadcast that switches between mono and stereo
                block = np.repeat(block.mean(axis=1, keepdims=True), channels, axis=1)
            yield sample_rate, block

    def _frames(self, stream: int) -> Iterator[tuple[av.AudioFrame, float]]:
        """The frames that can be decoded, each with the estimated seconds of what cannot be before it, by its bytes."""
        import av

        packets = self._container.demux(self._container.streams.audio[stream])
        place, n_bytes, seconds, skipped = -1, 0, 0.0, 0
        while True:
            try:
                packet = next(packets)
            except (StopIteration, av.FFmpegError):
                break
            if packet.size and packet.pos is not None:
                if place >= 0 and packet.pos - place >= _SHORTEST_SKIP:
                    skipped += packet.pos - place
                place = packet.pos + packet.size
            try:
                frames = packet.decode()
            except av.FFmpegError:
                skipped += packet.size
                continue
            for frame in frames:
                if frame.samples:
                    yield frame, skipped * seconds / n_bytes if skipped and n_bytes else 0.0
                    skipped = 0
                    seconds += frame.samples / frame.sample_rate
            # A parser that finds no further frame hands out all that follows with the last one.
            uncompressed = sum(frame.samples * frame.layout.nb_channels * 8 for frame in frames)
            skipped += max(0, packet.size - uncompressed - _SHORTEST_SKIP) if frames else 0
            n_bytes += packet.size
        if self.format in _SEQUENTIAL and place >= 0:
            self.unread_bytes = skipped + max(0, _end_of_sound(self.path) - place)


def _opened(path: Path) -> av.container.InputContainer:
    import av

    # The whitelist keeps a playlist that poses as a song from making ffmpeg go to the network.
    options = {"protocol_whitelist": "file"} | ({"ignore_length": "1"} if _wav_is_longer(path) else {})
    try:
        container = av.open(f"file:{path}", options=options, metadata_errors="replace")
    except (av.FFmpegError, OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        message = f"{path}: is not a sound file, or damaged ({reason}); convert it to WAV or FLAC"
        raise AudioError(message) from error
    if not container.streams.audio:
        kinds = " and ".join(sorted({stream.type for stream in container.streams})) or "an empty container"
        container.close()
        raise AudioError(f"{path}: holds no sound, only {kinds}; choose another file")
    return container


def _wav_is_longer(path: Path) -> bool:
    """Whether a WAV file's data go on behind the length its header states, as after a recorder's crash."""
    size = path.stat().st_size
    with open(path, "rb") as file:
        if file.read(4) != b"RIFF" or file.read(8)[4:] != b"WAVE":
            return False
        while True:
            header = file.read(8)
            if len(header) < 8:
                return False
            name, length = header[:4], struct.unpack("<I", header[4:])[0]
            end = file.tell() + length + length % 2
            if name == b"data":
                break
            file.seek(end)
        file.seek(end)
        following = file.read(8)
    if len(following) < 8:
        return False
    is_chunk = following[:4].isascii() and bytes(following[:4]).replace(b" ", b"x").isalnum()
    return not (is_chunk and end + 8 + struct.unpack("<I", following[4:])[0] <= size + 1)


def _end_of_sound(path: Path) -> int:
    """Where a file ends, tags at its end not counted."""
    end = path.stat().st_size
    with open(path, "rb") as file:
        if end >= 128:
            file.seek(end - 128)
            end -= 128 if file.read(3) == b"TAG" else 0  # ID3v1
        if end >= 32:
            file.seek(end - 32)
            footer = file.read(32)
            if footer.startswith(b"APETAGEX"):
                end -= struct.unpack("<I", footer[12:16])[0]
    return end


def _samples(frame: av.AudioFrame) -> FloatArray:
    """A decoded frame's samples, shape (n, channels), full scale 1."""
    channels = frame.layout.nb_channels
    dtype = np.dtype(_SAMPLE_TYPES[frame.format.name.removesuffix("p")])
    # Not frame.to_ndarray(): from 8 channels on, PyAV finds planes that do not exist and reads stray memory.
    if frame.format.is_planar:
        data = np.empty((frame.samples, channels), dtype)
        for channel, plane in enumerate(frame.planes[:channels]):
            data[:, channel] = np.frombuffer(memoryview(plane), dtype, frame.samples)
    else:
        data = np.frombuffer(memoryview(frame.planes[0]), dtype, frame.samples * channels).reshape(-1, channels)
    if dtype.kind == "f":
        return data.astype(np.float32)
    full_scale = 2.0 ** (8 * dtype.itemsize - 1)
    zero = full_scale if dtype.kind == "u" else 0.0
    return ((data - zero) / full_scale).astype(np.float32)
