"""The journal of the open song: its history in memory, and the files in which every edit is before it is shown."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from svd_core.annotation.journal.changes import change_between
from svd_core.annotation.journal.compaction import compact_file
from svd_core.annotation.journal.history import History, Step, new_id
from svd_core.annotation.journal.journal_file import ForeignChangeError, JournalFile, readable_stamp_of
from svd_core.annotation.journal.merging import merged
from svd_core.annotation.journal.opening import Found, look_up
from svd_core.annotation.journal.places import free_name, lock_path_for
from svd_core.annotation.journal.reading import Reading, Stamp, read_journal
from svd_core.annotation.journal.records import Header, Move, Naming, Record, SongMark, header_line, record_line
from svd_core.annotation.song_annotation import SongAnnotation
from svd_core.annotation.song_status import HandStatus
from svd_core.errors import FormatError
from svd_core.files.owner_lock import Holder, OwnerLock, now, user_name
from svd_core.files.storage import write_atomically

LONG_LINES, LONG_BYTES = 4000, 8_000_000
"""A journal of more lines, or of more bytes after its header, is compacted when its song is closed."""

Stamps = tuple[Stamp | None, Stamp | None]
"""Of the journals beside the song and in the fallback folder; None where there is none, or nobody can tell."""


@dataclass(frozen=True)
class Saving:
    """Where an edit is now.

    Attributes:
        where: beside the song, in the fallback folder, or nowhere but in memory.
        cause: why it is not beside the song.
        is_conflict: whether that is because somebody else changed the file there.
    """

    where: Literal["own", "fallback", "memory"]
    cause: str = ""
    is_conflict: bool = False


class ReadOnlyError(RuntimeError):
    """An edit was asked for of a song that is open for reading only; whoever asks has to look first."""


class SongJournal:
    """The annotation of one open song with its history. It may be used from one thread; `close` ends its use.

    `failed` hears, on another thread, of edits that are with the system but did not reach the disk. Until
    `begin_writing` has taken the lock, the song is open for reading only. Edits are those of `annotator`, by default
    whoever is logged in.
    """

    def __init__(
        self,
        found: Found,
        program: str,
        failed: Callable[[OSError], None] = lambda error: None,
        annotator: str = "",
    ) -> None:
        self.annotator = annotator or user_name()
        self._disk = ThreadPoolExecutor(1, "journal")
        self._own = JournalFile(found.places.own, self._disk, failed)
        self._fallback = JournalFile(found.places.fallback, self._disk, failed)
        self.places, self._program = found.places, program
        self.hindrance = found.hindrance
        self.lock = OwnerLock(lock_path_for(found.places.own), self.annotator)
        self.holder: Holder | None = None
        self._is_unlocked = self._is_closed = False
        self.last_saving, self._n_given_up = Saving("own"), -1
        self._header: Future[bytes] | None = None
        self._load(found)

    def _load(self, found: Found) -> None:
        reading, self.last_saving = found.reading, Saving("own")
        if reading is None:
            self.history = History(found.start, new_id())
            self.lines: list[bytes] = []
        else:
            self.history, self.lines = reading.history, list(reading.lines)
            self._set_header(reading.header_line)
        for file, taken in ((self._own, found.own), (self._fallback, found.fallback if found.from_fallback else None)):
            if taken is None:
                file.forget()
            else:
                file.take_over(taken)
        # A file that stands in the way is the one there now; one that was not found and is there by now is new.
        own_now = readable_stamp_of(self.places.own) if found.hindrance else None
        fallback_now = readable_stamp_of(self.places.fallback) if found.hindrance or found.warnings else None
        self._read_stamps = (
            found.own.stamp if found.own else own_now,
            found.fallback.stamp if found.fallback else fallback_now,
        )
        self.other_copy = found.other_copy

    # --- who may write ---

    @property
    def is_writable(self) -> bool:
        """Whether this program holds the lock, or there can be none, and nothing stands in the way."""
        return (self.lock.held or self._is_unlocked) and not self.hindrance

    def begin_writing(self, even_from: Holder | None = None) -> Holder | None:
        """Take the lock, so that edits are possible; None if that worked, else who has the song open.

        Where there can be no lock beside the song, since its folder cannot be written, one in the fallback folder does;
        where there can be none at all, there is nothing that two could write.
        """
        if self.lock.held or self.hindrance:
            return None
        try:
            self.holder = self.lock.acquire(even_from)
        except OSError:
            self.lock = OwnerLock(lock_path_for(self.places.fallback), self.annotator)
            try:
                self.lock.path.parent.mkdir(parents=True, exist_ok=True)
                self.holder = self.lock.acquire(even_from)
            except OSError:
                self._is_unlocked, self.holder = True, None
        if self.is_writable and not self.is_unsaved and self.stamps_now() != self._read_stamps:
            # Something was written between the reading and the locking of the journal.
            self.follow_all(self.read_all())
        return self.holder

    # --- edits ---

    @property
    def annotation(self) -> SongAnnotation:
        """The annotation in the current state."""
        return self.history.annotation

    @property
    def is_on_disk(self) -> bool:
        """Whether there is a journal beside the song or in the fallback folder."""
        return self._own.stamp is not None or self._fallback.stamp is not None

    def begin_with(self, annotation: SongAnnotation) -> None:
        """Make this the first state. Only where there is no journal yet."""
        if self.lines or self.is_on_disk:
            raise ReadOnlyError("the journal has begun")
        self.history, self._header = History(annotation, new_id()), None

    def edit(self, after: SongAnnotation, text: str, joined: bool = False) -> Saving:
        """Go on to another annotation; `joined` edits are undone together with the one before."""
        before = self.history
        change = change_between(before.annotation, after)
        step = Step(new_id(), before.current, now(), self.annotator, text, change, joined)
        saving = self._write(step)
        before.add(step, after)
        return saving

    def go(self, state: str) -> Saving:
        """Go to another state of the history."""
        saving = self._write(Move(state, now(), self.annotator))
        self.history.go(state)
        return saving

    def name(self, state: str, name: str) -> Saving:
        """Give a state a name; an empty one takes it away."""
        saving = self._write(Naming(state, name, now(), self.annotator))
        self.history.name(state, name)
        return saving

    def mark(self, status: HandStatus | None = None, note: str | None = None) -> Saving:
        """Give the song a status by hand or a note; None leaves one as it is, an empty text takes it away."""
        saving = self._write(SongMark(status, note, now(), self.annotator))
        self.history.mark(status, note)
        return saving

    def save(self) -> Saving:
        """Write what is not on disk yet, also where nothing was edited."""
        if not self.is_writable:
            raise ReadOnlyError(self.hindrance or "open elsewhere")
        self.last_saving = self._save()
        return self.last_saving

    @property
    def is_unsaved(self) -> bool:
        """Whether edits are nowhere but in memory, and nobody has given them up."""
        return self.last_saving.where == "memory" and self._n_given_up != len(self.lines)

    def save_unsaved(self) -> bool:
        """Try once more to write what is only in memory; whether nothing is left there."""
        return not self.is_unsaved or (self.is_writable and self.save().where != "memory")

    def give_up_unsaved(self, given_up: bool = True) -> None:
        """Let the edits so far go that are only in memory, or (False) no longer do so; later ones count anew."""
        self._n_given_up = len(self.lines) if given_up else -1

    def _save(self) -> Saving:
        header = self._header_line()
        try:
            self._own.put(header, self.lines)
        except ForeignChangeError as error:
            return self._save_elsewhere(header, str(error), True)
        except OSError as error:
            return self._save_elsewhere(header, error.strerror or str(error), False)
        if self._fallback.stamp is not None:
            self._fallback.remove()
        return Saving("own")

    def prepare(self) -> None:
        """Make the journal's first line in the background, so that the first edit need not wait for it."""
        if self._header is None:
            root, state = self.history.root, self.history.root_id
            self._header = self._disk.submit(self._make_header, root, state)

    def wait_until_prepared(self) -> None:
        """Wait for what `prepare` makes."""
        self._header_line()

    def _write(self, record: Record) -> Saving:
        if not self.is_writable:
            raise ReadOnlyError(self.hindrance or "open elsewhere")
        self.lines.append(record_line(record))
        return self.save()

    def _save_elsewhere(self, header: bytes, cause: str, is_conflict: bool) -> Saving:
        path = self.places.fallback
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if self._fallback.stamp is None and path.exists():
                path.rename(free_name(path, "older"))
            self._fallback.put(header, self.lines)
        except (OSError, ForeignChangeError):
            return Saving("memory", cause, is_conflict)
        return Saving("fallback", cause, is_conflict)

    def _header_line(self) -> bytes:
        self.prepare()
        assert self._header is not None
        return self._header.result()

    def _make_header(self, root: SongAnnotation, state: str) -> bytes:
        return header_line(Header(state, root, self._program, now(), self.annotator))

    def _set_header(self, line: bytes) -> None:
        self._header = Future()
        self._header.set_result(line)

    # --- what others did ---

    @property
    def stamps(self) -> Stamps:
        """The stamps of the files beside the song and in the fallback folder as this program read or left them."""
        return (self._own.stamp, self._fallback.stamp) if self.lock.held else self._read_stamps

    def stamps_now(self) -> Stamps:
        """The stamps of these files as they are now."""
        return readable_stamp_of(self.places.own), readable_stamp_of(self.places.fallback)

    def foreign_change(self) -> str:
        """What somebody else did to the file beside the song; empty if nothing."""
        try:
            self._own.check()
        except ForeignChangeError as error:
            return str(error)
        except OSError:
            return ""  # Told when something is to be written.
        return ""

    def read_again(self) -> Reading | None:
        """The journal beside the song as it is now; None where there is none. FormatError if it cannot be read."""
        return read_journal(self.places.own) if self.places.own.is_file() else None

    def read_all(self) -> Found:
        """What there is now beside the song and in the fallback folder, as when the song is opened."""
        return look_up(self.places, self.history.root)

    def follow_all(self, found: Found) -> None:
        """Show what another program has written, wherever that is; nothing happens where there is no journal."""
        if found.reading is not None:
            self._load(found)
        if found.reading is not None or found.hindrance:
            self.hindrance = found.hindrance

    def follow(self, reading: Reading) -> None:
        """Show what another program has written beside the song, instead of what was read before."""
        self.history, self.lines = reading.history, list(reading.lines)
        self.last_saving = Saving("own")
        self._set_header(reading.header_line)
        self._own.take_over(reading)
        self.hindrance = reading.damage

    def write_anew(self, word: str = "") -> Saving:
        """Make the file beside the song again, with this history; what is there is kept under a name with `word`.

        OSError if it cannot be put aside; ReadOnlyError where somebody else has the song open.
        """
        hindrance, self.hindrance = self.hindrance, ""
        if self.begin_writing() is not None:
            self.hindrance = hindrance
            raise ReadOnlyError("open elsewhere")
        if word and self.places.own.exists():
            self.places.own.rename(free_name(self.places.own, word))
        self._own.forget()
        self.hindrance = ""
        return self.save()

    def put_aside(self, word: str) -> None:
        """Keep all files of this song's annotation under names with `word`, so that it can begin anew. OSError."""
        for path in (self.places.own, self.places.fallback, *self.places.snapshots):
            if path.exists():
                path.rename(free_name(path, word))
        self._own.forget()
        self._fallback.forget()

    def keep_copy(self) -> Path:
        """Write this history to a journal of its own beside the song; returns its path. OSError."""
        path = free_name(self.places.own, "mine")
        self.write_copy(path)
        return path

    def write_copy(self, path: Path) -> None:
        """Write this history to a journal at another path. OSError."""
        write_atomically(path, self._header_line() + b"".join(self.lines))

    def drop_mine(self) -> None:
        """Give up what is in the fallback folder since somebody else changed the file beside the song."""
        if self._fallback.stamp is not None:
            self._fallback.remove()

    def merged_with(self, reading: Reading) -> SongAnnotation | None:
        """Their last state with the edits that are only in this history; None where the edits touch each other."""
        mine, theirs = self.history, reading.history
        state = mine.current
        while state not in theirs:
            step = mine.step(state)
            if step is None:
                return None
            state = step.parent
        state = theirs.common_state(state, theirs.current)
        if state not in mine or mine.at(state) != theirs.at(state):
            return None
        return merged(mine.at(state), mine.annotation, theirs.annotation)

    def merge(self, reading: Reading, after: SongAnnotation, text: str) -> Saving:
        """Go on with their journal: my edits become a branch in it, and `after` the next state."""
        mine = self.history
        self.follow(reading)
        self._add_branch(mine)
        return self.edit(after, text)

    def take_in(self, copy: Reading, after: SongAnnotation, text: str) -> Saving:
        """Take edits over from a copy of this journal: they become a branch in it, and `after` the next state."""
        self._add_branch(copy.history)
        return self.edit(after, text)

    def _add_branch(self, other: History) -> None:
        """Add edits of another history that go on from states in this one, and its marks; stay in the current state."""
        tip = self.history.current
        for step in other.steps:
            if step.id not in self.history and step.parent in self.history:
                self.lines.append(record_line(step))
                self.history.add(step)
        if self.history.current != tip:
            self.history.go(tip)
            self.lines.append(record_line(Move(tip, now(), self.annotator)))
        if marks := other.marks_missing_in(self.history):
            self.lines.append(record_line(SongMark(*marks, now(), self.annotator)))
            self.history.mark(*marks)

    # --- the end ---

    def close(self, compact: bool = True) -> None:
        """See that everything is on disk, compact a long journal, both on another thread, and free the lock."""
        if self._is_closed:
            return
        self.save_unsaved()
        self._is_closed = True
        self._own.close()
        self._fallback.close()
        is_long = len(self.lines) > LONG_LINES or sum(map(len, self.lines)) > LONG_BYTES
        if compact and is_long and self.is_writable and self._own.stamp is not None:
            self._disk.submit(self._compact)
            self._disk.submit(self.lock.release)
        else:
            self.lock.release()
        self._disk.shutdown(wait=False)

    def wait(self) -> None:
        """Wait until everything is on disk and the lock is free, after `close`."""
        self._disk.shutdown(wait=True)

    def _compact(self) -> None:
        try:
            if self._own.n_lines == len(self.lines):
                compact_file(self._own, self.history, self._program, self.annotator)
        except (OSError, ForeignChangeError, FormatError, ValueError):
            return  # The long journal is as good.
