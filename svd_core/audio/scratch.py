"""Large arrays in files that vanish with them: sound of hours takes no memory but what is looked at.

Small ones stay in memory. A file lies in the folder given and is deleted by the system when nothing maps it any more,
also where the program is killed.
"""

from __future__ import annotations

import math
import mmap
import tempfile
import weakref
from pathlib import Path
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import DTypeLike, NDArray

from svd_core.errors import AudioError

IN_MEMORY_BYTES = 64 * 2**20
"""Up to so many bytes an array stays in memory: four minutes of sound do."""

Element = TypeVar("Element", bound=np.generic)


class ScratchArray(Generic[Element]):
    """An array that grows at its end by blocks of one dtype, and one shape but for their length."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._blocks: list[NDArray[Element]] = []
        self._bytes = 0
        self._file: Any = None
        self._length = 0
        self._rest: tuple[int, ...] = ()
        self._dtype: DTypeLike = np.float32
        self._is_shown = False

    def append(self, block: NDArray[Element]) -> None:
        """Add a block of shape (n, ...). Raises AudioError where there is no room for it."""
        self._rest, self._dtype = block.shape[1:], block.dtype
        self._length += len(block)
        self._bytes += block.nbytes
        self._blocks.append(block)
        if self._bytes > IN_MEMORY_BYTES or self._is_shown:
            self._write()

    def _write(self) -> None:
        try:
            if self._file is None:
                self._file = _new_file(self._folder)
                weakref.finalize(self, self._file.close)
            for held in self._blocks:
                self._file.write(np.ascontiguousarray(held).data)
            if self._is_shown:
                self._file.flush()
        except OSError as error:
            raise _no_room(self._folder, error) from error
        self._blocks.clear()

    def shown(self, length: int) -> NDArray[Element]:
        """Return the first `length` rows, also those that are still to come: they are 0 until they are added.

        There must be a block already. Raises AudioError where there is no room for it.
        """
        self._is_shown = True
        self._write()
        row_bytes = np.dtype(self._dtype).itemsize * math.prod(self._rest)
        try:
            # No more than its length is taken from the disk, where files may have holes.
            self._file.truncate(max(length, self._length) * row_bytes)
            mapped = np.memmap(self._file, self._dtype, "r", shape=(length, *self._rest))
            self._file.seek(self._length * row_bytes)  # Mapping it goes to its end.
            return mapped
        except OSError as error:
            raise _no_room(self._folder, error) from error

    def array(self) -> NDArray[Element]:
        """Return all that was added, of shape (0,) before the first block; no more may be added after that."""
        if self._file is None:
            return np.concatenate(self._blocks) if self._blocks else np.zeros(0, self._dtype)
        try:
            with self._file:  # The mapping has a hold of its own.
                self._file.flush()
                return np.memmap(self._file, self._dtype, "r", shape=(self._length, *self._rest))
        except OSError as error:
            raise _no_room(self._folder, error) from error


def scratch_zeros(shape: tuple[int, ...], dtype: DTypeLike, folder: Path) -> NDArray[Any]:
    """Return an array of zeros that can be written. Raises AudioError where there is no room for it."""
    n_bytes = int(np.prod(shape)) * np.dtype(dtype).itemsize
    if n_bytes <= IN_MEMORY_BYTES:
        return np.zeros(shape, dtype)
    try:
        with _new_file(folder) as file:
            return np.memmap(file, dtype, "w+", shape=shape)
    except OSError as error:
        raise _no_room(folder, error) from error


def _new_file(folder: Path) -> Any:
    """Return a new file without a name in a folder, which is made if need be. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    return tempfile.TemporaryFile(dir=folder)


def let_go(array: Any) -> None:
    """Tell the system that what was read of a mapped array need not stay in memory; it is read again when needed."""
    base = array
    while base is not None and not isinstance(base, mmap.mmap):
        base = getattr(base, "base", None)
    if base is not None and hasattr(base, "madvise"):
        base.madvise(mmap.MADV_DONTNEED)


def _no_room(folder: Path, error: OSError) -> AudioError:
    return AudioError(
        f"{folder}: the decoded sound cannot be kept there while the song is open ({error.strerror or error}). "
        "Make room on that disk, and open the song again."
    )
