"""ELAN .eaf: XML with time slots in whole milliseconds, and tiers of annotations between two slots each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath

from svd_core.annotation.formats.covering import one_line
from svd_core.annotation.formats.label_format import (
    MILLISECONDS,
    NO_CONFIDENCES,
    NO_LENGTH,
    NO_PROPOSAL,
    NO_SOURCES,
    NO_TOUCHED,
    UNNAMED,
    LabelFormat,
    SongFacts,
)
from svd_core.annotation.formats.label_rows import HowToRead, LabelFile
from svd_core.annotation.formats.label_text import MAX_SECONDS, Place, milliseconds, shown
from svd_core.annotation.formats.tiers import CHECKED_TIER, TIER, Tier, checked_among, layout_of, tier_of
from svd_core.annotation.formats.xml_elements import Element, escaped, parse_xml, root_tag
from svd_core.annotation.regions import Regions, normalised
from svd_core.annotation.spans import Spans, clipped

_SCHEMA = "http://www.mpi.nl/tools/elan/EAFv3.0.xsd"
_DATE = "2000-01-01T00:00:00+00:00"
"""The schema wants a date; the real one would make files differ that say the same."""
_MIME_TYPES = {".wav": "audio/x-wav", ".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".mp4": "video/mp4"}
_Interval = tuple[int, int, str]


class ElanFile(LabelFormat):
    """The format of ELAN, written with a tier of regions and one of checked time."""

    name = "eaf"
    title = "ELAN annotation"
    suffix = ".eaf"
    kind = "tiers"
    loses = (NO_LENGTH, MILLISECONDS, NO_SOURCES, NO_CONFIDENCES, NO_PROPOSAL, NO_TOUCHED)
    resolution = 1e-3

    def recognises(self, text: str) -> bool:
        """Whether the outermost element is ELAN's."""
        return root_tag(text) == "ANNOTATION_DOCUMENT"

    def tiers(self, text: str, file: str) -> tuple[str, ...]:
        """The names of the tiers with times of their own; FormatError."""
        return tuple(tier.name for tier in _tiers_of(parse_xml(text, file), file))

    def read(self, text: str, file: str, how: HowToRead, duration: float | None = None) -> LabelFile:
        """The annotations of the tier that is about singing, and checked time where a tier has it."""
        document = parse_xml(text, file)
        tiers = _tiers_of(document, file)
        tier = tier_of(tiers, file, how.tier, "tier with times")
        return LabelFile(
            file,
            self.title,
            layout_of(tiers, tier),
            tier.rows(file, unlabelled=True),
            tuple(_remarks(document, file)),
            checked_among(tiers),
        )

    def write(self, regions: Regions, duration: float, checked: Spans | None = None, song: SongFacts = UNNAMED) -> str:
        """A document of version 3.0 that names the song's sound; its tiers are `singing` and, if known, `checked`."""
        tiers: list[tuple[str, list[_Interval]]] = [
            (TIER, [_interval(each.start, each.end, one_line(each.label)) for each in normalised(regions, duration)])
        ]
        if checked is not None:
            spans = clipped(checked, 0.0, duration)
            tiers.append((CHECKED_TIER, [_interval(start, end, CHECKED_TIER) for start, end in spans]))
        kept = [(name, [row for row in rows if row[0] < row[1]]) for name, rows in tiers]
        slots = sorted(time for _, rows in kept for start, end, _ in rows for time in (start, end))
        return "".join(_document(kept, slots, song))


def _interval(start: float, end: float, text: str) -> _Interval:
    return milliseconds(start), milliseconds(end), text


def _document(tiers: Sequence[tuple[str, list[_Interval]]], slots: Sequence[int], song: SongFacts) -> Iterable[str]:
    """The parts of a document; every end of an interval has a slot of its own, as ELAN makes them."""
    waiting: dict[int, list[int]] = {}
    for number, time in enumerate(slots, start=1):
        waiting.setdefault(time, []).append(number)
    mime = _MIME_TYPES.get(PurePath(song.file).suffix.casefold(), "unknown")
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<ANNOTATION_DOCUMENT AUTHOR="SVD Studio" DATE="{_DATE}" FORMAT="3.0" VERSION="3.0" '
    yield f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="{_SCHEMA}">\n'
    yield '    <HEADER MEDIA_FILE="" TIME_UNITS="milliseconds">\n'
    url = f"./{escaped(song.file)}"
    yield f'        <MEDIA_DESCRIPTOR MEDIA_URL="{url}" MIME_TYPE="{mime}" RELATIVE_MEDIA_URL="{url}"/>\n'
    yield "    </HEADER>\n    <TIME_ORDER>\n"
    for number, time in enumerate(slots, start=1):
        yield f'        <TIME_SLOT TIME_SLOT_ID="ts{number}" TIME_VALUE="{time}"/>\n'
    yield "    </TIME_ORDER>\n"
    number = 0
    for name, rows in tiers:
        yield f'    <TIER LINGUISTIC_TYPE_REF="default-lt" TIER_ID="{name}">\n'
        for start, end, text in rows:
            number += 1
            first, last = waiting[start].pop(), waiting[end].pop()
            yield f'        <ANNOTATION>\n            <ALIGNABLE_ANNOTATION ANNOTATION_ID="a{number}" '
            yield f'TIME_SLOT_REF1="ts{first}" TIME_SLOT_REF2="ts{last}">\n'
            yield f"                <ANNOTATION_VALUE>{escaped(text)}</ANNOTATION_VALUE>\n"
            yield "            </ALIGNABLE_ANNOTATION>\n        </ANNOTATION>\n"
        yield "    </TIER>\n"
    yield '    <LINGUISTIC_TYPE GRAPHIC_REFERENCES="false" LINGUISTIC_TYPE_ID="default-lt" TIME_ALIGNABLE="true"/>\n'
    yield "</ANNOTATION_DOCUMENT>\n"


