"""Actions of the Edit menu: undo and history, selecting regions, marking time as checked."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction

from svd_gui.actions.actions import SEPARATOR, ActionRow, Section
from svd_gui.song.annotation_copies import AnnotationCopies
from svd_gui.song.checked_time import CheckedTime
from svd_gui.song.document import Document
from svd_gui.song.song_editing import SongEditing
from svd_gui.timeline.view import TimelineView
from svd_gui.translation import tr
from svd_gui.window.dialog_opener import DialogOpener
from svd_gui.window.remembered_choices import RememberedChoices


def edit_section(
    document: Document, timeline: TimelineView, editing: SongEditing, dialogs: DialogOpener, checked: CheckedTime,
    copies: AnnotationCopies, choices: RememberedChoices,
    open_preferences: Callable[[], object],
) -> Section:  # fmt: skip
    """Rows for undo and history, for selecting regions and marking time as checked while the timeline has the focus."""

    stack = document.undo_stack

    def row(name: str, text: str, slot: Callable[[], object], keys: str, enabled=lambda now: now.song):
        return ActionRow(name, text, slot, keys, enabled, in_timeline=True)

    return Section(tr("&Edit"), (
        ActionRow("undo", tr("&Undo"), None, "Ctrl+Z", icon="undo", make=stack.createUndoAction),
        ActionRow("redo", tr("&Redo"), None, "Shift+Ctrl+Z; Ctrl+Y", icon="redo", make=stack.createRedoAction),
        ActionRow("history", tr("&History…"), lambda: dialogs.history(document), "Ctrl+H", lambda now: now.song),
        ActionRow("merge_copy", tr("Merge a Cop&y…"), copies.ask, enabled=lambda now: now.editable),
        SEPARATOR,
        row("cut", tr("Cu&t"), editing.clipboard.cut, "Ctrl+X",
            lambda now: now.editable and (now.selected or now.selected_time)),
        row("copy", tr("Cop&y"), editing.clipboard.copy, "Ctrl+C", lambda now: now.selected or now.selected_time),
        row("paste", tr("Paste at C&ursor"), editing.clipboard.paste, "Ctrl+V", lambda now: now.editable),
        row("paste_in_place", tr("Paste at the Same T&imes"), editing.clipboard.paste_in_place, "Ctrl+Shift+V",
            lambda now: now.editable),
        SEPARATOR,
        row("select_all", tr("Select &All Regions"), timeline.selection.select_all, "Ctrl+A", lambda now: now.regions),
        row("select_same_label", tr("Select Regions of the Same La&bel"), editing.regions.select_same_label,
            "Ctrl+Shift+L", lambda now: now.regions),
        row("deselect", tr("Select &Nothing"), editing.regions.select_nothing, "Shift+Ctrl+A",
            lambda now: now.selected or now.selected_time),
        SEPARATOR,
        # The selected time where there is some, else the loop, else what is on screen.
        row("mark_checked", tr("Mark as &Checked"), checked.mark, "C", lambda now: now.editable),
        row("mark_region", tr("Mark Re&gion as Checked"), checked.mark_region, "Shift+C",
            lambda now: now.editable and now.regions),
        row("mark_visible", tr("Mark Screen as Checked"), checked.mark_visible, "", lambda now: now.editable),
        row("mark_loop", tr("Mark Loop as Checked"), checked.mark_loop, "", lambda now: now.editable and now.looping),
        ActionRow("mark_song", tr("Mark S&ong as Checked"), checked.mark_song, "Ctrl+Shift+C",
                  lambda now: now.editable),
        row("mark_unchecked", tr("Mark as Not Checked"), checked.unmark, "U", lambda now: now.editable),
        ActionRow("surrounding", tr("Checked around an Edit…"), choices.ask_surrounding),
        ActionRow("annotator", tr("Annota&tor…"), choices.ask_annotator),
        SEPARATOR,
        ActionRow("preferences", tr("Pre&ferences…"), open_preferences, "Ctrl+,",
                  role=QAction.MenuRole.PreferencesRole),
    ))  # fmt: skip
