"""The form of a robustness test: which recordings, which tests, how thoroughly."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from svd_core.config import QUICK_ROBUSTNESS
from svd_core.experiments.robustness.suite import TESTS
from svd_core.files.visible_text import visible
from svd_gui.style.plain_text import PlainLabel, as_tip
from svd_gui.training.robustness_job import KINDS
from svd_gui.translation import number, tr


class FolderList(QWidget):
    """Folders with one kind of recordings: a button adds one, the Delete key or a button removes it."""

    changed = Signal()

    def __init__(self, title: str, what: str, instead: str, parent: QWidget | None = None) -> None:
        """`what` describes what is in such a folder, `instead` what is tested if there is none."""
        super().__init__(parent)
        self._title = title
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.addWidget(_label(title, "heading"))
        row.addWidget(_label(what, "small"), 1)
        self.remove_button = QPushButton(tr("Remove"))
        self.remove_button.clicked.connect(self._remove)
        self.add_button = QPushButton(tr("Add folder…"))
        self.add_button.clicked.connect(self._ask)
        row.addWidget(self.remove_button)
        row.addWidget(self.add_button)
        column.addLayout(row)
        self._list = _DeletableList(self._remove)
        self._list.setAccessibleName(title)
        self._list.setFixedHeight(64)
        self._list.itemSelectionChanged.connect(self._refresh)
        self._instead = _label(instead, "muted")
        column.addWidget(self._list)
        column.addWidget(self._instead)
        self._refresh()

    def paths(self) -> tuple[Path, ...]:
        items = (self._list.item(row) for row in range(self._list.count()))
        return tuple(item.data(Qt.ItemDataRole.UserRole) for item in items)

    def add(self, path: Path) -> None:
        """Add a folder that exists and is not in the list yet."""
        if os.path.isdir(path) and path not in self.paths():
            item = QListWidgetItem(visible(str(path)))
            item.setData(Qt.ItemDataRole.UserRole, path)
            item.setToolTip(as_tip(str(path)))
            self._list.addItem(item)
            self._refresh()
            self.changed.emit()

    def _ask(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self._title)
        if chosen:
            self.add(Path(chosen))

    def _remove(self) -> None:
        for item in self._list.selectedItems():
            self._list.takeItem(self._list.row(item))
        self._refresh()
        self.changed.emit()

    def _refresh(self) -> None:
        filled = self._list.count() > 0
        self._list.setVisible(filled)
        self._instead.setVisible(not filled)
        self.remove_button.setVisible(filled)
        self.remove_button.setEnabled(bool(self._list.selectedItems()))


class RobustnessForm(QWidget):
    """Folders by kind of recordings, tests, and whether to be quick."""

    changed = Signal()

    def __init__(self, kept: dict[str, Any], parent: QWidget | None = None) -> None:
        """Restore the choices of the last time, as `values` returned them."""
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.folders = {
            "data": FolderList(tr("Labelled songs"), tr("audio/ and labels/"), tr("None: the demo song instead.")),
            "stems": FolderList(
                tr("Stems"),
                tr("a folder a song, with vocals and accompaniment"),
                tr("None: two synthetic songs instead."),
            ),
            "instruments": FolderList(
                tr("Instruments alone"), tr("recordings without singing"), tr("None: two synthetic bands instead.")
            ),
        }
        for folders in self.folders.values():
            column.addWidget(folders)
            folders.changed.connect(self.changed)
        column.addWidget(_label(tr("Tests"), "heading"))
        column.addLayout(self._tests())
        text = tr("Quick: {0} s of at most {1} recordings of each kind")
        self.quick = QCheckBox(text.format(number(QUICK_ROBUSTNESS.seconds), QUICK_ROBUSTNESS.recordings))
        column.addWidget(_label(tr("How thoroughly"), "heading"))
        column.addWidget(self.quick)
        column.addStretch(1)
        self._restore(kept)

    def tests(self) -> tuple[str, ...]:
        """Return the names of the chosen tests."""
        return tuple(name for name, box in self.boxes.items() if box.isChecked())

    def values(self) -> dict[str, Any]:
        """Return all choices as JSON values, for the next time."""
        folders = {kind: [str(path) for path in self.folders[kind].paths()] for kind in KINDS}
        return {"folders": folders, "tests": list(self.tests()), "quick": self.quick.isChecked()}

    def _tests(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        self.boxes: dict[str, QCheckBox] = {}
        for place, test in enumerate(TESTS):
            box = QCheckBox(tr(test.title))
            box.setToolTip(f"<p>{tr(test.about)}</p>")
            box.toggled.connect(lambda _: self.changed.emit())
            self.boxes[test.name] = box
            grid.addWidget(box, place // 3, place % 3)
        return grid

    def _restore(self, kept: dict[str, Any]) -> None:
        folders, tests = kept.get("folders"), kept.get("tests")
        for kind in KINDS:
            paths = folders.get(kind) if isinstance(folders, dict) else None
            for path in paths if isinstance(paths, list) else ():
                self.folders[kind].add(Path(str(path)))
        for name, box in self.boxes.items():
            box.setChecked(not isinstance(tests, list) or name in tests)
        self.quick.setChecked(kept.get("quick") is not False)


class _DeletableList(QListWidget):
    """A list that calls `remove` when Delete or Backspace is pressed."""

    def __init__(self, remove: Callable[[], None]) -> None:
        super().__init__()
        self._remove = remove

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._remove()
        else:
            super().keyPressEvent(event)


def _label(text: str, role: str) -> QLabel:
    label = PlainLabel(text)
    label.setProperty("role", role)
    return label
