"""The undo stack of the window as a mirror of the journal's history: the line of states from the first to the last."""

from __future__ import annotations

from collections.abc import Callable
from weakref import WeakMethod

from PySide6.QtGui import QUndoCommand, QUndoStack

from svd_core.annotation.journal.history import History, Step
from svd_gui.style.plain_text import without_keys

Go = Callable[[str], object]


class UndoLine:
    """Feeds an undo stack, which has Qt's actions and texts, from a history, which has the states.

    `go` is called with the state to go to, when a person asks for undo or redo.
    """

    def __init__(self, stack: QUndoStack, go: Go) -> None:
        self._stack = stack
        self._go = WeakMethod(go)
        self._is_mirroring = False

    def mirror(self, history: History | None) -> None:
        """Make the stack anew: undo and redo as in the history; empty without one."""
        self._is_mirroring = True
        try:
            self._stack.clear()
            if history is None:
                return
            index = 0
            for state in history.line():
                step = history.step(state)
                if step:
                    self._push(step)
                if state == history.current:
                    index = self._stack.count()
            self._stack.setIndex(index)
        finally:
            self._is_mirroring = False

    def add(self, step: Step) -> None:
        """Take up an edit that was made just now, in place of what could have been redone."""
        self._is_mirroring = True
        try:
            self._push(step)
        finally:
            self._is_mirroring = False

    def _push(self, step: Step) -> None:
        if step.joined and self._stack.index() == 0:
            # It belongs to the first state, at which undo ends.
            self._stack.clear()
        else:
            self._stack.push(_Move(self, step))

    def go(self, state: str) -> None:
        """Go to a state because a person asked for it; the stack's own changes go nowhere."""
        go = self._go()
        if go is not None and not self._is_mirroring:
            go(state)


class _Move(QUndoCommand):
    """One step of undo: from a state to the one after it. It holds no annotation, which may be large.

    The line it belongs to holds its document weakly. Otherwise the garbage collector could free the document through
    one of its own commands, whose second deletion would end the process.
    """

    def __init__(self, line: UndoLine, step: Step) -> None:
        super().__init__(without_keys(step.text))
        self._line, self._step = line, step
        self._start, self._end = step.parent, step.id

    def id(self) -> int:
        """Return one number for all, so that Qt offers each next command to `mergeWith`."""
        return 1

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Absorb the next edit, if the two are undone together."""
        if not isinstance(other, _Move) or not other._step.joined or other._start != self._end:
            return False
        self._end = other._end
        return True

    def redo(self) -> None:
        self._line.go(self._end)

    def undo(self) -> None:
        self._line.go(self._start)
