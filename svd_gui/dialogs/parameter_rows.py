"""Rows of a dialog made from declared parameters: name, editor, unit; nothing is declared twice."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QLocale, QObject, Signal
from PySide6.QtGui import QDoubleValidator
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QWidget

from svd_core.config import Parameter


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
            editor.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self._editors[parameter.name] = editor
            form.addRow(_title(parameter), _with_unit(editor, parameter.unit))

    def set_values(self, values: dict[str, Any]) -> None:
        """Show values; names without a row are passed over."""
        for name, editor in self._editors.items():
            if name in values:
                _fill(editor, values[name])

    def values(self) -> dict[str, Any]:
        """What the rows hold; raises ValueError naming the first row out of its range as it is titled."""
        return {
            name: replace(parameter, name=_title(parameter)).check(self._read(name, parameter))
            for name, parameter in self._parameters.items()
        }

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
        line = QLineEdit()
        # Plain text, not a spin box: step sizes and counts run over many powers of ten.
        validator = QDoubleValidator(parameter.low or 0.0, parameter.high or math.inf, 12, line)
        if parameter.type is int:
            validator.setDecimals(0)
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
        assert isinstance(editor, QLineEdit)
        try:
            return parameter.type(editor.text())
        except ValueError:
            raise ValueError(f"{_title(parameter)}: {editor.text()!r} is not a number") from None


def _fill(editor: QWidget, value: Any) -> None:
    if isinstance(editor, QComboBox):
        editor.setCurrentText(str(value))
    elif isinstance(editor, QCheckBox):
        editor.setChecked(bool(value))
    elif isinstance(editor, QLineEdit):
        editor.setText(str(value) if isinstance(value, int) else f"{value:g}")


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


def _title(parameter: Parameter) -> str:
    """The name without the unit at its end, which stands behind the field."""
    return parameter.name.removesuffix(f"_{parameter.unit.lower()}").replace("_", " ").capitalize()


def _help(parameter: Parameter) -> str:
    text = parameter.help[:1].upper() + parameter.help[1:]
    if parameter.low is None or parameter.high is None:
        return text
    return f"{text} ({parameter.low:g} … {parameter.high:g})"
