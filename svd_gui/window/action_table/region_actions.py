"""Actions of the Regions menu: all that edits regions while the timeline has the focus."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from svd_core.annotation.label_set import KEYS
from svd_gui.actions.actions import SEPARATOR, ActionRow, Section
from svd_gui.song.song_editing import SongEditing
from svd_gui.translation import tr

ICONS = {"add_region": "add-region", "split": "split", "merge": "merge", "delete": "delete"}


def regions_section(editing: SongEditing) -> Section:
    """Rows for making, changing and removing regions, and for going from boundary to boundary."""
    regions, keyboard = editing.regions, editing.keyboard

    def row(name: str, text: str, slot: Callable[[], object], keys: str, enabled=lambda now: now.song, icon=""):
        return ActionRow(name, text, slot, keys, enabled, icon, in_timeline=True)

    def edit(name: str, text: str, slot: Callable[[], object], keys: str, also=lambda now: now.song):
        return row(name, text, slot, keys, lambda now: now.editable and also(now), ICONS.get(name, ""))

    return Section(tr("&Regions"), (
        edit("add_region", tr("&New Region"), regions.add, "N"),
        edit("split", tr("S&plit Region at Cursor"), regions.split, "S", lambda now: now.regions),
        edit("merge", tr("&Merge Regions"), regions.merge, "M", lambda now: now.has_next),
        edit("delete", tr("&Delete"), regions.delete, "Del; Backspace", lambda now: now.selected or now.selected_time),
        SEPARATOR,
        edit("type_label", tr("&Type Label"), editing.labels.type_label, "F2", lambda now: now.regions),
        ActionRow("labels", tr("La&bels of This Folder…"), editing.ask_labels, enabled=lambda now: now.song),
        *(replace(edit(f"label_{key}", tr("Give Label {0}").format(key), editing.labels.giver(key), str(key),
                       lambda now: now.regions), in_menu=False) for key in KEYS),
        SEPARATOR,
        edit("fill_gaps", tr("&Fill Short Gaps…"), editing.short_stretches.ask_to_fill_gaps, "",
             lambda now: now.regions),
        edit("delete_short", tr("Delete S&hort Regions…"), editing.short_stretches.ask_to_delete_regions, "",
             lambda now: now.regions),
        SEPARATOR,
        row("next_doubtful", tr("Next D&oubtful Place"), editing.doubtful.go_on, "Q", lambda now: now.detected),
        row("previous_doubtful", tr("Previo&us Doubtful Place"), editing.doubtful.go_back, "Shift+Q",
            lambda now: now.detected),
        edit("accept_doubtful", tr("&Accept Doubtful Place"), editing.doubtful.accept, "Y",
             lambda now: now.detected),
        edit("reject_doubtful", tr("Re&ject Doubtful Place"), editing.doubtful.reject, "X",
             lambda now: now.detected),
        SEPARATOR,
        edit("tap", tr("Tap While Playing, &Key Held"), editing.taps.begin, "T"),
        SEPARATOR,
        row("next_boundary", tr("Ne&xt Boundary"), lambda: keyboard.go_to_boundary(True), "Tab"),
        row("previous_boundary", tr("Pre&vious Boundary"), lambda: keyboard.go_to_boundary(False), "Shift+Tab"),
        SEPARATOR,
        row("nudge_left", tr("Nudge One Frame &Left"), lambda: keyboard.nudge(-1), "Left"),
        row("nudge_right", tr("Nudge One Frame &Right"), lambda: keyboard.nudge(1), "Right"),
        row("jump_left", tr("Nudge Ten Frames Left"), lambda: keyboard.nudge(-10), "Shift+Left"),
        row("jump_right", tr("Nudge Ten Frames Right"), lambda: keyboard.nudge(10), "Shift+Right"),
    ))  # fmt: skip
