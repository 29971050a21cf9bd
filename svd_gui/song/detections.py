"""Probabilities of singing by song and detector, and their cache: the same pair is never computed twice."""

from __future__ import annotations

import io
import tokenize
import zipfile
import zlib
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from svd_core.audio.features import FloatArray, shifted_log_mels
from svd_core.config import TEST_SHIFTS
from svd_core.files.storage import write_atomically
from svd_core.model.card import Card
from svd_core.model.provenance import joint_key
from svd_gui import folders

if TYPE_CHECKING:
    from svd_core.model.checkpoint import Model
    from svd_core.model.inference import Chunk
    from svd_gui.song.loader import Song

MAX_IN_MEMORY = 64
MAX_ON_DISK = 500

# What numpy raises for a damaged archive.
_DAMAGE = (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, zlib.error, tokenize.TokenError)


@dataclass(frozen=True)
class DetectorSettings:
    """A model, and whether its probabilities are averaged over pitch shifts of the song."""

    card: Card
    averaging: bool = False

    @property
    def key(self) -> str:
        """Identifies its probabilities: the model's key, or where it averages, one of model and pitch shifts."""
        if not self.averaging:
            return self.card.key
        return joint_key([self.card.key, *(f"pitch {shift:g}" for shift in TEST_SHIFTS)])

    @property
    def name(self) -> str:
        return f"{self.card.name}, {len(TEST_SHIFTS)} pitches" if self.averaging else self.card.name


def detect(detector: DetectorSettings, song: Song, first_frame: int) -> Iterator[Chunk]:
    """Yield the probabilities in chunks, those around `first_frame` first. Raises ModelError."""
    from svd_core.model import inference

    if len(song.mel) == 0:
        return
    mel = shifted_log_mels(song.samples) if detector.averaging else song.mel
    yield from inference.probabilities(loaded_model(str(detector.card.path), detector.card.key), mel, first_frame)


@lru_cache(maxsize=2)
def loaded_model(path: str, key: str) -> Model:
    """The model of a file with a key, in evaluation mode; the last two are kept. Whoever gets it must not change it."""
    from svd_core.model import checkpoint

    return checkpoint.load(Path(path))


class DetectionCache:
    """Probabilities by the keys of song and detector, in memory and in a folder that may vanish at any time."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or folders.detections()
        self._memory: OrderedDict[tuple[str, str], FloatArray] = OrderedDict()

    def get(self, song_key: str, detector_key: str, n_frames: int) -> FloatArray | None:
        """Return probabilities, float32 of shape (n_frames,), or None if they must be computed."""
        key = song_key, detector_key
        values = self._memory[key] if key in self._memory else self._read(key)
        if values is None or values.shape != (n_frames,) or not np.isfinite(values).all():
            return None
        self._remember(key, values)
        return values

    def put(self, song_key: str, detector_key: str, values: FloatArray) -> None:
        """Keep probabilities, float32 of shape (n_frames,)."""
        self._remember((song_key, detector_key), values)
        buffer = io.BytesIO()
        np.savez_compressed(buffer, probabilities=values.astype(np.float32))
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            write_atomically(self._file((song_key, detector_key)), buffer.getvalue())
            self._delete_oldest()
        except OSError:
            return  # The cache only saves time; on a full disk there is none.

    def _remember(self, key: tuple[str, str], values: FloatArray) -> None:
        self._memory[key] = values
        self._memory.move_to_end(key)
        while len(self._memory) > MAX_IN_MEMORY:
            self._memory.popitem(last=False)

    def _read(self, key: tuple[str, str]) -> FloatArray | None:
        try:
            # Through memory: of a file that is no archive, numpy would leave the handle open.
            with np.load(io.BytesIO(self._file(key).read_bytes()), allow_pickle=False) as stored:
                return np.asarray(stored["probabilities"], dtype=np.float32)
        except _DAMAGE:
            return None

    def _file(self, key: tuple[str, str]) -> Path:
        return self._folder / f"{key[0][:32]}-{key[1][:32]}.npz"

    def _delete_oldest(self) -> None:
        files = sorted(self._folder.glob("*.npz"), key=lambda file: file.stat().st_mtime)
        for file in files[:-MAX_ON_DISK]:
            file.unlink(missing_ok=True)
