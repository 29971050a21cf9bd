"""The probabilities already computed, by the content of the song and what detected: no pair is computed twice."""

from __future__ import annotations

import io
import threading
import tokenize
import zipfile
import zlib
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from platformdirs import user_cache_path

from svd_core.audio.features import FloatArray
from svd_core.config import NO_SHIFTS
from svd_core.files.storage import write_atomically
from svd_core.model.provenance import joint_key

MAX_IN_MEMORY = 64
MAX_BYTES_ON_DISK = 2_000_000_000
"""About 150 000 minutes of sound."""
_PUTS_BETWEEN_LOOKS = 50
"""How many songs are kept before the size of the folder is looked at again, which takes long where it holds many."""

# What numpy raises for a damaged archive.
_DAMAGE = (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, zlib.error, tokenize.TokenError)


def detections_folder() -> Path:
    """The folder of probabilities already computed; it may be deleted at any time."""
    return user_cache_path("svd-studio", appauthor=False) / "detections"


def detector_key(model_key: str, shifts: Sequence[float] = NO_SHIFTS, temperature: float | None = None) -> str:
    """What identifies a detector: the model's key, or a joint one of it and all in which the detector differs.

    That is pitch shifts that are averaged over, and a temperature other than the model's own (None).
    """
    more = [] if tuple(shifts) == NO_SHIFTS else [f"pitch {shift:g}" for shift in shifts]
    more += [] if temperature is None else [f"temperature {temperature!r}"]
    return joint_key([model_key, *more]) if more else model_key


@dataclass(frozen=True)
class Detection:
    """What is kept of a song.

    Attributes:
        probabilities: of singing, float32, shape (n_frames,).
        seconds: of decoded sound, a little more than the frames cover; None where that was not kept.
        warnings: sentences about what was damaged or missing in the file.
    """

    probabilities: FloatArray
    seconds: float | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class BegunDetection:
    """What is kept of a song in which a model may not have looked everywhere yet.

    Attributes:
        probabilities: of singing, float32, shape (n_frames,); NaN where they are not known.
        stopped: whether a person has stopped the detection, which then does not go on by itself.
    """

    probabilities: FloatArray
    stopped: bool


