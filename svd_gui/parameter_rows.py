"""Rows of a dialog made from declared parameters: name, editor, unit; nothing is declared twice."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QLocale, QObject, Signal
from PySide6.QtGui import QDoubleValidator
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QHBoxLayout, QLabel, QLineEdit, QSpinBox, QWidget

from svd_core.config import Parameter

SPIN_LIMIT = 2**31 - 1


class ParameterRows(QObject):
    """Editors for parameters, filled from values and read back as values of the declared types."""

    changed = Signal()

    def __init__(self, form: QFormLayout, parameters: Iterable[Parameter], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parameters = {parameter.name: parameter for parameter in parameters}
        self._editors: dict[str, QWidget] = {}
        for parameter in self._parameters.values():
            editor = self._editor(parameter)
            editor.setToolTip(_help(parameter))
            self._editors[parameter.name] = editor
            form.addRow(_title(parameter.name), _with_unit(editor, parameter.unit))

    def editor(self, name: str) -> QWidget:
        return self._editors[name]

    def set_values(self, values: dict[str, Any]) -> None:
        """Show values; names without a row are passed over."""
        for name, editor in self._editors.items():
            if name in values:
                _fill(editor, values[name])

    def values(self) -> dict[str, Any]:
        """What the rows hold; raises ValueError naming the first parameter out of its range."""
        return {name: parameter.check(self._read(name, parameter)) for name, parameter in self._parameters.items()}

    def _editor(self, parameter: Parameter) -> QWidget:
        if parameter.choices:
            combo = QComboBox()
            combo.addItems(list(parameter.choices))
            combo.currentIndexChanged.connect(lambda _: self.changed.emit())
            return combo
        if parameter.type is bool:
            box = QCheckBox()
            box.toggled.connect(lambda _: self.changed.emit())
            return box
        if parameter.type is int:
            spin = QSpinBox()
            high = SPIN_LIMIT if parameter.high is None else min(parameter.high, SPIN_LIMIT)
            spin.setRange(int(parameter.low or 0), int(high))
            spin.setGroupSeparatorShown(True)
            spin.setStepType(QSpinBox.StepType.AdaptiveDecimalStepType)
            spin.valueChanged.connect(lambda _: self.changed.emit())
            return spin
        line = QLineEdit()
        # Step sizes run over many powers of ten; a spin box would hide the small ones.
        validator = QDoubleValidator(parameter.low or 0.0, parameter.high or math.inf, 12, line)
        validator.setLocale(QLocale.c())
        line.setValidator(validator)
        line.textChanged.connect(lambda _: self.changed.emit())
        return line

    def _read(self, name: str, parameter: Parameter) -> Any:
        editor = self._editors[name]
        if isinstance(editor, QComboBox):
            return editor.currentText()
        if isinstance(editor, QCheckBox):
            return editor.isChecked()
        if isinstance(editor, QSpinBox):
            return editor.value()
        assert isinstance(editor, QLineEdit)
        try:
            return float(editor.text())
        except ValueError:
            raise ValueError(f"{name}: {editor.text()!r} is not a number") from None


def _fill(editor: QWidget, value: Any) -> None:
    if isinstance(editor, QComboBox):
        editor.setCurrentText(str(value))
    elif isinstance(editor, QCheckBox):
        editor.setChecked(bool(value))
    elif isinstance(editor, QSpinBox):
        editor.setValue(int(value))
    elif isinstance(editor, QLineEdit):
        editor.setText(f"{value:g}")


def _with_unit(editor: QWidget, unit: str) -> QWidget:
    if not unit:
        return editor
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(editor, 1)
    label = QLabel(unit)
    label.setProperty("role", "muted")
    layout.addWidget(label)
    return row


def _title(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _help(parameter: Parameter) -> str:
    text = parameter.help[:1].upper() + parameter.help[1:]
    if parameter.low is None or parameter.high is None:
        return text
    return f"{text} ({parameter.low:g} … {parameter.high:g})"
