"""Work in child processes can be given up at any moment."""

from __future__ import annotations

from svd_core.cli.program import PROGRAM
from svd_core.training.child_process import ChildProcess
from svd_gui.child import Child


def test_a_child_that_was_given_up_before_it_was_there_ends_at_once() -> None:
    child = Child[ChildProcess]()
    child.cancel()
    process = child.start(lambda: ChildProcess(PROGRAM, "info", []))
    assert list(process) == []
    assert process.cancelled
    assert child.process is process
