"""The lines of a journal: a header, then edits, moves, names of states, and marks of the song, one JSON object each.

    {"format": "svd-journal", "version": 1, "program": …, "id": …, "time": …, "by": …, "state": {an annotation}}
    {"edit": id, "from": id, "time": …, "by": …, "text": …, "removed": [regions], "added": [regions], …}
    {"go": id, "time": …, "by": …}
    {"name": text, "of": id, "time": …, "by": …}
    {"mark": {"status": text, "note": text}, "time": …, "by": …}

An edit holds besides, where they changed: `touched` and other spans as {"removed": …, "added": …}, `proposal` and
`sound` as {"before": …, "after": …}. Numbers are written so that reading gives the same number to the last bit.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from svd_core.annotation.formats.label_text import MAX_SECONDS
from svd_core.annotation.journal.annotation_json import from_field, read_regions, read_spans, region_row, to_text
from svd_core.annotation.journal.changes import SPAN_FIELDS, Change, Difference, Origin, ProposalChange, SongIdentity
from svd_core.annotation.journal.history import Step
from svd_core.annotation.song_annotation import SongAnnotation
from svd_core.annotation.song_status import HAND_STATUSES, HandStatus
from svd_core.config import PostprocessingConfig, from_json, to_json
from svd_core.errors import FormatError, NewerFormatError
from svd_core.files.json_fields import Field, parse, shown

FORMAT = "svd-journal"
VERSION = 1
_EDIT_FIELDS = frozenset({"edit", "from", "time", "by", "text", "joined", "removed", "added", "proposal", "sound"})
MAX_TEXT, MAX_NOTE = 500, 10_000
"""Characters of an edit's text, a name or an annotator that are kept, and of a note."""


@dataclass(frozen=True)
class Header:
    """The first line: the first state, and which program wrote it, when and for whom."""

    id: str
    state: SongAnnotation
    program: str
    time: str
    by: str


@dataclass(frozen=True)
class Move:
    """Somebody went to another state, by undo, redo or a jump."""

    to: str
    time: str
    by: str


@dataclass(frozen=True)
class Naming:
    """Somebody gave a state a name; an empty one takes it away."""

    state: str
    name: str
    time: str
    by: str


@dataclass(frozen=True)
class SongMark:
    """Somebody gave the song a status by hand, or a note; None leaves one as it was, an empty text takes it away."""

    status: HandStatus | None
    note: str | None
    time: str
    by: str


Record = Step | Move | Naming | SongMark


def header_line(header: Header) -> bytes:
    """The first line of a journal."""
    # Line feeds stand between the values of an annotation only: within texts they are escaped.
    state = "".join(line.strip(" ") for line in to_text(header.state).split("\n"))
    fields = {"format": FORMAT, "version": VERSION, "program": header.program, "id": header.id}
    text = _dumped(fields | {"time": header.time, "by": header.by})
    return _encoded(f'{text[:-1]}, "state": {state}}}')


def record_line(record: Record) -> bytes:
    """The line of a record."""
    if isinstance(record, Step):
        values: dict[str, Any] = {"edit": record.id, "from": record.parent, "time": record.time, "by": record.by}
        values |= {"text": record.text[:MAX_TEXT]} | ({"joined": True} if record.joined else {})
        return _encoded(_dumped(values | _change_values(record.change)))
    if isinstance(record, Move):
        return _encoded(_dumped({"go": record.to, "time": record.time, "by": record.by}))
    if isinstance(record, SongMark):
        note = None if record.note is None else record.note[:MAX_NOTE]
        mark = {name: text for name, text in (("status", record.status), ("note", note)) if text is not None}
        return _encoded(_dumped({"mark": mark, "time": record.time, "by": record.by}))
    name = record.name[:MAX_TEXT]
    return _encoded(_dumped({"name": name, "of": record.state, "time": record.time, "by": record.by}))


def read_header(text: str, file: str) -> Header:
    """The header in a journal's first line; FormatError if it is none, NewerFormatError if a later version wrote it."""
    field = _parsed(text, f"{file}, line 1")
    if not isinstance(field.value, dict) or field.value.get("format") != FORMAT:
        raise FormatError(f"{file}: not a journal of SVD Studio; open label files as labels instead")
    version = field["version"]
    if version.number(1) > VERSION:
        message = f"written by a newer SVD Studio (version {shown(version.value)}, known: {VERSION}); update SVD Studio"
        raise NewerFormatError(str(version.error(message)))
    texts = (field[name].text() for name in ("program", "time", "by"))
    return Header(field["id"].text(), from_field(field["state"]), *texts)


