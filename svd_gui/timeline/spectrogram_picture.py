"""The picture in the spectrogram's lane: the mel spectrogram of the song, or the fine one of what is on screen."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QPainter

from svd_core.audio.features import FloatArray
from svd_core.audio.mel_scale import MelAxis
from svd_gui.timeline.fine_spectrogram import FineSpectrogram
from svd_gui.timeline.frequency_scale import FrequencyScale
from svd_gui.timeline.spectrogram_colours import Levels
from svd_gui.timeline.spectrogram_detail import Detail
from svd_gui.timeline.spectrogram_pyramid import SpectrogramPyramid
from svd_gui.timeline.spectrogram_tiles import SpectrogramTiles
from svd_gui.timeline.time_axis import TimeAxis

ZOOMED_SECONDS_PER_PX = 0.04
"""From here on the fine picture shows more than the mel one, of which nearly three frames share a pixel."""
MEL_ROWS, MEL_KEPT = 160, 256
FINE_ROWS, FINE_KEPT = 512, 48
"""Rows of a tile, and tiles that are kept coloured: about 80 and 50 MiB at most."""

_MEL = MelAxis()


class SpectrogramPicture(QObject):
    """Draws one of the two pictures in common colours on a common scale.

    The network hears the mel spectrogram; the fine one is made from the samples and is for people only.
    """

    changed = Signal()
    """What has been painted looks otherwise now."""
    more_computed = Signal()
    """There is more to make tiles of, for what is on screen or beside it."""
    scale_changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.scale = FrequencyScale()
        self.detail = Detail()
        self._mel = SpectrogramTiles(MEL_ROWS, MEL_KEPT)
        self._fine = SpectrogramTiles(FINE_ROWS, FINE_KEPT)
        self._pyramid: SpectrogramPyramid | None = None
        self._samples: tuple[FloatArray, float] | None = None
        self._spectrum: FineSpectrogram | None = None
        self._shows_fine = False
        self._colours: tuple[tuple[str, ...], Levels] | None = None
        self._lacking = False
        """Whether something was still missing in any part that was painted since `repaint_lacking`."""

    # What to show

    def show(self, pyramid: SpectrogramPyramid | None) -> None:
        """Draw another song's mel spectrogram from now on, or none."""
        self._pyramid = pyramid
        self._mel.show(pyramid)
        if pyramid is None:
            self._samples = None
        self._drop_spectrum()

    def set_samples(self, samples: FloatArray, sample_rate: float) -> None:
        """Know the samples, mono float32 of shape (n,), of which the fine picture is made."""
        self._samples = samples, sample_rate
        self._drop_spectrum()

    def set_colours(self, stops: tuple[str, ...], levels: Levels) -> None:
        """Draw in other colours, given from the quietest to the loudest, of which `levels` are the first and last."""
        self._colours = stops, levels
        self._mel.set_colours(stops, levels)
        self._fine.set_colours(stops, levels)

    def set_scale(self, scale: FrequencyScale) -> None:
        """Draw on another scale of frequencies, or another part of it."""
        if scale != self.scale:
            self.scale = scale
            self._mel.set_scale(scale)
            self._fine.set_scale(scale)
            self.scale_changed.emit(scale)
            self.changed.emit()

    def set_detail(self, detail: Detail) -> None:
        """Show the fine picture at other zooms, or with other windows."""
        if detail != self.detail:
            self.detail = detail
            if self._spectrum is not None and self._spectrum.window != detail.window:
                self._drop_spectrum()
            self.changed.emit()

    # Painting

    @property
    def look(self) -> tuple[object, ...]:
        """What a complete picture of a stretch depends on."""
        return self.scale, self.detail, self._colours, self._pyramid, self._samples is None, self._spectrum

    def paint(self, painter: QPainter, axis: TimeAxis, lane: QRectF, exposed: QRectF, pixel_ratio: float) -> bool:
        """Draw what lies in an exposed rectangle of the lane; `pixel_ratio` is device pixels a logical one.

        Returns whether all of it is there.
        """
        wants_fine = self._wants_fine(axis) and self._samples is not None
        self._shows_fine = wants_fine and self._has_spectrum()
        complete = not wants_fine
        if not self._shows_fine or not self._fine.covers(axis, exposed, pixel_ratio):
            complete = self._mel.paint(painter, axis, lane, exposed, pixel_ratio) and complete
        if self._shows_fine and self._spectrum is not None:
            complete = self._fine.paint(painter, axis, lane, exposed, pixel_ratio)
            self._spectrum.want(self._fine.wanted)
        self._lacking = self._lacking or not complete
        return complete

    def repaint_lacking(self) -> bool:
        """Have what was painted with something missing painted again, if anything was; returns whether it was."""
        lacking, self._lacking = self._lacking, False
        if lacking:
            self.changed.emit()
        return lacking

    def make_ahead(self) -> Iterator[None]:
        """Make the tiles that the last paint lacked, one a step."""
        if self._shows_fine:
            yield from self._fine.make_ahead()
        yield from self._mel.make_ahead()

    @property
    def lacks_tiles(self) -> bool:
        """Whether `make_ahead` could make a tile now."""
        return self._mel.lacks_tiles or (self._shows_fine and self._fine.lacks_tiles)

    def finish(self) -> None:
        """Compute at once what the last paint lacked, for a picture that is to be kept."""
        if self._shows_fine and self._spectrum is not None:
            self._spectrum.finish()
        for _ in self.make_ahead():
            pass

    # Reading

    def histogram(self) -> tuple[NDArray[np.float64], NDArray[np.int64]] | None:
        """Return levels and how often each is in the picture; None without a picture."""
        return None if self._pyramid is None else self._pyramid.histogram()

    def level_db(self, time: float, hertz: float) -> float | None:
        """Return the level at a time and a frequency in dB below the loudest; None where it is not known."""
        if self._shows_fine and self._spectrum is not None:
            return self._spectrum.level_db(time, hertz)
        height = _MEL.height(hertz)
        return None if self._pyramid is None or not 0 <= height <= 1 else self._pyramid.level_db(time, height)

    def _wants_fine(self, axis: TimeAxis) -> bool:
        if self.detail.fine == "zoomed":
            return axis.seconds_per_px <= ZOOMED_SECONDS_PER_PX
        return self.detail.fine == "always"

    def _has_spectrum(self) -> bool:
        """Whether there is a fine spectrogram; it is made once the mel spectrogram tells where the song is loudest."""
        pyramid = self._pyramid
        if self._spectrum is None and self._samples is not None and pyramid is not None:
            if pyramid.filled < pyramid.n_frames:
                return False
            self._spectrum = FineSpectrogram(*self._samples, self.detail.window, pyramid.loudest_time(), self)
            self._spectrum.changed.connect(self.more_computed)
            self._fine.show(self._spectrum)
        return self._spectrum is not None

    def _drop_spectrum(self) -> None:
        if self._spectrum is not None:
            self._spectrum.close()
            self._spectrum.deleteLater()
            self._spectrum = None
        self._fine.show(None)
        self._shows_fine = False
