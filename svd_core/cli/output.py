"""What a command says: sentences for people, or one JSON object a line for programs."""

from __future__ import annotations

import json
import math
import sys
from typing import Any, TextIO


class Output:
    """The voice of one command.

    Results go to stdout: as sentences, or with --json as reports. Complaints go to stderr in either case.
    """

    def __init__(self, command: str, as_json: bool) -> None:
        self.as_json = as_json
        self._command = command

    def report(self, kind: str, **values: Any) -> None:
        """One JSON object on a line of its own; nothing without --json."""
        if self.as_json:
            # Non-ASCII as escapes: a file name may hold bytes that no encoding can print.
            _write(sys.stdout, json.dumps({"report": kind} | _plain(values)))

    def say(self, text: str) -> None:
        """A sentence for people; nothing with --json."""
        if not self.as_json:
            _write(sys.stdout, text)

    def complain(self, message: str, **values: Any) -> None:
        """One line on stderr, and with --json an error report that has the given values too."""
        _write(sys.stderr, f"{self._command}: {' '.join(message.split())}")
        self.report("error", message=message, **values)


def in_words(error: Exception) -> str:
    """What an error says; of one from the system, its words with the file they are about."""
    if not isinstance(error, OSError):
        return str(error)
    reason = error.strerror or str(error)
    return f"{error.filename}: {reason}." if error.filename else f"{reason}."


def _write(stream: TextIO, text: str) -> None:
    """A line at once, not when a buffer is full, with a progress bar on the terminal moved out of its way."""
    if "tqdm" in sys.modules:
        from tqdm import tqdm

        with tqdm.external_write_mode(file=stream):
            stream.write(text + "\n")
    else:
        stream.write(text + "\n")
    stream.flush()


def _plain(value: Any) -> Any:
    """The value with numbers that JSON cannot hold (NaN, infinity) as null."""
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
