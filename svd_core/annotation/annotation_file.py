"""A song's annotation on disk: `SONG.svd.json` beside the sound file, JSON for people to read too."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, cast, get_args

from svd_core.annotation.formats import LABEL_SUFFIXES
from svd_core.annotation.formats.protocol import MAX_SECONDS, read_text
from svd_core.annotation.label_file import labels_of, looks_like_labels, read_label_file
from svd_core.annotation.regions import Region, Regions, Source, normalised
from svd_core.annotation.song_annotation import CHECKED_SURROUNDING, Proposal, SongAnnotation
from svd_core.annotation.spans import Spans, outside, united, widened
from svd_core.audio import sound_file
from svd_core.config import PostprocessingConfig, from_json, to_json
from svd_core.errors import FormatError
from svd_core.files.json_fields import Field, parse, shown
from svd_core.files.storage import content_key, write_atomically

FORMAT = "svd-annotation"
VERSION = 2
"""Version 1 knew no checked time."""
SUFFIX = ".svd.json"


def path_for(audio_path: Path) -> Path:
    """The path of a song's annotation: beside the song, its whole name with .svd.json appended."""
    return audio_path.with_name(audio_path.name + SUFFIX)


def find(audio_path: Path, duration: float | None = None, song_key: str | None = None) -> SongAnnotation | None:
    """The annotation of a song: its annotation file, else labels beside it or in ../labels, else None.

    With labels the whole song counts as touched, and as checked except where they leave it open. Where duration (s)
    and content key are not given, they are read from the sound file (AudioError, OSError). FormatError if a file is
    broken.
    """
    own = path_for(audio_path)
    if own.is_file():
        return load(own)
    labels = next((path for path in _label_candidates(audio_path) if path.is_file() and looks_like_labels(path)), None)
    if labels is None:
        return None
    duration = sound_file.duration(audio_path) if duration is None else duration
    found = labels_of(read_label_file(labels, duration=duration), duration=duration)
    regions = tuple(replace(region, source="file") for region in found.regions)
    whole = united([(0.0, duration)])
    return SongAnnotation(
        audio_path.name,
        content_key(audio_path) if song_key is None else song_key,
        duration,
        normalised(regions, duration),
        touched=whole,
        checked=outside(whole, found.ignored),
    )


def _label_candidates(audio_path: Path) -> list[Path]:
    folders = (audio_path.parent, audio_path.parent.parent / "labels")
    return [folder / (audio_path.stem + suffix) for folder in folders for suffix in LABEL_SUFFIXES]


def save(path: Path, annotation: SongAnnotation) -> None:
    """Write an annotation; a crash leaves the old file or the new one. OSError."""
    try:
        data = to_text(annotation).encode()
    except UnicodeEncodeError:  # names of files that are not valid UTF-8
        data = to_text(annotation, only_ascii=True).encode()
    write_atomically(path, data)


def load(path: Path) -> SongAnnotation:
    """Read an annotation; FormatError, naming field or line, if it is broken, of another kind or of a newer version."""
    return from_text(read_text(path, encodings=("utf-8",)), path.name)


def to_text(annotation: SongAnnotation, only_ascii: bool = False) -> str:
    """An annotation as JSON, one region a line, so that people can read it too."""

    def dumped(value: Any) -> str:
        return json.dumps(value, ensure_ascii=only_ascii, allow_nan=False)

    def lines(values: Iterable[Any], indent: str) -> str:
        rows = [f"{indent}  {dumped(value)}" for value in values]
        return "[\n" + ",\n".join(rows) + f"\n{indent}]" if rows else "[]"

    def spans(values: Spans) -> str:
        return lines([[float(low), float(high)] for low, high in values], "  ")

    proposal = annotation.proposal
    proposal_text = "null"
    if proposal is not None:
        # "decision" is the older name of postprocessing, which files keep.
        proposal_text = (
            f'{{\n    "model": {dumped(proposal.model)},\n    "model_key": {dumped(proposal.model_key)},\n'
            f'    "decision": {dumped(to_json(proposal.postprocessing))},\n'
            f'    "regions": {lines(map(_row, proposal.regions), "    ")}\n  }}'
        )
    return (
        f'{{\n  "format": {dumped(FORMAT)},\n  "version": {VERSION},\n'
        f'  "song": {dumped(annotation.song)},\n  "song_key": {dumped(annotation.song_key)},\n'
        f'  "duration": {dumped(float(annotation.duration))},\n'
        f'  "regions": {lines(map(_row, annotation.regions), "  ")},\n'
        f'  "touched": {spans(annotation.touched)},\n'
        f'  "checked": {spans(annotation.checked)},\n'
        f'  "proposal": {proposal_text}\n}}\n'
    )


def from_text(text: str, file: str) -> SongAnnotation:
    """The annotation in a text that `to_text` wrote; FormatError, naming `file` and field or line, for any other.

    In a file of version 1, what a person had touched and CHECKED_SURROUNDING on either side of it counts as checked.
    """
    document = parse(text, file)
    if not isinstance(document.value, dict) or document.value.get("format") != FORMAT:
        raise FormatError(f"{file}: not an annotation of SVD Studio; open label files as labels instead")
    version = document["version"]
    if version.number(1) > VERSION:
        raise version.error(f"made by a newer SVD Studio (version {shown(version.value)}, known: {VERSION}); update")
    proposal = document["proposal"]
    duration = document["duration"].number(0, MAX_SECONDS)
    touched = _spans(document["touched"], duration)
    knows_checked = version.number(1) >= 2
    return SongAnnotation(
        document["song"].text(),
        document["song_key"].text(),
        duration,
        _regions(document["regions"], duration),
        touched,
        None if proposal.value is None else _proposal(proposal),
        _spans(document["checked"], duration) if knows_checked else widened(touched, CHECKED_SURROUNDING, duration),
    )


def _row(region: Region) -> dict[str, Any]:
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
    return Proposal(field["model"].text(), field["model_key"].text(), config, _regions(field["regions"], MAX_SECONDS))


def _regions(field: Field, duration: float) -> Regions:
    regions: list[Region] = []
    for item in field.items():
        start, end = _extent(item["start"], item["end"], regions[-1].end if regions else 0.0, duration)
        source = item["source"].text()
        if source not in get_args(Source):
            raise item["source"].error(f"expected one of {', '.join(get_args(Source))}, found {shown(source)}")
        confidence = item["confidence"].number(0, 1 + 1e-6) if "confidence" in item else None
        regions.append(Region(start, end, item["label"].text(), cast(Source, source), confidence))
    return tuple(regions)


def _spans(field: Field, duration: float) -> Spans:
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
