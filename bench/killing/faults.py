"""What may be wrong in a folder after windows that worked in it were killed."""

from __future__ import annotations

import sqlite3
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.killing.window_process import WindowProcess
from bench.killing.working import digest
from svd_core.annotation.journal.opening import Found, look_up
from svd_core.annotation.journal.places import Places, lock_path_for, path_for
from svd_core.annotation.journal.reading import Reading, read_journal
from svd_core.annotation.journal.records import SongMark, read_record
from svd_core.annotation.song_annotation import SongAnnotation
from svd_core.files.owner_lock import OwnerLock
from svd_core.files.storage import content_key
from svd_core.library.index import SongIndex

CHILD_SECONDS, LOCK_SECONDS = 180.0, 30.0
PART_SUFFIX = ".part"
"""Of what a killed process was writing; the next one that writes in the folder removes it."""
KNOWN_SUFFIXES = (".wav", ".wav.svd", ".wav.svd.lock", ".wav.svd.bak", PART_SUFFIX)
EXPECTED = ("has it open", "open in another window")
"""In texts of problems that are no fault: a batch or a note meets a song that the other window has open."""


@dataclass
class Known:
    """A folder of songs, and what windows have shown as saved there.

    Attributes:
        saved: by song, states and their digests.
        last: by song, when a state was shown as saved last, on the clock of all processes, and which.
        notes: by song, the note shown in the list last, and those typed since.
        faults: what windows said that they should not.
        counts: how often windows said what.
    """

    folder: Path
    songs: tuple[str, ...]
    saved: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    last: dict[str, tuple[float, str]] = field(default_factory=dict)
    notes: dict[str, list[str]] = field(default_factory=lambda: defaultdict(lambda: [""]))
    faults: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def take(self, window: WindowProcess) -> None:
        """Take note of what a window has said since."""
        for word in window.new_words():
            self.counts[word["word"]] += 1
            self._take(word, window.index)

    def _take(self, word: dict[str, Any], index: int) -> None:
        kind, song = word["word"], word.get("song", "")
        if kind == "saved":
            self.saved[song][word["state"]] = word["digest"]
            self.last[song] = max(self.last.get(song, (0.0, "")), (word["at"], word["state"]))
        elif kind == "question" and "Nothing was written" in word["text"]:
            self.faults.append(f"{song}: a conflict is asked about: {word['text']}")
        elif kind == "typed":
            self.notes[song].append(word["note"])
        elif kind == "noted":
            notes = self.notes[song]
            self.notes[song] = notes[notes.index(word["note"]) :]
        elif kind == "refused" and (word["edited"] or not word["told"]):
            self.faults.append(f"{song}: edited although open elsewhere, or nobody was told: {word}")
        elif kind == "listed" and word["songs"] != len(self.songs):
            self.faults.append(f"the list has {word['songs']} songs")
        if kind == "opened" and word["hindrance"]:
            self.faults.append(f"{song}: opens with a hindrance: {word['hindrance']}")
        elif kind == "problem" and not any(text in word["text"] for text in EXPECTED):
            self.faults.append(f"window {index} reports: {word['text']}")


def faults_after(known: Known, windows: Sequence[WindowProcess], killed: Sequence[WindowProcess]) -> list[str]:
    """What is wrong now, a sentence each."""
    faults = [f"window {window.index} wrote: {window.errors[-400:]}" for window in killed if window.errors.strip()]
    in_use = {_open_song(window) for window in windows if window.is_running}
    saved = {song: dict(known.saved[song]) for song in known.songs}
    found = {song: _look_up(known, song) for song in known.songs}
    # What the other window has done meanwhile may be in these journals already, or may not.
    for window in windows:
        window.listen(0)
        in_use.update(word.get("song", "") for word in window.said[window.n_taken :] if word["word"] != "noted")
        known.take(window)
    for song in known.songs:
        faults += _of_song(known, song, found[song], saved[song], may_go_on=song in in_use)
    faults += _locked(known, killed, in_use)
    faults += _of_index(known)
    faults += _of_files(known)
    faults += _of_children(killed)
    faults, known.faults = known.faults + faults, []
    return faults


def _open_song(window: WindowProcess) -> str:
    opened = [word["song"] for word in window.said if word["word"] == "opened"]
    return opened[-1] if opened else ""


