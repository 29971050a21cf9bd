"""Several hands on one song: one edits, others read along, and nothing is overwritten or dropped without a question."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import NoReturn

import soundfile
from PySide6.QtCore import Qt

from svd_core.annotation import annotation_file
from svd_core.annotation.journal.changes import sound_of
from svd_core.annotation.journal.opening import look_up
from svd_core.annotation.journal.places import Places
from svd_core.annotation.journal.reading import read_journal
from svd_core.annotation.regions import Region
from svd_core.annotation.song_annotation import Proposal, SongAnnotation
from svd_core.config import PostprocessingConfig
from svd_gui.song import shared_song
from svd_gui.song.document import Document
from tests.gui.song.windows import BLANK, Window, hand

PROPOSAL = Proposal("m", "key", PostprocessingConfig(), (Region(80.0, 81.0, confidence=0.9),))


def test_the_second_window_only_reads_names_the_first_and_follows_it(windows):
    first, second = windows(), windows()
    assert first.bar.isHidden() and not first.document.read_only_reason
    assert first.document.journal.lock.me.host in second.bar.text and second.answers() == []
    second.edit((1, 2))
    assert second.document.regions == () and "open in another window" in second.refused[0]
    first.edit((10, 20))
    second.watch_until(lambda: second.extents == [(10, 20)])
    first.document.undo_stack.undo()
    second.watch_until(lambda: second.extents == [])
    assert not second.document.undo_stack.canUndo() and not second.document.undo_stack.canRedo()


def test_when_the_first_has_closed_the_second_takes_over_with_all_its_history(windows, places: Places):
    first, second = windows(), windows()
    first.edit((10, 20), text="Add region")
    first.close()
    second.watch_until(lambda: second.answers() == ["Edit Here"])
    assert second.document.read_only_reason, "not before a person wants it"
    second.answer("Edit Here")
    assert second.bar.isHidden() and second.extents == [(10, 20)]
    assert second.document.undo_stack.undoText() == "Add region"
    second.edit((10, 30))
    assert annotation_file.load(places.own).regions == second.document.regions


def test_a_second_window_shows_what_the_model_proposes_until_something_is_edited(windows, places: Places):
    first, second = windows(), windows()
    for window in (first, second):
        window.document.propose(PROPOSAL, "Detect singing")
    assert second.document.regions == PROPOSAL.regions and not places.own.exists()
    first.edit((10, 20))
    second.watch_until(lambda: second.extents == [(10, 20)])
    second.document.propose(PROPOSAL, "Detect singing")
    assert second.extents == [(10, 20)]


def test_a_window_that_was_held_to_be_gone_only_reads_from_then_on(windows, places: Places, monkeypatch):
    monkeypatch.setattr(shared_song, "BEAT_SECONDS", -1.0)
    window = windows()
    window.edit((10, 20))
    lock = window.document.journal.lock
    other = asdict(replace(lock.me, user="ann", host="another-computer", token="hers"))
    lock.path.write_text(json.dumps(other))
    window.watch_until(lambda: "ann on another-computer" in window.bar.text)
    window.edit((10, 21))
    assert window.refused and window.extents == [(10, 20)]
    lock.path.unlink()
    window.watch_until(lambda: window.answers() == ["Edit Here"])


def edit_elsewhere(places: Places, *extents: tuple[float, float]) -> None:
    """Edit as a program does that respects no lock, such as a synchronised folder that brings another's edits."""
    data = places.own.read_bytes()
    places.own.with_name("copy").write_bytes(data)
    copy = Places(places.own.with_name("copy"), places.fallback.with_name("nowhere"), places.snapshots)
    document = Document()
    document.open(look_up(copy, BLANK))
    document.edit("Theirs", hand(*extents))
    document.close()
    copy.own.replace(places.own)


def test_edits_that_do_not_touch_are_merged_when_a_person_says_so(windows, places: Places):
    window = windows()
    window.edit((10, 20), (50, 60))
    edit_elsewhere(places, (10, 20), (50, 70))
    theirs = places.own.read_bytes()
    window.edit((10, 25), (50, 60))
    assert places.own.read_bytes() == theirs, "asked first"
    assert window.answers() == ["Merge", "Use the Other", "Keep Mine as a Copy"]
    window.answer("Merge")
    assert window.extents == [(10, 25), (50, 70)] and window.bar.isHidden()
    assert annotation_file.load(places.own).regions == window.document.regions
    window.document.undo_stack.undo()
    assert window.extents == [(10, 20), (50, 70)]


