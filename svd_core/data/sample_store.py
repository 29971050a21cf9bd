"""Decoded recordings kept in files of the cache folder, so that a corpus may be larger than memory.

A file holds the int16 samples of one recording, mono and at the sample rate of the network, under a key of what it was
made from. It is read through memory maps: what is not read takes no memory, and what was read can be dropped at any
time. Decoding is done once, also for trainings side by side and for those of later days.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
import struct
import tempfile
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from platformdirs import user_cache_path

from svd_core.errors import DataError
from svd_core.files.content_keys import ContentKeys
from svd_core.files.part_files import remove_abandoned, writing_part

SampleArray = NDArray[np.int16]

SUFFIX = ".samples"

IN_USE_S = 86_400.0
"""Files used within so many seconds are not removed: a training may be reading them."""

_HEADER = struct.Struct("<8sQ")
_MAGIC = b"SVDPCM01"
_MAPS_OPEN = 256
"""An open map takes a file descriptor, of which a process has 1024 or fewer."""


@dataclass(frozen=True)
class SampleFile:
    """The samples of a recording in a file; sliced like an array of shape (n_samples,), int16.

    Attributes:
        n_samples: length; the file may hold more.
    """

    path: Path
    n_samples: int

    @property
    def key(self) -> str:
        """What the recording was made from, as a key."""
        return f"{self.path.stem}:{self.n_samples}"

    def __len__(self) -> int:
        return self.n_samples

    def __getitem__(self, part: slice) -> SampleArray:
        """A part in memory; DataError if the file is gone."""
        start, stop, step = part.indices(self.n_samples)
        return np.array(_maps.open(self.path)[start:stop:step])

    def shortened(self, n_samples: int) -> SampleFile:
        """The first samples only."""
        return SampleFile(self.path, min(n_samples, self.n_samples))


Samples = SampleArray | SampleFile
"""Samples of shape (n,), int16, in memory or in a file."""


class SampleStore:
    """The files of decoded recordings in a folder. Threads may use it at the same time, and so may processes."""

    def __init__(self, folder: Path | None = None, limit_gb: float | None = None) -> None:
        """Args: folder: by default in the user's cache folder. limit_gb: its size; by default as `usual_limit` says."""
        self.folder = folder or user_cache_path("svd-studio", appauthor=False) / "samples"
        self._limit = None if limit_gb is None else limit_gb * 1e9
        self._lock = threading.Lock()
        self._size: int | None = None
        self._keys = ContentKeys()

    def check_writable(self) -> None:
        """Raise OSError where no file can be made in the folder, as on a full disk."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=self.folder) as file:
            file.write(bytes(1))

    def content_key(self, path: Path) -> str:
        """The key of a file's content, for which it is read once, whatever names it has; OSError."""
        return self._keys.of(path)

    def samples(self, made_from: str, make: Callable[[], Iterable[SampleArray]]) -> SampleFile:
        """The samples kept under this description of their origin; made, block by block, if there are none.

        Raises DataError where the disk or the cache is full, and whatever `make` raises.
        """
        path = self.folder / f"{hashlib.blake2b(made_from.encode(), digest_size=20).hexdigest()}{SUFFIX}"
        n_samples = _length(path)
        if n_samples is None:
            n_samples = self._write(path, make())
        else:
            _touch(path)
        return SampleFile(path, n_samples)

    def _write(self, path: Path, blocks: Iterable[SampleArray]) -> int:
        """Write a file block by block; returns the number of samples."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            remove_abandoned(self.folder)
            with writing_part(path) as file:
                file.write(_HEADER.pack(_MAGIC, 0))
                n_samples = 0
                for block in blocks:
                    self._make_room(2 * len(block))
                    file.write(np.ascontiguousarray(block, "<i2").data)
                    n_samples += len(block)
                file.seek(0)
                file.write(_HEADER.pack(_MAGIC, n_samples))
        except OSError as error:
            if error.errno not in (errno.ENOSPC, errno.EDQUOT):
                raise
            raise DataError(
                f"{self.folder}: the disk is full. Decoded recordings are kept there, 159 MB an hour and as much for "
                "each coded copy. Free space, or choose a folder on another disk with --cache; with --cache-limit 0 "
                "everything is held in memory."
            ) from error
        # A map of a file that was not whole would end the process when it is read.
        _maps.forget(path)
        return n_samples

    def _make_room(self, n_bytes: int) -> None:
        """Remove the files that were not used for longest until these bytes fit; DataError if they cannot."""
        with self._lock:
            if self._size is None:
                self._size = sum(size for _, size, _ in self._files())
            if self._limit is None:
                self._limit = usual_limit(self._size, shutil.disk_usage(self.folder).free)
            self._size += n_bytes
            if self._size <= self._limit:
                return
            for used, size, path in sorted(self._files()):
                if self._size <= self._limit or time.time() - used < IN_USE_S:
                    break
                # Windows does not remove what somebody reads.
                with contextlib.suppress(OSError):
                    path.unlink()
                    self._size -= size
            if self._size > self._limit:
                raise DataError(
                    f"{self.folder}: the recordings take more than the {self._limit / 1e9:.3g} GB that the cache may "
                    "have, 159 MB an hour and as much for each coded copy. Allow more with --cache-limit, give "
                    "fewer recordings, or wait for other trainings: what they used within a day is not removed."
                )

    def _files(self) -> list[tuple[float, int, Path]]:
        """When each file was last used, its size and its path."""
        found = []
        for folder, suffix in ((self.folder, SUFFIX), (self.folder.parent / "coded", ".npy")):
            # Earlier versions kept coded copies in a folder of their own; they go as they age.
            with contextlib.suppress(OSError):
                for entry in os.scandir(folder):
                    if entry.name.endswith(suffix):
                        status = entry.stat()
                        found.append((status.st_mtime, status.st_size, Path(entry.path)))
        return found


def usual_limit(size: int, free: int) -> float:
    """The size in bytes that the cache may have: 200 GB, but at most half of what it could have on this disk.

    >>> usual_limit(10_000_000_000, 90_000_000_000) / 1e9
    50.0
    """
    return min(200e9, (size + free) / 2)


def label_table(n_frames: int, dtype: type[np.generic], beside: Path) -> NDArray[np.generic]:
    """An array of zeros, shape (n_frames,), in a nameless file in this folder, so that memory need not hold it."""
    with tempfile.TemporaryFile(dir=beside) as file:
        return np.memmap(file, dtype, "w+", shape=(max(n_frames, 1),))[:n_frames]


class _Maps:
    """The memory maps that were used last."""

    def __init__(self) -> None:
        self._open: OrderedDict[Path, SampleArray] = OrderedDict()
        self._lock = threading.Lock()

    def open(self, path: Path) -> SampleArray:
        """The samples of a file, shape (n,), mapped; DataError if it is gone or broken."""
        with self._lock:
            if path in self._open:
                self._open.move_to_end(path)
                return self._open[path]
            n_samples = _length(path)
            if n_samples is None:
                raise DataError(
                    f"{path}: this file of decoded sound is gone or broken. Start the training again with --resume: "
                    "it is made anew, and the training goes on from its last checkpoint."
                )
            _touch(path)
            mapped: SampleArray = (
                np.memmap(path, "<i2", "r", offset=_HEADER.size, shape=(n_samples,))
                if n_samples
                else np.zeros(0, np.int16)
            )
            self._open[path] = mapped
            while len(self._open) > _MAPS_OPEN:
                self._open.popitem(last=False)
            return mapped

    def forget(self, path: Path) -> None:
        """Open a file anew the next time."""
        with self._lock:
            self._open.pop(path, None)


_maps = _Maps()


def _length(path: Path) -> int | None:
    """The number of samples in a file; None if it is not there or not whole."""
    try:
        with open(path, "rb") as file:
            magic, n_samples = _HEADER.unpack(file.read(_HEADER.size))
            size = os.fstat(file.fileno()).st_size
    except (OSError, struct.error):
        return None
    return n_samples if magic == _MAGIC and size == _HEADER.size + 2 * n_samples else None


def _touch(path: Path) -> None:
    """Note that a file is in use, at most once an hour, since it is read again and again."""
    with contextlib.suppress(OSError):
        if time.time() - path.stat().st_mtime > 3600:
            os.utime(path)
