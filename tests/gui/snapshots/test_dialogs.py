"""Pictures of the dialogs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel, QTabWidget

from svd_core.annotation import annotation_file
from svd_core.annotation.formats.label_rows import HowToRead
from svd_core.annotation.journal.places import snapshot_path_for
from svd_core.annotation.label_survey import survey_labels
from svd_core.annotation.regions import Region
from svd_core.annotation.song_annotation import SongAnnotation
from svd_core.files.storage import content_key
from svd_core.model.card import Card
from svd_gui.dialogs.about import AboutDialog, ModelCardDialog
from svd_gui.dialogs.export import ExportDialog
from svd_gui.dialogs.exports import Exports
from svd_gui.settings import Settings
from svd_gui.song.label_import_dialog import LabelImportDialog
from svd_gui.style.theme import Theme
from svd_gui.training.dialog import TrainingDialog
from svd_gui.training.robustness_dialog import RobustnessDialog
from svd_gui.training.song_table import SongTable
from tests.gui.snapshots.scenes import (
    TWO_LOOKS,
)


@pytest.mark.parametrize(("theme", "scale"), TWO_LOOKS)
@pytest.mark.parametrize("page", [0, 1])
def test_training_dialog(
    qtbot, styled, shown, compare, card: Card, tmp_path: Path, page: int, theme: Theme, scale: int
):
    styled(theme)
    settings = Settings(tmp_path / "settings.ini")
    for name in ("Album/One.flac", "Album/A long name of a song that does not fit into its column.flac", "Two.flac"):
        song = tmp_path / name
        song.parent.mkdir(exist_ok=True)
        song.write_text(name)
        regions = tuple(Region(start, start + 8, source="hand") for start in range(10, 200, 30))
        checked = ((0.0, 130.0),) if name[0] == "A" else ()
        annotation = SongAnnotation(song.name, content_key(song), 222.0, regions, checked=checked)
        annotation_file.save(snapshot_path_for(song), annotation)
        settings.add_corrected(song)
    settings.left_out = (tmp_path / "Two.flac",)
    dialog = TrainingDialog(settings, card, tmp_path, unfinished="mine" if page else "")
    qtbot.waitUntil(lambda: len(dialog.findChild(SongTable).coverages) == 2)
    qtbot.waitUntil(lambda: "…" not in dialog.findChild(SongTable).checked_texts)
    dialog.findChild(QTabWidget).setCurrentIndex(page)
    compare(shown(dialog, theme, scale, QSize(620, 560)), f"dialog-training-{page + 1}", theme, scale)


@pytest.mark.parametrize(("theme", "scale"), TWO_LOOKS)
def test_export_dialog(styled, shown, compare, tmp_path: Path, theme: Theme, scale: int):
    styled(theme)
    dialog = ExportDialog(Path("song.flac"), Exports(Settings(tmp_path / "settings.ini")))
    compare(shown(dialog, theme, scale, QSize(520, 320)), "dialog-export", theme, scale)


@pytest.mark.parametrize(("theme", "scale"), TWO_LOOKS)
def test_robustness_dialog(
    qtbot, styled, shown, compare, card: Card, tmp_path: Path, private_folders: Path, theme: Theme, scale: int
):
    styled(theme)
    dialog = RobustnessDialog(Settings(tmp_path / "settings.ini"), card)
    dialog.form.boxes["mp3"].setChecked(False)
    qtbot.waitUntil(lambda: bool(dialog.status.text()), timeout=20_000)
    compare(shown(dialog, theme, scale, QSize(760, 760)), "dialog-robustness", theme, scale)


@pytest.mark.parametrize(("theme", "scale"), TWO_LOOKS)
def test_about_dialog(styled, shown, compare, theme: Theme, scale: int):
    styled(theme)
    dialog = AboutDialog()
    version = next(label for label in dialog.findChildren(QLabel) if label.text().startswith("Version"))
    version.setText("Version 0")
    compare(shown(dialog, theme, scale, QSize(580, 330)), "dialog-about", theme, scale)


@pytest.mark.parametrize(("theme", "scale"), TWO_LOOKS)
def test_model_card(styled, shown, compare, card: Card, theme: Theme, scale: int):
    styled(theme)
    dialog = ModelCardDialog(replace(card, path=Path("single.safetensors")))
    compare(shown(dialog, theme, scale, QSize(480, 420)), "dialog-model-card", theme, scale)


@pytest.mark.parametrize(("theme", "scale"), TWO_LOOKS)
def test_label_import_dialog(styled, shown, compare, tmp_path: Path, theme: Theme, scale: int):
    styled(theme)
    labels = tmp_path / "song.lab"
    labels.write_text("0\t5\t2.0\tverse\n2.3\t5\t4.9\tsolo\n8\t5\t2\tinstrumental\n")
    dialog = LabelImportDialog(survey_labels(labels), SongAnnotation("s", "k", 60.0), HowToRead())
    box = dialog.meaning("verse")
    box.setCurrentIndex(box.findData("sung"))
    compare(shown(dialog, theme, scale, QSize(560, 480)), "dialog-label-import", theme, scale)
