"""A folder in the real window: its list, going through it by keys, marks and notes, work on all, and lost journals."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from svd_core.annotation.journal.places import path_for
from svd_core.annotation.journal.reading import read_journal
from svd_core.annotation.song_status import STATUSES, Status
from svd_core.annotation.spans import total
from svd_core.library.listing import COLUMNS, SongListing
from svd_core.library.song_row import SongRow
from svd_core.model.detection_cache import DetectionCache
from svd_gui.library import songs
from svd_gui.library.batch import BatchPlan
from svd_gui.library.batch_dialogs import ExportAllDialog, ImportAllDialog
from svd_gui.library.song_list import SongRows
from svd_gui.library.song_list_model import SongListModel
from svd_gui.program import _begin as begin
from svd_gui.program import build_parser
from svd_gui.song import loader
from tests.core.journals import save_corrections

pytestmark = pytest.mark.one_window

PATIENCE_MS = 60_000
NOTE, STATUS = COLUMNS.index("note"), COLUMNS.index("status")


@pytest.fixture
def folder(tmp_path: Path, rendered: Path) -> Path:
    """Three songs of two artists, of which one is checked."""
    for number, name in enumerate(("Abba/1 one.wav", "Abba/2 two.wav", "Beck/1 three.wav")):
        path = tmp_path / "Songs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(rendered, path)
        # Songs of one sound, but not of one content.
        with open(path, "ab") as file:
            file.write(b"LIST\4\0\0\0" + bytes([number] * 4))
    save_corrections(tmp_path / "Songs" / "Beck/1 three.wav", 8.0, ((1.0, 2.0),), ((0.0, 8.0),))
    return tmp_path / "Songs"


@pytest.fixture
def listed(window, qtbot, folder: Path):
    """The window with the folder open."""
    with qtbot.waitSignal(window.songs.folder.settled, timeout=PATIENCE_MS):
        window.choice.choose(folder)
    return window


@pytest.mark.parametrize("status", STATUSES)
def test_no_status_and_no_time_is_cut(qtbot, status: Status):
    model = SongListModel()
    rows = SongRows(model)
    qtbot.addWidget(rows)
    rows.resize(380, 300)
    rows.show()
    model.show_songs(SongListing([SongRow("one.wav", seconds=35999.0, checked=35999.0, by_hand=status)]))
    model.set_current("one.wav")
    for column in map(COLUMNS.index, ("status", "seconds", "checked")):
        assert rows.sizeHintForColumn(column) <= rows.header().sectionSize(column)


def names(window) -> list[str]:
    return [row.path for row in window.songs.list.model.songs]


def row(window, path: str):
    return window.songs.folder.listing.rows[path]


def cell(window, path: str, column: int) -> str:
    return window.songs.list.model.index_of(path, column).data()


def step(window, qtbot, key: Qt.Key) -> None:
    with qtbot.waitSignal(window.session.song_opened, timeout=PATIENCE_MS):
        # Before a song is open, the list has the keys.
        QTest.keyClick(window.timeline if window.timeline.isVisible() else window.songs.list.rows, key)


@pytest.mark.own_window
def test_a_folder_that_is_opened_shows_its_songs_and_how_far_they_are(listed):
    dock = listed.songs.list
    assert dock.isVisible() and "Songs" in dock.windowTitle()
    assert names(listed) == ["Abba/1 one.wav", "Abba/2 two.wav", "Beck/1 three.wav"]
    assert cell(listed, "Beck/1 three.wav", STATUS) == "checked"
    assert cell(listed, "Abba/1 one.wav", STATUS) == "unseen"
    assert listed.session.song is None, "only the list opens"
    assert listed.settings.recent_folders[0].name == "Songs"


@pytest.mark.own_window
def test_the_last_folder_is_offered_at_start_or_opened_if_that_was_chosen(window, qtbot, folder: Path, tmp_path: Path):
    window.welcome.set_recent((), (tmp_path / "gone", folder))
    offered = [button for button in window.welcome.findChildren(QPushButton) if button.toolTip()]
    assert [button.text() for button in offered] == ["Songs"]
    with qtbot.waitSignal(window.songs.folder.settled, timeout=PATIENCE_MS):
        offered[0].click()
    assert len(names(window)) == 3
    window.actions_.close_folder.trigger()
    without_a_song = build_parser().parse_args([])
    begin(window, without_a_song)
    assert not window.songs.is_open
    window.settings.reopens_folder = True
    with qtbot.waitSignal(window.songs.folder.settled, timeout=PATIENCE_MS):
        begin(window, without_a_song)
    assert window.songs.folder.folder == folder


@pytest.mark.own_window
def test_one_key_goes_to_the_next_song_which_is_ready_by_then(listed, qtbot, folder: Path, monkeypatch):
    rows = listed.songs.list.rows
    rows.choose("Abba/1 one.wav")
    with qtbot.waitSignal(listed.songs.ahead.prepared, timeout=PATIENCE_MS) as prepared:
        QTest.keyClick(rows, Qt.Key.Key_Return)
    assert listed.session.song.path == folder / "Abba/1 one.wav"
    path, key = prepared.args
    assert path == folder / "Abba/2 two.wav"
    assert DetectionCache().find(key, listed.session.card.key) is not None
    decoded = []
    original = loader._Decoding.__init__
    monkeypatch.setattr(loader._Decoding, "__init__", lambda self, path: decoded.append(path) or original(self, path))
    step(listed, qtbot, Qt.Key.Key_J)
    assert listed.session.song.path == path and path not in decoded
    assert listed.session.posterior is not None, "heard before it was opened"
    step(listed, qtbot, Qt.Key.Key_K)
    assert listed.session.song.path == folder / "Abba/1 one.wav"
    QTest.keyClick(listed.timeline, Qt.Key.Key_K)
    assert listed.session.song.path == folder / "Abba/1 one.wav", "there is none before it"


@pytest.mark.own_window
def test_next_goes_by_the_order_and_the_filter_of_the_list(listed, qtbot, folder: Path):
    dock = listed.songs.list
    dock.rows.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    QTest.keyClicks(dock.filter_bar.text, "abba")
    assert names(listed) == ["Abba/2 two.wav", "Abba/1 one.wav"]
    assert "2 of 3" in dock.filter_bar.count.text()
    QTest.keyClick(dock.filter_bar.text, Qt.Key.Key_Return)
    assert dock.rows.hasFocus() and dock.rows.chosen() == ["Abba/2 two.wav"]
    step(listed, qtbot, Qt.Key.Key_Return)
    step(listed, qtbot, Qt.Key.Key_J)
    assert listed.session.song.path == folder / "Abba/1 one.wav"


@pytest.mark.own_window
def test_what_is_edited_shows_in_the_list(listed, qtbot, folder: Path):
    step(listed, qtbot, Qt.Key.Key_J)
    qtbot.waitUntil(lambda: listed.session.posterior is not None, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: row(listed, "Abba/1 one.wav").status == "proposed", timeout=PATIENCE_MS)
    listed.actions_.mark_song.trigger()
    qtbot.waitUntil(lambda: row(listed, "Abba/1 one.wav").status == "checked", timeout=PATIENCE_MS)


@pytest.mark.own_window
def test_what_was_edited_shows_in_the_list_after_the_song_was_left_at_once(listed, qtbot):
    step(listed, qtbot, Qt.Key.Key_J)
    qtbot.waitUntil(lambda: row(listed, "Abba/1 one.wav").status == "proposed", timeout=PATIENCE_MS)
    # Nothing is read again by time alone, however long this song takes to be left.
    listed.songs._written.setInterval(10 * PATIENCE_MS)
    listed.actions_.mark_song.trigger()
    step(listed, qtbot, Qt.Key.Key_J)
    qtbot.waitUntil(lambda: row(listed, "Abba/1 one.wav").status == "checked", timeout=PATIENCE_MS)


def test_names_that_begin_alike_are_told_apart_and_progress_leaves_the_list_its_width(listed):
    dock, bar, batch = listed.songs.list, listed.songs.bar, listed.songs.batch
    batch.plan = BatchPlan("Detect singing with “a model of a long name”", "detect", (), ())
    batch.progressed.emit(3, 10, "a very long name.mp3")
    batch.plan = None
    # Where there is little room, the middle is cut.
    assert bar.text.text().startswith("3 of 10 songs: ") and bar.text.text().endswith(".mp3")
    assert dock.rows.textElideMode() == Qt.TextElideMode.ElideMiddle
    bar.show()
    narrow = bar.minimumSizeHint().width()
    bar.text.setText("3 of 10 songs: Detect singing · " + "a very long name " * 5)
    assert bar.minimumSizeHint().width() <= narrow


@pytest.mark.own_window
def test_status_by_hand_and_notes_of_the_open_song_and_of_others(listed, qtbot, folder: Path):
    step(listed, qtbot, Qt.Key.Key_J)
    rows = listed.songs.list.rows
    rows.selectAll()
    listed.actions_.status_in_work.trigger()
    qtbot.waitUntil(lambda: {row(listed, path).by_hand for path in names(listed)} == {"in work"}, timeout=PATIENCE_MS)
    assert read_journal(path_for(folder / "Abba/1 one.wav")).history.status == "in work"
    rows.choose("Abba/2 two.wav")
    opened: list[Path] = []
    listed.songs.list.song_requested.connect(opened.append)
    listed.actions_.song_note.trigger()
    editor = QApplication.focusWidget()
    QTest.keyClicks(editor, "again, louder")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: row(listed, "Abba/2 two.wav").note == "again, louder", timeout=PATIENCE_MS)
    # What changed is shown a few times a second at most.
    qtbot.waitUntil(lambda: cell(listed, "Abba/2 two.wav", NOTE) == "again, louder")
    assert not opened, "Enter ends the note, and opens no song"


def test_groups_have_sums_and_keep_the_selection(listed):
    dock = listed.songs.list
    dock.rows.choose("Beck/1 three.wav")
    dock.filter_bar.grouping.setCurrentIndex(1)
    model = dock.model
    titles = [model.index(group, 0).data() for group in range(model.rowCount())]
    assert [title.partition(":")[0] for title in titles] == ["Abba", "Beck"]
    assert "1 of 1" in titles[1]
    assert dock.rows.chosen() == ["Beck/1 three.wav"]
    dock.rows.collapse(model.index(0, 0))
    dock.filter_bar.status.setCurrentIndex(1)
    dock.filter_bar.status.setCurrentIndex(0)
    assert not dock.rows.isExpanded(model.index(0, 0)), "what was folded stays folded"
    assert dock.rows.isExpanded(model.index(1, 0))


def test_where_nothing_is_listed_the_list_says_why(listed, qtbot, tmp_path: Path):
    dock = listed.songs.list
    dock.filter_bar.text.setText("nowhere")
    assert dock.nothing.isVisible() and dock.show_all.isVisible()
    qtbot.mouseClick(dock.show_all, Qt.MouseButton.LeftButton)
    assert len(names(listed)) == 3
    empty = tmp_path / "empty"
    empty.mkdir()
    with qtbot.waitSignal(listed.songs.folder.settled, timeout=PATIENCE_MS):
        listed.choice.choose(empty)
    assert "no sound files" in dock.nothing.text() and dock.choose_folder.isVisible()
    listed.actions_.close_folder.trigger()
    assert dock.isHidden() and not listed.actions_.next_song.isEnabled()


def test_a_journal_that_lost_its_song_is_offered_and_moved(window, qtbot, folder: Path):
    (folder / "Beck/1 three.wav").rename(folder / "Beck/renamed.wav")
    window.choice.choose(folder)
    question = window.songs.questions.bar
    qtbot.waitUntil(question.isVisible, timeout=PATIENCE_MS)
    assert "renamed.wav" in question.text
    qtbot.mouseClick(question.buttons[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: row(window, "Beck/renamed.wav").status == "checked", timeout=PATIENCE_MS)
    assert not question.isVisible() and path_for(folder / "Beck/renamed.wav").exists()
    assert window.songs.list.rows.hasFocus()


def test_what_others_change_is_seen_when_it_is_looked_for_and_told(listed, qtbot, folder: Path):
    texts: list[str] = []
    listed.songs.reported.connect(texts.append)

    def look_again() -> str:
        with qtbot.waitSignal(listed.songs.folder.settled, timeout=PATIENCE_MS):
            listed.actions_.look_again.trigger()
        return texts[-1]

    assert look_again() == "Nothing has changed in the folder."
    save_corrections(folder / "Abba/2 two.wav", 8.0, (), ((0.0, 8.0),))
    (folder / "Abba/1 one.wav").unlink()
    assert look_again() == "1 song new or changed, 1 song gone"
    assert cell(listed, "Abba/2 two.wav", STATUS) == "checked"
    folder.rename(folder.with_name("Elsewhere"))
    n_texts = len(texts)
    look_again()
    assert len(texts) == n_texts and "no such file" in listed.notice.problem.summary, "it is not as it was"
    assert not folder.exists() and cell(listed, "Abba/2 two.wav", STATUS) == "checked"


@pytest.mark.own_window
def test_all_songs_are_detected_in_a_child_that_can_be_paused(listed, qtbot, folder: Path):
    bar, batch = listed.songs.bar, listed.songs.batch
    (folder / "Abba/2 two.wav").write_bytes(b"broken meanwhile")
    done = []
    batch.song_done.connect(lambda song, _: done.append(song))
    batch.song_done.connect(lambda *_: batch.pause() if len(done) == 1 else None)
    listed.actions_.detect_all.trigger()
    assert bar.isVisible() and not listed.actions_.detect_all.isEnabled()
    qtbot.waitUntil(lambda: batch.paused, timeout=PATIENCE_MS)
    assert bar.pause.text() == "Resume"
    assert bar.text.text().startswith("1 of 3 songs, paused: Detect")
    with qtbot.waitSignal(batch.finished, timeout=PATIENCE_MS) as finished:
        qtbot.mouseClick(bar.pause, Qt.MouseButton.LeftButton)
    assert finished.args[1] == 2 and sorted(done) == [folder / "Abba/1 one.wav", folder / "Beck/1 three.wav"]
    assert "two.wav" in listed.notice.problem.details
    assert "two.wav" in listed.notice.problem.summary, "why it failed is seen without copying the details"
    qtbot.waitUntil(lambda: row(listed, "Abba/1 one.wav").doubt is not None, timeout=PATIENCE_MS)
    assert not path_for(folder / "Abba/1 one.wav").exists(), "nobody has edited it"


def test_many_songs_are_marked_in_a_child(window, qtbot, folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(songs, "MOST_MARKED_AT_ONCE", 0)
    song = folder / "Abba/2 two.wav"
    if os.name == "posix":  # Where names may hold line ends, the child is to take such a name for one song.
        song = song.rename(folder / "Abba/2\ntwo.wav")
    with qtbot.waitSignal(window.songs.folder.settled, timeout=PATIENCE_MS):
        window.choice.choose(folder)
    window.songs.list.rows.selectAll()
    with qtbot.waitSignal(window.songs.batch.finished, timeout=PATIENCE_MS) as finished:
        window.actions_.status_checked.trigger()
    assert finished.args[1] == 3
    assert read_journal(path_for(song)).history.status == "checked"


def test_many_marks_wait_for_other_work_on_many_songs(listed, qtbot, folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(songs, "MOST_MARKED_AT_ONCE", 0)
    listed.songs.list.rows.selectAll()
    texts: list[str] = []
    listed.songs.reported.connect(texts.append)
    listed.actions_.detect_all.trigger()
    plan = listed.songs.batch.plan
    listed.actions_.status_checked.trigger()
    assert listed.songs.batch.plan is plan, "it would have been ended"
    assert "under way" in texts[-1]
    listed.songs.bar.cancel.setFocus()
    qtbot.mouseClick(listed.songs.bar.cancel, Qt.MouseButton.LeftButton)
    assert listed.songs.batch.plan is None
    keys_go_to = listed.songs.list.rows if listed.session.song is None else listed.timeline
    assert keys_go_to.hasFocus()
    assert texts[-1] == "Detect singing: cancelled, 0 of 3 songs done"


@pytest.mark.own_window
def test_a_song_called_checked_without_checked_time_is_told_and_can_be_checked(listed, qtbot, folder: Path):
    question = listed.songs.questions.bar
    listed.songs.list.rows.choose("Beck/1 three.wav")
    listed.actions_.status_checked.trigger()
    assert question.isHidden(), "all of it is checked"
    step(listed, qtbot, Qt.Key.Key_Return)
    listed.actions_.mark_song.trigger()
    listed.document.mark_unchecked("None", ((0.0, 8.0),))
    qtbot.waitUntil(lambda: row(listed, "Beck/1 three.wav").checked == 0, timeout=PATIENCE_MS)
    listed.actions_.status_checked.trigger()
    assert question.isVisible() and "nothing is learned" in question.text
    qtbot.waitUntil(lambda: not listed.session.busy, timeout=PATIENCE_MS)
    qtbot.mouseClick(question.buttons[0], Qt.MouseButton.LeftButton)
    assert question.isHidden()
    assert total(listed.document.annotation.checked) == pytest.approx(listed.document.duration)


@pytest.mark.own_window
def test_the_start_page_says_that_a_song_of_the_folder_may_be_chosen(listed):
    assert "Songs" in listed.welcome._title.text() and "list" in listed.welcome._about.text()
    assert "Songs" in [button.text() for button in listed.welcome.findChildren(QPushButton)], "and offers the folder"
    listed.actions_.close_folder.trigger()
    assert "Drop a song" in listed.welcome._title.text()


def test_labels_of_all_are_exported_and_imported(listed, qtbot, folder: Path, tmp_path: Path):
    out = tmp_path / "labels of all"
    out.mkdir()
    listed.actions_.export_all.trigger()
    dialog = listed.findChild(ExportAllDialog)
    dialog.folder.path.setText(str(out))
    dialog.formats.setCurrentIndex(dialog.formats.findData("audacity"))
    assert "cannot hold" in dialog.lost.text() and "checked" in dialog.lost.text()
    dialog.formats.setCurrentIndex(dialog.formats.findData("lab"))
    assert "the wording of labels" in dialog.lost.text()
    with qtbot.waitSignal(listed.songs.batch.finished, timeout=PATIENCE_MS) as finished:
        qtbot.mouseClick(dialog.start, Qt.MouseButton.LeftButton)
    assert finished.args[1] == 1, "one song has an annotation"
    assert "one.wav" in listed.notice.problem.details
    summary = listed.notice.problem.summary
    assert ": 2 song" in summary and "left out" in summary and "failed" not in summary
    written = next((out / "Beck").glob("1 three.*"))  # in sub-folders, where another song may have its name
    (folder / "Abba" / "1 one.lab").write_text(written.read_text())
    listed.songs.list.filter_bar.text.setText("one.wav")
    listed.actions_.import_all.trigger()
    with qtbot.waitSignal(listed.songs.batch.finished, timeout=PATIENCE_MS):
        qtbot.mouseClick(listed.findChild(ImportAllDialog).start, Qt.MouseButton.LeftButton)
    assert path_for(folder / "Abba" / "1 one.wav").exists()
    qtbot.waitUntil(lambda: row(listed, "Abba/1 one.wav").status == "checked", timeout=PATIENCE_MS)
