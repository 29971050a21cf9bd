"""Which device is opened, and what happens when the chosen one is not there."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import pytest

from svd_gui.playback.output_device import NoSoundError, OutputDevice, device_names
from svd_gui.settings import DeviceChoice


class PortAudioError(Exception):
    pass


class System:
    """What the program asks of sounddevice: devices of two sound systems, one of which may be plugged in late."""

    PortAudioError = PortAudioError

    def __init__(self) -> None:
        self.names = ["Speakers", "Microphone"]
        self.late: list[str] = []
        self.opened: list[SimpleNamespace] = []

    def query_hostapis(self):
        return [{"name": "One"}, {"name": "Two"}]

    def query_devices(self, kind=None):
        devices = [
            {"name": name, "hostapi": 0 if name != "USB" else 1, "max_output_channels": 2 * (name != "Microphone")}
            for name in self.names
        ]
        if kind and not self.names:
            raise PortAudioError("no device")
        return devices

    def _terminate(self) -> None:
        pass

    def _initialize(self) -> None:
        self.names += self.late

    def OutputStream(self, **settings):
        if not self.names:
            raise PortAudioError("no device")
        self.opened.append(SimpleNamespace(**settings))
        return self.opened[-1]


@pytest.fixture
def system(monkeypatch) -> System:
    system = System()
    monkeypatch.setitem(sys.modules, "sounddevice", system)
    return system


def opened(choice: DeviceChoice) -> tuple[OutputDevice, list[str]]:
    device, said = OutputDevice(choice), []
    device.replaced.connect(said.append)
    device(8000, 2, lambda *_: None)
    return device, said


def test_only_what_can_play_is_listed_and_named_apart(system: System):
    assert device_names() == ("Speakers",)
    system.names.append("USB")
    assert device_names() == ("Speakers, One", "USB, Two")


def test_the_default_is_left_to_the_system(system: System, qtbot):
    _, said = opened(DeviceChoice(latency=0.25))
    assert (system.opened[0].device, system.opened[0].latency, said) == (None, 0.25, [])


def test_the_chosen_device_is_opened_even_if_it_was_plugged_in_since(system: System, qtbot):
    system.late = ["USB"]
    _, said = opened(DeviceChoice("USB, Two"))
    assert (system.opened[0].device, said) == (2, [])


def test_a_device_that_is_not_there_falls_back_and_is_said(system: System, qtbot):
    device, said = opened(DeviceChoice("Gone"))
    assert system.opened[0].device is None
    assert len(said) == 1 and "Gone" in said[0]
    assert device.choice.name == "Gone"


def test_no_device_at_all_is_a_reason(system: System, qtbot):
    system.names = []
    with pytest.raises(NoSoundError, match="No sound device"):
        opened(DeviceChoice("Gone"))
