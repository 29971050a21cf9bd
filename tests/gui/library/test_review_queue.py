"""The queue in the real window: the stretch worth most is shown and heard, accepted or skipped, then the next one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from svd_core.annotation.spans import total
from svd_core.files.storage import content_key

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
    assert listed.timeline.review.span is None and not bar.isVisible()
    assert session.document.annotation.checked == ()
    with qtbot.waitSignal(session.song_opened, timeout=PATIENCE_MS):
        listed.open_song(listed.songs.folder.song(first.song))
    assert total(session.document.annotation.checked) == pytest.approx(first.length, abs=0.1)


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
    # Keys are named in the buttons only where that cuts nothing of the reason.
    bar = listed.songs.queue_bar
    bar.setParent(None)
    qtbot.addWidget(bar)
    bar.show()
    for width, has_keys in ((1400, True), (920, False)):
        bar.resize(width, bar.height())
        qtbot.waitUntil(lambda: bar.text.shown_text == bar.text.text())
        assert ("Alt+Y" in bar.accept.text()) == has_keys
    qtbot.mouseClick(bar.end, Qt.MouseButton.LeftButton)
    assert listed.timeline.review.span is None and not bar.isVisible()


def test_where_nothing_is_detected_the_way_to_it_is_told(window, qtbot, tmp_path: Path, rendered: Path) -> None:
    folder = tmp_path / "New"
    folder.mkdir()
    shutil.copy(rendered, folder / "one.wav")
    with qtbot.waitSignal(window.songs.folder.settled, timeout=PATIENCE_MS):
        window.choice.choose(folder)
    texts = told(window)
    window.actions_.queue_go.trigger()
    qtbot.waitUntil(lambda: bool(texts) and "Detect in All Listed Songs" in texts[-1], timeout=PATIENCE_MS)
    assert "worth a look" not in texts[-1]
