"""The document: every edit on disk before it is on screen, undo of everything, nothing lost on a bad disk."""

from __future__ import annotations

import errno
import gc
import os
import weakref
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from svd_core.annotation import annotation_file
from svd_core.annotation.journal.opening import look_up
from svd_core.annotation.journal.places import Places
from svd_core.annotation.journal.reading import read_journal
from svd_core.annotation.region_edits import delete, insert
from svd_core.annotation.regions import Region
from svd_core.annotation.song_annotation import Proposal, SongAnnotation
from svd_core.config import PostprocessingConfig
from svd_gui.song import document as document_module
from svd_gui.song.document import Document

BY_MODEL = (Region(1.0, 2.0, confidence=0.9), Region(3.0, 4.0, confidence=0.8))
PROPOSAL = Proposal("m", "key", PostprocessingConfig(), BY_MODEL)
BLANK = SongAnnotation("a.wav", "0" * 64, 10.0)


def open_in(document: Document, folder: Path, blank: SongAnnotation = BLANK, fallback: Path | None = None) -> Places:
    """Open a song's annotation as the session does, and return where it lies."""
    places = Places.of(folder / blank.song, blank.song_key, fallback or folder / "fallback")
    document.open(look_up(places, blank))
    return places


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.wav.svd"


@pytest.fixture
def document(qapp, tmp_path: Path) -> Iterator[Document]:
    document = Document()
    open_in(document, tmp_path)
    yield document
    document.close()


def test_an_edit_is_on_disk_before_anyone_is_notified(document: Document, path: Path):
    on_disk: list[object] = []
    document.regions_changed.connect(lambda regions: on_disk.append(annotation_file.load(path).regions == regions))
    document.edit("Add region", insert((), Region(5.0, 6.0, source="hand")))
    document.undo_stack.undo()
    document.undo_stack.redo()
    assert on_disk == [True, True, True]


def test_undo_and_redo_carry_texts_and_restore_all(document: Document, path: Path):
    document.propose(PROPOSAL, "Detect singing")
    document.edit("Delete region", delete(document.regions, 0))
    edited = document.annotation
    assert document.undo_stack.undoText() == "Delete region"
    document.undo_stack.undo()
    assert document.regions == BY_MODEL and document.annotation.touched == ()
    assert not document.undo_stack.canUndo(), "what the model proposed of itself is where undo ends"
    document.undo_stack.redo()
    assert document.annotation == edited == annotation_file.load(path)


def test_an_edit_checks_what_is_around_it_and_undo_takes_that_back(document: Document, path: Path):
    document.checked_surrounding = 0.25
    document.edit("Add region", (Region(1.5, 2.5, source="hand"),))
    assert annotation_file.load(path).checked == ((1.25, 2.75),)
    document.undo_stack.undo()
    assert annotation_file.load(path).checked == ()


def test_marks_are_written_and_undone_and_one_that_says_nothing_new_is_no_edit(document: Document, path: Path):
    document.mark_checked("Mark as checked", ((1.0, 2.0),))
    assert annotation_file.load(path).checked == ((1.0, 2.0),) and document.is_corrected
    document.mark_checked("Mark as checked", ((1.0, 1.5),))
    document.mark_unchecked("Mark as not checked", ((0.0, 0.5),))
    assert document.undo_stack.count() == 1
    document.mark_unchecked("Mark as not checked", ((1.5, 9.0),))
    assert document.annotation.checked == ((1.0, 1.5),)
    document.undo_stack.undo()
    document.undo_stack.undo()
    assert annotation_file.load(path).checked == ()


def test_an_edit_that_changes_nothing_is_none(document: Document, path: Path):
    document.edit("Move region", ())
    assert document.undo_stack.count() == 0 and not path.exists()


def test_a_song_only_looked_at_leaves_no_file(document: Document, path: Path):
    document.propose(PROPOSAL, "Detect singing")
    assert document.regions == BY_MODEL and not path.exists()
    document.propose(Proposal("m", "key", PostprocessingConfig(0.7), BY_MODEL[:1]), "Change threshold", asked_for=True)
    assert annotation_file.load(path).proposal.postprocessing.threshold == 0.7


def test_a_proposal_never_takes_what_a_hand_made(document: Document):
    document.checked_surrounding = 0.0
    document.edit("Add region", (Region(1.5, 2.5, source="hand"),))
    document.propose(PROPOSAL, "Detect singing")
    assert Region(1.5, 2.5, source="hand") in document.regions
    assert [r.source for r in document.regions] == ["hand", "model"]


