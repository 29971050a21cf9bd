"""The table of the open song's regions, in a dock under the timeline: sort, filter, edit in place, jump."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from itertools import groupby

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDockWidget,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QMainWindow,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from svd_core.annotation.region_list import ListedRegions, RegionFilter
from svd_core.annotation.vocabulary import name_of
from svd_core.model.doubt import are_near_threshold
from svd_gui.actions.actions import Actions
from svd_gui.playback.player import Player
from svd_gui.settings import Settings
from svd_gui.song.folder_labels import FolderLabels
from svd_gui.song.region_table_model import COLUMNS, Index, RegionTableModel
from svd_gui.song.session import Session
from svd_gui.song.typed_edits import TypedEdits
from svd_gui.style.calm_controls import CalmList
from svd_gui.style.plain_text import PlainLabel, without_keys
from svd_gui.timeline.view import TimelineView

ROW_PX = 26
ELSEWHERE = ("type_label", "tap", "next_boundary", "previous_boundary", "nudge_left", "nudge_right", "jump_left",
             "jump_right", "to_start", "to_end")  # fmt: skip
"""Actions of the timeline that do not work here: their keys move in the table or edit a cell, or the timeline waits
for the key to be let go."""
_DOCK_STATE, _COLUMNS_STATE = "docks", "region table columns"
CONTEXT_SECONDS = 1.0
"""Seconds around a region that are brought into view with it."""


class WholeCells(QStyledItemDelegate):
    """Edits a cell in all of its height, where the space around its text would leave half a line."""

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(option.rect)


class RegionRows(QTableView):
    """The rows: arrow keys go from region to region, Enter plays, F2 edits, Escape leaves for the timeline."""

    play_requested = Signal()
    left = Signal()
    entered = Signal()
    """The focus is coming here, where Qt would make the first row the current one if none is."""

    def __init__(self, model: RegionTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(WholeCells(self))
        self.setAccessibleName(self.tr("Regions"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows, header = self.verticalHeader(), self.horizontalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(max(ROW_PX, self.fontMetrics().height() + 9))
        header.setHighlightSections(False)
        # It shows no selection, and would ask the model about every cell of it whenever one is made.
        header.setSelectionModel(QItemSelectionModel(model, header))
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(COLUMNS.index("label"), QHeaderView.ResizeMode.Stretch)
        self.setSortingEnabled(True)
        self.sortByColumn(COLUMNS.index("start"), Qt.SortOrder.AscendingOrder)

    def event(self, event: QEvent) -> bool:
        """Keep Escape from the window's shortcuts, so that it leaves the table."""
        override = QEvent.Type.ShortcutOverride
        if isinstance(event, QKeyEvent) and event.type() == override and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.entered.emit()
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self.play_requested.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class FilterBar(QWidget):
    """What a region must be to be listed; `changed` carries the `RegionFilter`."""

    changed = Signal(object)

    def __init__(self, model: RegionTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = QLineEdit()
        self.text.setPlaceholderText(self.tr("Find in labels"))
        self.text.setAccessibleName(self.tr("Find in labels"))
        self.text.setClearButtonEnabled(True)
        self.label, self.source = CalmList(), CalmList()
        self.label.setAccessibleName(self.tr("Label"))
        self.source.setAccessibleName(self.tr("Source"))
        self.label.addItem(self.tr("All labels"), None)
        self.source.addItem(self.tr("All sources"), None)
        for source in ("model", "hand", "file"):
            self.source.addItem(model.source_name(source), source)
        self.doubtful, self.unchecked = QCheckBox(self.tr("Do&ubtful")), QCheckBox(self.tr("Not chec&ked"))
        self.doubtful.setToolTip(self.tr("Proposed by the model with a probability near the threshold"))
        self.count = PlainLabel()
        self.count.setProperty("role", "small")
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 6, 8, 6)
        row.setSpacing(8)
        row.addWidget(self.text, 1)
        for widget in (self.label, self.source, self.doubtful, self.unchecked):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.count)
        self.text.textChanged.connect(self._report)
        self.label.currentIndexChanged.connect(self._report)
        self.source.currentIndexChanged.connect(self._report)
        self.doubtful.toggled.connect(self._report)
        self.unchecked.toggled.connect(self._report)

    @property
    def wanted(self) -> RegionFilter:
        return RegionFilter(
            self.text.text(),
            self.label.currentData(),
            self.source.currentData(),
            self.doubtful.isChecked(),
            self.unchecked.isChecked(),
        )

    def show_labels(self, labels: Iterable[str]) -> None:
        """Offer these labels to choose from; a chosen one that is gone no longer filters."""
        wanted = sorted(set(labels), key=str.casefold)
        if wanted == [self.label.itemData(number) for number in range(1, self.label.count())]:
            return
        chosen = self.label.currentData()
        with QSignalBlocker(self.label):
            while self.label.count() > 1:
                self.label.removeItem(1)
            for label in wanted:
                self.label.addItem(without_keys(name_of(label)), label)
            self.label.setCurrentIndex(max(0, self.label.findData(chosen)) if chosen is not None else 0)
        self._report()

    def show_count(self, n_listed: int, n_regions: int) -> None:
        """Say how many regions are listed, and of how many."""
        if n_listed == n_regions:
            self.count.setText(self.tr("Regions: {0}").format(n_regions))
        else:
            self.count.setText(self.tr("Regions: {0} of {1}").format(n_listed, n_regions))

    def _report(self) -> None:
        self.changed.emit(self.wanted)


