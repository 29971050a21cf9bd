"""What there is of a song's annotation when it is opened: which file to go on with, and what stands in the way.

Nothing is written here, and a file that cannot be read is never put aside: it stays as and where it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from svd_core.annotation.clock import clock
from svd_core.annotation.journal.accepted import Accepted, accepted_proposals
from svd_core.annotation.journal.annotation_json import read_snapshot
from svd_core.annotation.journal.places import SNAPSHOT_SUFFIX, Places
from svd_core.annotation.journal.reading import Reading, read_journal
from svd_core.annotation.song_annotation import SongAnnotation
from svd_core.audio.sound_file import AUDIO_SUFFIXES
from svd_core.errors import FormatError, NewerFormatError, UnclearLabelsError

_SAME_LENGTH = 2.0
"""Seconds by which a song may have become longer or shorter, as by another encoder, and still be the same."""


@dataclass(frozen=True)
class OtherCopy:
    """Another copy of a song's annotation that holds something else than the one opened."""

    path: Path
    annotation: SongAnnotation
    time: str
    """When it was last changed, in ISO 8601."""
    reading: Reading | None = None
    """The journal that the copy is, with its history; None for a snapshot."""


@dataclass
class Found:
    """What there is of a song's annotation.

    Attributes:
        places: where it may lie.
        start: the first state, where there is no journal.
        is_saved: whether there is a file of ours with this annotation.
        own: the journal beside the song, as far as it is good.
        fallback: the journal in the fallback folder.
        from_fallback: whether the fallback is the one to go on with: it holds what is beside the song and more.
        hindrance: why nothing may be written; empty where it may.
        is_damaged: whether that is because the journal beside the song is broken.
        warnings: what else is not as it should be, a sentence each.
        other_copy: a copy to be offered.
        unclear_labels: why the labels beside the song were not read, where a person can say how they are meant.
    """

    places: Places
    start: SongAnnotation
    is_saved: bool = False
    own: Reading | None = None
    fallback: Reading | None = None
    from_fallback: bool = False
    hindrance: str = ""
    is_damaged: bool = False
    warnings: tuple[str, ...] = ()
    other_copy: OtherCopy | None = None
    unclear_labels: UnclearLabelsError | None = None

    @property
    def reading(self) -> Reading | None:
        """The journal to go on with."""
        return self.fallback if self.from_fallback else self.own

    @property
    def annotation(self) -> SongAnnotation:
        """The state in which the song opens."""
        return self.reading.history.annotation if self.reading else self.start

    @property
    def accepted(self) -> Accepted:
        """Which checked time of it is as a model proposed it."""
        if self.reading is None:
            return accepted_proposals(self.start, (), self.start)
        history = self.reading.history
        return accepted_proposals(history.root, history.way, history.annotation)


def look_up(
    places: Places, blank: SongAnnotation, read_labels: Callable[[], SongAnnotation | None] = lambda: None
) -> Found:
    """Find a song's annotation: a journal, a snapshot of an older version, labels of others, else `blank`.

    A label file that cannot be read is told as a warning.
    """
    found = Found(places, blank)
    _find_journals(found)
    if found.reading is None and not found.hindrance:
        _find_snapshots(found)
        if not found.is_saved and not found.hindrance:
            _find_namesakes(found)
            _find_labels(found, read_labels)
    return found


def read_copy(path: Path) -> OtherCopy:
    """A copy of a song's annotation, in a journal or a snapshot of any name. FormatError, OSError."""
    if path.name.casefold().endswith(SNAPSHOT_SUFFIX):
        return OtherCopy(path, read_snapshot(path), _changed(path))
    reading = read_journal(path)
    if reading.damage:
        raise FormatError(reading.damage)
    return _copy_in(reading, path)


def song_of_copy(copy: OtherCopy) -> Path | None:
    """The song beside a copy that it belongs to, by the name in it, else by its file's name; None without one."""
    names = [copy.annotation.song]
    while "." in (name := names[-1] if len(names) > 1 else copy.path.name):
        names.append(name.rpartition(".")[0])
    beside = (copy.path.with_name(name) for name in names if name and Path(name).name == name and "\0" not in name)
    return next((path for path in beside if path.suffix.lower() in AUDIO_SUFFIXES and path.is_file()), None)


def _copy_in(reading: Reading, path: Path) -> OtherCopy:
    return OtherCopy(path, reading.history.annotation, _last_time(reading), reading)


def _find_journals(found: Found) -> None:
    places = found.places
    try:
        found.own = read_journal(places.own) if places.own.is_file() else None
    except NewerFormatError as error:
        found.hindrance = str(error)
    except FormatError as error:
        found.hindrance, found.is_damaged = str(error), True
    if found.own is not None and found.own.damage:
        found.hindrance, found.is_damaged = f"{found.own.damage}. It is shown as it was before this line.", True
    try:
        found.fallback = read_journal(places.fallback) if places.fallback.is_file() else None
    except NewerFormatError as error:
        if found.own is None and not found.hindrance:
            found.hindrance = str(error)
        else:
            found.warnings += (f"A copy in {places.fallback.parent} was left alone: {_ended(error)}",)
    except FormatError as error:
        found.warnings += (f"A copy in {places.fallback.parent} is broken and was left alone: {error}",)
    found.is_saved = found.own is not None or found.fallback is not None
    if found.fallback is not None:
        _compare(found, found.fallback)
    if found.own is not None and found.other_copy is None:
        _offer_fallback_of_former_sound(found, found.own)
    if found.reading is not None and found.other_copy is None:
        _offer_newer_snapshot(found, found.reading)


