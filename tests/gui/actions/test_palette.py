"""The palette finds every action by some letters, does it, and says why it cannot be done."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from svd_gui.actions.actions import ActionRow, Actions, Situation
from svd_gui.actions.fuzzy import score
from svd_gui.actions.palette import ASIDE, NAME, CommandPalette
from svd_gui.actions.reasons import reason


@pytest.fixture
def palette(actions: Actions, qtbot) -> CommandPalette:
    now = Situation(song=True, editable=True)
    actions.refresh(now)
    palette = CommandPalette(actions, lambda name: reason(actions.rows[name], now))
    qtbot.addWidget(palette)
    palette.show()
    return palette


def names(palette: CommandPalette) -> list[str]:
    return [palette.list.item(row).data(NAME) for row in range(palette.list.count())]


def test_letters_count_more_at_the_start_of_words_and_in_a_row():
    assert score("spl", "Split Region") > score("spl", "Display of Places")
    assert score("mc", "Mark as Checked") is not None
    assert score("ope", "Open Song") > score("ope", "On Paper Exactly") > score("ope", "Slope")
    assert score("xy", "Split") is None
    assert score("pils", "Split") is None
    assert score("", "Split") == 0


def test_letters_scattered_over_a_name_do_not_fit():
    assert score("dark", "Edit: Mark as Checked") is None
    assert score("mc", "Commence") is None
    assert score("dark", "Theme: Dark") is not None


def test_all_actions_are_there_until_something_is_typed(palette: CommandPalette, actions: Actions):
    assert names(palette) == list(actions.rows)
    QTest.keyClicks(palette.field, "opso")
    assert names(palette)[0] == "open"
    QTest.keyClicks(palette.field, "qqq")
    assert names(palette) == [] and palette.nothing.isVisible()


def test_enter_does_what_is_chosen_and_closes(palette: CommandPalette, done: list[str]):
    QTest.keyClicks(palette.field, "save")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert done == ["save"] and not palette.isVisible()


def test_arrows_choose_while_letters_go_to_the_field(palette: CommandPalette, done: list[str]):
    QTest.keyClick(palette.field, Qt.Key.Key_Down)
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert done == ["save"]


def test_what_cannot_be_done_stays_undone_and_says_why(palette: CommandPalette, done: list[str]):
    QTest.keyClicks(palette.field, "split")
    assert palette.list.item(0).data(ASIDE) == "The song has no regions"
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert done == [] and palette.isVisible()


def test_what_can_be_done_comes_before_what_fits_better_and_cannot(actions: Actions, done: list[str], qtbot):
    actions.refresh(Situation(song=True, editable=True, regions=True))
    actions.save.setEnabled(False)
    palette = CommandPalette(actions, lambda _: "")
    qtbot.addWidget(palette)
    QTest.keyClicks(palette.field, "s")
    assert names(palette).index("split") < names(palette).index("save")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert done == ["open"], "the best of those that can be done"


def test_keys_are_shown_beside_what_can_be_done(palette: CommandPalette):
    QTest.keyClicks(palette.field, "save")
    assert palette.list.item(0).data(ASIDE) == "Ctrl+S"


@pytest.mark.parametrize(
    ("enabled", "now", "expected"),
    [
        (lambda now: now.song, Situation(), "No song is open"),
        (lambda now: now.editable and now.selected, Situation(), "No song is open"),
        (lambda now: now.editable, Situation(song=True), "The song's annotation cannot be changed here"),
        (lambda now: now.audible, Situation(song=True, no_sound_reason="No device"), "No device"),
        (lambda now: now.comparing and now.difference, Situation(song=True), "The song is compared with nothing"),
        (lambda now: now.difference, Situation(song=True, comparing=True), "No differences are left"),
        (lambda now: not now.training, Situation(training=True), "A training is running"),
        (lambda now: now.training, Situation(), "No training is running"),
        (lambda now: False, Situation(), ""),
        (lambda now: True, Situation(), ""),
    ],
)
def test_reasons_follow_from_the_conditions_themselves(enabled, now: Situation, expected: str):
    assert reason(ActionRow("x", "X", enabled=enabled), now) == expected
