"""The rows of the list of models."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDateTime, QLocale, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QWidget

from svd_core.files.visible_text import visible
from svd_core.model.card import Card, learned_songs
from svd_core.model.model_folder import Entry
from svd_gui.models.measurements import Measurements
from svd_gui.models.measuring import Measured
from svd_gui.style.tables import NO_INDEX, Index, TitledTable

COLUMNS = ("name", "made", "start", "songs", "used", "error", "auroc")


class ModelTable(TitledTable):
    """One row a model; the one in use is in bold."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entries: tuple[Entry, ...] = ()
        self._in_use: Path | None = None
        self._used: Mapping[str, float] = {}
        self._measured: Mapping[str, Measured] = {}
        self._titles = (
            self.tr("Name"), self.tr("Made"), self.tr("Started from"), self.tr("Songs learned from"),
            self.tr("Used last"), self.tr("Error"), self.tr("AUROC"),
        )  # fmt: skip

    def show_entries(self, entries: Sequence[Entry], in_use: Path | None, used: Mapping[str, float]) -> None:
        """Show these models; `used` has when each path was used last, in seconds since 1970."""
        self.beginResetModel()
        self.entries, self._in_use, self._used = tuple(entries), in_use, used
        self.endResetModel()

    def show_measured(self, measurements: Measurements) -> None:
        """Show these errors in place of those before."""
        self._measured = measurements.models
        if self.entries:
            self.dataChanged.emit(
                self.index(0, COLUMNS.index("error")), self.index(len(self.entries) - 1, len(COLUMNS) - 1)
            )

    def row_of(self, path: Path | None) -> int:
        """The row of a model, -1 if it is not here."""
        return next((row for row, entry in enumerate(self.entries) if entry.path == path), -1)

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry, column = self.entries[index.row()], COLUMNS[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(entry, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(entry, column)
        if role == Qt.ItemDataRole.FontRole and entry.path == self._in_use:
            font = QFont()
            font.setBold(True)
            return font
        if role == Qt.ItemDataRole.TextAlignmentRole and column in ("songs", "error", "auroc"):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def _text(self, entry: Entry, column: str) -> str:
        card, locale = entry.card, QLocale()
        if column == "name":
            return visible(entry.name)
        if column == "made":
            return self.tr("comes with the program") if entry.shipped else self._made(entry)
        if column == "used":
            return self._last_use(entry)
        if card is None:
            return self.tr("cannot be used") if column == "start" else ""
        if column == "start":
            return visible(_parent(card)) or self.tr("scratch")
        if column == "songs":
            return locale.toString(len(learned_songs(card.metadata)))
        measured = self._measured.get(card.key)
        if measured is None:
            return ""
        if column == "auroc":
            return "" if measured.auroc is None else locale.toString(measured.auroc, "f", 3)
        return self._error(measured)

    def _last_use(self, entry: Entry) -> str:
        if entry.path == self._in_use:
            return self.tr("in use")
        if entry.rejected:
            return self.tr("rejected")
        when = self._used.get(str(entry.path))
        return _moment(when) if when else ""

    def _made(self, entry: Entry) -> str:
        unfinished = updates_of_unfinished(entry)
        if unfinished is not None:
            return self.tr("unfinished: {0} of {1} updates").format(*unfinished)
        return _moment(entry.changed)

    def _error(self, measured: Measured) -> str:
        locale = QLocale()
        text = locale.toString(100 * measured.error, "f", 1) + " %"
        if measured.interval is not None:
            low, high = (locale.toString(100 * value, "f", 1) for value in measured.interval)
            text += f" [{low} – {high}]"
        return text + (" *" if measured.known or measured.known_artists else "")

    def _leaks(self, measured: Measured) -> str:
        """What makes an error smaller than it will be on other music."""
        songs, artists, texts = measured.known, measured.known_artists, []
        if songs:
            texts.append(self.tr("* It learned from %n of these songs: on new ones it will do worse", "", songs))
        if artists:
            texts.append(self.tr("* It learned from other songs by the artists of %n of these songs", "", artists))
        return "\n".join(texts)

    def _tip(self, entry: Entry, column: str) -> str | None:
        if entry.problem:
            return visible(entry.problem)
        measured = self._measured.get(entry.card.key) if entry.card else None
        if column == "error" and measured is not None and (tip := self._leaks(measured)):
            return tip
        if column == "used" and entry.rejected:
            return self.tr(
                "It was worse than the model in use, which stayed; it has no say in the queue until it is used"
            )
        return visible(str(entry.path)) if column == "name" else None


def updates_of_unfinished(entry: Entry) -> tuple[int, int] | None:
    """How many updates of how many an unfinished training has made; None where it is done, or not known."""
    schedule = entry.card.metadata.get("schedule") if entry.card else None
    wanted = schedule.get("updates") if isinstance(schedule, Mapping) else None
    done = entry.card.metadata.get("updates_done") if entry.card else None
    return (done, wanted) if isinstance(wanted, int) and isinstance(done, int) and done < wanted else None


def _parent(card: Card) -> str:
    """The name of the model that a training went on from, "" if it began from scratch."""
    parent = card.metadata.get("started_from")
    name = parent.get("name") if isinstance(parent, Mapping) else None
    return name if isinstance(name, str) else ""


def _moment(seconds: float) -> str:
    when = QDateTime.fromSecsSinceEpoch(int(seconds))
    return QLocale().toString(when, QLocale.FormatType.ShortFormat)
