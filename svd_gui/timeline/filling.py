"""Computing, while nothing else is to be done, what waveform and spectrogram are painted from."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, Signal

from svd_core.audio.features import FloatArray
from svd_gui.timeline.content import Surface
from svd_gui.timeline.idle import IdleSteps
from svd_gui.timeline.pyramid import Envelope
from svd_gui.timeline.spectrogram_pyramid import SpectrogramPyramid


class Filling(QObject):
    """Fills the surface's waveform and spectrogram by and by, and tells how far that is."""

    progressed = Signal()
    waveform_grown = Signal()
    """More of the waveform is there, which the overview shows, too."""
    spectrogram_filled = Signal()

    def __init__(self, surface: Surface, parent: QObject) -> None:
        super().__init__(parent)
        self._surface = surface
        self._samples_shown = 0
        self.pyramid: SpectrogramPyramid | None = None
        self._idle = IdleSteps(parent)
        self._idle.progressed.connect(self._report)
        self._idle_tiles = IdleSteps(parent)
        self._idle_tiles.progressed.connect(self._show_tiles)
        surface.spectrogram.more_computed.connect(self._show_tiles)
        surface.spectrogram.changed.connect(self.progressed)

    def clear(self) -> None:
        """Compute no more for the song that was shown."""
        self._idle.clear()
        self._idle_tiles.clear()
        self.pyramid = None
        self._surface.spectrogram.show(None)

    def set_waveform(self, samples: FloatArray, sample_rate: float, n_ready: int | None = None) -> None:
        """Show mono float32 samples, shape (n,); they are not copied and must not change.

        Where only `n_ready` of them are there yet, `grow` tells of more.
        """
        self._surface.content.envelope, self._samples_shown = Envelope(samples, sample_rate), 0
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
        envelope, self.pyramid = Envelope(samples, sample_rate), SpectrogramPyramid(log_mel, frame_rate)
        self._idle.add("spectrogram", self._replace_spectrogram(self.pyramid))
        self._idle.add("waveform", self._replace_waveform(envelope))

    def _replace_waveform(self, envelope: Envelope) -> Iterator[None]:
        yield from envelope.fill()
        self._surface.content.envelope = envelope

    def _replace_spectrogram(self, pyramid: SpectrogramPyramid) -> Iterator[None]:
        yield from pyramid.fill()
        self._surface.spectrogram.show(pyramid)
        envelope = self._surface.content.envelope
        if envelope is not None:
            self._surface.spectrogram.set_samples(envelope.samples, envelope.rate)
        self.spectrogram_filled.emit()

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
            self.spectrogram_filled.emit()

    def _report(self) -> None:
        envelope = self._surface.content.envelope
        filled = 0 if envelope is None else envelope.filled
        if filled != self._samples_shown:
            self._samples_shown = filled
            self.waveform_grown.emit()
        self.progressed.emit()
