"""Sound decoded by ffmpeg's libraries through PyAV: any container, by content, to the end of the file.

No length in a header is believed: packets are read until the file ends. Where time stamps, or bytes that are no
packets, show that sound is missing, silence of that length takes its place, so that times after it stay right.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from svd_core.audio.features import FloatArray
from svd_core.audio.ogg_links import next_link, page_end
from svd_core.audio.wav_header import read_wav_header
from svd_core.errors import AudioError

if TYPE_CHECKING:
    from fractions import Fraction

    import av
    import av.container

Warn = Callable[[str], None]
"""Takes a sentence about a file that can be read, but not as it was meant."""

BLOCK_SAMPLES = 2**17
"""About how many samples a block holds, all channels together.

Few enough that the C library reuses the memory of earlier blocks; of larger ones the system has to hand it out anew.
"""

_SHORTEST_GAP = 0.02  # seconds by which time stamps must jump before sound is missing and not just rounded
_LONGEST_GAP = 10.0  # seconds of silence that time stamps may ask for beyond the length that the container states
_FEWEST_BYTES_A_SECOND = 500  # two thirds of what the most sparing codec takes for speech
_REPORTED_GAP = 0.2  # seconds of missing sound from which on a person is told
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
        unread_seconds: for how much sound those bytes would do, at the byte rate of what could be decoded.
    """

    def __init__(self, path: Path) -> None:
        """Raises AudioError if ffmpeg cannot open it, or finds no sound in it."""
        self.path = path
        self.unread_bytes = 0
        self.unread_seconds = 0.0
        self._is_refused = False
        self._stopped_at: int | None = None
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
        """Sample rate in Hz and samples (n, channels) of one stream, gaps as silence."""
        if stream >= self.n_streams:
            raise AudioError(f"{self.path}: holds {self.n_streams} sound streams, none is number {stream + 1}")
        held = _HeldFrames()
        sample_rate, end = 0, 0.0
        # Time stamps and a header that agree on days of silence are believed as far as the file's size bears them out.
        possible = self.path.stat().st_size / _FEWEST_BYTES_A_SECOND
        latest = min(self.stated_seconds or 0.0, possible) + _LONGEST_GAP
        has_time_stamps = self.format not in _BARE_STREAMS
        for frame, skipped in self._at_one_rate(self._frames_of_links(stream), warn):
            start = frame.time if has_time_stamps else None
            start = end if start is None else start
            if not sample_rate:
                sample_rate, first, end = frame.sample_rate, start, start
            gap = start - end if has_time_stamps else skipped
            if gap > _SHORTEST_GAP and end + gap - first <= latest:
                self._report_gap(gap, end - first, warn)
                if held.n_samples:
                    yield sample_rate, held.take()
                yield sample_rate, np.zeros((round(gap * sample_rate), held.channels), np.float32)
            end = start + frame.samples / sample_rate
            if not held.add(frame):
                yield sample_rate, held.take()
                held.add(frame)
            if held.n_samples * held.channels >= BLOCK_SAMPLES:
                yield sample_rate, held.take()
        if held.n_samples:
            yield sample_rate, held.take()

    def _at_one_rate(
        self, frames: Iterable[tuple[av.AudioFrame, float]], warn: Warn
    ) -> Iterator[tuple[av.AudioFrame, float]]:
        """The frames at the sample rate of the first one: files that were joined may go on at another."""
        rate, kind, is_told = 0, None, False
        resampler: av.AudioResampler | None = None
        for frame, skipped in frames:
            rate = rate or frame.sample_rate
            found = (frame.sample_rate, frame.format.name, frame.layout.name)
            if resampler is not None and found != kind:
                yield from ((rest, 0.0) for rest in _resampled(resampler, None))
                resampler = None
            if frame.sample_rate == rate:
                yield frame, skipped
                continue
            if not is_told:
                is_told = True
                warn(f"{self.path}: goes on at {frame.sample_rate} instead of {rate} Hz; that part is converted")
            if resampler is None:
                import av

                resampler, kind = av.AudioResampler(frame.format, frame.layout, rate), found
            for converted in _resampled(resampler, frame):
                yield converted, skipped
                skipped = 0.0
        if resampler is not None:
            yield from ((rest, 0.0) for rest in _resampled(resampler, None))

    def _report_gap(self, seconds: float, time: float, warn: Warn) -> None:
        """Warn of missing sound at a time, in seconds, if it is long enough to matter."""
        if seconds >= _REPORTED_GAP:
            warn(
                f"{self.path}: {seconds:.1f} s of sound are missing or damaged at {time:.1f} s; "
                "they are silence here, so that times after them stay right"
            )

    def _frames_of_links(self, stream: int) -> Iterator[tuple[av.AudioFrame, float]]:
        """The frames of a file and of what follows in it where ffmpeg stops: it refuses chained Ogg streams that are of
        another sample rate or have other channels.
        """
        import av

        yield from self._frames(self._container, stream, 0)
        while self.format == "ogg" and self._stopped_at is not None:
            start = next_link(self.path, self._stopped_at)
            if start is None:
                return
            with open(self.path, "rb") as file:
                file.seek(start)
                rest = io.BytesIO(file.read())
            self._stopped_at = start + 1
            try:
                with av.open(rest, "r", format="ogg", metadata_errors="replace") as container:
                    if container.streams.audio:
                        for frame, skipped in self._frames(container, 0, start):
                            frame.pts = None  # Its time begins anew.
                            yield frame, skipped
            except (av.FFmpegError, OSError, ValueError):
                continue

    def _packets(
        self, container: av.container.InputContainer, stream: int
    ) -> Iterator[av.packet.Packet[av.AudioStream]]:
        """The packets of a stream, up to the end of the file or to what ffmpeg refuses."""
        import av

        self._is_refused = False
        packets = container.demux(container.streams.audio[stream])
        while True:
            try:
                packet = next(packets, None)
            except (av.EOFError, IndexError):
                # PyAV ends with an IndexError where a stream has begun within the file, of which it did not know.
                return
            except av.FFmpegError:
                self._is_refused = True
                return
            if packet is None:
                return
            yield packet

    def _frames(
        self, container: av.container.InputContainer, stream: int, offset: int
    ) -> Iterator[tuple[av.AudioFrame, float]]:
        """The frames that can be decoded, each with the estimated seconds of what cannot be before it, by its bytes.

        The container begins at byte `offset` of the file.
        """
        import av

        place, page, n_bytes, seconds, skipped = -1, 0, 0, 0.0, 0
        for packet in self._packets(container, stream):
            size, position = packet.size, packet.pos
            if size and position is not None:
                if place >= 0 and position - place >= _SHORTEST_SKIP:
                    skipped += position - place
                place, page = position + size, position
            try:
                frames = packet.decode()
            except av.FFmpegError:
                skipped += size
                continue
            for frame in frames:
                if frame.samples:
                    yield frame, skipped * seconds / n_bytes if skipped and n_bytes else 0.0
                    skipped = 0
                    seconds += frame.samples / frame.sample_rate
            if frames and size > _SHORTEST_SKIP:
                # A parser that finds no further frame hands out all that follows with the last one.
                uncompressed = sum(frame.samples * frame.layout.nb_channels * 8 for frame in frames)
                skipped += max(0, size - uncompressed - _SHORTEST_SKIP)
            n_bytes += size
        self._stopped_at = offset + max(place, 1) if self._is_refused else None
        if self.format in _SEQUENTIAL and place >= 0:
            end = end_of_sound(self.path) - offset
            if self.format == "ogg":
                place = max(place, page_end(self.path, offset + page) - offset)
            self.unread_bytes = skipped + max(0, end - place)
            self.unread_seconds = self.unread_bytes * seconds / n_bytes if n_bytes else 0.0


