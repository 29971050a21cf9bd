"""The bar in the window that says what went wrong."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from svd_gui.errors import Problem
from svd_gui.style.icons import icon, pixmap
from svd_gui.style.plain_text import PlainLabel
from svd_gui.style.theme import Theme


class NoticeBar(QFrame):
    """Shows the latest problem until it is closed; its details can be copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "error")
        self._problem = Problem("")
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 7, 7, 7)
        row.setSpacing(8)
        self._sign, self._text = PlainLabel(), PlainLabel()
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.copy_button = self._button(self.tr("Copy details"), self._copy_details)
        self._close = self._button(self.tr("Close (Esc)"), self.hide)
        for widget in (self._sign, self._text, self.copy_button, self._close):
            row.addWidget(widget, 1 if widget is self._text else 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    @property
    def problem(self) -> Problem:
        return self._problem

    def show_problem(self, problem: Problem) -> None:
        """Show a problem in place of the one before."""
        self._problem = problem
        self._text.setText(problem.summary)
        self.copy_button.setVisible(bool(problem.details))
        self.show()

    def set_theme(self, theme: Theme) -> None:
        self._sign.setPixmap(pixmap("warning", theme.danger, 20, self.devicePixelRatioF()))
        self.copy_button.setIcon(icon("copy", theme.text, theme.muted_text))
        self._close.setIcon(icon("close", theme.text, theme.muted_text))

    def _button(self, tip: str, slot) -> QToolButton:
        button = QToolButton()
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setIconSize(QSize(16, 16))
        button.clicked.connect(slot)
        return button

    def _copy_details(self) -> None:
        QGuiApplication.clipboard().setText(f"{self._problem.summary}\n\n{self._problem.details}".strip())
