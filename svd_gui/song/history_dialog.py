"""Edit > History: all edits of the open song with time and annotator; any state can be gone to, named and saved."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHeaderView,
    QInputDialog,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from svd_core.annotation import annotation_file
from svd_core.annotation.clock import clock, moment
from svd_core.annotation.journal.history import History
from svd_core.annotation.journal.places import SNAPSHOT_SUFFIX
from svd_core.annotation.journal.records import MAX_TEXT
from svd_core.files.visible_text import visible
from svd_gui.errors import Problem, describe
from svd_gui.song.document import Document
from svd_gui.style.button_row import button_row
from svd_gui.style.plain_text import PlainLabel
from svd_gui.style.tables import NO_INDEX, Index, TitledTable, row_table

COLUMNS = ("time", "edit", "place", "annotator", "name")
A_TIME, A_PLACE = "2000-12-31 23:59:59", "1:00:00.0 – 1:00:00.0"
State = str


class HistoryTable(TitledTable):
    """The states of a history, the first one at the top; edits that are undone together are one row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._history: History | None = None
        self._states: list[State] = []
        self._on_line: frozenset[State] = frozenset()
        self._places: dict[State, tuple[float, float] | None] = {}
        """Of states asked for, since that of an edit of very many regions takes seconds to find."""
        self.current_row = -1
        self._titles = (self.tr("Time"), self.tr("Edit"), self.tr("Place"), self.tr("Annotator"), self.tr("Name"))

    def show_history(self, history: History | None) -> None:
        """Show another history, or the same one as it has become."""
        self.beginResetModel()
        if history is not self._history:
            self._places.clear()
        self._history = history
        self._states = _rows(history) if history else []
        self._on_line = frozenset(history.line()) if history else frozenset()
        self.current_row = _row_of_current(history, self._states) if history else -1
        self.endResetModel()

    def state(self, row: int) -> State:
        return self._states[row]

    def place(self, row: int) -> tuple[float, float] | None:
        """Where in the song (s) the edits of a row changed something; None for the first state."""
        state = self._states[row]
        if state not in self._places:
            self._places[state] = self._place_of(state)
        return self._places[state]

    def _place_of(self, state: State) -> tuple[float, float] | None:
        assert self._history is not None
        places, step = [], self._history.step(state)
        while step is not None:
            places.append(step.change.extent)
            step = self._history.step(step.parent) if step.joined else None
        found = [place for place in places if place is not None]
        return (min(start for start, _ in found), max(end for _, end in found)) if found else None

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._states)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole):
        state = self._states[index.row()]
        if role == Qt.ItemDataRole.DisplayRole and COLUMNS[index.column()] == "place":
            place = self.place(index.row())
            return f"{clock(place[0], 1)} – {clock(place[1], 1)}" if place else ""
        if role == Qt.ItemDataRole.DisplayRole:
            return visible(self._text(state, COLUMNS[index.column()]))
        if role == Qt.ItemDataRole.FontRole:
            font = QFont()
            font.setBold(index.row() == self.current_row)
            font.setItalic(state not in self._on_line)
            return font
        if role == Qt.ItemDataRole.ToolTipRole and state not in self._on_line:
            return self.tr("On another branch: it was undone, and something else was done instead")
        return None

    def _text(self, state: State, column: str) -> str:
        assert self._history is not None
        step = self._history.step(state)
        if column == "name":
            return self._history.names.get(state, "")
        if step is None:
            return self.tr("First state") if column == "edit" else ""
        return {"time": moment(step.time, seconds=True), "edit": step.text, "annotator": step.by}[column]


