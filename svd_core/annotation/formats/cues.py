"""The cues of subtitles, which WebVTT and SubRip share: two times with an arrow between, and lines of text below."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NoReturn

from svd_core.annotation.formats.covering import one_line
from svd_core.annotation.formats.label_rows import Row
from svd_core.annotation.formats.label_text import MAX_LINE, MAX_LINES, Place, milliseconds, shown
from svd_core.annotation.regions import Regions, normalised
from svd_core.errors import FormatError

ARROW = "-->"
_TIME = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})"
_TIMES = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}(?:\s.*)?")
_WEBVTT_TAG = re.compile(r"</?[A-Za-z0-9.:][^<>]*>")
_SUBRIP_TAG = re.compile(r"</?(?:[bisu]|font)(?:\s[^<>]*)?>|\{\\[^{}]*\}", re.IGNORECASE)


def blocks(text: str, file: str) -> Iterator[list[tuple[Place, str]]]:
    """The lines between blank ones, each with its place; FormatError where there are more than any song has."""
    lines = re.split("\r\n|\r|\n", text.removeprefix("\ufeff"))
    if len(lines) > 4 * MAX_LINES:
        raise FormatError(f"{file}: {len(lines)} lines are no labels of one song; choose another file")
    block: list[tuple[Place, str]] = []
    for number, line in enumerate([*lines, ""], start=1):
        if len(line) > MAX_LINE:
            raise Place(file, number).error(f"{len(line)} characters in one line; a cue has short lines")
        if line.strip():
            block.append((Place(file, number), line))
        elif block:
            yield block
            block = []


def is_timing(line: str) -> bool:
    """Whether a line has the two times of a cue."""
    return _TIMES.fullmatch(line) is not None


def cue(block: list[tuple[Place, str]], webvtt: bool) -> Row:
    """The cue in some lines; what stands above its times is its number or name. FormatError.

    Tags are left out; WebVTT writes signs such as `<` as in HTML, SubRip as they are.
    """
    at = next((index for index, (_, line) in enumerate(block[:2]) if ARROW in line), None)
    if at is None:
        _refuse(*block[0])
    place, line = block[at]
    found = _TIMES.fullmatch(line)
    if found is None:
        _refuse(place, line)
    start, end = _seconds(*found.groups()[:4]), _seconds(*found.groups()[4:])
    if end < start:
        raise place.error(f"the end {end:g} is before the start {start:g}; swap or correct them")
    words = " ".join(text for _, text in block[at + 1 :])
    text = html.unescape(_WEBVTT_TAG.sub("", words)) if webvtt else _SUBRIP_TAG.sub("", words)
    return Row(start, end, " ".join(text.split()), place)


def cues(regions: Regions, duration: float) -> Iterator[tuple[int, int, str]]:
    """Start and end in whole milliseconds, and text, of the cue of each region."""
    for region in normalised(regions, duration):
        start, end = milliseconds(region.start), milliseconds(region.end)
        if start < end:
            yield start, end, one_line(region.label)


def time_of(ms: int, point: str) -> str:
    """Milliseconds as hh:mm:ss with a decimal point or comma."""
    seconds, rest = divmod(ms, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{point}{rest:03}"


def _seconds(hours: str | None, minutes: str, seconds: str, fraction: str) -> float:
    whole = 3600 * int(hours or 0) + 60 * int(minutes) + int(seconds)
    return round(whole + int(fraction.ljust(3, "0")) / 1000, 3)


def _refuse(place: Place, line: str) -> NoReturn:
    raise place.error(f"{shown(line)} are no times of a cue; write 00:00:12.345 --> 00:00:17.000")
