"""Jamendo: the corpus of Ramona, Richard and David (ICASSP 2008), 93 songs with official lists of 61, 16 and 16."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

from svd_core.annotation.detected_labels import refuse_detected
from svd_core.annotation.formats.label_text import number, numbered_lines, read_text
from svd_core.annotation.label_file import labels_of, read_label_file
from svd_core.data.corpora.corpus import CorpusSurvey, SoundPart, SourceSong, fault, note
from svd_core.data.corpora.inventory import by_stem, files_below, name_key, sounds, with_suffix
from svd_core.data.findings import Finding
from svd_core.errors import DataError, FormatError
from svd_core.files.storage import resource

LISTS = ("train", "valid", "test")


@dataclass(frozen=True)
class Jamendo:
    """The songs of the official lists, wherever they and their labels lie below the folder."""

    name: ClassVar[str] = "jamendo"
    title: ClassVar[str] = "Jamendo corpus (Ramona 2008)"
    layout: ClassVar[str] = "a folder in which, at any depth, are the 93 sound files and their .lab files"

    def survey(self, source: Path) -> CorpusSurvey:
        """Every listed song, and what is missing of them."""
        files = files_below(source)
        audio, doubles = by_stem(sounds(files))
        labels, more_doubles = by_stem(with_suffix(files, ".lab"))
        findings: list[Finding] = [*doubles, *more_doubles]
        lists = official_lists()
        songs = []
        for list_name, names in lists.items():
            for name in names:
                missing = [
                    what for what, found in (("sound", audio), ("labels", labels)) if name_key(name) not in found
                ]
                if missing:
                    findings.append(fault(f"{name}: no {' and no '.join(missing)} ({list_name} list)", name))
                    continue
                path = labels[name_key(name)]
                try:
                    refuse_detected(path, audio[name_key(name)])
                    said, extent = labels_of(read_label_file(path)), labelled_extent(path)
                except FormatError as error:
                    findings.append(fault(f"{path.parent}: {error}", name))
                    continue
                song = SourceSong(name, (SoundPart(audio[name_key(name)]),), said.regions, title=name, extent=extent)
                songs.append(replace(song, checked=said.checked, stops=said.stops))
        if not songs:
            raise DataError(
                f"{source}: none of the Jamendo corpus's songs with labels is here. Expected {self.layout}."
            )
        listed = {name_key(name) for names in lists.values() for name in names}
        extra = sum(name not in listed for name in audio)
        if extra:
            findings.append(note(f"{extra} sound files here are in no official list and were passed over"))
        findings.append(note("labels say where there is voice, sung or spoken"))
        licence = "Creative Commons, each song its own; labels by Ramona for research"
        return CorpusSurvey(self.name, self.title, source, licence, tuple(songs), lists, tuple(findings))


def official_lists() -> dict[str, tuple[str, ...]]:
    """The names of the songs in train, valid and test, without suffix, as published."""
    lists: dict[str, tuple[str, ...]] = {}
    for name in LISTS:
        lines = read_text(resource(f"datasets/jamendo-{name}.txt")).splitlines()
        lists[name] = tuple(line for line in lines if line and not line.startswith("#"))
    return lists


def labelled_extent(path: Path) -> float | None:
    """The time up to which the lines of a .lab file reach, in seconds; None if there is no line."""
    lines = numbered_lines(read_text(path), path.name)
    return max((number(line.split()[1], place) for place, line in lines), default=None)
