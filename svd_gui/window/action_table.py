"""The table of all actions: one row for each, with its text, what it does, its keys, and when it can be done.

The order of rows is the order in the menus.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtGui import QAction

from svd_core.audio.listening import Listening, Part
from svd_core.model.card import SHIPPED, named_model
from svd_gui.actions.actions import ActionRow, Section, Separator, Submenu, tr
from svd_gui.playback.player import Player
from svd_gui.settings import Settings
from svd_gui.song.annotation_copies import AnnotationCopies
from svd_gui.song.checked_time import CheckedTime
from svd_gui.song.document import Document
from svd_gui.song.keyboard_editing import KeyboardEditing
from svd_gui.song.label_import import LabelImport
from svd_gui.song.session import Session
from svd_gui.song.song_choice import SongChoice
from svd_gui.timeline.view import TimelineView
from svd_gui.training.controller import TrainingController
from svd_gui.window.dialog_opener import DialogOpener

ZOOM = 1.5
SEPARATOR = Separator()


def file_section(
    choice: SongChoice, session: Session, dialogs: DialogOpener, labels: LabelImport,
    clear_recent: Callable[[], None], close: Callable,
) -> Section:  # fmt: skip
    """Rows for opening, saving and leaving."""
    document = session.document
    return Section(tr("&File"), (
        ActionRow("open", tr("&Open Song…"), choice.ask, "Ctrl+O", icon="open"),
        Submenu("recent"),
        ActionRow("clear_recent", tr("&Clear This List"), clear_recent, in_menu=False),
        ActionRow("open_demo", tr("Open &Demo Song"), choice.choose_demo, icon="note"),
        SEPARATOR,
        ActionRow("save", tr("&Save Now"), document.save, "Ctrl+S", lambda now: now.editable),
        ActionRow("import_labels", tr("&Import Labels…"), labels.choose, "Ctrl+I", lambda now: now.editable),
        ActionRow("export", tr("&Export Regions…"), lambda: dialogs.export(session.song, document), "Ctrl+E",
                  lambda now: now.song, "export"),
        ActionRow("song_facts", tr("A&bout This Song…"), lambda: dialogs.song_facts(session.song),
                  enabled=lambda now: now.song),
        SEPARATOR,
        ActionRow("quit", tr("&Quit"), close, "Ctrl+Q", role=QAction.MenuRole.QuitRole),
    ))  # fmt: skip


def edit_section(
    document: Document, editing: KeyboardEditing, timeline: TimelineView, dialogs: DialogOpener, checked: CheckedTime,
    copies: AnnotationCopies, ask_surrounding: Callable[[], object], ask_annotator: Callable[[], object],
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
        ActionRow("surrounding", tr("Checked around an Edit…"), ask_surrounding),
        ActionRow("annotator", tr("Annota&tor…"), ask_annotator),
    ))  # fmt: skip


def view_section(
    timeline: TimelineView, show_side_panel: Callable[[bool], None], set_probability_apart: Callable[[bool], None]
) -> Section:
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
        Submenu("theme"),
        ActionRow("probability_apart", tr("&Probability in Its Own Lane"), set_probability_apart, "P",
                  lambda now: now.song, in_timeline=True, checkable=True),
        ActionRow("side_panel", tr("Side &Panel"), show_side_panel, "Ctrl+B", icon="settings", checkable=True),
    ))  # fmt: skip


def playback_section(
    player: Player, editing: KeyboardEditing, timeline: TimelineView, set_listening_checks: Callable[[bool], None]
) -> Section:
    """Rows for what is to be heard and how, and where the cursor is."""

    def speed(name: str, text: str, keys: str, change: Callable[[Listening], Listening]) -> ActionRow:
        return ActionRow(name, text, lambda: player.set_listening(change(player.listening)), keys,
                         lambda now: now.audible and change(now.listening) != now.listening,
                         in_timeline=True, needs_sound=True)  # fmt: skip

    def part(part: Part, text: str, key: str, tip: str) -> ActionRow:
        return ActionRow(part.replace("-", "_"), text, lambda _: player.set_listening(player.listening.toggled(part)),
                         key, lambda now: now.audible and (now.stereo or part not in ("centre", "sides")), tip=tip,
                         in_timeline=True, checkable=True, checked=lambda now: now.listening.part == part,
                         needs_sound=True)  # fmt: skip

    return Section(tr("&Playback"), (
        ActionRow("play", tr("Play"), player.toggle, "Space",
                  lambda now: now.audible or now.can_retry_sound, "play", needs_sound=True),
        ActionRow("play_region", tr("Play &Region"), editing.play_region, "R", lambda now: now.audible and now.regions,
                  "play-region", in_timeline=True, needs_sound=True),
        ActionRow("loop", tr("&Loop Region"), editing.set_loop, "L", lambda now: now.song, "loop",
                  in_timeline=True, checkable=True, checked=lambda now: now.looping, needs_sound=True),
        SEPARATOR,
        speed("slower", tr("S&lower"), ",", lambda listening: listening.at_speed(-1)),
        speed("faster", tr("&Faster"), ".", lambda listening: listening.at_speed(1)),
        speed("normal_speed", tr("&Normal Speed"), "Ctrl+.", lambda listening: replace(listening, speed=1.0)),
        SEPARATOR,
        part("voice-band", tr("&Voice Band"), "B", tr("Only 200 Hz to 4 kHz (B)")),
        part("centre", tr("&Centre"), "V", tr("Only what both channels share (V)")),
        part("sides", tr("Sides"), "D", tr("Only what the channels do not share (D)")),
        part("harmonic", tr("&Harmonic Part"), "H", tr("Without drums and other strokes (H)")),
        SEPARATOR,
        ActionRow("to_start", tr("To the &Start"), lambda: player.seek(0.0), "Home", lambda now: now.song,
                  in_timeline=True),
        ActionRow("to_end", tr("To the &End"), lambda: player.seek(timeline.content.duration), "End",
                  lambda now: now.song, in_timeline=True),
        SEPARATOR,
        ActionRow("listening_checks", tr("Listening Chec&ks"), set_listening_checks, checkable=True,
                  tip=tr("Mark as checked what you listen through")),
    ), tooltips=True)  # fmt: skip


def model_section(
    session: Session, training: TrainingController, dialogs: DialogOpener, settings: Settings, player: Player,
    timeline: TimelineView, use_model: Callable[[Path | None], object], set_averaging: Callable[[bool], None],
) -> Section:  # fmt: skip
    """Rows for training, choosing and examining models, and for detection with the one in use."""
    default, free = (named_model(Path(name)) for name in SHIPPED)
    return Section(tr("&Model"), (
        ActionRow("train", tr("&Train…"), lambda: training.ask(session.card), "Ctrl+T", lambda now: not now.training,
                  "train"),
        ActionRow("resume_training", tr("&Resume Last Training"), training.resume,
                  enabled=lambda now: now.resumable and not now.training),
        ActionRow("cancel_training", tr("&Cancel Training"), training.cancel, enabled=lambda now: now.training),
        ActionRow("augmentations", tr("A&ugmentations…"), lambda: dialogs.augmentations(
            session.song, session.document.regions, player, timeline.theme), enabled=lambda now: now.song),
        ActionRow("robustness_test", tr("Ro&bustness Test…"), lambda: dialogs.robustness_test(settings, session.card),
                  enabled=lambda now: now.model),
        SEPARATOR,
        ActionRow("open_model", tr("&Open Model…"), lambda: dialogs.open_model(training.models), "Shift+Ctrl+O",
                  icon="model"),
        ActionRow("default_model", tr("Use Defau&lt Model"), lambda: use_model(None),
                  enabled=lambda now: now.model_path != default,
                  tip=tr("The best there is; it learned from songs that are for research only")),
        ActionRow("free_model", tr("Use &Free Model"), lambda: use_model(Path("free")),
                  enabled=lambda now: now.model_path != free,
                  tip=tr("It errs more, but learned only from what anybody may use for anything")),
        ActionRow("model_card", tr("About This &Model…"), lambda: dialogs.model_card(session.card),
                  enabled=lambda now: now.model),
        SEPARATOR,
        ActionRow("average", tr("A&verage over Pitch Shifts"), set_averaging, checkable=True,
                  tip=tr("Detect singing in the song as it is and 10 and 20 % lower and higher, and average:\n"
                         "fewer errors, as a rule, for about five times the work")),
        ActionRow("detect_again", tr("&Detect Again"), session.detect_again, "Ctrl+D",
                  lambda now: now.song and now.model),
        ActionRow("start_over", tr("Take &All Regions from the Model"), session.start_over,
                  enabled=lambda now: now.detected and now.editable),
        ActionRow("cancel", tr("&Stop Opening or Detecting"), session.cancel, enabled=lambda now: now.busy),
    ), tooltips=True)  # fmt: skip


def help_section(
    show_shortcuts: Callable[[], None], close_notice: Callable[[], object], show_about: Callable[[], None]
) -> Section:
    """Rows for keys, messages and the program itself."""
    return Section(tr("&Help"), (
        ActionRow("shortcuts", tr("&Keyboard Shortcuts"), show_shortcuts, "?; F1", icon="keyboard"),
        ActionRow("close_notice", tr("Close Message"), close_notice, "Esc", in_menu=False),
        ActionRow("about", tr("&About SVD Studio"), show_about, role=QAction.MenuRole.AboutRole),
    ))  # fmt: skip
