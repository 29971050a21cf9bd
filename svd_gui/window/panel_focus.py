"""The keyboard's way from panel to panel: each press goes to the next one, where the focus was there before."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid


class PanelFocus(QObject):
    """Moves the focus in a circle over the panels that are visible and have something to focus."""

    def __init__(self, panels: Sequence[QWidget], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._panels = tuple(panels)
        self._last: dict[int, QWidget] = {}
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._remember)

    def go(self, forward: bool) -> None:
        """Give the focus to the next panel, or to the one before."""
        present = self._present()
        step = 1 if forward else -1
        first = (present if present is not None else (-1 if forward else 0)) + step
        for offset in range(len(self._panels)):
            index = (first + step * offset) % len(self._panels)
            if index != present and (target := self._target(index)) is not None:
                target.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
                return

    def _present(self) -> int | None:
        """The panel that has the focus, the innermost where one lies in another."""
        focused = QApplication.focusWidget()
        holding = [index for index, panel in enumerate(self._panels) if focused and _holds(panel, focused)]
        return max(holding, key=lambda index: _depth(self._panels[index]), default=None)

    def _target(self, index: int) -> QWidget | None:
        panel, last = self._panels[index], self._last.get(index)
        if last is not None and isValid(last) and _holds(panel, last) and _can_focus(last):
            return last
        found, widget = [panel] if _can_focus(panel) else [], panel.nextInFocusChain()
        while widget is not None and widget is not panel:
            if _holds(panel, widget) and _can_focus(widget):
                found.append(widget)
            widget = widget.nextInFocusChain()
        # A link beside a heading, such as Reset, is not what a person comes for, and one key too many would do it.
        return next((each for each in found if each.property("role") != "link"), found[0] if found else None)

    def _remember(self, _old: QWidget | None, focused: QWidget | None) -> None:
        index = self._present()
        if focused is not None and index is not None:
            self._last[index] = focused


def _holds(panel: QWidget, widget: QWidget) -> bool:
    return panel is widget or panel.isAncestorOf(widget)


def _can_focus(widget: QWidget) -> bool:
    policy = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(policy) and widget.isVisible() and widget.isEnabled()


def _depth(widget: QWidget) -> int:
    parent = widget.parentWidget()
    return 0 if parent is None else 1 + _depth(parent)