def _resampled(resampler: av.AudioResampler, frame: av.AudioFrame | None) -> Iterator[av.AudioFrame]:
    """What a frame becomes, or with None what is left; each directly follows the one before it."""
    for converted in resampler.resample(frame):
        if converted.samples:
            converted.pts = None
            yield converted


def _opened(path: Path) -> av.container.InputContainer:
    import av

    # The whitelist keeps a playlist that poses as a song from making ffmpeg go to the network.
    options = {"protocol_whitelist": "file"}
    try:
        wav = read_wav_header(path)
        if wav is not None and wav.goes_on:
            options["ignore_length"] = "1"
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


def end_of_sound(path: Path) -> int:
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


class _HeldFrames:
    """Frames joined to blocks of a useful size: codecs deliver some 20 ms at a time.

    Attributes:
        channels: those of the first frame, and of all blocks; a broadcast may switch between mono and stereo.
        n_samples: how many samples a channel are held.
    """

    def __init__(self) -> None:
        self.channels = 0
        self.n_samples = 0
        self._queue: av.AudioFifo | None = None
        self._kind: tuple[str, int, Fraction | None] | None = None

    def add(self, frame: av.AudioFrame) -> bool:
        """Hold a frame, unless it is of another kind than those held, which must be taken first."""
        kind = (frame.format.name, frame.layout.nb_channels, frame.time_base)
        if self._queue is None or kind != self._kind:
            # The queue itself would read memory that is not the frame's.
            if self.n_samples:
                return False
            import av

            self._queue, self._kind = av.AudioFifo(), kind
            self.channels = self.channels or frame.layout.nb_channels
        frame.pts = None  # The queue refuses frames between which time stamps leave a gap.
        self._queue.write(frame)
        self.n_samples += frame.samples
        return True

    def take(self) -> FloatArray:
        """All that is held, shape (n, channels)."""
        joined = self._queue.read() if self._queue is not None else None
        assert joined is not None, "nothing is held"
        self.n_samples = 0
        block = _samples(joined)
        if block.shape[1] == self.channels:
            return block
        return np.repeat(block.mean(axis=1, keepdims=True), self.channels, axis=1)


def _samples(frame: av.AudioFrame) -> FloatArray:
    """A decoded frame's samples, shape (n, channels), full scale 1."""
    channels = frame.layout.nb_channels
    dtype = np.dtype(_SAMPLE_TYPES[frame.format.name.removesuffix("p")])
    # Not frame.to_ndarray(): from 8 channels on, PyAV finds planes that do not exist and reads stray memory.
    if frame.format.is_planar:
        samples = np.empty((frame.samples, channels), np.float32)
        for channel, plane in enumerate(frame.planes[:channels]):
            samples[:, channel] = np.frombuffer(memoryview(plane), dtype, frame.samples)
    else:
        data = np.frombuffer(memoryview(frame.planes[0]), dtype, frame.samples * channels)
        samples = data.astype(np.float32).reshape(-1, channels)
    if dtype.kind != "f":
        # Powers of two: exact in float32.
        full_scale = np.float32(2.0 ** (8 * dtype.itemsize - 1))
        if dtype.kind == "u":
            samples -= full_scale
        samples /= full_scale
    return samples
