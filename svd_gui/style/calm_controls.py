"""Controls that the wheel changes only while they have the focus, which it does not give them.

Whoever scrolls a panel or a dialog passes over many of them, and must change nothing by it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QValidator, QWheelEvent
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QSlider, QSpinBox, QWidget

from svd_gui.style.decimal_numbers import typing_locale, with_point


class _Calm(QWidget if TYPE_CHECKING else object):  # type: ignore[misc]
    """What a control has beside Qt's class: it leaves the wheel to what it lies in while it has no focus."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class CalmSlider(_Calm, QSlider):
    """A slider."""


class CalmList(_Calm, QComboBox):
    """A list of choices."""

    closed = Signal()
    """Its list was open, and is not any more; arrow keys also choose while it is closed."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def hidePopup(self) -> None:
        super().hidePopup()
        self.closed.emit()


class CalmNumber(_Calm, QDoubleSpinBox):
    """A number with a fraction, which a comma as well as a point begins when it is typed."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setLocale(typing_locale())

    def validate(self, text: str, place: int) -> tuple[QValidator.State, str, int]:
        """Judge what is typed, and put the decimal sign of the language in it."""
        return super().validate(with_point(text, self.locale().decimalPoint()), place)

    def valueFromText(self, text: str) -> float:
        return super().valueFromText(with_point(text, self.locale().decimalPoint()))


class CalmCount(_Calm, QSpinBox):
    """A whole number."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
