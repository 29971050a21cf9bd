"""Regions on their way between songs and programs: as JSON of our own, and as lines of Audacity labels.

What comes in was written by whatever program filled the clipboard, so every value is checked.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace

from svd_core.annotation.edits_of_many import Inserted, insert_many
from svd_core.annotation.formats.audacity import AUDACITY
from svd_core.annotation.formats.label_text import MAX_BYTES, MAX_SECONDS, interval, numbered_lines, shown
from svd_core.annotation.journal.annotation_json import read_regions, region_row
from svd_core.annotation.region_edits import MIN_LENGTH
from svd_core.annotation.regions import SING, Region, Regions, normalised, parts_within
from svd_core.errors import FormatError
from svd_core.files.json_fields import parse
from svd_core.files.visible_text import visible

MIME_TYPE = "application/x-svd-studio-regions+json"
FORMAT = "svd-studio-regions"
SOURCE = "the clipboard"
"""Where regions come from, in error messages."""
MAX_REGIONS = 100_000
MAX_LABEL = 1000
"""Letters of a label."""
SHORTEST_CUT, LEAST_SHARE = 0.1, 0.25
"""What is left of a region that has no room is not pasted below so many seconds, or so small a share of it."""


def to_json(regions: Regions) -> str:
    """Regions with label, source and confidence."""
    return json.dumps({"format": FORMAT, "version": 1, "regions": [region_row(region) for region in regions]})


def from_json(text: str) -> Regions:
    """The regions in a text that `to_json` wrote; FormatError, naming the field, for any other."""
    document = parse(_of_usual_size(text), SOURCE)
    if "format" not in document or document["format"].value != FORMAT:
        raise FormatError(f"{SOURCE}: no regions of SVD Studio; copy them again")
    if document["version"].number(1) > 1:
        raise FormatError(f"{SOURCE}: regions of a newer SVD Studio; update this one")
    regions = read_regions(document["regions"], MAX_SECONDS)
    return _checked(regions)


def to_text(regions: Regions) -> str:
    """Regions as lines of an Audacity label track."""
    return AUDACITY.write(regions, MAX_SECONDS)


def from_text(text: str) -> Regions:
    """The regions in lines `start TAB end TAB label`, as Audacity exports them; else FormatError, with the line.

    Labels without a length are left out, and so are the lines with frequencies; those that overlap are united.
    """
    regions: list[Region] = []
    for place, line in numbered_lines(_of_usual_size(text), SOURCE):
        if line.startswith("\\"):
            continue
        start_text, tab, rest = line.partition("\t")
        end_text, _, label = rest.partition("\t")
        if not tab or not end_text.strip():
            raise place.error(f"{shown(line)} is no label; copy lines of start, end and label with tabs between them")
        start, end = interval(start_text, end_text, place)
        if end - start >= MIN_LENGTH:
            regions.append(Region(start, end, " ".join(label.split()) or SING, "hand"))
    if not regions:
        raise FormatError(f"{SOURCE}: no regions; copy some first")
    return _checked(normalised(regions))


def within(regions: Regions, start: float, end: float) -> Regions:
    """The parts of regions that lie within start .. end, as far as they are long enough to be regions."""
    return tuple(part for part in parts_within(regions, start, end) if part.length >= MIN_LENGTH)


def pasted(regions: Regions, new: Regions, time: float | None, duration: float) -> Inserted:
    """A song's regions with others put in so that the first begins at a time, distances kept; None: where they were.

    Regions are cut to the free time; of those of which little more than a sliver would be left, nothing is pasted.
    """
    shift = 0.0 if time is None else time - new[0].start
    moved = (replace(one, start=max(one.start + shift, 0.0), end=one.end + shift) for one in new)
    return insert_many(regions, moved, duration, SHORTEST_CUT, LEAST_SHARE)


def _of_usual_size(text: str) -> str:
    if len(text) > MAX_BYTES:
        raise FormatError(f"{SOURCE}: {len(text)} characters are no regions of one song; copy less")
    return text


def _checked(regions: Iterable[Region]) -> Regions:
    """The regions, with labels as people may see them; FormatError if they are none, or too many."""
    found = tuple(replace(region, label=visible(region.label)[:MAX_LABEL] or SING) for region in regions)
    if not found:
        raise FormatError(f"{SOURCE}: no regions; copy some first")
    if len(found) > MAX_REGIONS:
        raise FormatError(f"{SOURCE}: {len(found)} regions are more than a song has; copy less")
    return found
