"""Which label files are what a model detected, unchanged: a guess, whatever folder they lie in.

Most formats cannot say where labels come from. So the program keeps the hashes of what it has written on this
computer: 16 bytes each, appended to one file.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from platformdirs import user_data_path

_DIGEST_BYTES = 16


def remember(data: bytes) -> None:
    """Remember the contents of a label file that a model has made. OSError."""
    path = _path()
    if data.strip() and not _is_known(data, path):
        path.parent.mkdir(parents=True, exist_ok=True)
        # One write of so few bytes at the end of a file is not torn by another process that does the same.
        with open(path, "ab", buffering=0) as file:
            file.write(_digest(data))


def is_detected(labels: Path) -> bool:
    """Whether a label file holds exactly what a model has made on this computer."""
    try:
        return _is_known(labels.read_bytes(), _path())
    except OSError:
        return False


def guess_text(labels: Path) -> str:
    """What to say of such a file."""
    return (
        f"{labels}: is what svd detect wrote, and nobody has changed it: a guess, not the truth. Correct it, or open "
        "the song in the window and mark as checked what is right"
    )


def _is_known(data: bytes, path: Path) -> bool:
    if not path.is_file():
        return False
    known, wanted = path.read_bytes(), _digest(data)
    place = known.find(wanted)
    while place >= 0 and place % _DIGEST_BYTES:
        place = known.find(wanted, place + 1)
    return place >= 0


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_DIGEST_BYTES).digest()


def _path() -> Path:
    return user_data_path("svd-studio", appauthor=False) / "detected-labels.hashes"
