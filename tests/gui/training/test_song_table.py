"""The songs to learn from: what is known of them is listed, and what is odd is said before the training begins."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QTabWidget

from svd_core.annotation import annotation_file
from svd_core.annotation.journal.places import snapshot_path_for
from svd_core.annotation.regions import Region
from svd_core.annotation.song_annotation import SongAnnotation
from svd_core.data.kept_aside import KeptAside, Move, write_kept_aside
from svd_core.data.learned_from import LearnedFrom
from svd_core.files.storage import content_key
from svd_core.library.song_row import SongRow
from svd_core.model.card import Card, named_model, read_card
from svd_gui.settings import Settings
from svd_gui.training.arguments import why_not_crossed
from svd_gui.training.choices import KEPT_ASIDE
from svd_gui.training.data_page import DataPage
from svd_gui.training.dialog import TrainingDialog
from svd_gui.training.song_table import SongTable


def annotated(path: Path, checked: tuple, regions: tuple = (Region(0, 50, source="hand"),)) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(str(path))
    annotation = SongAnnotation(path.name, content_key(path), 222.0, regions, checked=checked)
    annotation_file.save(snapshot_path_for(path), annotation)
    return path


def filled(qtbot, songs: list[Path], tmp_path: Path) -> SongTable:
    table = SongTable()
    qtbot.addWidget(table)
    table.set_songs(songs, frozenset(songs[1:2]), tmp_path / "fallback")
    qtbot.waitUntil(lambda: "…" not in table.checked_texts, timeout=20000)
    return table


def column(table: SongTable, number: int) -> list[str]:
    return [table.model().index(row, number).data() for row in range(table.model().rowCount())]


def test_songs_are_listed_with_folder_checked_and_sung_time_and_hand_regions(qtbot, tmp_path: Path):
    songs = [annotated(tmp_path / "a/x.wav", ((0.0, 130.0),)), annotated(tmp_path / "b/x.wav", ())]
    songs.append(tmp_path / "b" / "gone.wav")
    table = filled(qtbot, songs, tmp_path)
    assert column(table, 0) == ["a, x", "b, x", "gone"]
    assert column(table, 1) == ["a", "b", "b"]
    assert table.checked_texts == ("2:10 of 3:42", "0:00 of 3:42", "–")
    assert column(table, 3)[:2] == ["0:50", "0:00"] and column(table, 4)[:2] == ["1", "1"]
    assert "gone.wav" in table.model().index(2, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert table.ticked == (songs[0], songs[2]) and [song.name for song in table.coverages] == ["a, x"]


def test_titles_stand_above_their_numbers(qtbot, tmp_path: Path):
    model = filled(qtbot, [annotated(tmp_path / "a/x.wav", ((0.0, 130.0),))], tmp_path).model()
    role, right = Qt.ItemDataRole.TextAlignmentRole, Qt.AlignmentFlag.AlignRight
    for place in range(model.columnCount()):
        of_title, of_cell = model.headerData(place, Qt.Orientation.Horizontal, role), model.index(0, place).data(role)
        assert bool((of_title or 0) & right) == bool((of_cell or 0) & right) == (place in (2, 3, 4))


def test_rows_sort_by_what_they_mean_and_keep_their_ticks(qtbot, tmp_path: Path):
    songs = [
        annotated(tmp_path / f"{name}.wav", ((0.0, end),)) for name, end in (("a", 9.0), ("b", 100.0), ("c", 62.0))
    ]
    table = filled(qtbot, songs, tmp_path)
    table.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    assert column(table, 0) == ["b", "c", "a"]
    assert set(table.ticked) == {songs[0], songs[2]}


@pytest.fixture
def dialog(qtbot, tmp_path: Path):
    def make(*songs: Path, card: Card | None = None, rows: dict[Path, SongRow] | None = None) -> TrainingDialog:
        settings = Settings(tmp_path / "settings.ini")
        for song in songs:
            settings.add_corrected(song)
        used = card or read_card(named_model(None))
        made = TrainingDialog(settings, used, tmp_path / "models", rows=rows)
        qtbot.addWidget(made)
        table = made.findChild(SongTable)
        qtbot.waitUntil(lambda: "…" not in table.checked_texts, timeout=20000)
        return made

    return make


def texts(dialog: TrainingDialog) -> str:
    return " ".join(label.text() for label in dialog.findChildren(QLabel))


def test_the_dialog_warns_of_one_class_and_of_songs_in_which_nothing_is_checked(dialog, tmp_path: Path):
    shown = dialog(annotated(tmp_path / "a.wav", ((0.0, 40.0),)), annotated(tmp_path / "b.wav", ()))
    assert "Somebody sings in all that is checked" in texts(shown)
    assert "b: nothing is checked" in texts(shown)
    assert shown.start_button.isEnabled(), "a warning is no ban"
    table = shown.findChild(SongTable)
    table.model().item(1, 0).setCheckState(Qt.CheckState.Unchecked)
    assert "b: nothing is checked" not in texts(shown)


def side_of(table: SongTable) -> dict[str, str]:
    return {
        table.model().index(row, 0).data(): table.model().index(row, 6).data()
        for row in range(table.model().rowCount())
    }


def test_the_dialog_says_how_the_new_model_will_be_measured(dialog, tmp_path: Path):
    songs = [annotated(tmp_path / f"{name}.wav", ((0.0, 100.0),)) for name in "abcd"]
    shown = dialog(*songs)
    table = shown.findChild(SongTable)
    (aside,) = (name for name, side in side_of(table).items() if side == "kept aside")
    assert f"kept aside: {aside}" in texts(shown)
    assert set(side_of(table).values()) == {"kept aside", "learned from"}
    table.model().item(3, 0).setCheckState(Qt.CheckState.Unchecked)
    assert "Further trainings to measure it: 3" in texts(shown)
    shown._cross_check.click()
    assert "It will not be known whether the new model is better" in texts(shown)
    choices = shown.choices()
    assert choices.compare_with == read_card(named_model(None)).path and not choices.cross_check


def test_who_is_kept_aside_can_be_moved_and_is_said(dialog, qtbot, tmp_path: Path):
    songs = {name: annotated(tmp_path / f"{name}.wav", ((0.0, 100.0),)) for name in "abcd"}
    shown = dialog(*songs.values())
    page, table = shown.findChild(DataPage), shown.findChild(SongTable)
    assert not (page.aside_button.isEnabled() or page.learn_button.isEnabled()), "nothing is selected"
    (aside,) = (name for name, side in side_of(table).items() if side == "kept aside")
    table.choose(songs[aside])
    assert page.learn_button.isEnabled() and not page.song_aside_button.isEnabled()
    page.learn_button.click()
    assert side_of(table)[aside] == "learned from" and "cannot be compared" in texts(shown)
    page.song_aside_button.click()
    assert side_of(table)[aside] == "kept aside", "back again"
    other = next(name for name in "abcd" if name != aside)
    table.choose(songs[other])
    page.song_aside_button.click()
    assert [name for name, side in side_of(table).items() if side == "kept aside"] == sorted((aside, other))
    moved = {(move.what, move.to, move.key) for move in shown.choices().moves}
    assert (other, "aside", content_key(songs[other])) in moved
    for name in "abcd":
        table.choose(songs[name])
        page.song_aside_button.click()
    assert not shown.start_button.isEnabled() and "All of these songs are kept aside" in texts(shown)


def test_of_all_songs_that_are_chosen_to_learn_from_none_takes_the_place_of_who_was_kept_aside(dialog, tmp_path: Path):
    shown = dialog(*(annotated(tmp_path / f"{name}.wav", ((0.0, 100.0),)) for name in "abcd"))
    page, table = shown.findChild(DataPage), shown.findChild(SongTable)
    assert "kept aside" in side_of(table).values()
    table.selectAll()
    page.learn_button.click()
    assert set(side_of(table).values()) == {"learned from"}


def test_a_model_that_has_learned_from_who_is_kept_aside_does_not_go_on(dialog, tmp_path: Path):
    song = annotated(tmp_path / "a.wav", ((0.0, 100.0),))
    others = [annotated(tmp_path / f"{name}.wav", ((0.0, 100.0),)) for name in "bcd"]
    card = read_card(named_model(None))
    known = [{"name": "another name", "artist": "", "key": content_key(song)}]
    listed = KeptAside().moved(Move("a", "aside", "2026-11-26T10:00:00", content_key(song)))
    write_kept_aside(tmp_path / "models" / KEPT_ASIDE, listed)
    shown = dialog(song, *others, card=replace(card, metadata={**card.metadata, "learned_from": known}))
    assert not shown.start_button.isEnabled() and "has learned from “a”" in texts(shown)
    shown._from_scratch.click()
    assert shown.start_button.isEnabled()
    table = shown.findChild(SongTable)
    assert "Moved by hand on 2026-11-26" in table.model().index(0, 6).data(Qt.ItemDataRole.ToolTipRole)


def test_songs_of_the_open_folder_are_listed_and_those_without_checked_time_say_why(dialog, tmp_path: Path):
    folder = tmp_path / "Folder"
    checked, blank, broken = (annotated(folder / f"{name}.wav", ((0.0, 100.0),)) for name in ("x", "y", "z"))
    rows = {
        broken: SongRow("z.wav", problem="z.wav: is no sound."),
        blank: SongRow("y.wav", seconds=222.0),
        checked: SongRow("x.wav", artist="Beck", seconds=222.0, checked=100.0),
    }
    shown = dialog(annotated(tmp_path / "elsewhere.wav", ((0.0, 50.0),)), rows=rows)
    table = shown.findChild(SongTable)
    assert column(table, 0) == ["x", "elsewhere", "z", "y"] and column(table, 5) == ["Beck", "", "", ""]
    assert column(table, 6)[2:] == ["cannot be read", "nothing checked"]
    assert table.checked_texts[3] == "0:00 of 3:42"
    assert table.ticked == table.paths == (checked, tmp_path / "elsewhere.wav")
    tips = [table.model().index(row, 0).data(Qt.ItemDataRole.ToolTipRole) for row in (2, 3)]
    assert "is no sound" in tips[0] and "Only checked time" in tips[1]
    assert shown.choices().artists[checked] == "Beck"
    table.tick_all(False)
    assert table.ticked == () and not shown.start_button.isEnabled()
    table.tick_all(True)
    assert table.ticked == table.paths


def test_artists_of_the_folder_are_known_before_its_songs_are_read(qtbot, tmp_path: Path):
    song = annotated(tmp_path / "x.wav", ((0.0, 100.0),))
    rows = {song: SongRow("x.wav", artist="Beck", seconds=222.0, checked=100.0)}
    shown = TrainingDialog(Settings(tmp_path / "settings.ini"), None, tmp_path / "models", rows=rows)
    qtbot.addWidget(shown)
    assert shown._data.songs == () and shown.choices().artists == {song: "Beck"}
    shown.done(0)


def test_a_damaged_list_of_who_is_kept_aside_stops_the_training(dialog, tmp_path: Path):
    song = annotated(tmp_path / "a.wav", ((0.0, 100.0),))
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / KEPT_ASIDE).write_text("{")
    shown = dialog(song)
    assert not shown.start_button.isEnabled() and "does not tell which artists are kept aside" in texts(shown)


def test_measuring_by_further_trainings_is_offered_only_where_it_can_be_done(dialog, tmp_path: Path):
    songs = [annotated(tmp_path / f"{name}.wav", ((0.0, 100.0),)) for name in "abcd"]
    shown = dialog(*songs)
    shown.show()
    shown.findChild(QTabWidget).setCurrentIndex(1)
    box, rows = shown._cross_check, shown.findChild(SongTable).model()

    def tick(*numbers: int) -> None:
        for row in range(4):
            state = Qt.CheckState.Checked if row in numbers else Qt.CheckState.Unchecked
            rows.item(row, 0).setCheckState(state)

    assert (box.isEnabled(), box.isChecked()) == (False, False) and "Not needed" in texts(shown)
    tick(0, 1)
    assert (box.isEnabled(), box.isChecked()) == (True, True) and not shown._no_cross_check.isVisible()
    tick(2)
    assert (box.isEnabled(), box.isChecked()) == (False, False)
    assert shown._no_cross_check.isVisible() and "with one song: without it nothing is left" in texts(shown)
    assert not shown.choices().cross_check and "Further trainings" not in shown._message.text()
    tick()
    assert "Not possible without songs" in texts(shown)
    tick(0, 1)
    box.click()
    assert not box.isChecked()
    tick(2)
    tick(0, 1)
    assert (box.isEnabled(), box.isChecked()) == (True, False), "a wish stays"
    shown.accept()
    assert shown._settings.training["cross_check"] is False
    known = LearnedFrom(frozenset("ab"), frozenset(), frozenset(), frozenset())
    page = shown.findChild(DataPage)
    arguments = shown.choices(), page.songs, KeptAside(), known
    assert why_not_crossed(*arguments).startswith("Not possible: the model it goes on from")
    assert "no model in use" in why_not_crossed(replace(shown.choices(), compare_with=None), *arguments[1:])
