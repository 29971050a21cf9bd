"""Where the program keeps what belongs to no song."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_cache_path, user_config_path, user_data_path

NAME = "svd-studio"


def settings_file() -> Path:
    """What is remembered between runs."""
    return user_config_path(NAME, appauthor=False) / "settings.ini"


def detections() -> Path:
    """Probabilities already computed; may be deleted at any time."""
    return user_cache_path(NAME, appauthor=False) / "detections"


def stress_tests() -> Path:
    """The page of the last stress test; may be deleted at any time."""
    return user_cache_path(NAME, appauthor=False) / "stress"


def fallback_annotations() -> Path:
    """Takes annotations that cannot be written beside their songs."""
    return user_data_path(NAME, appauthor=False) / "annotations"


def models() -> Path:
    """Models trained here."""
    return user_data_path(NAME, appauthor=False) / "models"


def demo() -> Path:
    """The person's own copy of the demo song."""
    return user_data_path(NAME, appauthor=False) / "demo"
