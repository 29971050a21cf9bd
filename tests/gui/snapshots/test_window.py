"""Pictures of the whole window, and of the dialogs that need one or a song."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from svd_core.annotation.regions import Region
from svd_core.audio import resynthesis
from svd_core.audio.features import log_mel
from svd_core.files.storage import content_key
from svd_core.model.card import Card
from svd_core.model.detection_cache import DetectionCache
from svd_gui.actions.shortcuts_sheet import ShortcutsDialog
from svd_gui.style.theme import Theme
from svd_gui.timeline.idle import IdleSteps
from svd_gui.training.augmentations_dialog import AugmentationsDialog
from svd_gui.window.main_window import MainWindow
from tests.gui.snapshots.scenes import (
    RATE,
    TWO_LOOKS,
    probabilities,
)


@pytest.fixture
def main_window(qtbot, shown, new_window, card: Card, sound: np.ndarray, mel: np.ndarray, tmp_path: Path):
    """The window with a song whose probabilities are known beforehand."""

    def make(theme: Theme, scale: int) -> MainWindow:
        song = tmp_path / "Ann Lee - One.wav"
        soundfile.write(song, sound[: 30 * RATE], RATE, subtype="FLOAT")
        frames = len(log_mel(sound[: 30 * RATE]))
        DetectionCache().put(content_key(song), card.key, probabilities(frames)[0])
        window = new_window(theme)
        shown(window, theme, scale, QSize(1100, 600))
        assert window.models.use(card.path)
        with qtbot.waitSignal(window.session.settled, timeout=60000):
            window.choice.choose(song)
        for steps in window.findChildren(IdleSteps):
            steps.finish()
        qtbot.waitUntil(lambda: window.spectrogram_panel.histogram is not None)
        QApplication.processEvents()
        window.document.edit("Add regions", (*window.document.regions[:2], Region(25.0, 28.0, source="hand")))
        return window

    return make


@pytest.mark.parametrize(("theme", "scale"), TWO_LOOKS)
def test_window_with_a_song_its_shortcuts_and_its_augmentations(
    main_window, qtbot, shown, compare, monkeypatch, theme: Theme, scale: int
):
    monkeypatch.setattr(resynthesis, "ROUNDS", 1)  # There is nothing to hear in a picture.
    window = main_window(theme, scale)
    window.timeline.selection.select(1)
    window.player.seek(12.0)
    compare(window, "window", theme, scale)
    window.actions_.region_table.trigger()
    compare(window, "window-region-table", theme, scale)
    window.actions_.region_table.trigger()
    shortcuts = ShortcutsDialog(window.actions_)
    compare(shown(shortcuts, theme, scale, QSize(1060, 440)), "dialog-shortcuts", theme, scale)
    window.player.seek(5.0)
    window.actions_.augmentations.trigger()
    dialog = window.findChild(AugmentationsDialog)
    dialog.resize(1000, 560)
    qtbot.waitUntil(lambda: dialog.settled and not dialog.after.empty, timeout=60000)
    qtbot.waitUntil(lambda: "no sound in tests" in dialog.remark.text(), timeout=60000)
    compare(dialog, "dialog-augmentations", theme, scale)
    dialog.close()
    window.close()
