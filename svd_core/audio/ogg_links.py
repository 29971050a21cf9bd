"""Where the streams of a chained Ogg file begin: one logical stream after the other in one file (RFC 3533)."""

from __future__ import annotations

from pathlib import Path

_CAPTURE = b"OggS"
_FIRST_PAGE = 2  # bit of a page's type: the first page of a logical stream
_PAGE_HEADER_BYTES = 27
_CHUNK_BYTES = 2**20


def next_link(path: Path, start: int) -> int | None:
    """The first byte from `start` on at which a stream begins that is not of the same link; None if none does. OSError.

    Streams that begin page after page, such as sound and a picture, are one link.
    """
    with open(path, "rb") as file:
        file.seek(start)
        place, held = start, b""
        while chunk := file.read(_CHUNK_BYTES):
            held += chunk
            found = held.find(_CAPTURE)
            while found >= 0 and found + _PAGE_HEADER_BYTES <= len(held):
                # Version 0, and no bits but the three that there are: the letters may stand in sound by chance.
                version, kind = held[found + 4], held[found + 5]
                if version == 0 and kind <= 7 and kind & _FIRST_PAGE:
                    return place + found
                found = held.find(_CAPTURE, found + 1)
            keep = found if found >= 0 else max(0, len(held) - len(_CAPTURE) + 1)
            place, held = place + keep, held[keep:]
    return None


def page_end(path: Path, start: int) -> int:
    """Where the page ends that begins at byte `start`; `start` where none begins there. OSError."""
    with open(path, "rb") as file:
        file.seek(start)
        header = file.read(_PAGE_HEADER_BYTES)
        if len(header) < _PAGE_HEADER_BYTES or not header.startswith(_CAPTURE):
            return start
        lengths = file.read(header[-1])  # of the page's segments
    return start + _PAGE_HEADER_BYTES + len(lengths) + sum(lengths)
