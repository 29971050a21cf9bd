"""Actions of the Edit menu: undo and history, editing regions, marking time as checked."""

from __future__ import annotations

from collections.abc import Callable

from svd_gui.actions.actions import SEPARATOR, ActionRow, Section
from svd_gui.song.annotation_copies import AnnotationCopies
from svd_gui.song.checked_time import CheckedTime
from svd_gui.song.document import Document
from svd_gui.song.keyboard_editing import KeyboardEditing
from svd_gui.timeline.view import TimelineView
from svd_gui.translation import tr
from svd_gui.window.dialog_opener import DialogOpener
from svd_gui.window.remembered_choices import RememberedChoices


def edit_section(
    document: Document, editing: KeyboardEditing, timeline: TimelineView, dialogs: DialogOpener, checked: CheckedTime,
    copies: AnnotationCopies, choices: RememberedChoices,
) -> Section:  # fmt: skip
    """Rows for undo and history, for editing regions and marking time as checked while the timeline has the focus."""

    stack = document.undo_stack

    def row(name: str, text: str, slot: Callable[[], object], keys: str, enabled=lambda now: now.song, icon=""):
        return ActionRow(name, text, slot, keys, enabled, icon, in_timeline=True)

    def edit(name: str, text: str, slot: Callable[[], object], keys: str, also=lambda now: now.song):
        return row(name, text, slot, keys, lambda now: now.editable and also(now), name.replace("_", "-"))

    return Section(tr("&Edit"), (
        ActionRow("undo", tr("&Undo"), None, "Ctrl+Z", icon="undo", make=stack.createUndoAction),
        ActionRow("redo", tr("&Redo"), None, "Shift+Ctrl+Z; Ctrl+Y", icon="redo", make=stack.createRedoAction),
        ActionRow("history", tr("&History…"), lambda: dialogs.history(document), "Ctrl+H", lambda now: now.song),
        ActionRow("merge_copy", tr("Merge a Cop&y…"), copies.ask, enabled=lambda now: now.editable),
        SEPARATOR,
        edit("add_region", tr("&New Region at Cursor"), editing.add, "N"),
        edit("split", tr("S&plit Region at Cursor"), editing.split, "S", lambda now: now.regions),
        edit("merge", tr("&Merge with Next Region"), editing.merge, "M", lambda now: now.has_next),
        edit("delete", tr("&Delete Region"), editing.delete, "Del; Backspace", lambda now: now.selected),
        row("deselect", tr("Select No Region"), lambda: timeline.select(None), "Shift+Ctrl+A",
            lambda now: now.selected),
        SEPARATOR,
        row("next_boundary", tr("Ne&xt Boundary"), lambda: editing.go_to_boundary(True), "Tab",
            lambda now: now.regions),
        row("previous_boundary", tr("Pre&vious Boundary"), lambda: editing.go_to_boundary(False), "Shift+Tab",
            lambda now: now.regions),
        SEPARATOR,
        row("nudge_left", tr("Nudge One Frame &Left"), lambda: editing.nudge(-1), "Left"),
        row("nudge_right", tr("Nudge One Frame &Right"), lambda: editing.nudge(1), "Right"),
        row("jump_left", tr("Nudge Ten Frames Left"), lambda: editing.nudge(-10), "Shift+Left"),
        row("jump_right", tr("Nudge Ten Frames Right"), lambda: editing.nudge(10), "Shift+Right"),
        SEPARATOR,
        # The loop where there is one, else what is on screen.
        row("mark_checked", tr("Mark as &Checked"), checked.mark, "C", lambda now: now.editable),
        row("mark_region", tr("Mark Re&gion as Checked"), checked.mark_region, "Shift+C",
            lambda now: now.editable and now.regions),
        row("mark_visible", tr("Mark Screen as Checked"), checked.mark_visible, "", lambda now: now.editable),
        row("mark_loop", tr("Mark Loop as Checked"), checked.mark_loop, "", lambda now: now.editable and now.looping),
        row("mark_song", tr("Mark S&ong as Checked"), checked.mark_song, "Ctrl+Shift+C", lambda now: now.editable),
        row("mark_unchecked", tr("Mark as Not Checked"), checked.unmark, "U", lambda now: now.editable),
        ActionRow("surrounding", tr("Checked around an Edit…"), choices.ask_surrounding),
        ActionRow("annotator", tr("Annota&tor…"), choices.ask_annotator),
    ))  # fmt: skip
