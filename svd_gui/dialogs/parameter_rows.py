"""Rows of a form made from the declarations of parameters: name, editor, unit, help and range."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from svd_core.config import Parameter
from svd_gui.style.calm_controls import CalmList
from svd_gui.style.decimal_numbers import DecimalValidator, with_point
from svd_gui.style.plain_text import PlainLabel
from svd_gui.translation import number, tr


class ParameterRows(QObject):
    """One row for each parameter, filled with values and read back in the declared types.

    `changed` is emitted whenever an editor changes.
    """

    changed = Signal()

    def __init__(self, form: QFormLayout, parameters: Iterable[Parameter], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parameters = {parameter.name: parameter for parameter in parameters}
        self._editors: dict[str, QWidget] = {}
        self._form = form
        self._fields: dict[str, QWidget] = {}
        self._hidden: frozenset[str] = frozenset()
        for parameter in self._parameters.values():
            editor = self._editor(parameter)
            editor.setAccessibleName(tr(_title(parameter)))
            editor.setToolTip(_help(parameter))
            editor.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self._editors[parameter.name] = editor
            self._fields[parameter.name] = _with_unit(editor, parameter.unit)
            form.addRow(tr(_title(parameter)), self._fields[parameter.name])
            form.labelForField(self._fields[parameter.name]).setToolTip(_help(parameter))

    def show_all_but(self, hidden: Iterable[str]) -> None:
        """Hide the rows of these names, which then have no values, and show all others."""
        self._hidden = frozenset(hidden)
        for name, field in self._fields.items():
            self._form.setRowVisible(field, name not in self._hidden)

    def editor_value(self, name: str) -> Any:
        """Return one value as it stands, whatever stands in the other rows; ValueError if it is no number."""
        return self._read(name, self._parameters[name])

    def set_values(self, values: dict[str, Any]) -> None:
        """Show values by name; names without a row are ignored."""
        for name, editor in self._editors.items():
            if name in values:
                _show_value(editor, values[name])

    def values(self) -> dict[str, Any]:
        """Return the values of the rows shown; ValueError with the title of the first one that is out of range."""
        return {
            name: replace(parameter, name=tr(_title(parameter))).check(self._read(name, parameter))
            for name, parameter in self._parameters.items()
            if name not in self._hidden
        }

    def _editor(self, parameter: Parameter) -> QWidget:
        if parameter.choices:
            combo = CalmList()
            combo.addItems(list(parameter.choices))
            combo.currentIndexChanged.connect(lambda _: self.changed.emit())
            return combo
        if parameter.type is bool:
            box = QCheckBox()
            box.toggled.connect(lambda _: self.changed.emit())
            return box
        line = QLineEdit()
        # A text field, not a spin box: learning rates and counts range over many powers of ten.
        validator = DecimalValidator(parameter.low or 0.0, parameter.high or math.inf, 12, line)
        if parameter.type is int:
            validator.setDecimals(0)
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
            return parameter.type(with_point(editor.text(), "."))
        except ValueError:
            text = tr("{0}: “{1}” is not a number")
            raise ValueError(text.format(tr(_title(parameter)), editor.text())) from None


def _show_value(editor: QWidget, value: Any) -> None:
    if isinstance(editor, QComboBox):
        editor.setCurrentText(str(value))
    elif isinstance(editor, QCheckBox):
        editor.setChecked(bool(value))
    elif isinstance(editor, QLineEdit):
        editor.setText(str(value) if isinstance(value, int) else number(value))


def _with_unit(editor: QWidget, unit: str) -> QWidget:
    if not unit:
        return editor
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(editor, 1)
    label = PlainLabel(unit)
    label.setProperty("role", "muted")
    layout.addWidget(label)
    return row


def source_texts(parameter: Parameter) -> tuple[str, str]:
    """Return the title and the help of a parameter as they are to be translated."""
    return _title(parameter), parameter.help[:1].upper() + parameter.help[1:]


def _title(parameter: Parameter) -> str:
    """Return the name as a title, without the unit at its end, which is shown behind the editor."""
    return parameter.name.removesuffix(f"_{parameter.unit.lower()}").replace("_", " ").capitalize()


def _help(parameter: Parameter) -> str:
    _, text = map(tr, source_texts(parameter))
    if parameter.low is None or parameter.high is None:
        return text
    return f"{text} ({parameter.low:g} … {parameter.high:g})"