def test_edits_that_touch_are_not_merged_and_mine_are_kept_as_a_copy(windows, places: Places):
    window = windows()
    window.edit((10, 20))
    edit_elsewhere(places, (10, 30))
    window.edit((10, 25))
    assert window.answers() == ["Use the Other", "Keep Mine as a Copy"]
    window.answer("Keep Mine as a Copy")
    assert window.extents == [(10, 30)]
    (copy,) = places.own.parent.glob("*.mine-*")
    assert [(r.start, r.end) for r in annotation_file.load(copy).regions] == [(10, 25)]
    window.edit((10, 31))
    assert annotation_file.load(places.own).regions == window.document.regions and window.bar.isHidden()


def test_a_change_by_others_is_noticed_without_an_edit_here(windows, places: Places):
    window = windows()
    window.edit((10, 20))
    edit_elsewhere(places, (10, 30))
    window.watch_until(lambda: not window.bar.isHidden())
    assert window.extents == [(10, 20)], "nothing changes without a question"
    window.answer("Use the Other")
    assert window.extents == [(10, 30)] and window.bar.isHidden()


def test_a_merge_offered_before_an_edit_that_touches_is_not_made_after_it(windows, places: Places):
    window = windows()
    window.edit((10, 20))
    edit_elsewhere(places, (10, 20), (50, 60))
    window.edit((10, 21))
    assert "Merge" in window.answers()
    window.edit((10, 21), (55, 58))
    window.answer("Merge")
    assert "touch" in window.bar.text and "Merge" not in window.answers()


def test_a_removed_journal_is_written_again_when_a_person_says_so(windows, places: Places):
    window = windows()
    window.edit((10, 20))
    places.own.unlink()
    window.watch_until(lambda: window.answers() == ["Write It Again"])
    window.answer("Write It Again")
    assert annotation_file.load(places.own).regions == window.document.regions


def test_a_file_of_others_that_cannot_be_read_is_kept_under_another_name(windows, places: Places):
    window = windows()
    window.edit((10, 20))
    places.own.write_bytes(b"<<<<<<< HEAD\n")
    window.edit((10, 21))
    window.answer("Write Mine Instead")
    assert annotation_file.load(places.own).regions == window.document.regions
    assert next(places.own.parent.glob("*.other-*")).read_bytes() == b"<<<<<<< HEAD\n"


def test_a_damaged_journal_is_for_reading_until_a_person_goes_on_from_there(windows, places: Places):
    window = windows()
    window.edit((10, 20))
    window.edit((10, 21))
    window.close()
    places.own.write_bytes(places.own.read_bytes() + b"rubbish\n")
    again = windows()
    assert "line 4" in again.bar.text and again.extents == [(10, 21)]
    again.edit((1, 2))
    assert again.refused and again.extents == [(10, 21)]
    again.answer("Keep It and Go On from Here")
    again.edit((10, 22))
    assert annotation_file.load(places.own).regions == again.document.regions
    assert len(list(places.own.parent.glob("*.damaged-*"))) == 1


def test_a_journal_of_a_later_version_is_for_reading_only(windows, places: Places):
    window = windows()
    window.edit((10, 20))
    window.close()
    later = places.own.read_bytes().replace(b'"version": 1', b'"version": 9', 1)
    places.own.write_bytes(later)
    again = windows()
    again.document.propose(PROPOSAL, "Detect singing")
    again.edit((1, 2))
    assert "update SVD Studio" in again.bar.text and again.answers() == [] and again.document.regions == ()
    assert places.own.read_bytes() == later


def other_sound(window: Window) -> SongAnnotation:
    """The blank annotation of another, shorter sound under the same name."""
    window.edit((10, 20), (50, 60))
    window.close()
    return SongAnnotation(BLANK.song, "9" * 64, 59.5)


def open_other(window: Window, places: Places, blank: SongAnnotation) -> None:
    found = look_up(places, blank)
    window.document.open(found, sound_of(blank))
    window.shared.open(found, sound_of(blank))


