"""The device on which songs are heard: found by its name, or the system's default; nothing it says is printed."""

from __future__ import annotations

import ctypes
import ctypes.util
import sys
import threading
from collections.abc import Callable
from contextlib import ExitStack, suppress
from functools import cache
from typing import Any, Protocol
from weakref import WeakSet

from PySide6.QtCore import QObject, Signal

from svd_core.audio.decoder_messages import decoders_silenced
from svd_gui import background
from svd_gui.playback.sounds import Pcm
from svd_gui.settings import DeviceChoice
from svd_gui.translation import tr


class Stream(Protocol):
    """The part of sounddevice.OutputStream that the player uses."""

    @property
    def active(self) -> bool: ...

    @property
    def latency(self) -> float: ...

    def start(self) -> None: ...

    def close(self) -> None: ...


Fill = Callable[[Pcm, int, Any, Any], None]
Opener = Callable[[int, int, Fill], Stream]


class NoSoundError(Exception):
    """Nothing can be played; the message is the reason, for a tooltip."""


class LostDeviceError(NoSoundError):
    """The device that was in use is gone; the message says so, and what to do."""


class OpenStream:
    """A stream of sounddevice that is closed as soon as nobody holds it any more, and when PortAudio starts again.

    Until it is closed, the audio thread calls a function that would be freed with it. As long as it is open, nothing
    that libraries in C write to standard error is seen: when its device goes away, PortAudio prints source lines.
    """

    def __init__(self, stream: Any) -> None:
        self._stream, self._is_closed, self._use = stream, False, threading.Lock()
        self._silence, self._opened_in = ExitStack(), _portaudio.n_starts
        self._silence.enter_context(decoders_silenced())
        self.latency: float = stream.latency
        _open_streams.add(self)

    @property
    def active(self) -> bool:
        with self._use:
            return not self._is_closed and bool(self._stream.active)

    def start(self) -> None:
        """Let it play. Raises LostDeviceError if it was closed meanwhile, NoSoundError if the device refuses."""
        sounddevice = _sounddevice()
        with self._use:
            if self._is_closed:
                text = tr("The sound device is gone. Connect it again, or another one, then press Play.")
                raise LostDeviceError(text)
            try:
                self._stream.start()
            except sounddevice.PortAudioError as error:
                raise _refused(error) from error

    def close(self) -> None:
        with self._use:
            if not self._is_closed:
                self._is_closed = True
                self._stream.close()
                self._silence.close()

    def __del__(self) -> None:
        if not self._is_closed:
            # The last to let go may be the audio thread, which the closing would wait for. At the end of the program
            # there are no new threads, and PortAudio closes all streams.
            forgotten = (self._stream, self._opened_in, self._silence)
            with suppress(RuntimeError):
                threading.Thread(target=_close_forgotten, args=forgotten, name="closing of a stream").start()


def _close_forgotten(stream: Any, opened_in: int, silence: ExitStack) -> None:
    """Close a stream that nobody holds, unless PortAudio has freed it by starting again since it was opened."""
    with _opening:
        if opened_in == _portaudio.n_starts:
            stream.close()
    silence.close()


class _PortAudio:
    """How often the library was started, which frees all streams that were opened before."""

    n_starts = 1


_portaudio = _PortAudio()
_open_streams: WeakSet[OpenStream] = WeakSet()
_opening = threading.Lock()
"""Held while PortAudio is asked for a device: it may have to be started again for that."""


