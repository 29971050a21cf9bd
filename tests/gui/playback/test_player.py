"""Playback: what the sound card gets, sample by sample, and a cursor in step with it; no device needed."""

from __future__ import annotations

import math
import subprocess
import sys
import time
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from svd_core.audio.listening import Listening
from svd_gui.playback.output_device import NoSoundError, OutputDevice
from svd_gui.playback.pcm_stream import FADE_SECONDS, Playback, Request
from svd_gui.playback.player import Player

RATE = 8000
FADE_FRAMES = round(FADE_SECONDS * RATE)


def ramp(seconds: float = 2.0) -> np.ndarray:
    """PCM in which every frame can be told from the next: (n, 2) int16."""
    return np.repeat(np.arange(1, round(seconds * RATE) + 1, dtype=np.int16)[:, np.newaxis], 2, axis=1)


def heard(playback: Playback, n_frames: int, block: int = 128) -> np.ndarray:
    blocks = []
    for start in range(0, n_frames, block):
        out = np.empty((min(block, n_frames - start), playback.frames.shape[1]), np.int16)
        playback.fill(out, start / RATE)
        blocks.append(out)
    return np.concatenate(blocks)


def test_silence_until_asked():
    assert not heard(Playback(ramp(), RATE), 1000).any()


def test_plays_the_very_samples_between_the_fades():
    playback = Playback(ramp(), RATE)
    playback.request(Request(1, True, 100, 2100))
    out = heard(playback, 3000)
    inner = slice(FADE_FRAMES, 2000 - FADE_FRAMES)
    np.testing.assert_array_equal(out[inner], playback.frames[100:2100][inner])
    assert not out[2000:].any()


@given(
    start=st.integers(0, 15000),
    length=st.integers(1, 4000),
    block=st.integers(1, 700),
    again=st.integers(0, 4000),
    target=st.integers(0, 15000),
)
def test_no_cut_ever_clicks(start, length, block, again, target):
    """Full-scale PCM: between neighbours the output never steps further than a 5 ms fade does."""
    playback = Playback(np.full((16000, 1), 30000, np.int16), RATE)
    playback.request(Request(1, True, start, min(start + length, 16000)))
    out = heard(playback, again, block) if again else np.zeros((0, 1), np.int16)
    playback.request(Request(2, True, target, min(target + 500, 16000)))
    out = np.concatenate([np.zeros((1, 1), np.int16), out, heard(playback, 3000, block)])
    assert np.abs(np.diff(out[:, 0].astype(int))).max() <= math.ceil(30000 / FADE_FRAMES) + 1
    assert out[-1, 0] == 0


def test_a_loop_returns_to_its_start_and_the_cursor_with_it():
    playback = Playback(ramp(), RATE)
    playback.request(Request(1, True, 800, 1600, loop_start=800))
    out = heard(playback, 4000)
    np.testing.assert_array_equal(out[900:1200], out[100:400])
    assert playback.at(50 / RATE).frame == 850
    assert playback.at((800 + 50) / RATE).frame == pytest.approx(850, abs=1)
    assert playback.at(850 / RATE).jumps == playback.at(50 / RATE).jumps + 1


def test_a_cursor_never_leaves_what_is_in_the_buffers_of_the_device():
    playback = Playback(ramp(), RATE)
    playback.request(Request(1, True, 0, 16000))
    heard(playback, 800)
    playback.request(Request(2, True, 8000, 16000))
    out = np.empty((800, 2), np.int16)
    playback.fill(out, 0.1)
    before = playback.at(0.1)
    after = playback.at(0.1 + FADE_SECONDS + 0.01)
    assert before.request_id == 1 and before.frame == pytest.approx(800, abs=1)
    assert after.request_id == 2 and after.frame == pytest.approx(8000 + 0.01 * RATE, abs=2)


def test_a_cursor_waits_for_a_device_that_stalls():
    playback = Playback(ramp(), RATE)
    playback.request(Request(1, True, 0, 16000))
    heard(playback, 800)
    assert playback.at(0.05).frame == 400
    assert playback.at(5.0).frame == 800


def test_pause_keeps_silent_and_volume_scales():
    playback = Playback(ramp(), RATE)
    playback.gain = 0.5
    playback.request(Request(1, True, 1000, 9000))
    out = heard(playback, 1000)
    assert out[500, 0] == pytest.approx(playback.frames[1500, 0] / 2, abs=1)
    playback.request(Request(2, False, 2000, 2000))
    assert not heard(playback, 1000)[2 * FADE_FRAMES :].any()


