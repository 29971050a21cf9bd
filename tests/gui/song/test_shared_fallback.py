"""Several windows on one song whose folder cannot be written."""

from __future__ import annotations

from svd_core.annotation import annotation_file
from svd_core.annotation.journal.places import Places


def test_a_second_window_follows_in_the_fallback_folder_and_takes_over_there(windows, places: Places):
    places.own.parent.rmdir()  # nothing can be written beside the song, neither journal nor lock
    first, second = windows(), windows()
    assert first.document.journal.lock.me.host in second.bar.text and second.answers() == []
    first.edit((10, 20))
    assert places.fallback.is_file()
    second.watch_until(lambda: second.extents == [(10, 20)])
    first.edit((10, 20), (30, 40))
    second.watch_until(lambda: second.extents == [(10, 20), (30, 40)])
    second.edit((1, 2))
    assert second.refused and len(second.extents) == 2
    first.edit((10, 25), text="Move edge")
    first.close()
    second.watch_until(lambda: second.answers() == ["Edit Here"])
    second.answer("Edit Here")
    assert second.extents == [(10, 25)] and second.document.undo_stack.undoText() == "Move edge"
    second.edit((10, 26))
    assert annotation_file.load(places.fallback).regions == second.document.regions


def test_a_second_window_follows_when_the_folder_can_be_written_no_longer_and_again(windows, places: Places):
    first, second = windows(), windows()
    first.edit((10, 20))
    second.watch_until(lambda: second.extents == [(10, 20)])
    away = places.own.parent.with_name("away")
    places.own.parent.rename(away)
    first.edit((10, 21))
    second.watch_until(lambda: second.extents == [(10, 21)])
    away.rename(places.own.parent)
    first.edit((10, 22))
    assert not places.fallback.exists()
    second.watch_until(lambda: second.extents == [(10, 22)])