def read_record(text: str, file: str, line: int) -> Record:
    """The record in a line of a journal, counted from 1; FormatError, naming line and field, if it is broken."""
    field = _parsed(text, f"{file}, line {line}")
    time, by = field["time"].text(), field["by"].text()
    if "edit" in field:
        joined = "joined" in field and field["joined"].value is True
        texts = field["edit"].text(), field["from"].text(), time, by, field["text"].text()
        return Step(*texts, _change(field), joined)
    if "go" in field:
        return Move(field["go"].text(), time, by)
    if "name" in field:
        return Naming(field["of"].text(), field["name"].text(), time, by)
    if "mark" in field:
        return _mark(field["mark"], time, by)
    raise field.error(
        f"neither an edit nor a move nor a name nor a mark, found {shown(field.value)}; restore a copy of the file"
    )


def _change_values(change: Change) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if change.regions:
        values |= _difference_values(change.regions, region_row)
    for name, found in change.spans:
        values[name] = _difference_values(found, lambda span: [float(span[0]), float(span[1])])
    if change.proposal:
        origins = {"before": _origin_values(change.proposal.before), "after": _origin_values(change.proposal.after)}
        values["proposal"] = origins | _difference_values(change.proposal.regions, region_row)
    if change.sound:
        names = ("before", "after")
        values["sound"] = {name: _sound_values(sound) for name, sound in zip(names, change.sound, strict=True)}
    return values


def _difference_values(found: Difference[Any], row: Any) -> dict[str, list[Any]]:
    return {"removed": [row(item) for item in found.removed], "added": [row(item) for item in found.added]}


def _origin_values(origin: Origin | None) -> dict[str, Any] | None:
    if origin is None:
        return None
    values: dict[str, Any] = {"model": origin.model, "model_key": origin.model_key}
    return values | {"postprocessing": to_json(origin.postprocessing)}


def _sound_values(sound: SongIdentity) -> dict[str, Any]:
    return {"song": sound.song, "song_key": sound.song_key, "duration": float(sound.duration)}


def _change(field: Field) -> Change:
    unknown = sorted(field.object().keys() - _EDIT_FIELDS - set(SPAN_FIELDS))
    if unknown:
        raise field.error(f"field {shown(unknown[0])} is unknown; a newer SVD Studio may know it, so update")
    return Change(
        _region_difference(field) if "removed" in field or "added" in field else Difference(),
        tuple((name, _span_difference(field[name])) for name in SPAN_FIELDS if name in field),
        _proposal_change(field["proposal"]) if "proposal" in field else None,
        (_sound(field["sound"]["before"]), _sound(field["sound"]["after"])) if "sound" in field else None,
    )


def _proposal_change(field: Field) -> ProposalChange:
    return ProposalChange(_origin(field["before"]), _origin(field["after"]), _region_difference(field))


def _region_difference(field: Field) -> Difference[Any]:
    return Difference(read_regions(field["removed"], MAX_SECONDS), read_regions(field["added"], MAX_SECONDS))


def _span_difference(field: Field) -> Difference[Any]:
    return Difference(read_spans(field["removed"], MAX_SECONDS), read_spans(field["added"], MAX_SECONDS))


def _origin(field: Field) -> Origin | None:
    if field.value is None:
        return None
    settings = field["postprocessing"]
    try:
        postprocessing = from_json(PostprocessingConfig, settings.object())
    except ValueError as error:
        raise settings.error(f"{error}; restore a copy of the file") from error
    return Origin(field["model"].text(), field["model_key"].text(), postprocessing)


def _sound(field: Field) -> SongIdentity:
    return SongIdentity(field["song"].text(), field["song_key"].text(), field["duration"].number(0, MAX_SECONDS))


def _mark(field: Field, time: str, by: str) -> SongMark:
    unknown = sorted(field.object().keys() - {"status", "note"})
    status = field["status"].text() if "status" in field else None
    if unknown or (status is not None and status not in HAND_STATUSES):
        text = unknown[0] if unknown else status
        raise field.error(f"{shown(text)} is unknown; a newer SVD Studio may know it, so update")
    note = field["note"].text() if "note" in field else None
    return SongMark(status, note, time, by)


def _parsed(text: str, place: str) -> Field:
    try:
        return parse(text, place)
    except FormatError as error:
        cause = error.__cause__
        # The reader of JSON counts lines from the beginning of this one.
        reason = f"{cause.msg}, column {cause.colno}" if isinstance(cause, json.JSONDecodeError) else cause
        raise FormatError(f"{place}: not a record ({reason}); restore a copy of the file") from error


def _dumped(values: dict[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False, allow_nan=False)


def _encoded(text: str) -> bytes:
    try:
        return text.encode() + b"\n"
    except UnicodeEncodeError:  # names of files that are not valid UTF-8
        return json.dumps(json.loads(text)).encode() + b"\n"
