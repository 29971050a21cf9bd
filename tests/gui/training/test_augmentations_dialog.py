"""The preview of the augmentations, through the window's own menu."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from time import sleep
from types import SimpleNamespace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from svd_core.audio import resynthesis
from svd_core.experiments.paper.settings import FIGURE_2
from svd_core.training import augmentation_preview
from svd_gui.playback.player import Player
from svd_gui.style.theme import DARK, LIGHT
from svd_gui.training.augmentations_dialog import AugmentationsDialog
from svd_gui.training.mel_plot import MelPlot

pytestmark = pytest.mark.one_window


class Device:
    """A sound card whose sound can be taken from it."""

    active, latency = True, 0.0

    def __init__(self) -> None:
        self.channels, self.fill = 0, None

    def open(self, sample_rate: int, channels: int, fill) -> Device:
        self.channels, self.fill = channels, fill
        return self

    def start(self) -> None:
        pass

    def close(self) -> None:
        pass

    def sound(self, n_frames: int) -> np.ndarray:
        """What would be heard next, shape (n_frames,)."""
        out = np.zeros((n_frames, self.channels), np.int16)
        times = SimpleNamespace(outputBufferDacTime=0.0, currentTime=0.0)
        self.fill(out, n_frames, times, SimpleNamespace(output_underflow=False))
        return out.mean(axis=1)


@pytest.fixture
def dialog(window, qtbot, song: Path, monkeypatch) -> AugmentationsDialog:
    """The dialog on the song; its sounds, which are nobody's business here, are made in haste."""
    monkeypatch.setattr(resynthesis, "ROUNDS", 1)
    with qtbot.waitSignal(window.session.song_opened, timeout=60000):
        window.choice.choose(song)
    window.player.seek(4.0)
    window.actions_.augmentations.trigger()
    dialog = window.findChild(AugmentationsDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.settled and not dialog.after.empty, timeout=60000)
    return dialog


def pixels(picture: MelPlot) -> np.ndarray:
    image = picture.grab().toImage()
    return np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1).copy()


def press(dialog: AugmentationsDialog, qtbot, key: Qt.Key) -> None:
    QTest.keyClick(dialog, key)
    qtbot.waitUntil(lambda: dialog.settled, timeout=60000)
    # The pictures are queued behind the end of the task.
    qtbot.wait(50)


@pytest.mark.own_window
def test_without_a_song_there_is_nothing_to_preview(window):
    assert not window.actions_.augmentations.isEnabled()
    assert window.actions_.augmentations in [
        action for menu in window.menuBar().actions() for action in menu.menu().actions()
    ]


def test_the_excerpt_is_shown_before_and_after_and_r_draws_again(dialog, qtbot):
    assert "tune.wav" in dialog.findChildren(type(dialog.facts))[0].text()
    before, after = pixels(dialog.before), pixels(dialog.after)
    assert (before != after).mean() > 0.1
    first = dialog.facts.text()
    assert first.startswith("Pitch ×") and "filter" in first
    press(dialog, qtbot, Qt.Key.Key_R)
    assert dialog.facts.text() != first
    assert (pixels(dialog.before) == before).all()
    assert (pixels(dialog.after) != after).mean() > 0.05


def test_every_setting_of_the_figure_fills_the_rows_and_typing_makes_it_ones_own(dialog, qtbot):
    assert dialog.setting.count() == len(FIGURE_2)
    dropped = next(row for row in FIGURE_2 if row.key == "dropout-20")
    dialog.setting.setCurrentIndex(dialog.setting.findText("Dropout 20 %"))
    assert dialog.rows.values() == vars(dropped.augment)
    qtbot.waitUntil(lambda: "20 % of the values dropped" in dialog.facts.text(), timeout=60000)
    field = dialog.findChildren(QLineEdit)[0]
    field.setText("0.25")
    assert dialog.setting.currentData() is None
    qtbot.waitUntil(lambda: "Pitch ×" in dialog.facts.text(), timeout=60000)
    assert dialog.rows.values() == vars(replace(dropped.augment, pitch_shift=0.25))
    drawn = dialog.facts.text()
    QTest.keyClick(field, Qt.Key.Key_R)
    qtbot.waitUntil(lambda: dialog.facts.text() != drawn, timeout=60000)
    field.setText("7")
    qtbot.waitUntil(lambda: dialog.facts.text().startswith("Pitch shift: 7.0 is outside"), timeout=60000)
    dialog.setting.setCurrentIndex(0)
    assert dialog.setting.count() == len(FIGURE_2)
    qtbot.waitUntil(lambda: dialog.facts.text() == "Nothing is switched on", timeout=60000)


