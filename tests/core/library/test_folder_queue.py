"""The queue of a folder: by what a model made of its songs, what people checked, and what other models say."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from svd_core.audio.features import FloatArray
from svd_core.config import PostprocessingConfig
from svd_core.files.storage import content_key
from svd_core.library.folder_queue import FolderQueue, folder_queue
from svd_core.library.song_reading import Detector, SongReader
from svd_core.library.song_row import SongRow
from svd_core.model.detection_cache import DetectionCache
from tests.core.journals import save_corrections

POSTPROCESSING = PostprocessingConfig(median_frames=1)
OWN, OTHER = Detector("own", POSTPROCESSING), Detector("other", POSTPROCESSING)
SECONDS = 20.0


@pytest.fixture
def reader(tmp_path: Path) -> SongReader:
    """Two songs, both detected: in one the model is unsure, in the other it is sure of singing in the first half."""
    reader = SongReader(tmp_path, OWN, DetectionCache(tmp_path / "cache"), tmp_path / "fallback")
    for name, early, late in (("unsure.wav", 0.6, 0.6), ("sure.wav", 0.999, 0.001)):
        (tmp_path / name).write_bytes(name.encode())
        reader.cache.put(row(reader, name).key, OWN.key, curve(early, late))
    return reader


def curve(early: float, late: float) -> FloatArray:
    half = round(SECONDS * 70 / 2)
    return np.repeat(np.array([early, late], np.float32), half)


def row(reader: SongReader, name: str) -> SongRow:
    return SongRow(name, key=content_key(reader.folder / name), seconds=SECONDS)


def made(reader: SongReader, *names: str, others: tuple[Detector, ...] = ()) -> FolderQueue:
    steps = folder_queue(reader, [row(reader, name) for name in names], others)
    try:
        while True:
            next(steps)
    except StopIteration as stop:
        result: FolderQueue = stop.value
        return result


def test_where_the_model_is_sure_there_is_nothing_to_look_at(reader: SongReader) -> None:
    found = made(reader, "unsure.wav", "sure.wav")
    assert [(one.song, one.reason) for one in found.stretches] == [("unsure.wav", "doubt")]
    assert found.undetected == ()


def test_a_song_that_is_not_detected_is_told_of(reader: SongReader) -> None:
    (reader.folder / "new.wav").write_bytes(b"new")
    assert made(reader, "new.wav", "sure.wav") == FolderQueue((), ("new.wav",))


def test_other_models_that_disagree_make_a_song_worth_a_look(reader: SongReader) -> None:
    reader.cache.put(row(reader, "sure.wav").key, OTHER.key, curve(0.001, 0.999))
    (stretch,) = made(reader, "sure.wav", others=(OTHER,)).stretches
    assert stretch.reason == "disagreement"
    assert stretch.disagreement == pytest.approx(SECONDS)


def test_what_is_checked_is_not_asked_again_unless_the_model_contradicts(reader: SongReader) -> None:
    save_corrections(reader.folder / "unsure.wav", SECONDS, (), ((0.0, SECONDS),))
    assert made(reader, "unsure.wav").stretches == ()
    save_corrections(reader.folder / "sure.wav", SECONDS, (), ((0.0, SECONDS),))
    (stretch,) = made(reader, "sure.wav").stretches
    assert stretch.reason == "conflict"
    assert stretch.conflict == pytest.approx(SECONDS / 2)


def test_work_that_cannot_be_read_keeps_nobody_from_the_rest(reader: SongReader) -> None:
    save_corrections(reader.folder / "sure.wav", SECONDS, (), ((0.0, SECONDS),))
    for journal in reader.folder.glob("sure.wav*"):
        if journal.name != "sure.wav":
            journal.write_bytes(b"\xff not a journal")
    found = made(reader, "sure.wav", "unsure.wav")
    assert [one.song for one in found.stretches] == ["unsure.wav"]
