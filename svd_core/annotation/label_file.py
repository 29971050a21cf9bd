"""Label files that anybody may have written: read by their content, judged by the vocabulary, checked with the song.

One policy for every command and the window. Nothing is guessed: a word that the vocabulary lacks, a column that could
be two things or a time beyond the song's end stops the reading, and the message names the way out.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast, get_args

from svd_core.annotation.detected_labels import refuse_detected
from svd_core.annotation.formats.compressed import read_label_text
from svd_core.annotation.formats.label_format import LabelFormat
from svd_core.annotation.formats.label_rows import UNDIRECTED, HowToRead, LabelFile, PastTheEnd, Row
from svd_core.annotation.formats.label_text import read_text, shown
from svd_core.annotation.formats.table import looks_like_a_table
from svd_core.annotation.formats.table_format import ANY_TABLE
from svd_core.annotation.regions import Region, Regions, Source, normalised
from svd_core.annotation.spans import WHOLE, Spans, bridged, clipped, outside, overlaps, united
from svd_core.annotation.vocabulary import Judgement, key_of, plain_text, region_label
from svd_core.errors import FormatError, UnclearLabelsError

_ROUNDING = 0.011  # seconds by which lines that contradict each other may overlap
PAST_THE_END = 2.0
"""Seconds that labels may go on after a song: decoders and label tools count lengths differently."""
_WORDS_SHOWN = 12
_CHORD = re.compile(
    r"[A-G][#b]*:?(maj|min|dim|aug|sus|hdim|minmaj|add|m|M)?\d{0,2}(\([^()]*\))?(/[#b]*(\d{1,2}|[A-G][#b]?))?"
)
MOST_BLANK_BYTES = 100
"""Bytes of blanks and line ends that an empty label track may take."""


class PastTheEndError(UnclearLabelsError):
    """Labels that go on long after the end of the sound: of another song, in another unit, or to be cut off."""


class UnknownLabelsError(UnclearLabelsError):
    """Labels that are in no list; `words` holds them as written, without scores."""

    def __init__(self, file: str, words: Sequence[str]) -> None:
        self.words = tuple(words)
        more = f" and {len(words) - _WORDS_SHOWN} more" if len(words) > _WORDS_SHOWN else ""
        listed = ", ".join(map(shown, words[:_WORDS_SHOWN]))
        if len(words) > 1 and all(_CHORD.fullmatch(word) for word in words):
            more += ". They look like chords or sections, which say nothing of singing"
        # One that can be typed as it is.
        example = next((key for word in words if re.fullmatch(r"[\w:#-]+", key := key_of(word))), "WORD")
        super().__init__(
            f"{file}: do these labels mean singing? {listed}{more}.",
            f"Say it with --labels-as, such as --labels-as {example}=sung or --labels-as {example}=unsung; if they are "
            "the words of the song, with --lyrics",
        )


@dataclass(frozen=True)
class Labels:
    """What a label file says of a song: where somebody sings, and in which time the file speaks of it at all.

    Attributes:
        ignored: stretches that the file itself leaves open.
        checked: the extent of the file without them, to the song's end where that is not known yet.
        stops: where a file that covers its time line by line ends, else None; see `until_stop`.
    """

    regions: Regions
    ignored: Spans = ()
    checked: Spans = WHOLE
    stops: float | None = None
    remarks: tuple[str, ...] = ()


def read_labels(path: Path | str, how: HowToRead = UNDIRECTED, duration: float | None = None) -> Regions:
    """The regions in a label file in which somebody sings: `labels_of` what `read_label_file` reads. FormatError."""
    return labels_of(read_label_file(path, how, duration), how, duration).regions


def labels_of_sound(path: Path, how: HowToRead, seconds: Callable[[], float]) -> Labels:
    """What a label file says of a sound, whose length `seconds` finds out where the unit follows from it only.

    Finding it out means decoding the sound, so it is done where milliseconds and seconds are in question, or where
    labels are to be cut off at its end. FormatError, also for what a model has made and nobody has changed.
    """
    refuse_detected(path)
    try:
        file, duration = read_label_file(path, how), None if how.past_end == "refuse" else seconds()
    except UnclearLabelsError:
        duration = seconds()
        file = read_label_file(path, how, duration)
    return labels_of(file, how, duration)


def looks_like_labels(path: Path) -> bool:
    """Whether a file found beside a song is meant as its labels; a .txt may well be the lyrics."""
    if path.suffix.casefold() != ".txt":
        return True
    try:
        text = read_label_text(path)
    except FormatError:
        return False
    if not text.strip():
        # Audacity exports an empty label track as an empty file: nobody sings. Stray bytes say nothing.
        return path.stat().st_size < MOST_BLANK_BYTES and not path.read_bytes().decode("utf-8-sig", "replace").strip()
    return _format_of(text, path.name) is not ANY_TABLE or looks_like_a_table(text)


def _format_of(text: str, file: str) -> LabelFormat:
    """Return the format of a text; the formats are imported when the first label file is read, not before."""
    from svd_core.annotation.formats.registry import format_of

    return format_of(text, file)


def read_label_file(path: Path | str, how: HowToRead = UNDIRECTED, duration: float | None = None) -> LabelFile:
    """The rows of a label file of any kind; `duration` is the song's in seconds, where known. Raises FormatError."""
    path = Path(path)
    text = read_label_text(path)
    found = parse_labels(text, path.name, how, duration)
    companion = _format_of(text, path.name).companion
    beside = path.with_suffix(companion) if companion else path
    if beside == path or not beside.is_file():
        return found
    checked = _format_of(text, path.name).checked_in(read_text(beside), beside.name)
    return replace(found, checked=checked, layout=f"{found.layout}; checked time from {beside.name}")


