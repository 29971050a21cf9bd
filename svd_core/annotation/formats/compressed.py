"""Label files that are compressed, as Sonic Visualiser's sessions and .jamz files are, unpacked within bounds."""

from __future__ import annotations

import bz2
import zlib
from pathlib import Path

from svd_core.annotation.formats.label_text import MAX_BYTES, bytes_of, text_of
from svd_core.errors import FormatError

_GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS


def read_label_text(path: Path) -> str:
    """The text of a label file, unpacked where it is compressed (bzip2, gzip); FormatError as of `read_text`."""
    return text_of(unpacked(bytes_of(path), path.name), path.name)


def unpacked(data: bytes, file: str) -> bytes:
    """The bytes that compressed ones hold, at most one more than MAX_BYTES, to find out bombs; FormatError."""
    try:
        if data.startswith(b"BZh"):
            return bz2.BZ2Decompressor().decompress(data, MAX_BYTES + 1)
        if data.startswith(b"\x1f\x8b"):
            return zlib.decompressobj(_GZIP_OR_ZLIB).decompress(data, MAX_BYTES + 1)
    except (OSError, ValueError, zlib.error) as error:
        raise FormatError(f"{file}: is compressed and damaged ({error}); save it again where it was made") from error
    return data
