"""Output of commands: sentences for people, or one JSON object a line for programs.

Sentences may hold names and labels from files, so their control characters are shown as escapes.
"""

from __future__ import annotations

import contextlib
import json
import math
import sys
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from svd_core.files.visible_text import visible
from svd_core.sentence import parts


class Output:
    """Where one command writes: results to stdout, as sentences or with --json as reports, errors to stderr."""

    def __init__(self, command: str, as_json: bool) -> None:
        self.as_json = as_json
        self._command = command
        self._own_stdout: TextIO | None = None

    @contextlib.contextmanager
    def alone_on_stdout(self) -> Iterator[None]:
        """Nobody else writes to stdout within the block: what libraries print there goes to stderr."""
        self._own_stdout = sys.stdout
        try:
            with contextlib.redirect_stdout(sys.stderr):
                yield
        finally:
            self._own_stdout = None

    @property
    def _stdout(self) -> TextIO:
        return self._own_stdout or sys.stdout

    def report(self, kind: str, /, **values: Any) -> None:
        """Write a JSON object on a line of its own; without --json, nothing."""
        if self.as_json:
            # Non-ASCII as escapes: a file name may hold bytes that no encoding can print.
            _write(self._stdout, json.dumps({"report": kind} | _plain(values)).replace("\x7f", "\\u007f"))

    def say(self, *lines: str) -> None:
        """Write lines for people; with --json, nothing."""
        if not self.as_json:
            _write(self._stdout, "\n".join(map(visible, lines)))

    def notices(self, texts: Iterable[str]) -> None:
        """Write what people should know, a sentence each; with --json, as notice reports."""
        for text in texts:
            self.say(text)
            self.report("notice", text=text, **parts(text))

    def write(self, document: str) -> None:
        """Write a text that is the result itself, such as a label file, as it is; with --json, nothing."""
        if not self.as_json:
            _write(self._stdout, document.removesuffix("\n"))

    def warn(self, message: str, **values: Any) -> None:
        """Write a warning, which is no failure, as one line to stderr and, with --json, as a warning report."""
        _write(sys.stderr, visible(f"{self._command}: warning: {message.strip()}"))
        self.report("warning", message=message, **values)

    def complain(self, message: str, **values: Any) -> None:
        """Write an error as one line to stderr and, with --json, as an error report with these values."""
        _write(sys.stderr, visible(f"{self._command}: {message.strip()}"))
        self.report("error", message=message, **values)


def _write(stream: TextIO, text: str) -> None:
    """Write a line and flush it; a progress bar on the terminal is moved out of its way."""
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