class FakeStream:
    """A device that pulls blocks when told, 20 ms ahead of the ear."""

    active = True
    latency = 0.02
    status = SimpleNamespace(output_underflow=False)

    def __init__(self, rate, channels, fill):
        self.rate, self.channels, self._fill = rate, channels, fill
        self.sounded: list[np.ndarray] = []
        self.closed = False

    def start(self):
        pass

    def close(self):
        self.closed = True

    def pull(self, n_frames):
        out = np.empty((n_frames, self.channels), np.int16)
        self._fill(out, n_frames, SimpleNamespace(outputBufferDacTime=0.0, currentTime=0.0), self.status)
        self.sounded.append(out)


@pytest.fixture
def deck(qtbot):
    streams: list[FakeStream] = []

    def opener(rate, channels, fill):
        streams.append(FakeStream(rate, channels, fill))
        return streams[-1]

    player = Player(opener)
    player.unload(2.0, "decoding")
    player.load(ramp(), RATE)
    qtbot.waitUntil(lambda: player.unavailable_reason == "")
    yield player, streams[-1]
    player.close()


def test_cursor_follows_the_ear_and_never_goes_back(deck, qtbot):
    player, stream = deck
    seen: list[float] = []
    player.position_changed.connect(seen.append)
    player.seek(0.5)
    player.play()
    start = time.perf_counter()
    for _ in range(20):
        stream.pull(RATE // 100)
        qtbot.wait(10)
    elapsed = time.perf_counter() - start
    assert seen == sorted(seen)
    assert 0.5 < player.position <= 0.5 + elapsed
    player.toggle()
    assert not player.playing


def test_the_cursor_can_catch_up_with_the_ear_between_two_of_its_steps(deck, qtbot):
    player, stream = deck
    assert player.catch_up() == player.position == 0.0
    player.play()
    for _ in range(3):
        stream.pull(RATE // 10)
    qtbot.waitUntil(lambda: player.position > 0)
    before = player.position
    time.sleep(0.05)
    assert player.position == before
    assert before < player.catch_up() == player.position
    player.pause()
    assert player.catch_up() == player.position


def test_an_audition_returns_the_cursor(deck, qtbot):
    player, stream = deck
    player.seek(1.0)
    player.play_span(0.2, 0.25)
    assert player.playing
    for _ in range(10):
        stream.pull(RATE // 100)
    qtbot.waitUntil(lambda: not player.playing)
    assert player.position == 1.0


def test_seeking_while_playing_does_not_flash_the_old_place(deck, qtbot):
    player, stream = deck
    player.play()
    stream.pull(400)
    qtbot.wait(40)
    player.seek(1.5)
    seen: list[float] = []
    player.position_changed.connect(seen.append)
    stream.pull(400)
    qtbot.wait(80)
    assert seen and min(seen) >= 1.5


def test_blocks_that_came_too_late_are_counted(deck):
    player, stream = deck
    stream.pull(400)
    stream.status = SimpleNamespace(output_underflow=True)
    stream.pull(400)
    assert player.underruns == 1


CHANGING_SPEED = """
import sys
import numpy as np
from PySide6.QtCore import QCoreApplication
from svd_core.audio.listening import Listening
from svd_gui.playback.player import Player

application = QCoreApplication([])
player = Player(lambda *_: None)
player.load(np.zeros((8000, 2), np.int16), 8000)
player.set_listening(Listening(0.5))
while not player._rendered.ready(0):
    application.processEvents()
player.close()
print("python_stretch" in sys.modules)
"""


def test_the_library_that_holds_up_audio_threads_runs_in_another_process():
    done = subprocess.run([sys.executable, "-c", CHANGING_SPEED], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_a_device_that_goes_away_is_said(deck, qtbot):
    player, stream = deck
    player.play()
    with qtbot.waitSignal(player.failed) as said:
        stream.active = False
    assert not player.playing
    assert said.args[0].startswith("Playback is paused: The sound device is gone. Connect it again")
    assert player.unavailable_reason == said.args[0].removeprefix("Playback is paused: ")
    position = player.position
    player.toggle()
    qtbot.waitUntil(lambda: player.playing)
    assert player.unavailable_reason == "" and player.position >= position


def test_a_device_that_went_away_unnoticed_is_looked_for_by_play(deck, qtbot):
    player, stream = deck
    player.seek(0.5)
    stream.active = False
    said: list[str] = []
    player.failed.connect(said.append)
    player.play()
    qtbot.waitUntil(lambda: player.playing)
    assert stream.closed and player.position >= 0.5 and not said


def test_no_portaudio_is_a_reason_not_a_fault(qtbot, monkeypatch):
    def missing(name, *args, **kwargs):
        if name == "sounddevice":
            raise OSError("PortAudio library not found")
        return real_import(name, *args, **kwargs)

    real_import = __builtins__["__import__"] if isinstance(__builtins__, dict) else __builtins__.__import__
    monkeypatch.setattr("builtins.__import__", missing)
    with pytest.raises(NoSoundError, match="PortAudio is not installed"):
        OutputDevice()(RATE, 2, lambda *_: None)


def test_without_sound_the_cursor_still_moves(qtbot):
    def opener(rate, channels, fill):
        raise NoSoundError("no device here")

    player = Player(opener)
    player.unload(2.0, "decoding")
    player.load(ramp(), RATE)
    qtbot.waitUntil(lambda: player.unavailable_reason == "no device here")
    with qtbot.waitSignal(player.failed) as said:
        player.toggle()
    assert said.args == ["Nothing can be played: no device here"]
    player.toggle()
    assert not player.playing
    player.seek(1.25)
    assert player.position == 1.25


def test_the_speed_changes_while_playing_without_a_gap_and_the_cursor_keeps_up(qtbot):
    stream, seconds = None, 30.0

    def opener(rate, channels, fill):
        nonlocal stream
        stream = FakeStream(rate, channels, fill)
        return stream

    player = Player(opener)
    tone = 8000 * np.sin(2 * np.pi * 220 * np.arange(round(seconds * RATE)) / RATE)
    player.unload(seconds, "decoding")
    player.load(np.stack([tone, tone], axis=1).astype(np.int16), RATE)
    qtbot.waitUntil(lambda: player.unavailable_reason == "")
    player.play()
    stream.pull(RATE // 5)
    player.set_listening(Listening(2.0))

    # Until the new sound is rendered, the old one goes on.
    def play_on() -> None:
        stream.pull(RATE // 50)
        qtbot.wait(20)

    while player.going_over:
        play_on()
    gone_over = player.position
    while player.position < gone_over + 2:
        play_on()
    sound = np.concatenate(stream.sounded[1:])[:, 0].astype(float)
    loudness = np.sqrt(np.convolve(sound**2, np.ones(160) / 160, "valid"))
    # A fade out and in of 5 ms each is the only dip.
    assert np.mean(loudness < 4000) < 0.02
    crossings = np.count_nonzero(np.diff(np.signbit(sound[-RATE // 2 :])))
    assert crossings == pytest.approx(220, rel=0.1)
    # Half a second of sound is a second of the song.
    before = player.position
    stream.pull(RATE // 2)
    qtbot.waitUntil(lambda: player.position > before + 0.9)
    player.close()


def test_muting_is_silent_without_a_click_and_the_cursor_moves_on(deck, qtbot):
    player, stream = deck
    player.play()
    stream.pull(2000)
    player.set_muted(True)
    stream.pull(2000)
    muted = stream.sounded[-1][:, 0].astype(int)
    assert muted[0] != 0 and not muted[FADE_FRAMES:].any()
    assert np.abs(np.diff(muted)).max() <= math.ceil(np.abs(muted).max() / FADE_FRAMES) + 1
    qtbot.waitUntil(lambda: player.position > 0.3)
    with qtbot.waitSignal(player.muted_changed):
        player.set_volume(1.0)
    stream.pull(2000)
    assert stream.sounded[-1][FADE_FRAMES:].all()


def test_another_device_plays_on_where_the_former_one_was(qtbot):
    streams: list[FakeStream] = []

    def opener(rate, channels, fill):
        streams.append(FakeStream(rate, channels, fill))
        return streams[-1]

    player = Player(opener)
    player.unload(2.0, "decoding")
    player.load(ramp(), RATE)
    # The choice is made while the first device is still being opened.
    player.reopen()
    qtbot.waitUntil(lambda: player.unavailable_reason == "")
    assert len(streams) == 2
    player.seek(0.5)
    player.play()
    player.reopen()
    qtbot.waitUntil(lambda: player.playing)
    assert len(streams) == 3 and player.position >= 0.5
    player.close()
