"""Numbers typed with a decimal comma or point mean the same in every language, and are shown in the language's way."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from svd_core.config import Parameter
from svd_gui.dialogs.parameter_rows import ParameterRows
from svd_gui.style.calm_controls import CalmNumber


@pytest.fixture(params=["C", "en", "de", "fr"])
def point(request):
    """The decimal sign of a language while it is the one of the window."""
    before = QLocale()
    locale = QLocale(request.param)
    QLocale.setDefault(locale)
    yield locale.decimalPoint()
    QLocale.setDefault(before)


@pytest.mark.parametrize("typed", ["1,5", "1.5"])
def test_a_number_takes_comma_and_point(point: str, typed: str, qtbot):
    number = CalmNumber(minimum=0.01, maximum=6000.0, decimals=2, suffix=" s")
    qtbot.addWidget(number)
    number.selectAll()
    QTest.keyClicks(number, typed)
    assert number.value() == 1.5
    QTest.keyClick(number, Qt.Key.Key_Return)
    assert number.text() == f"1{point}50 s"


def test_digits_are_not_grouped(point: str, qtbot):
    number = CalmNumber(minimum=0.0, maximum=6000.0, decimals=2)
    qtbot.addWidget(number)
    number.setValue(1234.5)
    assert number.text() == f"1234{point}50"
    number.selectAll()
    QTest.keyClicks(number, "1.234,5")
    assert number.value() == 1.23


@pytest.mark.parametrize("typed", ["0,25", "0.25"])
def test_a_row_of_a_form_takes_comma_and_point(point: str, typed: str, qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    form = QFormLayout(widget)
    rows = ParameterRows(form, [Parameter("dropout", float, 0.5, "help", low=0.0, high=1.0)], widget)
    rows.set_values({"dropout": 0.5})
    line = widget.findChild(QLineEdit)
    assert line.text() == f"0{point}5"
    line.selectAll()
    QTest.keyClicks(line, typed)
    assert rows.values() == {"dropout": 0.25}
    assert line.text() == f"0{point}25"
