"""Which keys each action has: those of the table, unless a person chose others. No two actions have the same key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QKeyCombination, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence

from svd_gui.actions.actions import Actions
from svd_gui.settings import Settings

Keys = tuple[str, ...]
"""Keys of one action as portable texts ("Ctrl+E"); the first is the one that menus and tooltips show."""

MOST_KEYS = 4
"""Keys that one action can have."""


def effective(defaults: Mapping[str, Keys], chosen: Mapping[str, Keys]) -> dict[str, Keys]:
    """Return the keys of each action of `defaults`: a chosen key is taken from an action that has it by default.

    So a key that a person chose stays theirs when a later version gives it to another action. Where two actions were
    given the same key, as a file edited by hand may say, the first has it.
    """
    owner: dict[str, str] = {}
    for name in defaults:
        for key in chosen.get(name, ()):
            owner.setdefault(key, name)
    for name, keys in defaults.items():
        if name not in chosen:
            for key in keys:
                owner.setdefault(key, name)
    return {
        name: tuple(key for key in dict.fromkeys(chosen.get(name, keys)) if owner[key] == name)
        for name, keys in defaults.items()
    }


def portable(text: str) -> str:
    """Return how Qt writes a single key combination; empty where the text is none."""
    sequence = QKeySequence(text, QKeySequence.SequenceFormat.PortableText)
    if sequence.count() != 1 or "Unknown" in sequence.toString() or not sequence.toString():
        return ""
    return sequence.toString(QKeySequence.SequenceFormat.PortableText)


def native(key: str) -> str:
    """Return how this system writes a key."""
    return QKeySequence(key, QKeySequence.SequenceFormat.PortableText).toString(QKeySequence.SequenceFormat.NativeText)


_MODIFIERS = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Meta, Qt.Key.Key_Alt, Qt.Key.Key_AltGr,
              Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock, Qt.Key.Key_ScrollLock, Qt.Key.Key_unknown)  # fmt: skip


def pressed_key(event: QKeyEvent) -> str:
    """Return the key combination of a key press as a portable text; empty while only modifiers are held."""
    key = Qt.Key(event.key())
    if key in _MODIFIERS:
        return ""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier & ~Qt.KeyboardModifier.GroupSwitchModifier
    if key == Qt.Key.Key_Backtab:
        key = Qt.Key.Key_Tab
    # What needs Shift to be typed, such as "?", is named without it, since it needs none on other keyboards.
    text = event.text()
    if text and text.isprintable() and not text.isalnum() and not text.isspace():
        modifiers &= ~Qt.KeyboardModifier.ShiftModifier
    return portable(QKeySequence(QKeyCombination(modifiers, key)).toString(QKeySequence.SequenceFormat.PortableText))


class Shortcuts(QObject):
    """The keys of all actions, as they are and as they were; changes are effective at once and kept for later."""

    changed = Signal()

    def __init__(self, actions: Actions, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.actions, self._settings = actions, settings
        self._defaults = {name: _tidy(row.keys.split("; ")) for name, row in actions.rows.items()}
        # Names that this version does not know stay in the settings, for the version that wrote them.
        self._chosen = {name: _tidy(keys) for name, keys in settings.shortcuts.items()}
        # The actions are made with these.
        self._keys = self._defaults
        self._apply()

    def keys(self, name: str) -> Keys:
        return self._keys[name]

    def default(self, name: str) -> Keys:
        return self._defaults[name]

    def is_changed(self, name: str) -> bool:
        return self._keys[name] != self._defaults[name]

    @property
    def any_changed(self) -> bool:
        return any(self.is_changed(name) for name in self._defaults)

    def user_of(self, key: str) -> str | None:
        """Return the name of the action that has a key."""
        return next((name for name, keys in self._keys.items() if key in keys), None)

    def assign(self, name: str, keys: Iterable[str]) -> None:
        """Give an action these keys instead of its present ones, and take them from whichever action has them."""
        wanted = _tidy(keys)
        for other, present in self._keys.items():
            if other != name and set(present) & set(wanted):
                self._choose(other, tuple(key for key in present if key not in wanted))
        self._choose(name, wanted)
        self._apply_and_keep()

    def reset_all(self) -> None:
        """Give every action the keys that it had at first."""
        self._chosen = {name: keys for name, keys in self._chosen.items() if name not in self._defaults}
        self._apply_and_keep()

    def _choose(self, name: str, keys: Keys) -> None:
        if keys == self._defaults[name]:
            self._chosen.pop(name, None)
        else:
            self._chosen[name] = keys

    def _apply(self) -> None:
        before, self._keys = self._keys, effective(self._defaults, self._chosen)
        for name, keys in self._keys.items():
            if keys != before[name]:
                self.actions.set_keys(name, keys)

    def _apply_and_keep(self) -> None:
        self._apply()
        self._settings.shortcuts = self._chosen
        self.changed.emit()


def _tidy(keys: Iterable[str]) -> Keys:
    return tuple(dict.fromkeys(tidied for key in keys if (tidied := portable(key))))[:MOST_KEYS]
