"""Sliders for the postprocessing settings, which turn probabilities into regions."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any, cast

import numpy as np
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from svd_core.config import RULES, FeatureConfig, Parameter, PostprocessingConfig, parameters
from svd_core.model.doubt import is_doubtful
from svd_gui.song.rule_words import all_settings, rule_help, rule_name, setting_name, settings_of
from svd_gui.song.song_doubt import averaging_help, doubt_help, doubt_text
from svd_gui.style.calm_controls import CalmList, CalmSlider
from svd_gui.style.plain_text import PlainLabel, as_tip
from svd_gui.timeline.region_layer import SOURCES, RegionArrays
from svd_gui.translation import number

STEPS = 1000
"""Positions of a slider."""
SETTLE_MS = 450
"""Pause after which moves by key or wheel become one edit."""


class PostprocessingPanel(QFrame):
    """Has the rule, and a slider for each setting that it has; a move asks for a preview, its end for an edit."""

    preview_requested = Signal(object)
    postprocessing_requested = Signal(object, str)
    averaging_requested = Signal()
    released = Signal()
    """The mouse has done what it had to do here, so that keys are meant for the timeline again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._shown = self._settled = self._initial = PostprocessingConfig()
        self.sliders: dict[str, QSlider] = {}
        self._labels: dict[str, QLabel] = {}
        self._values: dict[str, QLabel] = {}
        self._last_moved = ""
        # Keys and wheel have no release: their moves become one edit when they pause.
        self._pause = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._pause.timeout.connect(self._commit)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        column.addLayout(self._heading())
        self._averaging = PlainLabel(self.tr("On probabilities averaged over pitch shifts"))
        self._averaging.setProperty("role", "small")
        self._averaging.setToolTip(self.tr("The model's threshold was chosen without averaging"))
        self._averaging.hide()
        column.addWidget(self._averaging)
        self.rules = CalmList()
        column.addLayout(self._rule_row())
        self._song_threshold = PlainLabel()
        self._song_threshold.setProperty("role", "small")
        column.addWidget(self._song_threshold)
        grid = QGridLayout()
        grid.setVerticalSpacing(2)
        settings = {parameter.name: parameter for parameter in parameters(PostprocessingConfig)}
        self._settings = {name: settings[name] for name in all_settings()}
        for row, parameter in enumerate(self._settings.values()):
            self._add_row(grid, 2 * row, parameter)
        column.addLayout(grid)
        self._summary = PlainLabel()
        self._summary.setProperty("role", "small")
        self._summary.setWordWrap(True)
        column.addWidget(self._summary)
        self._doubt, self.average_button = PlainLabel(), QPushButton(self.tr("Average over pitch shifts"))
        column.addLayout(self._doubt_row())
        self.set_postprocessing(self._settled)

    def set_initial(self, config: PostprocessingConfig) -> None:
        """Set what the reset button goes back to."""
        self._initial = config

    def set_averaging(self, averaging: bool) -> None:
        """Say that the probabilities are averaged over pitch shifts, where they are."""
        self._averaging.setVisible(averaging)

    def set_doubt(self, share: float | None) -> None:
        """Say that the model is unsure of the song if it is, and offer averaging unless that is done already."""
        doubtful = is_doubtful(share)
        self._doubt.setVisible(doubtful)
        self.average_button.setVisible(doubtful and self._averaging.isHidden())
        if share is not None:
            self._doubt.setText(doubt_text(share))
            self._doubt.setToolTip(as_tip(doubt_help(share)))

    def set_postprocessing(self, config: PostprocessingConfig) -> None:
        """Show settings that are in force."""
        self._pause.stop()
        self._settled = config
        self._show(config, move_sliders=True)

    def set_threshold(self, threshold: float) -> None:
        """Preview a threshold that is dragged in the timeline; when the drag ends it becomes an edit.

        A song's own threshold that a person moves is one like any other from then on.
        """
        self._last_moved = "threshold"
        rule = "threshold" if self._shown.rule == "otsu" else self._shown.rule
        self._preview(replace(self._shown, rule=rule, threshold=min(max(threshold, 0.0), 1.0)), move_sliders=True)
        self._pause.start()

    def set_leave_threshold(self, threshold: float) -> None:
        """Preview a second threshold that is dragged in the timeline; when the drag ends it becomes an edit."""
        self._last_moved = "leave_threshold"
        leave = min(max(threshold, 0.0), self._shown.threshold)
        self._preview(replace(self._shown, leave_threshold=leave), move_sliders=True)
        self._pause.start()

    def set_song_threshold(self, threshold: float) -> None:
        """Say which threshold the open song has by itself; shown with the rule that gives it one."""
        self._song_threshold.setText(self.tr("In this song: {0}").format(number(threshold, 2)))

    def set_regions(self, arrays: RegionArrays, duration: float, detected: bool = True) -> None:
        """Say how many regions a song of so many seconds has, how much of it is sung, and how many people set.

        As long as no model has looked through the song (not `detected`), no regions do not mean that nothing is sung.
        Regions made for a longer song under this name may lie after its end.
        """
        if not duration:
            self._summary.setText("")
            return
        n_regions = int(np.searchsorted(arrays.starts, duration))
        n_after = len(arrays.regions) - n_regions
        lengths = np.minimum(arrays.ends, duration)[:n_regions] - arrays.starts[:n_regions]
        sung = float(np.sum(lengths[arrays.sung[:n_regions]])) / duration
        sources = arrays.sources[:n_regions]
        kept = int(np.count_nonzero(sources != SOURCES.index("model")))
        from_file = bool(np.any(sources == SOURCES.index("file")))
        count = self.tr("%n regions", "", n_regions)
        text = self.tr("{0} · {1} % of the song is sung").format(count, number(100 * sung, 0))
        # Two lines always, so that the panel below does not jump at the first correction.
        whose = self.tr("by hand or from a file") if from_file else self.tr("set by hand")
        begun = kept < n_regions
        open_yet = "" if detected else self.tr("not wholly detected yet") if begun else self.tr("not detected yet")
        if not detected and not len(arrays.regions):
            text, open_yet = self.tr("Singing is not detected yet"), ""
        fixed = self.tr("{0} {1}: no slider moves them").format(kept, whose) if kept else ""
        after = self.tr("{0} after the end of the sound").format(n_after) if n_after else ""
        self._summary.setText(f"{text}\n{' · '.join(filter(None, (open_yet, fixed, after)))}")

    def _heading(self) -> QHBoxLayout:
        row = QHBoxLayout()
        title = PlainLabel(self.tr("Postprocessing"))
        title.setProperty("role", "heading")
        reset = QPushButton(self.tr("Reset"))
        reset.setProperty("role", "link")
        reset.setToolTip(self.tr("Use the settings that came with the model"))
        reset.clicked.connect(self._reset)
        row.addWidget(title)
        row.addStretch(1)
        row.addWidget(reset)
        return row

    def _rule_row(self) -> QHBoxLayout:
        for rule in RULES:
            self.rules.addItem(rule_name(rule), rule)
            self.rules.setItemData(self.rules.count() - 1, rule_help(rule), Qt.ItemDataRole.ToolTipRole)
        self.rules.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.rules.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.rules.activated.connect(self._choose_rule)
        self.rules.closed.connect(self.released)
        label = PlainLabel(self.tr("Rule"))
        label.setBuddy(self.rules)
        self.rules.setAccessibleName(label.text())
        row = QHBoxLayout()
        row.addWidget(label)
        row.addWidget(self.rules, 1)
        return row

    def _choose_rule(self, index: int) -> None:
        """Decide by another rule, as one edit together with what a slider has just changed."""
        self._pause.stop()
        self._shown = replace(self._shown, rule=RULES[index])
        if self._shown != self._settled:
            self._settled = self._shown
            self.postprocessing_requested.emit(self._shown, self.tr("Change rule"))
        self._show(self._shown, move_sliders=True)

    def _doubt_row(self) -> QVBoxLayout:
        self._doubt.setProperty("role", "small")
        self.average_button.setProperty("role", "link")
        self.average_button.setToolTip(as_tip(averaging_help()))
        self.average_button.clicked.connect(self.averaging_requested)
        row = QVBoxLayout()
        row.setSpacing(2)
        row.addWidget(self._doubt)
        row.addWidget(self.average_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.set_doubt(None)
        return row

    def _add_row(self, grid: QGridLayout, row: int, parameter: Parameter) -> None:
        slider = CalmSlider(Qt.Orientation.Horizontal)
        slider.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        slider.setRange(0, STEPS)
        slider.setSingleStep(10)
        slider.setPageStep(50)
        label, value = PlainLabel(), PlainLabel()
        label.setBuddy(slider)
        value.setProperty("role", "muted")
        value.setAlignment(Qt.AlignmentFlag.AlignRight)
        for widget in (label, slider, value):
            widget.setToolTip(parameter.help[:1].upper() + parameter.help[1:])
        slider.valueChanged.connect(partial(self._move, parameter))
        slider.sliderReleased.connect(self._commit)
        slider.sliderReleased.connect(self.released)
        grid.addWidget(label, row, 0)
        grid.addWidget(value, row, 1)
        grid.addWidget(slider, row + 1, 0, 1, 2)
        self.sliders[parameter.name], self._values[parameter.name] = slider, value
        self._labels[parameter.name] = label

    def _move(self, parameter: Parameter, position: int) -> None:
        self._last_moved = parameter.name
        self._preview(replace(self._shown, **{parameter.name: cast(Any, value_at(parameter, position))}))
        if self.sliders[parameter.name].isSliderDown():
            self._pause.stop()
        else:
            self._pause.start()

    def _preview(self, config: PostprocessingConfig, move_sliders: bool = False) -> None:
        self._show(config, move_sliders)
        self.preview_requested.emit(config)

    def _commit(self) -> None:
        self._pause.stop()
        if QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            self._pause.start()  # The threshold line is still being dragged.
            return
        if self._shown == self._settled:
            self.preview_requested.emit(self._shown)
            return
        self._settled = self._shown
        text = self.tr("Change {0}").format(setting_name(self._last_moved, "threshold").lower())
        self.postprocessing_requested.emit(self._shown, text)

    def _reset(self) -> None:
        if self._initial != self._settled:
            self._show(self._initial, move_sliders=True)
            self._settled = self._initial
            self.postprocessing_requested.emit(self._initial, self.tr("Reset postprocessing"))

    def _show(self, config: PostprocessingConfig, move_sliders: bool) -> None:
        self._shown = config
        self.rules.setCurrentIndex(RULES.index(config.rule))
        self.rules.setToolTip(rule_help(config.rule))
        self._song_threshold.setVisible(config.rule == "otsu")
        shown = settings_of(config.rule)
        for parameter in self._settings.values():
            value, name = getattr(config, parameter.name), setting_name(parameter.name, config.rule)
            self._labels[parameter.name].setText(name)
            self.sliders[parameter.name].setAccessibleName(name)
            row = self._labels[parameter.name], self._values[parameter.name], self.sliders[parameter.name]
            for widget in row:
                widget.setVisible(parameter.name in shown)
            self._values[parameter.name].setText(readable(parameter, value))
            if move_sliders:
                slider = self.sliders[parameter.name]
                slider.blockSignals(True)
                slider.setValue(position_of(parameter, value))
                slider.blockSignals(False)


def value_at(parameter: Parameter, position: int) -> float | int:
    """Return a parameter's value at a slider position 0..STEPS: linear for shares, finer near zero for durations."""
    low, high = parameter.low or 0.0, parameter.high or 1.0
    share = position / STEPS
    value = low + (high - low) * (share if high <= 1 else share * share)
    if parameter.type is int:
        return round(value)
    return round(value, 3) if high <= 1 else round(value, 2)


def position_of(parameter: Parameter, value: float) -> int:
    """Return the slider position for a value; the inverse of `value_at`."""
    low, high = parameter.low or 0.0, parameter.high or 1.0
    share = min(max((value - low) / (high - low), 0.0), 1.0)
    return round(STEPS * (share if high <= 1 else share**0.5))


def readable(parameter: Parameter, value: float) -> str:
    """Write a value with its unit; frames are written in milliseconds."""
    if parameter.unit == "frames":
        return f"{value / FeatureConfig().frame_rate * 1000:.0f} ms"
    if parameter.unit == "s":
        return f"{number(value, 2)} s" if value else "–"
    if parameter.high is not None and parameter.high > 1:
        return number(value, 1)
    return number(value) if value in (0, 1) else number(value, 2)
