"""The bar above the song: playback, time, editing, following, volume and zoom."""

from __future__ import annotations

import math

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from svd_core.annotation.clock import clock
from svd_core.audio.listening import Listening
from svd_gui.actions.actions import Actions
from svd_gui.actions.menus import Menu
from svd_gui.style.calm_controls import CalmList, CalmSlider
from svd_gui.style.plain_text import PlainLabel, as_tip
from svd_gui.translation import tr

FOLLOW_MODES = ("page", "continuous", "off")
NARROWEST_PX = 420


class TransportBar(QFrame):
    """Has buttons for the most used actions, and the running time."""

    follow_chosen = Signal(str)
    volume_chosen = Signal(float)

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self._dispensable: tuple[list[QWidget], ...] = ()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(10, 6, 10, 6)
        self._row.setSpacing(2)
        self._add_buttons(actions.play, actions.play_region, actions.loop)
        self.time_label = PlainLabel(running_time(0.0))
        self.time_label.setProperty("role", "clock")
        self.time_label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.duration_label = PlainLabel()
        self.duration_label.setProperty("role", "muted")
        self._row.addSpacing(6)
        self._row.addWidget(self.time_label)
        self._row.addSpacing(6)
        self._row.addWidget(self.duration_label)
        undoing = [self._divide(), *self._add_buttons(actions.undo, actions.redo)]
        editing = [self._divide(), *self._add_buttons(actions.add_region, actions.split, actions.merge, actions.delete)]
        self._row.addSpacing(8)
        self._row.addStretch(1)
        self._add_listening(actions)
        self._add_follow()
        self._add_buttons(actions.mute)
        self._add_volume()
        zooming = [self._divide(), *self._add_buttons(actions.zoom_out, actions.zoom_in, actions.fit_song)]
        self._divide()
        self._add_buttons(actions.side_panel)
        # What is hidden in a narrow window, in this order; all of it is in the menus or the preferences, too.
        self._dispensable = (zooming, [self._volume], [self._follow], undoing, editing, [self.duration_label])

    def minimumSizeHint(self) -> QSize:
        """Leave room for what is always there."""
        return QSize(min(super().minimumSizeHint().width(), NARROWEST_PX), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Hide as much of what is dispensable as there is no room for."""
        for group in self._dispensable:
            for widget in group:
                widget.show()
        for group in self._dispensable:
            self._row.invalidate()
            if self._row.minimumSize().width() <= self.width():
                return
            for widget in group:
                widget.hide()

    def set_time(self, seconds: float) -> None:
        """Show the time of the cursor."""
        self.time_label.setText(running_time(seconds))

    def set_duration(self, seconds: float) -> None:
        self.duration_label.setText(self.tr("of {0}").format(running_time(seconds)))
        # With digits of one width the text does not jump; most fonts have them, a minimum width does the rest.
        self.time_label.ensurePolished()
        widest = "".join("0" if character.isdigit() else character for character in running_time(seconds))
        self.time_label.setMinimumWidth(self.time_label.fontMetrics().horizontalAdvance(widest) + 4)
        self._fit()

    def set_follow(self, mode: str) -> None:
        self._follow.setCurrentIndex(FOLLOW_MODES.index(mode))

    @property
    def follow(self) -> str:
        """How the view follows playback."""
        return FOLLOW_MODES[self._follow.currentIndex()]

    def follow_actions(self) -> dict[str, QAction]:
        """The ways to follow playback as actions, by titles that say what they are."""
        return {f"{self._follow.toolTip()}: {action.text()}": action for action in self._follow_actions}

    def set_volume(self, volume: float) -> None:
        self._volume.setValue(round(volume * 100))

    def set_silent(self, reason: str) -> None:
        """Disable what has no effect without sound; the reason is in the tooltip, empty when there is sound."""
        self._volume.setEnabled(not reason)
        self._volume.setToolTip(as_tip(reason) or self.tr("Volume"))

    def _add_buttons(self, *actions: QAction) -> list[QWidget]:
        buttons: list[QWidget] = []
        for action in actions:
            button = QToolButton()
            button.setDefaultAction(action)
            button.setIconSize(QSize(20, 20))
            button.setFixedSize(32, 32)
            # Keys belong to the timeline: a button focused by a click would take the space bar.
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._row.addWidget(button)
            buttons.append(button)
        return buttons

    def _add_listening(self, actions: Actions) -> None:
        self._actions = actions
        self._listening = QToolButton()
        self._listening.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._listening.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._listening.setAccessibleName(self.tr("Speed, and part of the song that is heard"))
        menu = Menu(self._listening)
        menu.setToolTipsVisible(True)
        menu.addActions([actions.slower, actions.faster, actions.normal_speed])
        menu.addSeparator()
        menu.addActions([actions.voice_band, actions.centre, actions.sides, actions.harmonic])
        self._listening.setMenu(menu)
        self._row.addWidget(self._listening)
        self._row.addSpacing(4)
        self.show_listening(Listening())

    def show_listening(self, listening: Listening) -> None:
        """Say how the song is heard: the speed and, if it is not all of it, the part."""
        parts = {"all": "", "voice-band": self.tr("voice band"), "centre": self.tr("centre"),
                 "sides": self.tr("sides"), "harmonic": self.tr("harmonic")}  # fmt: skip
        part = parts[listening.part]
        self._listening.setText(f"{listening.speed:g} ×" + (f" · {part}" if part else ""))
        self.show_keys()
        self._fit()

    def show_keys(self) -> None:
        """Name in tooltips the keys that the actions have now."""
        text = self.tr("Speed, and part of the song that is heard")
        self._listening.setToolTip(as_tip(self._actions.hint(text, "slower", "faster")))

    def _add_follow(self) -> None:
        self._follow = CalmList()
        self._follow.addItems(list(follow_titles().values()))
        # Whole or not at all: a word that is cut says nothing.
        self._follow.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._follow.setToolTip(self.tr("How the view follows playback"))
        self._follow.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._follow.activated.connect(lambda index: self.follow_chosen.emit(FOLLOW_MODES[index]))
        self._follow_actions = [QAction(title, self) for title in follow_titles().values()]
        for mode, action in zip(FOLLOW_MODES, self._follow_actions, strict=True):
            action.triggered.connect(lambda _=False, mode=mode: self.follow_chosen.emit(mode))
        self._row.addWidget(self._follow)
        self._row.addSpacing(10)

    def _add_volume(self) -> None:
        self._volume = CalmSlider(Qt.Orientation.Horizontal)
        self._volume.setRange(0, 100)
        self._volume.setMinimumWidth(44)
        self._volume.setMaximumWidth(86)
        self._volume.setAccessibleName(self.tr("Volume"))
        self._volume.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._volume.valueChanged.connect(lambda value: self.volume_chosen.emit(value / 100))
        self._row.addWidget(self._volume)

    def _divide(self) -> QWidget:
        line = QFrame()
        line.setFrameShape(QFrame.Shape.NoFrame)
        line.setFixedSize(1, 22)
        line.setProperty("role", "divider")
        self._row.addSpacing(7)
        self._row.addWidget(line)
        self._row.addSpacing(7)
        return line


def follow_titles() -> dict[str, str]:
    """What the ways in which the view follows playback are called."""
    return dict(zip(FOLLOW_MODES, (tr("Turn pages"), tr("Scroll along"), tr("Stand still")), strict=True))


def running_time(seconds: float) -> str:
    """Write a playback position with hundredths, rounded down: a running clock shows only time that has passed."""
    return clock(math.floor(max(0.0, seconds) * 100 + 1e-6) / 100, decimals=2)
