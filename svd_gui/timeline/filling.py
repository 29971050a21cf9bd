"""Computing, while nothing else is to be done, what waveform and spectrogram are painted from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from svd_core.audio.features import FloatArray
from svd_gui.timeline.content import Surface
from svd_gui.timeline.idle import IdleSteps
from svd_gui.timeline.pyramid import Envelope
from svd_gui.timeline.spectrogram_pyramid import SpectrogramPyramid


class Filling(QObject):
    """Fills the surface's waveform and spectrogram by and by, and tells how far that is."""

    changed = Signal()
    """What is on screen looks otherwise now."""
    waveform_grown = Signal()
    """More of the waveform is there, which the overview shows, too."""
    spectrogram_filled = Signal()

    def __init__(self, surface: Surface, is_near: Callable[[float, float], bool], parent: QObject) -> None:
        """Fill a surface; `is_near` returns whether a stretch, in seconds, is on screen or in a tile that is."""
        super().__init__(parent)
        self._surface, self._is_near = surface, is_near
        self._shown = _Shown()
        self.pyramid: SpectrogramPyramid | None = None
        self._idle = IdleSteps(parent)
        self._idle.progressed.connect(self._report)
        self._idle_tiles = IdleSteps(parent)
        self._idle_tiles.progressed.connect(self._show_tiles)
        surface.spectrogram.more_computed.connect(self._show_tiles)
        surface.spectrogram.changed.connect(self.changed)

    def clear(self) -> None:
        """Compute no more for the song that was shown."""
        self._idle.clear()
        self._idle_tiles.clear()
        self.pyramid, self._shown = None, _Shown()
        self._surface.spectrogram.show(None)

    def set_waveform(self, samples: FloatArray, sample_rate: float, n_ready: int | None = None) -> None:
        """Show mono float32 samples, shape (n,); they are not copied and must not change.

        Where only `n_ready` of them are there yet, `grow` tells of more.
        """
        self._surface.content.envelope, self._shown = Envelope(samples, sample_rate), _Shown()
        self._surface.spectrogram.set_samples(samples, sample_rate)
        self._idle.add("waveform", self._surface.content.envelope.fill(n_ready))

    def set_spectrogram(self, log_mel: FloatArray, frame_rate: float, n_ready: int | None = None) -> None:
        """Show a log-mel spectrogram, float32 of shape (n_frames, n_mels), of which `n_ready` frames are there yet."""
        self.pyramid = SpectrogramPyramid(log_mel, frame_rate)
        self._surface.content.frame_rate = frame_rate
        self._surface.spectrogram.show(self.pyramid)
        self._idle.add("spectrogram", self._fill(self.pyramid, n_ready))

    def grow(self, n_samples: int, n_frames: int) -> None:
        """Show more of samples and spectrogram, of which so many are there by now."""
        envelope, pyramid = self._surface.content.envelope, self.pyramid
        if envelope is not None and pyramid is not None:
            self._idle.add("waveform", envelope.fill(n_samples))
            self._idle.add("spectrogram", self._fill(pyramid, n_frames))

    def complete(self, samples: FloatArray, sample_rate: float, log_mel: FloatArray, frame_rate: float) -> None:
        """Show all samples and the whole spectrogram; what is shown of them stays until they are ready to be seen."""
        begun, pyramid = self._surface.content.envelope, SpectrogramPyramid(log_mel, frame_rate)
        envelope = begun.continued(samples) if begun is not None else Envelope(samples, sample_rate)
        self._idle.add("spectrogram", self._replace_spectrogram(pyramid))
        self._idle.add("waveform", self._replace_waveform(envelope))

    def _replace_waveform(self, envelope: Envelope) -> Iterator[None]:
        yield from envelope.fill()
        self._surface.content.envelope = envelope

    def _replace_spectrogram(self, pyramid: SpectrogramPyramid) -> Iterator[None]:
        yield from pyramid.fill()
        self.pyramid = pyramid
        self._surface.spectrogram.show(pyramid)
        envelope = self._surface.content.envelope
        if envelope is not None:
            self._surface.spectrogram.set_samples(envelope.samples, envelope.rate)
        self._tell_filled()

    def make_tiles(self) -> None:
        """Make the tiles of the spectrogram that the last painting lacked."""
        if self._surface.spectrogram.lacks_tiles:
            self._idle_tiles.add("tiles", self._surface.spectrogram.make_ahead())

    def _show_tiles(self) -> None:
        """Have what lacked tiles painted again; those beside what is on screen only wait to be scrolled to."""
        if not self._surface.spectrogram.repaint_lacking():
            self.make_tiles()

    def _fill(self, pyramid: SpectrogramPyramid, n_ready: int | None) -> Iterator[None]:
        yield from pyramid.fill(n_ready)
        if pyramid.filled == pyramid.n_frames:
            self._tell_filled()

    def _tell_filled(self) -> None:
        """Tell that all of the spectrogram is there, of which a fine picture can be made now."""
        self.spectrogram_filled.emit()
        self.changed.emit()

    def _report(self) -> None:
        before, self._shown = self._shown, _Shown.of(self._surface.content.envelope, self.pyramid)
        if (self._shown.envelope, self._shown.samples) != (before.envelope, before.samples):
            self.waveform_grown.emit()
        # With another peak, all of the waveform has another height.
        is_other = (self._shown.envelope, self._shown.peak) != (before.envelope, before.peak)
        is_other = is_other or self._shown.pyramid is not before.pyramid
        if is_other or self._is_near(min(before.seconds), max(self._shown.seconds)):
            self.changed.emit()


@dataclass(frozen=True)
class _Shown:
    """How much there was of waveform and spectrogram when that was told last."""

    envelope: Envelope | None = None
    samples: int = 0
    peak: float = 0.0
    pyramid: SpectrogramPyramid | None = None
    frames: int = 0

    @classmethod
    def of(cls, envelope: Envelope | None, pyramid: SpectrogramPyramid | None) -> _Shown:
        samples, peak = (0, 0.0) if envelope is None else (envelope.filled, envelope.peak)
        return cls(envelope, samples, peak, pyramid, 0 if pyramid is None else pyramid.filled)

    @property
    def seconds(self) -> tuple[float, float]:
        """Up to which times there are waveform and spectrogram."""
        waveform = 0.0 if self.envelope is None else self.samples / self.envelope.rate
        return waveform, 0.0 if self.pyramid is None else self.frames / self.pyramid.frame_rate
