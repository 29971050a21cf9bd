"""How far the songs of an archive are, how fast it goes, what it costs, and what became of them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from svd_core.annotation.clock import clock
from svd_core.cli.output import Output
from svd_core.cli.progress_line import ProgressLine

_TOLD_FAILURES = 10
_SECONDS_BETWEEN_REPORTS = 5.0
_HOUR = 3600.0


class ArchiveAccount:
    """Counts songs and hours of sound, and tells them: a bar, reports with --json, and a summary."""

    def __init__(self, songs: int, price_per_hour: float | None, output: Output) -> None:
        self._songs, self._price, self._output = songs, price_per_hour, output
        self._n_done = self._n_skipped = self._n_failed = 0
        self._sound = 0.0
        self._failures: list[dict[str, str]] = []
        self._line = ProgressLine("", 1, "", shown=False)
        self._begun = self._reported = time.monotonic()

    def begin(self) -> None:
        """The cluster is there: time counts from now on."""
        self._line = ProgressLine("detecting", self._songs, "songs", shown=not self._output.as_json)
        self._begun = self._reported = time.monotonic()

    def done(self, seconds: float, text: str) -> None:
        """A song of so many seconds is detected; text: what was found in it."""
        self._n_done += 1
        self._sound += seconds
        self._output.say(text)
        self._told()

    def skipped(self, song: str, labels: str) -> None:
        """There was nothing to do for a song."""
        self._n_skipped += 1
        self._output.report("skipped", song=song, files=[labels] if labels else [])
        self._told()

    def failed(self, song: str, reason: str) -> None:
        """A song is set aside."""
        self._n_failed += 1
        message = reason if song in reason else f"{song}: {reason}"
        if len(self._failures) < _TOLD_FAILURES:
            self._failures.append({"song": song, "message": message})
        self._output.complain(message, song=song)
        self._told()

    def stopped(self) -> None:
        """Say what is done, when a person stops the rest."""
        self._line.close()
        self._output.say(
            f"Stopped. {self._n_done} of {self._songs} songs are detected and stay; the same command with "
            "--skip-existing goes on."
        )

    def close(self, **facts: Any) -> int:
        """Say and report what became of all, with facts; returns the exit status, 1 if any song failed."""
        self._line.close()
        self._output.say(*self._lines())
        numbers = {"detected": self._n_done, "skipped": self._n_skipped, "failed": self._n_failed}
        self._output.report("summary", songs=self._songs, **numbers, failures=self._failures, **self._speed(), **facts)
        return 1 if self._n_failed else 0

    def _told(self) -> None:
        """Move the bar; with --json, report now and then."""
        n_gone, speed = self._n_done + self._n_skipped + self._n_failed, self._speed()
        rate = f"{speed['hours']:.1f} h of sound, {speed['hours_per_hour']:.0f} h an hour"
        self._line.reach(n_gone, rate)
        if time.monotonic() - self._reported >= _SECONDS_BETWEEN_REPORTS:
            self._reported = time.monotonic()
            # Of songs that are passed over nobody can tell in advance how many there will be.
            worked = self._n_done + self._n_failed
            left = (self._songs - n_gone) * speed["seconds"] / worked if worked else None
            self._output.report("progress", done=n_gone, songs=self._songs, seconds_left=left, **speed)

    def _speed(self) -> dict[str, Any]:
        """Hours of sound, seconds they took, hours of sound an hour, and the price of 1 000 of them if it is known."""
        seconds, hours = time.monotonic() - self._begun, self._sound / _HOUR
        rate = hours / (seconds / _HOUR) if seconds else 0.0
        cost = 1000 / rate * self._price if self._price is not None and rate else None
        return {"hours": hours, "seconds": seconds, "hours_per_hour": rate, "price_of_1000_hours": cost}

    def _lines(self) -> Iterator[str]:
        speed = self._speed()
        kinds = {"detected": self._n_done, "skipped, since all is there": self._n_skipped, "failed": self._n_failed}
        numbers = ", ".join(f"{number} {kind}" for kind, number in kinds.items() if number)
        yield f"{self._songs} song{'' if self._songs == 1 else 's'}: {numbers}" + (":" if self._failures else ".")
        yield from (f"  {failure['message']}" for failure in self._failures)
        if self._n_failed > len(self._failures):
            yield f"  and {self._n_failed - len(self._failures)} more, told above."
        if self._n_done:
            yield (
                f"{clock(self._sound)} of sound in {clock(speed['seconds'])}: {speed['hours_per_hour']:.0f} hours an "
                "hour."
            )
        if speed["price_of_1000_hours"] is not None:
            yield f"1 000 hours of sound cost {speed['price_of_1000_hours']:.2f}."
