"""What all tests share: no display, nobody's real settings, and one short song with known singing."""

from __future__ import annotations

import dataclasses
import gc
import itertools
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

# What is imported stays until the end, so the garbage collector need not go over it again and again meanwhile.
gc.disable()

import hypothesis  # noqa: E402
import numpy as np  # noqa: E402
import pytest  # noqa: E402

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from svd_gui.window.main_window import MainWindow

# How long one example takes says more about what else the machine is doing than about the code. A commit has one
# verdict in CI; on a desk every run looks in new places. `pytest --hypothesis-profile=thorough` looks in many.
_UNTIMED = hypothesis.settings(deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
_ORDINARY = hypothesis.settings(_UNTIMED, max_examples=15, derandomize=bool(os.environ.get("CI")))
hypothesis.settings.register_profile("ordinary", _ORDINARY)
hypothesis.settings.register_profile("thorough", _UNTIMED, max_examples=200)
hypothesis.settings.load_profile("ordinary")

# Before torch is imported, and for child processes too: songs this short gain nothing from more threads, which would be
# in each other's way where several test processes share the cores.
os.environ["OMP_NUM_THREADS"] = "1"

# A process that may not keep what it compiles compiles all modules anew, those of the tests and those of every child.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# Two imagined screens: one as every other, and one with two pixels a point. In the setting a colon begins the next
# option, so where paths have colons there is the one screen that comes along.
_SCREENS = Path(__file__).parent / "data" / "screens.json"
_IMAGINED = "offscreen" if ":" in str(_SCREENS) else f"offscreen:configfile={_SCREENS}"
os.environ["QT_QPA_PLATFORM"] = os.environ.get("SVD_TEST_PLATFORM", _IMAGINED)
if os.environ["QT_QPA_PLATFORM"] == _IMAGINED != "offscreen":
    os.environ["QT_SCREEN_SCALE_FACTORS"] = "plain=1;fine=2"


_LONGEST = {"stories", "test_wheel.py", "test_child_process.py", "test_runs.py"}
"""Folders and files of tests with processes that train or install."""

if "PYTEST_XDIST_WORKER" in os.environ:
    # A process that runs many tests needs them anyhow; what is imported after PySide6 has all its source read by it.
    import scipy.signal  # noqa: F401
    import torch  # noqa: F401


def pytest_configure(config: pytest.Config) -> None:
    """Let all test processes and their children share matplotlib's list of fonts, which takes seconds to make."""
    os.environ["MPLCONFIGDIR"] = str(config.cache.mkdir("matplotlib"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where several processes share the tests, begin with those that wait longest, lest one of them is last alone."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        items.sort(key=lambda item: not _LONGEST & set(item.path.parts))


def pytest_collection_finish() -> None:
    """Have the garbage collector pass over all that has been imported, which stays until the end."""
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Names for folders that are not there yet; to look for a free one among thousands would take a while."""
    folder = tmp_path_factory.mktemp("homes")
    return (folder / str(number) for number in itertools.count())


@pytest.fixture(autouse=True)
def private_folders(homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings, cache and data of the person who runs the tests stay untouched."""
    home = next(homes)
    home.mkdir()
    for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(home / name.split("_")[1].lower()))
    return home


@pytest.fixture(scope="session")
def qapp(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[QApplication]:
    """The application with what English itself has to have translated: texts with a number in them."""
    from PySide6.QtCore import QTranslator

    from svd_gui.language import release

    made = tmp_path_factory.mktemp("english") / "en.qm"
    release(Path(__file__).parent.parent / "translations" / "en.ts", made)
    translator = QTranslator(qapp)
    assert translator.load(str(made))
    qapp.installTranslator(translator)
    yield qapp
    # The clipboard of imagined screens outlives Python, whose objects in it crash the program when they are deleted.
    qapp.clipboard().clear()


@pytest.fixture(scope="session")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A short synthesised song with two sung phrases, as a WAV file that no test changes."""
    import soundfile

    from svd_core.synthesis.song import render

    path = tmp_path_factory.mktemp("rendered") / "tune.wav"
    samples, _ = render(8.0, 3)
    soundfile.write(path, samples, 22050, subtype="PCM_16")
    return path


@pytest.fixture
def song(rendered: Path, tmp_path: Path) -> Path:
    """A test's own copy of the song, in a folder of its own."""
    folder = tmp_path / "music"
    folder.mkdir()
    return Path(shutil.copy(rendered, folder / "tune.wav"))


@pytest.fixture(scope="session")
def model_file(tmp_path_factory: pytest.TempPathFactory, rendered: Path) -> Path:
    """A model that has learned nothing but decides on a handful of regions in the song."""
    import torch

    from svd_core.audio import features, sound_file
    from svd_core.config import FeatureConfig, NetworkConfig, PostprocessingConfig
    from svd_core.model import checkpoint, inference, postprocessing
    from svd_core.model.architectures import build

    torch.manual_seed(1)
    settings = PostprocessingConfig(median_frames=30, min_length=0.5, min_gap=0.3)
    # Which network decides does not matter here, so it is the smallest: dozens of songs are opened with it.
    network = build(NetworkConfig("recurrent", channels=4, units=4))
    model = checkpoint.Model("untaught", (network,), FeatureConfig(), settings, {"use": "tests only"})
    smoothed = postprocessing.smooth(inference.detect(model, features.log_mel(sound_file.read_mono(rendered))), 30)
    middle = round(float(np.quantile(smoothed, 0.6)), 6)
    path = tmp_path_factory.mktemp("models") / "untaught.safetensors"
    checkpoint.save(path, dataclasses.replace(model, postprocessing=dataclasses.replace(settings, threshold=middle)))
    return path


def end_training(window: MainWindow) -> None:
    """End what is trained: a test that failed meanwhile would wait for ever at the question whether to close."""
    window.training.close()
    window.training.job = None


@pytest.fixture
def unstyled(qapp: QApplication) -> None:
    """An application without a style sheet, like a program that has just begun: its window is built in half the time.

    Qt crashes at a change of style sheets after a widget is deleted that was there when the last sheet was taken away.
    Therefore windows of earlier tests are deleted first, and where one is kept by something the sheet stays.
    """
    from PySide6.QtCore import QEvent

    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    if not qapp.allWidgets():
        qapp.setStyleSheet("")


def shown_window(settings_file: Path, model_file: Path) -> MainWindow:
    """A real window on screen (if only an imagined one), with a model and without a sound device."""
    from PySide6.QtTest import QTest

    from svd_gui.playback.output_device import NoSoundError
    from svd_gui.settings import Settings
    from svd_gui.window.main_window import MainWindow

    def no_device(*_: object) -> NoReturn:
        raise NoSoundError("no sound in tests")

    window = MainWindow(Settings(settings_file), no_device)
    window.show()
    assert QTest.qWaitForWindowExposed(window) and window.models.use(model_file)
    return window


@pytest.fixture
def window(unstyled: None, qtbot: QtBot, private_folders: Path, model_file: Path) -> Iterator[MainWindow]:
    """The real window with the untaught model, which is the test's own."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QGuiApplication

    window = shown_window(private_folders / "settings.ini", model_file)
    qtbot.addWidget(window, before_close_func=end_training)
    yield window
    window.training.close()
    window.close()
    assert QGuiApplication.mouseButtons() == Qt.MouseButton.NoButton, "it holds up edits of later tests"


@pytest.fixture
def opened(window: MainWindow, qtbot: QtBot, song: Path) -> MainWindow:
    """The window with the song, which the model has looked through; the timeline has the keys."""
    with qtbot.waitSignal(window.session.settled, timeout=60000):
        window.choice.choose(song)
    window.activateWindow()
    window.timeline.setFocus()
    return window


@pytest.fixture
def german(speaking) -> None:
    """The window's texts in German, whose words are long."""
    speaking("de")


@pytest.fixture
def speaking(qapp):
    """Puts the window's texts into a language by its code; afterwards they are as they were."""
    from svd_gui import language

    before, locale = qapp.findChildren(language.QTranslator), language.QLocale()
    yield lambda code: language.install(qapp, code)
    language.QLocale.setDefault(locale)
    for translator in set(qapp.findChildren(language.QTranslator)) - set(before):
        qapp.removeTranslator(translator)
        translator.deleteLater()
