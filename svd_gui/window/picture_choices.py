"""How the timeline shows a song, as it was chosen: colours, levels, scale, detail, lanes; kept for the next window."""

from __future__ import annotations

from PySide6.QtCore import QObject

from svd_gui.settings import Settings
from svd_gui.timeline.frequency_scale import ScaleKind
from svd_gui.timeline.spectrogram_colours import ColourMap
from svd_gui.timeline.spectrogram_detail import Detail
from svd_gui.timeline.view import TimelineView
from svd_gui.window.spectrogram_panel import SpectrogramPanel


class PictureChoices(QObject):
    """Stands between the panel of the spectrogram, the timeline and the settings."""

    def __init__(self, panel: SpectrogramPanel, timeline: TimelineView, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._panel, self._timeline, self._settings = panel, timeline, settings
        timeline.filling.spectrogram_filled.connect(lambda: panel.show_song(timeline.surface.spectrogram))
        timeline.levels_dragged.connect(panel.set_levels)
        panel.colours_chosen.connect(timeline.set_spectrogram_colours)
        panel.colours_chosen.connect(settings.set_spectrogram_colours)
        panel.set_colours(*settings.spectrogram_colours)
        timeline.set_spectrogram_colours(*settings.spectrogram_colours)
        timeline.set_probability_apart(settings.probability_apart)
        timeline.set_legend(settings.legend)
        panel.details.scale_chosen.connect(self._choose_scale)
        panel.details.detail_chosen.connect(self._choose_detail)
        panel.details.set_choices(settings.frequency_axis, settings.spectrogram_detail)
        picture = timeline.surface.spectrogram
        picture.set_scale(picture.scale.of_kind(settings.frequency_axis))
        picture.set_detail(settings.spectrogram_detail)

    def _choose_scale(self, kind: ScaleKind) -> None:
        self._settings.frequency_axis = kind
        picture = self._timeline.surface.spectrogram
        picture.set_scale(picture.scale.of_kind(kind))

    def _choose_detail(self, detail: Detail) -> None:
        self._settings.spectrogram_detail = detail
        self._timeline.surface.spectrogram.set_detail(detail)

    def choose_colour_map(self, colour_map: ColourMap) -> None:
        """Show the spectrogram in other colours, with the levels that it has."""
        _, levels = self._settings.spectrogram_colours
        self._panel.set_colours(colour_map, levels)
        self._timeline.set_spectrogram_colours(colour_map, levels)
        self._settings.set_spectrogram_colours(colour_map, levels)

    def set_legend(self, shown: bool) -> None:
        """Show below the lanes what the colours and lines stand for, or not."""
        self._settings.legend = shown
        self._timeline.set_legend(shown)

    def set_probability_apart(self, apart: bool) -> None:
        """Show the probability in its own lane, or over the spectrogram."""
        self._settings.probability_apart = apart
        self._timeline.set_probability_apart(apart)