def _tiers_of(document: Element, file: str) -> tuple[Tier, ...]:
    """The tiers whose annotations have times of their own; those that only refer to others are left out."""
    units = next((header.attributes.get("TIME_UNITS", "") for header in document.all("HEADER")), "")
    if units not in ("", "milliseconds"):
        raise Place(file, document.line).error(f"its times are in {shown(units)}; save it in ELAN in milliseconds")
    slots = {
        slot.attributes.get("TIME_SLOT_ID", ""): _slot_time(slot, file)
        for order in document.all("TIME_ORDER")
        for slot in order.all("TIME_SLOT")
    }
    with_times = (element for element in document.all("TIER") if not any(element.below("REF_ANNOTATION")))
    return tuple(_tier(element, slots, file) for element in with_times)


def _slot_time(slot: Element, file: str) -> float | None:
    """The seconds of a time slot; None where ELAN leaves it open, between two others."""
    text = slot.attributes.get("TIME_VALUE")
    if text is None:
        return None
    if not text.strip().isdecimal() or len(text) > 12 or int(text) > 1000 * MAX_SECONDS:
        raise Place(file, slot.line).error(f"TIME_VALUE {shown(text)} is no time; write whole milliseconds")
    return int(text) / 1000


def _tier(element: Element, slots: Mapping[str, float | None], file: str) -> Tier:
    """A tier; times that are left open lie evenly between the two around them, as ELAN shows them."""
    found = list(element.below("ALIGNABLE_ANNOTATION"))
    ends: list[str] = []
    for annotation in found:
        for key in ("TIME_SLOT_REF1", "TIME_SLOT_REF2"):
            slot = annotation.attributes.get(key, "")
            if slot not in slots:
                place = Place(file, annotation.line)
                raise place.error(f"{key} {shown(slot)} is no time slot of this file; save it again in ELAN")
            if ends[-1:] != [slot]:
                ends.append(slot)
    times = _filled([(slot, slots[slot]) for slot in ends], Place(file, element.line))
    intervals, lines = [], []
    for annotation in found:
        start, end = (times[annotation.attributes[key]] for key in ("TIME_SLOT_REF1", "TIME_SLOT_REF2"))
        if end < start:
            place = Place(file, annotation.line)
            raise place.error(f"its end {end:g} s is before its start {start:g} s; correct it in ELAN")
        value = next((child.text for child in annotation.all("ANNOTATION_VALUE")), "")
        intervals.append((start, end, value))
        lines.append(annotation.line)
    return Tier(element.attributes.get("TIER_ID", ""), tuple(intervals), lines=tuple(lines))


def _filled(ends: Sequence[tuple[str, float | None]], place: Place) -> dict[str, float]:
    """The time of each slot, those left open evenly between their neighbours; FormatError at a tier's ends."""
    times: dict[str, float] = {}
    open_slots: list[str] = []
    before: float | None = None
    for slot, time in ends:
        if time is None:
            open_slots.append(slot)
            continue
        if open_slots:
            if before is None:
                raise place.error(f"time slot {shown(open_slots[0])} has no time; set it in ELAN")
            step = (time - before) / (len(open_slots) + 1)
            times |= {name: before + step * number for number, name in enumerate(open_slots, start=1)}
            open_slots = []
        times[slot] = before = time
    if open_slots:
        raise place.error(f"time slot {shown(open_slots[0])} has no time; set it in ELAN")
    return times


def _remarks(document: Element, file: str) -> Iterable[str]:
    """What a file says of its sound that is not taken into account."""
    for media in document.below("MEDIA_DESCRIPTOR"):
        origin = media.attributes.get("TIME_ORIGIN", "0")
        if origin.strip() not in ("", "0"):
            yield f"{file}, line {media.line}: the sound begins at {origin[:20]} ms there; times are not shifted"


ELAN = ElanFile()
