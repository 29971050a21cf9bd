"""A progress bar on the last line of a terminal."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Any, Self

from svd_core.files.visible_text import visible


class ProgressLine:
    """A bar on stderr with the time left; nothing where stderr is no terminal."""

    def __init__(self, title: str, total: float, unit: str, shown: bool = True, done: float = 0) -> None:
        self._bar: Any = None
        if shown and sys.stderr.isatty():
            from tqdm import tqdm

            layout = "{desc} {percentage:3.0f}% {bar} {n:.0f}/{total:.0f} {unit} · {remaining} left{postfix}"
            self._bar = tqdm(
                desc=visible(title),
                total=total,
                initial=done,
                unit=unit,
                bar_format=layout,
                leave=False,
                dynamic_ncols=True,
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def visible(self) -> bool:
        """Whether the bar is shown."""
        return self._bar is not None

    def close(self) -> None:
        """Remove the bar."""
        if self._bar is not None:
            self._bar.close()

    def reach(self, done: float, note: str = "") -> None:
        """Move the bar to `done` units."""
        if self._bar is not None:
            self._bar.set_postfix_str(visible(note), refresh=False)
            self._bar.update(done - self._bar.n)
