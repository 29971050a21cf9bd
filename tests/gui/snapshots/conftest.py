"""What is painted stays as it is: pictures of every part of the window, light and dark, at one and two pixels a point.

A picture that is meant to change is stored anew by

    SVD_UPDATE_SNAPSHOTS=1 python -m pytest tests/gui/snapshots -k timeline

and looked at before it is committed. A test that fails names the picture it saw and the difference.
"""

from __future__ import annotations

import lzma
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import matplotlib
import numpy as np
import pytest
from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication, QImage, QScreen
from PySide6.QtWidgets import QApplication, QWidget

from svd_core.audio.features import log_mel
from svd_core.model.card import Card, read_card
from svd_gui.playback.output_device import NoSoundError
from svd_gui.settings import Settings
from svd_gui.style import theme as themes
from svd_gui.style.theme import Theme
from svd_gui.timeline.idle import IdleSteps
from svd_gui.timeline.view import TimelineView
from svd_gui.window.main_window import MainWindow
from tests.gui.snapshots import images
from tests.gui.snapshots.scenes import (
    RATE,
    SECONDS,
    look,
)

STORED = Path(__file__).parent / "pictures"
OLD_FILES = Path(__file__).resolve().parents[2] / "data" / "release_0_1"


@pytest.fixture(scope="session")
def sound() -> np.ndarray:
    """Notes of two seconds with overtones, and rests, over a hum; calm, so that pictures of it are small."""
    time = np.arange(int(SECONDS * RATE)) / RATE
    note = (time // 2).astype(int)
    pitch = 110 * 2 ** (np.array([0, 4, 7, 12, 12, 0, 9, 7, 2, 0])[note % 10] / 12)
    phase = 2 * np.pi * np.cumsum(pitch) / RATE
    voice = sum(np.sin(k * phase) / k for k in range(1, 16)) * (note % 5 != 0)
    swell = 0.4 + 0.6 * np.sin(np.pi * (time % 2) / 2)
    return (0.15 * voice * swell + 0.02 * np.sin(2 * np.pi * 110 * time)).astype(np.float32)


@pytest.fixture(scope="session")
def mel(sound: np.ndarray) -> np.ndarray:
    return log_mel(sound)


@pytest.fixture(scope="package")
def own_style(qapp: QApplication) -> Iterator[QFont]:
    """The program's style for all these tests, and a font that is the same everywhere; as it was after them."""
    # Windows of earlier tests that Python has not let go of yet: Qt crashes when it restyles some of them.
    for widget in qapp.topLevelWidgets():
        widget.close()
        widget.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    before = (qapp.style().objectName(), qapp.font(), qapp.palette(), qapp.styleSheet())
    fonts = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"):
        QFontDatabase.addApplicationFont(str(fonts / name))
    font = QFont("DejaVu Sans")
    font.setPixelSize(13)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    qapp.setStyleSheet("")
    qapp.setStyle("Fusion")
    qapp.setFont(font)
    yield font
    qapp.setStyleSheet(before[3])
    qapp.setStyle(before[0])
    qapp.setPalette(before[2])
    qapp.setFont(before[1])


@pytest.fixture
def styled(qapp: QApplication, own_style: QFont) -> Callable[[Theme], None]:
    """Dress the application as the program does, unless it is dressed so already: that takes a while."""

    def style(theme: Theme) -> None:
        sheet = themes.stylesheet(theme)
        if qapp.styleSheet() != sheet:
            qapp.setPalette(themes.palette(theme))
            qapp.setStyleSheet(sheet)

    return style


def screen_of(scale: int) -> QScreen:
    found = next((screen for screen in QGuiApplication.screens() if screen.devicePixelRatio() == scale), None)
    if found is None:
        pytest.skip(f"no screen with {scale} pixels a point here")
    return found


@pytest.fixture
def shown(qtbot, styled) -> Callable[[QWidget, Theme, int, QSize], QWidget]:
    """Put a widget on a screen of that scale, in a theme and a size."""

    def show(widget: QWidget, theme: Theme, scale: int, size: QSize | None = None) -> QWidget:
        screen = screen_of(scale)
        qtbot.addWidget(widget)
        widget.winId()
        widget.windowHandle().setScreen(screen)
        if hasattr(widget, "set_theme"):
            widget.set_theme(theme)
        if size is not None:
            widget.resize(size)
        widget.move(screen.geometry().topLeft())
        widget.show()
        assert widget.devicePixelRatioF() == scale
        return widget

    return show


@pytest.fixture
def compare(tmp_path: Path) -> Callable[[QWidget, str, Theme, int], None]:
    """Hold the picture of a widget against the stored one of that name."""

    def compare(widget: QWidget, name: str, theme: Theme, scale: int) -> None:
        # The focus comes when the window becomes active, which may be now or never; its marks shall not be seen.
        QApplication.processEvents()
        if (focus := QApplication.focusWidget()) is not None:
            focus.clearFocus()
        # Painting asks for what is missing, finishing makes it, painting again shows it.
        for _ in range(2):
            widget.grab()
            for view in [widget, *widget.findChildren(TimelineView)]:
                if isinstance(view, TimelineView):
                    view.surface.spectrogram.finish()
            for steps in widget.findChildren(IdleSteps):
                steps.finish()
        image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
        rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
        pixels = rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()
        images.check(pixels, STORED / f"{name}.{look(theme, scale)}.png", tmp_path, scale)

    return compare


@pytest.fixture(scope="session")
def card(tmp_path_factory: pytest.TempPathFactory) -> Card:
    """The card of a model that will never change."""
    path = tmp_path_factory.mktemp("model") / "single.safetensors"
    path.write_bytes(lzma.decompress((OLD_FILES / "single.safetensors.xz").read_bytes()))
    return read_card(path)


def no_device(*_: object) -> NoReturn:
    raise NoSoundError("no sound in tests")


@pytest.fixture
def new_window(styled, tmp_path: Path) -> Callable[[Theme], MainWindow]:
    """Make a window in a theme, without a sound device, not yet shown."""

    def make(theme: Theme) -> MainWindow:
        styled(theme)
        window = MainWindow(Settings(tmp_path / "settings.ini"), no_device)
        window.appearance.choose(theme.name)
        return window

    return make
