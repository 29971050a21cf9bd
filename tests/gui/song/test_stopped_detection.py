"""Detection that is followed, stopped and gone on with: nothing that was found is lost or found twice."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton

from svd_core.annotation import annotation_file
from svd_core.annotation.regions import Region
from svd_core.annotation.spans import total
from svd_core.audio import sound_file
from svd_core.audio.features import FrameGrid, log_mel
from svd_core.model import checkpoint, inference, postprocessing
from svd_core.model.detection_cache import DetectionCache, detections_folder
from svd_core.model.recurrent import RecurrentNet
from svd_gui.dialogs.export import ExportDialog
from svd_gui.library import song_ahead
from svd_gui.song import detections, loader, song_detection
from svd_gui.song.session import Session

pytestmark = pytest.mark.one_window


class Steps:
    """Lets a detection go on chunk by chunk, and notes their first frames."""

    def __init__(self, qtbot, compute) -> None:
        self._qtbot, self._compute = qtbot, compute
        self._gate = threading.Semaphore(0)
        self.starts: list[int] = []

    def detect(self, *given) -> Iterator:
        for chunk in self._compute(*given):
            assert self._gate.acquire(timeout=60)
            self.starts.append(chunk.start)
            yield chunk

    def take(self, session: Session, count: int) -> None:
        """Wait for so many chunks more."""
        for _ in range(count):
            with self._qtbot.waitSignal(session.probabilities_arrived, timeout=60000):
                self._gate.release()

    def finish(self, session: Session) -> None:
        with self._qtbot.waitSignal(session.settled, timeout=60000):
            self._gate.release(100)
        while self._gate.acquire(blocking=False):
            pass

    def release(self) -> None:
        self._gate.release(100)


@pytest.fixture
def steps(qtbot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Steps]:
    """Chunks of two seconds, which come when they are asked for."""
    monkeypatch.setattr(RecurrentNet, "chunk_frames", RecurrentNet.grid_frames)
    steps = Steps(qtbot, song_detection.detect)
    monkeypatch.setattr(song_detection, "detect", steps.detect)
    yield steps
    steps.release()


@pytest.fixture
def detecting(window, qtbot, song: Path, steps: Steps):
    """The window with a song in which two chunks are detected."""
    with qtbot.waitSignal(window.session.detection_started, timeout=60000):
        window.choice.choose(song)
    window.activateWindow()
    window.timeline.setFocus()
    steps.take(window.session, 2)
    return window


def found_by(session: Session, seconds: float) -> list[Region]:
    return [region for region in session.document.regions if region.end <= seconds]


@pytest.fixture
def whole(rendered: Path, model_file: Path, steps: Steps) -> tuple[Region, ...]:
    """The regions of the whole song, detected at once: in chunks as long as those of `steps`, which round alike."""
    model, mel = checkpoint.load(model_file), log_mel(sound_file.read_mono(rendered))
    settings = model.postprocessing
    smoothed = postprocessing.smooth(inference.detect(model, mel), settings.median_frames)
    return postprocessing.regions_from_probabilities(smoothed, FrameGrid(len(mel)), settings)


def test_regions_appear_while_the_song_is_detected_and_can_be_corrected(whole, detecting, steps, qtbot):
    session, document = detecting.session, detecting.document
    frontier = session.undetected[0][0]
    assert 0 < frontier < session.song.duration == session.undetected[-1][1]
    early = [region for region in whole if region.end < frontier - 1]
    assert early and found_by(session, frontier - 1) == early
    assert detecting.timeline.content.undetected == session.undetected == document.annotation.undetected
    document.edit("Delete region", document.regions[1:])
    kept = document.annotation.touched
    steps.finish(session)
    assert session.undetected == () == document.annotation.undetected == detecting.timeline.content.undetected
    late = [region for region in whole if region.start > kept[-1][1]]
    assert late and list(document.regions[-len(late) :]) == late
    assert early[0] not in document.regions
    document.undo_stack.undo()
    assert early[0] in document.regions and not document.undo_stack.canUndo(), "what was detected is no step of its own"
    # The state before the edit is from when less was known: that is shown, and what is known comes back.
    assert document.annotation.undetected == session.undetected == detecting.timeline.content.undetected != ()
    assert detecting.status._go_on.isVisible() and document.undo_stack.canRedo()
    QTest.mouseClick(detecting.status._go_on, Qt.MouseButton.LeftButton)
    assert document.regions == whole and session.undetected == () == detecting.timeline.content.undetected


def test_what_was_taken_back_can_be_done_again_although_more_is_found(whole, detecting, steps):
    document, view = detecting.document, detecting.timeline
    document.edit("Delete region", document.regions[1:])
    document.undo_stack.undo()
    before = document.regions
    steps.take(detecting.session, 1)
    assert document.regions == before and document.undo_stack.canRedo()
    assert view.content.preview is not None and view.content.preview.regions, "shown as what is to come"
    document.undo_stack.redo()
    assert document.regions == before[1:]
    steps.finish(detecting.session)
    assert document.regions == whole[1:] and view.content.preview is None


def test_regions_wait_for_a_drag_to_end(detecting, steps):
    view, document = detecting.timeline, detecting.document
    before = document.regions
    middle = QPoint(view.width() // 2, round(view.lanes.waveform.center().y()))
    QTest.mousePress(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)
    steps.take(detecting.session, 1)
    assert document.regions == before
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)
    steps.take(detecting.session, 1)
    assert document.regions != before


def test_stop_keeps_what_was_found_and_offers_to_go_on(whole, detecting, steps, qtbot):
    session, status = detecting.session, detecting.status
    QTest.mouseClick(status._stop, Qt.MouseButton.LeftButton)
    assert not session.busy and session.posterior is not None and not session.posterior.is_whole
    frontier = session.undetected[0][0]
    assert session.document.regions and session.document.regions[-1].end <= frontier
    assert status._go_on.isVisible() and "not detected yet" in status._undetected_label.text()
    assert "not wholly detected yet" in detecting.postprocessing_panel._summary.text()
    assert status.doubt_label.text() == "", "it is not known how unsure the model is of the rest"
    # A slider decides what is known, and marks the rest as before.
    session.apply_postprocessing(replace(session.postprocessing, threshold=0.01), "Change threshold")
    assert session.document.annotation.undetected == session.undetected
    assert [(region.start, round(region.end, 3)) for region in session.document.regions] == [(0.0, round(frontier, 3))]
    session.document.undo_stack.undo()
    steps.release()
    steps.starts.clear()
    with qtbot.waitSignal(session.settled, timeout=60000):
        QTest.mouseClick(status._go_on, Qt.MouseButton.LeftButton)
    assert steps.starts and min(steps.starts) >= round(frontier * 70) - 1, "nothing is detected twice"
    assert not status._go_on.isVisible() and session.document.regions == whole
    assert session.document.annotation.undetected == () and "Unsure in" in status.doubt_label.text()


@pytest.mark.own_window
def test_a_stopped_song_opens_as_it_was_left(whole, detecting, steps, song, qtbot, model_file):
    detecting.document.edit("Clear", ())
    detecting.document.undo_stack.undo()
    detecting.actions_.cancel.trigger()
    before = detecting.document.annotation
    saved = annotation_file.saved(song)
    assert saved is not None and saved.regions == before.regions and saved.undetected == before.undetected
    qtbot.waitUntil(lambda: any(detections_folder().glob("*.npz")))
    detecting.session.close()
    other = Session()
    other.use_model(model_file)
    steps.starts.clear()
    with qtbot.waitSignal(other.settled, timeout=60000):
        other.open(song)
    assert other.is_stopped and steps.starts == [] and other.document.annotation == before
    steps.release()
    with qtbot.waitSignal(other.settled, timeout=60000):
        other.detect_rest()
    assert other.document.regions == whole and other.document.annotation.undetected == ()
    other.close()


@pytest.mark.own_window
@pytest.mark.parametrize("stopped", [True, False])
def test_a_song_is_detected_ahead_as_far_as_it_was_not_stopped(detecting, steps, song, qtbot, stopped: bool):
    session = detecting.session
    keys, n_frames, detector = (session.song.key, session.detector.key), session.song.grid.n_frames, session.detector
    detecting.actions_.cancel.trigger() if stopped else session.detection.leave()
    qtbot.waitUntil(lambda: DetectionCache().begun(*keys, n_frames) is not None)
    memory = loader.SongMemory()
    for _ in song_ahead._prepared(song, memory, detector, DetectionCache()):
        pass
    assert memory.get(song) is not None, "it is decoded in any case"
    assert (DetectionCache().get(*keys, n_frames) is None) == stopped
    steps.release()


@pytest.mark.own_window
def test_a_song_that_was_only_left_goes_on_by_itself(detecting, steps, song, qtbot, model_file):
    first = list(steps.starts)
    detecting.session.close()
    qtbot.waitUntil(lambda: any(detections_folder().glob("*.npz")))
    steps.release()
    steps.starts.clear()
    other = Session()
    other.use_model(model_file)
    with qtbot.waitSignal(other.settled, timeout=60000):
        other.open(song)
    assert other.posterior is not None and other.posterior.is_whole
    assert steps.starts and not set(first) & set(steps.starts)
    other.close()


@pytest.mark.own_window
def test_what_is_kept_of_a_song_is_all_that_the_command_line_wants(detecting, steps, qtbot):
    session = detecting.session
    steps.finish(session)
    keys = session.song.key, session.detector.key
    qtbot.waitUntil(lambda: DetectionCache().find(*keys) is not None)
    kept = DetectionCache().find(*keys)
    assert (kept.seconds, kept.warnings) == (session.song.duration, session.song.warnings)


def test_what_comes_on_screen_is_detected_next(opened, monkeypatch):
    frames = RecurrentNet.grid_frames
    monkeypatch.setattr(RecurrentNet, "chunk_frames", frames)
    session = opened.session
    n_frames = session.song.grid.n_frames
    places = iter((3 * frames + 5, frames, n_frames, 0))
    given = session.detector, session.song, np.zeros(n_frames, np.bool_), lambda: next(places)
    assert [chunk.start // frames for chunk in detections.detect(*given)] == [3, 1, 2, 0]


def test_an_export_says_and_asks_what_is_not_detected(detecting, tmp_path: Path):
    detecting.actions_.cancel.trigger()
    detecting.actions_.export.trigger()
    dialog = detecting.findChild(ExportDialog)
    left = total(detecting.session.undetected)
    assert left > 1 and "are not detected yet" in dialog._open_yet_text()
    dialog.choose(0, tmp_path / "out.lab")
    dialog.accept()
    box = dialog.findChild(QMessageBox)
    assert box is not None and not (tmp_path / "out.lab").exists()
    (export,) = (button for button in box.findChildren(QPushButton) if button.text() == "Export")
    export.click()
    QApplication.processEvents()
    assert (tmp_path / "out.lab").exists()


def test_another_model_takes_over_only_when_it_is_through(detecting, steps, model_file, tmp_path):
    steps.finish(detecting.session)
    before = detecting.document.regions
    model = checkpoint.load(model_file)
    for parameter in model.network.parameters():
        parameter.data.mul_(1.1)
    checkpoint.save(tmp_path / "other.safetensors", model)
    detecting.models.use(tmp_path / "other.safetensors")
    steps.take(detecting.session, 2)
    detecting.actions_.cancel.trigger()
    assert detecting.document.regions == before and detecting.document.annotation.undetected == ()