def parse_labels(
    text: str, file: str = "labels", how: HowToRead = UNDIRECTED, duration: float | None = None
) -> LabelFile:
    """The rows in the text of a label file, whose name `file` is for messages. Raises FormatError."""
    return _format_of(text, file).read(text, file, how, duration)


def labels_of(file: LabelFile, how: HowToRead = UNDIRECTED, duration: float | None = None) -> Labels:
    """The regions in which somebody sings, and the stretches left open.

    Raises UnknownLabelsError for labels in no list. Raises FormatError where lines contradict each other or end before
    they start, or where labels go on long after the song, which they cannot be about in this unit.
    """
    how = replace(how, lyrics=True) if file.lyrics else how
    judgements = {label: how.judged(label) for label in {row.label: None for row in file.rows}}
    unknown = {plain_text(label or "") for label, judgement in judgements.items() if judgement == "unknown"}
    if unknown:
        raise UnknownLabelsError(file.name, [word for word in file.judgements(how) if word in unknown])
    remarks = list(file.remarks)
    by_judgement: dict[Judgement, list[Row]] = {"sung": [], "unsung": [], "ignored": []}
    for row in sorted(file.rows, key=lambda row: (row.start, row.end)):
        judgement = judgements[row.label]
        kept = _within(row, judgement, duration, how.past_end, remarks)
        if kept is not None:
            by_judgement[judgement].append(kept)
    if duration is not None and how.past_end == "cut":
        _report_cut(file, judgements, duration, remarks)
    _refuse_contradiction(by_judgement["sung"], by_judgement["unsung"])
    limit = math.inf if duration is None else duration
    regions = normalised(
        (_region(row) for row in by_judgement["sung"]),
        limit,
    )
    ignored = clipped([(row.start, row.end) for row in by_judgement["ignored"]], 0.0, limit)
    if file.checked is not None:
        stated = outside(clipped(file.checked, 0.0, limit), ignored)
        return Labels(regions, ignored, stated, None, tuple(remarks))
    start, stops = _extent(by_judgement, file.extent)
    checked = outside(((start, limit),), ignored)
    if duration is not None:
        checked = until_stop(checked, stops, duration)
    if start > 0 or (duration is not None and checked != outside(((0.0, limit),), ignored)):
        end = "the end" if stops is None else f"{stops:g} s"
        remarks.append(f"{file.name}: says nothing of the time outside {start:g} .. {end}; that stays unchecked")
    return Labels(regions, ignored, checked, stops, tuple(remarks))


def _extent(rows: Mapping[Judgement, list[Row]], stated: tuple[float, float] | None) -> tuple[float, float | None]:
    """The time of which a label file speaks: what it states or, without that, the whole song.

    What it does not call sung there is not sung. But a file that covers its time without gaps, line by line and with
    lines for what is not sung, begins and ends where its lines do: whoever wrote it did no more. PAST_THE_END seconds
    may be missing at either end.
    """
    lines = sorted((row.start, row.end) for found in rows.values() for row in found)
    cover = bridged(lines, _ROUNDING)
    start, end = stated or (0.0, math.inf)
    if rows["unsung"] and len(lines) >= 2 and len(cover) == 1:
        start, end = max(start, cover[0][0]), min(end, cover[0][1])
    return start if start > PAST_THE_END else 0.0, end if math.isfinite(end) else None


