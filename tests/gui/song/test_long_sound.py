"""A long song is seen and heard while it is decoded; a short one stands for it here, in small blocks."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from svd_core.audio import decoding, sound_file
from svd_core.audio.features import log_mel
from svd_core.errors import AudioError
from svd_gui.song import loader
from svd_gui.timeline.idle import IdleSteps

pytestmark = pytest.mark.one_window


class Blocks:
    """Lets a decoder go on block by block of a quarter of a second; `broken_at` is a block at which it fails."""

    def __init__(self) -> None:
        self.gate = threading.Semaphore(0)
        self.broken_at = -1

    def decode(self, path: Path, warn=None) -> Iterator:
        samples, rate = soundfile.read(path, dtype="float32", always_2d=True)
        for number, start in enumerate(range(0, len(samples), rate // 4)):
            assert self.gate.acquire(timeout=60)
            if number == self.broken_at:
                raise AudioError(f"{path}: is damaged")
            yield rate, samples[start : start + rate // 4]


@pytest.fixture
def blocks(monkeypatch: pytest.MonkeyPatch) -> Iterator[Blocks]:
    """Songs of some seconds count as long, and their headers state 9.5 s, which is not quite true."""
    blocks = Blocks()
    monkeypatch.setattr(loader, "LONG_SECONDS", 5.0)
    monkeypatch.setattr(loader, "FIRST_SECONDS", 1.0)
    monkeypatch.setattr(loader, "REPORT_SECONDS", 0.0)
    monkeypatch.setattr(decoding, "stated_duration", lambda path: 9.5)
    monkeypatch.setattr(sound_file, "decode", blocks.decode)
    yield blocks
    blocks.gate.release(1000)


@pytest.fixture
def begun(window, qtbot, song: Path, blocks: Blocks):
    """The window with four seconds of a song."""
    with qtbot.waitSignal(window.session.song_opened, timeout=60000):
        window.choice.choose(song)
        blocks.gate.release(16)
    window.activateWindow()
    window.timeline.setFocus()
    qtbot.waitUntil(lambda: window.session.song.decoded.n_samples >= 3.9 * 22050)
    settle(window, qtbot)
    return window


def settle(window, qtbot) -> None:
    """Let all that is there of the picture be made."""
    window.session.song_grown.emit(window.session.song)
    for steps in window.findChildren(IdleSteps):
        steps.finish()


def test_the_first_part_is_seen_while_the_rest_is_decoded(begun, blocks, song, qtbot):
    view, session = begun.timeline, begun.session
    assert session.busy and session.song.duration == pytest.approx(9.5) == view.content.duration
    assert 3.5 * 22050 <= view.content.envelope.filled <= 4 * 22050
    assert view.filling.pyramid.has_tile(0, 0) is False and view.filling.pyramid.filled >= 3.5 * 70
    view.set_visible_range(0.5, 1.5)
    with qtbot.waitSignal(session.settled, timeout=60000):
        blocks.gate.release(1000)
    settle(begun, qtbot)
    samples = sound_file.read_mono(song)
    np.testing.assert_array_equal(session.song.samples, samples)
    np.testing.assert_array_equal(session.song.mel, log_mel(samples))
    assert session.song.decoded is None and view.content.duration == session.song.duration == pytest.approx(8.0)
    assert view.content.envelope.samples is session.song.samples and view.filling.pyramid.n_frames == len(
        session.song.mel
    )
    assert view.visible_range() == pytest.approx((0.5, 1.5)), "what a person looks at stays"
    assert session.document.regions and session.document.duration == session.song.duration


def test_it_is_not_edited_before_all_is_there_and_says_why(begun, blocks, qtbot):
    begun.player.seek(0.5)
    assert not begun.actions_.add_region.isEnabled()
    begun.document.edit("Add region", ())
    begun.document.save()
    assert "still being opened" in begun.status.currentMessage()
    with qtbot.waitSignal(begun.session.settled, timeout=60000):
        blocks.gate.release(1000)
    assert begun.actions_.add_region.isEnabled() and begun.document.read_only_reason == ""


def test_what_is_there_can_be_played_and_playback_waits_for_more(begun, blocks, qtbot):
    playback = begun.player._playback
    ready = playback.plain.ready(0)
    assert 3.5 * 22050 <= ready <= 4.5 * 22050 and playback.plain.ready(ready) == 0
    assert np.abs(playback.plain.read(0, ready)).max() > 100
    begun.player._wanted = begun.player._wanted.__class__(1, True, 0, round(9.5 * 22050))
    with qtbot.waitSignal(begun.session.settled, timeout=60000):
        blocks.gate.release(1000)
    assert begun.player._playback is playback and playback.plain.n_frames == 8 * 22050 == begun.player._wanted.stop
    assert playback.plain.ready(0) == 8 * 22050


def test_stop_keeps_what_is_decoded_and_can_be_gone_on_with(begun, blocks, song, qtbot):
    QTest.mouseClick(begun.status._stop, Qt.MouseButton.LeftButton)
    assert not begun.session.busy and begun.session.song.decoded is not None and begun.status._go_on.isVisible()
    blocks.gate.release(1000)
    with qtbot.waitSignal(begun.session.settled, timeout=60000):
        QTest.mouseClick(begun.status._go_on, Qt.MouseButton.LeftButton)
    np.testing.assert_array_equal(begun.session.song.samples, sound_file.read_mono(song))
    assert begun.session.undetected == () and not begun.status._go_on.isVisible()


def test_where_decoding_fails_what_is_there_stays_to_be_seen(begun, blocks, qtbot):
    blocks.broken_at = 20
    with qtbot.waitSignal(begun.session.settled, timeout=60000):
        blocks.gate.release(1000)
    assert begun.notice.isVisible() and "Only a part" in begun.document.read_only_reason
    assert not begun.status._go_on.isVisible() and not begun.session.busy


def test_another_song_can_be_opened_meanwhile(begun, blocks, song, tmp_path, qtbot):
    other = tmp_path / "short.wav"
    samples, rate = soundfile.read(song)
    soundfile.write(other, samples[: 3 * rate], rate, subtype="PCM_16")
    blocks.gate.release(1000)
    with qtbot.waitSignal(begun.session.settled, timeout=60000):
        begun.choice.choose(other)
    assert begun.session.song.path == other and begun.session.song.duration == pytest.approx(3.0)
    assert begun.timeline.content.duration == begun.document.duration == pytest.approx(3.0)


def test_a_song_longer_than_stated_is_whole_in_the_end(window, blocks, song, qtbot, monkeypatch):
    monkeypatch.setattr(decoding, "stated_duration", lambda path: 5.5)
    blocks.gate.release(1000)
    with qtbot.waitSignal(window.session.settled, timeout=60000):
        window.choice.choose(song)
    assert window.session.song.duration == pytest.approx(8.0) == window.timeline.content.duration
    assert len(window.player._playback.frames) == 8 * 22050
