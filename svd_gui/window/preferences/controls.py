"""Controls of preferences, each with a present value and a function that is called with a new one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QLineEdit

from svd_core.files.visible_text import visible
from svd_gui import background
from svd_gui.playback.output_device import device_names
from svd_gui.style.calm_controls import CalmList, CalmNumber
from svd_gui.translation import tr


def choice(titles: Mapping[Any, str], present: Any, choose: Callable[[Any], object]) -> QComboBox:
    """A list of values under their titles."""
    box = CalmList()
    for value, title in titles.items():
        box.addItem(title, value)
    box.setCurrentIndex(max(0, box.findData(present)))
    box.activated.connect(lambda index: choose(box.itemData(index)))
    return box


def device_list(present: str, choose: Callable[[str], object]) -> QComboBox:
    """A list of the devices that can play, looked for in the background; first in it is the system's default."""
    titles = {"": tr("System default")} | ({present: tr("{0} (not there now)").format(present)} if present else {})
    box = choice(titles, present, choose)
    looking = box.count()
    box.addItem(tr("Looking for sound devices…"))
    _disable(box, looking)

    def show(names: tuple[str, ...]) -> None:
        box.removeItem(looking)
        for name in names:
            index = box.findData(name)
            if index < 0:
                box.addItem(visible(name), name)
            else:
                box.setItemText(index, visible(name))

    def say(error: Exception) -> None:
        box.setItemText(looking, str(error))

    task = background.run(device_names, show, say)
    box.destroyed.connect(task.cancel)
    return box


def _disable(box: QComboBox, index: int) -> None:
    model = box.model()
    assert isinstance(model, QStandardItemModel)
    model.item(index).setEnabled(False)


def tick(present: bool, choose: Callable[[bool], object]) -> QCheckBox:
    box = QCheckBox()
    box.setChecked(present)
    box.toggled.connect(lambda checked: choose(checked))
    return box


def text(present: str, placeholder: str, choose: Callable[[str], object]) -> QLineEdit:
    """A line that is taken when it is left or ended with Enter."""
    line = QLineEdit(present, placeholderText=placeholder)
    line.editingFinished.connect(lambda: choose(line.text()))
    return line


def number(present: float, highest: float, step: float, suffix: str, choose: Callable[[float], object],
           lowest: float = 0.0, decimals: int = 1) -> QDoubleSpinBox:  # fmt: skip
    """A number between two bounds."""
    box = CalmNumber(minimum=lowest, maximum=highest, singleStep=step, decimals=decimals, suffix=suffix)
    box.setValue(present)
    box.setKeyboardTracking(False)
    box.valueChanged.connect(lambda value: choose(value))
    return box
