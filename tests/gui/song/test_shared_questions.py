"""Questions about a song follow each other until all are answered, whichever comes first."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, replace

from svd_core.annotation import annotation_file
from svd_core.annotation.journal.changes import sound_of
from svd_core.annotation.journal.opening import look_up
from svd_core.annotation.journal.places import Places
from svd_core.annotation.song_annotation import SongAnnotation
from svd_core.files.owner_lock import OwnerLock
from svd_gui.song import shared_song
from svd_gui.song.document import Document
from tests.gui.song.windows import BLANK, Window, hand

OTHER = SongAnnotation(BLANK.song, "9" * 64, 90.0)


def open_other(window: Window) -> None:
    """The song was replaced by another sound under its name."""
    found = look_up(window.places, OTHER)
    window.document.open(found, sound_of(OTHER))
    window.shared.open(found, sound_of(OTHER))


def asks_about_the_sound(window: Window) -> bool:
    """Whether nothing can be edited before it is said whether the regions belong to this sound."""
    before = window.extents, window.places.own.read_bytes()
    window.edit((1, 2))
    window.document.mark_checked("Mark as checked", ((0.0, 90.0),))
    return window.answers() == ["Keep the Regions", "Start Anew"] and before == (
        window.extents,
        window.places.own.read_bytes(),
    )


def edit_in_the_fallback_folder(places: Places, *extents: tuple[float, float]) -> None:
    elsewhere = Places(places.fallback, places.fallback.with_name("none"), places.snapshots)
    document = Document()
    document.open(look_up(elsewhere, BLANK))
    document.edit("Away", hand(*extents))
    document.close()


def test_whoever_takes_over_is_asked_about_another_sound_and_then_about_a_copy(
    windows: Callable[[], Window], places: Places
):
    first = windows()
    first.edit((10, 20))
    edit_in_the_fallback_folder(places, (30, 40))
    second = windows()
    second.close()
    open_other(second)
    assert second.answers() == []
    first.close()
    second.watch_until(lambda: second.answers() == ["Edit Here"])
    second.answer("Edit Here")
    assert asks_about_the_sound(second)
    second.answer("Keep the Regions")
    assert str(places.fallback) in second.bar.text and "Not Now" in second.answers()
    second.answer("Not Now")
    assert second.bar.isHidden()
    second.edit((10, 21))
    assert annotation_file.load(places.own).song_key == OTHER.song_key


def test_going_on_from_a_damaged_journal_still_asks_about_another_sound_and_a_copy(
    windows: Callable[[], Window], places: Places
):
    window = windows()
    window.edit((10, 20))
    window.close()
    edit_in_the_fallback_folder(places, (30, 40))
    places.own.write_bytes(places.own.read_bytes() + b"rubbish\n")
    open_other(window)
    assert window.answers() == ["Keep It and Go On from Here"]
    window.answer("Keep It and Go On from Here")
    assert asks_about_the_sound(window)
    window.answer("Keep the Regions")
    assert str(places.fallback) in window.bar.text
    window.answer("Use That Copy")
    assert window.extents == [(30, 40)] and window.bar.isHidden()


def test_a_damaged_journal_that_somebody_else_has_open_stays_as_it_is(windows: Callable[[], Window], places: Places):
    window = windows()
    window.edit((10, 20))
    window.close()
    places.own.write_bytes(places.own.read_bytes() + b"rubbish\n")
    window.open()
    lock = OwnerLock(window.document.journal.lock.path)
    assert lock.acquire() is None
    before = places.own.read_bytes()
    window.answer("Keep It and Go On from Here")
    assert places.own.read_bytes() == before and lock.me.host in window.bar.text
    lock.release()
    window.watch_until(lambda: window.answers() == ["Edit Here"])
    window.answer("Edit Here")
    window.answer("Keep It and Go On from Here")
    window.edit((10, 21))
    assert annotation_file.load(places.own).regions == window.document.regions


def test_a_conflict_answered_brings_the_question_about_the_sound_back(windows: Callable[[], Window], places: Places):
    window = windows()
    window.edit((10, 20))
    window.close()
    open_other(window)
    places.own.unlink()
    window.watch_until(lambda: window.answers() == ["Write It Again"])
    window.answer("Write It Again")
    assert asks_about_the_sound(window)


def test_the_regions_of_a_song_tagged_anew_are_offered_from_the_fallback_folder(
    windows: Callable[[], Window], places: Places
):
    edit_in_the_fallback_folder(places, (30, 40))
    tagged = SongAnnotation(BLANK.song, "8" * 64, 99.5)
    window = windows()
    window.close()
    window.places = Places.of(places.own.with_name(BLANK.song), tagged.song_key, places.fallback.parent)
    found = look_up(window.places, tagged)
    window.document.open(found, sound_of(tagged))
    window.shared.open(found, sound_of(tagged))
    assert "made for another sound" in window.bar.text and window.extents == []
    window.answer("Use That Copy")
    assert window.extents == [(30, 40)]
    assert annotation_file.load(places.own).song_key == tagged.song_key and places.fallback.exists()


def test_edits_that_are_saved_nowhere_outlast_losing_the_lock_and_taking_it_again(
    windows: Callable[[], Window], places: Places, monkeypatch
):
    monkeypatch.setattr(shared_song, "BEAT_SECONDS", -1.0)
    window = windows()
    window.edit((10, 20))
    places.fallback.parent.write_text("not a folder")
    places.own.write_bytes(places.own.read_bytes().replace(b'"Edit"', b'"edit"'))
    window.edit((10, 25))
    assert "not saved yet" in window.bar.text and window.document.unsaved_cause
    lock = window.document.journal.lock
    lock.path.write_text(json.dumps(asdict(replace(lock.me, user="ann", host="another-computer", token="hers"))))
    window.watch_until(lambda: "ann on another-computer" in window.bar.text)
    found = window.document.journal.read_all()
    window.shared._follow(window.document.journal, found)
    assert window.extents == [(10, 25)]
    lock.path.unlink()
    window.watch_until(lambda: window.answers() == ["Edit Here"])
    window.answer("Edit Here")
    assert window.extents == [(10, 25)]
    window.watch_until(lambda: "Keep Mine as a Copy" in window.answers())
    window.answer("Keep Mine as a Copy")
    assert window.extents == [(10, 20)] and not window.document.unsaved_cause
    (copy,) = places.own.parent.glob("*.mine-*")
    assert [(region.start, region.end) for region in annotation_file.load(copy).regions] == [(10, 25)]
