"""Every dialog fits a small screen, in every language: it can be made so small, and does not open larger."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QDialog

from svd_core.annotation.formats.label_rows import HowToRead
from svd_core.annotation.label_survey import survey_labels
from svd_gui.library.batch_dialogs import ExportAllDialog, ImportAllDialog
from svd_gui.library.changes_dialog import ChangesDialog
from svd_gui.song.label_import_dialog import LabelImportDialog

CODE = Path(__file__).parents[3] / "svd_gui"
LARGEST_LEAST, WINDOW = QSize(1000, 560), QSize(1000, 600)
"""How large the smallest size of a dialog may be, and the window beside which each is opened."""
LONGEST_WORDS = ("de", "fr")
"""Of the window's languages those in which its dialogs are largest, one in the one, another in the other."""
OPENED_BY_ACTIONS = (
    "preferences", "change_shortcuts", "find_action", "shortcuts", "about", "history", "labels", "fill_gaps",
    "delete_short", "export", "export_picture", "export_data_set", "song_facts", "train", "augmentations",
    "robustness_test", "models", "model_card", "surrounding", "annotator",
)  # fmt: skip


def opened_dialogs(window, labels: Path) -> Iterator[QDialog]:
    """Each dialog of the program in turn, as it is opened with a song."""
    for name in OPENED_BY_ACTIONS:
        getattr(window.actions_, name).trigger()
        dialogs = [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]
        assert len(dialogs) == 1, name
        yield dialogs[0]
    annotation = window.document.annotation
    for dialog in (
        LabelImportDialog(survey_labels(labels), annotation, HowToRead(), window),
        ExportAllDialog(12, "lab", window), ImportAllDialog(12, window), ChangesDialog(window),
    ):  # fmt: skip
        dialog.show()
        yield dialog


@pytest.mark.parametrize("language", LONGEST_WORDS)
def test_every_dialog_can_be_small_and_opens_no_larger_than_a_small_window(
    language: str, speaking, request, tmp_path: Path
):
    speaking(language)
    window = request.getfixturevalue("opened")
    window.resize(WINDOW)
    labels = tmp_path / "labels.txt"
    labels.write_text("0\t5\t2.0\tverse\n2.3\t5\t4.9\tsolo\n8\t5\t2\tinstrumental\n")
    too_large, kinds = [], set()
    for dialog in opened_dialogs(window, labels):
        kinds.add(type(dialog).__name__)
        least = dialog.minimumSizeHint().expandedTo(dialog.minimumSize())
        for size, largest in ((least, LARGEST_LEAST), (dialog.size(), WINDOW)):
            if size.boundedTo(largest) != size:
                too_large.append((type(dialog).__name__, size.toTuple()))
        dialog.close()
    assert too_large == []
    assert own_dialogs() <= kinds, "a dialog that is not tried here"


def own_dialogs() -> set[str]:
    """The names of the program's dialogs that are no base of others."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in CODE.rglob("*.py"))
    bases = {name: set(re.findall(r"\w+", its)) for name, its in re.findall(r"^class (\w+)\(([^)]*)\)", text, re.M)}
    found = {"QDialog"}
    while new := {name for name, its in bases.items() if its & found} - found:
        found |= new
    return {name for name in found if not any(name in its for its in bases.values())} - {"QDialog"}
