"""What the pictures of the layers depend on, beside the stretch of time: equal values, equal pictures."""

from __future__ import annotations

from typing import Any

from svd_gui.timeline.content import Content
from svd_gui.timeline.legend import legend_entries
from svd_gui.timeline.scene import Scene


def level(content: Content) -> Any:
    return content.envelope, 0 if content.envelope is None else content.envelope.filled


def probabilities(content: Content) -> Any:
    return [(curve, None if curve is None else curve.version) for curve in (content.raw, content.smoothed)]


def waveform(scene: Scene) -> Any:
    return level(scene.content), scene.content.duration, scene.theme


def spectrogram(scene: Scene) -> Any:
    return scene.spectrogram.look


def region_bodies(scene: Scene) -> Any:
    dragged = None if scene.preview is None else scene.preview.regions
    themes = scene.theme, scene.over_spectrogram
    return scene.content.regions, dragged, scene.surface.label_colours, themes, scene.lanes


def curve(scene: Scene) -> Any:
    return probabilities(scene.content), scene.under_curve


def checked_name(scene: Scene) -> Any:
    return scene.content.duration > 0, scene.lanes, scene.theme


def legend(scene: Scene) -> Any:
    texts = [entry.text for entry in legend_entries(scene.content, scene.theme, scene.under_curve)]
    return scene.content.duration > 0, texts, scene.lanes, scene.theme, scene.under_curve


def threshold_tags(scene: Scene) -> Any:
    content = scene.content
    thresholds = content.raw is None, content.threshold, content.leave_threshold
    return thresholds, scene.active_threshold, scene.lanes, scene.theme
