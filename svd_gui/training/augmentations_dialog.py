"""Look at and listen to one excerpt of the song before and after augmentation."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from svd_core.annotation.clock import clock
from svd_core.annotation.regions import Regions
from svd_core.audio.features import FloatArray
from svd_core.config import AugmentConfig, parameters, to_json
from svd_core.experiments.paper.settings import FIGURE_2
from svd_gui import background
from svd_gui.dialogs.note import note
from svd_gui.dialogs.parameter_rows import ParameterRows
from svd_gui.errors import describe
from svd_gui.playback.player import Player
from svd_gui.song.loader import FEATURES, Song
from svd_gui.style.calm_controls import CalmList
from svd_gui.style.icons import icon
from svd_gui.style.plain_text import PlainLabel, as_tip
from svd_gui.style.theme import DARK, LIGHT, Theme, blend
from svd_gui.timeline.spectrogram_pyramid import contrast
from svd_gui.training.augmentation_text import parameters_text
from svd_gui.translation import tr

if TYPE_CHECKING:
    from svd_core.training.augmentation_preview import PreviewSounds, PreviewSpectrograms

PAUSE = 0.25
"""Seconds of silence between the two sounds, which the player holds one after the other."""

KEYS = (Qt.Key.Key_R, Qt.Key.Key_B, Qt.Key.Key_A)
"""Draw again, play before, play after."""

TYPING_MS = 250
"""How long a pause in typing ends a number."""

POLL_SECONDS = 0.1
"""How often a task that waits to make sounds looks whether it was cancelled."""

_resynthesis = threading.Lock()
"""Held while sounds are made, so that drawing again and again does not occupy all background threads."""


class AugmentationsDialog(QDialog):
    """The excerpt before and after as spectrograms and sounds, with a row for the strength of each augmentation."""

    def __init__(
        self, song: Song, time: float, regions: Regions, player: Player, theme: Theme, parent: QWidget | None = None
    ) -> None:
        """Show the excerpt of the song around a time in seconds.

        `player` plays the song; it is paused, and the excerpts get another player on the same device.
        """
        super().__init__(parent)
        self.setWindowTitle(tr("Augmentations"))
        self._song, self._time, self._regions = song, time, regions
        player.pause()
        self._player = player.create_sibling(self)
        self._seed, self._excerpt_seconds = 0, 0.0
        self._preparing = False
        self._task: background.Task | None = None
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typing.timeout.connect(self._compute)
        self._build(theme)
        self.set_theme(theme)
        self._connect()
        self._apply_setting()
        self.again.setFocus()

    @property
    def settled(self) -> bool:
        """Whether spectrograms and sounds are up to date with the rows."""
        return not self._typing.isActive() and not self._preparing

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        faded = blend(theme.muted_text, theme.surface, 0.6).name()
        for button in (self.play_before, self.play_after):
            button.setIcon(icon("play", theme.text, faded))
        for plot in (self.before, self.after):
            plot.set_theme(theme)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme, whose palette the whole application has."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_theme"):
            theme = DARK if self.palette().window().color() == QColor(DARK.window) else LIGHT
            if theme != self._theme:
                self.set_theme(theme)

    # --- building ---

    def _build(self, theme: Theme) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(18, 16, 18, 14)
        outer.setSpacing(12)
        middle = QHBoxLayout()
        middle.setSpacing(22)
        middle.addLayout(self._excerpt_column(theme), 1)
        middle.addWidget(self._settings_column())
        outer.addLayout(middle, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        outer.addWidget(buttons)
        self.resize(1110, 580)

    def _excerpt_column(self, theme: Theme) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        about = tr("Around {0} in “{1}”; the dashed line is the frame whose label is learned.")
        column.addWidget(note(about.format(clock(self._time, 2), self._song.name)))
        shades = contrast(self._song.mel)
        # Late: pyqtgraph takes half a second to import.
        from svd_gui.training.mel_plot import MelPlot

        self.before, self.after = (MelPlot(theme, FEATURES.frame_rate, shades) for _ in range(2))
        self.play_before = _play_button(tr("Play &before"), "B")
        self.play_after = _play_button(tr("Play &after"), "A")
        pair = QHBoxLayout()
        pair.setSpacing(16)
        for title, picture, button in (
            (tr("Before"), self.before, self.play_before),
            (tr("After"), self.after, self.play_after),
        ):
            side = QVBoxLayout()
            side.setSpacing(6)
            heading = PlainLabel(title)
            heading.setProperty("role", "heading")
            picture.setAccessibleName(tr("Mel spectrogram: {0}").format(title))
            side.addWidget(heading)
            side.addWidget(picture, 1)
            side.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
            pair.addLayout(side, 1)
        column.addLayout(pair, 1)
        self.facts = PlainLabel(tr("Drawing…"))
        self.facts.setWordWrap(True)
        self.remark = note("")
        self.busy = QProgressBar(textVisible=False)
        self.busy.setAccessibleName(tr("Preparing sound"))
        self.busy.setRange(0, 0)
        keep = self.busy.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self.busy.setSizePolicy(keep)
        # Two lines each, so that the spectrograms keep their size with any text.
        for label in (self.facts, self.remark):
            label.setMinimumHeight(2 * label.fontMetrics().lineSpacing() + 2)
            label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            column.addWidget(label)
        column.addWidget(self.busy)
        return column

    def _settings_column(self) -> QWidget:
        panel = QWidget()
        panel.setFixedWidth(340)
        column = QVBoxLayout(panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        form = QFormLayout()
        form.setVerticalSpacing(7)
        form.setHorizontalSpacing(12)
        self.setting = CalmList()
        self.setting.setToolTip(tr("The rows of the paper's figure 2, which compares them"))
        for row in FIGURE_2:
            label = f"{tr(row.method)} {tr(row.strength) if row.key == 'combined' else row.strength}".rstrip()
            self.setting.addItem(label[:1].upper() + label[1:], row.augment)
        self.setting.setCurrentIndex(len(FIGURE_2) - 1)
        self.setting.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setting.setMinimumContentsLength(20)
        form.addRow(tr("Setting"), self.setting)
        self.rows = ParameterRows(form, parameters(AugmentConfig), self)
        self.extent = CalmList()
        self.extent.setToolTip(
            tr("Pitch, time, filter, loudness and mixing: at random, or all at one end of their range")
        )
        for text, extent in (
            (tr("At random"), "random"), (tr("All at their lowest"), "lowest"), (tr("All at their highest"), "highest")
        ):  # fmt: skip
            self.extent.addItem(text, extent)
        form.addRow(tr("Draw"), self.extent)
        column.addLayout(form)
        self.again = QPushButton(tr("Draw again (R)"))
        self.again.setProperty("role", "primary")
        self.again.setDefault(True)
        column.addWidget(self.again)
        column.addStretch(1)
        return panel

    def _connect(self) -> None:
        self.setting.currentIndexChanged.connect(self._apply_setting)
        self.rows.changed.connect(self._mark_own_setting)
        self.rows.changed.connect(self._typing.start)
        self.extent.currentIndexChanged.connect(self._compute)
        self.again.clicked.connect(self._draw_again)
        self.play_before.clicked.connect(lambda: self._player.play_span(0.0, self._excerpt_seconds))
        self.play_after.clicked.connect(lambda: self._player.play_span(*self._after_span()))
        for key, button in zip(KEYS, (self.again, self.play_before, self.play_after), strict=True):
            QShortcut(QKeySequence(key), self).activated.connect(button.click)
        for field in self.findChildren(QLineEdit):
            field.installEventFilter(self)
        self._player.availability_changed.connect(self._show_availability)
        self._player.position_changed.connect(self._show_position)
        self._player.playing_changed.connect(lambda _: self._show_position(self._player.position))
        self.finished.connect(self._close)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the keys of this dialog work in its fields, too, which take numbers only."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in KEYS:
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    # --- computing ---

    def _apply_setting(self) -> None:
        """Fill the rows from a setting of the paper's figure, and show it at once."""
        augment = self.setting.currentData()
        if augment is None:
            return
        self.rows.blockSignals(True)
        self.rows.set_values(to_json(augment))
        self.rows.blockSignals(False)
        own = self.setting.findData(None)
        if own >= 0:
            self.setting.removeItem(own)
        self._compute()

    def _mark_own_setting(self) -> None:
        """Call numbers that were typed by hand a setting of one's own."""
        if self.setting.currentData() is not None:
            self.setting.blockSignals(True)
            self.setting.addItem(tr("Your own"), None)
            self.setting.setCurrentIndex(self.setting.count() - 1)
            self.setting.blockSignals(False)

    def _draw_again(self) -> None:
        self._seed += 1
        self._compute()

    def _compute(self) -> None:
        self._typing.stop()
        if self._task:
            self._task.cancel()
        try:
            augment = AugmentConfig(**self.rows.values())
        except ValueError as error:
            self._show_failure(str(error))
            return
        self._set_preparing(True)
        self._player.unload(0.0, tr("Preparing sound…"))
        reports = _preview(self._song, self._time, self._regions, augment, self._seed, self.extent.currentData())
        self._task = background.follow(
            reports, lambda report: self._show_report(augment, report), _ignore, self._show_error
        )

    def _show_report(self, augment: AugmentConfig, report: PreviewSpectrograms | PreviewSounds | None) -> None:
        from svd_core.training.augmentation_preview import PreviewSpectrograms

        if isinstance(report, PreviewSpectrograms):
            self.before.show_mel(report.before)
            self.after.show_mel(report.after)
            self.facts.setText(parameters_text(augment, report.parameters, report.nothing_to_mix))
        elif report is not None:
            self._load_sounds(report)

    def _show_error(self, error: Exception) -> None:
        self._show_failure(describe(error, self.windowTitle()).summary)

    def _show_failure(self, text: str) -> None:
        self._set_preparing(False)
        self.facts.setText(text)
        self._player.unload(0.0, text)

    # --- sound ---

    def _load_sounds(self, sounds: PreviewSounds) -> None:
        self._set_preparing(False)
        rate = FEATURES.sample_rate
        self._excerpt_seconds = len(sounds.before) / rate
        pause = np.zeros(round(PAUSE * rate), np.float32)
        frames = _pcm(np.concatenate([sounds.before, pause, sounds.after]))
        self._player.unload(len(frames) / rate, self._player.unavailable_reason)
        self._player.load(frames, rate)

    def _after_span(self) -> tuple[float, float]:
        """Start and end of the sound after augmentation in the player, in seconds."""
        start = self._excerpt_seconds + PAUSE
        return start, start + self._excerpt_seconds

    def _set_preparing(self, preparing: bool) -> None:
        self._preparing = preparing
        self.busy.setVisible(preparing)

    def _show_availability(self, unavailable_reason: str) -> None:
        """Enable the buttons, or tell why there is nothing to play; then what to know about the sounds."""
        for button in (self.play_before, self.play_after):
            button.setEnabled(not unavailable_reason)
            button.setToolTip(as_tip(unavailable_reason))
        if self._player.playback_failed:
            self.remark.setText(tr("Nothing can be played: {0}").format(unavailable_reason))
        elif self._preparing:
            self.remark.setText(tr("Preparing sound… The first time takes some seconds longer."))
        else:
            self.remark.setText(
                tr("The sound after augmentation is made from the changed magnitudes, with phases that fit them. "
                   "Noise and dropout are applied to the spectrogram alone, so they cannot be heard.")
            )  # fmt: skip

    def _show_position(self, position: float) -> None:
        for picture, (start, end) in ((self.before, (0.0, self._excerpt_seconds)), (self.after, self._after_span())):
            playing = self._player.playing and start <= position < end
            picture.set_cursor((position - start) / self._excerpt_seconds if playing else None)

    def _close(self) -> None:
        self._typing.stop()
        if self._task:
            self._task.cancel()
        self._player.close()


def _preview(song: Song, time: float, regions: Regions, augment: AugmentConfig, seed: int,
             extent: Any) -> Iterator[PreviewSpectrograms | PreviewSounds | None]:  # fmt: skip
    """Yield what the core reports; in the background, since it imports torch and librosa."""
    from svd_core.training.augmentation_preview import PreviewRequest, preview

    reports = preview(PreviewRequest(song.samples, song.mel, time, regions, augment, seed, extent, FEATURES))
    yield next(reports)
    while not _resynthesis.acquire(timeout=POLL_SECONDS):
        # A chance to end for a task that was cancelled meanwhile.
        yield None
    try:
        yield from reports
    finally:
        _resynthesis.release()


def _ignore(_: object) -> None:
    pass


def _pcm(samples: FloatArray) -> Any:
    """Mono samples as int16 PCM, shape (n, 1)."""
    return np.rint(samples * 32767).astype(np.int16)[:, np.newaxis]


def _play_button(text: str, key: str) -> QPushButton:
    button = QPushButton(f"{text} ({key})")
    button.setAutoDefault(False)
    button.setEnabled(False)
    return button
