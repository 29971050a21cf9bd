"""What the preferences hold: a page for each subject, whose controls act on the parts of the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from svd_core.audio.listening import SPEEDS
from svd_core.files.owner_lock import user_name
from svd_core.files.visible_text import visible
from svd_gui.actions.actions import Actions, without_marks
from svd_gui.actions.menus import theme_titles
from svd_gui.actions.shortcut_editor import ShortcutEditor
from svd_gui.actions.shortcuts import Shortcuts
from svd_gui.language import LANGUAGES
from svd_gui.playback.output_device import OutputDevice
from svd_gui.playback.player import Player
from svd_gui.playback.transport_bar import follow_titles
from svd_gui.settings import LEAST_LATENCY, MAX_REACTION, MAX_SURROUNDING, MOST_LATENCY, Settings
from svd_gui.window.appearance import Appearance
from svd_gui.window.picture_choices import PictureChoices
from svd_gui.window.preferences.controls import choice, device_list, number, text, tick
from svd_gui.window.preferences.dialog import PreferencesDialog
from svd_gui.window.preferences.page import Page, Row, ShortcutPage
from svd_gui.window.remembered_choices import RememberedChoices
from svd_gui.window.spectrogram_panel import colour_map_titles


class Preferences(QObject):
    """Makes the dialog anew each time, so that it shows what is in force."""

    def __init__(
        self, settings: Settings, choices: RememberedChoices, picture: PictureChoices, appearance: Appearance,
        shortcuts: Shortcuts, device: OutputDevice, player: Player, window: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._settings, self._choices, self._picture = settings, choices, picture
        self._appearance, self._shortcuts, self._window = appearance, shortcuts, window
        self._device, self._player = device, player

    def open(self, page: str = "") -> PreferencesDialog:
        """Open the dialog, at a page of this title if there is one."""
        pages: list[Page | ShortcutPage]
        pages = [self._general(), self._correcting(), self._playback(), self._picture_page(), self._keys()]
        dialog = PreferencesDialog(pages, self._window)
        if page:
            dialog.show_page(page)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def open_shortcuts(self) -> PreferencesDialog:
        return self.open(self.tr("Shortcuts"))

    @property
    def _actions(self) -> Actions:
        return self._shortcuts.actions

    def _general(self) -> Page:
        settings, nobody = self._settings, self.tr("as logged in: {0}").format(visible(user_name()))
        themes = {name: without_marks(title) for name, title in theme_titles().items()}
        return Page(self.tr("General"), [
            Row(self.tr("Theme"), choice(themes, settings.theme, self._appearance.choose)),
            Row(self.tr("Language"), choice({"": self.tr("As the system")} | LANGUAGES, settings.language,
                                            self._choices.choose_language),
                self.tr("Begins when the program is started the next time.")),
            Row(self.tr("Your name"), text(settings.annotator, nobody, self._choices.choose_annotator),
                self.tr("Kept with each of your edits, as the annotator in the history of a song.")),
            Row(self.tr("Open the last folder"), tick(settings.reopens_folder, self._choices.choose_reopening),
                self.tr("When the program starts without a song. Else the start page offers it.")),
        ])  # fmt: skip

    def _correcting(self) -> Page:
        settings, choices, seconds = self._settings, self._choices, self.tr(" s", "seconds")
        return Page(self.tr("Correcting"), [
            Row(self.tr("Checked around an edit"),
                number(settings.checked_surrounding, MAX_SURROUNDING, 0.5, seconds, choices.choose_surrounding),
                self.tr("An edit marks as checked what it changes, and so much before and after it.")),
            Row(self.tr("Listening checks"),
                tick(settings.listening_checks, _shown_by(self._actions.listening_checks,
                                                          choices.choose_listening_checks)),
                self.tr("What you listen through is marked as checked.")),
            Row(self.tr("Reaction time"),
                number(settings.reaction_time, MAX_REACTION, 0.05, seconds, choices.choose_reaction_time, decimals=2),
                self.tr("How long after the sound your finger comes, in tapping while the song plays; it is taken off.")
                ),
            Row(self.tr("Average over pitch shifts"),
                tick(settings.averaging, _shown_by(self._actions.average, choices.choose_averaging)),
                self.tr("Detection takes about five times as long, and as a rule errs less.")),
        ])  # fmt: skip

    def _playback(self) -> Page:
        settings, choices = self._settings, self._choices
        speeds = {speed: f"{speed:g} ×" for speed in SPEEDS}
        return Page(self.tr("Playback"), [
            Row(self.tr("Sound device"), device_list(settings.device.name, lambda name: self._use(name=name)),
                self.tr("Where it is not there, the system's default is used, and a message says so.")),
            Row(self.tr("Latency"),
                number(settings.device.latency, MOST_LATENCY, 0.01, self.tr(" s", "seconds"),
                       lambda seconds: self._use(latency=seconds), LEAST_LATENCY, decimals=2),
                self.tr("How far ahead of the sound the device is fed. Less reacts faster, more never stutters.")),
            Row(self.tr("Speed"), choice(speeds, choices.speed, choices.choose_speed),
                self.tr("How fast songs are heard, with their pitch kept; now, and when the program starts.")),
            Row(self.tr("The view follows playback"), choice(follow_titles(), settings.follow, choices.choose_follow)),
        ])  # fmt: skip

    def _use(self, **changed) -> None:
        """Play on another device or with another latency from now on."""
        choice = replace(self._settings.device, **changed)
        self._settings.device = self._device.choice = choice
        self._player.reopen()

    def _picture_page(self) -> Page:
        colour_map, _ = self._settings.spectrogram_colours
        apart = self._actions.probability_apart
        return Page(self.tr("Picture"), [
            Row(self.tr("Colours of the spectrogram"),
                choice(colour_map_titles(), colour_map, self._picture.choose_colour_map)),
            Row(self.tr("Probability in its own lane"),
                tick(self._settings.probability_apart, _shown_by(apart, self._picture.set_probability_apart)),
                self.tr("Else it lies over the spectrogram.")),
            Row(self.tr("Legend"),
                tick(self._settings.legend, _shown_by(self._actions.legend, self._picture.set_legend)),
                self.tr("Below the song: what colours and lines stand for.")),
        ])  # fmt: skip

    def _keys(self) -> ShortcutPage:
        return ShortcutPage(self.tr("Shortcuts"), ShortcutEditor(self._shortcuts))


def _shown_by(action: QAction, choose: Callable[[bool], object]) -> Callable[[bool], None]:
    """Choose a state, and let the item of the menu show it, too."""

    def chosen(state: bool) -> None:
        action.setChecked(state)
        choose(state)

    return chosen
