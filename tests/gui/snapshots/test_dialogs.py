"""Pictures of the dialogs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel, QTabWidget

from svd_core.model.card import Card
from svd_gui.dialogs.about import AboutDialog, ModelCardDialog
from svd_gui.dialogs.export import ExportDialog
from svd_gui.dialogs.exports import Exports
from svd_gui.settings import Settings
from svd_gui.style.theme import Theme
from svd_gui.training.dialog import TrainingDialog
from tests.gui.snapshots.scenes import (
    TWO_LOOKS,
)


@pytest.mark.parametrize(("theme", "scale"), TWO_LOOKS)
@pytest.mark.parametrize("page", [0, 1])
def test_training_dialog(styled, shown, compare, card: Card, tmp_path: Path, page: int, theme: Theme, scale: int):
    styled(theme)
    settings = Settings(tmp_path / "settings.ini")
    for name in ("One.flac", "Two.flac"):
        (tmp_path / name).touch()
        settings.add_corrected(tmp_path / name)
    settings.left_out = (tmp_path / "Two.flac",)
    dialog = TrainingDialog(settings, card, tmp_path, unfinished="mine" if page else "")
    dialog.findChild(QTabWidget).setCurrentIndex(page)
    compare(shown(dialog, theme, scale, QSize(520, 560)), f"dialog-training-{page + 1}", theme, scale)


@pytest.mark.parametrize(("theme", "scale"), TWO_LOOKS)
def test_export_dialog(styled, shown, compare, tmp_path: Path, theme: Theme, scale: int):
    styled(theme)
    dialog = ExportDialog(Path("song.flac"), Exports(Settings(tmp_path / "settings.ini")))
    compare(shown(dialog, theme, scale, QSize(520, 320)), "dialog-export", theme, scale)


@pytest.mark.parametrize(("theme", "scale"), TWO_LOOKS)
def test_about_dialog(styled, shown, compare, theme: Theme, scale: int):
    styled(theme)
    dialog = AboutDialog()
    version = next(label for label in dialog.findChildren(QLabel) if label.text().startswith("Version"))
    version.setText("Version 0")
    compare(shown(dialog, theme, scale, QSize(580, 330)), "dialog-about", theme, scale)


@pytest.mark.parametrize(("theme", "scale"), TWO_LOOKS)
def test_model_card(styled, shown, compare, card: Card, theme: Theme, scale: int):
    styled(theme)
    dialog = ModelCardDialog(replace(card, path=Path("single.safetensors")))
    compare(shown(dialog, theme, scale, QSize(480, 420)), "dialog-model-card", theme, scale)
