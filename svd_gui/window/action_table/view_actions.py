"""Actions of the View menu: what is on screen."""

from __future__ import annotations

from collections.abc import Callable

from svd_gui.actions.actions import SEPARATOR, ActionRow, Section, Submenu
from svd_gui.timeline.view import TimelineView
from svd_gui.translation import tr
from svd_gui.window.action_table.frequency_actions import frequency_rows
from svd_gui.window.picture_choices import PictureChoices

ZOOM = 1.5


def view_section(
    timeline: TimelineView, show_side_panel: Callable[[bool], None], picture: PictureChoices,
    go_to_panel: Callable[[bool], None],
) -> Section:  # fmt: skip
    """Rows for what is on screen."""
    navigation = timeline.navigation

    def row(name: str, text: str, slot: Callable[[], object], keys: str, icon=""):
        return ActionRow(name, text, slot, keys, lambda now: now.song, icon, in_timeline=True)

    return Section(tr("&View"), (
        row("zoom_in", tr("Zoom &In"), lambda: navigation.zoom(ZOOM), "+; =; Ctrl++; Ctrl+=", "zoom-in"),
        row("zoom_out", tr("Zoom &Out"), lambda: navigation.zoom(1 / ZOOM), "-; Ctrl+-", "zoom-out"),
        row("fit_song", tr("Fit &Song"), navigation.show_song, "Shift+F; Ctrl+0", "fit"),
        row("fit_region", tr("Fit &Region"), timeline.fit_selection, "F"),
        row("view_back", tr("&Back to Previous View"), navigation.go_back, "Alt+Left"),
        SEPARATOR,
        *frequency_rows(timeline.surface.spectrogram),
        SEPARATOR,
        Submenu("theme"),
        ActionRow("probability_apart", tr("&Probability in Its Own Lane"), picture.set_probability_apart, "P",
                  lambda now: now.song, in_timeline=True, checkable=True),
        ActionRow("legend", tr("&Legend"), picture.set_legend, checkable=True, tip=tr("What colours and lines mean")),
        ActionRow("region_table", tr("&Table of Regions"), None, "Ctrl+Shift+R", lambda now: now.song, checkable=True),
        ActionRow("next_panel", tr("Ne&xt Panel"), lambda: go_to_panel(True), "F6"),
        ActionRow("previous_panel", tr("Pre&vious Panel"), lambda: go_to_panel(False), "Shift+F6"),
        ActionRow("side_panel", tr("Side &Panel"), show_side_panel, "Ctrl+B", icon="settings", checkable=True),
    ))  # fmt: skip