class OutputDevice(QObject):
    """Opens streams on the chosen device, and on the default one where the chosen one is not there; on any thread."""

    replaced = Signal(str)
    """The chosen device is not there, and which one is used instead."""

    def __init__(self, choice: DeviceChoice | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.choice = choice or DeviceChoice()
        self._report_replaced = background.callable_from_any_thread(self._emit_replaced)

    def __call__(self, sample_rate: int, channels: int, fill: Fill) -> Stream:
        """Open an output stream. Raises NoSoundError with the reason."""
        choice, sounddevice = self.choice, _sounddevice()
        with _opening:
            try:
                return _open(sounddevice, choice, sample_rate, channels, fill)
            except NoSoundError:
                if not choice.name:
                    raise
            stream = _open(sounddevice, DeviceChoice("", choice.latency), sample_rate, channels, fill)
        text = tr("The sound device “{0}” is not there; the system's default is used")
        self._report_replaced(text.format(choice.name))
        return stream

    def _emit_replaced(self, text: str) -> None:
        self.replaced.emit(text)


def _open(sounddevice: Any, choice: DeviceChoice, sample_rate: int, channels: int, fill: Fill) -> OpenStream:
    """Open a stream on this device. Raises NoSoundError."""
    try:
        # Where there is no device, PortAudio prints its own source lines.
        with decoders_silenced():
            index = _index(sounddevice, choice.name)
            return OpenStream(sounddevice.OutputStream(
                device=index, samplerate=sample_rate, channels=channels, dtype="int16", latency=choice.latency,
                callback=fill,
            ))  # fmt: skip
    except (sounddevice.PortAudioError, ValueError, OSError) as error:
        raise _refused(error) from error


def _refused(error: Exception) -> NoSoundError:
    return NoSoundError(tr("No sound device can be used. Connect one, then press Play. ({0})").format(error))


def device_names() -> tuple[str, ...]:
    """Return the names of all devices that can play; takes a while the first time. Raises NoSoundError."""
    sounddevice = _sounddevice()
    with _opening:  # PortAudio's list is freed where it is started again meanwhile.
        return tuple(dict.fromkeys(_names(sounddevice)))


def _names(sounddevice: Any) -> list[str]:
    """The names of the devices that can play, with the sound system where there are several."""
    systems = sounddevice.query_hostapis()
    playing = [device for device in sounddevice.query_devices() if device["max_output_channels"] > 0]
    several = len({device["hostapi"] for device in playing}) > 1
    return [f"{device['name']}, {systems[device['hostapi']]['name']}" if several else device["name"]
            for device in playing]  # fmt: skip


def _index(sounddevice: Any, name: str) -> int | None:
    """Return the index of the device with a name, None for the default. Raises ValueError if it is not there."""
    try:
        return _find(sounddevice, name)
    except (sounddevice.PortAudioError, ValueError):
        # PortAudio lists the devices once; one that was plugged in since is found by starting it again, which frees all
        # streams. Whoever plays one finds its device gone, and opens another with the next Play.
        for stream in tuple(_open_streams):
            stream.close()
        sounddevice._terminate()
        _portaudio.n_starts += 1
        sounddevice._initialize()
        return _find(sounddevice, name)


def _find(sounddevice: Any, name: str) -> int | None:
    if not name:
        sounddevice.query_devices(kind="output")
        return None
    playing = [index for index, device in enumerate(sounddevice.query_devices()) if device["max_output_channels"] > 0]
    return playing[_names(sounddevice).index(name)]


def _sounddevice() -> Any:
    """Import the library, which looks for devices and may take a while: never at start-up. Raises NoSoundError."""
    try:
        # The library silences PortAudio by itself while it looks for devices, but would be undone by decoders that are
        # silenced at the same time, and they by it.
        with decoders_silenced():
            import sounddevice
    except OSError as error:
        text = tr("PortAudio is not installed ({0}). On Debian and Ubuntu: apt install libportaudio2")
        raise NoSoundError(text.format(error)) from error
    _silence_alsa()
    return sounddevice


@cache
def _silence_alsa() -> object:
    """Keep ALSA from printing what devices it lacks; what matters comes as an error of PortAudio, too.

    Returns what must live as long as ALSA may call it.
    """
    if sys.platform != "linux" or (name := ctypes.util.find_library("asound")) is None:
        return None
    ignore = ctypes.CFUNCTYPE(None, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p)(
        lambda *_: None
    )
    try:
        ctypes.CDLL(name).snd_lib_error_set_handler(ignore)
    except (OSError, AttributeError):
        return None
    return ignore
