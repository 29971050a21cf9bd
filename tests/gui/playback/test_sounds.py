"""A song rendered ahead in blocks: whole, in time, without a break at the seams, and never waited for."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import numpy as np
import pytest

from svd_core.audio.listening import Listening, rendered
from svd_core.errors import RenderingError
from svd_gui.playback.pcm_stream import Playback, Request
from svd_gui.playback.sounds import BLOCK_SECONDS, RenderedSound

RATE = 16000


def song(seconds: float = 7.3) -> np.ndarray:
    """A gliding tone, different in the two channels."""
    phase = np.cumsum(np.linspace(300, 500, round(seconds * RATE))) / RATE
    return np.stack([9000 * np.sin(2 * np.pi * phase), 4000 * np.sin(2 * np.pi * phase)], axis=1).astype(np.int16)


@pytest.fixture
def opened() -> Iterator[list[RenderedSound]]:
    every: list[RenderedSound] = []
    yield every
    for sound in every:
        sound.close()


def whole(sound: RenderedSound) -> np.ndarray:
    """Everything that is heard, read as the audio thread does."""
    pieces, place = [], 0
    while place < sound.n_frames:
        if count := min(sound.ready(place), 700):
            pieces.append(sound.read(place, count))
            place += count
        else:
            time.sleep(0.002)
    return np.concatenate(pieces)


@pytest.mark.parametrize("speed", [0.5, 0.75, 1.5, 2.0])
def test_all_of_the_song_is_heard_once_and_without_a_break(opened: list[RenderedSound], speed: float) -> None:
    opened.append(RenderedSound(song(), RATE, Listening(speed), rendered))
    heard = whole(opened[0])
    assert heard.shape == (round(7.3 * RATE / speed), 2)
    # A break would be a step larger than those of the loudest, highest tone; a gap would be quiet.
    steps = np.abs(np.diff(heard[800:-800, 0].astype(int)))
    assert steps.max() < 1.3 * 9000 * 2 * np.pi * 500 / RATE
    loudness = np.sqrt(np.convolve(heard[:, 0].astype(float) ** 2, np.ones(800) / 800, "same"))
    assert loudness[1600:-1600].min() > 0.7 * np.median(loudness)


def test_sound_after_silence_is_heard_when_it_is_due(opened: list[RenderedSound]) -> None:
    """Where there is nothing to continue from, a block is not moved."""
    frames = np.zeros((round(9 * RATE), 2), np.int16)
    for second in range(9):
        # Not at the seams, which are at even seconds.
        frames[second * RATE + 5000 :][:320] = song()[:320]
    opened.append(RenderedSound(frames, RATE, Listening(2.0), lambda stretch, *_: stretch[::2].astype(np.float32)))
    np.testing.assert_array_equal(whole(opened[0]), frames[::2])


def test_a_part_at_normal_speed_is_the_same_in_blocks_and_in_one_piece(opened: list[RenderedSound]) -> None:
    opened.append(RenderedSound(song(), RATE, Listening(part="voice-band"), rendered))
    np.testing.assert_allclose(whole(opened[0]), rendered(song(), RATE, Listening(part="voice-band")), atol=2)


def test_a_block_that_was_rendered_first_is_joined_to_the_one_before_it(opened: list[RenderedSound]) -> None:
    sound = RenderedSound(song(), RATE, Listening(0.5), rendered)
    opened.append(sound)
    second = round(BLOCK_SECONDS * RATE)
    sound.prepare(second)
    while not sound.ready(2 * second):
        time.sleep(0.002)
    alone = sound.read(2 * second, 200)
    while sound.ready(0) <= 2 * second:
        time.sleep(0.002)
    joined = sound.read(2 * second, 200)
    assert not np.array_equal(alone, joined)


def test_what_is_not_rendered_yet_is_silence_that_the_cursor_waits_out(opened: list[RenderedSound]) -> None:
    gate = threading.Event()
    sound = RenderedSound(song(), RATE, Listening(0.5), lambda *words: (gate.wait(10), rendered(*words))[1])
    opened.append(sound)
    playback, out = Playback(song(), RATE), np.ones((800, 2), np.int16)
    playback.request(Request(1, True, 0, 7 * RATE, sound=sound))
    playback.fill(out, 0.0)
    assert not out.any() and playback.at(0.5).playing and playback.at(0.5).frame == 0
    gate.set()
    while not sound.ready(0):
        time.sleep(0.002)
    playback.fill(out, 1.0)
    assert out.any()
    # Half the speed: after 800 frames of sound the song is at 400.
    assert playback.at(1.0 + 800 / RATE).frame == 400


def test_another_way_to_listen_goes_on_from_where_the_sound_is(opened: list[RenderedSound]) -> None:
    sound = RenderedSound(song(), RATE, Listening(2.0), rendered)
    opened.append(sound)
    playback, out = Playback(song(), RATE), np.zeros((1600, 2), np.int16)
    playback.request(Request(1, True, 0, 7 * RATE))
    playback.fill(out, 0.0)
    while not sound.ready(800):
        time.sleep(0.002)
    playback.request(Request(2, True, None, 7 * RATE, sound=sound))
    playback.fill(out, 0.1)
    playback.fill(out, 0.2)
    before, after = playback.at(0.1), playback.at(0.3)
    assert (before.request_id, before.frame) == (1, 1600)
    fade = round(0.005 * RATE)
    assert (after.request_id, after.frame) == (2, 1600 + fade + 2 * (3200 - fade))
    assert before.jumps == after.jumps


class Ending:
    """A sound of which the first half of a second is ready."""

    speed, n_frames, n_ready = 0.5, 14 * RATE, RATE // 2

    def ready(self, start: int) -> int:
        return max(0, self.n_ready - start)

    def read(self, start: int, count: int) -> np.ndarray:
        return np.full((count, 2), 1000, np.int16)


def test_a_cursor_stops_within_a_block_where_the_rendered_sound_stops() -> None:
    """And goes on within a block when there is more; the device keeps asking for blocks of its own size."""
    sound, playback, out = Ending(), Playback(song(), RATE), np.zeros((3000, 2), np.int16)
    playback.request(Request(1, True, 0, 7 * RATE, sound=sound))
    for block in range(4):
        playback.fill(out, block * 3000 / RATE)
    # 8000 frames are ready: the third block breaks off after 2000.
    assert not playback.at(8200 / RATE).speed
    assert [playback.at(frame / RATE).frame for frame in (7000, 8000, 8500, 11000)] == [3500, 4000, 4000, 4000]
    sound.n_ready *= 2
    playback.fill(out, 4 * 3000 / RATE)
    assert playback.at((12000 + 1000) / RATE).frame == 4500


def test_a_rendering_that_fails_says_why(opened: list[RenderedSound]) -> None:
    def fail(*_: object) -> np.ndarray:
        raise RenderingError("no memory for this")

    sound = RenderedSound(song(), RATE, Listening(0.5), fail)
    opened.append(sound)
    sound.prepare(0)
    for _ in range(500):
        if sound.error is not None:
            break
        time.sleep(0.01)
    assert str(sound.error) == "no memory for this" and sound.ready(0) == 0
