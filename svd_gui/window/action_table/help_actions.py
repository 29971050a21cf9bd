"""Actions of the Help menu: keys, messages and the program itself."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction

from svd_gui.actions.actions import ActionRow, Section
from svd_gui.translation import tr


def help_section(
    find_action: Callable[[], object],
    show_shortcuts: Callable[[], None],
    change_shortcuts: Callable[[], object],
    close_notice: Callable[[], object],
    show_about: Callable[[], None],
) -> Section:
    """Rows for keys, messages and the program itself."""
    return Section(tr("&Help"), (
        ActionRow("find_action", tr("&Find an Action…"), find_action, "Ctrl+Shift+P"),
        ActionRow("shortcuts", tr("&Keyboard Shortcuts"), show_shortcuts, "?; F1", icon="keyboard"),
        ActionRow("change_shortcuts", tr("&Change Shortcuts…"), change_shortcuts),
        ActionRow("close_notice", tr("Close Message"), close_notice, "Esc", in_menu=False),
        ActionRow("about", tr("&About SVD Studio"), show_about, role=QAction.MenuRole.AboutRole),
    ))  # fmt: skip
