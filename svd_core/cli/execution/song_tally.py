"""What became of songs that a command goes through one after the other: done, skipped, failed and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from svd_core.cli.output import Output
from svd_core.errors import SvdError, in_words


@dataclass
class SongTally:
    """How many songs there are, how many were done or skipped, and which failed."""

    songs: int
    done: int = 0
    skipped: int = 0
    failures: list[tuple[Path, str]] = field(default_factory=list)

    def each(self, songs: Sequence[Path], act: Callable[[Path], bool], output: Output) -> None:
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

    def close(self, output: Output, done: str, skipped: str) -> int:
        """Say the numbers and, once more, what failed; returns the exit status."""
        if self.songs > 1:
            output.say(*self._lines(done, skipped))
        output.report(
            "summary",
            songs=self.songs,
            done=self.done,
            skipped=self.skipped,
            failed=len(self.failures),
            failures=[{"song": str(song), "message": message} for song, message in self.failures],
        )
        return 1 if self.failures else 0

    def _lines(self, done: str, skipped: str) -> Iterator[str]:
        kinds = {done: self.done, skipped: self.skipped, "failed": len(self.failures)}
        yield f"{self.songs} songs: " + ", ".join(f"{number} {kind}" for kind, number in kinds.items() if number)
        for _, message in self.failures:
            yield f"  {message}"
