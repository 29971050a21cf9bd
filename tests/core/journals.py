"""Journals as the window leaves them beside songs."""

from __future__ import annotations

from pathlib import Path

from svd_core.annotation.annotation_file import path_for
from svd_core.annotation.journal.records import Header, header_line
from svd_core.annotation.regions import Region, Regions
from svd_core.annotation.song_annotation import Proposal, SongAnnotation
from svd_core.annotation.spans import Spans
from svd_core.files.storage import content_key


def save_corrections(
    song: Path, duration: float, sung: Spans, checked: Spans, journal: Path | None = None, label: str = "sing"
) -> SongAnnotation:
    """Write the journal of a song, by default beside it; returns the annotation in it."""
    regions = tuple(Region(start, end, label, "hand") for start, end in sung)
    return save_annotation(song, regions, checked, duration, journal)


def save_annotation(
    song: Path, regions: Regions, checked: Spans, duration: float = 4.0, journal: Path | None = None,
    proposal: Proposal | None = None, touched: Spans = (),
) -> SongAnnotation:  # fmt: skip
    """The same with regions of any kind, and with a model's proposal."""
    annotation = SongAnnotation(song.name, content_key(song), duration, regions, touched, proposal, checked)
    line = header_line(Header("root", annotation, "9.9", "2030-01-02T03:04:05.678+00:00", "Ann"))
    (journal or path_for(song)).write_bytes(line)
    return annotation
