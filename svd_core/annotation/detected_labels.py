"""Which label files hold what a model found and nobody checked: a guess, whatever folder they lie in.

Most formats cannot say where labels come from. So the program keeps the hashes of what it has written on this
computer: 16 bytes each, appended to one file. What a person has checked since, although it is the same, gets a hash of
another kind; the later of the two counts. An empty file, as some formats say "nobody sings", is the same for every
song: there the sound's key goes into the hash, so that an empty file by a person for another song stays the truth. A
second file keeps which detector wrote what, so that labels of another model are told from those of the one in use.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import threading
from functools import lru_cache
from pathlib import Path

from platformdirs import user_data_path

from svd_core.errors import FormatError
from svd_core.files.storage import content_key

_DIGEST_BYTES = 16
_DETECTOR_BYTES = 8
_CHECKED = b"a person has checked "


def remember(data: bytes, sound: Path | str, detector_key: str = "") -> None:
    """Remember the contents of a label file that a model has made of a sound, or of the one with this content key.

    detector_key: says what made it, where that is known. OSError, and then nothing is remembered of it.
    """
    digest = _digest(_told_apart(data, sound))
    if detector_key:
        _append(_detectors_path(), digest + _detector(detector_key), _DIGEST_BYTES + _DETECTOR_BYTES)
    _append(_path(), digest, _DIGEST_BYTES)


def remember_checked(data: bytes, sound: Path | str) -> None:
    """Remember that a person has checked these contents of a label file, if they were known as a model's. OSError."""
    told_apart = _told_apart(data, sound)
    if _is_guess(told_apart):
        _append(_path(), _digest(_CHECKED + told_apart), _DIGEST_BYTES)


def _append(path: Path, record: bytes, size: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # One write of so few bytes at the end of a file is not torn by another process that does the same. What is
    # there already is not looked for: a song that is detected again costs 16 bytes, reading all of them far more.
    with open(path, "ab", buffering=0) as file:
        written = file.write(record)
        if written < size:
            # On a full disk. What comes after half a record would not be found.
            with contextlib.suppress(OSError):
                file.truncate(file.tell() - written)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))


def is_detected(labels: Path, sound: Path | str | None = None) -> bool:
    """Whether a label file holds exactly what a model has made on this computer.

    `sound` is the file that the labels are of, or its content key; without it, an empty file is never detected.
    """
    try:
        return _is_guess(_told_apart(labels.read_bytes(), sound))
    except OSError:
        return False


def _is_guess(told_apart: bytes) -> bool:
    """Whether contents were last written as a model's; not if nothing is known here."""
    known = _records(_path(), _DIGEST_BYTES)
    guessed, checked = (known.place(_digest(data)) for data in (told_apart, _CHECKED + told_apart))
    return guessed > checked


def is_of_another_detector(data: bytes, sound: Path | str | None, detector_key: str) -> bool:
    """Whether contents of a label file are what another detector has made on this computer, and nobody has changed.

    Not where it is not known which detector it was; then they may be as good. `sound` is as in `is_detected`; OSError
    if it cannot be read and is needed, which is where the contents are empty.
    """
    told_apart = _told_apart(data, sound)
    made_by = _records(_detectors_path(), _DIGEST_BYTES + _DETECTOR_BYTES).rest(_digest(told_apart))
    return bool(made_by) and made_by != _detector(detector_key) and _is_guess(told_apart)


def refuse_detected(labels: Path, sound: Path | None = None) -> None:
    """Raise FormatError for a label file that is to be taken for the truth and holds what a model has made here."""
    if is_detected(labels, sound):
        raise FormatError(f"{guess_text(labels)}, or take the song out of the data")


def forgotten_text(labels: Path, error: OSError) -> str:
    """What to say where it could not be remembered that a model has made a label file."""
    return (
        f"{labels}: {_path()} cannot be written ({error.strerror or error}), so nothing will tell that these are a "
        "model's guess. A training would take them for the truth: keep them out of data sets until they are corrected"
    )


def guess_text(labels: Path) -> str:
    """What to say of such a file."""
    return (
        f"{labels}: holds what a model found and nobody has checked: a guess, not the truth. Correct it, or open "
        "the song in the window and mark as checked what is right"
    )


class _Records:
    """The records of a file that only grows, found by the digests that they begin with; the last of equal ones counts.

    Only what was appended since is read: a run over an archive asks for every song and appends after every song.
    """

    def __init__(self, path: Path, length: int) -> None:
        self._path, self._length = path, length
        self._state = (-1, -1)
        self._content = bytearray()
        self._places: dict[bytes, int] = {}
        self._lock = threading.Lock()

    def place(self, digest: bytes) -> int:
        """Where the record is; -1 if there is none, or the file cannot be read."""
        with self._lock:
            return self._places.get(digest, -1) if self._is_read() else -1

    def rest(self, digest: bytes) -> bytes:
        """What the record holds besides its digest; nothing where `place` is -1."""
        place = self.place(digest)
        return bytes(self._content[place + _DIGEST_BYTES : place + self._length]) if place >= 0 else b""

    def _is_read(self) -> bool:
        try:
            state = self._path.stat()
            if (state.st_mtime_ns, state.st_size) != self._state:
                self._read()
        except OSError:
            return False
        self._state = (state.st_mtime_ns, state.st_size)
        return True

    def _read(self) -> None:
        with open(self._path, "rb") as file:
            last = self._content[-self._length :]
            file.seek(len(self._content) - len(last))
            if file.read(len(last)) != last:  # Another file, or this one was cut.
                self._content, self._places = bytearray(), {}
                file.seek(0)
            appended = file.read()
        appended = appended[: len(appended) - len(appended) % self._length]
        start = len(self._content)
        self._content += appended
        for place in range(start, len(self._content), self._length):
            self._places[bytes(self._content[place : place + _DIGEST_BYTES])] = place


_records = lru_cache(maxsize=2)(_Records)
"""Those of a path, kept while they are asked for."""


def _detector(key: str) -> bytes:
    return hashlib.blake2b(key.encode(), digest_size=_DETECTOR_BYTES).digest()


def _told_apart(data: bytes, sound: Path | str | None) -> bytes:
    """The contents of a label file, or, where it is empty, the key of the sound. OSError."""
    if data.strip() or sound is None:
        return data
    key = content_key(sound) if isinstance(sound, Path) else sound
    return b"nobody sings in " + key.encode()


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_DIGEST_BYTES).digest()


def _path() -> Path:
    return user_data_path("svd-studio", appauthor=False) / "detected-labels.hashes"


def _detectors_path() -> Path:
    return _path().with_suffix(".detectors")
