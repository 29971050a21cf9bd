"""Look at and listen to what augmentation makes of the excerpt under the cursor."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
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
from svd_gui.style.icons import icon
from svd_gui.style.theme import Theme, blend
from svd_gui.timeline.frequency_scale import hertz_text
from svd_gui.timeline.spectrogram_pyramid import contrast

if TYPE_CHECKING:
    from svd_core.training.augmentation_preview import PreviewParameters, PreviewSounds, PreviewSpectrograms

PAUSE = 0.25
"""Seconds of silence between the two sounds in memory."""

KEYS = (Qt.Key.Key_R, Qt.Key.Key_B, Qt.Key.Key_A)
"""Draw again, play before, play after."""

TYPING_MS = 250
"""How long a person may pause while typing a number."""


def tr(text: str) -> str:
    return QCoreApplication.translate("augmentations", text)


class AugmentationsDialog(QDialog):
    """The excerpt before and after, as pictures and sounds, with rows for every strength."""

    def __init__(
        self, song: Song, time: float, regions: Regions, player: Player, theme: Theme, parent: QWidget | None = None
    ) -> None:
        """`player` is the song's, which falls silent; the excerpts are played on another of its kind."""
        super().__init__(parent)
        self.setWindowTitle(tr("Augmentations"))
        self._song, self._time, self._regions = song, time, regions
        player.pause()
        self._player = player.create_sibling(self)
        self._seed, self._half = 0, 0.0
        self._task: background.Task | None = None
        self._waiting = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._waiting.timeout.connect(self._compute)
        self._build(theme)
        self._connect()
        self._choose_setting()
        self.again.setFocus()

    @property
    def settled(self) -> bool:
        """Whether pictures and sounds are those of the rows."""
        return not self._waiting.isActive() and (self._task is None or not self._task.running)

    # --- building ---

    def _build(self, theme: Theme) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(18, 16, 18, 14)
        outer.setSpacing(12)
        middle = QHBoxLayout()
        middle.setSpacing(22)
        middle.addLayout(self._left(theme), 1)
        middle.addWidget(self._right())
        outer.addLayout(middle, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        outer.addWidget(buttons)
        self.resize(1110, 580)

    def _left(self, theme: Theme) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        about = tr("Around {0} in “{1}”; the dashed line is the frame whose label is learned.")
        column.addWidget(note(about.format(clock(self._time, 2), self._song.name)))
        shades = contrast(self._song.mel)
        # Late: pyqtgraph takes half a second to import.
        from svd_gui.training.mel_plot import MelPlot

        self.before, self.after = (MelPlot(theme, FEATURES.frame_rate, shades) for _ in range(2))
        self.play_before = _play_button(tr("Play &before"), "B", theme)
        self.play_after = _play_button(tr("Play &after"), "A", theme)
        pair = QHBoxLayout()
        pair.setSpacing(16)
        for title, picture, button in (
            (tr("Before"), self.before, self.play_before),
            (tr("After"), self.after, self.play_after),
        ):
            side = QVBoxLayout()
            side.setSpacing(6)
            heading = QLabel(title)
            heading.setProperty("role", "heading")
            picture.setAccessibleName(tr("Mel spectrogram: {0}").format(title))
            side.addWidget(heading)
            side.addWidget(picture, 1)
            side.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
            pair.addLayout(side, 1)
        column.addLayout(pair, 1)
        self.facts = QLabel(tr("Drawing…"))
        self.facts.setWordWrap(True)
        self.remark = note("")
        # Two lines each, so that the pictures keep their size whatever is said.
        for label in (self.facts, self.remark):
            label.setMinimumHeight(2 * label.fontMetrics().lineSpacing() + 2)
            label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            column.addWidget(label)
        return column

    def _right(self) -> QWidget:
        panel = QWidget()
        panel.setFixedWidth(340)
        column = QVBoxLayout(panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        form = QFormLayout()
        form.setVerticalSpacing(7)
        form.setHorizontalSpacing(12)
        self.setting = QComboBox()
        self.setting.setToolTip(tr("The rows of the paper's figure 2, which compares them"))
        for row in FIGURE_2:
            self.setting.addItem(row.label[:1].upper() + row.label[1:], row.augment)
        self.setting.setCurrentIndex(len(FIGURE_2) - 1)
        self.setting.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setting.setMinimumContentsLength(20)
        form.addRow(tr("Setting"), self.setting)
        self.rows = ParameterRows(form, parameters(AugmentConfig), self)
        self.extent = QComboBox()
        self.extent.setToolTip(tr("Pitch, time, filter, loudness and mixing: drawn, or all at one end of their range"))
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
        self.setting.currentIndexChanged.connect(self._choose_setting)
        self.rows.changed.connect(self._leave_setting)
        self.rows.changed.connect(self._waiting.start)
        self.extent.currentIndexChanged.connect(self._compute)
        self.again.clicked.connect(self._draw_again)
        self.play_before.clicked.connect(lambda: self._player.play_span(0.0, self._half))
        self.play_after.clicked.connect(lambda: self._player.play_span(*self._second()))
        for key, button in zip(KEYS, (self.again, self.play_before, self.play_after), strict=True):
            QShortcut(QKeySequence(key), self).activated.connect(button.click)
        for field in self.findChildren(QLineEdit):
            field.installEventFilter(self)
        self._player.availability_changed.connect(self._refresh_sound)
        self._player.position_changed.connect(self._show_position)
        self._player.playing_changed.connect(lambda _: self._show_position(self._player.position))
        self.finished.connect(self._stop)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of this dialog work in a field for numbers, too, which has no use for their letters."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in KEYS:
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    # --- computing ---

    def _choose_setting(self) -> None:
        """Fill the rows from a row of the figure, and show it at once."""
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

    def _leave_setting(self) -> None:
        """Numbers typed by hand are nobody else's setting."""
        if self.setting.currentData() is not None:
            self.setting.blockSignals(True)
            self.setting.addItem(tr("Your own"), None)
            self.setting.setCurrentIndex(self.setting.count() - 1)
            self.setting.blockSignals(False)

    def _draw_again(self) -> None:
        self._seed += 1
        self._compute()

    def _compute(self) -> None:
        self._waiting.stop()
        if self._task:
            self._task.cancel()
        try:
            augment = AugmentConfig(**self.rows.values())
        except ValueError as error:
            self.facts.setText(str(error))
            return
        self._silence(tr("The sounds are being made…"))
        reports = _preview(self._song, self._time, self._regions, augment, self._seed, self.extent.currentData())
        self._task = background.follow(reports, lambda report: self._take(augment, report), _nothing, self._fail)

    def _take(self, augment: AugmentConfig, report: PreviewSpectrograms | PreviewSounds) -> None:
        from svd_core.training.augmentation_preview import PreviewSpectrograms

        if isinstance(report, PreviewSpectrograms):
            self.before.show_mel(report.before)
            self.after.show_mel(report.after)
            self.facts.setText(_sentence(augment, report.drawn, report.nothing_to_mix))
        else:
            self._load(report)

    def _fail(self, error: Exception) -> None:
        self.facts.setText(describe(error, self.windowTitle()).summary)

    # --- hearing ---

    def _load(self, sounds: PreviewSounds) -> None:
        rate = FEATURES.sample_rate
        self._half = len(sounds.before) / rate
        pause = np.zeros(round(PAUSE * rate), np.float32)
        frames = _pcm(np.concatenate([sounds.before, pause, sounds.after]))
        self._player.unload(len(frames) / rate, self._player.unavailable_reason)
        self._player.load(frames, rate)

    def _second(self) -> tuple[float, float]:
        """Where the sound after augmentation lies."""
        start = self._half + PAUSE
        return start, start + self._half

    def _silence(self, reason: str) -> None:
        self._player.unload(0.0, reason)

    def _refresh_sound(self, unavailable_reason: str) -> None:
        """Without a device the buttons say what is missing; what cannot be heard is said in any case."""
        for button in (self.play_before, self.play_after):
            button.setEnabled(not unavailable_reason)
            button.setToolTip(unavailable_reason)
        if self._player.playback_failed:
            self.remark.setText(tr("Nothing can be played: {0}").format(unavailable_reason))
        else:
            self.remark.setText(
                tr("The sound after augmentation is made from the changed magnitudes, with phases that fit them. "
                   "Noise and dropout are done to the picture alone and cannot be heard.")
            )  # fmt: skip

    def _show_position(self, position: float) -> None:
        for picture, (start, end) in ((self.before, (0.0, self._half)), (self.after, self._second())):
            heard = self._player.playing and start <= position < end
            picture.set_cursor((position - start) / self._half if heard else None)

    def _stop(self) -> None:
        self._waiting.stop()
        if self._task:
            self._task.cancel()
        self._player.close()


def _preview(song: Song, time: float, regions: Regions, augment: AugmentConfig, seed: int,
             extent: Any) -> Iterator[PreviewSpectrograms | PreviewSounds]:  # fmt: skip
    """What the core reports; runs in the background, torch is loaded there."""
    from svd_core.training.augmentation_preview import PreviewRequest, preview

    yield from preview(PreviewRequest(song.samples, song.mel, time, regions, augment, seed, extent, FEATURES))


def _nothing(_: object) -> None:
    pass


def _pcm(samples: FloatArray) -> Any:
    """Mono samples as int16 PCM, shape (n, 1)."""
    return np.rint(samples * 32767).astype(np.int16)[:, np.newaxis]


def _sentence(augment: AugmentConfig, drawn: PreviewParameters, nothing_to_mix: bool) -> str:
    """What happened to the excerpt; what is switched off is not mentioned."""
    facts = []
    if augment.pitch_shift:
        facts.append(tr("pitch × {0}").format(f"{drawn.pitch:.2f}"))
    if augment.time_stretch:
        facts.append(tr("duration × {0}").format(f"{drawn.time:.2f}"))
    if augment.filter_db:
        facts.append(tr("filter {0} at {1}").format(_decibels(drawn.filter_gain), hertz_text(drawn.filter_centre)))
    if augment.loudness_db:
        facts.append(tr("loudness {0}").format(_decibels(drawn.loudness)))
    if nothing_to_mix:
        facts.append(tr("nothing to mix with: somebody sings all through this song"))
    elif augment.mix:
        share = f"{100 * drawn.mix:.0f} %"
        facts.append(tr("mixed with {0} of another excerpt").format(share) if drawn.mix else tr("not mixed this time"))
    if augment.noise:
        facts.append(tr("noise of {0} standard deviations").format(f"{augment.noise:g}"))
    if augment.dropout:
        facts.append(tr("{0} of the values dropped").format(f"{100 * augment.dropout:g} %"))
    text = " · ".join(facts) or tr("nothing is switched on")
    return text[:1].upper() + text[1:]


def _decibels(value: float) -> str:
    return f"{value:+.1f} dB".replace("-", "−")


def _play_button(text: str, key: str, theme: Theme) -> QPushButton:
    button = QPushButton(f"{text} ({key})")
    button.setIcon(icon("play", theme.text, blend(theme.muted_text, theme.surface, 0.6).name()))
    button.setAutoDefault(False)
    button.setEnabled(False)
    return button