def _look_up(known: Known, song: str) -> Found:
    path = known.folder / song
    key = content_key(path)
    return look_up(Places.of(path, key, _fallback(known)), SongAnnotation(path.name, key, 0.0))


def _fallback(known: Known) -> Path:
    return known.folder.parent / "data" / "svd-studio" / "annotations"


def _of_song(known: Known, song: str, found: Found, saved: Mapping[str, str], may_go_on: bool) -> list[str]:
    """What is wrong with a song with these saved states; where it is open in a living window, that may have gone on."""
    faults = []
    if found.hindrance or found.warnings or found.other_copy:
        faults.append(f"{song}: {found.hindrance!r}, {found.warnings}, other copy {found.other_copy is not None}")
    if found.reading is None:
        return faults + ([f"{song}: no journal"] if saved or known.notes[song][0] else [])
    history = found.reading.history
    for state, was in saved.items():
        if state not in history:
            faults.append(f"{song}: state {state} is lost")
        elif digest(history.at(state)) != was:
            faults.append(f"{song}: state {state} is not as it was")
    if song in known.last and not may_go_on and not _opens_with(found.reading, known.last[song][1]):
        faults.append(f"{song}: opens in state {history.current}, the last one saved is {known.last[song][1]}")
    if history.note not in known.notes[song]:
        faults.append(f"{song}: has the note {history.note!r}, not one of {known.notes[song]}")
    return faults


def _opens_with(reading: Reading, state: str) -> bool:
    """Whether a journal opens in a state, or would without one edit that was written but not shown any more.

    Notes and marks, which others write to a song that is not open, may come after it.
    """
    lines, n_edits = list(reading.lines), 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "shorter.svd")
        while n_edits <= 1:
            path.write_bytes(reading.header_line + b"".join(lines))
            if read_journal(path).history.current == state:
                return True
            if not lines:
                return False
            line = lines.pop()
            n_edits += not isinstance(read_record(line.decode(), path.name, len(lines) + 2), SongMark)
    return False


def _locked(known: Known, killed: Sequence[WindowProcess], open_now: set[str]) -> list[str]:
    """Locks of the killed windows' songs that are still held, although nobody has these songs open."""
    faults = []
    for song in {_open_song(window) for window in killed} - open_now - {""}:
        lock = OwnerLock(lock_path_for(path_for(known.folder / song)))
        # The other window may be writing a note to it just now, or bringing to disk what it has left.
        end = time.monotonic() + LOCK_SECONDS
        while (held := lock.holder()) is not None and time.monotonic() < end:
            time.sleep(0.05)
        if held is not None:
            faults.append(f"{song}: is locked by {held}")
    return faults


def _of_index(known: Known) -> list[str]:
    index = SongIndex(known.folder)
    try:
        rows = index.rows()
        if index.place is None or index.place.parent.parent != known.folder:
            return [f"the index lies in {index.place}"]
        strange = set(rows) - set(known.songs)
        faults = [f"the index has songs that are not there: {strange}"] if strange else []
        missing = set(known.songs) - set(rows)
        faults += [f"the index lacks {missing}"] if missing else []
        with sqlite3.connect(index.place) as connection:
            if (state := connection.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
                faults.append(f"the index is damaged: {state}")
        connection.close()
        return faults
    finally:
        index.close()


def _of_files(known: Known) -> list[str]:
    """Files that belong to nobody, exported labels that are half there, and edits that had to go elsewhere."""
    beside = [path for path in known.folder.rglob("*") if ".svd" not in path.relative_to(known.folder).parts]
    strange = [path for path in beside if path.is_file() and not path.name.endswith(KNOWN_SUFFIXES)]
    labels = [path for path in known.folder.parent.glob("labels */**/*") if path.is_file()]
    contents = {path: path.read_bytes() for path in labels if path.suffix != PART_SUFFIX}
    return [
        *(f"{path}: belongs to nobody" for path in strange),
        *(f"{path}: is a half file" for path, content in contents.items() if content and not content.endswith(b"\n")),
        *(f"{path}: is in the fallback folder" for path in _fallback(known).glob("*")),
    ]


def _of_children(killed: Sequence[WindowProcess]) -> list[str]:
    end = time.monotonic() + CHILD_SECONDS
    while (left := [pid for window in killed for pid in window.children()]) and time.monotonic() < end:
        time.sleep(0.1)
    return [f"{len(left)} processes of a killed window are left"] if left else []
