"""Names, labels and cards that look like markup, keys or placeholders, in every widget that could take them for it."""

from __future__ import annotations

import dataclasses
import shutil
import sys
import unicodedata
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import Qt as QtText
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QMenu,
    QStatusBar,
    QTabBar,
    QTextBrowser,
    QWidget,
)

from svd_core.annotation.regions import Region
from svd_core.model import checkpoint
from svd_gui.errors import Problem
from svd_gui.style.plain_text import as_tip, in_title, short, without_keys

MARKUP = "<b>x<img src=x.png>&Quit[*]"
HOSTILE = f"{MARKUP}\u202egpj\x1b[31m\nsecond"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="such names cannot be given to files there")


def hidden(text: str) -> set[str]:
    """Characters that are not seen or steer others; line ends are a label's own."""
    kinds = ("Cc", "Cf", "Cs", "Zl", "Zp")
    return {letter for letter in text if unicodedata.category(letter) in kinds} - {"\n"}


def taken_for_markup(text: str) -> bool:
    return QtText.mightBeRichText(text) and ("<img" in text or "<b>x" in text)


def has_a_key(text: str) -> bool:
    """Whether "&" of a name would mark a key; one of the program's own text, before the name, may."""
    return "&" in text.partition("<img")[2].replace("&&", "")


def faults_of(widget: QWidget) -> list[str]:
    """What of a widget's texts is not shown letter by letter."""
    found = []
    texts = {"tip": widget.toolTip(), "title": widget.windowTitle(), "status": widget.statusTip()}
    found += [kind for kind, text in texts.items() if hidden(text)]
    found += ["tip is markup"] * (taken_for_markup(widget.toolTip()))
    found += ["title"] * (
        "<img" in widget.windowTitle() and widget.windowTitle().replace("[*][*]", "").count("[*]") > 1
    )
    match widget:
        case QLabel():
            rich = widget.textFormat() != Qt.TextFormat.PlainText and taken_for_markup(widget.text())
            found += ["label is markup"] * rich + ["label"] * bool(hidden(widget.text()))
        case QAbstractButton():
            found += ["button"] * (has_a_key(widget.text()) or bool(hidden(widget.text())))
        case QTabBar():
            found += ["tab"] * any(has_a_key(widget.tabText(index)) for index in range(widget.count()))
        case QTextBrowser():
            found += ["image in text"] * ("<img" in widget.toHtml()) + ["text"] * bool(
                hidden(widget.toPlainText()) - {"\ufffc"}
            )
        case QStatusBar():
            found += ["message"] * bool(hidden(widget.currentMessage()))
        case QAbstractItemView() if widget.model() is not None:
            found += faults_of_items(widget.model())
        case QComboBox():
            found += faults_of_items(widget.model())
    found += ["action"] * any(has_a_key(action.text()) or hidden(action.text()) for action in widget.actions())
    found += ["action's tip"] * any(taken_for_markup(action.toolTip()) for action in widget.actions())
    return [f"{type(widget).__name__}: {what}" for what in found]


def faults_of_items(model: QAbstractItemModel) -> list[str]:
    found = []
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            index = model.index(row, column)
            found += ["item"] * bool(hidden(str(index.data() or "")))
            found += ["item's tip"] * taken_for_markup(str(index.data(Qt.ItemDataRole.ToolTipRole) or ""))
    return found


def assert_letter_by_letter() -> None:
    widgets = [widget for top in QApplication.topLevelWidgets() for widget in (top, *top.findChildren(QWidget))]
    assert [fault for widget in widgets for fault in faults_of(widget)] == []


def shown_texts(window: QWidget) -> str:
    """The texts of all labels, to see that the hostile name is there at all."""
    return "\n".join(label.text() for label in window.findChildren(QLabel))


@pytest.fixture
def hostile_song(song: Path) -> Path:
    return Path(shutil.move(song, song.parent / f"{HOSTILE}.wav"))


@pytest.fixture
def hostile_model(model_file: Path, tmp_path: Path) -> Path:
    model = checkpoint.load(model_file)
    path = tmp_path / "model.safetensors"
    metadata = {"use": HOSTILE, HOSTILE: [HOSTILE, {"x": HOSTILE}]}
    checkpoint.save(path, dataclasses.replace(model, name=HOSTILE, metadata=metadata))
    return path


def test_a_song_a_model_and_labels_in_every_widget(window, qtbot, hostile_song: Path, hostile_model: Path):
    assert window.models.use(hostile_model)
    with qtbot.waitSignal(window.session.settled, timeout=60000):
        window.choice.choose(hostile_song)
    window.document.edit(f"Call it {HOSTILE}", (Region(1.0, 2.0, HOSTILE, "hand"),))
    assert_letter_by_letter()
    assert "<img" in shown_texts(window)
    assert "&&Quit" in window.actions_.undo.text()
    assert in_title(hostile_song.name) in window.windowTitle()
    window.choice.fill_recent(window.recent_menu, window.actions_)
    assert "&&Quit" in window.recent_menu.actions()[0].text()
    window.actions_.model_card.trigger()
    window.actions_.robustness_test.trigger()
    window.actions_.train.trigger()
    window.actions_.export.trigger()
    window.actions_.history.trigger()
    assert_letter_by_letter()
    window.notice.show_problem(Problem(f"Open {HOSTILE}", HOSTILE))
    window.status.show_message(HOSTILE)
    window.training_panel.show_started(HOSTILE)
    window.training_panel.show_idle(True, HOSTILE)
    window.welcome.set_opening(HOSTILE)
    window.welcome.set_recent((hostile_song,))
    window.grab()
    assert_letter_by_letter()
    for dialog in [widget for widget in QApplication.topLevelWidgets() if widget is not window]:
        if not isinstance(dialog, QMenu):
            dialog.close()


def test_a_file_that_cannot_be_opened_is_named_letter_by_letter(window, qtbot, tmp_path: Path):
    broken = tmp_path / f"{HOSTILE}.mp3"
    broken.write_bytes(b"no music")
    with qtbot.waitSignal(window.session.problem_found, timeout=60000):
        window.choice.choose(broken)
    assert "<img" in shown_texts(window)
    assert_letter_by_letter()


def test_long_names_are_cut_in_their_middle_and_whole_in_the_tip(window, qtbot, song: Path):
    long = Path(shutil.move(song, song.parent / f"{'The Very Long Title of a Song ' * 7}(live).wav"))
    with qtbot.waitSignal(window.session.settled, timeout=60000):
        window.choice.choose(long)
    label = window.status.song_label
    assert label.text() == long.name and label.toolTip() == long.name
    assert "…" in label.shown_text and label.width() <= 300
    assert window.width() <= 1400
    window.choice.fill_recent(window.recent_menu, window.actions_)
    (action, *_) = window.recent_menu.actions()
    assert len(action.text()) == 60 and action.text().endswith("(live).wav") and action.toolTip() == str(long)
    assert len(window.windowTitle()) < 150


@pytest.mark.parametrize(
    ("text", "tip"),
    [("a < b & c", "a < b & c"), ("<b>x</b>\ny", "<span>&lt;b&gt;x&lt;/b&gt;<br>y</span>"), ("a\x1bb", "a\\x1bb")],
)
def test_tips_are_escaped_only_where_they_would_be_markup(text: str, tip: str):
    assert as_tip(text) == tip


def test_names_for_menus_titles_and_sentences():
    assert without_keys("a & b") == "a && b"
    assert in_title("a[*]b") == "a[*][*]b"
    assert short("x" * 100) == "x" * 39 + "…" + "x" * 20
    assert short("x" * 60) == "x" * 60
