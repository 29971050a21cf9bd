"""Everything can be reached by keyboard, has a name for screen readers, and is safe from a passing wheel."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QDialog,
    QLabel,
    QPushButton,
    QToolButton,
    QWidget,
)

from svd_gui.playback.transport_bar import TransportBar
from svd_gui.style import calm_controls
from svd_gui.training.augmentations_dialog import AugmentationsDialog
from svd_gui.window.preferences.dialog import PreferencesDialog

pytestmark = pytest.mark.one_window

CODE = Path(__file__).parents[3] / "svd_gui"
WHEELED = {"QComboBox", "QSpinBox", "QDoubleSpinBox", "QSlider", "QDial"}


def nameless(top: QWidget) -> list[str]:
    """What takes the focus in a window without a name for screen readers."""
    found = []
    for widget in [top, *top.findChildren(QWidget)]:
        inner = isinstance(widget.parentWidget(), QAbstractScrollArea) or widget.focusProxy() is not None
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or widget.window() is not top.window() or inner:
            continue
        if widget.objectName().startswith("qt_") or type(widget.parentWidget()).__name__ in ("CalmList", "CalmNumber"):
            continue
        if isinstance(widget, QLabel) and not widget.text():
            continue  # Only its text can be selected, and there is none.
        named = widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text())
        interface = QAccessible.queryAccessibleInterface(widget)
        if not named and not (interface and interface.text(QAccessible.Text.Name).strip()):
            found.append(f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}")
    return found


def test_everything_that_takes_the_focus_in_the_window_has_a_name(window, qtbot, song: Path):
    with qtbot.waitSignal(window.session.settled, timeout=60000):
        window.choice.choose(song)
    window.actions_.region_table.trigger()
    assert nameless(window) == []


@pytest.mark.parametrize(
    "name", ["preferences", "find_action", "shortcuts", "train", "about", "surrounding", "annotator"]
)
def test_everything_that_takes_the_focus_in_a_dialog_has_a_name(window, name: str):
    getattr(window.actions_, name).trigger()
    dialogs = [dialog for dialog in window.findChildren(QDialog) if dialog.isVisible()]
    assert dialogs and [nameless(dialog) for dialog in dialogs] == [[]] * len(dialogs)


def test_f6_goes_round_all_panels_and_back_to_where_the_focus_was(window, qtbot, song: Path):
    with qtbot.waitSignal(window.session.settled, timeout=60000):
        window.choice.choose(song)
    window.activateWindow()
    window.timeline.setFocus()
    seen = []
    for _ in range(12):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
        seen.append(QApplication.focusWidget())
        if seen[-1] is window.timeline:
            break
    assert seen[-1] is window.timeline
    for panel in (window.postprocessing_panel, window.training_panel, window.spectrogram_panel, window.transport):
        assert any(panel.isAncestorOf(widget) for widget in seen)
    QTest.keyClick(window.timeline, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is seen[-2]


def test_f6_comes_to_a_control_and_not_to_the_link_that_resets_them(window, qtbot, song: Path):
    with qtbot.waitSignal(window.session.settled, timeout=60000):
        window.choice.choose(song)
    for panel in (window.postprocessing_panel, window.spectrogram_panel):
        window.timeline.setFocus()
        while not panel.isAncestorOf(QApplication.focusWidget()):
            window.actions_.next_panel.trigger()
        assert QApplication.focusWidget().property("role") != "link"


@pytest.mark.own_window
def test_a_link_that_has_the_focus_shows_it(window):
    (link, *_) = [one for one in window.spectrogram_panel.findChildren(QPushButton) if one.property("role") == "link"]
    window.side.show()
    link.setEnabled(True)
    link.setFocus()
    assert QApplication.focusWidget() is link
    picture = link.grab().toImage()
    ring = picture.pixelColor(picture.width() // 2, 0)
    assert ring == window.timeline.theme.accent


def test_no_part_of_the_window_is_made_of_controls_that_a_passing_wheel_changes():
    calls = [
        (path.name, node.func.id)
        for path in CODE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]
    assert [call for call in calls if call[1] in WHEELED] == []


@pytest.mark.parametrize("control", [calm_controls.CalmSlider, calm_controls.CalmNumber, calm_controls.CalmCount])
def test_the_wheel_changes_a_number_only_with_the_focus(qtbot, control):
    box = control()
    box.setRange(0, 100)
    box.setValue(50)
    assert not turned(qtbot, box)
    assert box.value() == 50
    box.setFocus()
    qtbot.waitUntil(box.hasFocus)
    turned(qtbot, box)
    assert box.value() != 50


def test_the_wheel_changes_a_list_only_with_the_focus(qtbot):
    box = calm_controls.CalmList()
    box.addItems(["a", "b", "c"])
    assert not turned(qtbot, box)
    assert box.currentText() == "a"
    box.setFocus()
    qtbot.waitUntil(box.hasFocus)
    turned(qtbot, box)
    assert box.currentText() == "b"


def turned(qtbot, widget: QWidget) -> bool:
    """Turn the wheel over a widget in a window that has another one to focus; returns whether the widget took it."""
    if widget.parentWidget() is None:
        top, other = QWidget(), calm_controls.CalmSlider()
        other.setParent(top)
        widget.setParent(top)
        widget.top = top
        qtbot.addWidget(top)
        top.show()
        qtbot.waitExposed(top)
        top.activateWindow()
        qtbot.waitUntil(top.isActiveWindow)
        widget.show()
        other.setFocus()
    assert widget.focusPolicy() & Qt.FocusPolicy.WheelFocus != Qt.FocusPolicy.WheelFocus
    place = QPointF(widget.rect().center())
    event = QWheelEvent(place, widget.mapToGlobal(place), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
                        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
    event.ignore()
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def test_with_the_list_of_a_folder_the_window_fits_a_small_screen_and_plays(window, qtbot, song: Path):
    with qtbot.waitSignal(window.session.song_opened, timeout=60000):
        window.choice.choose(song)
    window.songs.open_folder(song.parent)
    for width, shown in ((1000, False), (1800, True)):
        least = window.minimumSizeHint()
        assert least.width() <= 1000 and least.height() <= 560
        window.resize(width, 560)
        qtbot.waitUntil(lambda width=width: window.width() == width)
        buttons = {one.defaultAction(): one for one in window.transport.findChildren(QToolButton)}
        actions = window.actions_
        assert buttons[actions.zoom_in].isVisible() is shown
        for action in (actions.play, actions.loop, actions.side_panel):
            place = buttons[action].geometry()
            assert buttons[action].isVisible() and window.transport.rect().contains(place)


@pytest.mark.own_window  # A second bar takes Undo and Redo along when it goes.
def test_how_the_view_follows_is_read_whole_or_left_to_the_menu(window, qtbot):
    bar = TransportBar(window.actions_)
    qtbot.addWidget(bar)
    (follow,) = bar.findChildren(calm_controls.CalmList)
    bar.set_duration(200.0)
    bar.show()
    widest = max(follow.fontMetrics().horizontalAdvance(follow.itemText(place)) for place in range(follow.count()))
    hidden = set()
    for width in range(440, 1000, 20):
        bar.resize(width, 45)
        QApplication.processEvents()
        hidden.add(follow.isHidden())
        assert follow.isHidden() or follow.width() >= widest + 20
    assert hidden == {True, False}


def test_a_window_with_a_song_fits_a_small_screen(window, qtbot, song: Path):
    with qtbot.waitSignal(window.session.settled, timeout=60000):
        window.choice.choose(song)
    least = window.minimumSizeHint()
    assert least.width() <= 1000 and least.height() <= 560
    window.actions_.preferences.trigger()
    dialog = window.findChild(PreferencesDialog)
    assert dialog.minimumSizeHint().width() <= 1000 and dialog.minimumSizeHint().height() <= 560


def test_tab_stays_in_a_song_that_has_no_regions_and_says_that_there_is_no_boundary(opened, qtbot):
    opened.document.edit("Delete all", ())
    with qtbot.waitSignal(opened.editing.keyboard.refused) as said:
        QTest.keyClick(opened.timeline, Qt.Key.Key_Tab)
    assert said.args == ["No boundary after the cursor"] and opened.timeline.hasFocus()


def test_the_widest_dialog_fits_into_a_small_window(opened):
    opened.resize(1000, 600)
    opened.actions_.augmentations.trigger()
    dialog = opened.findChild(AugmentationsDialog)
    assert dialog.width() <= 1000 and dialog.height() <= 600
    dialog.close()
