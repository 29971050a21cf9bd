"""On which songs of the open folder a model that goes on keeps the answers of the one before."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QRadioButton, QTabWidget

from svd_core.cli.main import build_parser
from svd_core.data.kept_aside import CheckedSong, KeptAside, Move
from svd_core.library.song_row import SongRow
from svd_core.model.card import named_model, read_card
from svd_gui.settings import Settings
from svd_gui.training.arguments import train_arguments
from svd_gui.training.dialog import TrainingDialog
from svd_gui.training.kept_answers import MOST, songs_with_kept_answers

FOLDER = Path("/songs")
LEARNED = CheckedSong("new", "Ours", "key of new", 60.0)


def rows(*songs: SongRow) -> dict[Path, SongRow]:
    return {song.in_folder(FOLDER): song for song in songs}


def chosen(*songs: SongRow, kept: KeptAside | None = None) -> list[str]:
    ours = SongRow("new.mp3", key=LEARNED.key, artist="Ours", seconds=200.0, checked=60.0)
    given = rows(ours, *songs)
    found = songs_with_kept_answers(given, {FOLDER / "new.mp3"}, [LEARNED], kept or KeptAside())
    return [path.name for path in found]


def test_it_is_songs_by_others_that_nobody_has_checked():
    assert chosen(SongRow("other.mp3", artist="Others", seconds=200.0)) == ["other.mp3"]


@pytest.mark.parametrize(
    "song",
    [
        SongRow("same artist.mp3", artist="OURS", seconds=200.0),
        SongRow("checked.mp3", artist="Others", seconds=200.0, checked=3.0),
        SongRow("broken.mp3", artist="Others", seconds=200.0, problem="not readable"),
        SongRow("of unknown length.mp3", artist="Others"),
        SongRow("ten hours.mp3", artist="Others", seconds=36000.0),
    ],
    ids=lambda song: song.name,
)
def test_no_others_are_taken(song: SongRow):
    assert chosen(song) == []


def test_artists_kept_aside_are_never_learned_from_in_this_way_either():
    kept = KeptAside().moved(Move("Others", "aside", "2026-01-01T00:00:00"))
    assert chosen(SongRow("other.mp3", artist="Others", seconds=200.0), kept=kept) == []


def test_they_are_by_as_many_artists_as_possible_and_the_same_each_time():
    many = [SongRow(f"{n}.mp3", artist="Many", seconds=200.0) for n in range(20)]
    single = [SongRow(f"by {n}.mp3", artist=f"Single {n}", seconds=200.0) for n in range(3)]
    first = chosen(*many, *single)
    assert len(first) == MOST and {song.name for song in single} < set(first)
    assert chosen(*reversed(single), *reversed(many)) == first


def told(dialog: TrainingDialog, text: str) -> bool:
    return any(text in label.text() for label in dialog.findChildren(QLabel))


def test_the_dialog_offers_it_where_the_folder_has_such_songs_and_a_model_goes_on(qtbot, tmp_path: Path):
    settings = Settings(tmp_path / "settings.ini")
    settings.training = {"folders": [str(tmp_path)]}
    given = rows(SongRow("other.mp3", artist="Others", seconds=200.0))
    dialog = TrainingDialog(settings, read_card(named_model(None)), tmp_path / "models", rows=given)
    qtbot.addWidget(dialog)
    dialog.findChild(QTabWidget).setCurrentIndex(1)
    dialog.show()
    (box,) = (one for one in dialog.findChildren(QCheckBox) if "keep its answers" in one.text())
    assert box.isVisible() and box.isEnabled() and box.isChecked()
    words = train_arguments(dialog.choices(), tmp_path)
    assert build_parser().parse_args(["train", *words]).unlabelled == [FOLDER / "other.mp3"]
    QTest.mouseClick(box, Qt.MouseButton.LeftButton)
    assert dialog.choices().keep_answers == ()
    assert told(dialog, "No songs by others keep it")
    QTest.mouseClick(box, Qt.MouseButton.LeftButton)
    assert not told(dialog, "No songs by others keep it") and told(dialog, "its answers are kept: 1")
    (scratch,) = (one for one in dialog.findChildren(QRadioButton) if one.text() == "From scratch")
    scratch.setChecked(True)
    assert not box.isEnabled() and dialog.choices().keep_answers == ()
