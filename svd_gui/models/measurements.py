"""The last measurement of the models, kept in a file among them, so that it is still there after a restart."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from svd_core.files.storage import write_atomically
from svd_gui.models.measuring import Measured

NAME = "measured.json"


@dataclass(frozen=True)
class Measurements:
    """What models do on the songs of one folder.

    Attributes:
        songs: the folder of the songs, "" before anything was measured.
        models: by the model's content key, so that a model that is trained anew has none.
    """

    songs: str = ""
    models: Mapping[str, Measured] = field(default_factory=dict)

    def with_model(self, key: str, measured: Measured) -> Measurements:
        """These, and that of one more model."""
        return replace(self, models={**self.models, key: measured})

    def write(self, folder: Path) -> None:
        """Write them into a folder of models; OSError."""
        models = {key: asdict(measured) for key, measured in self.models.items()}
        folder.mkdir(parents=True, exist_ok=True)
        write_atomically(folder / NAME, json.dumps({"songs": self.songs, "models": models}, indent=1).encode())


def read_measurements(folder: Path) -> Measurements:
    """Read what was measured last of the models in a folder; what makes no sense is left out."""
    try:
        value = json.loads((folder / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return Measurements()
    songs, models = (value.get("songs"), value.get("models")) if isinstance(value, dict) else (None, None)
    if not isinstance(songs, str) or not isinstance(models, dict):
        return Measurements()
    read = {key: measured for key, one in models.items() if (measured := _measured(one)) is not None}
    return Measurements(songs, read)


def _measured(value: Any) -> Measured | None:
    if not isinstance(value, dict):
        return None
    error, interval = _share(value.get("error")), value.get("interval")
    ends = [_share(end) for end in interval] if isinstance(interval, list) and len(interval) == 2 else []
    known, known_artists = value.get("known"), value.get("known_artists")
    if error is None or not isinstance(known, int) or not isinstance(known_artists, int):
        return None
    low, high = ends if len(ends) == 2 else (None, None)
    between = (low, high) if low is not None and high is not None else None
    return Measured(error, between, _share(value.get("auroc")), known, known_artists)


def _share(value: Any) -> float | None:
    """A number from 0 to 1, else None."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number and math.isfinite(value) and 0 <= value <= 1 else None
