"""Folders and files of the program itself, which belong to no song."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_cache_path, user_config_path, user_data_path

from svd_core.annotation.journal.places import fallback_folder
from svd_core.model.detection_cache import detections_folder

NAME = "svd-studio"


def settings_file() -> Path:
    """Return the file of what is remembered between runs."""
    return user_config_path(NAME, appauthor=False) / "settings.ini"


def detections() -> Path:
    """Return the folder of probabilities already computed; it may be deleted at any time."""
    return detections_folder()


def decoded_sound() -> Path:
    """Return the folder of files without names in which long sound is while its song is open."""
    return user_cache_path(NAME, appauthor=False) / "decoded"


def robustness_reports() -> Path:
    """Return the folder of the last robustness report; it may be deleted at any time."""
    return user_cache_path(NAME, appauthor=False) / "stress"


def fallback_annotations() -> Path:
    """Return the folder for annotations that cannot be written beside their songs."""
    return fallback_folder()


def song_views() -> Path:
    """Return the file of how each song was left on screen; it may be deleted at any time."""
    return user_cache_path(NAME, appauthor=False) / "song-views.json"


def translations() -> Path:
    """Return the folder of texts that a checkout compiles; it may be deleted at any time."""
    return user_cache_path(NAME, appauthor=False) / "translations"


def models() -> Path:
    """Return the folder of the models trained by the window."""
    return user_data_path(NAME, appauthor=False) / "models"


def demo() -> Path:
    """Return the folder with the user's own copy of the demo song."""
    return user_data_path(NAME, appauthor=False) / "demo"
