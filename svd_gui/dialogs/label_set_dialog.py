"""Editing the label set of a folder: names, what they mean, colours and keys."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtWidgets import (
    QColorDialog,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QVBoxLayout,
    QWidget,
)

from svd_core.annotation.label_set import DEFAULT, KEYS, MAX_NAME, LabelKind, LabelSet
from svd_core.annotation.vocabulary import Judgement
from svd_gui.errors import in_own_words
from svd_gui.style.calm_controls import CalmList
from svd_gui.style.plain_text import PlainLabel
from svd_gui.translation import tr

_KEY, _NAME, _MEANING, _COLOUR = range(4)


class LabelSetDialog(QDialog):
    """Shows a label set row by row; `chosen` hands over another one when the person confirms it."""

    chosen = Signal(object)

    def __init__(self, labels: LabelSet, path: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Labels of This Folder"))
        self._labels = labels
        self.table = QTableWidget(0, 4)
        self._titles = [self.tr("Key"), self.tr("Name"), self.tr("Means"), self.tr("Colour")]
        self.table.setHorizontalHeaderLabels(self._titles)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.verticalHeader().hide()
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setProperty("role", "form")
        self.table.setAccessibleName(self.tr("Labels"))
        self.error = PlainLabel()
        self.error.setWordWrap(True)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.buttons.accepted.connect(self._confirm)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self._explanation(path))
        column.addWidget(self.table, 1)
        column.addLayout(self._row_buttons())
        column.addWidget(self.error)
        column.addWidget(self.buttons)
        self.resize(560, 420)
        self._fill(labels)

    def _explanation(self, path: Path | None) -> PlainLabel:
        text = self.tr(
            "The digits 1 to 9 give these labels to the selected regions. What is “left open” is neither learned from "
            "nor scored. A click on a colour chooses another one, a right click takes it away."
        )
        where = "" if path is None else " " + self.tr("The set is kept in {0}.").format(path)
        label = PlainLabel(text + where)
        label.setWordWrap(True)
        return label

    def _row_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for text, slot in (
            (self.tr("&Add"), self.add),
            (self.tr("&Remove"), self.remove),
            (self.tr("Move &Up"), lambda: self.move_row(-1)),
            (self.tr("Move &Down"), lambda: self.move_row(1)),
            (self.tr("De&fault"), lambda: self._fill(DEFAULT)),
        ):
            button = QPushButton(text)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, slot=slot: slot())
            row.addWidget(button)
        row.addStretch(1)
        return row

    # Rows

    def add(self) -> None:
        """Add a label at the end, ready to be named."""
        used = {key for _, _, _, key in self._rows()}
        row = self._append(None, next((key for key in KEYS if key not in used), None))
        self.table.cellWidget(row, _NAME).setFocus()
        self._check()

    def remove(self) -> None:
        """Remove the current label."""
        self.table.removeRow(self._current())
        self._check()

    def move_row(self, by: int) -> None:
        """Exchange the current label with a neighbour."""
        row, kinds = self._current(), self._rows()
        other = row + by
        if 0 <= row < len(kinds) and 0 <= other < len(kinds):
            kinds[row], kinds[other] = kinds[other], kinds[row]
            self.table.setRowCount(0)
            for name, meaning, colour, key in kinds:
                self._put(name, meaning, colour, key)
            self.table.selectRow(other)
            self._check()

    def _current(self) -> int:
        focus = self.focusWidget()
        for row in range(self.table.rowCount()):
            if any(self.table.cellWidget(row, column) is focus for column in range(4)):
                return row
        return self.table.currentRow()

    def _fill(self, labels: LabelSet) -> None:
        self.table.setRowCount(0)
        for kind in labels.kinds:
            self._append(kind, kind.key)
        self._check()

    def _append(self, kind: LabelKind | None, key: int | None) -> int:
        if kind is None:
            return self._put("", "sung", None, key)
        return self._put(kind.name, kind.meaning, kind.colour, key)

    def _put(self, name: str, meaning: Judgement, colour: str | None, key: int | None) -> int:
        row = self.table.rowCount()
        self.table.insertRow(row)
        keys = CalmList()
        for choice in (None, *KEYS):
            keys.addItem("–" if choice is None else str(choice), choice)
        keys.setCurrentIndex(keys.findData(key))
        field = QLineEdit(name, maxLength=MAX_NAME)
        meanings = CalmList()
        for text, value in _meanings():
            meanings.addItem(text, value)
        meanings.setCurrentIndex(meanings.findData(meaning))
        button = QPushButton(autoDefault=False)
        _show_colour(button, colour)
        button.clicked.connect(lambda: self._choose_colour(button))
        button.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        without = button.addAction(self.tr("Colour of the Source"))
        without.triggered.connect(lambda: _show_colour(button, None))
        for column, widget in ((_KEY, keys), (_NAME, field), (_MEANING, meanings), (_COLOUR, button)):
            widget.setAccessibleName(self._titles[column])
            self.table.setCellWidget(row, column, widget)
        field.textChanged.connect(self._check)
        keys.currentIndexChanged.connect(self._check)
        meanings.currentIndexChanged.connect(self._check)
        return row

    def _choose_colour(self, button: QPushButton) -> None:
        former = button.property("colour")
        dialog = QColorDialog(QColor(former or "#5b8def"), self)
        dialog.setWindowTitle(self.tr("Colour of the Label"))
        dialog.colorSelected.connect(lambda colour: _show_colour(button, colour.name()))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    # The set

    def _rows(self) -> list[tuple[str, Judgement, str | None, int | None]]:
        rows = []
        for row in range(self.table.rowCount()):
            keys, field, meanings, button = (self.table.cellWidget(row, column) for column in range(4))
            assert isinstance(keys, QComboBox) and isinstance(field, QLineEdit) and isinstance(meanings, QComboBox)
            name = " ".join(field.text().split())
            rows.append((name, cast(Judgement, meanings.currentData()), button.property("colour"), keys.currentData()))
        return rows

    def _check(self) -> None:
        """Say what is wrong with the set, which can be confirmed only when nothing is."""
        try:
            self._labels, problem = LabelSet(tuple(LabelKind(*row) for row in self._rows())), ""
        except ValueError as error:
            problem = in_own_words(error)
        self.error.setText(problem)
        self.error.setVisible(bool(problem))
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(not problem)

    def _confirm(self) -> None:
        self.chosen.emit(self._labels)
        self.accept()


def _meanings() -> tuple[tuple[str, Judgement], ...]:
    return (tr("sung"), "sung"), (tr("not sung"), "unsung"), (tr("left open"), "ignored")


def _show_colour(button: QPushButton, colour: str | None) -> None:
    """Show a colour on its button; without one, regions have the colour of their source."""
    button.setProperty("colour", colour)
    swatch = QPixmap(14, 14)
    swatch.fill(QColor(colour) if colour else Qt.GlobalColor.transparent)
    button.setIcon(swatch)
    button.setText(colour or tr("of the source"))
