"""How the spectrogram looks: its colours, which levels have the first and the last of them, its axis and detail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from svd_gui.style.calm_controls import CalmList
from svd_gui.style.plain_text import PlainLabel
from svd_gui.style.theme import LIGHT, Theme
from svd_gui.timeline.spectrogram_colours import COLOUR_MAPS, ColourMap, Levels, over_spectrogram
from svd_gui.timeline.spectrogram_picture import SpectrogramPicture
from svd_gui.translation import tr
from svd_gui.window.spectrogram_detail_rows import SpectrogramDetailRows

if TYPE_CHECKING:
    from svd_gui.timeline.level_histogram import LevelHistogram


class SpectrogramPanel(QFrame):
    """A list of colour maps above a histogram and lists of details; without a song there is no histogram."""

    colours_chosen = Signal(str, object)
    """Name of a colour map, and levels."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._theme = LIGHT
        self._levels = Levels()
        self.histogram: LevelHistogram | None = None
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        column.addLayout(self._heading())
        self.colour_maps = CalmList()
        self.colour_maps.setAccessibleName(self.tr("Colours of the spectrogram"))
        for colour_map, title in colour_map_titles().items():
            self.colour_maps.addItem(title, colour_map)
        self.colour_maps.activated.connect(lambda _: self._choose(self._levels))
        column.addWidget(self.colour_maps)
        self.details = SpectrogramDetailRows()
        column.addWidget(self.details)

    @property
    def colour_map(self) -> ColourMap:
        """The map that is chosen."""
        chosen: ColourMap = self.colour_maps.currentData()
        return chosen

    def set_colours(self, colour_map: ColourMap, levels: Levels) -> None:
        """Show what is in force."""
        self.colour_maps.setCurrentIndex(COLOUR_MAPS.index(colour_map))
        self._levels = levels
        self.reset.setEnabled(levels != Levels())
        if self.histogram is not None:
            self.histogram.set_levels(levels)
            self._dress()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._theme = theme
        self._dress()

    def set_levels(self, levels: Levels) -> None:
        """Choose levels as if they had been dragged here."""
        self._choose(levels)

    def show_song(self, picture: SpectrogramPicture) -> None:
        """Show the histogram of a song's spectrogram, once there is one."""
        histogram = picture.histogram()
        if histogram is None:
            return
        if self.histogram is None:
            from svd_gui.timeline.level_histogram import LevelHistogram

            self.histogram = LevelHistogram()
            self.histogram.setAccessibleName(self.tr("Contrast of the spectrogram"))
            self.histogram.setToolTip(self.tr("Drag the lines: levels that have the first and the last colour"))
            self.histogram.levels_changed.connect(self._choose)
            self.histogram.set_levels(self._levels)
            self._column.insertWidget(self._column.indexOf(self.details), self.histogram)
            self._dress()
        self.histogram.show_histogram(*histogram)

    def _heading(self) -> QHBoxLayout:
        row = QHBoxLayout()
        title = PlainLabel(self.tr("Spectrogram"))
        title.setProperty("role", "heading")
        self.reset = QPushButton(self.tr("Reset"))
        self.reset.setProperty("role", "link")
        self.reset.setToolTip(self.tr("Show the levels that suit the song"))
        self.reset.clicked.connect(lambda: self._choose(Levels()))
        row.addWidget(title)
        row.addStretch(1)
        row.addWidget(self.reset)
        return row

    def _choose(self, levels: Levels) -> None:
        self.set_colours(self.colour_map, levels)
        self.colours_chosen.emit(self.colour_map, levels)

    def _dress(self) -> None:
        if self.histogram is not None:
            over = over_spectrogram(self.colour_map, self._theme)
            self.histogram.set_colours(self._theme, over.spectrogram_colors)


def colour_map_titles() -> dict[ColourMap, str]:
    """What the colour maps are called, in the order of COLOUR_MAPS."""
    return {
        "theme": tr("Colours of the theme"),
        "dark": tr("Dark"),
        "magma": tr("Magma"),
        "viridis": tr("Viridis"),
        "grey": tr("Grey"),
    }
