"""RWC-Pop: the hundred songs of the RWC popular music database, with AIST's annotation of vocal activity."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from svd_core.annotation.formats.label_text import read_text
from svd_core.annotation.formats.rwc import change_points
from svd_core.annotation.regions import Region, Regions
from svd_core.annotation.spans import united
from svd_core.annotation.vocabulary import is_singing
from svd_core.data.corpora.corpus import CorpusSurvey, SoundPart, SourceSong, fault, note
from svd_core.data.corpora.inventory import files_below, sounds, with_suffix
from svd_core.data.findings import Finding
from svd_core.errors import DataError, FormatError
from svd_core.files.storage import resource

_PIECES = range(1, 101)
# RM-P001.wav, RWC_P001.wav; and as on the seven discs, RWC-P-M01/1.wav or a folder of that name with "01 ...".
_NUMBERED = re.compile(r"(?<![a-z])(?:rm|rwc|rwc-mdb)?[-_ ]*p[-_ ]?0*(\d{1,3})(?!\d)", re.IGNORECASE)
_DISC = re.compile(r"(?<![a-z])m0?([1-7])(?!\d)", re.IGNORECASE)
_TRACK = re.compile(r"^(?:track|tr)?[-_. ]*0*(\d{1,2})(?!\d)", re.IGNORECASE)


@dataclass(frozen=True)
class Rwc:
    """The pieces whose sound and annotation both are below the folder."""

    name: ClassVar[str] = "rwc"
    title: ClassVar[str] = "RWC music database: popular music"
    layout: ClassVar[str] = (
        "a folder in which, at any depth, are RM-P001.VOCA_INST.TXT … and the sound, called RM-P001, RWC_P001, "
        "or by disc and track (rwc-p-m01/1.wav)"
    )

    def survey(self, source: Path) -> CorpusSurvey:
        """The pieces found, and which of the hundred are missing."""
        files = files_below(source)
        findings: list[Finding] = []
        audio = _by_piece(sounds(files), findings)
        labels = _by_piece(with_suffix(files, ".voca_inst.txt"), findings)
        if not labels:
            raise DataError(f"{source}: no vocal activity annotation here. Expected {self.layout}.")
        catalogue = _catalogue()
        songs = []
        for piece in _PIECES:
            if piece not in labels and piece not in audio:
                continue
            name = f"RM-P{piece:03}"
            if piece not in labels or piece not in audio:
                missing = "annotation" if piece in audio else "sound"
                findings.append(fault(f"{name}: there is no {missing} for it", name))
                continue
            try:
                regions, (start, stop), end = vocal_activity(read_text(labels[piece]), labels[piece].name)
            except FormatError as error:
                findings.append(fault(str(error), name))
                continue
            artist, title = catalogue[piece]
            sound = (SoundPart(audio[piece]),)
            song = SourceSong(name, sound, regions, artist, title, extent=end, checked=((start, math.inf),), stops=stop)
            songs.append(song)
        if len(songs) < len(_PIECES):
            findings.append(note(f"{len(songs)} of the database's {len(_PIECES)} pieces are here"))
        findings.append(note("the folds are by artist; those of published scores are not known to be"))
        licence = "research only, by agreement with AIST"
        return CorpusSurvey(
            self.name, self.title, source, licence, tuple(songs), findings=tuple(findings), default_folds=5
        )


def vocal_activity(text: str, file: str) -> tuple[Regions, tuple[float, float], float | None]:
    """The sung regions, the time from the first mark to the last, and that of the end mark (s); see `change_points`."""
    rows, extent, end = change_points(text, file)
    sung = united((row.start, row.end) for row in rows if is_singing(row.label or ""))
    return tuple(Region(start, stop, source="file") for start, stop in sung), extent, end


def _by_piece(files: tuple[Path, ...], findings: list[Finding]) -> dict[int, Path]:
    """Files by the number of their piece; a second one for a piece is a fault."""
    found: dict[int, Path] = {}
    for path in files:
        piece = piece_number(path)
        if piece is not None and found.setdefault(piece, path) is not path:
            findings.append(fault(f"{path}: piece {piece} is {found[piece]} already; keep one", f"RM-P{piece:03}"))
    return found


def piece_number(path: Path) -> int | None:
    """The number of the piece in a file, by its name or its disc's folder; None if neither has one."""
    numbered = _NUMBERED.search(path.name)
    if numbered and int(numbered[1]) in _PIECES:
        return int(numbered[1])
    disc, track = _DISC.search(path.parent.name), _TRACK.match(path.stem)
    if not disc or not track:
        return None
    # Five discs of 16 pieces, two of 10.
    first, size = ((int(disc[1]) - 1) * 16, 16) if int(disc[1]) <= 5 else (80 + (int(disc[1]) - 6) * 10, 10)
    return first + int(track[1]) if 1 <= int(track[1]) <= size else None


def _catalogue() -> dict[int, tuple[str, str]]:
    """Artist and title of each piece by its number, from the database's own metadata."""
    rows = (line.split("\t") for line in read_text(resource("datasets/rwc-pop.tsv")).splitlines() if line[:1] != "#")
    return {int(piece): (artist, title) for piece, artist, title in rows}
