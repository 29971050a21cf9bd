"""What files are, found by reading them: sound, labels, models and annotations; as facts, and in lines for people."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from svd_core.annotation.clock import clock
from svd_core.annotation.formats.label_rows import HowToRead
from svd_core.annotation.spans import clipped, total
from svd_core.errors import AudioError, FormatError, SvdError, in_words

if TYPE_CHECKING:
    from svd_core.annotation.label_file import Labels

_REGIONS_SHOWN, _SPANS_SHOWN = 20, 5


def inspected(path: Path, how: HowToRead) -> dict[str, Any]:
    """What a file is, as the fields of a report; `error` says what is wrong where it cannot be read."""
    facts: dict[str, Any] = {
        "kind": "unknown",
        "seconds": None,
        "stated_seconds": None,
        "format": None,
        "labels": {},
        "regions": [],
        "warnings": [],
        "error": None,
    }
    try:
        facts["kind"], inspect = _inspection(path, how)
        facts |= inspect()
    except (SvdError, OSError) as error:
        facts["error"] = in_words(error)
    return facts


def _inspection(path: Path, how: HowToRead) -> tuple[str, Callable[[], dict[str, Any]]]:
    """The kind of a file, by its suffix where that tells, else sound; and what inspects it."""
    from svd_core.annotation.formats import READ_SUFFIXES
    from svd_core.audio.sound_file import AUDIO_SUFFIXES

    suffix = path.suffix.casefold()
    if path.name.casefold().endswith((".svd", ".svd.json")):
        return "annotation", lambda: _annotation(path)
    if suffix == ".safetensors":
        return "model", lambda: _model(path)
    if suffix == ".json" and not _are_labels(path):
        return "data", lambda: _data(path)
    if suffix in {label_suffix.casefold() for label_suffix in READ_SUFFIXES}:
        return "labels", lambda: _labels(path, how)
    if suffix in AUDIO_SUFFIXES or path.is_dir() or not path.exists():
        return "sound", lambda: _sound(path)
    if _are_labels(path):
        return "labels", lambda: _labels(path, how)
    return "unknown", lambda: _sound_of_unknown_suffix(path)


def _are_labels(path: Path) -> bool:
    """Whether a file of any suffix is of a label format that its content tells, tables aside."""
    from svd_core.annotation.formats.compressed import read_label_text
    from svd_core.annotation.formats.registry import format_of

    try:
        return path.is_file() and format_of(read_label_text(path)).kind != "table"
    except FormatError:
        return False


def _sound(path: Path) -> dict[str, Any]:
    from svd_core.audio.inspection import inspect_sound

    found = inspect_sound(path)
    labels, problem = _labels_of_sound(path)
    return {
        "seconds": round(found.seconds, 3),
        "stated_seconds": None if found.stated_seconds is None else round(found.stated_seconds, 3),
        "format": f"{found.container or 'libsndfile'}, {found.codec}".rstrip(", "),
        "container": found.container,
        "codec": found.codec,
        "channels": found.channels,
        "sample_rate": found.sample_rate,
        "peak": round(found.peak, 4),
        "clipped": round(found.clipped, 6),
        "silent": round(found.silent, 4),
        "labels_from": labels,
        "warnings": [*found.warnings, *([problem] if problem else [])],
    }


def _sound_of_unknown_suffix(path: Path) -> dict[str, Any]:
    """A file whose suffix says nothing: as sound, if it is; FormatError that names what is read here."""
    from svd_core.annotation.formats import LABEL_SUFFIXES

    try:
        return {"kind": "sound"} | _sound(path)
    except AudioError as error:
        raise FormatError(
            f"{path}: neither sound nor a kind of file that is read here: labels ({', '.join(LABEL_SUFFIXES)}), "
            "annotations (.svd, .svd.json), models (.safetensors) and manifests (.json). Convert it to one of these."
        ) from error


def _data(path: Path) -> dict[str, Any]:
    """The manifest of a training, or the card of a data set. DataError, FormatError if it is neither."""
    from svd_core.data import dataset_card
    from svd_core.data.manifest import FORMAT, read_manifest
    from svd_core.files.json_fields import read

    document = read(path)
    if isinstance(document.value, dict) and document.value.get("format") == FORMAT:
        return {"format": "manifest of SVD Studio", "songs": [song.name for song in read_manifest(path)]}
    card = dataset_card.read(path.parent) if path.name == dataset_card.FILE else None
    if card is None:
        raise FormatError(f"{path}: JSON, but neither a manifest nor the card of a data set; choose another file")
    return {"format": f"card of a data set, {card.title}", "songs": [song.name for song in card.songs]}


def _labels_of_sound(path: Path) -> tuple[str | None, str]:
    """Where the commands and the window find this song's labels, for people; and what is wrong with that."""
    from svd_core.annotation.annotation_file import saved
    from svd_core.annotation.detected_labels import guess_text, is_detected
    from svd_core.annotation.label_places import labels_for

    remarks: list[str] = []
    try:
        annotation = saved(path, remark=remarks.append)
    except (SvdError, OSError) as error:
        return None, in_words(error)
    if annotation is not None:
        known = f"{clock(total(annotation.known))} of {clock(annotation.duration)} checked"
        return f"corrected in the window, {known}", " ".join(remarks)
    labels = labels_for(path)
    if labels is not None and is_detected(labels, path):
        remarks.append(f"{guess_text(labels)}.")
    return None if labels is None else str(labels), " ".join(remarks)


