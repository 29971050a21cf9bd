"""A small table of actions, and settings that nobody uses."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QUndoStack

from svd_gui.actions.actions import ActionRow, Actions, Section
from svd_gui.settings import Settings


@pytest.fixture
def done() -> list[str]:
    """Names of the actions that were done."""
    return []


@pytest.fixture
def actions(qtbot, done: list[str]) -> Actions:
    stack = QUndoStack()

    def row(name: str, text: str, keys: str, **more) -> ActionRow:
        return ActionRow(name, text, lambda: done.append(name), keys, **more)

    sections = (
        Section("&File", (row("open", "&Open Song…", "Ctrl+O"), row("save", "&Save Now", "Ctrl+S"))),
        Section("&Edit", (
            ActionRow("undo", "&Undo", None, "Ctrl+Z", make=stack.createUndoAction),
            row("split", "S&plit Region at Cursor", "S", enabled=lambda now: now.editable and now.regions),
            row("play", "Play", "Space"),
        )),
    )  # fmt: skip
    actions = Actions(sections)
    actions.stack = stack
    return actions


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.ini")
