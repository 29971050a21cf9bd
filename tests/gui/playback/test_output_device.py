"""Which device is opened, and what happens when the chosen one is not there."""

from __future__ import annotations

import gc
import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from types import ModuleType, SimpleNamespace

import pytest

from svd_core.audio.decoder_messages import decoders_silenced
from svd_gui.playback import output_device
from svd_gui.playback.output_device import LostDeviceError, NoSoundError, OutputDevice, Stream, device_names
from svd_gui.settings import DeviceChoice


class PortAudioError(Exception):
    pass


class FakeStream(SimpleNamespace):
    """A stream of PortAudio's, which is freed by its closing: to use it afterwards ends the program."""

    active, n_closed, refuses = True, 0, False

    def start(self) -> None:
        if self.refuses:
            raise PortAudioError("it is busy")

    def close(self) -> None:
        self.n_closed += 1
        self.active = False


class System:
    """What the program asks of sounddevice: devices of two sound systems, one of which may be plugged in late."""

    PortAudioError = PortAudioError

    def __init__(self) -> None:
        self.names = ["Speakers", "Microphone"]
        self.late: list[str] = []
        self.opened: list[FakeStream] = []

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
        self.opened.append(FakeStream(**settings | {"latency": 0.1, "asked_latency": settings["latency"]}))
        return self.opened[-1]


@pytest.fixture
def system(monkeypatch) -> System:
    system = System()
    monkeypatch.setitem(sys.modules, "sounddevice", system)
    return system


def opened(choice: DeviceChoice, qtbot) -> tuple[Stream, list[str]]:
    """Open a device on another thread, as the player does; returns the stream, and what was said of it."""
    device, said = OutputDevice(choice), []
    device.replaced.connect(said.append)
    with ThreadPoolExecutor(1) as pool:
        stream = pool.submit(device, 8000, 2, lambda *_: None).result()
    qtbot.wait(1)
    return stream, said


def test_only_what_can_play_is_listed_and_named_apart(system: System):
    assert device_names() == ("Speakers",)
    system.names.append("USB")
    assert device_names() == ("Speakers, One", "USB, Two")


def test_the_default_is_left_to_the_system(system: System, qtbot):
    _, said = opened(DeviceChoice(latency=0.25), qtbot)
    assert (system.opened[0].device, system.opened[0].asked_latency, said) == (None, 0.25, [])


def test_the_chosen_device_is_opened_even_if_it_was_plugged_in_since(system: System, qtbot):
    system.late = ["USB"]
    _, said = opened(DeviceChoice("USB, Two"), qtbot)
    assert (system.opened[0].device, said) == (2, [])


def test_a_device_that_is_not_there_falls_back_and_is_said(system: System, qtbot):
    _, said = opened(DeviceChoice("Gone"), qtbot)
    assert system.opened[0].device is None
    assert len(said) == 1 and "Gone" in said[0]


def test_no_device_at_all_is_a_reason(system: System, qtbot):
    system.names = []
    with pytest.raises(NoSoundError, match="No sound device"):
        opened(DeviceChoice("Gone"), qtbot)


def test_a_stream_that_nobody_holds_any_more_is_closed(system: System, qtbot):
    """As one that was opened for a song which was closed meanwhile: its callback would outlive what it calls."""
    stream, _ = opened(DeviceChoice(), qtbot)
    assert system.opened[0].n_closed == 0
    del stream
    gc.collect()
    qtbot.waitUntil(lambda: system.opened[0].n_closed == 1)


def test_looking_for_a_new_device_closes_the_streams_that_it_would_free(system: System, qtbot):
    """Once only: a stream that PortAudio has freed must not be touched."""
    stream, _ = opened(DeviceChoice(), qtbot)
    system.late = ["USB"]
    other, _ = opened(DeviceChoice("USB, Two"), qtbot)
    assert (stream.active, other.active, system.opened[0].n_closed) == (False, True, 1)
    stream.close()
    assert system.opened[0].n_closed == 1


def test_devices_are_not_listed_while_portaudio_may_be_started_again(system: System, monkeypatch):
    locked: list[bool] = []
    listed = system.query_devices
    monkeypatch.setattr(
        system, "query_devices", lambda **asked: locked.append(output_device._opening.locked()) or listed(**asked)
    )
    assert device_names() == ("Speakers",)
    assert locked and all(locked)


def test_a_stream_that_was_closed_for_another_device_is_lost_when_it_is_started(system: System, qtbot):
    stream, _ = opened(DeviceChoice(), qtbot)
    system.late = ["USB"]
    other, _ = opened(DeviceChoice("USB, Two"), qtbot)
    with pytest.raises(LostDeviceError, match="press Play"):
        stream.start()
    system.opened[1].refuses = True
    with pytest.raises(NoSoundError, match="it is busy"):
        other.start()


def test_a_stream_that_nobody_holds_is_left_alone_once_portaudio_has_freed_it(system: System, qtbot, monkeypatch):
    stream, _ = opened(DeviceChoice(), qtbot)
    system.late = ["USB"]

    def terminated() -> None:
        # The last to hold a stream lets go of it, while another thread looks for a device.
        nonlocal stream
        stream = None
        gc.collect()

    monkeypatch.setattr(output_device, "_open_streams", set())  # as it is not there any more while it is deleted
    monkeypatch.setattr(system, "_terminate", terminated)
    opened(DeviceChoice("USB, Two"), qtbot)
    for thread in threading.enumerate():
        if thread.name == "closing of a stream":
            thread.join()
    assert system.opened[0].n_closed == 0


def test_what_portaudio_prints_when_a_device_is_lost_is_not_seen(system: System, qtbot, capfd):
    stream, _ = opened(DeviceChoice(), qtbot)
    os.write(2, b"Expression 'err' failed in pa_linux_alsa.c, line: 3355\n")
    stream.close()
    os.write(2, b"something else\n")
    assert capfd.readouterr().err == "something else\n"


LIBRARY = """
import os
terminal = os.dup(2)
nowhere = os.open(os.devnull, os.O_WRONLY)
os.dup2(nowhere, 2)
import decoder
decoder.silence.close()
os.write(2, b"ALSA lib confmisc.c:855: cannot find card '0'\\n")
os.dup2(terminal, 2)
"""
"""Silences itself as sounddevice does while it looks for devices; meanwhile a decoder ends that was silenced, too."""


def test_looking_for_devices_while_a_song_is_decoded_prints_nothing(tmp_path, monkeypatch, capfd):
    decoder = ModuleType("decoder")
    decoder.silence = ExitStack()
    decoder.silence.enter_context(decoders_silenced())
    (tmp_path / "sounddevice.py").write_text(LIBRARY, encoding="utf-8")
    monkeypatch.setitem(sys.modules, "decoder", decoder)
    monkeypatch.delitem(sys.modules, "sounddevice", raising=False)
    monkeypatch.syspath_prepend(tmp_path)
    try:
        output_device._sounddevice()
    finally:
        sys.modules.pop("sounddevice", None)
    os.write(2, b"something else\n")
    assert capfd.readouterr().err == "something else\n"
