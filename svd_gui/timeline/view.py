"""The timeline: ruler, waveform, spectrogram with the probability of singing, and regions to take hold of."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from svd_core.annotation.regions import RegionPart, Regions, Spans
from svd_core.audio.features import FloatArray
from svd_gui.style.theme import Theme
from svd_gui.timeline.canvas import TimelineCanvas
from svd_gui.timeline.content import Content
from svd_gui.timeline.playhead import PLAYHEAD_REACH_PX
from svd_gui.timeline.pointer import PointerTarget
from svd_gui.timeline.pyramid import Curve, Envelope
from svd_gui.timeline.region_layer import RegionArrays
from svd_gui.timeline.spectrogram import SpectrogramLevels
from svd_gui.timeline.time_axis import Follow, ViewHistory


class TimelineView(TimelineCanvas):
    """Shows one song and says what the user wishes; it changes nothing itself.

    A drag is previewed and ends in one `edit_requested` with the text for undo and the new regions; whoever
    owns the regions answers with `set_regions`.
    """

    # What to show

    def clear(self) -> None:
        """Show no song."""
        self._pointer.cancel()
        self._idle.clear()
        self._picture.spectrogram.show(None)
        self.content = Content(threshold=self.content.threshold)
        self._history = ViewHistory()
        self.axis = self.axis.showing(0.0, 1.0, 1.0)
        self.select(None)
        self._changed()

    def set_duration(self, seconds: float, shown: float | None = None) -> None:
        """Show a song of another length: all of it, or only so many seconds from its beginning."""
        self.content.duration = seconds
        self._history = ViewHistory()
        self._show(self.axis.showing(0.0, seconds if shown is None else shown, seconds))
        self._changed()

    def set_waveform(self, samples: FloatArray, sample_rate: float) -> None:
        """Show mono float32 samples, shape (n,); they are not copied and must not change."""
        self.content.envelope, self._filled_shown = Envelope(samples, sample_rate), 0
        self._idle.add("waveform", self.content.envelope.fill())

    def set_spectrogram(self, log_mel: FloatArray, frame_rate: float) -> None:
        """Show a log-mel spectrogram, shape (n_frames, n_mels)."""
        levels = SpectrogramLevels(log_mel, frame_rate)
        self.content.levels, self.content.frame_rate = levels, frame_rate
        self._picture.spectrogram.show(levels)
        self._idle.add("spectrogram", levels.fill())

    def reset_probabilities(self, n_frames: int) -> None:
        """Forget all probabilities and expect those of so many frames."""
        self.content.raw, self.content.smoothed = Curve(n_frames, self.content.frame_rate), None
        self._changed()

    def set_probabilities(self, start_frame: int, values: NDArray[Any]) -> None:
        """Show probabilities of the frames from `start_frame` on; they may come in any order."""
        if self.content.raw is None:
            self.reset_probabilities(start_frame + len(values))
        assert self.content.raw is not None
        self.content.raw.put(start_frame, values)
        self._changed()

    def set_smoothed(self, values: NDArray[Any] | None) -> None:
        """Show smoothed probabilities of all frames as the line, or the raw ones again."""
        self.content.smoothed = None
        if values is not None:
            self.content.smoothed = Curve(len(values), self.content.frame_rate)
            self.content.smoothed.put(0, values)
        self._changed()

    def set_threshold(self, threshold: float) -> None:
        """Show the threshold line at a probability."""
        self.content.threshold = threshold
        self._changed()

    def set_crossings(self, times: NDArray[np.float64]) -> None:
        """Let edges snap to these sorted times."""
        self.content.crossings = np.asarray(times, np.float64)

    def set_regions(self, regions: Regions) -> None:
        """Show other regions; the selection stays on the region that overlaps the selected one most."""
        held = self._to_select
        if held is None and self._selected is not None:
            held = self.content.regions.regions[self._selected]
        self.content.set_regions(regions)
        self._pointer.regions_replaced()
        self._under = PointerTarget("outside") if self._hover is None else self._pointer.target(self._hover)
        self._set_selected(self.content.regions.index_like(held))
        self._changed()

    def set_ghost(self, regions: Regions | None) -> None:
        """Show regions as a mere proposal, or none."""
        self.content.ghost = None if regions is None else RegionArrays.of(regions)
        self._changed()

    def set_touched(self, spans: Spans) -> None:
        """Show which stretches a hand has checked."""
        self.content.touched = spans
        self._changed()

    def set_playhead(self, seconds: float, excursion: bool = False) -> None:
        """Show the playhead, and follow it unless the user has scrolled away.

        On an excursion, from which it will come back, nothing moves as long as it stays in sight.
        """
        before, self.content.playhead = self.content.playhead, seconds
        if self._attached and not self._pointer.dragging:
            mode: Follow = "page" if excursion and self._follow == "continuous" else self._follow
            self._show(self.axis.followed(mode, seconds, self.content.duration))
        for time in (before, seconds):
            self._update_around(self.axis.x(time), PLAYHEAD_REACH_PX)
        self.playhead_moved.emit(seconds)

    def set_follow(self, mode: Follow) -> None:
        """How to follow the playhead from now on; also takes it up again after the user scrolled away."""
        self._follow = mode
        self.follow_again()

    def follow_again(self) -> None:
        """Follow the playhead again, though the user has scrolled away from it."""
        self._attached = True

    def set_edge_at_hand(self, edge: RegionPart | None) -> None:
        """Mark the edge of the selected region that keys would move, or none."""
        if edge != self._edge_at_hand:
            self._edge_at_hand = edge
            self.update()

    def set_loop(self, start: float | None, end: float | None = None) -> None:
        """Show the loop, or with None no loop."""
        self.content.loop = None if start is None or end is None else (start, end)
        self._changed()

    def set_theme(self, theme: Theme) -> None:
        """Show everything in a theme's colours."""
        self.theme = theme
        self._picture.spectrogram.colour(theme.spectrogram_colors)
        self._changed()