def test_without_a_sound_card_the_buttons_say_why(dialog, qtbot):
    qtbot.waitUntil(lambda: dialog.play_after.toolTip() == "no sound in tests", timeout=60000)
    assert not dialog.play_before.isEnabled() and not dialog.play_after.isEnabled()
    assert "no sound in tests" in dialog.remark.text()


def test_while_the_sound_is_prepared_the_dialog_says_so(dialog, qtbot):
    qtbot.waitUntil(dialog.busy.isHidden, timeout=60000)
    QTest.keyClick(dialog, Qt.Key.Key_R)
    assert dialog.busy.isVisible()
    assert dialog.play_after.toolTip() == "Preparing sound…" and "Preparing sound" in dialog.remark.text()
    qtbot.waitUntil(dialog.busy.isHidden, timeout=60000)
    QTest.keyClick(dialog, Qt.Key.Key_R)
    dialog.findChildren(QLineEdit)[0].setText("7")
    qtbot.waitUntil(lambda: dialog.facts.text().startswith("Pitch shift: 7.0 is outside"), timeout=60000)
    assert dialog.busy.isHidden() and not dialog.play_after.isEnabled()


def test_drawing_again_and_again_makes_one_sound_at_a_time(dialog, qtbot, monkeypatch):
    qtbot.waitUntil(dialog.busy.isHidden, timeout=60000)
    at_work, most, made = [], [], []

    def slow_resynthesis(magnitudes, original, frames, pitch, features):
        at_work.append(pitch)
        most.append(len(at_work))
        sleep(0.3)
        made.append(at_work.pop())
        return np.zeros((len(frames) - 1) * features.hop_samples + features.frame_samples, np.float32)

    monkeypatch.setattr(augmentation_preview, "resynthesise", slow_resynthesis)
    for _ in range(6):
        QTest.keyClick(dialog, Qt.Key.Key_R)
        qtbot.wait(60)
    qtbot.waitUntil(dialog.busy.isHidden, timeout=60000)
    assert set(most) == {1} and len(made) < 6
    assert f"Pitch × {made[-1]:.2f}" in dialog.facts.text()


@pytest.mark.own_window
def test_the_spectrograms_follow_the_theme(window, dialog):
    for choice, theme in (("dark", DARK), ("light", LIGHT), ("dark", DARK)):
        window.appearance.choose(choice)
        image = dialog.before.grab().toImage()
        assert image.pixelColor(2, 2) == QColor(theme.window)


def test_keys_play_the_excerpt_before_and_after(window, qtbot, song: Path):
    with qtbot.waitSignal(window.session.song_opened, timeout=60000):
        window.choice.choose(song)
    song, device = window.session.song, Device()
    own = AugmentationsDialog(song, 4.0, window.document.regions, Player(device.open), LIGHT)
    qtbot.addWidget(own)
    own.show()
    qtbot.waitUntil(own.play_after.isEnabled, timeout=60000)
    assert device.channels == 1 and "cannot be heard" in own.remark.text()
    silence = device.sound(2048)
    heard = {}
    for key in (Qt.Key.Key_A, Qt.Key.Key_B):
        QTest.keyClick(own, key)
        heard[key] = device.sound(8192)[2048:]
    around = song.samples[3 * 22050 : 5 * 22050]

    def likeness(sound: np.ndarray) -> float:
        """The highest correlation with a stretch of the song as long as the sound, around the excerpt."""
        energy = np.correlate(around**2, np.ones(len(sound)), "valid")
        return float((np.abs(np.correlate(around, sound, "valid")) / np.sqrt(energy)).max() / np.linalg.norm(sound))

    assert likeness(heard[Qt.Key.Key_B]) > 0.9 > likeness(heard[Qt.Key.Key_A])
    assert not silence.any() and heard[Qt.Key.Key_A].std() > 100
    QTest.keyClick(own, Qt.Key.Key_Escape)
    device.sound(4096)
    assert not own.isVisible() and not device.sound(2048).any()
