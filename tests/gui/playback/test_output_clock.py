"""When blocks are heard: in step with the sound although the times that the device tells are not."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from svd_gui.playback.output_clock import OutputClock

RATE = 1000
BLOCK = 20
BETWEEN_CLOCKS = 7000.0


class Device:
    """Plays 50 blocks a second and asks for each as soon as it has room for it; its clock is not the caller's."""

    def __init__(self) -> None:
        self.clock = OutputClock(RATE)
        self.n_blocks = 0
        self.ahead = 0.1
        self.late = 0.0
        """By how much what it plays is later than without a break."""

    def next_error(self, told_wrong: float = 0.0, called_late: float = 0.0, asked_late: float = 0.0) -> float:
        """Seconds by which the next block is believed to be heard later than it is."""
        heard = 100.0 + self.n_blocks * BLOCK / RATE + self.late
        asked = heard - self.ahead + asked_late
        times = SimpleNamespace(
            currentTime=asked + BETWEEN_CLOCKS, outputBufferDacTime=heard + told_wrong + BETWEEN_CLOCKS
        )
        self.n_blocks += 1
        return self.clock.heard_at(asked + called_late, BLOCK, times) - heard

    def play(self, seconds: float, told_wrong: float = 0.0) -> list[float]:
        return [self.next_error(told_wrong) for _ in range(round(seconds * RATE / BLOCK))]


@pytest.mark.parametrize(
    ("now", "heard", "ahead"),
    [(50.0, 50.08, 0.08), (50.0, 50.0, 0.0), (50.0, 49.99, 0.0), (0.0, 0.0, 0.1), (50.0, 0.0, 0.1), (50.0, 9e8, 0.1)],
    ids=["buffered", "after an underrun", "jitter", "no times", "no time of output", "two clocks"],
)
def test_the_first_block(now: float, heard: float, ahead: float):
    times = SimpleNamespace(currentTime=now, outputBufferDacTime=heard)
    clock = OutputClock(RATE)
    clock.latency = 0.1
    assert clock.heard_at(3.0, BLOCK, times) == pytest.approx(3.0 + ahead)


def test_blocks_are_placed_rightly_from_the_filling_of_the_buffer_on():
    """A device that is started asks for five blocks at once; only the last waits as long as all others will."""
    device = Device()
    for number in range(5):
        device.ahead = number * BLOCK / RATE  # all at the same time, each heard after the one before
        device.next_error()
    device.ahead = 4 * BLOCK / RATE
    assert max(map(abs, device.play(1))) < 1e-6


def test_a_callback_that_comes_late_does_not_move_the_sound():
    device = Device()
    device.play(1)
    assert device.next_error(called_late=0.08) == pytest.approx(0, abs=1e-6)
    # A late one that the device asked for late, and those after it at once.
    errors = [device.next_error(asked_late=late) for late in (0.08, 0.06, 0.04, 0.02, 0.0)]
    assert max(map(abs, errors)) < 1e-6


def drift(seconds: float, a_second: float) -> list[float]:
    return [a_second * step * BLOCK / RATE for step in range(round(seconds * RATE / BLOCK))]


def test_a_delay_that_drifts_for_seconds_after_a_stall_does_not_move_the_sound():
    """What PulseAudio tells after the machine was busy: 15 ms more each second, and it comes back in steps."""
    device = Device()
    device.play(20)
    told_wrong = [*drift(4, 0.015), *drift(4, 0.008)]
    assert max(told_wrong) > 0.05
    assert max(abs(device.next_error(wrong)) for wrong in told_wrong) < 0.005


def test_where_the_sound_broke_off_the_cursor_is_right_soon_whatever_the_device_tells():
    """It may tell nothing of it, and then go on drifting from what was true before."""
    device = Device()
    device.play(20)
    device.late += 0.3
    device.play(0.3)
    told_wrong = [-0.04 + wrong for wrong in drift(5, 0.012)]
    assert max(abs(device.next_error(wrong)) for wrong in told_wrong) < 0.005


@pytest.mark.parametrize("ahead", [0.12, 0.25, 0.05])
def test_a_delay_that_becomes_another_one_is_followed_within_two_seconds(ahead: float):
    """One block more in the device's buffers; or headphones without wires, to which the stream goes on."""
    device = Device()
    device.play(20)
    device.ahead = ahead
    device.play(2)
    assert max(map(abs, device.play(10))) < 1e-6


def test_a_device_whose_clock_runs_differently_is_followed():
    """Three seconds in ten thousand, more than any sound card's."""
    device = Device()
    errors = []
    for _ in range(round(60 * RATE / BLOCK)):
        device.late -= 3e-4 * BLOCK / RATE
        errors.append(device.next_error())
    assert max(map(abs, errors)) < 0.001
