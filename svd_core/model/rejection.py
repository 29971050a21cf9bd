"""Models that are rejected: a comparison called them worse, the old one was kept, and they were not used since.

That is kept in a file beside the model, so that it outlives the program, and goes with the model when that is removed
and brought back.
"""

from __future__ import annotations

import json
from pathlib import Path

from svd_core.files.storage import content_key, write_atomically
from svd_core.model.card import Card

SUFFIX = ".rejected.json"
"""What follows a model's name in the name of the file."""


def reject(model: Path) -> None:
    """Remember that a model is rejected; OSError if it cannot be read, or nothing written beside it."""
    # With the key of its content: what is trained under the same name later is another model.
    write_atomically(_file(model), json.dumps({"model": content_key(model)}).encode())


def take_back(model: Path) -> None:
    """Forget that a model was rejected, because it is used after all; OSError."""
    _file(model).unlink(missing_ok=True)


def is_rejected(card: Card) -> bool:
    """Whether this very model is rejected; what is kept of it counts for nothing where it makes no sense."""
    try:
        value = json.loads(_file(card.path).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(value, dict) and value.get("model") == card.key


def _file(model: Path) -> Path:
    return model.with_name(model.stem + SUFFIX)