def _compare(found: Found, fallback: Reading) -> None:
    """Decide between the journals beside the song and in the fallback folder."""
    own = found.own
    if own is None and not found.hindrance:
        found.from_fallback = True
        return
    if own is not None and own.header_line == fallback.header_line:
        if not found.hindrance and own.lines == fallback.lines[: len(own.lines)]:
            found.from_fallback = len(fallback.lines) > len(own.lines)
            return
        if fallback.history.current in own.history:
            return  # All of it is in the other's history.
    found.other_copy = _copy_in(fallback, found.places.fallback)


def _offer_fallback_of_former_sound(found: Found, own: Reading) -> None:
    """Offer what went to the fallback folder before the song was replaced, and is named there by the former sound."""
    path = found.places.fallback_of(own.history.annotation.song_key)
    if path == found.places.fallback or not path.is_file():
        return
    try:
        reading = read_journal(path)
    except FormatError as error:
        found.warnings += (f"A copy in {path.parent} was left alone: {_ended(error)}",)
        return
    if reading.history.current not in own.history:
        found.other_copy = _copy_in(reading, path)


def _find_namesakes(found: Found) -> None:
    """Look in the fallback folder for a song of this name with another content, as after it was tagged anew.

    Many songs have the same file name, such as "mixture.wav". The newest one that is as long as this one is offered;
    others are told of.
    """
    copies: list[OtherCopy] = []
    for path in found.places.namesakes():
        try:
            copy = read_copy(path)
        except (FormatError, OSError):
            continue  # Whose it is, nothing tells.
        if copy.annotation.song == found.start.song:
            copies.append(copy)
    copies.sort(key=lambda copy: _seconds(copy.time))
    length = found.start.duration
    alike = [copy for copy in copies if not length or abs(copy.annotation.duration - length) <= _SAME_LENGTH]
    if alike:
        found.other_copy = alike[-1]
    elif copies:
        newest = copies[-1]
        text = f"There is an annotation of another sound of this name, {clock(newest.annotation.duration)} long"
        found.warnings += (f"{text}: {newest.path}. If it belongs to this song, Edit > Merge a Copy takes it in.",)


def _offer_newer_snapshot(found: Found, reading: Reading) -> None:
    """Offer what an older version of the program has written since the last edit in the journal."""
    path = found.places.snapshots[0]
    try:
        if not path.is_file() or _seconds(_changed(path)) <= _seconds(_last_time(reading)):
            return
        snapshot = read_snapshot(path)
    except (FormatError, OSError):
        return  # It is not what the song is opened from, so there is nothing to tell.
    if snapshot.regions != reading.history.annotation.regions:
        found.other_copy = OtherCopy(path, snapshot, _changed(path))


def _last_time(reading: Reading) -> str:
    """When the last edit of a journal was made, in ISO 8601."""
    steps = reading.history.steps
    return steps[-1].time if steps else reading.header.time


def _seconds(time: str) -> float:
    """Seconds since 1970 of a time in ISO 8601, without an offset that of this place; minus infinity for no time."""
    try:
        return datetime.fromisoformat(time).timestamp()
    except (ValueError, OverflowError, OSError):
        return float("-inf")


def _find_snapshots(found: Found) -> None:
    """Take the newest snapshot that can be read; offer another one that holds something else.

    Where one is of a later version, whoever edits without what is in it would go on from something old.
    """
    copies: list[OtherCopy] = []
    for path in found.places.snapshots:
        try:
            if path.is_file():
                copies.append(OtherCopy(path, read_snapshot(path), _changed(path)))
        except NewerFormatError as error:
            found.hindrance = _ended(error)
        except FormatError as error:
            found.warnings += (f"{_ended(error)} The file was left alone; the song opens without it.",)
    copies.sort(key=lambda copy: copy.time)
    if copies:
        newest = copies.pop()
        found.start, found.is_saved = newest.annotation, True
        found.other_copy = next((copy for copy in copies if copy.annotation.regions != newest.annotation.regions), None)


def _find_labels(found: Found, read_labels: Callable[[], SongAnnotation | None]) -> None:
    try:
        found.start = read_labels() or found.start
    except UnclearLabelsError as error:
        found.unclear_labels = error
    except FormatError as error:
        found.warnings += (f"{_ended(error)} The song opens without labels.",)


def _ended(error: FormatError) -> str:
    """The text of an error as a sentence that another may follow."""
    return f"{str(error).rstrip('.')}."


def _changed(path: Path) -> str:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).astimezone().isoformat(timespec="milliseconds")
