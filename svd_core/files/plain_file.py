"""Files that may be read to their end: plain ones, since a pipe would wait for ever and a device never ends."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import BinaryIO

from svd_core.errors import FormatError


def open_plain(path: Path) -> BinaryIO:
    """Open a plain file for reading bytes; FormatError for anything else, OSError if it cannot be opened."""
    mode = path.stat().st_mode
    if stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode) or stat.S_ISCHR(mode) or stat.S_ISBLK(mode):
        raise FormatError(f"{path.name}: is not a plain file; save what is in it to a file first")
    return path.open("rb")
