"""Whether the header of a WAV file agrees with the file."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_LINEAR = {1, 3}  # format tags: integers, floating point
_MOST_CHUNKS = 1000  # behind the samples; a broken file may hold millions of empty ones
_EXTENSIBLE = 0xFFFE  # the tag proper begins a GUID in the rest of the chunk


@dataclass(frozen=True)
class WavHeader:
    """What a RIFF/WAVE header states about its samples, and what the file holds.

    Attributes:
        is_linear: plain integers or floating point numbers, not compressed.
        frame_bytes: of one sample of all channels; 0 where it is not stated.
        stated_bytes: length of the samples by the header.
        data_start: where they begin, counted in bytes from the start of the file.
        file_bytes: length of the file.
        goes_on: whether something follows the stated end that is no chunk, as after a recorder's crash.
        joined_bytes: of another WAV file that was appended to this one, and of what comes after it.
    """

    is_linear: bool
    frame_bytes: int
    stated_bytes: int
    data_start: int
    file_bytes: int
    goes_on: bool
    joined_bytes: int = 0

    @property
    def stated_frames(self) -> int | None:
        """How many samples a channel has, where every part of the header and the file agree on it; else None."""
        if not self.is_linear or self.goes_on or not self.frame_bytes or self.stated_bytes % self.frame_bytes:
            return None
        return self.stated_bytes // self.frame_bytes if self.data_start + self.stated_bytes <= self.file_bytes else None


def read_wav_header(path: Path) -> WavHeader | None:
    """The header of a WAV file, None if the file is none or its header ends before the samples. Raises OSError."""
    size = path.stat().st_size
    is_linear, frame_bytes = False, 0
    with open(path, "rb") as file:
        if file.read(4) != b"RIFF" or file.read(8)[4:] != b"WAVE":
            return None
        while len(header := file.read(8)) == 8:
            name, length = header[:4], struct.unpack("<I", header[4:])[0]
            start = file.tell()
            end = start + length + length % 2
            if name == b"data":
                joined = _next_riff(file, end)
                file.seek(end)
                goes_on = joined != end and not _is_chunk(file.read(8), end, size)
                return WavHeader(is_linear, frame_bytes, length, start, size, goes_on, size - (joined or size))
            if name == b"fmt ":
                is_linear, frame_bytes = _format(file.read(min(length, 40)))
            file.seek(end)
    return None


def _format(chunk: bytes) -> tuple[bool, int]:
    """Whether the samples are plain numbers, and the bytes of one of all channels where the chunk's fields agree."""
    if len(chunk) < 16:
        return False, 0
    tag, channels, _, _, frame_bytes, bits = struct.unpack("<HHIIHH", chunk[:16])
    if tag == _EXTENSIBLE and len(chunk) >= 26:
        (tag,) = struct.unpack("<H", chunk[24:26])
    return tag in _LINEAR, frame_bytes if frame_bytes * 8 == channels * bits else 0


def _next_riff(file: BinaryIO, start: int) -> int | None:
    """Where, among the chunks from byte `start` on, another file of chunks begins; None where none does."""
    for _ in range(_MOST_CHUNKS):
        file.seek(start)
        header = file.read(8)
        if len(header) < 8:
            return None
        if header[:4] == b"RIFF":
            return start
        length = struct.unpack("<I", header[4:])[0]
        start += 8 + length + length % 2
    return None


def _is_chunk(following: bytes, start: int, file_bytes: int) -> bool:
    """Whether what follows the samples is nothing, or a chunk that lies within the file."""
    if len(following) < 8:
        return True
    has_name = following[:4].isascii() and bytes(following[:4]).replace(b" ", b"x").isalnum()
    return has_name and start + 8 + int(struct.unpack("<I", following[4:])[0]) <= file_bytes + 1
