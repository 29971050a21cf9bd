"""What all tests share: no display, nobody's real settings, and one short song with known singing."""

from __future__ import annotations

import os
from pathlib import Path

import hypothesis
import pytest

# How long one example takes says more about what else the machine is doing than about the code.
hypothesis.settings.register_profile("patient", deadline=None)
hypothesis.settings.load_profile("patient")

os.environ["QT_QPA_PLATFORM"] = os.environ.get("SVD_TEST_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def private_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings, cache and data of the person who runs the tests stay untouched."""
    home = tmp_path_factory.mktemp("home")
    for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(home / name.split("_")[1].lower()))
    return home
