"""The dialogs that fill short gaps and delete short regions."""

from __future__ import annotations

import pytest

from svd_core.annotation.regions import Region
from svd_gui.dialogs.short_stretches_dialog import ShortStretchesDialog

HAND = (Region(1.0, 2.0, source="hand"), Region(2.2, 3.0, source="hand"), Region(3.1, 3.2, source="hand"))


@pytest.fixture
def opened(opened):
    opened.document.edit("Start", HAND)
    opened.document.mark_unchecked("Start", ((0.0, 8.0),))
    return opened


def dialog(window) -> ShortStretchesDialog:
    (found,) = [child for child in window.findChildren(ShortStretchesDialog) if child.isVisible()]
    return found


def test_gaps_are_counted_shown_and_filled_in_one_step(opened):
    steps = opened.document.undo_stack.count()
    opened.actions_.fill_gaps.trigger()
    asked = dialog(opened)
    assert asked.count.text() == "2 found" and opened.timeline.content.preview.regions[0].end == 3.2
    asked.seconds.setValue(0.15)
    assert asked.count.text() == "1 found"
    asked.accept()
    assert [(r.start, r.end) for r in opened.document.regions] == [(1.0, 2.0), (2.2, 3.2)]
    assert opened.timeline.content.preview is None and opened.document.undo_stack.count() == steps + 1
    opened.actions_.undo.trigger()
    assert opened.document.regions == HAND


def test_gaps_that_a_person_checked_stay_and_are_counted(opened):
    opened.document.mark_checked("Check", ((1.9, 2.3),))
    opened.actions_.fill_gaps.trigger()
    asked = dialog(opened)
    assert asked.count.text() == "1 found  ·  one in checked time stays as it is"
    asked.accept()
    assert [(r.start, r.end) for r in opened.document.regions] == [(1.0, 2.0), (2.2, 3.2)]


def test_short_regions_of_the_selection_are_deleted_and_cancel_leaves_all(opened):
    opened.timeline.selection.select_many((1, 2))
    opened.actions_.delete_short.trigger()
    asked = dialog(opened)
    asked.seconds.setValue(2.0)
    assert asked.scope.currentText() == "The selection" and asked.count.text() == "2 found"
    asked.reject()
    assert opened.document.regions == HAND and opened.timeline.content.preview is None
    opened.actions_.delete_short.trigger()
    asked = dialog(opened)
    asked.seconds.setValue(0.5)
    asked.accept()
    assert opened.document.regions == HAND[:2]


def test_nothing_found_is_said_and_cannot_be_confirmed(opened):
    opened.actions_.delete_short.trigger()
    asked = dialog(opened)
    asked.seconds.setValue(0.01)
    assert asked.count.text() == "None found" and not asked.buttons.button(asked.buttons.StandardButton.Ok).isEnabled()
    asked.reject()
