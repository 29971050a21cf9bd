"""Everything a person can do, as rows of a table: text, keys, icon, what it does, and when it can be done.

The rows themselves are in `svd_gui.window.action_table`, a file for each menu, since what they do belongs to parts of
the window.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import shiboken6
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence

from svd_core.audio.listening import Listening
from svd_gui.style.icons import icon
from svd_gui.style.plain_text import as_tip
from svd_gui.style.theme import LIGHT, Theme, blend
from svd_gui.translation import tr


@dataclass(frozen=True)
class Situation:
    """What decides which actions can be done now."""

    song: bool = False
    editable: bool = False
    """Whether the song's annotation can be changed here."""
    selected: int = 0
    """How many regions are selected."""
    selected_time: bool = False
    """Whether time is selected, apart from regions."""
    has_next: bool = False
    """Whether another region follows a selected one."""
    regions: bool = False
    playing: bool = False
    no_sound_reason: str = ""
    """Why nothing can be played; empty when playing is possible."""
    can_retry_sound: bool = False
    muted: bool = False
    looping: bool = False
    listening: Listening = field(default_factory=Listening)
    """The speed and the part of the song that are heard."""
    stereo: bool = False
    model: bool = False
    model_path: Path | None = None
    model_before: bool = False
    """Whether another model was in use before, to which one can go back."""
    detected: bool = False
    """Whether the probabilities of the song are known, or where its detection was stopped, of a part."""
    comparing: bool = False
    """Whether the song is compared with something, or will be when that is ready."""
    difference: bool = False
    """Whether it differs from what it is compared with."""
    folder: bool = False
    """Whether a folder of songs is open."""
    songs_chosen: bool = False
    """Whether songs of the folder are selected in its list, or one of them is open."""
    queue: bool = False
    """Whether a stretch of the folder's queue is to be looked at."""
    queue_seen: bool = False
    """Whether a stretch of the queue was accepted or skipped."""
    batch: bool = False
    """Whether work on many songs is under way or paused."""
    busy: bool = False
    stopped: bool = False
    """Whether the detection was stopped before it was through."""
    training: bool = False
    resumable: bool = False

    @property
    def audible(self) -> bool:
        """Whether the song can be played."""
        return self.song and not self.no_sound_reason


def always(_: Situation) -> bool:
    """Whether an action can be done that nothing stands in the way of."""
    return True


@dataclass(frozen=True)
class ActionRow:
    """One action. `keys` are alternatives separated by "; "; `slot` gets the new state if the action is checkable.

    Actions `in_timeline` work only while the timeline has the focus; `make`, where given, creates the action under its
    text (an undo stack does so, and keeps text and state up to date).
    """

    name: str
    text: str
    slot: Callable[..., object] | None = None
    keys: str = ""
    enabled: Callable[[Situation], bool] = always
    icon: str = ""
    tip: str = ""
    in_timeline: bool = False
    in_menu: bool = True
    checkable: bool = False
    checked: Callable[[Situation], bool] | None = None
    """Whether a checkable action is on now; None where whoever owns it says so."""
    needs_sound: bool = False
    """Whether the tooltip says why there is no sound, where there is none."""
    role: QAction.MenuRole = QAction.MenuRole.TextHeuristicRole
    make: Callable[[QObject, str], QAction] | None = None


@dataclass(frozen=True)
class Submenu:
    """The place of a menu within a menu; whoever builds the menu bar has the menu."""

    name: str


class Separator:
    """A line between items of a menu."""


SEPARATOR = Separator()


@dataclass(frozen=True)
class Section:
    """One menu of the menu bar with its items from top to bottom."""

    title: str
    items: tuple[ActionRow | Submenu | Separator, ...]
    tooltips: bool = False

    @property
    def rows(self) -> tuple[ActionRow, ...]:
        """The actions, also those that are in no menu."""
        return tuple(item for item in self.items if isinstance(item, ActionRow))


