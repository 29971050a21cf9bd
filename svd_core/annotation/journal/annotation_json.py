"""An annotation as JSON, for files that people read too, and for the lines of journals."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, get_args

from svd_core.annotation.formats.label_text import MAX_SECONDS, read_text
from svd_core.annotation.regions import Region, Regions, Source
from svd_core.annotation.song_annotation import CHECKED_SURROUNDING, Proposal, SongAnnotation
from svd_core.annotation.spans import Spans, united, widened
from svd_core.config import PostprocessingConfig, from_json, to_json
from svd_core.errors import FormatError, NewerFormatError
from svd_core.files.json_fields import Field, parse, shown

FORMAT = "svd-annotation"
VERSION = 3
"""Version 1 knew no checked time, version 2 no undetected time; without any, files say 2."""
_SOURCES: tuple[Source, ...] = get_args(Source)


def read_snapshot(path: Path) -> SongAnnotation:
    """Read a file that holds one annotation; FormatError if it is broken, of another kind or of a newer version."""
    return from_text(read_text(path, encodings=("utf-8",)), path.name)


def to_bytes(annotation: SongAnnotation) -> bytes:
    """The content of a file that holds one annotation."""
    try:
        return to_text(annotation).encode()
    except UnicodeEncodeError:  # names of files that are not valid UTF-8
        return to_text(annotation, only_ascii=True).encode()


def to_text(annotation: SongAnnotation, only_ascii: bool = False) -> str:
    """An annotation as JSON, one region a line, so that people can read it too."""

    def dumped(value: Any) -> str:
        return json.dumps(value, ensure_ascii=only_ascii, allow_nan=False)

    def lines(values: Iterable[Any], indent: str) -> str:
        rows = [f"{indent}  {dumped(value)}" for value in values]
        return "[\n" + ",\n".join(rows) + f"\n{indent}]" if rows else "[]"

    def spans(values: Spans) -> str:
        return lines([[float(low), float(high)] for low, high in values], "  ")

    undetected = f'  "undetected": {spans(annotation.undetected)},\n' if annotation.undetected else ""
    proposal = annotation.proposal
    proposal_text = "null"
    if proposal is not None:
        # "decision" is the older name of postprocessing, which files keep.
        proposal_text = (
            f'{{\n    "model": {dumped(proposal.model)},\n    "model_key": {dumped(proposal.model_key)},\n'
            f'    "decision": {dumped(to_json(proposal.postprocessing))},\n'
            f'    "regions": {lines(map(region_row, proposal.regions), "    ")}\n  }}'
        )
    return (
        f'{{\n  "format": {dumped(FORMAT)},\n  "version": {3 if undetected else 2},\n'
        f'  "song": {dumped(annotation.song)},\n  "song_key": {dumped(annotation.song_key)},\n'
        f'  "duration": {dumped(float(annotation.duration))},\n'
        f'  "regions": {lines(map(region_row, annotation.regions), "  ")},\n'
        f'  "touched": {spans(annotation.touched)},\n'
        f'  "checked": {spans(annotation.checked)},\n{undetected}'
        f'  "proposal": {proposal_text}\n}}\n'
    )


def from_text(text: str, file: str) -> SongAnnotation:
    """The annotation in a text that `to_text` wrote; FormatError, naming `file` and field or line, for any other.

    In a file of version 1, what a person had touched and CHECKED_SURROUNDING on either side of it counts as checked.
    """
    return from_field(parse(text, file))


def from_field(document: Field) -> SongAnnotation:
    """The annotation in a JSON object as `to_text` writes it; FormatError, naming file and field, for any other."""
    if not isinstance(document.value, dict) or document.value.get("format") != FORMAT:
        raise FormatError(f"{document.file}: not an annotation of SVD Studio; open label files as labels instead")
    version = document["version"]
    if version.number(1) > VERSION:
        message = f"made by a newer SVD Studio (version {shown(version.value)}, known: {VERSION}); update"
        raise NewerFormatError(str(version.error(message)))
    proposal = document["proposal"]
    duration = document["duration"].number(0, MAX_SECONDS)
    touched = read_spans(document["touched"], duration)
    knows_checked = version.number(1) >= 2
    return SongAnnotation(
        document["song"].text(),
        document["song_key"].text(),
        duration,
        read_regions(document["regions"], duration),
        touched,
        None if proposal.value is None else _proposal(proposal),
        read_spans(document["checked"], duration) if knows_checked else widened(touched, CHECKED_SURROUNDING, duration),
        read_spans(document["undetected"], duration) if "undetected" in document else (),
    )


def region_row(region: Region) -> dict[str, Any]:
    """A region as a JSON object."""
    # float(): JSON does not take numpy's number types.
    row: dict[str, Any] = {"start": float(region.start), "end": float(region.end)}
    row |= {"label": region.label, "source": region.source}
    return row if region.confidence is None else row | {"confidence": float(region.confidence)}


def _proposal(field: Field) -> Proposal:
    postprocessing = field["decision"]
    try:
        config = from_json(PostprocessingConfig, postprocessing.object())
    except ValueError as error:
        raise postprocessing.error(f"{error}; correct or restore it") from error
    regions = read_regions(field["regions"], MAX_SECONDS)
    return Proposal(field["model"].text(), field["model_key"].text(), config, regions)


def read_regions(field: Field, duration: float) -> Regions:
    """Regions from a list of JSON objects; FormatError unless they are in order and within the song."""
    if (plain := _plain_regions(field.value, duration)) is not None:
        return plain
    regions: list[Region] = []
    for item in field.items():
        start, end = _extent(item["start"], item["end"], regions[-1].end if regions else 0.0, duration)
        source = item["source"].text()
        if source not in _SOURCES:
            raise item["source"].error(f"expected one of {', '.join(_SOURCES)}, found {shown(source)}")
        confidence = item["confidence"].number(0, 1 + 1e-6) if "confidence" in item else None
        regions.append(Region(start, end, item["label"].text(), source, confidence))
    return tuple(regions)


def _plain_regions(values: Any, duration: float) -> Regions | None:
    """The regions in a list as it normally is; None where the careful reading has to say what is wrong with it.

    It takes a tenth of the time, and most of what opening a song reads is regions.
    """
    if type(values) is not list:
        return None
    regions, position = [], 0.0
    for value in values:
        if type(value) is not dict:
            return None
        get = value.get
        start, end, label, source, confidence = get("start"), get("end"), get("label"), get("source"), get("confidence")
        if not (type(start) is type(end) is float and type(label) is str and source in _SOURCES):
            return None
        if not position <= start < end <= duration:
            return None
        if confidence is None:
            if "confidence" in value:
                return None
        elif type(confidence) is not float or not 0 <= confidence <= 1:
            return None
        regions.append(Region(start, end, label, source, confidence))
        position = end
    return tuple(regions)


def read_spans(field: Field, duration: float) -> Spans:
    """Spans from a list of [start, end]; FormatError unless they are in order and within the song."""
    spans: list[tuple[float, float]] = []
    for item in field.items():
        pair = list(item.items())
        if len(pair) != 2:
            raise item.error(f"expected [start, end], found {shown(item.value)}")
        spans.append(_extent(pair[0], pair[1], spans[-1][1] if spans else 0.0, duration))
    return united(spans)


def _extent(start: Field, end: Field, earliest: float, latest: float) -> tuple[float, float]:
    """Start and end in seconds; FormatError unless they are in order, after the one before and within the song."""
    low, high = start.number(), end.number()
    if low < earliest:
        raise start.error(f"{low:g} is before {earliest:g}, where the one before it ends; put them in order")
    if not low < high:
        raise end.error(f"{high:g} is not after the start {low:g}; correct the two")
    if high > latest:
        raise end.error(f"{high:g} is after the end of the song at {latest:g}; correct it")
    return low, high
