"""Errors in words for the user, and a hook that keeps the window open after an unexpected one."""

from __future__ import annotations

import errno
import logging
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType

from svd_core.errors import (
    AudioError,
    DataError,
    FormatError,
    MissingPartError,
    ModelError,
    NewerFormatError,
    RenderingError,
    SvdError,
    UnclearLabelsError,
)
from svd_core.training.child_process import ChildError
from svd_gui.translation import tr

SENTENCES: dict[type[Exception], str] = {
    UnclearLabelsError: "What the labels mean is not clear.",
    NewerFormatError: "This file was written by a later version of the program.",
    FormatError: "The file with labels or regions cannot be used as it is.",
    AudioError: "The sound cannot be read.",
    RenderingError: "The song cannot be heard in this way.",
    ModelError: "The model cannot be used.",
    DataError: "The songs to learn from or to measure with cannot be used as they are.",
    MissingPartError: "A part of the program that this needs is not installed.",
    SvdError: "The reason, in English:",
    ValueError: "This cannot be used as it is.",
}
"""What a person is told in another language than English, above what the core says in English; narrow kinds first."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Problem:
    """Something that went wrong: what and where in a line or two, and details for a report."""

    summary: str
    details: str = ""


def in_own_words(error: Exception) -> str:
    """What went wrong: in English as the core says it, in another language a sentence above the English details.

    The core writes for its command line, and names the file, what is wrong in it and what to do in one language only.
    """
    # Options of the command line are of no use here.
    details = error.question if isinstance(error, UnclearLabelsError) else str(error)
    sentence = next((sentence for kind, sentence in SENTENCES.items() if isinstance(error, kind)), "")
    # Nothing is put before English by English: the details say it all.
    return details if tr(sentence) == sentence else f"{tr(sentence)}\n{details}"


def describe(error: BaseException, doing: str) -> Problem:
    """Make a problem of an exception; `doing` says what was attempted ("Open song.mp3")."""
    details = "".join(traceback.format_exception(error))
    if isinstance(error, SvdError):
        return Problem(f"{doing}: {in_own_words(error)}", details)
    if isinstance(error, OSError):
        where = f" ({error.filename})" if error.filename else ""
        return Problem(f"{doing}: {_reason(error)}{where}", details)
    if isinstance(error, MemoryError):
        return Problem(tr("{0}: not enough memory. Close other programs and try again.").format(doing), details)
    text = tr("{0}: unexpected fault in the program ({1}). Your work is saved; please report the details.")
    return Problem(text.format(doing, type(error).__name__), details)


def describe_end(error: Exception, doing: str) -> Problem:
    """Make a problem of what ended a child process: what the child said of it, else what went wrong on this side."""
    if isinstance(error, ChildError):
        return Problem(in_own_words(error), error.details)
    return describe(error, doing)


def _reason(error: OSError) -> str:
    """What the operating system says, which it does in English, where it is not one of the usual reasons."""
    reasons = {
        errno.ENOENT: tr("there is no such file or folder"),
        errno.EACCES: tr("this is not allowed"),
        errno.EPERM: tr("this is not allowed"),
        errno.EROFS: tr("nothing can be written there"),
        errno.ENOSPC: tr("the disk is full"),
        errno.ENAMETOOLONG: tr("the name is too long"),
    }
    return reasons.get(error.errno or 0, error.strerror or str(error))


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