def test_another_sound_under_the_same_name_is_asked_about_and_may_keep_the_regions(windows, places: Places):
    blank = other_sound(windows())
    window = windows()
    open_other(window, places, blank)
    assert window.answers() == ["Keep the Regions", "Start Anew"]
    assert "1:40" in window.bar.text and "1:00" in window.bar.text
    window.edit((1, 2))
    assert window.refused and window.extents == [(10, 20), (50, 59.5)]
    window.answer("Keep the Regions")
    window.edit((10, 20))
    window.close()
    again = windows()
    open_other(again, places, blank)
    assert again.bar.isHidden() and again.extents == [(10, 20)]
    assert len(read_journal(places.own).history) == 3


def test_another_sound_under_the_same_name_may_start_anew(qtbot, windows, places: Places):
    blank = other_sound(windows())
    before = places.own.read_bytes()
    window = windows()
    open_other(window, places, blank)
    with qtbot.waitSignal(window.shared.reopen_requested):
        window.answer("Start Anew")
    open_other(window, places, blank)
    assert window.bar.isHidden() and window.document.regions == ()
    assert next(places.own.parent.glob("*.other-sound-*")).read_bytes() == before


def test_another_copy_is_offered_and_taken_as_an_edit(windows, places: Places):
    window = windows()
    window.edit((10, 20))
    window.close()
    annotation_file.save(places.snapshots[0], BLANK.edited(hand((1, 2))))
    kept = places.own.read_bytes()
    elsewhere = Places(places.fallback, places.fallback.with_name("none"), places.snapshots)
    other = Document()
    other.open(look_up(elsewhere, BLANK))
    other.edit("Away", hand((30, 40)))
    other.close()
    again = windows()
    assert again.extents == [(10, 20)] and str(places.fallback) in again.bar.text
    again.answer("Not Now")
    assert again.bar.isHidden() and places.own.read_bytes() == kept and places.fallback.exists()
    again.close()
    again = windows()
    again.answer("Use That Copy")
    assert again.extents == [(30, 40)]
    again.document.undo_stack.undo()
    assert again.extents == [(10, 20)]


def test_opening_the_same_song_once_more_is_no_second_window(windows, places: Places):
    window = windows()
    window.edit((10, 20))
    found = look_up(places, BLANK)
    window.edit((10, 21))
    window.document.open(found)
    window.shared.open(found, sound_of(BLANK))
    assert window.bar.isHidden() and window.extents == [(10, 21)], "also what was written after the look"
    window.edit((10, 22))
    assert annotation_file.load(places.own).regions == window.document.regions


def test_two_windows_on_one_real_song(qtbot, window, song: Path, private_folders: Path, model_file: Path):
    """The whole way: real windows, real song, the bar on screen."""
    from svd_gui.playback.output_device import NoSoundError
    from svd_gui.settings import Settings
    from svd_gui.window.main_window import MainWindow

    def no_device(*_: object) -> NoReturn:
        raise NoSoundError("no sound in tests")

    for each in (window, second := MainWindow(Settings(private_folders / "other.ini"), no_device)):
        if each is second:
            qtbot.addWidget(second)
            second.show()
            second.models.use(model_file)
        with qtbot.waitSignal(each.session.settled, timeout=60_000):
            each.choice.choose(song)
    assert second.question.isVisible() and not window.question.isVisible()
    assert not second.actions_.add_region.isEnabled() and window.actions_.add_region.isEnabled()
    assert second.document.regions == window.document.regions != ()
    sliders, before = second.postprocessing_panel.sliders, second.session.postprocessing
    sliders["threshold"].setValue(990)
    qtbot.waitUntil(lambda: sliders["threshold"].value() == round(1000 * before.threshold), timeout=10_000)
    assert second.session.postprocessing == before and second.timeline.content.preview is None
    window.document.edit("Clear", ())
    qtbot.waitUntil(lambda: second.document.regions == (), timeout=10_000)
    window.close()
    qtbot.waitUntil(lambda: len(second.question.buttons) == 1, timeout=10_000)
    qtbot.mouseClick(second.question.buttons[0], Qt.MouseButton.LeftButton)
    assert not second.question.isVisible() and second.actions_.undo.isEnabled()
    soundfile.write(song, soundfile.read(song)[0][:60000], 22050)
    with qtbot.waitSignal(second.session.settled, timeout=60_000):
        second.choice.choose(song)
    assert "another sound" in second.question.text
    second.close()
