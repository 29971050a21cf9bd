"""Several hands on one song: who has it open, what others wrote, and what is asked of the person about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from PySide6.QtCore import QObject, QTimer, Signal

from svd_core.annotation.clock import clock, moment
from svd_core.annotation.journal.changes import SongIdentity, sound_of
from svd_core.annotation.journal.opening import Found, OtherCopy
from svd_core.annotation.journal.reading import Reading
from svd_core.annotation.journal.song_journal import ReadOnlyError, SongJournal, Stamps
from svd_core.errors import SvdError
from svd_core.files.owner_lock import BEAT_SECONDS, Holder
from svd_gui import background
from svd_gui.errors import Problem, describe
from svd_gui.song.document import Document
from svd_gui.song.question import Answer, Question

WATCH_MS = 2000
"""How often the journal and its lock are looked at."""


@dataclass(frozen=True)
class Sighting:
    """What was seen of the song: the journals' stamps, who holds the lock, and whether it is still this window's."""

    stamps: Stamps
    holder: Holder | None
    is_mine: bool


class SharedSong(QObject):
    """Watches the open song's journal and lock, and asks what only a person can decide.

    `reopen_requested` asks for the song to be opened once more, since its files are others now.
    """

    question_changed = Signal(object)
    reopen_requested = Signal()
    problem_found = Signal(object)

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._task: background.Task | None = None
        self._renewed = 0.0
        self._is_asking = False
        self._is_damaged = False
        self._sound: SongIdentity | None = None
        document.conflict_found.connect(self._ask_about_conflict)
        self._timer = QTimer(self)
        self._timer.setInterval(WATCH_MS)
        self._timer.timeout.connect(self.watch)

    def open(self, found: Found, sound: SongIdentity) -> None:
        """Take over another song that the document has opened, and ask what there is to ask."""
        self._show(None)
        self._renewed = monotonic()
        self._timer.start()
        self._sound, self._is_damaged = sound, found.is_damaged
        self._ask_next()

    def _ask_next(self) -> None:
        """Ask what there is still to ask; edits wait while it is open whether the regions belong to this sound."""
        journal = self._document.journal
        if journal is None or self._is_asking:
            return
        is_mine = not journal.hindrance and journal.holder is None
        sound = self._sound if self._sound and journal.annotation.song_key != self._sound.song_key else None
        is_paused = is_mine and sound is not None
        self._document.pause(self.tr("First say whether the regions belong to this sound.") if is_paused else "")
        if journal.hindrance:
            self._ask_about_hindrance(journal.hindrance)
        elif journal.holder is not None:
            self._tell_holder(journal.holder)
        elif sound is not None:
            self._ask_about_sound(sound_of(journal.annotation), sound)
        elif journal.other_copy is not None:
            self.offer(journal.other_copy)

    def _go_on(self) -> None:
        """A question is answered: take it away, and ask the next one."""
        self._show(None)
        self._ask_next()

    def close(self) -> None:
        """Stop watching."""
        self._timer.stop()
        if self._task is not None:
            self._task.cancel()
        self._show(None)

    # --- watching ---

    def watch(self) -> None:
        """Look at the journal and its lock, on another thread; nothing happens where all is as it was."""
        journal = self._document.journal
        if journal is None or (self._task is not None and self._task.running):
            return
        is_due = journal.lock.held and monotonic() - self._renewed > BEAT_SECONDS
        if is_due:
            self._renewed = monotonic()
        known, was_held = journal.stamps, journal.lock.held
        self._task = background.run(
            lambda: _look(journal, is_due),
            lambda seen: self._take_note(journal, known, was_held, seen),
            lambda error: None,
        )

    def _take_note(self, journal: SongJournal, known: Stamps, was_held: bool, seen: Sighting) -> None:
        if journal is not self._document.journal:
            return
        # A lock that was taken only after the look cannot have been lost by then.
        if was_held and journal.lock.held and not seen.is_mine:
            self._lose_lock(journal)
        if not journal.lock.held and journal.holder is not None:
            self._tell_holder(journal.holder, seen.holder is None)
        # Whatever was written meanwhile from here makes the sighting an old one.
        if seen.stamps == known or known != journal.stamps:
            return
        if journal.lock.held:
            change = journal.foreign_change()
            if change:
                self._ask_about_conflict(change)
        else:
            self._task = background.run(
                journal.read_all, lambda found: self._follow(journal, found), lambda error: None
            )

    def _lose_lock(self, journal: SongJournal) -> None:
        """Somebody held this program to be gone, as after a long sleep, and has the song now."""
        journal.lock.release()
        journal.holder = journal.lock.holder() or journal.lock.me
        self._document.show_writable()

    def _follow(self, journal: SongJournal, found: Found) -> None:
        if journal.is_unsaved:
            return  # What is in memory only would go; closing the song asks about it.
        if journal is self._document.journal and found.reading is not None and not journal.lock.held:
            self._is_damaged = found.is_damaged
            self._document.follow_all(found)

    # --- another window or computer ---

    def _tell_holder(self, holder: Holder, is_gone: bool = False) -> None:
        who = self.tr("{0} on {1}").format(holder.user, holder.host)
        if is_gone:
            text = self.tr("{0} no longer has this song open. It is shown as it was left; you can edit it now.")
            self._show(Question(text.format(who), (Answer(self.tr("Edit Here"), lambda: self._take_over(holder)),)))
            return
        text = self.tr(
            "{0} has had this song open since {1}. It is shown for reading and follows the edits made there."
        )
        self._show(Question(text.format(who, moment(holder.since))))

    def _take_over(self, holder: Holder) -> None:
        journal = self._document.journal
        if journal is None:
            return
        still = journal.begin_writing(even_from=holder)
        if still is not None:
            self._tell_holder(still)
            return
        # Taking the lock has read what was written last.
        self._go_on()
        self._document.show_history()

    # --- a change by others, while it is open here ---

    def _ask_about_conflict(self, change: str) -> None:
        if self._is_asking:
            return
        answers = [Answer(self.tr("Keep Mine as a Copy"), self._keep_copy)]
        journal = self._document.journal
        assert journal is not None
        try:
            theirs = journal.read_again()
        except SvdError as error:
            change = f"{change} {error}"
            answers += [Answer(self.tr("Write Mine Instead"), lambda: self._write_mine("other"))]
        else:
            if theirs is None:
                answers = [Answer(self.tr("Write It Again"), lambda: self._write_mine(""))]
            else:
                answers.insert(0, Answer(self.tr("Use the Other"), self._use_theirs))
                if journal.merged_with(theirs) is not None:
                    answers.insert(0, Answer(self.tr("Merge"), self._merge))
        if journal.is_unsaved:
            text = self.tr(
                "{0} Nothing was written to it, and {1} cannot be written: your last edits are not saved yet."
            )
        else:
            text = self.tr("{0} Nothing was written to it; until you choose, your edits are kept in {1}.")
        self._show(Question(text.format(change, journal.places.fallback.parent), tuple(answers)))
        self._is_asking = True

    def _merge(self) -> None:
        self._read_theirs(self._merge_with)

    def _merge_with(self, theirs: Reading) -> None:
        journal = self._document.journal
        assert journal is not None
        after = journal.merged_with(theirs)
        if after is None:
            self._is_asking = False
            self._ask_about_conflict(self.tr("The edits touch each other by now."))
            return
        self._show(None)
        self._document.merge(theirs, after, self.tr("Merge edits"))
        self._ask_next()

    def _use_theirs(self) -> None:
        journal = self._document.journal
        assert journal is not None
        if self._read_theirs(self._document.follow):
            journal.drop_mine()
            self._go_on()

    def _keep_copy(self) -> None:
        journal = self._document.journal
        assert journal is not None
        try:
            path = journal.keep_copy()
        except OSError as error:
            self.problem_found.emit(describe(error, self.tr("Keep a copy")))
            return
        text = self.tr("Your edits are in {0}. Edit > Merge a Copy takes them in again.")
        self.problem_found.emit(Problem(text.format(path)))
        self._use_theirs()

    def _write_mine(self, word: str) -> None:
        """Write the journal anew; what is there is kept under a name with `word`."""
        journal = self._document.journal
        assert journal is not None
        self._show(None)
        try:
            self._document.take_saving(journal.write_anew(word))
        except OSError as error:
            self.problem_found.emit(describe(error, self.tr("Save")))
        except ReadOnlyError:
            if journal.holder is not None:
                self._tell_holder(journal.holder)
                return
        self._ask_next()

    def _read_theirs(self, use: Callable[[Reading], object]) -> bool:
        """Read what others wrote and use it; returns whether that was possible."""
        journal = self._document.journal
        assert journal is not None
        try:
            theirs = journal.read_again()
        except SvdError as error:
            self.problem_found.emit(describe(error, self.tr("Open")))
            return False
        if theirs is None:
            self.reopen_requested.emit()
            return False
        use(theirs)
        return True

    # --- what is found when a song is opened ---

    def _ask_about_hindrance(self, hindrance: str) -> None:
        answers: tuple[Answer, ...] = ()
        if self._is_damaged:
            answers = (Answer(self.tr("Keep It and Go On from Here"), lambda: self._write_mine("damaged")),)
        self._show(Question(self.tr("For reading only: {0}").format(hindrance), answers))

    def _ask_about_sound(self, before: SongIdentity, sound: SongIdentity) -> None:
        text = self.tr("{0} is another sound than the one annotated ({1} then, {2} now). Are the regions still right?")
        question = text.format(sound.song, clock(before.duration), clock(sound.duration))
        keep = Answer(self.tr("Keep the Regions"), self._keep_regions)
        self._show(Question(question, (keep, Answer(self.tr("Start Anew"), self._start_anew))))

    def _keep_regions(self) -> None:
        self._show(None)
        self._document.pause("")
        self._document.adopt_sound(self.tr("Keep regions for another sound"))
        self._ask_next()

    def _start_anew(self) -> None:
        journal = self._document.journal
        assert journal is not None
        self._show(None)
        try:
            journal.put_aside("other-sound")
        except OSError as error:
            self.problem_found.emit(describe(error, self.tr("Start anew")))
        self.reopen_requested.emit()

    def offer(self, copy: OtherCopy) -> None:
        """Offer a copy of this song's annotation: to merge its edits, or to use it instead."""
        journal = self._document.journal
        if journal is None:
            return
        if reason := self._document.read_only_reason:
            text = self.tr("{0} cannot be used now: {1}")
            self.problem_found.emit(Problem(text.format(copy.path.name, reason)))
            return
        if copy.annotation == journal.annotation or (copy.reading and copy.reading.history.current in journal.history):
            text = self.tr("{0} holds nothing that is not in this song's history.")
            self.problem_found.emit(Problem(text.format(copy.path.name)))
            if copy is journal.other_copy:
                journal.other_copy = None
            return
        text = self.tr(
            "There is another copy of this song's annotation, changed {0}, with %n regions: {1}",
            "",
            len(copy.annotation.regions),
        )
        question = text.format(moment(copy.time), copy.path)
        if copy.annotation.song_key != journal.annotation.song_key:
            made_for = self.tr("It was made for another sound, {0} of {1}.")
            question += f"\n{made_for.format(copy.annotation.song, clock(copy.annotation.duration))}"
        answers = [Answer(self.tr("Use That Copy"), lambda: self._use_copy(copy))]
        if copy.reading and journal.merged_with(copy.reading) is not None:
            answers.insert(0, Answer(self.tr("Merge"), lambda: self._merge_copy(copy)))
        self._show(Question(question, (*answers, Answer(self.tr("Not Now"), self._pass_over))))

    def _pass_over(self) -> None:
        journal = self._document.journal
        assert journal is not None
        journal.other_copy = None
        self._go_on()

    def _merge_copy(self, copy: OtherCopy) -> None:
        journal = self._document.journal
        assert journal is not None
        self._show(None)
        after = journal.merged_with(copy.reading) if copy.reading else None
        if copy.reading is None or after is None:  # edited since it was offered
            self.offer(copy)
            return
        journal.other_copy = None
        self._document.take_in(copy.reading, after, self.tr("Merge a copy"))
        self._ask_next()

    def _use_copy(self, copy: OtherCopy) -> None:
        journal = self._document.journal
        assert journal is not None
        journal.other_copy = None
        self._show(None)
        self._document.replace(self.tr("Use another copy"), copy.annotation)
        self._ask_next()

    def _show(self, question: Question | None) -> None:
        self._is_asking = False
        self.question_changed.emit(question)


def _look(journal: SongJournal, renew: bool) -> Sighting:
    lock = journal.lock
    is_mine = lock.renew() if renew else lock.held
    return Sighting(journal.stamps_now(), None if lock.held else lock.holder(), is_mine)
