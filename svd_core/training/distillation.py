"""Distillation: a teacher model's probabilities for songs without labels are the targets of another network.

The probabilities are those of every frame, not smoothed, of the sound without augmentation. They are kept on disk,
since an ensemble takes minutes for an hour of sound and a resumed training needs the same ones.
"""

from __future__ import annotations

import io
import tokenize
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from svd_core.audio.features import FloatArray, FrameGrid, shifted_log_mels
from svd_core.config import NO_SHIFTS, FeatureConfig
from svd_core.data.learned_from import without_record
from svd_core.errors import DataError
from svd_core.files.storage import write_atomically
from svd_core.model import checkpoint
from svd_core.model.card import named_model
from svd_core.model.inference import detect, on_device


@dataclass(frozen=True)
class Teacher:
    """A teacher model, the folder that keeps its probabilities, and the pitch shifts that it averages over."""

    model: checkpoint.Model
    folder: Path
    shifts: tuple[float, ...] = NO_SHIFTS

    @classmethod
    def open(
        cls, path: Path, features: FeatureConfig, device: str, folder: Path, shifts: tuple[float, ...] = NO_SHIFTS
    ) -> Teacher:
        """Load a teacher for a network with these features; DataError if the two do not have the same frames."""
        model = on_device(checkpoint.load(named_model(path)), device)
        # The floor of the logarithm may differ: it changes the values of a spectrogram, not its frames.
        if replace(model.features, log_floor=features.log_floor) != features:
            raise DataError(f"{path}: its spectrograms differ from this training's. Choose another teacher.")
        return cls(model, folder, shifts)

    @property
    def metadata(self) -> dict[str, Any]:
        """What the card of the trained network records of its teacher."""
        named = {"name": self.model.name, "key": self.model.key, "pitch_shifts": list(self.shifts)}
        return named | {"card": without_record(self.model.metadata)}

    def probabilities(self, song_key: str, samples: FloatArray) -> FloatArray:
        """The probability of singing in every frame, shape (n_frames,), of a song of this content key and samples."""
        shifts = "" if self.shifts == NO_SHIFTS else "-shifts" + "".join(f"-{shift:g}" for shift in self.shifts)
        kept = self.folder / f"{self.model.key[:16]}-{song_key[:32]}{shifts}.npy"
        n_frames = FrameGrid.of_samples(len(samples), self.model.features).n_frames
        if (known := _read(kept, n_frames)) is not None:
            return known
        values = detect(self.model, shifted_log_mels(samples, self.shifts, self.model.features))
        buffer = io.BytesIO()
        np.save(buffer, values, allow_pickle=False)
        self.folder.mkdir(parents=True, exist_ok=True)
        write_atomically(kept, buffer.getvalue())
        return values


def _read(path: Path, n_frames: int) -> FloatArray | None:
    """Probabilities kept for n_frames frames; None if the file is missing or does not hold them."""
    try:
        # Not np.load, which would open an archive too.
        with open(path, "rb") as file:
            values: FloatArray = np.lib.format.read_array(file, allow_pickle=False)
    except (OSError, ValueError, tokenize.TokenError):
        return None
    usable = values.dtype == np.float32 and values.shape == (n_frames,) and bool(np.isfinite(values).all())
    return values if usable else None
