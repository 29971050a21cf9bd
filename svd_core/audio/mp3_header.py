"""Whether an mp3 file is whole: frame after frame from its tags to its end, as many as its header states."""

from __future__ import annotations

import struct
from pathlib import Path

_VERSIONS = {3: (1, 1152), 2: (2, 576), 0: (4, 576)}  # by the header's two bits: divisor of rates, samples of a frame
_RATES = (44100, 48000, 32000)  # Hz, of MPEG 1
_BIT_RATES = {  # kbit/s by the header's four bits; 0 where the length of a frame would not follow from it
    1152: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0),
    576: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0),
}
_CHUNK_BYTES = 2**20
_FIRST_FRAME_WITHIN = 2**14  # bytes after the tag
_DECODER_DELAY = 529  # samples by which every decoder is late; what LAME's header states is without them


def whole_mp3_samples(path: Path, end: int) -> int | None:
    """How many samples a channel a whole mp3 file holds; None if it is damaged, joined, cut off, or no mp3.

    Every frame must follow the one before it and be of the same kind, up to the byte `end`, where tags may begin; a
    Xing or LAME header must state the number that there is. ISO 11172-3, 2.4.1.3. Raises OSError.
    """
    with open(path, "rb") as file:
        start = _end_of_id3(file.read(10))
        file.seek(start)
        first = file.read(_CHUNK_BYTES)
        kind = _kind(first[:4])
        if kind is None:
            return None
        stated, trimmed = _header_frame(first[: _frame_bytes(first[:4])])
        n_frames = 0
        lengths: dict[bytes, int] = {}
        while start < end:
            file.seek(start)
            chunk = file.read(_CHUNK_BYTES)
            place = 0
            while place + 4 <= len(chunk) and start + place < end:
                header = chunk[place : place + 4]
                length = lengths.get(header, 0)
                if not length:
                    if _kind(header) != kind:
                        return None
                    length = lengths[header] = _frame_bytes(header)
                place += length
                n_frames += 1
            if not place:
                return None
            start += place
    if start != end or (stated is not None and stated != n_frames - 1):
        return None
    return (n_frames if stated is None else stated) * kind[1] - trimmed


def stated_mp3_seconds(path: Path) -> float | None:
    """Seconds by the number of frames that a Xing header in the first frame states; None without one. Raises OSError.

    Tags are not believed about where the first frame begins: it is the first within some kilobytes after them.
    """
    with open(path, "rb") as file:
        file.seek(_end_of_id3(file.read(10)))
        data = file.read(_FIRST_FRAME_WITHIN)
    for start in range(len(data)):
        kind = _kind(data[start : start + 4])
        if kind is not None:
            stated, _ = _header_frame(data[start : start + _frame_bytes(data[start : start + 4])])
            return stated * kind[1] / kind[0] if stated is not None and stated >= 0 else None
    return None


def _end_of_id3(beginning: bytes) -> int:
    """Where an ID3v2 tag at the start of a file ends, 0 without one."""
    if len(beginning) < 10 or beginning[:3] != b"ID3":
        return 0
    size = 0
    for seven_bits in beginning[6:10]:
        size = size << 7 | seven_bits & 0x7F
    has_footer = bool(beginning[5] & 0x10)
    return 10 + size + 10 * has_footer


def _kind(header: bytes) -> tuple[int, int, bool] | None:
    """Sample rate in Hz, samples of a frame and whether it is mono; None if these bytes begin no layer III frame."""
    if len(header) < 4 or header[0] != 0xFF or header[1] & 0xE6 != 0xE2:
        return None
    version = _VERSIONS.get(header[1] >> 3 & 3)
    rate = header[2] >> 2 & 3
    if version is None or rate == 3 or not _BIT_RATES[version[1]][header[2] >> 4]:
        return None
    return _RATES[rate] // version[0], version[1], header[3] >> 6 == 3


def _frame_bytes(header: bytes) -> int:
    """The length of a frame whose header is one."""
    kind = _kind(header)
    assert kind is not None
    sample_rate, n_samples, _ = kind
    padding = header[2] >> 1 & 1
    return n_samples // 8 * 1000 * _BIT_RATES[n_samples][header[2] >> 4] // sample_rate + padding


def _header_frame(frame: bytes) -> tuple[int | None, int]:
    """The number of frames that the first frame states, if it is a Xing header, and how many samples are trimmed."""
    kind = _kind(frame[:4])
    assert kind is not None
    _, n_samples, is_mono = kind
    side_information = (17 if is_mono else 32) if n_samples == 1152 else (9 if is_mono else 17)
    header = frame[4 + side_information :]
    if header[:4] not in (b"Xing", b"Info"):
        return None, 0
    flags = struct.unpack(">I", header[4:8])[0]
    if not flags & 1:
        return -1, 0
    stated = struct.unpack(">I", header[8:12])[0]
    # Number of frames, of bytes, table of contents, quality; then LAME's name and settings.
    lame = 8 + 4 * bool(flags & 1) + 4 * bool(flags & 2) + 100 * bool(flags & 4) + 4 * bool(flags & 8)
    if len(header) < lame + 24 or not header[lame : lame + 4].strip(b"\0"):
        return stated, 0
    delays = int.from_bytes(header[lame + 21 : lame + 24], "big")
    delay, padding = delays >> 12, delays & 0xFFF
    return stated, delay + max(padding, _DECODER_DELAY)
