"""The list of the open folder's songs, in a dock beside the song: find, filter, sort, group, open, note."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QEvent, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDockWidget,
    QHeaderView,
    QPushButton,
    QStackedWidget,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from svd_core.library.listing import COLUMNS
from svd_gui.library.folder_session import FolderSession
from svd_gui.library.song_filter_bar import SongFilterBar
from svd_gui.library.song_list_model import SongListModel
from svd_gui.settings import Settings
from svd_gui.style.plain_text import PlainLabel, short

FIRST_WIDTHS_PX = {"doubt": 58, "conflict": 66, "artist": 110, "annotators": 90, "note": 160}
IN_VIEW = ("status", "seconds", "checked")
"""Columns that are as wide as what can be in them, so that they are seen beside the names without scrolling."""
FIRST_WIDTH_PX, MOST_WIDTH_PX = 380, 4000
LEAST_NAME_PX, CELL_PADDING_PX, TITLE_PADDING_PX, INDENTATION_PX = 110, 14, 16, 13


class SongRows(QTreeView):
    """The rows: arrow keys go from song to song, Enter opens, F2 edits the note, Escape leaves for the timeline."""

    open_requested = Signal(str)
    left = Signal()

    def __init__(self, model: SongListModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        self.setAccessibleName(self.tr("Songs"))
        self.setUniformRowHeights(True)
        self.setIndentation(INDENTATION_PX)
        # Songs of one artist often begin alike, so the middle of a name says least.
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setAlternatingRowColors(True)
        self.setAllColumnsShowFocus(True)
        self.setRootIsDecorated(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)  # only `edit_note` begins to edit
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = self.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        header.setSectionsMovable(True)
        for column, width in FIRST_WIDTHS_PX.items():
            header.resizeSection(COLUMNS.index(column), width)
        self._is_fitting = self._is_resized = False
        header.sectionResized.connect(self._notice_resized)
        self.setSortingEnabled(True)
        self.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self._kept: tuple[str, list[str], int] = ("", [], 0)
        self._collapsed: set[str] = set()
        model.about_to_list.connect(self._remember_place)
        model.listed_changed.connect(self._restore_place)
        self.collapsed.connect(lambda index: self._collapsed.add(self._group(index)))
        self.expanded.connect(lambda index: self._collapsed.discard(self._group(index)))
        self.doubleClicked.connect(self._open_or_edit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Give the names what room the columns in view leave, until a person makes a column wider or narrower."""
        if self._is_resized:
            return
        font = self.font()
        font.setBold(True)  # as the row of the open song is
        metrics, header, taken = QFontMetrics(font), self.header(), 0
        self._is_fitting = True
        for column in IN_VIEW:
            place = COLUMNS.index(column)
            texts = self._model.status_texts if column == "status" else (self._model.widest_time,)
            title = self._model.headerData(place, Qt.Orientation.Horizontal)
            widest = max(metrics.horizontalAdvance(text) for text in texts) + CELL_PADDING_PX
            header.resizeSection(place, max(widest, metrics.horizontalAdvance(title) + TITLE_PADDING_PX))
            taken += header.sectionSize(place)
        header.resizeSection(COLUMNS.index("name"), max(LEAST_NAME_PX, self.viewport().width() - taken))
        self._is_fitting = False

    def _notice_resized(self, place: int, _before: int, _now: int) -> None:
        # The last column fills what is left by itself.
        self._is_resized |= not self._is_fitting and COLUMNS[place] in ("name", *IN_VIEW)

    @property
    def fitting_width(self) -> int:
        """How wide this must be for status and times to be seen beside names that can be read."""
        self._fit_columns()
        in_view = sum(self.header().sectionSize(COLUMNS.index(column)) for column in IN_VIEW)
        return LEAST_NAME_PX + in_view + self.width() - self.viewport().width()

    @property
    def is_resized(self) -> bool:
        """Whether a person has chosen how wide the columns are that are otherwise fitted to the list."""
        return self._is_resized

    def restore_columns(self, state: QByteArray, is_resized: bool) -> None:
        """Have the order of columns, their widths and what is sorted by as they were left."""
        self._is_resized = True  # nothing is fitted while widths are taken
        self.header().restoreState(state)
        self._is_resized = is_resized
        self._fit_columns()

    def chosen(self) -> list[str]:
        """The paths of the selected songs, in the order of the list."""
        rows = (self._model.row_at(index) for index in self.selectionModel().selectedRows())
        return self._model.in_order(row.path for row in rows if row is not None)

    def choose(self, path: str) -> None:
        """Make a song the current one, in view."""
        index = self._model.index_of(path)
        if index.isValid():
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self.scrollTo(index)

    def edit_note(self) -> None:
        """Edit the note of the current song in place."""
        row = self._model.row_at(self.currentIndex())
        if row is not None:
            index = self._model.index_of(row.path, COLUMNS.index("note"))
            self.scrollTo(index)
            self.edit(index)

    def is_editing(self) -> bool:
        """Whether a person is typing into a cell."""
        return self.state() == QAbstractItemView.State.EditingState

    def event(self, event: QEvent) -> bool:
        """Keep Escape, Enter and F2 from the window's shortcuts, so that they work on the list."""
        keys = (Qt.Key.Key_Escape, Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and event.key() in keys:
            event.accept()
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if not self.currentIndex().isValid() and self._model.songs:
            self.choose(self._model.songs[0].path)
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self._model.row_at(self.currentIndex())
        if self.is_editing():
            # A line editor passes Enter on; it ends the editing of a note and opens nothing.
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row is not None:
            self.open_requested.emit(row.path)
        elif event.key() == Qt.Key.Key_F2:
            self.edit_note()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _open_or_edit(self, index: QModelIndex) -> None:
        row = self._model.row_at(index)
        if row is None:
            return
        if COLUMNS[index.column()] == "note":
            self.edit_note()
        else:
            self.open_requested.emit(row.path)

    def _group(self, index: QModelIndex) -> str:
        return self._model.group_name(index.row())

    def _remember_place(self) -> None:
        current = self._model.row_at(self.currentIndex())
        self._kept = (current.path if current else "", self.chosen(), self.verticalScrollBar().value())

    def _restore_place(self) -> None:
        current, chosen, scrolled = self._kept
        self._fit_columns()
        self.setRootIsDecorated(self._model.is_grouped)
        if self._model.is_grouped:
            # Else each group that is expanded would have all rows laid out.
            self.scheduleDelayedItemsLayout()
            for group in range(self._model.rowCount()):
                index = self._model.index(group, 0)
                self.setFirstColumnSpanned(group, QModelIndex(), True)
                self.setExpanded(index, self._model.group_name(group) not in self._collapsed)
        flags, selection = QItemSelectionModel.SelectionFlag, self.selectionModel()
        for path in chosen:
            if (index := self._model.index_of(path)).isValid():
                selection.select(index, flags.Select | flags.Rows)
        if (index := self._model.index_of(current)).isValid():
            selection.setCurrentIndex(index, flags.NoUpdate)
        self.verticalScrollBar().setValue(scrolled)


class SongList(QDockWidget):
    """Lists the songs of the open folder and says what is opened, marked and noted."""

    song_requested = Signal(object)
    folder_requested = Signal()
    left = Signal()

    def __init__(self, folder: FolderSession, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("songs")
        self.setWindowTitle(self.tr("Songs"))
        self._folder = folder
        self.model = SongListModel(self)
        self.rows, self.filter_bar = SongRows(self.model), SongFilterBar(self.model)
        self.nothing, self.show_all = PlainLabel(), QPushButton(self.tr("Show all songs"))
        self.choose_folder = QPushButton(self.tr("Open folder…"))
        self._pages = QStackedWidget()
        self._pages.addWidget(self.rows)
        self._pages.addWidget(self._empty_page())
        content = QWidget()
        self.column = QVBoxLayout(content)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addWidget(self.filter_bar)
        self.column.addWidget(self._pages, 1)
        self.setWidget(content)
        sides = Qt.DockWidgetArea.LeftDockWidgetArea | Qt.DockWidgetArea.RightDockWidgetArea
        self.setAllowedAreas(sides | Qt.DockWidgetArea.BottomDockWidgetArea)
        self.hide()
        self._connect()

    def _empty_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.addStretch(1)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setWordWrap(True)
        for widget in (self.nothing, self.show_all, self.choose_folder):
            column.addWidget(widget)
        column.addStretch(2)
        return page

    def _connect(self) -> None:
        self.filter_bar.changed.connect(self.model.set_filter)
        self.filter_bar.grouping_chosen.connect(self.model.set_grouping)
        self.filter_bar.text.list_requested.connect(self._enter_list)
        self.filter_bar.text.left.connect(self.left)
        self.show_all.clicked.connect(self.filter_bar.clear)
        self.choose_folder.clicked.connect(self.folder_requested)
        self.model.listed_changed.connect(self._show_listed)
        self.rows.open_requested.connect(lambda path: self.song_requested.emit(self._folder.song(path)))
        self.rows.left.connect(self.left)
        self._folder.opened.connect(lambda path: self.setWindowTitle(self.tr("Songs in {0}").format(short(path.name))))
        self._folder.closed.connect(lambda: self.setWindowTitle(self.tr("Songs")))
        self._folder.changed.connect(self.show_songs)
        self._folder.settled.connect(self._show_listed)
        self.rows.itemDelegate().closeEditor.connect(lambda *_: self.show_songs())

    def restore_look(self, settings: Settings) -> None:
        """Have the columns as they were left."""
        is_resized = settings.window_state("songs_resized").toStdString() == "1"
        self.rows.restore_columns(settings.window_state("songs"), is_resized)

    def remember_look(self, settings: Settings) -> None:
        """Keep how the columns and the list itself are left."""
        settings.set_window_state("songs", self.rows.header().saveState())
        settings.set_window_state("songs_resized", QByteArray(b"1" if self.rows.is_resized else b"0"))
        if not self.isHidden():
            settings.set_window_state("songs_width", QByteArray(str(self.width()).encode()))

    def wanted_width(self, settings: Settings) -> int:
        """How wide the list was left, in pixels; at first a third of the window, or what the columns need."""
        text = settings.window_state("songs_width").toStdString()
        if text.isdecimal() and len(text) < 9:
            return min(int(text), MOST_WIDTH_PX)
        return max(FIRST_WIDTH_PX, self.rows.fitting_width, self.window().width() // 3)

    def use_actions(self, toggle: QAction, others: list[QAction]) -> None:
        """Let the window's action show and hide the list, and let others work in it."""
        toggle.toggled.connect(self._show_or_hide)
        self.visibilityChanged.connect(lambda _: toggle.setChecked(not self.isHidden()))
        self.rows.addActions(others)
        self.rows.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def search(self) -> None:
        """Let a person type what to look for."""
        self.show()
        self.filter_bar.text.setFocus()
        self.filter_bar.text.selectAll()

    def _enter_list(self) -> None:
        """Give the keys to the songs that were found, and choose the first one."""
        if self.model.songs:
            self.rows.choose(self.model.songs[0].path)
            self.rows.setFocus()

    def show_songs(self) -> None:
        """List the songs as they are now, unless a person is typing into the list just now."""
        if not self.rows.is_editing():
            self.model.show_songs(self._folder.listing)

    def show_current(self, path: str) -> None:
        """Show which song is open."""
        self.model.set_current(path)
        if path:
            self.rows.choose(path)

    def _show_or_hide(self, shown: bool) -> None:
        if shown == self.isHidden():
            self.setVisible(shown)
            if shown:
                self.rows.setFocus()
            else:
                self.left.emit()

    def _show_listed(self) -> None:
        shown, total, folder = len(self.model.songs), self.model.n_all, self._folder.folder
        self.filter_bar.setEnabled(folder is not None)
        self.filter_bar.show_count(shown, total)
        self._pages.setCurrentIndex(0 if shown else 1)
        if folder is None:
            self.nothing.setText(self.tr("No folder is open."))
        elif total:
            self.nothing.setText(self.tr("No song is like that."))
        elif self._folder.is_refreshing:
            self.nothing.setText(self.tr("Looking for songs in {0}…").format(short(folder.name)))
        else:
            self.nothing.setText(self.tr("There are no sound files in {0} or below it.").format(short(folder.name)))
        self.show_all.setVisible(bool(total) and not shown)
        self.choose_folder.setVisible(folder is None or (not total and not self._folder.is_refreshing))
