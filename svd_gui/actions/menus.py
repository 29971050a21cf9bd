"""The menu bar, from the actions."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent
from PySide6.QtWidgets import QMenu, QMenuBar

from svd_gui.actions.actions import Actions
from svd_gui.style.theme import CHOICES


def tr(text: str) -> str:
    return QCoreApplication.translate("menus", text)


class Menu(QMenu):
    """A menu that keeps the letters typed into it: they choose its items, though the timeline has shortcuts of them."""

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
            if not event.modifiers() & ~plain:
                event.accept()
                return True
        return super().event(event)


def build(bar: QMenuBar, actions: Actions, theme: str, choose_theme: Callable[[str], None]) -> QMenu:
    """Fill the menu bar; returns the menu of recent songs, which its owner fills."""
    a = actions
    recent = Menu(tr("Open &Recent"), bar)
    recent.setToolTipsVisible(True)
    _menu(bar, tr("&File"), [a.open, recent, a.open_demo, None, a.save, a.export, None, a.quit])
    _menu(bar, tr("&Edit"), [a.undo, a.redo, None, a.add_region, a.split, a.merge, a.delete, a.deselect, None,
                             a.next_boundary, a.previous_boundary, None,
                             a.nudge_left, a.nudge_right, a.jump_left, a.jump_right])  # fmt: skip
    _menu(bar, tr("&View"), [a.zoom_in, a.zoom_out, a.fit_song, a.fit_region, a.view_back, None,
                             _themes(bar, theme, choose_theme), a.side_panel])  # fmt: skip
    playback = _menu(bar, tr("&Playback"), [a.play, a.play_region, a.loop, None, a.to_start, a.to_end])
    playback.setToolTipsVisible(True)
    model = _menu(bar, tr("&Model"), [a.train, a.resume_training, a.cancel_training, a.augmentations,
                                      a.robustness_test, None,
                                      a.open_model, a.default_model, a.free_model, a.model_card, None, a.average,
                                      a.detect_again, a.start_over, a.cancel])  # fmt: skip
    model.setToolTipsVisible(True)
    _menu(bar, tr("&Help"), [a.shortcuts, a.about])
    return recent


def _menu(bar: QMenuBar, title: str, items: list[QAction | QMenu | None]) -> QMenu:
    menu = Menu(title, bar)
    bar.addMenu(menu)
    for item in items:
        if item is None:
            menu.addSeparator()
        elif isinstance(item, QMenu):
            menu.addMenu(item)
        else:
            menu.addAction(item)
    return menu


def _themes(bar: QMenuBar, chosen: str, choose: Callable[[str], None]) -> QMenu:
    menu = Menu(tr("&Theme"), bar)
    group = QActionGroup(menu)
    titles = {"system": tr("As the &System"), "light": tr("&Light"), "dark": tr("&Dark")}
    for choice in CHOICES:
        action = menu.addAction(titles[choice])
        action.setCheckable(True)
        action.setChecked(choice == chosen)
        group.addAction(action)
        action.triggered.connect(lambda _=False, choice=choice: choose(choice))
    return menu
