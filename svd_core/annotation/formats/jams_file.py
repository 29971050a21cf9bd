"""JAMS: JSON with annotations of many kinds ("namespaces"), each a list of time, duration, value and confidence.

There is no namespace for singing. Written is `segment_open` over the whole song, with "vocal" for plain singing and
"instrumental" between regions; checked time goes to the annotation's sandbox, which other programs keep.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from svd_core.annotation.formats.covering import covering
from svd_core.annotation.formats.label_format import (
    NO_PROPOSAL,
    NO_SOURCES,
    NO_TOUCHED,
    UNNAMED,
    LabelFormat,
    SongFacts,
)
from svd_core.annotation.formats.label_rows import HowToRead, LabelFile
from svd_core.annotation.formats.label_text import MAX_LINES, MAX_SECONDS, time_text
from svd_core.annotation.formats.tiers import Tier, layout_of, tier_of
from svd_core.annotation.regions import SING, Regions, normalised
from svd_core.annotation.spans import Spans, clipped, united
from svd_core.files.json_fields import Field, parse

_VERSION = "0.3.4"
_NAMESPACE = "segment_open"
_SINGING, _BETWEEN = "vocal", "instrumental"
_CHECKED = "svd_checked"
# What says nothing of singing, or speaks of moments.
_OTHER_NAMESPACES = re.compile(r"(beat|chord|key|onset|pitch|note|pattern|tempo|mood|blob|scaper)")
_ROUNDING = 9  # digits behind the point of an end, which is a sum


class JamsFile(LabelFormat):
    """The format of the JAMS library."""

    name = "jams"
    title = "JAMS"
    suffix = ".jams"
    kind = "tiers"
    loses = (NO_SOURCES, NO_PROPOSAL, NO_TOUCHED)

    def recognises(self, text: str) -> bool:
        """Whether the text is an object with the fields of JAMS, as far as its beginning and its end tell."""
        return text.lstrip("\ufeff \t\r\n")[:1] == "{" and '"annotations"' in text and '"file_metadata"' in text

    def tiers(self, text: str, file: str) -> tuple[str, ...]:
        """The annotations that have lengths and words, by namespace; FormatError."""
        return tuple(tier.name for tier, _ in _annotations(parse(text, file)))

    def read(self, text: str, file: str, how: HowToRead, duration: float | None = None) -> LabelFile:
        """The observations of the annotation that is about singing, and checked time where it was written here."""
        found = list(_annotations(parse(text, file)))
        tiers = [tier for tier, _ in found]
        tier = tier_of(tiers, file, how.tier, "annotation of stretches")
        annotation = next(annotation for other, annotation in found if other is tier)
        rows = tier.rows(file, "observation", unlabelled=True)
        return LabelFile(
            file,
            self.title,
            layout_of(tiers, tier, "annotation"),
            rows,
            (),
            _checked_in(annotation),
            _extent(annotation),
        )

    def write(self, regions: Regions, duration: float, checked: Spans | None = None, song: SongFacts = UNNAMED) -> str:
        """A document with one annotation; the confidence of a region is the model's mean probability."""
        confidences = {time_text(region.start): region.confidence for region in normalised(regions, duration)}
        data = [
            {
                "time": float(start),
                "duration": float(Decimal(end) - Decimal(start)),
                "value": _SINGING if label == SING else label,
                "confidence": None if label == _BETWEEN else confidences.get(start),
            }
            for start, end, label in covering(regions, duration, _BETWEEN)
        ]
        length = float(time_text(duration))
        spans = None if checked is None else [list(span) for span in clipped(checked, 0.0, duration)]
        annotation = {
            "annotation_metadata": {
                "curator": {"name": "", "email": ""},
                "annotator": {},
                "version": "",
                "corpus": "",
                "annotation_tools": "SVD Studio",
                "annotation_rules": "",
                "validation": "",
                "data_source": "",
            },
            "namespace": _NAMESPACE,
            "data": data,
            "sandbox": {} if spans is None else {_CHECKED: spans},
            "time": 0.0,
            "duration": length,
        }
        facts = {"title": song.file, "artist": "", "release": "", "duration": length}
        document = {
            "annotations": [annotation],
            "file_metadata": facts | {"identifiers": {}, "jams_version": _VERSION},
            "sandbox": {},
        }
        return json.dumps(document, indent=1) + "\n"


def _annotations(document: Field) -> Iterator[tuple[Tier, Field]]:
    """Every annotation whose observations have lengths and words."""
    for annotation in document["annotations"].items():
        namespace = annotation["namespace"].text()
        if _OTHER_NAMESPACES.match(namespace):
            continue
        rows = list(_observations(annotation["data"]))
        if rows and not any(start < end for start, end, _, _ in rows):
            continue
        intervals = tuple((start, end, text) for start, end, text, _ in rows)
        confidences = tuple(confidence for *_, confidence in rows)
        yield Tier(namespace, intervals, confidences, tuple(range(1, len(rows) + 1))), annotation


def _observations(data: Field) -> Iterator[tuple[float, float, str, float | None]]:
    """Start, end, text and confidence of each observation, listed one by one or, as dense ones are, by field."""
    items: list[Field]
    if isinstance(data.value, dict):
        columns = {key: list(data[key].items()) for key in ("time", "duration", "value", "confidence")}
        if len({len(column) for column in columns.values()}) > 1:
            raise data.error("time, duration, value and confidence are of different lengths; write the file again")
        rows = zip(*columns.values(), strict=True)
        items = [
            Field(data.file, f"{data.path}[{index}]", {key: each.value for key, each in zip(columns, row, strict=True)})
            for index, row in enumerate(rows)
        ]
    else:
        items = list(data.items())
    if len(items) > MAX_LINES:
        raise data.error(f"{len(items)} observations are no labels of one song; choose another file")
    for item in items:
        start, length = item["time"].number(0, MAX_SECONDS), item["duration"].number(0, MAX_SECONDS)
        end = round(start + length, _ROUNDING)
        yield start, end, _words(item["value"].value), _confidence(item)


def _words(value: Any) -> str:
    """A value as a label; of an object, such as multi_segment has, its label."""
    if isinstance(value, dict):
        value = value.get("label", "")
    return "" if value is None else str(value)[:1000]


def _confidence(item: Field) -> float | None:
    value = item.value.get("confidence")
    is_one = isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1
    return float(value) if is_one else None


def _checked_in(annotation: Field) -> Spans | None:
    """Checked time as it is written here; None where there is none."""
    sandbox = annotation.value.get("sandbox")
    if not isinstance(sandbox, dict) or _CHECKED not in sandbox:
        return None
    spans = []
    for pair in annotation["sandbox"][_CHECKED].items():
        times = [time.number(0, MAX_SECONDS) for time in pair.items()]
        if len(times) != 2 or not times[0] < times[1]:
            raise pair.error("expected [start, end] in order; export the labels again")
        spans.append((times[0], times[1]))
    return united(spans)


def _extent(annotation: Field) -> tuple[float, float] | None:
    """The time that an annotation states to speak of, if it does."""
    values = annotation.value.get("time"), annotation.value.get("duration")
    if any(value is None for value in values):
        return None
    start = annotation["time"].number(0, MAX_SECONDS)
    length = annotation["duration"].number(0, MAX_SECONDS)
    return (start, start + length) if length > 0 else None


JAMS = JamsFile()
