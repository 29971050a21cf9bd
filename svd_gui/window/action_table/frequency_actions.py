"""Actions on the spectrogram's axis of frequencies, for those who use the keyboard."""

from __future__ import annotations

from collections.abc import Callable

from svd_gui.actions.actions import ActionRow
from svd_gui.timeline.frequency_scale import FrequencyScale
from svd_gui.timeline.spectrogram_picture import SpectrogramPicture
from svd_gui.translation import tr

ZOOM, PAN = 1.5, 0.25


def frequency_rows(picture: SpectrogramPicture) -> tuple[ActionRow, ...]:
    """Rows for which part of the axis is shown."""

    def row(name: str, text: str, change: Callable[[FrequencyScale], FrequencyScale], keys: str) -> ActionRow:
        return ActionRow(
            name, text, lambda: picture.set_scale(change(picture.scale)), keys, lambda now: now.song, in_timeline=True
        )

    return (
        row("frequencies_in", tr("Zoom In on Frequencies"), lambda scale: scale.zoomed(ZOOM), "Ctrl+Up"),
        row("frequencies_out", tr("Zoom Out of Frequencies"), lambda scale: scale.zoomed(1 / ZOOM), "Ctrl+Down"),
        row("frequencies_up", tr("Higher Frequencies"), lambda scale: scale.panned(PAN), "Alt+Up"),
        row("frequencies_down", tr("Lower Frequencies"), lambda scale: scale.panned(-PAN), "Alt+Down"),
        row("frequencies_all", tr("&All Frequencies"), lambda scale: FrequencyScale(scale.kind), "Alt+Home"),
    )
