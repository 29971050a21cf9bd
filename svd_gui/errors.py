"""Errors in words for the user, and a hook that keeps the window open after an unexpected one."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType

from svd_core.errors import SvdError, UnclearLabelsError
from svd_gui.translation import tr

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Problem:
    """Something that went wrong: what and where in a line or two, and details for a report."""

    summary: str
    details: str = ""


def describe(error: BaseException, doing: str) -> Problem:
    """Make a problem of an exception; `doing` says what was attempted ("Open song.mp3")."""
    details = "".join(traceback.format_exception(error))
    if isinstance(error, UnclearLabelsError):
        # Options of the command line are of no use here.
        return Problem(f"{doing}: {error.question}", details)
    if isinstance(error, SvdError):
        return Problem(f"{doing}: {error}", details)
    if isinstance(error, OSError):
        where = f" ({error.filename})" if error.filename else ""
        return Problem(f"{doing}: {error.strerror or error}{where}", details)
    if isinstance(error, MemoryError):
        return Problem(tr("{0}: not enough memory. Close other programs and try again.").format(doing), details)
    text = tr("{0}: unexpected fault in the program ({1}). Your work is saved; please report the details.")
    return Problem(text.format(doing, type(error).__name__), details)


def install_hook(show: Callable[[Problem], None]) -> None:
    """Show every uncaught exception instead of ending the program; Ctrl+C still ends it."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        problem = describe(error, tr("Something went wrong"))
        log.error("%s\n%s", problem.summary, problem.details)
        show(problem)

    sys.excepthook = hook
