"""The history of an annotation: a tree of states, of which one is the current one.

Undo goes to the state before, redo to the state that was last reached from there. An edit after undo begins a branch;
what it left behind stays in the tree and can be reached by a jump. Status by hand and note are of the song, whatever
its state.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass

from svd_core.annotation.journal.changes import Change, Draft
from svd_core.annotation.song_annotation import SongAnnotation
from svd_core.annotation.song_status import HandStatus


@dataclass(frozen=True)
class Step:
    """One edit: it leads from the state `parent` to the state `id`.

    Attributes:
        time: when it was made, in ISO 8601.
        by: the name of the annotator.
        text: what was done, in the words of the menu.
        joined: whether it is undone and redone together with the edit before, as the steps of one nudge are.
    """

    id: str
    parent: str
    time: str
    by: str
    text: str
    change: Change
    joined: bool = False


def new_id() -> str:
    """An identifier that no other state has, whichever program or machine makes it."""
    return secrets.token_hex(6)


class History:
    """A tree of annotations that grows with every edit. The first state has no step: it is what was found or proposed.

    Moves and additions raise KeyError for a state that is not there, ValueError for a change that does not fit.
    """

    def __init__(self, root: SongAnnotation, root_id: str) -> None:
        self.root, self.root_id = root, root_id
        self.current = root_id
        self.names: dict[str, str] = {}
        self.status: HandStatus = ""
        self.note = ""
        self._steps: dict[str, Step] = {}
        self._depths = {root_id: 0}
        self._last_child: dict[str, str] = {}
        self._annotation: SongAnnotation | None = root
        self._draft: Draft | None = None

    @property
    def annotation(self) -> SongAnnotation:
        """The annotation in the current state."""
        if self._annotation is None:
            assert self._draft is not None
            self._annotation = self._draft.annotation()
        return self._annotation

    @property
    def steps(self) -> tuple[Step, ...]:
        """All edits, in the order in which they were made."""
        return tuple(self._steps.values())

    @property
    def way(self) -> tuple[Step, ...]:
        """The edits that lead from the first state to the current one."""
        return tuple(self._way(self.root_id, self.current)[1])

    def __len__(self) -> int:
        return len(self._steps)

    def __contains__(self, state: object) -> bool:
        return state == self.root_id or state in self._steps

    def step(self, state: str) -> Step | None:
        """The edit that leads to a state; None for the first one."""
        if state == self.root_id:
            return None
        return self._steps[state]

    def add(self, step: Step, after: SongAnnotation | None = None) -> None:
        """Add an edit and go to the state it leads to; `after` is that state, if it is known."""
        if step.id in self:
            raise ValueError(f"there are two edits {step.id}")
        self.go(step.parent)
        self._apply(step.change)
        self._steps[step.id] = step
        self._depths[step.id] = self._depths[step.parent] + 1
        self._last_child[step.parent] = step.id
        self.current, self._annotation = step.id, after

    def go(self, state: str) -> None:
        """Make another state the current one."""
        if state not in self:
            raise KeyError(state)
        if state == self.current:
            return
        back, forth = self._way(self.current, state)
        for step in back:
            self._apply(step.change.reversed())
        for step in forth:
            self._apply(step.change)
            self._last_child[step.parent] = step.id
        self.current, self._annotation = state, None

    def name(self, state: str, name: str) -> None:
        """Give a state a name; an empty one takes it away."""
        if state not in self:
            raise KeyError(state)
        if name:
            self.names[state] = name
        else:
            self.names.pop(state, None)

    def mark(self, status: HandStatus | None, note: str | None) -> None:
        """Give the song a status by hand or a note; None leaves one as it is, an empty text takes it away."""
        self.status = self.status if status is None else status
        self.note = self.note if note is None else note

    def marks_missing_in(self, other: History) -> tuple[HandStatus | None, str | None] | None:
        """The status by hand and the note that another history of the song has not, as `mark` takes them; or None."""
        status, note = None if other.status else self.status or None, None if other.note else self.note or None
        return (status, note) if status or note else None

    def undo_target(self) -> str | None:
        """The state that undo goes to, or None at the first one."""
        state = self.current
        while (step := self.step(state)) and step.joined:
            state = step.parent
        return step.parent if step else None

    def redo_target(self) -> str | None:
        """The state that redo goes to, or None where nothing was undone."""
        state = self._last_child.get(self.current)
        while state is not None:
            following = self._last_child.get(state)
            if following is None or not self._steps[following].joined:
                break
            state = following
        return state

    def line(self) -> tuple[str, ...]:
        """The states from the first one over the current one to the last that redo would reach."""
        after = []
        state = self._last_child.get(self.current)
        while state is not None:
            after.append(state)
            state = self._last_child.get(state)
        return (*reversed(tuple(self._up(self.current))), *after)

    def at(self, state: str) -> SongAnnotation:
        """The annotation in any state; the current state stays what it is."""
        if state == self.current:
            return self.annotation
        draft = Draft(self.annotation)
        back, forth = self._way(self.current, state)
        for step in back:
            draft.apply(step.change.reversed())
        for step in forth:
            draft.apply(step.change)
        return draft.annotation()

    def common_state(self, one: str, other: str) -> str:
        """The last state that lies on the ways to both of two states."""
        while one != other:
            if self._depths[one] >= self._depths[other]:
                one = self._steps[one].parent
            else:
                other = self._steps[other].parent
        return one

    def _apply(self, change: Change) -> None:
        if self._draft is None:
            self._draft = Draft(self.annotation)
        self._draft.apply(change)

    def _up(self, state: str) -> Iterator[str]:
        """A state, the one before, and so on to the first."""
        while state != self.root_id:
            yield state
            state = self._steps[state].parent
        yield state

    def _way(self, start: str, end: str) -> tuple[list[Step], list[Step]]:
        """The edits to be taken back, then those to be made, on the way from one state to another."""
        meeting = self.common_state(start, end)
        back, forth = [], []
        while start != meeting:
            back.append(self._steps[start])
            start = self._steps[start].parent
        while end != meeting:
            forth.append(self._steps[end])
            end = self._steps[end].parent
        return back, forth[::-1]
