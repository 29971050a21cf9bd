"""The dialogs “About SVD Studio” and “About This Model”."""

from __future__ import annotations

import html
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from svd_core.files.visible_text import visible
from svd_core.model.card import Card
from svd_core.model.provenance import program_version
from svd_core.model.score_text import UNDEFINED
from svd_gui.dialogs.decision_words import decision_in_words
from svd_gui.style.icons import pixmap
from svd_gui.style.plain_text import PlainLabel, in_title


def _add_close_button(dialog: QDialog, column: QVBoxLayout) -> None:
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    column.addWidget(buttons)


SHOWN_FIRST = ("use", "held_out_scores", "scores", "kept_aside", "sources")
"""Metadata of a model that are shown first; how it was made follows."""


class AboutDialog(QDialog):
    """Name, version and purpose of the program, and the paper it implements."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About SVD Studio"))
        column = QVBoxLayout(self)
        column.setContentsMargins(34, 28, 34, 18)
        column.setSpacing(8)
        picture = PlainLabel(alignment=Qt.AlignmentFlag.AlignHCenter)
        picture.setPixmap(pixmap("app", "", 72, self.devicePixelRatioF()))
        column.addWidget(picture)
        for text, role in (
            ("SVD Studio", "title"),
            (self.tr("Version {0}").format(program_version()), "muted"),
            (self.tr("Finds the singing in songs, lets you correct it, and learns from your corrections."), ""),
            (self.tr("After J. Schlüter and T. Grill, “Exploring Data Augmentation for Improved\n"
                     "Singing Voice Detection with Neural Networks”, ISMIR 2015."), "small"),
        ):  # fmt: skip
            label = PlainLabel(text, alignment=Qt.AlignmentFlag.AlignHCenter)
            label.setProperty("role", role)
            column.addWidget(label)
        column.addSpacing(8)
        _add_close_button(self, column)


class ModelCardDialog(QDialog):
    """A model's card: its file, network and how it decides by default, then the metadata in it."""

    def __init__(self, card: Card, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Model “{0}”").format(in_title(card.name)))
        self.resize(620, 560)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        text = QTextBrowser()
        text.setOpenExternalLinks(True)
        text.setHtml(self._text(card))
        column.addWidget(text)
        _add_close_button(self, column)

    def _text(self, card: Card) -> str:
        ensemble = self.tr("{0} × {1}, averaged").format(card.n_networks, card.network.architecture)
        facts = {
            self.tr("File"): visible(str(card.path)),
            self.tr("Network"): ensemble if card.n_networks > 1 else card.network.architecture,
            self.tr("Decides by default"): list(decision_in_words(card.postprocessing, card.features)),
            self.tr("Key"): card.key[:16],
        }
        first = {name: card.metadata[name] for name in SHOWN_FIRST if name in card.metadata}
        metadata = first | {name: value for name, value in card.metadata.items() if name not in first}
        # Late: it reads data sets, which the window does not at its start.
        from svd_core.data.learned_from import FIELD as LEARNED_FROM
        from svd_core.data.learned_from import recorded

        if LEARNED_FROM in metadata:
            metadata[LEARNED_FROM] = [
                " – ".join(filter(None, (song.artist, song.name))) for song in recorded(card.metadata)
            ]
        title = html.escape(visible(card.name))
        return f"<h3>{title}</h3>" + _table(facts) + (f"<p></p>{_as_html(metadata)}" if metadata else "")


def _as_html(value: Any, depth: int = 0) -> str:
    """Return a JSON value as HTML; its texts, which come from a file, are escaped."""
    if isinstance(value, dict) and depth < 4:
        return _table({_heading(str(key)): part for key, part in value.items()}, depth + 1)
    if isinstance(value, list) and depth < 4:
        return "<br>".join(_as_html(part, depth + 1) for part in value[:200])
    if isinstance(value, float):
        return f"{value:.5g}"
    return html.escape(UNDEFINED if value is None else visible(str(value)))


def _heading(key: str) -> str:
    text = key.replace("_", " ")
    return text[:1].upper() + text[1:]


def _table(facts: dict[str, Any], depth: int = 0) -> str:
    rows = "".join(
        f"<tr><td style='padding: 2px 14px 2px 0'><b>{html.escape(visible(name))}</b></td>"
        f"<td style='padding: 2px 0'>{_as_html(value, depth)}</td></tr>"
        for name, value in facts.items()
    )
    return f"<table>{rows}</table>"
