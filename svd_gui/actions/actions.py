"""Everything a person can do: every action's text, shortcut and icon, and when it can be done."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence, QUndoStack

from svd_core.model.card import SHIPPED, named_model
from svd_gui.style.icons import icon
from svd_gui.style.theme import LIGHT, Theme, blend


@dataclass(frozen=True)
class Situation:
    """What decides which actions can be done now."""

    song: bool = False
    selected: bool = False
    has_next: bool = False
    regions: bool = False
    playing: bool = False
    why_silent: str = ""
    looping: bool = False
    model: bool = False
    model_path: Path | None = None
    heard: bool = False
    busy: bool = False
    training: bool = False
    resumable: bool = False


def tr(text: str) -> str:
    return QCoreApplication.translate("actions", text)


class Actions(QObject):
    """All actions, as attributes; those of the timeline work only while it has the focus."""

    def __init__(self, undo_stack: QUndoStack, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.all: list[QAction] = []
        self.timeline: list[QAction] = []
        self._icons: dict[QAction, str] = {}
        self._theme = LIGHT
        self._default_path, self._free_path = (named_model(Path(name)) for name in SHIPPED)
        self._make_file()
        self._make_edit(undo_stack)
        self._make_view()
        self._make_playback()
        self._make_model()
        self._make_help()

    def refresh(self, now: Situation) -> None:
        """Enable what can be done, and say of the rest why not."""
        for action in (self.save, self.export, self.fit_song, self.fit_region, self.zoom_in, self.zoom_out,
                       self.view_back, self.add_region, self.to_start, self.to_end, self.nudge_left, self.nudge_right,
                       self.jump_left, self.jump_right, self.augmentations):  # fmt: skip
            action.setEnabled(now.song)
        self.delete.setEnabled(now.selected)
        self.merge.setEnabled(now.has_next)
        for action in (self.next_boundary, self.previous_boundary, self.split):
            action.setEnabled(now.regions)
        self.deselect.setEnabled(now.selected)
        self._refresh_sound(now)
        self.cancel.setEnabled(now.busy)
        self.train.setEnabled(not now.training)
        self.resume_training.setEnabled(now.resumable and not now.training)
        self.cancel_training.setEnabled(now.training)
        self.default_model.setEnabled(now.model_path != self._default_path)
        self.free_model.setEnabled(now.model_path != self._free_path)
        self.model_card.setEnabled(now.model)
        self.robustness_test.setEnabled(now.model)
        self.detect_again.setEnabled(now.song and now.model)
        self.start_over.setEnabled(now.heard)

    def _refresh_sound(self, now: Situation) -> None:
        """Playing needs a song and a device; without one the tooltip says what is missing."""
        audible = now.song and not now.why_silent
        for action in (self.play, self.loop):
            action.setEnabled(audible)
        self.play_region.setEnabled(audible and now.regions)
        self.play.setText(tr("Pause") if now.playing else tr("Play"))
        self._icons[self.play] = "pause" if now.playing else "play"
        self._draw(self.play)
        self.loop.setChecked(now.looping)
        for action in (self.play, self.play_region, self.loop):
            action.setToolTip(now.why_silent if now.song and now.why_silent else _tip(action))

    def tint(self, theme: Theme) -> None:
        """Draw the icons in a theme's colours."""
        self._theme = theme
        for action in self._icons:
            self._draw(action)

    def _draw(self, action: QAction) -> None:
        faded = blend(self._theme.muted_text, self._theme.surface, 0.6).name()
        action.setIcon(icon(self._icons[action], self._theme.text, faded))

    def sections(self) -> list[tuple[str, list[QAction]]]:
        """All actions that have a shortcut, by menu; for the sheet of shortcuts."""
        result: dict[str, list[QAction]] = {}
        for action in self.all:
            if not action.shortcut().isEmpty():
                result.setdefault(action.property("section"), []).append(action)
        return list(result.items())

    def _make(self, section: str, text: str, keys: str = "", icon_name: str = "", local: bool = False,
              checkable: bool = False) -> QAction:  # fmt: skip
        """One action; `keys` are alternatives separated by "; ", `local` ones belong to the timeline."""
        action = QAction(text, self)
        self.all.append(action)
        action.setProperty("section", section)
        action.setCheckable(checkable)
        if keys:
            action.setShortcuts([QKeySequence(key) for key in keys.split("; ")])
        if local:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self.timeline.append(action)
        if icon_name:
            self._icons[action] = icon_name
        action.setToolTip(_tip(action))
        return action

    def _make_file(self) -> None:
        name = tr("File")
        self.open = self._make(name, tr("&Open Song…"), "Ctrl+O", "open")
        self.open_demo = self._make(name, tr("Open &Demo Song"), icon_name="note")
        self.clear_recent = self._make(name, tr("&Clear This List"))
        self.save = self._make(name, tr("&Save Now"), "Ctrl+S")
        self.export = self._make(name, tr("&Export Regions…"), "Ctrl+E", "export")
        self.quit = self._make(name, tr("&Quit"), "Ctrl+Q")
        self.quit.setMenuRole(QAction.MenuRole.QuitRole)

    def _make_edit(self, undo_stack: QUndoStack) -> None:
        name = tr("Edit")
        self.undo = undo_stack.createUndoAction(self, tr("&Undo"))
        self.redo = undo_stack.createRedoAction(self, tr("&Redo"))
        for action, title in ((self.undo, tr("Undo")), (self.redo, tr("Redo"))):
            action.setProperty("title", title)
        for action, keys, icon_name in ((self.undo, "Ctrl+Z", "undo"), (self.redo, "Shift+Ctrl+Z; Ctrl+Y", "redo")):
            action.setProperty("section", name)
            action.setShortcuts([QKeySequence(key) for key in keys.split("; ")])
            self._icons[action] = icon_name
            self.all.append(action)
        self.add_region = self._make(name, tr("&New Region at Cursor"), "N", "add-region", local=True)
        self.split = self._make(name, tr("S&plit Region at Cursor"), "S", "split", local=True)
        self.merge = self._make(name, tr("&Merge with Next Region"), "M", "merge", local=True)
        self.delete = self._make(name, tr("&Delete Region"), "Del; Backspace", "delete", local=True)
        self.deselect = self._make(name, tr("Select No Region"), "Shift+Ctrl+A", local=True)
        self.next_boundary = self._make(name, tr("Ne&xt Boundary"), "Tab", local=True)
        self.previous_boundary = self._make(name, tr("Pre&vious Boundary"), "Shift+Tab", local=True)
        self.nudge_left = self._make(name, tr("Nudge One Frame &Left"), "Left", local=True)
        self.nudge_right = self._make(name, tr("Nudge One Frame &Right"), "Right", local=True)
        self.jump_left = self._make(name, tr("Nudge Ten Frames Left"), "Shift+Left", local=True)
        self.jump_right = self._make(name, tr("Nudge Ten Frames Right"), "Shift+Right", local=True)

    def _make_view(self) -> None:
        name = tr("View")
        self.zoom_in = self._make(name, tr("Zoom &In"), "+; =; Ctrl++; Ctrl+=", "zoom-in", local=True)
        self.zoom_out = self._make(name, tr("Zoom &Out"), "-; Ctrl+-", "zoom-out", local=True)
        self.fit_song = self._make(name, tr("Fit &Song"), "Shift+F; Ctrl+0", "fit", local=True)
        self.fit_region = self._make(name, tr("Fit &Region"), "F", local=True)
        self.view_back = self._make(name, tr("&Back to Previous View"), "Alt+Left", local=True)
        self.side_panel = self._make(name, tr("Side &Panel"), "Ctrl+B", "settings", checkable=True)
        self.side_panel.setChecked(True)

    def _make_playback(self) -> None:
        name = tr("Playback")
        self.play = self._make(name, tr("Play"), "Space", "play")
        self.play_region = self._make(name, tr("Play &Region"), "R", "play-region", local=True)
        self.loop = self._make(name, tr("&Loop Region"), "L", "loop", local=True, checkable=True)
        self.to_start = self._make(name, tr("To the &Start"), "Home", local=True)
        self.to_end = self._make(name, tr("To the &End"), "End", local=True)

    def _make_model(self) -> None:
        name = tr("Model")
        self.train = self._make(name, tr("&Train…"), "Ctrl+T", "train")
        self.resume_training = self._make(name, tr("&Resume Last Training"))
        self.cancel_training = self._make(name, tr("&Cancel Training"))
        self.augmentations = self._make(name, tr("A&ugmentations…"))
        self.robustness_test = self._make(name, tr("Ro&bustness Test…"))
        self.open_model = self._make(name, tr("&Open Model…"), "Shift+Ctrl+O", "model")
        self.default_model = self._make(name, tr("Use Defau&lt Model"))
        self.default_model.setToolTip(tr("The best there is; it learned from songs that are for research only"))
        self.free_model = self._make(name, tr("Use &Free Model"))
        self.free_model.setToolTip(tr("It errs more, but learned only from what anybody may use for anything"))
        self.model_card = self._make(name, tr("About This &Model…"))
        self.average = self._make(name, tr("A&verage over Pitch Shifts"), checkable=True)
        self.average.setToolTip(tr("Hear the song as it is and 10 and 20 % lower and higher, and average:\n"
                                   "fewer errors, as a rule, for about five times the work"))  # fmt: skip
        self.detect_again = self._make(name, tr("&Detect Again"), "Ctrl+D")
        self.start_over = self._make(name, tr("Take &All Regions from the Model"))
        self.cancel = self._make(name, tr("&Stop Opening or Listening"))

    def _make_help(self) -> None:
        name = tr("Help")
        self.shortcuts = self._make(name, tr("&Keyboard Shortcuts"), "?; F1", "keyboard")
        self.close_notice = self._make(name, tr("Close Message"), "Esc")
        self.about = self._make(name, tr("&About SVD Studio"))
        self.about.setMenuRole(QAction.MenuRole.AboutRole)


def _tip(action: QAction) -> str:
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    text = action.text().replace("&", "").rstrip("…")
    return f"{text} ({keys})" if keys else text
