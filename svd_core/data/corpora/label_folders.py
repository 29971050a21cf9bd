"""Folders of sound with label files: Audacity's label tracks, Praat's TextGrids, or any format that is read here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import ClassVar

from svd_core.annotation.detected_labels import refuse_detected
from svd_core.annotation.formats import LABEL_SUFFIXES
from svd_core.annotation.formats.label_rows import UNDIRECTED, HowToRead
from svd_core.annotation.formats.label_text import read_text
from svd_core.annotation.formats.textgrid import grid_of
from svd_core.annotation.label_file import Labels, labels_of_sound, looks_like_labels
from svd_core.annotation.regions import Region, Regions
from svd_core.annotation.spans import WHOLE, bridged
from svd_core.audio import sound_file
from svd_core.config import param
from svd_core.data.corpora.corpus import (
    WITHOUT_LABELS,
    CorpusSurvey,
    SoundPart,
    SourceSong,
    fault,
    note,
    remark,
    with_folder,
)
from svd_core.data.corpora.corrections import corrected_song
from svd_core.data.corpora.inventory import by_stem, files_below, sounds, with_suffix
from svd_core.data.findings import Finding
from svd_core.errors import DataError, SvdError

Reading = Callable[[Path, Path], tuple[Labels, float | None]]
"""From label and sound file to what the labels say and, where the format states it, the labelled time's end (s)."""


@dataclass(frozen=True)
class LabelFolder:
    """Sound and labels of any format by the same name: side by side or in different folders below the source."""

    gap: float = param(0.0, "pauses up to which singing goes on", "s", 0, 10)

    name: ClassVar[str] = "labels"
    title: ClassVar[str] = "sound with label files"
    layout: ClassVar[str] = f"sound files and label files ({', '.join(LABEL_SUFFIXES)}) by the same names, at any depth"

    def survey(self, source: Path, how: HowToRead = UNDIRECTED) -> CorpusSurvey:
        """The songs that have labels."""
        suffixes = tuple(suffix.lower() for suffix in LABEL_SUFFIXES)
        return _collected(self, source, suffixes, partial(_read, self.gap, how))


@dataclass(frozen=True)
class AudacityFolder:
    """Sound and Audacity's exported labels by the same name."""

    gap: float = param(0.0, "pauses up to which singing goes on", "s", 0, 10)

    name: ClassVar[str] = "audacity"
    title: ClassVar[str] = "Audacity labels"
    layout: ClassVar[str] = "sound files and .txt files exported by Audacity by the same names, at any depth"

    def survey(self, source: Path, how: HowToRead = UNDIRECTED) -> CorpusSurvey:
        """The songs that have labels."""
        return _collected(self, source, (".txt",), partial(_read, self.gap, how))


@dataclass(frozen=True)
class TextGridFolder:
    """Sound and TextGrids by the same name."""

    gap: float = param(0.0, "pauses up to which singing goes on, for tiers of words", "s", 0, 10)

    name: ClassVar[str] = "textgrid"
    title: ClassVar[str] = "Praat TextGrids"
    layout: ClassVar[str] = "sound files and .TextGrid files by the same names, at any depth"

    def survey(self, source: Path, how: HowToRead = UNDIRECTED) -> CorpusSurvey:
        """The songs that have a TextGrid."""

        def read(path: Path, sound: Path) -> tuple[Labels, float | None]:
            grid = grid_of(read_text(path), path.name)
            # What goes on after the sound is cut off, so the grid's end is none of the labels'.
            end = grid.end if how.past_end == "refuse" else None
            return _labels(path, sound, how, self.gap), end

        return _collected(self, source, (".textgrid",), read)


def _read(gap: float, how: HowToRead, path: Path, sound: Path) -> tuple[Labels, float | None]:
    """What a label file says, whose format does not state the end of the labelled time."""
    return _labels(path, sound, how, gap), None


def _labels(path: Path, sound: Path, how: HowToRead, gap: float) -> Labels:
    """What the label file of a sound says, pauses up to a gap (s) bridged."""
    refuse_detected(path, sound)
    labels = labels_of_sound(path, how, partial(sound_file.duration, sound))
    return replace(labels, regions=with_pauses_bridged(labels.regions, gap))


def with_pauses_bridged(regions: Regions, gap: float) -> Regions:
    """Regions with pauses up to a gap (s) bridged; unchanged for a gap of 0."""
    if gap <= 0:
        return regions
    spans = bridged(((region.start, region.end) for region in regions), gap)
    return tuple(Region(start, end, source="file") for start, end in spans)


def _collected(
    kind: LabelFolder | AudacityFolder | TextGridFolder, source: Path, suffixes: tuple[str, ...], read: Reading
) -> CorpusSurvey:
    """Sound and labels of the same stem, and songs that were corrected in the window."""
    files = files_below(source)
    audio, findings = by_stem(sounds(files))
    candidates = [path for path in with_suffix(files, *suffixes) if looks_like_labels(path)]
    labels, doubles = by_stem(candidates)
    songs, corrected = _corrected(audio, findings)
    if not labels and not songs:
        raise DataError(f"{source}: there are no labels here. Expected {kind.layout}.")
    findings += doubles
    for stem, path in labels.items():
        if stem in corrected:
            continue
        if stem not in audio:
            findings.append(fault(f"{path}: there is no sound of this name", path.stem))
            continue
        try:
            said, extent = read(path, audio[stem])
        except SvdError as error:
            findings.append(fault(with_folder(path, error), path.stem))
            continue
        findings += [remark(path, text) for text in said.remarks]
        name = audio[stem].stem
        sound = (SoundPart(audio[stem]),)
        song = SourceSong(name, sound, said.regions, title=name, extent=extent, checked=said.checked, stops=said.stops)
        songs.append(song)
    if any(song.checked == WHOLE for song in songs):
        findings.append(note(WITHOUT_LABELS))
    findings += _unlabelled(audio, labels.keys() | corrected)
    return CorpusSurvey(
        kind.name, kind.title, source, "unknown: ask who made it", tuple(songs), findings=tuple(findings)
    )


def _corrected(audio: dict[str, Path], findings: list[Finding]) -> tuple[list[SourceSong], set[str]]:
    """The songs that were corrected in the window, whatever labels they have, and the names that need no labels."""
    songs, names = [], set()
    for stem, path in audio.items():
        try:
            song = corrected_song(path)
        except SvdError as error:
            findings.append(fault(str(error), path.stem))
            names.add(stem)
            continue
        if song is not None:
            songs.append(song)
            names.add(stem)
    return songs, names


def _unlabelled(audio: dict[str, Path], known: set[str]) -> list[Finding]:
    return [
        fault(f"{path}: there are no labels for it", path.stem) for stem, path in audio.items() if stem not in known
    ]
