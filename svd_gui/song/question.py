"""A question about the open song that only a person can answer, without a dialog that would stop the work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from svd_gui.style.icons import pixmap
from svd_gui.style.plain_text import PlainLabel
from svd_gui.style.theme import Theme


@dataclass(frozen=True)
class Answer:
    """One answer: the button's text, and what it does."""

    text: str
    act: Callable[[], object]


@dataclass(frozen=True)
class Question:
    """What there is to decide, and the answers; without answers, what is to be known."""

    text: str
    answers: tuple[Answer, ...] = ()


class QuestionBar(QFrame):
    """Shows a question above the song until it is answered; a narrow one has the answers below the text."""

    def __init__(self, parent: QWidget | None = None, is_narrow: bool = False) -> None:
        super().__init__(parent)
        self.setProperty("role", "question")
        self._question: Question | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 7, 7, 7)
        column.setSpacing(6)
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        column.addLayout(self._row)
        self._answers = QHBoxLayout() if is_narrow else self._row
        if is_narrow:
            self._answers.setSpacing(8)
            self._answers.addStretch(1)
            column.addLayout(self._answers)
        self._sign, self._text = PlainLabel(), PlainLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._row.addWidget(self._sign)
        self._row.addWidget(self._text, 1)
        self.buttons: list[QPushButton] = []
        self.hide()

    @property
    def text(self) -> str:
        return self._text.text()

    def show_question(self, question: Question | None) -> None:
        """Show another question, or none."""
        if question == self._question:
            return
        self._question = question
        for button in self.buttons:
            button.hide()
            button.deleteLater()
        self.buttons = []
        self.setVisible(question is not None)
        if question is None:
            return
        self._text.setText(question.text)
        for answer in question.answers:
            button = QPushButton(answer.text)
            button.clicked.connect(lambda _=False, act=answer.act: act())
            self._answers.addWidget(button)
            self.buttons.append(button)

    def set_theme(self, theme: Theme) -> None:
        self._sign.setPixmap(pixmap("warning", theme.text, 20, self.devicePixelRatioF()))
