"""The timeline: ruler, waveform, spectrogram with the probability of singing, and regions to edit by mouse."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from svd_core.annotation.region_edits import RegionPart
from svd_core.annotation.regions import Regions
from svd_core.annotation.spans import Spans
from svd_core.audio.features import FloatArray
from svd_gui.style.theme import Theme
from svd_gui.timeline.content import Content, Surface
from svd_gui.timeline.filling import Filling
from svd_gui.timeline.frequency_gestures import FrequencyGestures
from svd_gui.timeline.gestures import Gestures
from svd_gui.timeline.hover import Hover
from svd_gui.timeline.lanes import Lanes
from svd_gui.timeline.navigation import Navigation
from svd_gui.timeline.plotted_widget import PlottedWidget
from svd_gui.timeline.pointer import Pointer
from svd_gui.timeline.readout import Readout
from svd_gui.timeline.region_interaction import Times
from svd_gui.timeline.region_layer import RegionArrays
from svd_gui.timeline.region_tip import RegionTips
from svd_gui.timeline.review_mark import ReviewMark
from svd_gui.timeline.saliency_layer import SaliencyLayer
from svd_gui.timeline.scene import Scene
from svd_gui.timeline.scroll_gestures import ScrollGestures
from svd_gui.timeline.second_layer import SECOND_PX, SecondLayer
from svd_gui.timeline.selection import Selection
from svd_gui.timeline.spectrogram_colours import ColourMap, Levels
from svd_gui.timeline.time_axis import TimeAxis
from svd_gui.timeline.time_selection import TimeSelection

if TYPE_CHECKING:
    from svd_gui.timeline.plots import TimelinePlots


class TimelineView(PlottedWidget):
    """Shows one song and reports what the user wants; it changes no annotation itself.

    It is composed of a `Navigation` (which stretch is shown), a `Pointer` (mouse gestures), a `Selection` (of
    regions), a `Filling` (of waveform and spectrogram) and `TimelinePlots`. A drag is previewed and ends in one
    `edit_requested` with the text for undo and the new regions; whoever owns the regions answers with `set_regions`.
    """

    edit_requested = Signal(str, object)
    seek_requested = Signal(float)
    visible_range_changed = Signal(float, float)
    pointer_moved = Signal(object)
    """What lies under the pointer as a `Readout`, or None when it is outside the lanes."""
    naming_requested = Signal(int)
    """A region, by its index, whose label a person wants to type."""
    play_region_requested = Signal(float, float)
    time_selected = Signal(object)
    """Start and end in seconds of time that the mouse has just selected, or None."""
    threshold_dragged = Signal(float)
    leave_threshold_dragged = Signal(float)
    loop_requested = Signal(object)
    context_menu_requested = Signal(QPoint, object, float)
    content_changed = Signal()
    playhead_moved = Signal(float)
    levels_dragged = Signal(object)
    """Other `Levels` of the spectrogram's first and last colour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.surface = Surface()
        self.selection = Selection(self.surface, self)
        self.time_selection = TimeSelection(self.surface, self.selection, self)
        self.review = ReviewMark(self.surface, self)
        for selected in (self.selection, self.time_selection, self.review):
            selected.changed.connect(lambda _: self._refresh())
        self._keyboard_edge: RegionPart | None = None
        self.navigation = Navigation(self)
        self.navigation.axis_changed.connect(self._show_axis)
        self._pointer = Pointer(self.surface, self.navigation, self.selection, self)
        self._hover = Hover(self.surface, self.navigation, self._pointer)
        self._gestures = Gestures(
            self.surface, self.navigation, self._pointer, self.selection, self.time_selection, self
        )
        self._connect_pointer()
        self.filling = Filling(self.surface, self.navigation.is_near, self)
        self.filling.changed.connect(self._refresh)
        self.filling.waveform_grown.connect(self.content_changed)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(320, 200)
        self.setAccessibleName(self.tr("Timeline"))
        ScrollGestures(self, self.navigation, lambda x: self.axis.time(x))
        FrequencyGestures(self, self.surface)
        RegionTips(self, self.surface, self.navigation)

    def _connect_pointer(self) -> None:
        pointer = self._pointer
        pointer.hovered.connect(self._show_hover)
        pointer.dragged.connect(self._show_drag)
        pointer.cursor_changed.connect(self.setCursor)
        pointer.loop_dragged.connect(self.set_loop)
        pointer.loop_finished.connect(lambda: self.loop_requested.emit(self.content.loop))
        pointer.time_finished.connect(self.time_selected)
        pointer.levels_dragged.connect(self.levels_dragged)
        pointer.cancelled.connect(self._refresh)
        gestures = self._gestures
        gestures.shown_otherwise.connect(self._change_content)
        gestures.edit_requested.connect(self.edit_requested)
        gestures.seek_requested.connect(self.seek_requested)
        gestures.naming_requested.connect(self.naming_requested)
        gestures.play_region_requested.connect(self.play_region_requested)
        gestures.threshold_dragged.connect(self.threshold_dragged)
        gestures.leave_threshold_dragged.connect(self.leave_threshold_dragged)

    @property
    def content(self) -> Content:
        return self.surface.content

    @property
    def theme(self) -> Theme:
        return self.surface.theme

    @property
    def lanes(self) -> Lanes:
        return self.surface.lanes

    @property
    def axis(self) -> TimeAxis:
        return self.navigation.axis

    # What to show

    def clear(self) -> None:
        self._pointer.cancel()
        self.filling.clear()
        self.surface.content = Content(threshold=self.content.threshold, leave_threshold=self.content.leave_threshold)
        self.navigation.clear()
        self.selection.clear()
        self.time_selection.clear()
        self._change_content()

    def set_duration(self, seconds: float, shown: float | None = None, same_song: bool = False) -> None:
        """Show all of a song, or its first `shown` seconds; of the `same_song`, of another length, what is shown."""
        self.content.duration = seconds
        self.navigation.set_duration(seconds) if same_song else self.navigation.set_song(seconds, shown)
        self._change_content()

    def set_waveform(self, samples: FloatArray, sample_rate: float) -> None:
        """Show mono float32 samples, shape (n,); they are not copied and must not change."""
        self.filling.set_waveform(samples, sample_rate)

    def set_spectrogram(self, log_mel: FloatArray, frame_rate: float) -> None:
        """Show a log-mel spectrogram, float32 of shape (n_frames, n_mels)."""
        self.filling.set_spectrogram(log_mel, frame_rate)

    def reset_probabilities(self, n_frames: int) -> None:
        """Forget all probabilities and expect those of `n_frames` frames."""
        self.content.expect_probabilities(n_frames)
        self._change_content()

    def set_probabilities(self, start_frame: int, values: FloatArray) -> None:
        """Show probabilities of the frames from `start_frame` on; they may come in any order."""
        self.content.put_probabilities(start_frame, values)
        self._change_content()

    def set_smoothed(self, values: FloatArray | None) -> None:
        """Show smoothed probabilities of all frames as the line, or with None the raw ones again."""
        self.content.set_smoothed(values)
        self._change_content()

    def set_threshold(self, threshold: float, leave: float | None = None) -> None:
        """Show the threshold line at a probability, and of two thresholds the second, above which regions go on."""
        self.content.threshold, self.content.leave_threshold = threshold, leave
        self._change_content()

    def set_crossings(self, times: Times) -> None:
        """Let edges snap to these sorted times, at which the probability crosses the threshold."""
        self.content.crossings = times

    def set_regions(self, regions: Regions) -> None:
        """Show other regions; the selection stays on the same ones as far as they are still there."""
        before = self.content.regions.regions
        self.content.set_regions(regions)
        self._pointer.drop_outdated_drag()
        self._hover.look_again()
        self.selection.follow(before)
        self._change_content()

    def set_preview(self, regions: Regions | None) -> None:
        """Show regions as a mere proposal, or none."""
        self.content.preview = None if regions is None else RegionArrays.of(regions)
        self._change_content()

    def set_checked(self, spans: Spans) -> None:
        """Show the spans of checked time, in which a person vouches for the regions and gaps."""
        self.content.checked = spans
        self._change_content()

    def set_undetected(self, spans: Spans) -> None:
        """Show the time in which no model has looked for singing yet."""
        if spans != self.content.undetected:
            self.content.undetected = spans
            self._change_content()

    def set_playhead(self, seconds: float, auditioning: bool = False) -> None:
        """Show the playhead, and follow it unless the user has scrolled away.

        While a short stretch is auditioned, after which the playhead comes back, the view moves only if it must.
        """
        self.content.playhead = seconds
        self.navigation.set_playhead(seconds, not self._pointer.dragging, auditioning)
        self._refresh("playhead")
        self.playhead_moved.emit(seconds)

    def set_keyboard_edge(self, edge: RegionPart | None) -> None:
        """Mark the edge of the selected region that the arrow keys would move, or none."""
        if edge != self._keyboard_edge:
            self._keyboard_edge = edge
            self._refresh()

    def set_loop(self, loop: tuple[float, float] | None) -> None:
        """Show the loop from a start to an end in seconds, or no loop."""
        self.content.loop = loop
        self._change_content()

    def set_theme(self, theme: Theme) -> None:
        """Show everything in a theme's colours."""
        self.surface.theme = theme
        self._change_content()

    def set_spectrogram_colours(self, colour_map: ColourMap, levels: Levels) -> None:
        """Show the spectrogram in other colours, of which `levels` have the first and the last."""
        self.surface.colour_map, self.surface.levels = colour_map, levels
        self._refresh()

    def set_label_colours(self, colours: Mapping[str, str]) -> None:
        """Show regions with these labels in these colours."""
        self.surface.label_colours = colours
        self._refresh()

    def set_probability_apart(self, apart: bool) -> None:
        """Show the probability in a lane of its own below the spectrogram, or over the spectrogram."""
        self.surface.probability_apart = apart
        self._arrange()
        self._refresh()

    def set_saliency(self, saliency: SaliencyLayer | None) -> None:
        """Show over the spectrogram what spoke for singing in a frame and what against it, or nothing."""
        self.content.saliency = saliency
        self._refresh()

    def set_second(self, second: SecondLayer | None) -> None:
        """Show what somebody else says of the song in a lane of its own, or no such lane."""
        self.content.second = second
        self._arrange()
        self._change_content()

    def set_legend(self, shown: bool) -> None:
        """Show below the lanes what the colours and lines stand for, or not."""
        self.surface.legend = shown
        self._arrange()
        self._refresh()

    def _change_content(self) -> None:
        self._refresh()
        self.content_changed.emit()

    # Which stretch is shown

    def visible_range(self) -> tuple[float, float]:
        """Return start and end of what is on screen, in seconds."""
        return self.axis.start, self.axis.end

    def set_visible_range(self, start: float, end: float) -> None:
        """Show the times `start` .. `end`, in seconds."""
        self.navigation.show_range(start, end)

    def fit_selection(self) -> None:
        """Show the selected regions, or the whole song where none is selected."""
        chosen = self.selection.regions
        if chosen:
            self.navigation.show_around(chosen[0].start, chosen[-1].end)
        else:
            self.navigation.show_song()

    def _show_axis(self) -> None:
        self._pointer.follow_scrolling()
        if self._hover.point is not None and not self._pointer.dragging:
            self._show_hover(self._hover.point)
        self._refresh()
        self.visible_range_changed.emit(*self.visible_range())

    def region_under_pointer(self) -> int | None:
        return self._hover.region

    # Gestures

    def _show_hover(self, point: QPointF) -> None:
        """Show what is under the pointer: cursor, readout, and the part that a press would take."""
        if self._hover.move(point):
            self._refresh()
        else:
            self._refresh("pointer")
        self.setCursor(self._hover.target.cursor)
        self.pointer_moved.emit(self._hover.readout())

    def _show_drag(self, point: QPointF) -> None:
        """Show a drag's preview and its readout."""
        self._hover.point = point
        self._refresh()
        preview = self._pointer.preview
        if preview is not None and preview.at is not None:
            self.pointer_moved.emit(Readout(preview.at, probability=self.content.probability_at(preview.at)))

    # The picture

    def sizeHint(self) -> QSize:
        return QSize(1100, 480)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The lanes fill the widget; the visible range stays."""
        self._arrange()
        super().resizeEvent(event)

    def _arrange(self) -> None:
        self.surface.lanes = Lanes.arranged(
            self.width(),
            self.height(),
            self.surface.probability_apart,
            self.surface.legend,
            SECOND_PX if self.content.second is not None else 0.0,
        )
        self.navigation.set_pixels(self.lanes.all.left(), self.lanes.all.width(), self.devicePixelRatioF())

    def _make_plots(self) -> TimelinePlots:
        from svd_gui.timeline.plots import TimelinePlots

        plots = TimelinePlots(self)
        plots.painted.connect(self.filling.make_tiles)
        return plots

    def _scene(self) -> Scene:
        marks = self._pointer.marks(self.selection.value, self._hover.target)
        if not self._pointer.dragging:
            marks = replace(marks, keyboard_edge=self._keyboard_edge)
        kinds = (self._pointer.pressed_on, self._hover.target.kind)
        active = next((kind for kind in kinds if kind in ("threshold", "leave threshold")), None)
        return Scene(self.surface, self.axis, marks, self._pointer.preview, self._hover.point, active,
                     self._pointer.band)  # fmt: skip

    def event(self, event: QEvent) -> bool:
        """Keep Escape from the window's shortcuts while there is a selection for it to leave."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self._leaves(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the selection by Escape."""
        if self._leaves(event):
            self.selection.clear()
            self.time_selection.clear()
        else:
            super().keyPressEvent(event)

    def _leaves(self, event: QKeyEvent) -> bool:
        selected = bool(self.selection.indices) or self.time_selection.span is not None
        return event.key() == Qt.Key.Key_Escape and selected

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pointer.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointer.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pointer.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._gestures.double_click(event.position())

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer any more."""
        if not self._pointer.dragging:
            self._hover.leave()
            self.pointer_moved.emit(None)
            self._refresh()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Select what is under the pointer, unless it is within what is selected, and ask for its menu."""
        chosen = self._gestures.select_for_menu(QPointF(event.pos()))
        if chosen is not None:
            self.context_menu_requested.emit(event.globalPos(), *chosen)