def test_a_folder_that_cannot_be_written_loses_nothing(qapp, tmp_path: Path):
    said: list[str] = []
    document, folder = Document(), tmp_path / "no such folder"
    places = open_in(document, folder, fallback=tmp_path / "fallback")
    document.save_failed.connect(said.append)
    document.edit("Add region", (Region(1.0, 2.0, source="hand"),))
    document.edit("Add region", (Region(1.0, 2.0, source="hand"), Region(3.0, 4.0, source="hand")))
    assert annotation_file.load(places.fallback).regions == document.regions
    assert len(said) == 1 and str(places.fallback) in said[0] and "will be found again" in said[0]
    folder.mkdir()
    document.edit("Delete region", delete(document.regions, 0))
    assert annotation_file.load(places.own).regions == document.regions
    assert len(read_journal(places.own).history) == 3, "edits made meanwhile are in it, too"
    assert not places.fallback.exists()
    document.close()


def test_when_nothing_at_all_can_be_written_the_work_stays_on_screen(qapp, tmp_path: Path):
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    document = Document()
    open_in(document, blocked)
    said: list[str] = []
    document.save_failed.connect(said.append)
    document.edit("Add region", (Region(1.0, 2.0, source="hand"),))
    assert document.regions == (Region(1.0, 2.0, source="hand"),)
    assert len(said) == 1 and said[0].startswith("Not saved")
    assert not document.save()
    document.undo_stack.undo()
    assert document.regions == ()
    document.close()


def test_an_edit_that_does_not_reach_the_disk_is_told_of(document: Document, path: Path, qtbot, monkeypatch):
    def broken(descriptor: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "fsync", broken)
    with qtbot.waitSignal(document.save_failed) as told:
        document.edit("Add region", (Region(1.0, 2.0, source="hand"),))
    assert "may not survive a power cut" in told.args[0] and str(path) in told.args[0]


def test_another_song_starts_with_a_clean_slate(document: Document, tmp_path: Path):
    document.edit("Add region", (Region(1.0, 2.0, source="hand"),))
    open_in(document, tmp_path, SongAnnotation("b.wav", "1" * 64, 5.0))
    assert document.regions == () and not document.undo_stack.canUndo()


def test_a_quick_series_is_undone_as_one_and_saved_each_time(document: Document, path: Path, monkeypatch):
    now = [0.0]
    monkeypatch.setattr(document_module.clock, "monotonic", lambda: now[0])
    document.edit("Add region", (Region(1.0, 2.0, source="hand"),))
    for end, pause in ((2.1, 5.0), (2.2, 0.4), (2.3, 0.4)):
        now[0] += pause
        document.edit("Nudge end", (Region(1.0, end, source="hand"),), series=("end", 0))
        assert annotation_file.load(path).regions == document.regions
    assert document.undo_stack.count() == 2
    now[0] += 5.0
    document.edit("Nudge end", (Region(1.0, 2.4, source="hand"),), series=("end", 0))
    document.edit("Nudge start", (Region(1.1, 2.4, source="hand"),), series=("start", 0))
    ends = []
    while document.undo_stack.canUndo():
        document.undo_stack.undo()
        ends.append([(region.start, region.end) for region in document.regions])
        assert annotation_file.load(path).regions == document.regions
    assert ends == [[(1.0, 2.4)], [(1.0, 2.3)], [(1.0, 2.0)], []]
    for _ in range(2):
        document.undo_stack.redo()
    assert document.regions == (Region(1.0, 2.3, source="hand"),)


def test_deleting_is_correcting_too_but_looking_is_not(document: Document):
    document.propose(PROPOSAL, "Detect singing")
    assert not document.is_corrected
    document.edit("Delete region", delete(document.regions, 0))
    assert document.is_corrected
    document.undo_stack.undo()
    assert not document.is_corrected


def test_documents_left_to_the_garbage_collector_go_quietly(qapp, tmp_path: Path):
    # Undo commands that hold their document make a cycle; freed in it, they took the process with them.
    gone = []
    for round_ in range(60):
        document = Document()
        gone.append(weakref.ref(document))
        open_in(document, tmp_path, replace(BLANK, song=f"{round_}.wav"))
        for start in (5.0, 5.1, 5.2, 5.3):
            document.edit("Move", insert((), Region(start, 6.0, source="hand")))
        # Collected all at once, as it happens in a running program.
        del document
    gc.collect()
    assert not any(reference() for reference in gone)