class Actions(QObject):
    """The actions of a table, each an attribute under its row's name: `actions.split.trigger()`."""

    def __init__(self, sections: Sequence[Section], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sections = tuple(sections)
        self.rows = {row.name: row for section in self.sections for row in section.rows}
        self._actions = {name: self._create(row) for name, row in self.rows.items()}
        self._icons = {name: row.icon for name, row in self.rows.items() if row.icon}
        self._theme = LIGHT
        self._silent_reason = ""
        self._shown: Situation | None = None

    def __getattr__(self, name: str) -> QAction:
        """Return the action of a row by its name."""
        actions = self.__dict__.get("_actions", {})
        if name not in actions:
            raise AttributeError(f"there is no action {name!r}")
        return actions[name]

    def __iter__(self) -> Iterator[QAction]:
        """All actions, in the order of the table."""
        return iter(self._actions.values())

    def of(self, section: Section) -> list[QAction]:
        """Return the actions of a section."""
        return [self._actions[row.name] for row in section.rows]

    def working_in(self, in_timeline: bool) -> list[QAction]:
        """Return the actions that work in the timeline only, or those that work in the whole window."""
        return [self._actions[row.name] for row in self.rows.values() if row.in_timeline == in_timeline]

    def title(self, name: str) -> str:
        """Return what an action does, without what marks its access key and without dots."""
        return without_marks(self.rows[name].text)

    def set_keys(self, name: str, keys: Sequence[str]) -> None:
        """Give an action other keys, portable texts of which menus and tooltips show the first."""
        action = self._actions[name]
        action.setShortcuts(_sequences(keys))
        self._show_tip(name)

    def hint(self, text: str, *names: str) -> str:
        """Put the first keys of actions into a text for a tooltip, in brackets at its end, as far as there are any."""
        keys = [_first_key(self._actions[name]) for name in names]
        known = tr(", ", "between keys in brackets").join(key for key in keys if key)
        return f"{text} ({known})" if known else text

    def refresh(self, now: Situation) -> None:
        """Enable what can be done now, and show what playing would do and what is on."""
        before, self._silent_reason = self._silent_reason, now.no_sound_reason if now.song else ""
        shown, self._shown = self._shown, now
        for name, row in self.rows.items():
            if row.checked is not None:
                # Also where all is as before: what was asked for may have been refused.
                self._actions[name].setChecked(row.checked(now))
        if now == shown:
            return
        for name, row in self.rows.items():
            if row.make is None:
                self._actions[name].setEnabled(row.enabled(now))
            if row.needs_sound and self._silent_reason != before:
                self._show_tip(name)
        self.play.setText(tr("Pause") if now.playing else tr("Play"))
        self._show_tip("play")
        changing = {"play": "pause" if now.playing else "play", "mute": "speaker-off" if now.muted else "speaker"}
        for name, drawn in changing.items():
            if self._icons.get(name, drawn) != drawn:
                self._icons[name] = drawn
                self._draw_icon(name)

    def set_theme(self, theme: Theme) -> None:
        """Draw the icons in a theme's colours."""
        self._theme = theme
        for name in self._icons:
            self._draw_icon(name)

    def _show_tip(self, name: str) -> None:
        row, action = self.rows[name], self._actions[name]
        silent = row.needs_sound and self._silent_reason
        action.setToolTip(as_tip(self._silent_reason) if silent else _tip(action, row.tip))

    def _draw_icon(self, name: str) -> None:
        faded = blend(self._theme.muted_text, self._theme.surface, 0.6).name()
        self._actions[name].setIcon(icon(self._icons[name], self._theme.text, faded, self._theme.accent_text))

    def _create(self, row: ActionRow) -> QAction:
        action = QAction(row.text, self) if row.make is None else row.make(self, row.text)
        # Undo and redo name in their text what they would undo just now; the sheet of shortcuts does not.
        action.setProperty("title", row.text)
        action.setCheckable(row.checkable)
        action.setMenuRole(row.role)
        if row.keys:
            action.setShortcuts(_sequences(row.keys.split("; ")))
        if row.in_timeline:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.setToolTip(_tip(action, row.tip))
        if row.make is not None:
            action.changed.connect(lambda: _follow_text(action))
        if row.slot is not None:
            _connect(action, row.slot)
        return action


def _connect(action: QAction, slot: Callable[..., object]) -> None:
    """Call the slot when the action is triggered, with the new state only where the action has one."""
    if action.isCheckable():
        action.triggered.connect(lambda checked: slot(checked))
    else:
        action.triggered.connect(lambda _checked: slot())


def _follow_text(action: QAction) -> None:
    """Keep the tooltip plain text of an action whose text changes and may hold names."""
    # An undo stack that is deleted still changes the texts of actions that are deleted already.
    if shiboken6.isValid(action) and action.toolTip() != (tip := _tip(action)):
        action.setToolTip(tip)


_MARKED = re.compile("&(.)")


def _letter(marked: re.Match[str]) -> str:
    return marked[1]


def without_marks(text: str) -> str:
    """Return a text without what marks its access key, and without the dots of what asks further."""
    return _MARKED.sub(_letter, text).rstrip("…") if "&" in text else text.rstrip("…")


def _tip(action: QAction, text: str = "") -> str:
    keys = _first_key(action)
    text = text or without_marks(action.text())
    return as_tip(f"{text} ({keys})" if keys else text)


def _sequences(keys: Sequence[str]) -> list[QKeySequence]:
    return [QKeySequence(key, QKeySequence.SequenceFormat.PortableText) for key in keys]


def _first_key(action: QAction) -> str:
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
