"""The window: quick to appear, usable by keyboard alone, and honest about what cannot be done."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox

from svd_core.annotation import annotation_file
from svd_core.annotation.formats.registry import FORMATS
from svd_core.annotation.label_file import read_labels
from svd_core.annotation.regions import Region
from svd_core.files.storage import resource
from svd_gui.dialogs.export import ExportDialog
from svd_gui.errors import Problem, install_hook
from svd_gui.playback.transport_bar import running_time
from svd_gui.song.postprocessing_panel import position_of, readable, value_at
from svd_gui.style.theme import DARK, LIGHT
from svd_gui.training.panel import duration_text
from svd_gui.window.main_window import MainWindow
from svd_gui.window.screenshot import Screenshot

pytestmark = pytest.mark.one_window

REPOSITORY = Path(__file__).parents[3]
HAND = (Region(1.0, 2.0, source="hand"), Region(3.0, 4.0, source="hand"))


def opened(window, qtbot, song: Path) -> None:
    with qtbot.waitSignal(window.session.settled, timeout=60000):
        window.choice.choose(song)
    window.activateWindow()
    window.timeline.setFocus()


def press(window, key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, key, modifier)


def test_the_window_appears_without_loading_what_takes_long_and_shows_a_song_without_the_largest():
    program = """
import sys
import numpy
import svd_gui.program
from PySide6.QtWidgets import QApplication
from svd_gui.window.main_window import MainWindow
application = QApplication([])
window = MainWindow()
window.show()
application.processEvents()
window.grab()
late = {"torch", "av", "soxr", "scipy.ndimage", "scipy.fft", "sounddevice", "tqdm", "pyqtgraph", "librosa", "numba",
        "matplotlib"}
if late & set(sys.modules):
    sys.exit(", ".join(late & set(sys.modules)))
window.timeline.set_duration(3.0)
window.timeline.set_spectrogram(numpy.zeros((210, 80), numpy.float32), 70.0)
while window.spectrogram_panel.histogram is None:
    application.processEvents()
