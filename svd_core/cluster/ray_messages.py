"""What Ray prints of its own accord, without what is told in other words anyway."""

from __future__ import annotations

import io
from typing import TextIO

_RETRIED = "the task will be retried"


class WithoutRetries(io.TextIOBase):
    """A stream for what Ray prints in the driver: messages of tries that failed are dropped, all others passed on.

    Ray shows a traceback for each of them, whatever its settings; the reason of the last try is told with its item.
    """

    def __init__(self, stream: TextIO) -> None:
        super().__init__()
        self._stream = stream
        self._dropped = False

    def write(self, text: str) -> int:
        """Pass on a text; `print` writes the end of a line as a text of its own."""
        self._dropped = _RETRIED in text or (self._dropped and text == "\n")
        if not self._dropped:
            self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        """Have what was written appear."""
        self._stream.flush()