class RegionTable(QDockWidget):
    """Lists the regions while it is shown; what is selected here is selected in the timeline, and the other way.

    `reported` says why something that was typed cannot be.
    """

    reported = Signal(str)

    def __init__(
        self, session: Session, view: TimelineView, player: Player, labels: FolderLabels, window: QMainWindow
    ) -> None:
        super().__init__(window)
        self.setObjectName("region table")
        self.setWindowTitle(self.tr("Regions"))
        self._session, self._document = session, session.document
        self._view, self._player = view, player
        self._window = window
        self._following = self._awaits_song = False
        self.model = RegionTableModel(self)
        self.rows, self.filter_bar = RegionRows(self.model), FilterBar(self.model)
        self.edits = TypedEdits(self._document, labels, self)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filter_bar)
        column.addWidget(self.rows, 1)
        self.setWidget(content)
        self.setAllowedAreas(Qt.DockWidgetArea.BottomDockWidgetArea | Qt.DockWidgetArea.TopDockWidgetArea)
        self.hide()
        self._connect()

    def _connect(self) -> None:
        self.filter_bar.changed.connect(self.model.set_filter)
        self.model.listed_changed.connect(self._show_listed)
        self.model.typed.connect(self.edits.type)
        self.model.checked_toggled.connect(self.edits.check)
        self.edits.reported.connect(self.reported)
        self._document.annotation_changed.connect(self._follow_document)
        self._document.writable_changed.connect(self._follow_document)
        self._session.postprocessing_changed.connect(self._follow_document)
        self._view.selection.changed.connect(self._select_as_timeline)
        self.rows.selectionModel().selectionChanged.connect(lambda *_: self._select_in_timeline())
        self.rows.selectionModel().currentRowChanged.connect(lambda now, _: self._jump(now))
        self.rows.play_requested.connect(self._play)
        self.rows.left.connect(self._view.setFocus)
        self.rows.entered.connect(lambda: None if self.rows.currentIndex().isValid() else self._begin_at_cursor())
        self.rows.clicked.connect(self._jump)

    def use_actions(self, actions: Actions) -> None:
        """Let the window's action show and hide the table, and the timeline's keys work in it."""
        toggle = actions.region_table
        toggle.toggled.connect(self._show_or_hide)
        self.visibilityChanged.connect(lambda _: toggle.setChecked(not self.isHidden()))
        elsewhere = [getattr(actions, name) for name in ELSEWHERE]
        self.rows.addActions([action for action in actions.working_in(in_timeline=True) if action not in elsewhere])

    def restore(self, settings: Settings) -> None:
        """Come back as it was left: columns, order, height, place, and shown as soon as a song is open."""
        self.rows.horizontalHeader().restoreState(settings.window_state(_COLUMNS_STATE))
        self._window.restoreState(settings.window_state(_DOCK_STATE))
        self._awaits_song = not self.isHidden() and self._session.song is None
        if self._awaits_song:
            self.hide()
            self._session.song_opened.connect(self._show_with_song)

    def remember(self, settings: Settings) -> None:
        """Write down how it is, unless no song was open to show it with."""
        settings.set_window_state(_COLUMNS_STATE, self.rows.horizontalHeader().saveState())
        if not self._awaits_song:
            settings.set_window_state(_DOCK_STATE, self._window.saveState())

    def _show_with_song(self) -> None:
        if self._awaits_song:
            self._awaits_song = False
            self.show()

    def _show_or_hide(self, shown: bool) -> None:
        if shown == self.isHidden():
            self.setVisible(shown)
            if shown:
                self.rows.setFocus()
            else:
                self._view.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._follow_document()
        if not event.spontaneous() and not self._view.selection.indices:
            self._begin_at_cursor()

    # --- what is listed ---

    def _follow_document(self, *_: object) -> None:
        """List the regions as they are now; while the table is hidden, nothing needs to be done."""
        if self.isHidden():
            return
        document, config = self._document, self._session.postprocessing
        annotation = document.annotation
        checked = annotation.known if annotation else ()
        listed = ListedRegions.of(document.regions, checked, partial(are_near_threshold, config=config))
        self.filter_bar.show_labels(region.label for region in document.regions)
        self._following = True
        try:
            self.model.show_regions(listed, annotation is not None and not document.read_only_reason)
        finally:
            self._following = False
        self._select_as_timeline()

    def _show_listed(self) -> None:
        self.filter_bar.show_count(self.model.rowCount(), len(self.model.regions))
        self._select_as_timeline()

    # --- what is selected ---

    def _select_as_timeline(self, *_: object) -> None:
        """Select the rows of what is selected in the timeline, as far as they are listed."""
        if self.isHidden() or self._following or len(self.model.regions) != len(self._view.content.regions.regions):
            return
        chosen = self._view.selection.value
        rows = sorted(row for row in map(self.model.row, chosen.indices) if row is not None)
        model, last = self.rows.selectionModel(), len(COLUMNS) - 1
        selection = QItemSelection()
        # Runs of neighbours as one range: selecting ten thousand rows one by one would take seconds.
        for _, run in groupby(enumerate(rows), key=lambda pair: pair[1] - pair[0]):
            members = [row for _, row in run]
            selection.select(self.model.index(members[0], 0), self.model.index(members[-1], last))
        self._following = True
        try:
            model.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            row = None if chosen.current is None else self.model.row(chosen.current)
            if row is not None:
                index = self.model.index(row, max(self.rows.currentIndex().column(), 0))
                model.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
                self.rows.scrollTo(index)
        finally:
            self._following = False

    def _begin_at_cursor(self) -> None:
        """Make the row at the cursor the current one, which selects and moves nothing."""
        if self.isHidden() or not self.model.rowCount():
            return
        rows, regions = range(self.model.rowCount()), self.model.regions
        ahead = [row for row in rows if regions[self.model.region_index(row)].end > self._player.position]
        # Regions are numbered by their starts.
        row = min(ahead, key=self.model.region_index) if ahead else max(rows, key=self.model.region_index)
        index = self.model.index(row, 0)
        self._following = True
        try:
            self.rows.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.rows.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        finally:
            self._following = False

    def _select_in_timeline(self) -> None:
        if self._following:
            return
        # Whole rows are selected. Qt's own list of them asks the model about every cell.
        selection = self.rows.selectionModel().selection()
        ranges = [selection.at(place) for place in range(selection.count())]
        indices = [self.model.region_index(row) for one in ranges for row in range(one.top(), one.bottom() + 1)]
        current = self.rows.currentIndex()
        place = self.model.region_index(current.row()) if current.isValid() else None
        self._following = True
        try:
            self._view.selection.select_many(indices, place if place in indices else None)
        finally:
            self._following = False

    def _jump(self, index: QModelIndex) -> None:
        """Bring a region that a person has come to into view, with the cursor at its start unless the song plays."""
        if self._following or not index.isValid():
            return
        region = self.model.regions[self.model.region_index(index.row())]
        self._view.navigation.reveal(region.start - CONTEXT_SECONDS, region.end + CONTEXT_SECONDS)
        if not self._player.playing:
            self._player.seek(region.start)

    def _play(self) -> None:
        index = self.rows.currentIndex()
        if index.isValid():
            region = self.model.regions[self.model.region_index(index.row())]
            self._player.play_span(region.start, region.end)
