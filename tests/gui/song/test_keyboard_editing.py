"""Editing by keyboard: which edge the keys move, and a view that keeps still during an audition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from svd_core.annotation.journal.opening import Found
from svd_core.annotation.journal.places import Places
from svd_core.annotation.regions import Region
from svd_core.annotation.song_annotation import SongAnnotation
from svd_gui.actions.actions import Actions
from svd_gui.playback.output_device import NoSoundError
from svd_gui.playback.player import Player
from svd_gui.song.document import Document
from svd_gui.song.loader import FEATURES, Song
from svd_gui.song.session import Session
from svd_gui.song.song_editing import SongEditing
from svd_gui.song.song_page import SongPage
from svd_gui.timeline.readout import Readout
from svd_gui.timeline.view import TimelineView
from tests.gui.timeline.shown_song import snapped

HAND = (Region(10.0, 12.0, source="hand"), Region(30.0, 34.0, source="hand"))


def a_song(seconds: float) -> Song:
    samples = np.zeros(round(seconds * FEATURES.sample_rate), np.float32)
    return Song(Path("song.wav"), "0" * 64, samples, np.zeros((round(seconds * 70), 80), np.float32))


def no_device(*_: object):
    raise NoSoundError("no sound in tests")


@pytest.fixture
def song_page(qtbot) -> SongPage:
    song_page = SongPage(TimelineView(), Actions([]))
    qtbot.addWidget(song_page)
    song_page.resize(900, 500)
    song_page.show()
    song_page.show_song(a_song(120.0), SongAnnotation("song.wav", "0" * 64, 120.0), "page")
    return song_page


@pytest.fixture
def table(song_page: SongPage, tmp_path: Path) -> Iterator[tuple[SongEditing, Document, Player]]:
    """Editing on a page with two regions; no sound."""
    session, player = Session(), Player(no_device)
    document = session.document
    places = Places.of(tmp_path / "song.wav", "0" * 64, tmp_path / "fallback")
    document.open(Found(places, SongAnnotation("song.wav", "0" * 64, 120.0)))
    document.regions_changed.connect(song_page.timeline.set_regions)
    player.unload(120.0, "no sound in tests")
    editing = SongEditing(session, song_page.timeline, player)
    document.edit("Add regions", HAND)
    yield editing, document, player
    document.close()


def test_a_long_song_opens_at_its_beginning_and_a_short_one_whole(song_page: SongPage):
    assert song_page.timeline.visible_range() == (0.0, 30.0)
    song_page.timeline.navigation.go_back()
    assert song_page.timeline.visible_range() == (0.0, 30.0)
    song_page.show_song(a_song(40.0), SongAnnotation("song.wav", "0" * 64, 40.0), "page")
    assert song_page.timeline.visible_range() == (0.0, 40.0)


def test_the_edge_that_keys_would_move_is_marked(song_page: SongPage, table):
    editing, document, player = table
    view = song_page.timeline
    editing.keyboard.go_to_boundary(True)
    assert editing.keyboard.keyboard_edge() == "start"
    marked = view.grab().toImage()
    player.seek(11.0)
    assert editing.keyboard.keyboard_edge() is None
    assert view.grab().toImage() != marked
    editing.keyboard.go_to_boundary(True)
    assert editing.keyboard.keyboard_edge() == "end"
    editing.keyboard.nudge(1)
    assert document.regions[0].end == pytest.approx(841 / 70) and editing.keyboard.keyboard_edge() == "end"
    view.selection.select(None)
    assert editing.keyboard.keyboard_edge() is None
    view.selection.select(0)
    editing.regions.delete()
    assert editing.keyboard.keyboard_edge() is None


def test_quick_nudges_of_one_edge_are_undone_together(table):
    editing, document, _ = table
    editing.keyboard.go_to_boundary(True)
    for _ in range(5):
        editing.keyboard.nudge(1)
    assert document.regions[0].start == pytest.approx(705 / 70)
    document.undo_stack.undo()
    assert document.regions == HAND


def test_playing_takes_up_following_again(window, qtbot, song):
    with qtbot.waitSignal(window.session.settled, timeout=60000):
        window.choice.choose(song)
    view = window.timeline
    view.set_visible_range(4.0, 6.0)
    window.player.position_changed.emit(1.0)
    assert view.visible_range() == (4.0, 6.0)
    window.player.playing_changed.emit(True)
    window.player.position_changed.emit(1.0)
    assert view.visible_range()[0] < 1.0 < view.visible_range()[1]


def test_a_view_that_scrolls_along_keeps_still_for_an_excursion(song_page: SongPage):
    view = song_page.timeline
    view.navigation.set_follow_mode("continuous")
    view.set_playhead(60.0)
    assert view.visible_range() == pytest.approx((45.0, 75.0))
    for time in (59.6, 60.0, 60.4):
        view.set_playhead(time, auditioning=True)
        assert view.visible_range() == pytest.approx((45.0, 75.0))
    view.set_playhead(61.0)
    start = snapped(view, 45.0, 46.0)
    assert view.visible_range() == pytest.approx((start, start + 30.0))


def test_the_title_says_when_work_is_not_on_disk(window, qtbot, song):
    with qtbot.waitSignal(window.session.settled, timeout=60000):
        window.choice.choose(song)
    assert not window.isWindowModified() and window.windowTitle() == "tune.wav[*] – SVD Studio"
    window.document.save_failed.emit("Not saved: the disk is full.")
    assert window.isWindowModified() and "not saved" in window.status.state_label.text()
    window.document.edit("Add", (Region(1.0, 2.0, source="hand"),))
    QApplication.processEvents()
    assert not window.isWindowModified() and window.status.state_label.text() == "All changes saved"


def test_a_key_without_effect_says_why(table):
    editing, document, player = table
    said: list[str] = []
    editing.reported.connect(said.append)
    player.seek(20.0)
    editing.regions.split()
    player.seek(11.0)
    editing.regions.add()
    player.seek(100.0)
    editing.keyboard.go_to_boundary(True)
    assert len(said) == 3 and document.regions == HAND
    player.seek(11.0)
    editing.regions.split()
    assert len(said) == 3 and len(document.regions) == 3


def test_what_lies_under_a_resting_pointer_changes_when_the_view_moves(song_page: SongPage, table):
    view = song_page.timeline
    positions: list[Readout] = []
    view.pointer_moved.connect(positions.append)
    point = QPointF(view.axis.x(11.0), view.lanes.waveform.center().y()).toPoint()
    before = view.axis.time(point.x())
    QTest.mouseMove(view, point)
    assert view.region_under_pointer() == 0
    view.navigation.pan(0.5)
    assert view.region_under_pointer() is None and positions[-1].time == pytest.approx(before + 15)


def test_five_tabs_are_five_boundaries_however_quick(qtbot, song_page: SongPage, table, monkeypatch):
    """Each plays around its boundary, so the cursor is before it when the next one comes."""
    editing, document, player = table
    document.edit("More", (*HAND, Region(40.0, 40.3, source="hand")))
    monkeypatch.setattr(Player, "auditioning", property(lambda _: True))
    gone_to = []
    for _ in range(5):
        editing.keyboard.go_to_boundary(True)
        gone_to.append(player.resting_position)
        monkeypatch.setattr(Player, "position", property(lambda _: gone_to[-1] - 0.4))
    assert gone_to == [10.0, 12.0, 30.0, 34.0, 40.0]
    for _ in range(4):
        editing.keyboard.go_to_boundary(False)
    assert player.resting_position == 10.0


def test_tab_goes_on_from_the_marked_edge(song_page: SongPage, table):
    editing, _, player = table
    song_page.timeline.selection.select(1)
    player.seek(30.1)
    assert editing.keyboard.keyboard_edge() == "start"
    editing.keyboard.go_to_boundary(False)
    assert player.position == 12.0, "not to the edge itself, where the keys are already"


def test_several_regions_are_nudged_deleted_and_relabelled_in_one_step(song_page: SongPage, table):
    editing, document, _ = table
    selection = song_page.timeline.selection
    selection.select_all()
    steps = document.undo_stack.count()
    editing.regions.relabel("choir")
    assert [region.label for region in document.regions] == ["choir", "choir"]
    editing.keyboard.nudge(7)
    editing.keyboard.nudge(7)
    assert [region.start for region in document.regions] == pytest.approx([10.2, 30.2])
    assert selection.indices == (0, 1)
    assert document.undo_stack.count() == steps + 2, "quick nudges are one step"
    editing.regions.delete()
    assert document.regions == () and selection.indices == ()
    for _ in range(3):
        document.undo_stack.undo()
    assert document.regions == HAND


def test_regions_of_one_label_are_selected_together(song_page: SongPage, table):
    editing, document, _ = table
    document.edit("More", (*HAND, Region(50.0, 51.0, "choir", "hand"), Region(60.0, 61.0, source="hand")))
    song_page.timeline.selection.select(1)
    editing.regions.select_same_label()
    assert song_page.timeline.selection.indices == (0, 1, 3) and song_page.timeline.selection.current == 1


def test_a_region_that_is_split_and_merged_again_is_what_it_was(song_page: SongPage, table):
    editing, document, player = table
    model = Region(80.0, 90.0, "choir", "model", 0.8)
    document.replace("Detected", replace(document.annotation, regions=(*HAND, model)))
    player.seek(84.0)
    editing.regions.split()
    assert [region.source for region in document.regions[2:]] == ["model", "model"]
    song_page.timeline.selection.select_many((2, 3))
    editing.regions.merge()
    assert document.regions == (*HAND, model)


class TestSelectedTime:
    """What keys do to time that is selected, where they otherwise act on a region or the screen."""

    def test_it_becomes_a_region_as_far_as_there_is_none(self, song_page: SongPage, table):
        editing, document, _ = table
        song_page.timeline.time_selection.select((11.0, 20.0))
        editing.regions.add()
        assert document.regions[1] == Region(12.0, 20.0, source="hand")
        assert song_page.timeline.selection.indices == (1,) and song_page.timeline.time_selection.span is None

    def test_what_lies_in_it_is_deleted_in_one_step(self, song_page: SongPage, table):
        editing, document, _ = table
        song_page.timeline.time_selection.select((11.0, 32.0))
        editing.regions.delete()
        assert [(region.start, region.end) for region in document.regions] == [(10.0, 11.0), (32.0, 34.0)]
        document.undo_stack.undo()
        assert document.regions == HAND

    def test_it_is_looped_and_played_and_the_cursor_goes_to_its_start(self, song_page: SongPage, table, monkeypatch):
        editing, _, player = table
        played: list[tuple[float, float]] = []
        monkeypatch.setattr(player, "play_span", lambda *span: played.append(span))
        song_page.timeline.time_selection.select((14.0, 20.0))
        song_page.timeline.time_selected.emit((14.0, 20.0))
        assert player.position == 14.0
        editing.keyboard.play_region()
        editing.keyboard.set_loop(True)
        assert played == [(14.0, 20.0)] and player.loop == (14.0, 20.0)

    def test_a_key_without_effect_says_why(self, song_page: SongPage, table):
        editing, document, _ = table
        said: list[str] = []
        editing.reported.connect(said.append)
        song_page.timeline.time_selection.select((10.5, 11.5))
        editing.regions.add()
        song_page.timeline.time_selection.select((14.0, 15.0))
        editing.regions.delete()
        assert len(said) == 2 and document.regions == HAND

    def test_the_status_bar_says_what_is_selected(self, song_page: SongPage, table):
        editing, _, _ = table
        assert editing.selection_text() == ""
        song_page.timeline.selection.select_all()
        assert editing.selection_text() == "2 regions, 0:06.0 in all"
        song_page.timeline.time_selection.select((14.0, 15.5))
        assert editing.selection_text() == "0:14.00 – 0:15.50 selected, 1.50 s"
