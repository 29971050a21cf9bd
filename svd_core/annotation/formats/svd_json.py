"""JSON of this program: the regions of one song with label, source and confidence, and checked time where known.

`svd detect --format json` writes the same with the model's facts beside it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from svd_core.annotation.formats.label_format import NO_PROPOSAL, NO_TOUCHED, UNNAMED, LabelFormat, SongFacts
from svd_core.annotation.formats.label_rows import HowToRead, LabelFile, Row
from svd_core.annotation.formats.label_text import MAX_LINES, MAX_SECONDS, Place, time_text
from svd_core.annotation.regions import Regions, normalised
from svd_core.annotation.spans import Spans, clipped, united
from svd_core.files.json_fields import Field, parse

_FORMAT = "svd-regions"


class SvdJson(LabelFormat):
    """Everything but the model's proposal and the stretches that a person has touched."""

    name = "json"
    title = "JSON of SVD Studio"
    suffix = ".json"
    loses = (NO_PROPOSAL, NO_TOUCHED)

    def recognises(self, text: str) -> bool:
        """Whether the text is an object with the fields that are written here."""
        is_object = text.lstrip("\ufeff \t\r\n")[:1] == "{"
        return is_object and '"regions"' in text and '"duration"' in text and '"annotations"' not in text

    def read(self, text: str, file: str, how: HowToRead, duration: float | None = None) -> LabelFile:
        """The regions and, where they are there, checked time and the length of the song."""
        document = parse(text, file)
        rows = tuple(_rows(document, file))
        length = document["duration"].number(0, MAX_SECONDS)
        checked = _spans(document["checked"]) if "checked" in document else None
        return LabelFile(file, self.title, "regions", rows, (), checked, (0.0, length))

    def write(self, regions: Regions, duration: float, checked: Spans | None = None, song: SongFacts = UNNAMED) -> str:
        """An object, indented, with a region a line."""
        head: dict[str, Any] = {
            "format": _FORMAT,
            "version": 1,
            "song": song.file,
            "duration": float(time_text(duration)),
        }
        lines = [f" {json.dumps(name)}: {json.dumps(value)}" for name, value in head.items()]
        listed = ",\n".join(f"  {json.dumps(each)}" for each in region_objects(normalised(regions, duration)))
        lines.append(f' "regions": [\n{listed}\n ]' if listed else ' "regions": []')
        if checked is not None:
            lines.append(f' "checked": {json.dumps([list(span) for span in clipped(checked, 0.0, duration)])}')
        return "{\n" + ",\n".join(lines) + "\n}\n"


def region_objects(regions: Regions) -> list[dict[str, Any]]:
    """Regions as JSON objects; times are cut as in label files."""
    return [
        {
            "start": float(time_text(region.start)),
            "end": float(time_text(region.end)),
            "label": region.label,
            "source": region.source,
            "confidence": None if region.confidence is None else round(region.confidence, 4),
        }
        for region in regions
    ]


def _rows(document: Field, file: str) -> Iterator[Row]:
    items = list(document["regions"].items())
    if len(items) > MAX_LINES:
        raise document["regions"].error(f"{len(items)} regions are not of one song; choose another file")
    for number, item in enumerate(items, start=1):
        start, end = (item[key].number(0, MAX_SECONDS) for key in ("start", "end"))
        if end < start:
            raise item.error(f"the end {end:g} is before the start {start:g}; swap or correct them")
        confidence = None
        if "confidence" in item and item["confidence"].value is not None:
            confidence = item["confidence"].number(0, 1)
        label = item["label"].text() if "label" in item else ""
        source = item["source"].text() if "source" in item else ""
        yield Row(start, end, label, Place(file, number, "region"), confidence, source)


def _spans(listed: Field) -> Spans:
    spans = []
    for pair in listed.items():
        times = [time.number(0, MAX_SECONDS) for time in pair.items()]
        if len(times) != 2 or not times[0] <= times[1]:
            raise pair.error("expected [start, end] in order; export the labels again")
        spans.append((times[0], times[1]))
    return united(spans)


SVD_JSON = SvdJson()
