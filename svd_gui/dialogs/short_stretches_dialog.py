"""Asking for a length, with a live count of the short stretches that would be changed, and a preview of the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QVBoxLayout, QWidget

from svd_core.annotation.regions import Regions
from svd_gui.style.calm_controls import CalmList, CalmNumber
from svd_gui.style.plain_text import PlainLabel

LONGEST = 60.0
"""Seconds."""


@dataclass(frozen=True)
class ShortStretches:
    """What would be changed: how many stretches, the regions as they would be, how many checked ones are left alone."""

    count: int
    regions: Regions
    n_checked: int = 0


class ShortStretchesDialog(QDialog):
    """Calls `find(seconds, indices)` whenever the length or the scope changes.

    `previewed` tells of the regions as they would be, and at the end of None; `chosen` of seconds and regions.
    """

    previewed = Signal(object)
    chosen = Signal(float, object)

    def __init__(
        self, title: str, question: str, scopes: Mapping[str, Sequence[int]],
        find: Callable[[float, Sequence[int]], ShortStretches], seconds: float, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setWindowTitle(title)
        self._find = find
        self._found = ShortStretches(0, ())
        self.seconds = CalmNumber(minimum=0.01, maximum=LONGEST, singleStep=0.05, decimals=2, suffix=" s")
        self.seconds.setValue(seconds)
        self.scope = CalmList()
        for name, indices in scopes.items():
            self.scope.addItem(name, tuple(indices))
        self.count = PlainLabel()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        form = QFormLayout()
        form.addRow(question, self.seconds)
        form.addRow(self.tr("In:"), self.scope)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(self.count)
        column.addWidget(self.buttons)
        self.seconds.valueChanged.connect(self._show)
        self.scope.currentIndexChanged.connect(self._show)
        self.seconds.selectAll()

    def open(self) -> None:
        """Show the dialog, and what it would change."""
        super().open()
        self._show()

    def done(self, result: int) -> None:
        """Take the preview back, and hand over what was chosen."""
        self.previewed.emit(None)
        if result == QDialog.DialogCode.Accepted and self._found.count:
            self.chosen.emit(self.seconds.value(), self._found.regions)
        super().done(result)

    def _show(self) -> None:
        self._found = self._find(self.seconds.value(), self.scope.currentData() or ())
        text = self.tr("%n found", "", self._found.count) if self._found.count else self.tr("None found")
        if self._found.n_checked:
            text += "  ·  " + self.tr("%n in checked time stay as they are", "", self._found.n_checked)
        self.count.setText(text)
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(self._found.count > 0)
        self.previewed.emit(self._found.regions)
