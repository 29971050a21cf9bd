"""The dialog that asks how a label file is meant: columns or tier, unit of times, and what the labels say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from svd_core.annotation.annotation_file import with_labels
from svd_core.annotation.clock import clock
from svd_core.annotation.formats.label_columns import Column
from svd_core.annotation.formats.label_rows import HowToRead, Unit
from svd_core.annotation.label_file import PastTheEndError
from svd_core.annotation.label_survey import LabelSurvey, words_in
from svd_core.annotation.song_annotation import SongAnnotation
from svd_core.annotation.spans import total
from svd_core.annotation.vocabulary import Judgement, key_of
from svd_core.errors import FormatError
from svd_core.files.visible_text import visible
from svd_gui.errors import in_own_words
from svd_gui.style.calm_controls import CalmList
from svd_gui.style.plain_text import PlainLabel, short

REMARKS_SHOWN = 3
MOST_WORDS = 200
"""Labels that are asked about one by one; a file with more holds the words of a song."""


class LabelImportDialog(QDialog):
    """Asks, and shows at once what the answers make of the labels: `previewed` carries the annotation, or None."""

    previewed = Signal(object)

    def __init__(
        self, survey: LabelSurvey, annotation: SongAnnotation, how: HowToRead, parent: QWidget | None = None
    ) -> None:
        """Ask about the labels of the song of this annotation, beginning with the answers `how`."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Import Labels"))
        self.resize(620, 560)
        self.survey, self._song, self._first = survey, annotation, how
        self._annotation: SongAnnotation | None = None
        self._columns: list[QComboBox] = []
        self._meanings: dict[str, QComboBox] = {}
        self._words: tuple[str, ...] = ()
        self._chosen: dict[str, str] = {}
        heading = PlainLabel(self.tr("How are the labels in {0} meant?").format(short(survey.path.name)))
        heading.setProperty("role", "heading")
        heading.setWordWrap(True)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self._tier, self._unit = self._tier_choice(form), self._unit_choice(form)
        self._labels = self._label_table()
        self._lyrics = QCheckBox(self.tr("The labels are the words that are sung: all of them are singing"))
        self._lyrics.setChecked(how.lyrics)
        end = clock(annotation.duration)
        self.cut = QCheckBox(self.tr("Cut off what lies after the end of the sound ({0})").format(end))
        self.cut.hide()
        self.outcome = PlainLabel()
        self.outcome.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(10)
        column.addWidget(heading)
        column.addLayout(form)
        if survey.kind == "table":
            column.addWidget(self._cells())
        column.addWidget(self._labels, 1)
        column.addWidget(self._lyrics)
        column.addWidget(self.cut)
        column.addWidget(self.outcome)
        column.addWidget(self._button_row())
        self._lyrics.toggled.connect(self._judge_anew)
        self.cut.toggled.connect(self.refresh)
        self.refresh()

    @property
    def path(self) -> Path:
        """The label file."""
        return self.survey.path

    @property
    def annotation(self) -> SongAnnotation | None:
        """The annotation that the answers make; None while they do not suffice."""
        return self._annotation

    @property
    def how(self) -> HowToRead:
        """The answers."""
        columns = tuple(cast(Column, box.currentData()) for box in self._columns)
        clear = bool({"end", "duration"} & set(columns)) and "start" in columns
        # Only what differs from what is known anyway: answers are remembered for files with other words.
        known = HowToRead(lyrics=self._lyrics.isChecked())
        meanings = {
            key_of(word): box.currentData()
            for word, box in self._meanings.items()
            if box.currentData() and box.currentData() != known.judged(word)
        }
        return HowToRead(
            columns if clear else (),
            cast(Unit | None, self._unit.currentData() if self._unit else None),
            str(self._tier.currentData()) if self._tier else "",
            cast(dict[str, Judgement], meanings),
            self._lyrics.isChecked(),
            "cut" if self.cut.isChecked() else "refuse",
        )

    def meaning(self, word: str) -> QComboBox:
        """Return the choice of what a label means."""
        return self._meanings[word]

    def column(self, number: int) -> QComboBox:
        """Return the choice of what a column is, counted from 0."""
        return self._columns[number]

    def refresh(self) -> None:
        """Read the file as the answers say, and show what comes of it."""
        try:
            words = words_in(self.path, self.how, self._song.duration)
        except FormatError as error:
            self._show_words(())
            self._show_outcome(None, in_own_words(error))
            return
        self._show_words(words.most_common())
        remarks: list[str] = []
        try:
            found = with_labels(self._song, self.path, self.how, remarks.append)
        except FormatError as error:
            # Only where there is such a label; once chosen, it can be taken back.
            self.cut.setVisible(isinstance(error, PastTheEndError) or self.cut.isChecked())
            self._show_outcome(None, in_own_words(error))
            return
        self.cut.setVisible(self.cut.isChecked())
        sung = total((region.start, region.end) for region in found.regions)
        text = self.tr("Sung: {0} of {1}, in regions: {2}. Checked: {3}.")
        text = text.format(clock(sung), clock(found.duration), len(found.regions), clock(total(found.checked)))
        said = [visible(f"{remark.rstrip('.')}.") for remark in remarks[:REMARKS_SHOWN]]
        self._show_outcome(found, "\n".join([text + self._loss(), *said]))

    def _loss(self) -> str:
        """What of a person's work the labels would take the place of; empty if there is none."""
        n_set = sum(region.source == "hand" for region in self._song.regions)
        if not n_set and not self._song.checked:
            return ""
        text = self.tr(
            " They take the place of what is there: %n regions set by hand, {0} checked. Undo brings it back.",
            "",
            n_set,
        )
        return text.format(clock(total(self._song.known)))

    def _judge_anew(self) -> None:
        """Read the labels as words of the song or not; what a person chose for a label stays."""
        self._words, self._meanings = (), {}
        self.refresh()

    def _show_outcome(self, annotation: SongAnnotation | None, text: str) -> None:
        self._annotation = annotation
        self.outcome.setText(text)
        self.import_button.setEnabled(annotation is not None)
        self.previewed.emit(annotation)

    # --- what is asked ---

    def _button_row(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.import_button = buttons.addButton(self.tr("Import"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.import_button.setProperty("role", "primary")
        if not self._song.touched:
            # The song was just opened, and goes on with what the model proposes.
            buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(self.tr("Without labels"))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons

    def _label_table(self) -> QTableWidget:
        table = QTableWidget(0, 3)
        table.setHorizontalHeaderLabels([self.tr("Label"), self.tr("How often"), self.tr("Means")])
        table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        table.horizontalHeader().resizeSection(2, 140)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(36)
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        table.setAccessibleName(self.tr("What the labels mean"))
        return table

    def _cells(self) -> QTableWidget:
        """Return the first lines of a table, with a choice above each column of what it is."""
        rows = self.survey.rows
        width = max((len(row) for row in rows), default=0)
        table = QTableWidget(len(rows) + 1, width)
        table.horizontalHeader().hide()
        table.verticalHeader().hide()
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        table.setAccessibleName(self.tr("First lines of the file"))
        given = self._first.columns or self.survey.columns
        for number in range(width):
            box = self._choice(
                (
                    (self.tr("Start"), "start"),
                    (self.tr("End"), "end"),
                    (self.tr("Duration"), "duration"),
                    (self.tr("Label"), "label"),
                    (self.tr("Confidence"), "confidence"),
                    (self.tr("Not used"), "-"),
                ),
                given[number] if number < len(given) and given[number] != "value" else "-",
            )
            self._columns.append(box)
            table.setCellWidget(0, number, box)
            for row, cells in enumerate(rows, start=1):
                if number < len(cells):
                    table.setItem(row, number, QTableWidgetItem(visible(cells[number])))
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.setMaximumHeight(200)
        return table

    def _tier_choice(self, form: QFormLayout) -> QComboBox | None:
        if self.survey.kind != "tiers":
            return None
        tiers = [(f"{number}  {visible(name)}", str(number)) for number, name in enumerate(self.survey.tiers, start=1)]
        box = self._choice(tiers, self._first.tier or "1")
        form.addRow(self.tr("Tier"), box)
        return box

    def _unit_choice(self, form: QFormLayout) -> QComboBox | None:
        if self.survey.kind != "table":
            return None
        units = ((self.tr("As the numbers suggest"), None), (self.tr("Seconds"), "s"), (self.tr("Milliseconds"), "ms"))
        box = self._choice(units, self._first.unit)
        form.addRow(self.tr("Times are"), box)
        return box

    def _choice(self, options: Sequence[tuple[str, object]], chosen: object) -> QComboBox:
        box = CalmList()
        for text, data in options:
            box.addItem(text, data)
        box.setCurrentIndex(max(0, box.findData(chosen)))
        box.currentIndexChanged.connect(lambda _: self.refresh())
        return box

    def _show_words(self, words: Sequence[tuple[str, int]]) -> None:
        """List the labels; those that were listed before keep their answers."""
        listed = tuple(word for word, _ in words if word.strip())[:MOST_WORDS]
        if listed == self._words:
            return
        counts = dict(words)
        how = replace(self._first, lyrics=self._lyrics.isChecked())
        self._words, self._meanings = listed, {}
        self._labels.setRowCount(len(listed))
        for row, word in enumerate(listed):
            known = how.judged(word)
            before = self._chosen.get(word) or (known if known != "unknown" else "")
            self._meanings[word] = self._choice(
                (
                    (self.tr("Choose…"), ""),
                    (self.tr("Sung"), "sung"),
                    (self.tr("Not sung"), "unsung"),
                    (self.tr("Ignore"), "ignored"),
                ),
                before,
            )
            self._meanings[word].currentIndexChanged.connect(
                lambda _, word=word, box=self._meanings[word]: self._chosen.update({word: box.currentData()})
            )
            self._labels.setItem(row, 0, QTableWidgetItem(visible(word)))
            count = QTableWidgetItem(str(counts[word]))
            count.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
            self._labels.setItem(row, 1, count)
            self._labels.setCellWidget(row, 2, self._meanings[word])
