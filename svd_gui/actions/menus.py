"""The menu bar, built from the table of actions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent
from PySide6.QtWidgets import QMenu, QMenuBar

from svd_gui.actions.access_keys import with_distinct_keys
from svd_gui.actions.actions import Actions, Separator, Submenu, without_marks
from svd_gui.style.theme import CHOICES
from svd_gui.translation import tr


class Menu(QMenu):
    """A menu in which typed letters choose items, although the timeline has shortcuts of single letters."""

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            plain = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
            if not event.modifiers() & ~plain:
                event.accept()
                return True
        return super().event(event)


def build(bar: QMenuBar, actions: Actions, submenus: Mapping[str, QMenu]) -> None:
    """Fill the menu bar with the sections of the actions' table; `submenus` are the menus for its places."""
    for section in actions.sections:
        menu = Menu(section.title, bar)
        menu.setToolTipsVisible(section.tooltips)
        bar.addMenu(menu)
        for item in section.items:
            if isinstance(item, Submenu):
                menu.addMenu(submenus[item.name])
            elif isinstance(item, Separator):
                menu.addSeparator()
            elif item.in_menu:
                menu.addAction(getattr(actions, item.name))
        _part_keys(menu.actions())


def _part_keys(actions: Sequence[QAction]) -> None:
    """See to it that no two actions of a menu have the same letter."""
    for action, text in zip(actions, with_distinct_keys([action.text() for action in actions]), strict=True):
        if text != action.text():
            action.setText(text)


def choices(bar: QMenuBar, actions: Actions) -> dict[str, QAction]:
    """What the menus within menus offer now besides the table's actions, by titles such as "Theme: Dark"."""
    found = {}
    own = set(actions)
    inner = [action.menu() for top in bar.findChildren(Menu) for action in top.actions()]
    for menu in (one for one in inner if isinstance(one, QMenu)):
        menu.aboutToShow.emit()
        for action in menu.actions():
            if not action.isSeparator() and action not in own:
                found[f"{without_marks(menu.title())}: {without_marks(action.text())}"] = action
    return found


def recent_menu(bar: QMenuBar) -> QMenu:
    """Create the menu of songs opened lately, empty."""
    menu = Menu(tr("Open &Recent"), bar)
    menu.setToolTipsVisible(True)
    return menu


def theme_menu(bar: QMenuBar, chosen: str, choose: Callable[[str], None]) -> QMenu:
    """Create the menu of themes; `choose` is called with one of `CHOICES`."""
    menu = Menu(tr("&Theme"), bar)
    group = QActionGroup(menu)
    titles = theme_titles()
    for choice in CHOICES:
        action = menu.addAction(titles[choice])
        action.setCheckable(True)
        action.setData(choice)
        group.addAction(action)
        action.triggered.connect(lambda _=False, choice=choice: choose(choice))
    show_theme(menu, chosen)
    return menu


def theme_titles() -> dict[str, str]:
    """What the themes of `CHOICES` are called in the menu, with the marks of their access keys."""
    return {"system": tr("As the &System"), "light": tr("&Light"), "dark": tr("&Dark")}


def show_theme(menu: QMenu, chosen: str) -> None:
    """Check the theme that is chosen, one of `CHOICES`."""
    for action in menu.actions():
        action.setChecked(action.data() == chosen)
