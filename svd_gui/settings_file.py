"""A file of values under names, as texts or as JSON; what cannot be read counts as not there."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings


class SettingsFile:
    """Reads and writes values of one file, which other windows may do at the same time."""

    def __init__(self, path: Path) -> None:
        self._store = QSettings(str(path), QSettings.Format.IniFormat)

    def sync(self) -> None:
        """Write to disk now."""
        self._store.sync()

    def status(self) -> QSettings.Status:
        """Return whether the file could be read and written the last time."""
        return self._store.status()

    def value(self, key: str) -> Any:
        """Return a value as Qt keeps it, None where there is none."""
        return self._store.value(key)

    def put(self, key: str, value: Any) -> None:
        """Keep a value that Qt can."""
        self._store.setValue(key, value)

    def text(self, key: str, default: str) -> str:
        value = self._store.value(key, default)
        return value if isinstance(value, str) else default

    def number(self, key: str, default: float, highest: float) -> float:
        """A number from 0 to `highest`."""
        try:
            value = float(self.text(key, str(default)))
        except ValueError:
            return default
        return min(max(value, 0.0), highest) if math.isfinite(value) else default

    def flag(self, key: str, default: bool) -> bool:
        return self.text(key, "true" if default else "false") == "true"

    def put_flag(self, key: str, value: bool) -> None:
        self.put(key, "true" if value else "false")

    def path(self, key: str) -> Path | None:
        """A path; None where there is none."""
        value = self.text(key, "")
        return Path(value) if value else None

    def put_path(self, key: str, value: Path | None) -> None:
        self.put(key, str(value) if value else "")

    def json(self, key: str) -> Any:
        try:
            return json.loads(self.text(key, "null"))
        except (ValueError, RecursionError):
            return None

    def mapping(self, key: str) -> dict[str, Any]:
        """A JSON object; empty where there is none."""
        value = self.json(key)
        return value if isinstance(value, dict) else {}

    def write(self, key: str, value: Any) -> None:
        """Keep a value as JSON."""
        self._store.setValue(key, json.dumps(value))

    def paths(self, key: str) -> tuple[Path, ...]:
        value = self.json(key)
        return tuple(Path(item) for item in value if isinstance(item, str)) if isinstance(value, list) else ()
