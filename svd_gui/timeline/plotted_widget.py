"""A widget whose picture is made of plots, while mouse and keys are its own."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from svd_gui.timeline.layered_view import LayeredView


class PlottedWidget(QWidget):
    """Is filled by a view of plots, made when it is first shown: importing pyqtgraph takes half a second.

    Heirs say how to make the plots and what they show, and call `_refresh` whenever that changes.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plots: LayeredView | None = None

    @abstractmethod
    def _make_plots(self) -> LayeredView:
        """Return the plots, not shown yet."""

    @abstractmethod
    def _scene(self) -> Any:
        """Return what the plots are to show now."""

    def _refresh(self, *layers: str) -> None:
        """Show all anew, or only some layers."""
        if self._plots is None:
            return
        if layers:
            self._plots.show_layers(self._scene(), layers)
        else:
            self._plots.show_scene(self._scene())

    def showEvent(self, event: QShowEvent) -> None:
        """Make the plots when they are to be seen for the first time."""
        if self._plots is None:
            self._plots = self._make_plots()
            self._plots.resize(self.size())
            self._plots.show()
            self._refresh()
        super().showEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The plots fill the widget."""
        if self._plots is not None:
            self._plots.resize(self.size())
        self._refresh()
