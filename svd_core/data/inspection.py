"""What files are, found by reading them: sound, labels, models and annotations; as facts, and in lines for people."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from svd_core.annotation.clock import clock
from svd_core.annotation.label_file import HowToRead
from svd_core.annotation.spans import total
from svd_core.errors import SvdError, in_words

_REGIONS_SHOWN = 20


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
    """The kind of a file, by its suffix where that is one of ours, else sound; and what inspects it."""
    from svd_core.annotation.formats import LABEL_SUFFIXES

    suffix = path.suffix.casefold()
    if path.name.casefold().endswith((".svd", ".svd.json")):
        return "annotation", lambda: _annotation(path)
    if suffix == ".safetensors":
        return "model", lambda: _model(path)
    if suffix in {label_suffix.casefold() for label_suffix in LABEL_SUFFIXES}:
        return "labels", lambda: _labels(path, how)
    return "sound", lambda: _sound(path)


def _sound(path: Path) -> dict[str, Any]:
    from svd_core.audio.inspection import inspect_sound

    found = inspect_sound(path)
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
        "warnings": list(found.warnings),
    }


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
        return facts | {"error": in_words(error)}
    regions = [[region.start, region.end, region.label] for region in labels.regions]
    seconds = max((row.end for row in file.rows), default=0.0)
    return facts | {"regions": regions, "seconds": seconds, "warnings": list(labels.remarks)}


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
    checked = [list(span) for span in annotation.checked]
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
    elif facts["seconds"] is not None:
        lines.append(f"  {facts['seconds']:.1f} s")
    if "edits" in facts:
        lines.append(f"  edits: {facts['edits']}")
    if "checked" in facts:
        lines.append(f"  {clock(total(facts['checked']))} of {clock(facts['seconds'])} checked")
    if "layout" in facts:
        lines.append(f"  read: {facts['layout']}")
    lines += [f"  label {label!r}: {judgement}" for label, judgement in facts["labels"].items()]
    for start, end, label in facts["regions"][:_REGIONS_SHOWN]:
        lines.append(f"  {start:9.3f} .. {end:9.3f}  {label}")
    if len(facts["regions"]) > _REGIONS_SHOWN:
        lines.append(f"  and {len(facts['regions']) - _REGIONS_SHOWN} more regions (--json lists all)")
    lines += [f"  warning: {warning}" for warning in facts["warnings"]]
    return lines + ([f"  error: {facts['error']}"] if facts["error"] else [])
