"""Posteriors kept small: for every song the logits of its frames in half precision, before any smoothing.

One .npz file a network, named as `names.FoldName` says, with an array for each song, named as the song. A decision rule
can be judged with them without a training, and without the recordings.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from svd_core.audio.features import FloatArray
from svd_core.errors import DataError
from svd_core.files.storage import write_atomically

SUFFIX = ".npz"
_ABOUT = "|about"
"""Name of the array that says where the posteriors come from: a bar is in no name of a song."""

_SMALLEST = 1e-6
"""Probabilities nearer than this to 0 and 1 count as this far: half precision tells no more of them."""

HalfArray = NDArray[np.float16]


def logits_of(probabilities: FloatArray) -> HalfArray:
    """Probabilities (n_frames,) as logits in half precision."""
    inside = np.clip(probabilities.astype(np.float64), _SMALLEST, 1 - _SMALLEST)
    return np.asarray(np.log(inside / (1 - inside)), np.float16)


def write(path: Path, logits: Mapping[str, HalfArray], about: Mapping[str, object] | None = None) -> None:
    """Write the logits of songs by their names, and a JSON object about their origin; OSError."""
    arrays: dict[str, NDArray[np.generic]] = dict(logits.items())
    if about is not None:
        arrays[_ABOUT] = np.array(json.dumps(about))
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)  # type: ignore[arg-type]  # numpy's hints take the names for options
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, buffer.getvalue())


def read(path: Path) -> dict[str, HalfArray]:
    """The logits of each song, by its name; raises DataError for a file that is none of posteriors."""
    return _read(path)[0]


def read_of(path: Path, about: Mapping[str, object], songs: Sequence[str]) -> dict[str, HalfArray]:
    """The logits of these songs in a file, if it exists and has this origin; nothing from any other file."""
    try:
        logits, found = _read(path)
    except DataError:
        return {}
    return {name: values for name, values in logits.items() if name in songs} if found == about else {}


def _read(path: Path) -> tuple[dict[str, HalfArray], object]:
    try:
        # numpy leaves a file open that it cannot read.
        with open(path, "rb") as stream, np.load(stream, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        about = json.loads(str(arrays.pop(_ABOUT))) if _ABOUT in arrays else None
    except (OSError, ValueError, KeyError, EOFError, MemoryError, zipfile.BadZipFile, NotImplementedError) as error:
        raise DataError(f"{path}: cannot be read as posteriors ({error}). Make it anew from its model.") from error
    # Scripts keep the logits of disturbed songs beside those of the songs, as "song|disturbance".
    logits = {name: values for name, values in arrays.items() if "|" not in name}
    for name, values in logits.items():
        if values.dtype != np.float16 or values.ndim != 1 or not np.isfinite(values).all():
            raise DataError(f"{path}: {name!r} is no row of logits in half precision. Make the file anew.")
    return logits, about
