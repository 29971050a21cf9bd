"""What became of songs that a command goes through one after the other: done, skipped, failed and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from svd_core.cli.output import Output
from svd_core.errors import SvdError, in_words


@dataclass
class SongTally:
    """How many songs there are, how many were done or skipped, and which failed."""

    songs: int
    done: int = 0
    skipped: int = 0
    failures: list[tuple[Path, str]] = field(default_factory=list)

    def each(self, songs: Iterable[Path], act: Callable[[Path], bool], output: Output) -> None:
        """Act on every song, which says whether anything was done; errors are told, and the others go on."""
        for song in songs:
            try:
                if act(song):
                    self.done += 1
                else:
                    self.skipped += 1
            except BrokenPipeError:
                raise
            except (SvdError, OSError) as error:
                message = in_words(error)
                message = message if song.name in message else f"{song}: {message}"
                self.failures.append((song, message))
                output.complain(message, song=str(song))

    def close(self, output: Output, skipped: str) -> int:
        """Say and report the numbers; returns the exit status, 1 if any song failed."""
        self.say(output, skipped)
        return self.report(output, "done")

    def say(self, output: Output, skipped: str) -> None:
        """Say the numbers of several songs and, once more, what failed, which may have scrolled away.

        `skipped` says why songs were skipped.
        """
        if self.songs > 1 or self.skipped:
            output.say(*self._lines(skipped))

    def report(self, output: Output, done: str, **facts: Any) -> int:
        """Report the numbers, that of songs done under the name `done`, and facts; returns the exit status."""
        numbers = {"songs": self.songs, done: self.done, "skipped": self.skipped, "failed": len(self.failures)}
        failures = [{"song": str(song), "message": message} for song, message in self.failures]
        output.report("summary", **numbers, failures=failures, **facts)
        return 1 if self.failures else 0

    def _lines(self, skipped: str) -> Iterator[str]:
        kinds = {"done": self.done, f"skipped, since {skipped}": self.skipped, "failed": len(self.failures)}
        numbers = ", ".join(f"{number} {kind}" for kind, number in kinds.items() if number)
        yield f"{self.songs} song{'' if self.songs == 1 else 's'}: {numbers}" + (":" if self.failures else ".")
        for _, message in self.failures:
            yield f"  {message}"
