"""The parameters of a training that few people change, folded away until somebody wants them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QToolButton, QVBoxLayout, QWidget

from svd_core.config import EXCERPTS_ONLY, AugmentConfig, Preset, StretchConfig, TrainConfig, parameters
from svd_gui.dialogs.parameter_rows import ParameterRows
from svd_gui.style.plain_text import PlainLabel

FIRST_NUMBERS = ("updates", "learning_rate", "batch_size")
"""Parameters of a training that are not folded away, in this order."""


class AdvancedRows(QWidget):
    """A row for each parameter that a preset uses, under a button that unfolds them.

    `changed` is emitted whenever a value changes.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.button = QToolButton()
        self.button.setText(self.tr("Advanced"))
        self.button.setToolTip(self.tr("All other parameters of the training that this preset uses"))
        self.button.setCheckable(True)
        self.button.setAutoRaise(True)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        column.addWidget(self.button)
        self._content = QWidget()
        column.addWidget(self._content)
        self._form = form = QFormLayout(self._content)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(7)
        form.setHorizontalSpacing(14)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow(_heading(self.tr("Training")))
        self._train = ParameterRows(
            form, (item for item in parameters(TrainConfig) if item.name not in FIRST_NUMBERS), self
        )
        form.addRow(_heading(self.tr("Augmentation")))
        self._augment = ParameterRows(form, parameters(AugmentConfig), self)
        self._stretch_heading = _heading(self.tr("Stretches"))
        form.addRow(self._stretch_heading)
        self._stretch = ParameterRows(form, parameters(StretchConfig), self)
        self._has_stretches, self._goes_on = True, False
        for rows in (self._train, self._augment, self._stretch):
            rows.changed.connect(self._show_used)
            rows.changed.connect(self.changed)
        self.button.toggled.connect(self._fold)
        self._fold(unfolded=False)

    def show_preset(self, preset: Preset, values: Mapping[str, Any], goes_on: bool) -> None:
        """Show these values in the rows of what the preset uses; `goes_on` if a model is the start."""
        self._has_stretches, self._goes_on = preset.stretch is not None, goes_on
        # Before the values: each of them is announced, and is then read together with those of all rows shown.
        self._show_used()
        for rows in (self._train, self._augment, self._stretch):
            rows.set_values(dict(values))
        self._show_used()

    def values(self) -> dict[str, Any]:
        """Return the values of the parameters that are used; ValueError as `ParameterRows.values`."""
        return self._train.values() | self._augment.values() | self._stretch.values()

    def _show_used(self) -> None:
        """Show the rows of parameters that have a meaning with what is chosen."""
        idle = set() if self._goes_on else {"start_share"}
        if self._train.editor_value("optimizer") != "nesterov":
            idle.add("momentum")
        if self._train.editor_value("schedule") != "steps":
            idle |= {"decay", "decay_every"}
        self._train.show_all_but(idle)
        self._augment.show_all_but(EXCERPTS_ONLY if self._has_stretches else ())
        names = [item.name for item in parameters(StretchConfig)]
        self._stretch.show_all_but(() if self._has_stretches else names)
        self._form.setRowVisible(self._stretch_heading, self._has_stretches)

    def _fold(self, unfolded: bool) -> None:
        self.button.setArrowType(Qt.ArrowType.DownArrow if unfolded else Qt.ArrowType.RightArrow)
        self._content.setVisible(unfolded)


def _heading(text: str) -> PlainLabel:
    label = PlainLabel(text)
    label.setProperty("role", "heading")
    return label