def _labels(path: Path, how: HowToRead) -> dict[str, Any]:
    from svd_core.annotation.label_file import labels_of, read_label_file

    file = read_label_file(path, how)
    facts = {
        "format": file.format,
        "layout": file.layout,
        "labels": file.judgements(how),
        "warnings": list(file.remarks),
    }
    try:
        labels = labels_of(file, how)
    except SvdError as error:
        return facts | {"error": in_words(error), "lines": [[row.start, row.end, row.label or ""] for row in file.rows]}
    regions = [[region.start, region.end, region.label] for region in labels.regions]
    seconds = max((row.end for row in file.rows), default=0.0)
    found = {"regions": regions, "seconds": seconds, "speaks_of": _extent(labels), "warnings": list(labels.remarks)}
    return facts | found


def _extent(labels: Labels) -> list[list[float | None]]:
    """The time of which labels speak, as spans whose end is None where it is the song's, however long that is."""
    spans = labels.checked if labels.stops is None else clipped(labels.checked, 0.0, labels.stops)
    return [[start, end if math.isfinite(end) else None] for start, end in spans]


def _model(path: Path) -> dict[str, Any]:
    from svd_core.model.card import read_card

    card = read_card(path)
    return {
        "format": f"model of SVD Studio, {card.network.architecture}",
        "name": card.name,
        "networks": card.n_networks,
    }


def _annotation(path: Path) -> dict[str, Any]:
    from svd_core.annotation.annotation_file import load
    from svd_core.annotation.journal.places import SNAPSHOT_SUFFIX
    from svd_core.annotation.journal.reading import read_journal

    facts: dict[str, Any] = {"format": "snapshot of SVD Studio"}
    if path.name.casefold().endswith(SNAPSHOT_SUFFIX):
        annotation = load(path)
    else:
        reading = read_journal(path)
        annotation = reading.history.annotation
        facts = {"format": "journal of SVD Studio", "edits": len(reading.history), "error": reading.damage or None}
    regions = [[region.start, region.end, region.label] for region in annotation.regions]
    checked = [list(span) for span in annotation.known]
    return facts | {"song": annotation.song, "seconds": annotation.duration, "regions": regions, "checked": checked}


def in_lines(path: Path, facts: dict[str, Any]) -> list[str]:
    """The report for people."""
    lines = [f"{path}: {facts['kind']}" + (f", {facts['format']}" if facts["format"] else "")]
    if facts["kind"] == "sound" and facts["error"] is None:
        stated = facts["stated_seconds"]
        said = "no length in the header" if stated is None else f"header: {stated:.1f} s"
        lines += [
            f"  {facts['seconds']:.1f} s ({clock(facts['seconds'])}) decoded, {said}",
            f"  {facts['channels']} channels, {facts['sample_rate']} Hz",
            f"  peak {facts['peak']:.3f}, clipped {facts['clipped']:.2%}, silent {facts['silent']:.0%}",
        ]
        if facts["labels_from"]:
            lines.append(f"  labels: {facts['labels_from']}")
    elif facts["seconds"] is not None:
        lines.append(f"  {facts['seconds']:.1f} s")
    if "songs" in facts:
        lines.append(f"  songs: {len(facts['songs'])}")
    if "edits" in facts:
        lines.append(f"  edits: {facts['edits']}")
    if "checked" in facts:
        lines.append(f"  {clock(total(facts['checked']))} of {clock(facts['seconds'])} checked")
    if "layout" in facts:
        lines.append(f"  read: {facts['layout']}")
    if "speaks_of" in facts:
        lines.append(f"  speaks of: {_spans_in_words(facts['speaks_of'])}")
    named = {f"label {label!r}" if label else "no label": judgement for label, judgement in facts["labels"].items()}
    lines += [f"  {label}: {judgement}" for label, judgement in named.items()]
    rows = facts.get("lines") or facts["regions"]
    lines += [f"  {start:9.3f} .. {end:9.3f}  {label}" for start, end, label in rows[:_REGIONS_SHOWN]]
    if len(rows) > _REGIONS_SHOWN:
        lines.append(f"  and {len(rows) - _REGIONS_SHOWN} more (--json lists all)")
    lines += [f"  warning: {warning}" for warning in facts["warnings"]]
    return lines + ([f"  error: {facts['error']}"] if facts["error"] else [])


def _spans_in_words(spans: list[list[float | None]]) -> str:
    """The time of which labels speak, for people."""
    if spans == [[0.0, None]]:
        return "the whole song; where nothing is labelled, nobody is taken to sing"
    shown = [f"{start or 0:.3f} .. {'the end' if end is None else f'{end:.3f} s'}" for start, end in spans]
    more = [f"{len(shown) - _SPANS_SHOWN} more"] if len(shown) > _SPANS_SHOWN else []
    return ", ".join(shown[:_SPANS_SHOWN] + more) or "no time at all"