class DetectionCache:
    """Detections by the keys of song and detector, in memory and in a folder that may vanish at any time.

    Threads may share one; so may processes the folder.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or detections_folder()
        self._memory: OrderedDict[tuple[str, str], Detection] = OrderedDict()
        self._begun: dict[tuple[str, str], BegunDetection] = {}
        self._n_puts = 0
        self._lock = threading.Lock()

    def get(self, song_key: str, detector_key: str, n_frames: int) -> FloatArray | None:
        """The probabilities, float32 of shape (n_frames,); None if they must be computed."""
        found = self.find(song_key, detector_key)
        return found.probabilities if found is not None and found.probabilities.shape == (n_frames,) else None

    def find(self, song_key: str, detector_key: str) -> Detection | None:
        """What is kept of a song, however many frames it has; None where nothing is."""
        key = song_key, detector_key
        with self._lock:
            found = self._memory.get(key)
        found = found or self._read(key)
        if found is None or found.probabilities.ndim != 1 or not np.isfinite(found.probabilities).all():
            return None
        self._remember(key, found)
        return found

    def put(self, song_key: str, detector_key: str, values: FloatArray, seconds: float | None = None,
            warnings: Sequence[str] = ()) -> None:  # fmt: skip
        """Keep probabilities, float32 of shape (n_frames,), and what else is known of the song; see `Detection`."""
        found = Detection(values, seconds, tuple(warnings))
        self._remember((song_key, detector_key), found)
        self.forget_begun(song_key, detector_key)
        buffer, kept = io.BytesIO(), values.astype(np.float32)
        if seconds is None:
            np.savez_compressed(buffer, probabilities=kept)
        else:
            texts = np.array(warnings, np.str_)
            np.savez_compressed(buffer, probabilities=kept, seconds=np.float64(seconds), warnings=texts)
        self._write(self._file((song_key, detector_key)), buffer.getvalue())

    def begun(self, song_key: str, detector_key: str, n_frames: int) -> BegunDetection | None:
        """What is kept of a song of so many frames that is not wholly detected; None where nothing is."""
        key = song_key, detector_key
        with self._lock:
            found = self._begun.get(key)
        found = found or self._read_begun(key)
        if found is None or found.probabilities.shape != (n_frames,) or np.isinf(found.probabilities).any():
            return None
        return found

    def so_far(self, song_key: str, detector_key: str, n_frames: int) -> BegunDetection:
        """What is kept of a song of so many frames, whether it is wholly detected, begun or not known at all."""
        whole = self.get(song_key, detector_key, n_frames)
        if whole is not None:
            return BegunDetection(whole, stopped=False)
        begun = self.begun(song_key, detector_key, n_frames)
        return begun or BegunDetection(np.full(n_frames, np.nan, np.float32), stopped=False)

    def put_begun(self, song_key: str, detector_key: str, found: BegunDetection) -> None:
        """Keep what is known of a song until all of it is; `remember_begun` is the part that takes no time."""
        self.remember_begun(song_key, detector_key, found)
        buffer = io.BytesIO()
        kept = found.probabilities.astype(np.float32)
        np.savez_compressed(buffer, probabilities=kept, stopped=np.array(found.stopped))
        self._write(self._begun_file((song_key, detector_key)), buffer.getvalue())

    def remember_begun(self, song_key: str, detector_key: str, found: BegunDetection) -> None:
        """Keep what is known of a song in memory only."""
        with self._lock:
            self._begun[song_key, detector_key] = found

    def forget_begun(self, song_key: str, detector_key: str) -> None:
        """Keep no longer what was known of a song when it was not wholly detected."""
        with self._lock:
            self._begun.pop((song_key, detector_key), None)
        try:
            self._begun_file((song_key, detector_key)).unlink(missing_ok=True)
        except OSError:
            return  # All of the song is looked for first.

    def _write(self, file: Path, content: bytes) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            write_atomically(file, content)
            if self._n_puts % _PUTS_BETWEEN_LOOKS == 0:
                self._delete_oldest()
            self._n_puts += 1
        except OSError:
            return  # The cache only saves time; on a full disk there is none.

    def _remember(self, key: tuple[str, str], found: Detection) -> None:
        with self._lock:
            self._memory[key] = found
            self._memory.move_to_end(key)
            while len(self._memory) > MAX_IN_MEMORY:
                self._memory.popitem(last=False)

    def _read(self, key: tuple[str, str]) -> Detection | None:
        try:
            # Through memory: of a file that is no archive, numpy would leave the handle open.
            with np.load(io.BytesIO(self._file(key).read_bytes()), allow_pickle=False) as stored:
                probabilities = np.asarray(stored["probabilities"], dtype=np.float32)
                if "seconds" not in stored:
                    return Detection(probabilities)
                warnings = tuple(str(text) for text in stored["warnings"])
                return Detection(probabilities, float(stored["seconds"]), warnings)
        except (*_DAMAGE, TypeError):
            return None

    def _read_begun(self, key: tuple[str, str]) -> BegunDetection | None:
        try:
            with np.load(io.BytesIO(self._begun_file(key).read_bytes()), allow_pickle=False) as stored:
                probabilities = np.asarray(stored["probabilities"], dtype=np.float32)
                return BegunDetection(probabilities, bool(stored["stopped"]))
        except (*_DAMAGE, TypeError):
            return None

    def _begun_file(self, key: tuple[str, str]) -> Path:
        return self._file(key).with_suffix(".begun.npz")

    def _file(self, key: tuple[str, str]) -> Path:
        return self._folder / f"{key[0][:32]}-{key[1][:32]}.npz"

    def _delete_oldest(self) -> None:
        states = [(file, file.stat()) for file in self._folder.glob("*.npz")]
        total = sum(state.st_size for _, state in states)
        for file, state in sorted(states, key=lambda pair: pair[1].st_mtime):
            if total <= MAX_BYTES_ON_DISK:
                break
            file.unlink(missing_ok=True)
            total -= state.st_size
