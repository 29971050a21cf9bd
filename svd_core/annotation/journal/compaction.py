"""Compaction: a shorter journal of the same song, in which old edits are summed up."""

from __future__ import annotations

from dataclasses import replace

from svd_core.annotation.journal.changes import change_between
from svd_core.annotation.journal.history import History
from svd_core.annotation.journal.journal_file import JournalFile
from svd_core.annotation.journal.records import Header, Move, Naming, Record, SongMark, header_line, record_line
from svd_core.files.owner_lock import now
from svd_core.files.storage import write_atomically

KEPT_EDITS = 1000
"""So many of the last edits stay one by one."""
BACKUP_SUFFIX = ".bak"


def compact_file(file: JournalFile, history: History, program: str, by: str) -> None:
    """Replace a journal by a shorter one with the same history, and keep the long one as a backup.

    Raises ForeignChangeError where somebody else has changed the journal, up to the moment of replacing it: then it
    stays. OSError, and then it stays, too.
    """
    file.check()
    records = compacted(history, by)
    header = header_line(Header(history.root_id, history.root, program, now(), by))
    write_atomically(file.path.with_name(file.path.name + BACKUP_SUFFIX), file.path.read_bytes())
    file.replace(header + b"".join(map(record_line, records)))


def compacted(history: History, by: str, kept_edits: int = KEPT_EDITS) -> list[Record]:
    """Records that make a history with the first state, the last edits, the named states and the current one.

    Undo, redo and jumps reach these states as before. Edits between them are summed up in one. Moves, names and marks
    are made anew, in the name of `by`.
    """
    kept = _kept(history, kept_edits)
    records: list[Record] = []
    for step in history.steps:
        if step.id not in kept:
            continue
        parent = step.parent
        while parent not in kept:
            following = history.step(parent)
            assert following is not None
            parent = following.parent
        if parent != step.parent:
            change = change_between(history.at(parent), history.at(step.id))
            text = f"Earlier edits, the last: {step.text}"
            step = replace(step, parent=parent, change=change, text=text, joined=False)
        records.append(step)
    records += [Naming(state, name, now(), by) for state, name in history.names.items()]
    if history.status or history.note:
        records.append(SongMark(history.status, history.note, now(), by))
    line = [state for state in history.line() if state in kept]
    return [*records, Move(line[-1], now(), by), Move(history.current, now(), by)]


def _kept(history: History, kept_edits: int) -> set[str]:
    last = history.steps[-kept_edits:]
    kept = {history.root_id, history.current, *history.names}
    # The states before the last edits, too, so that undo of each takes back this edit and no more.
    return kept | {step.id for step in last} | {step.parent for step in last}
