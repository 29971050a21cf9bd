"""Numbers with a fraction as people type them: a comma and a point both begin the fraction, nothing groups digits."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QObject
from PySide6.QtGui import QDoubleValidator


def typing_locale() -> QLocale:
    """Return the locale of the window without group separators, which would turn 1,5 into 15."""
    locale = QLocale()
    options = QLocale.NumberOption
    locale.setNumberOptions(options.OmitGroupSeparator | options.RejectGroupSeparator)
    return locale


def with_point(text: str, point: str) -> str:
    """Return a typed number with `point` for the decimal comma or point in it."""
    return text.replace(",", ".").replace(".", point)


class DecimalValidator(QDoubleValidator):
    """Lets numbers between two bounds through, with a decimal comma or point."""

    def __init__(self, lowest: float, highest: float, decimals: int, parent: QObject | None = None) -> None:
        super().__init__(lowest, highest, decimals, parent)
        self.setLocale(typing_locale())

    def validate(self, text: str, place: int) -> object:
        """Judge what is typed, and put the decimal sign of the language in it."""
        return super().validate(with_point(text, self.locale().decimalPoint()), place)
