"""What the timeline is made of: its plots from bottom to top, and in each its layers from bottom to top."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPaintEngine, QPainter, QPen

from svd_gui.style.theme import Theme
from svd_gui.timeline import looks
from svd_gui.timeline.checked_strip import checked_strip, paint_checked, paint_checked_legend
from svd_gui.timeline.colours import qcolor
from svd_gui.timeline.layer import LayerRow
from svd_gui.timeline.legend import legend_entries, paint_legend
from svd_gui.timeline.playhead import PLAYHEAD_REACH_PX, paint_guide, paint_loop, paint_playhead
from svd_gui.timeline.probability import (
    ProbabilityPainter,
    paint_probability_dot,
    paint_threshold,
    paint_threshold_tag,
)
from svd_gui.timeline.region_layer import RegionArrays, RegionPainter
from svd_gui.timeline.review_mark import paint_review
from svd_gui.timeline.ruler import grid_lines, paint_chip, time_text
from svd_gui.timeline.saliency_layer import paint_saliency
from svd_gui.timeline.scene import Scene
from svd_gui.timeline.second_layer import paint_second, paint_second_name
from svd_gui.timeline.selection_layer import paint_band, paint_selected_time
from svd_gui.timeline.undetected import paint_undetected
from svd_gui.timeline.waveform import paint_waveform, paint_zero_line

POINTER_REACH_PX = 6
SVG_DETAIL = 2.0
"""Pixels a point of the spectrogram in a file that has no pixels else."""


def _paint_by_theme(painter: QPainter, scene: Scene, paint: Callable[[Theme], None]) -> None:
    """Paint what crosses all lanes, in the spectrogram in colours that stand out from it."""
    if scene.over_spectrogram == scene.theme:
        paint(scene.theme)
        return
    # Strips that are kept reach beyond what is on screen.
    wide = scene.lanes.all.adjusted(-scene.lanes.all.width(), 0, scene.lanes.all.width(), 0)
    spectrogram, above, below = QRectF(wide), QRectF(wide), QRectF(wide)
    spectrogram.setTop(scene.lanes.spectrogram.top())
    spectrogram.setBottom(scene.lanes.spectrogram.bottom())
    above.setBottom(spectrogram.top())
    below.setTop(spectrogram.bottom())
    for place, theme in ((above, scene.theme), (spectrogram, scene.over_spectrogram), (below, scene.theme)):
        painter.save()
        painter.setClipRect(place, Qt.ClipOperation.IntersectClip)
        paint(theme)
        painter.restore()


def _paint_waveform(painter: QPainter, scene: Scene, exposed: QRectF, ratio: float) -> None:
    """Paint the waveform over lines at the times that the ruler labels."""
    lane = scene.lanes.waveform
    painter.setPen(QPen(qcolor(scene.theme.grid), 1))
    painter.drawLines(grid_lines(scene.axis, lane, exposed, scene.content.duration))
    if scene.content.duration > 0:
        paint_zero_line(painter, lane, exposed, scene.theme)
    if scene.content.envelope is not None:
        paint_waveform(painter, scene.content.envelope, scene.axis, lane, exposed, scene.theme, ratio)


def _paint_spectrogram(painter: QPainter, scene: Scene, exposed: QRectF, ratio: float) -> bool:
    lane = scene.lanes.spectrogram
    if painter.paintEngine().type() != QPaintEngine.Type.SVG:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, True)
        return scene.spectrogram.paint(painter, scene.axis, lane, exposed, ratio)
    # SVG is not clipped, and tiles reach beyond the lane.
    picture = QImage((lane.size() * SVG_DETAIL).toSize(), QImage.Format.Format_RGB32)
    picture.fill(qcolor(scene.over_spectrogram.spectrogram_colors[0]))
    with QPainter(picture) as within:
        within.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, True)
        within.scale(picture.width() / lane.width(), picture.height() / lane.height())
        within.translate(-lane.topLeft())
        scene.spectrogram.paint(within, scene.axis, lane, lane, SVG_DETAIL)
    painter.drawImage(lane, picture)
    return True


def _paint_saliency(painter: QPainter, scene: Scene, exposed: QRectF, ratio: float) -> None:
    layer = scene.content.saliency
    if layer is not None:
        lane, scale = scene.lanes.spectrogram, scene.spectrogram.scale
        paint_saliency(painter, layer, scene.axis, lane, scale, scene.over_spectrogram)


def _region_arrays(scene: Scene) -> RegionArrays:
    """Return the regions as a drag under way would leave them."""
    regions = scene.content.regions
    return regions if scene.preview is None else regions.updated(scene.preview.regions)


def _paint_region_bodies(painter: QPainter, scene: Scene, exposed: QRectF, ratio: float) -> None:
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    arrays, colours = _region_arrays(scene), scene.surface.label_colours

    def paint(theme: Theme) -> None:
        RegionPainter(painter, scene.axis, scene.lanes, exposed, theme, ratio, colours).paint_bodies(arrays)

    _paint_by_theme(painter, scene, paint)


def _paint_regions(painter: QPainter, scene: Scene, exposed: QRectF, ratio: float) -> None:
    painter.fillRect(scene.lanes.labels, qcolor(scene.theme.window))
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    arrays, colours = _region_arrays(scene), scene.surface.label_colours

    def paint(theme: Theme) -> None:
        RegionPainter(painter, scene.axis, scene.lanes, exposed, theme, ratio, colours).paint_bars(arrays, scene.marks)

    _paint_by_theme(painter, scene, paint)


def _paint_undetected(painter: QPainter, scene: Scene, exposed: QRectF, ratio: float) -> None:
    paint_undetected(painter, scene.content.undetected, scene.axis, scene.lanes.labels, scene.theme)


def _paint_proposal(painter: QPainter, scene: Scene, exposed: QRectF, ratio: float) -> None:
    if scene.content.preview is not None:
        regions = RegionPainter(painter, scene.axis, scene.lanes, exposed, scene.over_spectrogram, ratio)
        regions.paint_preview(scene.content.preview)


def _paint_second(painter: QPainter, scene: Scene, exposed: QRectF, ratio: float) -> None:
    if scene.content.second is not None:
        paint_second(painter, scene.content.second, scene.axis, scene.lanes.second, scene.theme)


def _paint_second_name(painter: QPainter, scene: Scene, exposed: QRectF, ratio: float) -> None:
    if scene.content.second is not None:
        paint_second_name(painter, scene.lanes.second, scene.lanes.left_gutter, scene.theme)


def _paint_threshold(painter: QPainter, scene: Scene, exposed: QRectF, ratio: float) -> None:
    content, lane, theme = scene.content, scene.lanes.probability, scene.under_curve
    if content.raw is None:
        return
    if content.leave_threshold is not None:
        paint_threshold(painter, content.leave_threshold, lane, theme, scene.active_threshold == "leave threshold")
    paint_threshold(painter, content.threshold, lane, theme, scene.active_threshold == "threshold")


def _paint_curve(painter: QPainter, scene: Scene, exposed: QRectF, ratio: float) -> None:
    content = scene.content
    if content.raw is not None:
        lane, theme = scene.lanes.probability, scene.under_curve
        curves = ProbabilityPainter(painter, scene.axis, lane, exposed, theme, ratio)
        curves.paint(content.raw, content.smoothed)


def _paint_checked(painter: QPainter, scene: Scene, exposed: QRectF, ratio: float) -> None:
    content = scene.content
    if content.duration > 0:
        strip = checked_strip(scene.lanes.ruler)
        paint_checked(painter, content.checked, content.duration, scene.axis, strip, scene.theme)


def _paint_review(painter: QPainter, scene: Scene, exposed: QRectF, ratio: float) -> None:
    if scene.content.review is not None and scene.content.duration > 0:
        paint_review(painter, scene.content.review, scene.axis, scene.lanes.ruler, scene.theme)


def _paint_loop(painter: QPainter, scene: Scene, exposed: QRectF, ratio: float) -> None:
    if scene.content.loop is not None and scene.content.duration > 0:
        loop = scene.content.loop
        _paint_by_theme(painter, scene, lambda theme: paint_loop(painter, loop, scene.axis, scene.lanes, theme))


def _paint_selection(painter: QPainter, scene: Scene, exposed: QRectF, ratio: float) -> None:
    """Paint the selected time, and the rubber band."""
    if scene.content.selected_time is not None:
        span = scene.content.selected_time
        _paint_by_theme(
            painter, scene, lambda theme: paint_selected_time(painter, span, scene.axis, scene.lanes, theme)
        )
    if scene.band is not None:
        paint_band(painter, scene.band, scene.axis, scene.lanes, scene.theme)


def _paint_dragged_edge(painter: QPainter, scene: Scene, exposed: QRectF, ratio: float) -> None:
    """Paint a line where a dragged edge snaps, and its time and probability in the ruler."""
    if scene.preview is None or scene.preview.at is None:
        return
    content, axis, lanes, theme, time = scene.content, scene.axis, scene.lanes, scene.theme, scene.preview.at
    if scene.preview.snapped:
        _paint_by_theme(painter, scene, lambda over: paint_guide(painter, time, axis, lanes, over.accent, dashed=False))
    text = time_text(time, min(0.01, axis.seconds_per_px))
    probability = content.probability_at(time)
    if probability is not None:
        text += f"  ·  {100 * probability:.0f} %"
        paint_probability_dot(painter, probability, axis.x(time), lanes.probability, scene.under_curve)
    centre = QPointF(axis.x(time), lanes.ruler.top() + 10)
    paint_chip(painter, text, centre, lanes.ruler.adjusted(0, 1, 0, 0), theme.text, theme.surface, theme)


def _paint_playhead(painter: QPainter, scene: Scene, exposed: QRectF, ratio: float) -> None:
    time, axis, lanes = scene.content.playhead, scene.axis, scene.lanes
    if scene.content.duration > 0:
        _paint_by_theme(painter, scene, lambda theme: paint_playhead(painter, time, axis, lanes, theme))


def _paint_pointer(painter: QPainter, scene: Scene, exposed: QRectF, ratio: float) -> None:
    """Paint a hairline under the pointer, and a dot where it crosses the curve."""
    if scene.hover is None or scene.preview is not None:
        return
    time = scene.axis.time(scene.hover.x())
    _paint_by_theme(
        painter, scene, lambda theme: paint_guide(painter, time, scene.axis, scene.lanes, theme.text, dashed=True)
    )
    probability = scene.content.probability_at(time)
    if probability is not None:
        paint_probability_dot(painter, probability, scene.hover.x(), scene.lanes.probability, scene.under_curve)


def _paint_frame(painter: QPainter, scene: Scene, exposed: QRectF, ratio: float) -> None:
    """Paint hairlines between the lanes."""
    lanes = scene.lanes
    everything, body, colour = lanes.all, lanes.body, qcolor(scene.theme.border)
    heights = (
        lanes.ruler.bottom(), lanes.waveform.bottom(), lanes.labels.bottom(), lanes.spectrogram.bottom(), body.bottom()
    )  # fmt: skip
    for y in heights:
        painter.fillRect(QRectF(everything.left(), y - 1, everything.width(), 1), colour)
    for x in (body.left() - 1, body.right()):
        painter.fillRect(QRectF(x, body.top(), 1, body.height()), colour)


def _paint_checked_name(painter: QPainter, scene: Scene, exposed: QRectF, ratio: float) -> None:
    """Write what the strip in the ruler shows."""
    if scene.content.duration > 0:
        paint_checked_legend(painter, checked_strip(scene.lanes.ruler), scene.theme)


def _paint_legend(painter: QPainter, scene: Scene, exposed: QRectF, ratio: float) -> None:
    if scene.content.duration > 0:
        entries = legend_entries(scene.content, scene.theme, scene.under_curve)
        paint_legend(painter, scene.lanes.legend, entries, scene.theme)


def _paint_tags(painter: QPainter, scene: Scene, exposed: QRectF, ratio: float) -> None:
    content, surface, active = scene.content, scene.surface, scene.active_threshold
    if content.raw is None:
        return
    if content.leave_threshold is not None:
        place = surface.leave_threshold_tag
        paint_threshold_tag(painter, content.leave_threshold, place, scene.theme, active == "leave threshold")
    paint_threshold_tag(painter, content.threshold, surface.threshold_tag, scene.theme, active == "threshold")


def _column(scene: Scene, x: float, reach_px: float) -> QRectF:
    """Return a column of the view around a pixel."""
    lanes = scene.lanes.all
    return QRectF(x - reach_px, lanes.top(), 2 * reach_px, lanes.height()).intersected(lanes)


def _pointer_place(scene: Scene) -> QRectF:
    return QRectF() if scene.hover is None else _column(scene, scene.hover.x(), POINTER_REACH_PX)


def _only_if(shown: Callable[[Scene], bool], place: Callable[[Scene], QRectF]) -> Callable[[Scene], QRectF]:
    """Return a place that is empty while there is nothing to show, so that nothing is painted."""
    return lambda scene: place(scene) if shown(scene) else QRectF()


PLOTS: dict[str, tuple[LayerRow, ...]] = {
    "waveform": (
        LayerRow("waveform", _paint_waveform, lambda scene: scene.lanes.waveform, looks.waveform,
                 ground=lambda scene: scene.theme.surface),
    ),
    "spectrogram": (
        LayerRow("spectrogram", _paint_spectrogram, lambda scene: scene.lanes.spectrogram, looks.spectrogram,
                 ground=lambda scene: scene.over_spectrogram.spectrogram_colors[0]),
        LayerRow("saliency", _paint_saliency,
                 _only_if(lambda scene: scene.content.saliency is not None, lambda scene: scene.lanes.spectrogram)),
    ),
    "regions": (
        LayerRow("region bodies", _paint_region_bodies, lambda scene: scene.lanes.body, looks.region_bodies),
        LayerRow("regions", _paint_regions, lambda scene: scene.lanes.body),
        LayerRow("undetected", _paint_undetected, lambda scene: scene.lanes.labels),
        LayerRow("second layer", _paint_second, lambda scene: scene.lanes.second),
        LayerRow("proposal", _paint_proposal,
                 _only_if(lambda scene: scene.content.preview is not None, lambda scene: scene.lanes.spectrogram)),
    ),
    "probability": (
        LayerRow("threshold", _paint_threshold, lambda scene: scene.lanes.probability),
        LayerRow("curve", _paint_curve, lambda scene: scene.lanes.probability, looks.curve),
    ),
    "marks": (
        LayerRow("checked", _paint_checked, lambda scene: checked_strip(scene.lanes.ruler)),
        LayerRow("review", _paint_review, _only_if(lambda scene: scene.content.review is not None,
                                                   lambda scene: scene.lanes.ruler)),
        LayerRow("selection", _paint_selection,
                 _only_if(lambda scene: scene.content.selected_time is not None or scene.band is not None,
                          lambda scene: scene.lanes.body)),
        LayerRow("loop", _paint_loop, _only_if(lambda scene: scene.content.loop is not None,
                                               lambda scene: scene.lanes.all)),
        LayerRow("dragged edge", _paint_dragged_edge,
                 _only_if(lambda scene: scene.preview is not None, lambda scene: scene.lanes.all)),
        LayerRow("playhead", _paint_playhead,
                 lambda scene: _column(scene, scene.axis.x(scene.content.playhead), PLAYHEAD_REACH_PX)),
        LayerRow("pointer", _paint_pointer, _pointer_place),
    ),
}  # fmt: skip
"""The z-order: plots from bottom to top, all over the same time axis, and their layers from bottom to top."""

AROUND: tuple[LayerRow, ...] = (
    LayerRow("frame", _paint_frame, lambda scene: scene.lanes.all.adjusted(-1, 0, 1, 0)),
    LayerRow("checked name", _paint_checked_name, lambda scene: scene.lanes.left_gutter, looks.checked_name,
             scrolls=False),
    LayerRow("second name", _paint_second_name,
             _only_if(lambda scene: scene.content.second is not None, lambda scene: scene.lanes.left_gutter)),
    LayerRow("legend", _paint_legend, lambda scene: scene.lanes.legend, looks.legend, scrolls=False),
    LayerRow("threshold tags", _paint_tags, lambda scene: scene.lanes.right_gutter, looks.threshold_tags,
             scrolls=False),
)  # fmt: skip
"""What lies over the plots and beside them, from bottom to top."""
