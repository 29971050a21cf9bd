"""The queue in the real window: the stretch worth most is shown and heard, accepted or skipped, then the next one."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path
from threading import Event

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from svd_core.annotation.spans import total
from svd_core.data import dataset
from svd_core.files.storage import content_key
from svd_core.library.refreshing import refresh_songs
from svd_core.model import checkpoint, rejection
from svd_core.review.stretches import Stretch
from svd_gui import folders
from svd_gui.library import folder_session

PATIENCE_MS = 60_000


@pytest.fixture
def listed(window, qtbot, tmp_path: Path, rendered: Path):
    """The window with a folder of two songs, both detected, in which the model is everywhere in doubt."""
    folder = tmp_path / "Songs"
    folder.mkdir()
    for number, name in enumerate(("one.wav", "two.wav")):
        shutil.copy(rendered, folder / name)
        with open(folder / name, "ab") as file:
            file.write(b"LIST\4\0\0\0" + bytes([number] * 4))
    with qtbot.waitSignal(window.songs.folder.settled, timeout=PATIENCE_MS):
        window.choice.choose(folder)
    for name in ("one.wav", "two.wav"):
        with qtbot.waitSignal(window.session.settled, timeout=PATIENCE_MS):
            window.choice.choose(folder / name)
        window.songs.folder.read_again(name, content_key(folder / name))
    keys = window.songs.folder.listing.rows
    qtbot.waitUntil(lambda: all(keys[name].doubt is not None for name in ("one.wav", "two.wav")), timeout=PATIENCE_MS)
    window.timeline.setFocus()
    return window


def told(window) -> list[str]:
    texts: list[str] = []
    window.songs.reported.connect(texts.append)
    return texts


def alt(window, key: Qt.Key) -> None:
    QTest.keyClick(window.timeline, key, Qt.KeyboardModifier.AltModifier)


def test_a_folder_is_worked_through_by_keys(listed, qtbot) -> None:
    queue, session, texts = listed.songs.queue, listed.session, told(listed)
    assert not listed.actions_.queue_accept.isEnabled()
    alt(listed, Qt.Key.Key_Q)
    qtbot.waitUntil(lambda: queue.current is not None and "Queue:" in texts[-1], timeout=PATIENCE_MS)
    first = queue.current
    assert session.song.path.name == first.song
    assert listed.timeline.time_selection.span == (first.start, first.end)
    assert "2 left" in texts[-1] and "may be wrong" in texts[-1]
    # The mark and the reason stay when an edit has taken the selection, and other messages have come.
    bar = listed.songs.queue_bar
    listed.timeline.time_selection.clear()
    listed.timeline.setFocus()
    assert listed.timeline.review.span == (first.start, first.end)
    assert bar.isVisible() and "may be wrong" in bar.text.text() and "Alt+Y" in bar.accept.toolTip()
    with qtbot.waitSignal(session.song_opened, timeout=PATIENCE_MS):
        alt(listed, Qt.Key.Key_Y)
    second = queue.current
    assert second.song != first.song
    assert session.song.path.name == second.song
    # What was accepted is checked in the journal of its song; what is skipped is not.
    alt(listed, Qt.Key.Key_X)
    assert queue.current is None
    assert "Nothing is left" in texts[-1]
    # And back again, in each song.
    alt(listed, Qt.Key.Key_Z)
    assert queue.current == second and listed.actions_.queue_accept.isEnabled()
    with qtbot.waitSignal(session.song_opened, timeout=PATIENCE_MS):
        alt(listed, Qt.Key.Key_Z)
    assert queue.current == first and not listed.actions_.queue_back.isEnabled()
    qtbot.waitUntil(lambda: listed.timeline.review.span == (first.start, first.end), timeout=PATIENCE_MS)
    alt(listed, Qt.Key.Key_X)
    qtbot.waitUntil(lambda: not queue._waits_for_song, timeout=PATIENCE_MS)
    alt(listed, Qt.Key.Key_X)
    assert listed.timeline.review.span is None and not bar.isVisible()
    assert session.document.annotation.checked == ()
    with qtbot.waitSignal(session.song_opened, timeout=PATIENCE_MS):
        listed.open_song(listed.songs.folder.song(first.song))
    assert total(session.document.annotation.checked) == pytest.approx(first.length, abs=0.1)
    # A training knows by it what was only accepted, and from which model.
    (labelled,) = dataset.find([listed.songs.folder.folder]).songs
    assert labelled.accepted == ((session.card.key, session.document.annotation.checked),)


class SilentStream:
    """A device that takes no sound, so that what plays plays on."""

    active, latency = True, 0.0

    def __init__(self, *_: object) -> None:
        pass

    def start(self) -> None:
        pass

    def close(self) -> None:
        pass


def test_a_stretch_plays_also_in_a_song_whose_sound_comes_later(listed, qtbot, monkeypatch) -> None:
    queue, player = listed.songs.queue, listed.player
    monkeypatch.setattr(player, "_opener", SilentStream)
    alt(listed, Qt.Key.Key_Q)
    qtbot.waitUntil(lambda: queue.current is not None and not queue._waits_for_song, timeout=PATIENCE_MS)
    with qtbot.waitSignal(listed.session.song_opened, timeout=PATIENCE_MS):
        alt(listed, Qt.Key.Key_X)
    assert not player.playing, "its sound device opens in the background"
    qtbot.waitUntil(lambda: player.playing, timeout=PATIENCE_MS)
    assert player.auditioning and player.position == queue.current.start


def test_a_stretch_does_not_play_where_a_person_has_gone_elsewhere(listed, qtbot, monkeypatch) -> None:
    queue, player = listed.songs.queue, listed.player
    monkeypatch.setattr(player, "_opener", SilentStream)
    alt(listed, Qt.Key.Key_Q)
    qtbot.waitUntil(lambda: queue.current is not None and not queue._waits_for_song, timeout=PATIENCE_MS)
    with qtbot.waitSignal(listed.session.song_opened, timeout=PATIENCE_MS):
        alt(listed, Qt.Key.Key_X)
    qtbot.waitUntil(lambda: not queue._waits_for_song, timeout=PATIENCE_MS)
    player.seek(queue.current.start + 1.0)
    qtbot.waitUntil(lambda: player.unavailable_reason == "", timeout=PATIENCE_MS)
    assert not player.playing


def test_what_was_to_be_played_in_one_song_does_not_play_in_another(listed, qtbot, monkeypatch) -> None:
    player = listed.player
    monkeypatch.setattr(player, "_opener", SilentStream)
    listed.songs.places._unheard = 3.0, (3.0, 4.0)  # its sound is not there yet
    with qtbot.waitSignal(listed.session.song_opened, timeout=PATIENCE_MS):
        listed.open_song(listed.songs.folder.song("one.wav"))
    player.seek(3.0)
    qtbot.waitUntil(lambda: player.unavailable_reason == "", timeout=PATIENCE_MS)
    assert not player.playing


def test_a_stretch_is_not_accepted_before_it_is_shown(listed, qtbot) -> None:
    queue = listed.songs.queue
    alt(listed, Qt.Key.Key_Q)
    qtbot.waitUntil(lambda: queue.current is not None and not queue._waits_for_song, timeout=PATIENCE_MS)
    first, second = queue._left
    alt(listed, Qt.Key.Key_Y)
    # The song of the next stretch is open, but what shows the stretch waits for its turn.
    listed.session.song_opened.connect(lambda _: queue.accept())
    with qtbot.waitSignal(listed.session.song_opened, timeout=PATIENCE_MS):
        pass
    qtbot.waitUntil(lambda: not queue._waits_for_song, timeout=PATIENCE_MS)
    assert first != second == queue.current
    assert listed.session.document.annotation.checked == ()
    assert listed.timeline.time_selection.span == (second.start, second.end)
    assert not listed.actions_.queue_accept.autoRepeat(), "a key held down would accept one after the other"


def test_in_another_song_nothing_is_accepted_unseen(listed, qtbot) -> None:
    queue = listed.songs.queue
    alt(listed, Qt.Key.Key_Q)
    qtbot.waitUntil(lambda: queue.current is not None and not queue._waits_for_song, timeout=PATIENCE_MS)
    first = queue.current
    other = next(name for name in ("one.wav", "two.wav") if name != first.song)
    with qtbot.waitSignal(listed.session.song_opened, timeout=PATIENCE_MS):
        listed.open_song(listed.songs.folder.song(other))
    assert listed.timeline.review.span is None and listed.songs.queue_bar.isVisible()
    with qtbot.waitSignal(listed.session.song_opened, timeout=PATIENCE_MS):
        alt(listed, Qt.Key.Key_Y)
    assert queue.current == first
    assert listed.session.song.path.name == first.song
    assert listed.session.document.annotation.checked == ()
    qtbot.waitUntil(lambda: listed.timeline.review.span == (first.start, first.end), timeout=PATIENCE_MS)
    # Keys are named in the buttons only where that cuts nothing of the reason; in a narrow bar they stand below it.
    bar = listed.songs.queue_bar
    bar.setParent(None)
    qtbot.addWidget(bar)
    bar.show()
    text = bar.text.fontMetrics().horizontalAdvance(bar.text.text())
    for width, has_keys, is_below in ((1400, True, False), (text + 360, False, False), (text + 100, True, True)):
        bar.resize(width, bar.height())
        qtbot.waitUntil(lambda: bar.text.shown_text == bar.text.text())
        qtbot.waitUntil(lambda below=is_below: (bar.accept.y() > bar.text.geometry().bottom()) == below)
        assert ("Alt+Y" in bar.accept.text()) == has_keys
    qtbot.mouseClick(bar.end, Qt.MouseButton.LeftButton)
    assert listed.timeline.review.span is None and not bar.isVisible()


def test_a_queue_that_is_ended_while_its_song_opens_shows_nothing(listed, qtbot) -> None:
    queue = listed.songs.queue
    alt(listed, Qt.Key.Key_Q)
    qtbot.waitUntil(lambda: queue.current is not None and not queue._waits_for_song, timeout=PATIENCE_MS)
    with qtbot.waitSignal(listed.session.song_opened, timeout=PATIENCE_MS):
        alt(listed, Qt.Key.Key_X)
        queue.forget()
    qtbot.wait(1)
    assert listed.timeline.time_selection.span is None and not listed.songs.queue_bar.isVisible()


def test_where_nothing_is_detected_that_is_offered_first(window, qtbot, tmp_path: Path, rendered: Path) -> None:
    folder = tmp_path / "New"
    folder.mkdir()
    shutil.copy(rendered, folder / "one.wav")
    with qtbot.waitSignal(window.songs.folder.settled, timeout=PATIENCE_MS):
        window.choice.choose(folder)
    texts = told(window)
    window.actions_.queue_go.trigger()
    qtbot.waitUntil(lambda: bool(texts) and "Detect in All Listed Songs" in texts[-1], timeout=PATIENCE_MS)
    assert texts[-1].startswith("No song is detected yet")
    question = window.songs.questions.bar
    assert question.isVisible() and "in this song" in question.text
    # The list is too narrow for both side by side.
    qtbot.waitUntil(lambda: question.buttons[0].y() > question._text.geometry().bottom())
    # The queue is shown once its songs are detected.
    qtbot.mouseClick(question.buttons[0], Qt.MouseButton.LeftButton)
    assert question.isHidden() and window.songs.batch.running
    qtbot.waitUntil(lambda: window.songs.queue.current is not None, timeout=PATIENCE_MS)


def test_after_a_detection_the_queue_waits_for_what_was_found(listed, qtbot, monkeypatch) -> None:
    folder, queue, may_read = listed.songs.folder, listed.songs.queue, Event()

    def read_later(*arguments: object) -> object:
        assert may_read.wait(PATIENCE_MS / 1000)
        return refresh_songs(*arguments)

    monkeypatch.setattr(folder_session, "refresh_songs", read_later)
    folder.read_soon("one.wav", folder.listing.rows["one.wav"].key)
    queue.begin_once_read()
    folder.changed.emit()
    assert queue._task is None
    may_read.set()
    qtbot.waitUntil(lambda: queue.current is not None, timeout=PATIENCE_MS)


def test_no_queue_begins_after_another_detection_or_in_another_folder(listed, qtbot, tmp_path: Path) -> None:
    songs, other = listed.songs, tmp_path / "Other"
    other.mkdir()
    songs._offer_detection(2)
    qtbot.mouseClick(songs.questions.bar.buttons[0], Qt.MouseButton.LeftButton)
    plan = songs.batch.plan
    songs.cancel_batch()
    songs.batch.finished.emit(dataclasses.replace(plan), 2)
    assert not songs.queue._waits_for_folder
    songs.batch.finished.emit(plan, 2)
    assert songs.queue._waits_for_folder
    songs.open_folder(other)
    assert not songs.queue._waits_for_folder


@pytest.fixture
def contrary(listed, model_file: Path) -> Path:
    """A further model among the user's, which has detected both songs and hears singing where the other hears none."""
    path = folders.models() / "contrary.safetensors"
    path.parent.mkdir(parents=True, exist_ok=True)
    model = checkpoint.load(model_file)
    checkpoint.save(path, dataclasses.replace(model, name="contrary", metadata={"use": "other tests only"}))
    reader = listed.songs.folder.reader()
    for row in listed.songs.folder.listing.rows.values():
        probabilities = reader.cache.find(row.key, reader.detector.key).probabilities
        sung = probabilities > reader.detector.postprocessing.threshold
        reader.cache.put(row.key, content_key(path), np.where(sung, 0, 1).astype(np.float32))
    return path


def test_a_rejected_model_has_no_say_until_it_is_used(listed, contrary: Path, qtbot) -> None:
    def made() -> Stretch:
        listed.songs.queue.forget()
        alt(listed, Qt.Key.Key_Q)
        qtbot.waitUntil(lambda: listed.songs.queue.current is not None, timeout=PATIENCE_MS)
        return listed.songs.queue.current

    assert made().disagreement > 0
    rejection.reject(contrary)
    assert made().disagreement == 0
    # It was used after all, and then the one before again.
    assert listed.models.use(contrary)
    listed.models.use_previous()
    assert made().disagreement > 0