def until_stop(checked: Spans, stops: float | None, duration: float) -> Spans:
    """Checked spans within a song of `duration` seconds whose labels stop at a time (s), or, with None, at its end.

    Labels that stop up to PAST_THE_END seconds early are taken to go on to the end.
    """
    early = stops is not None and stops < duration - PAST_THE_END
    return clipped(checked, 0.0, stops if early and stops is not None else duration)


def _region(row: Row) -> Region:
    """A row as a region; tables of our own say who set it."""
    source = cast(Source, row.source) if row.source in get_args(Source) else "file"
    return Region(row.start, row.end, region_label(row.label or ""), source, row.confidence)


def check_extent(regions: Regions, duration: float, name: str) -> None:
    """Raise FormatError if regions go on long after the end of a song that lasts `duration` seconds."""
    if regions and regions[-1].end > duration + PAST_THE_END:
        raise FormatError(
            f"{name}: its labels go on to {regions[-1].end:.1f} s, but the song ends at {duration:.1f} s. Are they the "
            "labels of this song, and in seconds? --past-end cut leaves out what lies after the end"
        )


def _report_cut(
    file: LabelFile, judgements: Mapping[str | None, Judgement], duration: float, remarks: list[str]
) -> None:
    """Say how many labels go on after the song, and are cut off.

    Raises PastTheEndError where most of what is sung lies there, as with labels in another unit or of another song.
    """
    sung = [row for row in file.rows if judgements[row.label] == "sung" and row.start < row.end]
    inside = sum(max(min(row.end, duration) - row.start, 0.0) for row in sung)
    if 2 * inside < sum(row.end - row.start for row in sung):
        raise PastTheEndError(
            f"{file.name}: most of what it calls sung lies after the song's end at {duration:.1f} s, so it is not cut "
            "off there. Are these labels of this song, and in seconds?",
            "Say --unit ms for milliseconds",
        )
    if number := sum(row.end > duration + PAST_THE_END for row in sung):
        what = "1 label goes" if number == 1 else f"{number} labels go"
        cut = "is cut off there" if number == 1 else "are cut off there"
        remarks.append(f"{file.name}: {what} on after the song's end at {duration:.1f} s and {cut}")


def _within(
    row: Row, judgement: Judgement, duration: float | None, past_end: PastTheEnd, remarks: list[str]
) -> Row | None:
    """The part of a row that lies in the song, or None where there is none; FormatError where that is no slip."""
    if row.end < row.start:
        if judgement == "sung":
            raise row.place.error(f"the end {row.end:g} is before the start {row.start:g}; swap or correct them")
        remarks.append(f"{row.place}: ends before it starts; not taken into account")
        return None
    if row.start < 0:
        remarks.append(f"{row.place}: what lies before the song's start is cut off")
    too_late = duration is not None and row.end > duration + PAST_THE_END and judgement == "sung"
    if too_late and past_end == "refuse":
        raise PastTheEndError(
            f"{row.place}: ends at {row.end:g} s, but the song at {duration:.1f} s. Are "
            "these labels of this song, and in seconds?",
            "Say --unit ms for milliseconds, or --past-end cut to leave out what lies after the end",
        )
    start, end = max(row.start, 0.0), row.end if duration is None else min(row.end, duration)
    return Row(start, end, row.label, row.place, row.confidence, row.source) if start < end else None


def _refuse_contradiction(sung: list[Row], unsung: list[Row]) -> None:
    """Raise FormatError where a stretch is called both sung and not; overlaps of rounding are none."""
    denied = united((row.start, row.end) for row in unsung)
    for row in sung:
        inner_start, inner_end = row.start + _ROUNDING, row.end - _ROUNDING
        if inner_start < inner_end and overlaps(inner_start, inner_end, denied):
            other = next(other for other in unsung if other.start < inner_end and inner_start < other.end)
            raise row.place.error(
                f"{row.start:g} .. {row.end:g} is called {shown(row.label or 'sung')} here, and not sung in "
                f"{other.place.counted} {other.place.line}; correct one of them"
            )