sys.exit(", ".join({"torch", "librosa", "numba", "matplotlib"} & set(sys.modules)) or 0)
"""
    done = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr


@pytest.mark.own_window
def test_no_song_is_a_friendly_place(window):
    assert window.stack.currentWidget() is window.welcome
    actions = window.actions_
    assert actions.open.isEnabled() and actions.train.isEnabled()
    for action in (actions.play, actions.export, actions.split, actions.fit_song, actions.start_over):
        assert not action.isEnabled()


@pytest.mark.own_window
def test_an_open_song_shows_everything(window, qtbot, song):
    opened(window, qtbot, song)
    assert window.stack.currentWidget() is window.song_page
    assert window.timeline.content.duration == pytest.approx(8.0, abs=0.01)
    assert window.timeline.content.regions.regions == window.document.regions != ()
    assert window.windowTitle().startswith("tune.wav")
    assert window.settings.recent == (song,)
    before = window.document.annotation
    press(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.document.annotation is before, "undo ends at what the model proposed"


@pytest.mark.own_window
def test_averaging_over_pitch_shifts_is_switched_in_the_menu_seen_and_kept(window, qtbot, song):
    opened(window, qtbot, song)
    before = window.session.posterior.probabilities.copy()
    labels = [label.text() for label in window.postprocessing_panel.findChildren(QLabel) if label.isVisible()]
    assert not any("averaged" in text for text in labels) and "averaged" not in window.status.model_label.text()
    with qtbot.waitSignal(window.session.settled, timeout=60000):
        window.actions_.average.trigger()
    assert not np.array_equal(window.session.posterior.probabilities, before)
    labels = [label.text() for label in window.postprocessing_panel.findChildren(QLabel) if label.isVisible()]
    assert any("averaged over pitch shifts" in text for text in labels)
    assert window.status.model_label.text() == "Model: untaught, pitch shifts averaged"
    again = MainWindow(window.settings)
    qtbot.addWidget(again)
    assert again.actions_.average.isChecked()
    again.session.use_model(window.session.card.path)
    assert again.session.detector == window.session.detector
    again.close()


@pytest.mark.own_window
def test_the_models_that_come_along_are_in_the_menu_and_the_choice_is_kept(window, qtbot):
    assert window.actions_.free_model.isEnabled() and window.actions_.default_model.isEnabled()
    window.actions_.free_model.trigger()
    assert window.session.card.name == "free" and not window.actions_.free_model.isEnabled()
    again = MainWindow(window.settings)
    qtbot.addWidget(again)
    again.start()
    assert again.session.card.name == "free"
    again.actions_.default_model.trigger()
    assert again.session.card.name == "default" and again.actions_.free_model.isEnabled()
    again.close()


def test_without_sound_the_reason_is_in_the_tooltip(window, qtbot, song):
    opened(window, qtbot, song)
    qtbot.waitUntil(lambda: window.player.playback_failed)
    # It looks again for a device.
    assert window.actions_.play.isEnabled()
    assert "no sound in tests" in window.actions_.play.toolTip()
    assert window.actions_.add_region.isEnabled()


def test_every_edit_by_keyboard(window, qtbot, song):
    opened(window, qtbot, song)
    window.document.edit("Start", HAND)
    press(window, Qt.Key.Key_Tab)
    assert window.timeline.selection.current == 0 and window.player.position == pytest.approx(1.0)
    press(window, Qt.Key.Key_Right)
    assert window.document.regions[0].start == pytest.approx(71 / 70)
    press(window, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert window.document.regions[0].start == pytest.approx(61 / 70)
    press(window, Qt.Key.Key_Tab)
    assert window.player.position == pytest.approx(2.0)
    press(window, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert window.player.position == pytest.approx(61 / 70)
    window.player.seek(1.5)
    press(window, Qt.Key.Key_S)
    assert len(window.document.regions) == 3
    press(window, Qt.Key.Key_M)
    assert len(window.document.regions) == 2
    press(window, Qt.Key.Key_Delete)
    assert [r.start for r in window.document.regions] == [3.0]
    window.player.seek(5.0)
    press(window, Qt.Key.Key_N)
    assert window.document.regions[-1].start == 5.0 and window.timeline.selection.current == 1
    for _ in range(4):
        press(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.document.regions[0].start == pytest.approx(61 / 70)
    press(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert len(window.document.regions) == 3
    assert annotation_file.load(annotation_file.path_for(song)).regions == window.document.regions


def test_the_view_by_keyboard(window, qtbot, song):
    opened(window, qtbot, song)
    whole = window.timeline.visible_range()
    press(window, Qt.Key.Key_Plus)
    assert window.timeline.visible_range()[1] < whole[1]
    press(window, Qt.Key.Key_F, Qt.KeyboardModifier.ShiftModifier)
    assert window.timeline.visible_range() == whole
    press(window, Qt.Key.Key_Tab)
    press(window, Qt.Key.Key_F)
    start, end = window.timeline.visible_range()
    region = window.document.regions[0]
    assert start <= region.start < region.end <= end and end - start < whole[1]


def test_a_slider_shows_a_ghost_and_commits_one_edit(window, qtbot, song):
    opened(window, qtbot, song)
    hand = (Region(0.5, 0.9, source="hand"),)
    window.document.edit("Add region", hand)
    count, regions = window.document.undo_stack.count(), window.document.regions
    slider = window.postprocessing_panel.sliders["threshold"]
    slider.setSliderDown(True)
    for position in (900, 950, 1000):
        slider.setSliderPosition(position)
        assert window.timeline.content.preview is not None
        assert window.document.regions == regions
    slider.setSliderDown(False)
    assert window.document.undo_stack.count() == count + 1
    assert window.document.regions == hand
    assert window.timeline.content.preview is None
    window.actions_.undo.trigger()
    assert window.document.regions == regions
    assert slider.value() == round(1000 * window.session.postprocessing.threshold)


def test_dragging_the_threshold_line_is_one_edit_after_the_release(window, qtbot, song):
    opened(window, qtbot, song)
    view, count = window.timeline, window.document.undo_stack.count()
    tag = view.surface.threshold_tag.center().toPoint()
    x, y = tag.x(), tag.y()
    QTest.mouseMove(view, QPoint(x, y))
    QTest.mousePress(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(x, y))
    for step in (20, 40, 60):
        QTest.mouseMove(view, QPoint(x, y - step))
    qtbot.wait(600)
    assert window.document.undo_stack.count() == count, "an edit while the line is still held"
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(x, y - 60))
    qtbot.waitUntil(lambda: window.document.undo_stack.count() == count + 1)
    assert window.session.postprocessing.threshold > 0.5
    assert window.document.undo_stack.undoText() == "Change threshold"


def test_dropping_a_song_or_a_folder_opens_it(window, qtbot, song):
    for dropped, signal in ((song, window.session.settled), (song.parent, window.songs.folder.settled)):
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(dropped))])
        args = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        enter = QDragEnterEvent(QPoint(50, 50), *args)
        QApplication.sendEvent(window, enter)
        assert enter.isAccepted()
        with qtbot.waitSignal(signal, timeout=60000):
            QApplication.sendEvent(window, QDropEvent(QPointF(50, 50), *args))
    assert window.session.song.path == song
    assert [row.path for row in window.songs.list.model.songs] == [song.name]


def test_what_cannot_be_opened_is_said_in_the_window(window, qtbot, song, tmp_path):
    opened(window, qtbot, song)
    broken = tmp_path / "broken.ogg"
    broken.write_bytes(b"OggS but no more")
    with qtbot.waitSignal(window.session.settled, timeout=60000):
        window.choice.choose(broken)
    assert window.notice.isVisible() and "broken.ogg" in window.notice.problem.summary
    assert window.session.song.path == song
    press(window, Qt.Key.Key_Escape)
    assert not window.notice.isVisible()


def test_a_fault_of_the_program_is_shown_and_it_goes_on(window, monkeypatch):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    install_hook(window.notice.show_problem)
    try:
        raise RuntimeError("inner cause")
    except RuntimeError as error:
        sys.excepthook(RuntimeError, error, error.__traceback__)
    assert window.notice.isVisible() and "RuntimeError" in window.notice.problem.summary
    window.notice.copy_button.click()
    assert "inner cause" in QApplication.clipboard().text()


def test_export_writes_what_is_on_screen_in_every_format(window, qtbot, song, tmp_path):
    opened(window, qtbot, song)
    window.document.edit("Start", HAND)
    for index, file_format in enumerate(FORMATS):
        window.actions_.export.trigger()
        dialog = window.findChildren(ExportDialog)[-1]
        target = tmp_path / f"{file_format.name}{file_format.suffix}"
        dialog.choose(index, target)
        dialog.accept()
        assert [(r.start, r.end) for r in read_labels(target)] == [(1.0, 2.0), (3.0, 4.0)], file_format.title


@pytest.mark.own_window
def test_both_themes_at_once(window, qtbot, song):
    opened(window, qtbot, song)
    seen = set()
    for choice in ("light", "dark", "light"):
        window.appearance.choose(choice)
        seen.add(window.grab().toImage().pixelColor(5, 5).name())
        assert window.settings.theme == choice
    assert len(seen) == 2


@pytest.mark.own_window
def test_closing_while_training_asks(window, monkeypatch):
    class Training:
        cancelled = False

        def cancel(self):
            self.cancelled = True

        def wait(self, seconds):
            pass

    job = window.training.job = Training()
    monkeypatch.setattr(QMessageBox, "exec", lambda box: None)
    monkeypatch.setattr(QMessageBox, "clickedButton", lambda box: box.defaultButton())
    assert not window.close() and not job.cancelled
    monkeypatch.setattr(
        QMessageBox, "clickedButton", lambda box: next(b for b in box.buttons() if b is not box.defaultButton())
    )
    assert window.close() and job.cancelled
    window.training.job = None


def test_grabs_lose_no_reference_to_none(window, qtbot, song):
    opened(window, qtbot, song)
    before = sys.getrefcount(None)
    for _ in range(10):
        window.timeline.navigation.pan(0.01)
        window.grab()
    # Within ten a grab, which other parts of the program gain and lose.
    assert sys.getrefcount(None) > before - 100


def test_a_screenshot_needs_no_display_and_replaces_nothing_unasked(song, model_file, tmp_path):
    """The same command twice, first without --force."""
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "shot.lab").write_text("mine")
    words = [sys.executable, "-m", "svd_gui", str(song), "--model", str(model_file), "--screenshot", "out/shot.png"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("QT_", "DISPLAY"))}
    settings = {"cwd": tmp_path, "env": environment | {"PYTHONPATH": str(REPOSITORY)}, "timeout": 120}
    done = subprocess.run(words, check=False, capture_output=True, text=True, **settings)
    assert done.returncode == 2 and "shot.lab: is there already; --force replaces it" in done.stderr
    assert [path.name for path in folder.iterdir()] == ["shot.lab"]
    done = subprocess.run([*words, "--force"], check=False, capture_output=True, text=True, **settings)
    assert done.returncode == 0, done.stderr
    assert (folder / "shot.lab.bak").read_text() == "mine" != (folder / "shot.lab").read_text()
    picture = folder / "shot.png"
    regions = read_labels(picture.with_suffix(".lab"))
    assert regions
    image = QImage(str(picture)).convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.array(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)[..., 2::-1]
    by_model = [bytes.fromhex(theme.region_model[1:]) for theme in (LIGHT, DARK)]
    assert max((pixels == list(colour)).all(axis=2).sum() for colour in by_model) > 100


@pytest.mark.own_window
def test_a_screenshot_makes_the_folder_it_goes_to(window, qtbot, song, tmp_path, monkeypatch):
    ended = []
    monkeypatch.setattr(QApplication, "exit", ended.append)
    Screenshot(window, tmp_path / "new" / "shot.png")
    opened(window, qtbot, song)
    qtbot.waitUntil(lambda: ended == [0])
    assert {path.name for path in (tmp_path / "new").iterdir()} == {"shot.png", "shot.lab"}


@pytest.mark.own_window
def test_a_screenshot_of_nothing_says_so(window, qtbot, tmp_path, monkeypatch, capsys):
    ended = []
    monkeypatch.setattr(QApplication, "exit", ended.append)
    Screenshot(window, tmp_path / "x.png")
    window.choice.choose(tmp_path / "gone.wav")
    qtbot.waitUntil(lambda: ended == [1])
    told = capsys.readouterr().err.splitlines()
    assert [line.startswith("svd-gui: ") and "gone.wav" in line for line in told if "plugin" not in line] == [True]
    assert not (tmp_path / "x.lab").exists()


def test_slider_positions_and_values_agree():
    from svd_core.config import PostprocessingConfig, parameters
    from svd_gui.song.rule_words import all_settings

    for parameter in parameters(PostprocessingConfig):
        for position in (0, 137, 500, 1000) if parameter.name in all_settings() else ():
            value = value_at(parameter, position)
            parameter.check(value)
            assert value_at(parameter, position_of(parameter, value)) == pytest.approx(value, rel=0.02, abs=0.011)


def test_numbers_as_people_read_them():
    from svd_core.config import PostprocessingConfig, parameters

    names = ("threshold", "median_frames", "min_length", "min_gap", "viterbi_cost")
    shown = {one.name: readable(one, one.default) for one in parameters(PostprocessingConfig) if one.name in names}
    assert shown == {
        "threshold": "0.50",
        "median_frames": "800 ms",
        "min_length": "–",
        "min_gap": "–",
        "viterbi_cost": "10.0",
    }
    assert [running_time(t) for t in (0, 61.239, 3600.0, 59.999)] == ["0:00.00", "1:01.23", "1:00:00.00", "0:59.99"]
    assert [duration_text(t) for t in (3, 89, 600, 7200)] == ["3 s", "89 s", "10 min", "2.0 h"]
    assert Problem("a").details == ""


@pytest.mark.own_window
def test_the_demo_song_is_the_persons_own(window, qtbot):
    shipped = resource("demo/song.ogg")
    with qtbot.waitSignal(window.session.settled, timeout=120000):
        window.choice.choose_demo()
    assert window.session.song.path.read_bytes() == shipped.read_bytes()
    window.document.edit("Add", HAND)
    assert not annotation_file.path_for(shipped).exists()
