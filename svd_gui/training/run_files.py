"""What the window keeps of a training beside its model: the curves, and the arguments with which it can go on."""

from __future__ import annotations

import contextlib
import json
import math
import threading
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from svd_core.files.storage import write_atomically
from svd_core.training.plan import state_path


@dataclass
class Curves:
    """The course of a training.

    Attributes:
        updates, losses: the mean loss (nats) since the report before, and the update at which it was reported.
        validated_at, errors: the fraction of wrong frames on the validation songs, and the update it was measured at.
    """

    updates: list[int] = field(default_factory=list)
    losses: list[float] = field(default_factory=list)
    validated_at: list[int] = field(default_factory=list)
    errors: list[float] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """The curves as pairs."""
        return {"losses": [*zip(self.updates, self.losses, strict=True)],
                "errors": [*zip(self.validated_at, self.errors, strict=True)]}  # fmt: skip

    @classmethod
    def from_json(cls, value: Any) -> Curves:
        """The curves as `to_json` gave them; what makes no sense is left out."""
        if not isinstance(value, dict):
            return cls()
        return cls(*_points(value.get("losses")), *_points(value.get("errors")))


class RunFiles:
    """The files of one training, beside the model that it makes."""

    def __init__(self, model: Path) -> None:
        self._model = model
        self.curves_path = model.with_suffix(".curves.json")
        self.arguments_path = model.with_suffix(".run.json")
        self._state = state_path(model)
        self._newest = ""
        self._writing = threading.Lock()

    def curves(self) -> Curves:
        """The curves up to the last checkpoint; empty ones where there are none."""
        return Curves.from_json(_read(self.curves_path))

    def keep_curves(self, curves: Curves) -> None:
        """Take the curves of this moment; the next `write_curves` writes them."""
        self._newest = json.dumps(curves.to_json())

    def write_curves(self) -> None:
        """Write the newest curves, on any thread: whichever comes last, the file holds the newest. OSError."""
        with self._writing:
            write_atomically(self.curves_path, self._newest.encode())

    def arguments(self) -> list[str] | None:
        """The arguments of `svd train` with which an unfinished training goes on; None if it cannot.

        It cannot where they name another model, as after this one got another name: that one would be trained.
        """
        value = _read(self.arguments_path)
        words = value.get("arguments") if isinstance(value, dict) else None
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            return None
        names_this = ("--out", str(self._model)) in pairwise(words)
        return words if names_this and self._state.is_file() else None

    def keep_arguments(self, arguments: list[str]) -> None:
        """Write the arguments, so that the training can go on after a crash or on another day."""
        words = [word for word in arguments if word != "--resume"]
        # Without them the training runs all the same.
        with contextlib.suppress(OSError):
            self.arguments_path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(self.arguments_path, json.dumps({"arguments": words}, indent=1).encode())


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None


def _points(value: Any) -> tuple[list[int], list[float]]:
    """Updates and values of a curve in the order of updates, as far as they are numbers."""
    pairs = value if isinstance(value, list) else []
    points = {
        pair[0]: float(pair[1])
        for pair in pairs
        if isinstance(pair, list) and len(pair) == 2 and isinstance(pair[0], int)
        and isinstance(pair[1], int | float) and math.isfinite(pair[1])
    }  # fmt: skip
    return sorted(points), [points[update] for update in sorted(points)]
