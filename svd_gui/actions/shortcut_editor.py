"""Where a person chooses the keys of every action: a searchable list, and what can be done with its chosen row."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from svd_gui.actions.actions import without_marks
from svd_gui.actions.key_field import KeyField
from svd_gui.actions.shortcuts import MOST_KEYS, Keys, Shortcuts, native
from svd_gui.style.plain_text import PlainLabel

NAME = Qt.ItemDataRole.UserRole
BETWEEN_KEYS = "   "


class ShortcutEditor(QWidget):
    """Shows the keys of all actions; what is changed is effective at once.

    A key that another action has is only taken from it after a question, which names that action.
    """

    def __init__(self, shortcuts: Shortcuts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shortcuts, self._actions = shortcuts, shortcuts.actions
        self._wanted: tuple[str, Keys] | None = None
        self.search = QLineEdit(placeholderText=self.tr("Search by name or key"), clearButtonEnabled=True)
        self.search.setAccessibleName(self.tr("Search actions by name or key"))
        self.search.textChanged.connect(self._filter)
        self.tree = QTreeWidget()
        self.tree.setAccessibleName(self.tr("Actions and their keys"))
        self.tree.setHeaderLabels([self.tr("Action"), self.tr("Keys")])
        self.tree.setRootIsDecorated(False)
        self.tree.setUniformRowHeights(True)
        self.tree.currentItemChanged.connect(lambda: self._show_chosen())
        self._tops: list[QTreeWidgetItem] = []
        self._items: dict[str, QTreeWidgetItem] = {}
        self._menus: dict[str, str] = {}
        self._build_buttons()
        self._build_question()
        self.note = PlainLabel()
        self.note.setProperty("role", "muted")
        self.note.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.search)
        column.addWidget(self.tree, 1)
        column.addLayout(self._buttons)
        column.addWidget(self._question)
        column.addWidget(self.note)
        self._fill()
        shortcuts.changed.connect(self._show_keys)

    @property
    def chosen(self) -> str:
        """The name of the action in the chosen row; empty where none is."""
        item = self.tree.currentItem()
        return "" if item is None else item.data(0, NAME) or ""

    @property
    def n_found(self) -> int:
        """How many actions a search has found."""
        return sum(not item.isHidden() for item in self._items.values())

    def choose(self, name: str) -> None:
        self.tree.setCurrentItem(self._items[name])

    def _build_buttons(self) -> None:
        self.add_button = KeyField(self.tr("&Add Keys…"))
        self.add_button.key_pressed.connect(self.add)
        self.remove_button = QPushButton(self.tr("Re&move Keys"))
        self.remove_button.clicked.connect(lambda: self._propose(self.chosen, ()))
        self.reset_button = QPushButton(self.tr("&Reset"))
        self.reset_button.clicked.connect(lambda: self._propose(self.chosen, self._shortcuts.default(self.chosen)))
        self.reset_all_button = QPushButton(self.tr("Reset A&ll"))
        self.reset_all_button.clicked.connect(self._reset_all)
        self._buttons = QHBoxLayout()
        for button in (self.add_button, self.remove_button, self.reset_button):
            self._buttons.addWidget(button)
        self._buttons.addStretch(1)
        self._buttons.addWidget(self.reset_all_button)

    def _build_question(self) -> None:
        self._question = QWidget()
        self.question_text = PlainLabel()
        self.question_text.setWordWrap(True)
        self.take_button, self.leave_button = QPushButton(self.tr("&Take It")), QPushButton(self.tr("Lea&ve It"))
        self.take_button.clicked.connect(self._take)
        self.leave_button.clicked.connect(self._ask_nothing)
        row = QHBoxLayout(self._question)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.question_text, 1)
        row.addWidget(self.take_button)
        row.addWidget(self.leave_button)
        self._question.hide()

    def _fill(self) -> None:
        for section in self._actions.sections:
            top = QTreeWidgetItem([without_marks(section.title)])
            top.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self.tree.addTopLevelItem(top)
            self._tops.append(top)
            for row in section.rows:
                item = QTreeWidgetItem(top, [self._actions.title(row.name)])
                item.setData(0, NAME, row.name)
                self._items[row.name], self._menus[row.name] = item, top.text(0)
        self.tree.expandAll()
        self._show_keys()
        self.tree.resizeColumnToContents(0)
        self.tree.setColumnWidth(0, self.tree.columnWidth(0) + 24)
        self.tree.setCurrentItem(next(iter(self._items.values())))

    def _show_keys(self) -> None:
        for name, item in self._items.items():
            item.setText(1, BETWEEN_KEYS.join(map(native, self._shortcuts.keys(name))))
            changed = self._shortcuts.is_changed(name)
            font = item.font(1)
            font.setBold(changed)
            item.setFont(1, font)
            item.setToolTip(1, self._was(name) if changed else "")
        self._show_chosen()

    def _was(self, name: str) -> str:
        keys = BETWEEN_KEYS.join(map(native, self._shortcuts.default(name)))
        return self.tr("Changed; at first {0}").format(keys) if keys else self.tr("Changed; at first without keys")

    def _show_chosen(self) -> None:
        self._ask_nothing()
        name = self.chosen
        keys = self._shortcuts.keys(name) if name else ()
        self.add_button.setEnabled(bool(name) and len(keys) < MOST_KEYS)
        self.remove_button.setEnabled(bool(keys))
        self.reset_button.setEnabled(bool(name) and self._shortcuts.is_changed(name))
        self.reset_all_button.setEnabled(self._shortcuts.any_changed)
        self.note.setText(self._was(name) if name and self._shortcuts.is_changed(name) else "")

    def _filter(self, text: str) -> None:
        """Show the actions of which title or keys have all words that were typed."""
        words = text.casefold().split()
        for name, item in self._items.items():
            keys = self._shortcuts.keys(name)
            place = " ".join([self._menus[name], item.text(0), *keys, *map(native, keys)]).casefold()
            item.setHidden(not all(word in place for word in words))
        shown = [name for name, item in self._items.items() if not item.isHidden()]
        for top in self._tops:
            top.setHidden(top.text(0) not in {self._menus[name] for name in shown})
        if shown and self.chosen not in shown:
            self.choose(shown[0])

    def add(self, key: str) -> None:
        """Give the chosen action one more key, or ask whether to take it from the action that has it."""
        if name := self.chosen:
            self._propose(name, (*self._shortcuts.keys(name), key))

    def _propose(self, name: str, keys: Iterable[str]) -> None:
        wanted = tuple(keys)
        held = {key: user for key in wanted if (user := self._shortcuts.user_of(key)) not in (None, name)}
        access = {key: title for key in wanted if (title := self._menu_of(key))}
        if not held and not access:
            self._shortcuts.assign(name, wanted)
            return
        self._wanted = name, wanted
        taken = [self.tr("{0} belongs to “{1}”.").format(native(key), self._actions.title(user))
                 for key, user in held.items()]  # fmt: skip
        taken += [self.tr("{0} opens the menu “{1}”, which would need the mouse.").format(native(key), title)
                  for key, title in access.items()]  # fmt: skip
        self.question_text.setText(" ".join(taken))
        self._question.show()
        self.leave_button.setFocus()

    def _menu_of(self, key: str) -> str:
        """Return the menu that a key opens, such as Alt+F; empty where it opens none."""
        letters = {s.title.partition("&")[2][:1].upper(): without_marks(s.title) for s in self._actions.sections}
        modifier, _, letter = key.rpartition("+")
        return letters.get(letter, "") if modifier == "Alt" else ""

    def _take(self) -> None:
        if self._wanted is not None:
            name, keys = self._wanted
            self._ask_nothing()
            self._shortcuts.assign(name, keys)
            self.choose(name)
            self.tree.setFocus()

    def _ask_nothing(self) -> None:
        self._wanted = None
        self._question.hide()

    def _reset_all(self) -> None:
        self._shortcuts.reset_all()
        self.note.setText(self.tr("All actions have the keys again that they had at first."))
