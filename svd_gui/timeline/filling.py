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
        self._idle = IdleSteps(parent)
        self._idle.progressed.connect(self._report)
        surface.spectrogram.changed.connect(self.progressed)

    def clear(self) -> None:
        """Compute no more for the song that was shown."""
        self._idle.clear()
        self._surface.spectrogram.show(None)

    def set_waveform(self, samples: FloatArray, sample_rate: float) -> None:
        """Show mono float32 samples, shape (n,); they are not copied and must not change."""
        self._surface.content.envelope, self._samples_shown = Envelope(samples, sample_rate), 0
        self._surface.spectrogram.set_samples(samples, sample_rate)
        self._idle.add("waveform", self._surface.content.envelope.fill())

    def set_spectrogram(self, log_mel: FloatArray, frame_rate: float) -> None:
        """Show a log-mel spectrogram, float32 of shape (n_frames, n_mels)."""
        pyramid = SpectrogramPyramid(log_mel, frame_rate)
        self._surface.content.frame_rate = frame_rate
        self._surface.spectrogram.show(pyramid)
        self._idle.add("spectrogram", self._fill(pyramid))

    def make_tiles(self) -> None:
        """Make the tiles of the spectrogram that the last painting lacked."""
        if self._surface.spectrogram.lacks_tiles:
            self._idle.add("tiles", self._surface.spectrogram.make_ahead())

    def _fill(self, pyramid: SpectrogramPyramid) -> Iterator[None]:
        yield from pyramid.fill()
        self.spectrogram_filled.emit()

    def _report(self) -> None:
        envelope = self._surface.content.envelope
        filled = 0 if envelope is None else envelope.filled
        if filled != self._samples_shown:
            self._samples_shown = filled
            self.waveform_grown.emit()
        self.progressed.emit()
