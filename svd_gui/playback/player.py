"""Playing the open song: an output stream that stays open, and a cursor in step with the sound."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from svd_core.audio.listening import Listening
from svd_core.audio.rendering_process import RenderingProcess
from svd_gui import background
from svd_gui.playback.output_device import LostDeviceError, Opener, Stream
from svd_gui.playback.pcm_stream import Playback, Request
from svd_gui.playback.sounds import Pcm, RenderedSound, Sound
from svd_gui.playback.started_stream import started_stream

TICK_MS = 16
READY_SECONDS = 1.5
"""Seconds that must be rendered from the cursor on before playback goes over to another way to listen."""


class Player(QObject):
    """Plays one song; without a device the cursor still moves.

    A short stretch can be auditioned (`play_span`): afterwards the cursor is back where it was.
    """

    position_changed = Signal(float)
    playing_changed = Signal(bool)
    availability_changed = Signal(str)
    loop_changed = Signal(object)
    listening_changed = Signal(object)
    muted_changed = Signal(bool)
    failed = Signal(str)
    """Why what was asked for just now cannot be heard."""

    def __init__(self, opener: Opener, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._opener = opener
        self._stream: Stream | None = None
        self._playback: Playback | None = None
        self._opening: background.Task | None = None
        self._unavailable_reason, self._failed = self.tr("No song is open"), False
        self._rate, self._seconds = 1, 0.0
        self._position = 0.0
        self._return_to: float | None = None
        self._playing = self.has_a_part = False  # a part of the sound, while more is to come
        self._loop: tuple[float, float] | None = None
        self._request_id = self._jumps = 0
        self._wanted = Request(0, False, 0, 0)
        self._volume, self._muted = 1.0, False
        self._listening = Listening()
        self._renderer = RenderingProcess()
        self._rendered: RenderedSound | None = None
        self._going_over = False
        self._play_when_open = self._reopen_later = False
        self._timer = QTimer(self, interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    @property
    def position(self) -> float:
        """Seconds into the song: what is heard now, or would be heard next."""
        return self._position

    def catch_up(self) -> float:
        """Move the cursor to what is heard at this moment, between two of its steps; returns where it is."""
        if self._timer.isActive() and self._playback is not None:
            self._tick()
        return self._position

    @property
    def playing(self) -> bool:
        return self._playing

    @property
    def auditioning(self) -> bool:
        """Whether a short stretch is played, after which the cursor goes back."""
        return self._return_to is not None

    @property
    def resting_position(self) -> float:
        """Where the cursor is, or will be again after the audition."""
        return self._position if self._return_to is None else self._return_to

    @property
    def loop(self) -> tuple[float, float] | None:
        return self._loop

    @property
    def listening(self) -> Listening:
        """How the song is heard, or will be as soon as that is rendered."""
        return self._listening

    @property
    def going_over(self) -> bool:
        """Whether the song still plays in the former way, because the chosen one is being rendered."""
        return self._going_over

    @property
    def stereo(self) -> bool:
        """Whether the song has more than one channel."""
        return self._playback is not None and self._playback.frames.shape[1] > 1

    @property
    def unavailable_reason(self) -> str:
        """Why nothing can be played; empty when playing is possible."""
        return self._unavailable_reason

    @property
    def playback_failed(self) -> bool:
        """Whether no device was found, or the sound could not be decoded."""
        return bool(self._unavailable_reason) and self._failed

    @property
    def underruns(self) -> int:
        """How often the device had nothing to play since the song was loaded, because the machine was too busy."""
        return self._playback.underruns if self._playback else 0

    def create_sibling(self, parent: QObject) -> Player:
        """Create a player for other sound, which opens its device in the same way and is as loud as this one."""
        player = Player(self._opener, parent)
        player.set_volume(self._volume)
        return player

    @property
    def can_retry(self) -> bool:
        """Whether `play` would look again for a device."""
        return self._playback is not None and self.playback_failed

    def unload(self, duration: float, reason: str, failed: bool = False) -> None:
        """Begin with a song whose sound is not decoded yet, or cannot be (`failed`); the cursor still moves."""
        self.pause()
        self._close_stream()
        self._playback, self._seconds, self.has_a_part = None, duration, False
        self.set_loop(None)
        self._move(0.0)
        self._set_unavailable(reason, failed)

    def load(self, frames: Pcm, sample_rate: int, seconds_ready: Callable[[], float] | None = None) -> None:
        """Take the sound of the song, int16 of shape (n, channels); the stream opens in the background.

        Where only `seconds_ready()` of it are there yet, playback waits for more, until `complete`."""
        self._close_stream()
        self.has_a_part = seconds_ready is not None
        self._playback, self._rate = Playback(frames, sample_rate, seconds_ready or (lambda: math.inf)), sample_rate
        self._playback.gain = self._gain
        self._render()
        self._open_stream(self._playback)

    def complete(self, frames: Pcm) -> None:
        """Take all of a song's sound, of which a part was there; what plays, plays on."""
        assert self._playback is not None
        goes_to_end = self._wanted.stop >= min(round(self._seconds * self._rate), len(frames))
        self._seconds, self.has_a_part = len(frames) / self._rate, False
        self._wanted = replace(self._wanted, stop=len(frames) if goes_to_end else self._wanted.stop)
        self._playback.complete(frames)
        self._render()

    def _open_stream(self, playback: Playback) -> None:
        """Look for a device in the background; what was asked for meanwhile is played once there is one."""
        self._set_unavailable(self.tr("Looking for a sound device…"))
        opener = self._opener
        self._opening = background.run(lambda: started_stream(opener, playback), self._use_stream, self._lose_stream)

    def toggle(self) -> None:
        """Play from the cursor, or pause."""
        if self._playing:
            self.pause()
        else:
            self.play()

    def play(self) -> None:
        """Play from the cursor: in the loop if there is one, else to the end; looks again for a device that is lost."""
        if self._playback is not None and (self.can_retry or self._stream_ended):
            self._play_when_open = True
            self._close_stream()
            self._open_stream(self._playback)
            return
        loop = self._loop
        start = self._position
        if loop and not loop[0] <= start < loop[1]:
            start = loop[0]
        if start >= self._seconds - 0.01:
            start = 0.0
        self._return_to = None
        self._play_request(start, loop[1] if loop else self._seconds, loop[0] if loop else None)

    def play_span(self, start: float, end: float) -> None:
        """Play a stretch once; afterwards the cursor is where it was."""
        start, end = max(0.0, start), min(end, self._seconds)
        if not self._can_play(start, end):
            return
        if self._return_to is None:
            self._return_to = self._position
        self._play_request(start, end, None)

    def pause(self) -> None:
        """Stop; the cursor stays at what was heard last, or goes back where an audition began."""
        if self._playing:
            self._stop_at(self.resting_position)

    def seek(self, time: float) -> None:
        """Move the cursor; if the song plays, it plays on from there."""
        time = min(max(time, 0.0), self._seconds)
        if self._playing and self._return_to is None:
            self._move(time)
            self.play()
        else:
            self._stop_at(time)

    def set_loop(self, span: tuple[float, float] | None) -> None:
        """Repeat a stretch from the next start of playback on, or at once while playing; None to stop."""
        self._loop = span
        self.loop_changed.emit(span)
        if self._playing and self._return_to is None:
            self.play()

    @property
    def muted(self) -> bool:
        """Whether the song plays unheard."""
        return self._muted

    @property
    def _gain(self) -> float:
        return 0.0 if self._muted else self._volume

    def set_volume(self, volume: float) -> None:
        """Loudness, 0 to 1; the song is heard again if it was muted."""
        self._volume = volume
        self.set_muted(False)

    def set_muted(self, muted: bool) -> None:
        """Let the song be unheard, or as loud as it was; the cursor moves on in either case."""
        changed, self._muted = muted != self._muted, muted
        if self._playback:
            self._playback.gain = self._gain
        if changed:
            self.muted_changed.emit(muted)

    def reopen(self) -> None:
        """Go over to a device that was chosen meanwhile; what plays, plays on there."""
        if self._playback is None:
            return
        self._reopen_later = self._stream is None and not self._failed
        if not self._reopen_later:
            self._play_when_open = self._playing and self._return_to is None
            self._stop_at(self.resting_position)
            self._close_stream()
            self._open_stream(self._playback)

    def set_listening(self, listening: Listening) -> None:
        """Listen in another way from now on; while playing, as soon as it is rendered, without a gap."""
        if listening == self._listening:
            return
        self._listening = listening
        self._render()
        self.listening_changed.emit(listening)

    def close(self) -> None:
        """Release the device."""
        self.pause()
        if self._rendered is not None:
            self._rendered.close()
        self._renderer.close()
        if self._opening:
            self._opening.cancel()
        self._close_stream()

    def _can_play(self, start: float, stop: float) -> bool:
        return self._playback is not None and not self._unavailable_reason and start < stop

    def _render(self) -> None:
        """Begin to render the song as it is to be heard, unless that is as it is."""
        if self._rendered is not None:
            self._rendered.close()
            self._rendered = None
        if self._playback is None:
            return
        if not self._listening.plain:
            self._rendered = RenderedSound(self._playback.frames, self._rate, self._listening, self._renderer.render)
            self._rendered.prepare(round(self._position * self._rate))
        self._going_over = self._playing

    def _go_over(self, playback: Playback) -> None:
        """Play on in the way that was chosen meanwhile, if enough of it is rendered."""
        sound = self._rendered
        if sound is not None:
            heard = round(self._position * self._rate / sound.speed)
            if sound.ready(heard) < min(READY_SECONDS * self._rate, sound.n_frames - heard):
                return
        self._going_over = False
        self._request_id += 1
        playback.request(replace(self._wanted, request_id=self._request_id, frame=None, sound=self._sound(playback)))

    def _sound(self, playback: Playback) -> Sound:
        return playback.plain if self._rendered is None else self._rendered

    def _give_up_rendering(self, error: Exception) -> None:
        """Go back to the song as it is; what is not rendered would be silent."""
        self.set_listening(Listening())
        self.failed.emit(self.tr("The song is heard as it is again: {0}").format(error))

    def _play_request(self, start: float, stop: float, loop_start: float | None) -> None:
        playback = self._playback
        if playback is None or not self._can_play(start, stop):
            return
        rate = self._rate
        loop_frame = None if loop_start is None else round(loop_start * rate)
        if self._rendered is not None:
            self._rendered.prepare(round(start * rate), *(() if loop_frame is None else (loop_frame,)))
        self._going_over = False
        self._request_id += 1
        sound = self._sound(playback)
        self._wanted = Request(self._request_id, True, round(start * rate), round(stop * rate), loop_frame, sound)
        playback.request(self._wanted)
        self._move(start)
        self._timer.start()
        self._set_playing(True)

    def _stop_at(self, position: float) -> None:
        self._timer.stop()
        self._return_to = None
        if self._playback:
            frame = round(position * self._rate)
            self._request_id += 1
            self._playback.request(Request(self._request_id, False, frame, frame))
        self._move(position)
        self._set_playing(False)

    def _tick(self) -> None:
        """Move the cursor to what is heard now."""
        if self._playback is None or self._stream is None or self._stream_ended:
            text = self.tr("The sound device is gone. Connect it again, or another one, then press Play.")
            self._lose_stream(LostDeviceError(text))
            return
        heard = self._playback.at(time.perf_counter())
        if self._rendered is not None and self._rendered.error is not None:
            self._give_up_rendering(self._rendered.error)
        if self._going_over:
            self._go_over(self._playback)
        if heard.request_id != self._request_id:
            return  # What was requested last is not heard yet.
        position = heard.frame / self._rate
        if not heard.playing:
            self._stop_at(position if self._return_to is None else self._return_to)
            return
        if heard.jumps == self._jumps and position < self._position:
            return  # Clocks jitter; without a jump the cursor never goes back.
        self._jumps = heard.jumps
        self._move(position)

    def _move(self, position: float) -> None:
        self._position = position
        self.position_changed.emit(position)

    def _set_playing(self, playing: bool) -> None:
        if playing != self._playing:
            self._playing = playing
            self.playing_changed.emit(playing)

    def _set_unavailable(self, reason: str, failed: bool = False) -> None:
        self._unavailable_reason, self._failed = reason, failed
        self.availability_changed.emit(reason)

    def _use_stream(self, opened: tuple[Stream, Playback]) -> None:
        stream, playback = opened
        if playback is not self._playback:
            stream.close()
            return
        self._stream = stream
        if self._reopen_later:
            self.reopen()
            return
        self._set_unavailable("")
        if self._play_when_open:
            self._play_when_open = False
            self.play()

    @property
    def _stream_ended(self) -> bool:
        """Whether the device of an open stream is gone."""
        return self._stream is not None and not self._stream.active

    def _lose_stream(self, error: Exception) -> None:
        asked, self._play_when_open = self._play_when_open or self._playing, False
        self._stop_at(self._position)
        self._close_stream()
        self._set_unavailable(str(error), failed=True)
        if asked:
            lost = isinstance(error, LostDeviceError)
            text = self.tr("Playback is paused: {0}") if lost else self.tr("Nothing can be played: {0}")
            self.failed.emit(text.format(error))

    def _close_stream(self) -> None:
        if self._stream is not None:
            self._stream.close()
            self._stream = None