class HistoryDialog(QDialog):
    """Stays open beside the window and follows what is done there. Enter goes to a state, Space shows its place.

    `copy_requested` asks for a copy of the annotation to be merged.
    """

    copy_requested = Signal()
    place_chosen = Signal(float, float)
    """Where in the song (s) the edit is that a person wants to see."""
    compare_requested = Signal(str)
    """The state that a person wants to compare the song with."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.setWindowTitle(self.tr("History"))
        self.resize(860, 420)
        self.model = HistoryTable(self)
        self.table = self._build_table()
        self._hint = PlainLabel()
        self._hint.setProperty("role", "small")
        self._hint.setWordWrap(True)
        self.go_button = QPushButton(self.tr("&Go to This State (Enter)"))
        self.place_button = QPushButton(self.tr("Show &Place (Space)"))
        self.name_button = QPushButton(self.tr("&Name… (F2)"))
        self.compare_button = QPushButton(self.tr("C&ompare"))
        self.compare_button.setToolTip(self.tr("Show this state beside the song's regions, and where they differ"))
        self.save_button = QPushButton(self.tr("&Save Snapshot…"))
        self.merge_button = QPushButton(self.tr("&Merge a Copy…"))
        close = QPushButton(self.tr("&Close"))
        column = QVBoxLayout(self)
        column.addWidget(self.table, 1)
        column.addWidget(self._hint)
        column.addLayout(button_row(self.go_button, self.place_button, self.name_button, self.compare_button))
        # In some languages all of them in one row are wider than a small screen.
        column.addLayout(button_row(self.save_button, self.merge_button, last=close))
        self.go_button.clicked.connect(self.go)
        self.place_button.clicked.connect(self.show_place)
        # Tables take this key for themselves.
        space = QShortcut(QKeySequence(Qt.Key.Key_Space), self.table, context=Qt.ShortcutContext.WidgetShortcut)
        space.activated.connect(self.show_place)
        self.name_button.clicked.connect(self.ask_name)
        self.compare_button.clicked.connect(self._compare)
        self.save_button.clicked.connect(self.ask_snapshot)
        self.merge_button.clicked.connect(self.copy_requested)
        close.clicked.connect(self.reject)
        self.table.doubleClicked.connect(self.go)
        document.history_changed.connect(self.refresh)
        document.writable_changed.connect(self.refresh)
        self.refresh()

    def _build_table(self) -> QTableView:
        table = row_table(self.model, self.tr("History"))
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(COLUMNS.index("edit"), QHeaderView.ResizeMode.Stretch)
        for column, widest in (("time", A_TIME), ("place", A_PLACE)):
            width = round(1.2 * table.fontMetrics().horizontalAdvance(widest)) + 36
            table.setColumnWidth(COLUMNS.index(column), width)
        return table

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()
        self.table.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go()
        elif event.key() == Qt.Key.Key_F2:
            self.ask_name()
        else:
            super().keyPressEvent(event)

    def refresh(self) -> None:
        """Show the history as it is now, with the current state chosen."""
        if not self.isVisible() and self.model.rowCount():
            return
        self.model.show_history(self._document.history)
        row = self.model.current_row
        if row >= 0:
            self.table.selectRow(row)
        reason = self._document.read_only_reason
        for button in (self.go_button, self.name_button, self.merge_button):
            button.setEnabled(row >= 0 and not reason)
        self.place_button.setEnabled(row >= 0)
        self.save_button.setEnabled(row >= 0)
        self.compare_button.setEnabled(row >= 0)
        text = self.tr("The current state is in bold. States in italics are on other branches.")
        self._hint.setText(reason or (text if row >= 0 else self.tr("Nothing has been edited in this song yet.")))

    def chosen(self) -> State | None:
        """The state chosen in the table."""
        index = self.table.currentIndex()
        return self.model.state(index.row()) if index.isValid() else None

    def go(self) -> None:
        """Go to the chosen state."""
        state = self.chosen()
        if state is not None and self.go_button.isEnabled():
            # The row chosen changes with the state.
            place = self.model.place(self.table.currentIndex().row())
            self._document.go(state)
            if place is not None:
                self.place_chosen.emit(*place)

    def show_place(self) -> None:
        """Show where in the song the chosen edit is, whatever the state."""
        index = self.table.currentIndex()
        place = self.model.place(index.row()) if index.isValid() else None
        if place is not None:
            self.place_chosen.emit(*place)

    def _compare(self) -> None:
        state = self.chosen()
        if state is not None:
            self.compare_requested.emit(state)

    def ask_name(self) -> None:
        """Ask for the name of the chosen state."""
        state, history = self.chosen(), self._document.history
        if state is None or history is None or not self.name_button.isEnabled():
            return
        dialog = QInputDialog(self)
        dialog.setWindowTitle(self.tr("Name"))
        dialog.setLabelText(self.tr("Name of this state (empty: none):"))
        dialog.setTextValue(history.names.get(state, ""))
        dialog.textValueSelected.connect(lambda name: self._document.name_state(state, name.strip()[:MAX_TEXT]))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def ask_snapshot(self) -> None:
        """Ask where to save the chosen state as a file that people and other programs can read."""
        path = self._document.path
        if path is None or self.chosen() is None:
            return
        # Not the name under which older versions of the program kept their annotations.
        proposed = path.with_name(f"{path.name.removesuffix(path.suffix)}.snapshot{SNAPSHOT_SUFFIX}")
        kinds = self.tr("Snapshots (*{0})").format(SNAPSHOT_SUFFIX)
        name, _ = QFileDialog.getSaveFileName(self, self.tr("Save Snapshot"), str(proposed), kinds)
        if name:
            self.save_snapshot(Path(name))

    def save_snapshot(self, path: Path) -> Problem | None:
        """Write the chosen state to a file; returns what went wrong."""
        state, history = self.chosen(), self._document.history
        if state is None or history is None:
            return None
        if not path.name.endswith(SNAPSHOT_SUFFIX):
            path = path.with_name(path.name + SNAPSHOT_SUFFIX)
        try:
            annotation_file.save(path, history.at(state))
        except OSError as error:
            problem = describe(error, self.tr("Save snapshot"))
            self._hint.setText(problem.summary)
            return problem
        self._hint.setText(self.tr("Saved as {0}").format(path))
        return None


def _row_of_current(history: History, states: list[State]) -> int:
    state = history.current
    while state not in states:
        # In the middle of a series: the row of the series, which ends later.
        state = next(step.id for step in history.steps if step.parent == state and step.joined)
    return states.index(state)


def _rows(history: History) -> list[State]:
    """The states that undo and redo stop at, in the order in which they were made."""
    continued = {step.parent for step in history.steps if step.joined}
    states = [history.root_id, *(step.id for step in history.steps)]
    return [state for state in states if state not in continued]
