"""Folders of stems: one folder a song, with the vocals in one file and the rest in one or several others."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import ClassVar

from svd_core.annotation.formats.label_rows import UNDIRECTED, HowToRead
from svd_core.annotation.label_file import labels_of_sound
from svd_core.annotation.label_places import labels_in
from svd_core.audio import sound_file
from svd_core.data.corpora.corpus import CorpusSurvey, SoundPart, SourceSong, fault, note, remark
from svd_core.data.corpora.inventory import files_below, name_key, sounds
from svd_core.data.findings import Finding
from svd_core.errors import DataError, SvdError

_VOCALS = frozenset(["vocals", "vocal", "voice", "voices", "vox", "singing", "lead vocals", "acapella", "a cappella"])
_BACKING = frozenset(["accompaniment", "instrumental", "instrumentals", "backing", "karaoke", "no_vocals", "no vocals"])
_MIX = frozenset(["mixture", "mix", "master", "full", "song", "original"])


@dataclass(frozen=True)
class StemFolders:
    """Every folder below the source that has a file called vocals (or voice, vox …)."""

    name: ClassVar[str] = "stems"
    title: ClassVar[str] = "folders of stems"
    layout: ClassVar[str] = (
        "a folder a song with vocals.wav and accompaniment.wav, or vocals.wav and other stems; a mixture.wav and "
        "labels.lab are taken where they are there"
    )

    def survey(self, source: Path, how: HowToRead = UNDIRECTED) -> CorpusSurvey:
        """The songs found, labelled by the energy of their vocals unless labels lie beside them."""
        folders: dict[Path, list[Path]] = defaultdict(list)
        for path in sounds(files_below(source)):
            folders[path.parent].append(path)
        songs: list[SourceSong] = []
        findings: list[Finding] = []
        for folder, files in folders.items():
            vocals = [path for path in files if name_key(path.stem) in _VOCALS]
            if not vocals:
                continue
            name = folder.name if folder != source else source.resolve().name
            try:
                songs.append(_song(folder, name, files, vocals, how, findings))
            except SvdError as error:
                findings.append(fault(str(error), name))
        if not songs and not findings:
            raise DataError(f"{source}: there is no file called vocals here or below. Expected {self.layout}.")
        if any(song.regions is None for song in songs):
            findings.append(note("labels are from the energy of the vocals"))
        return CorpusSurvey(
            self.name, self.title, source, "unknown: ask who made it", tuple(songs), findings=tuple(findings)
        )


def _song(
    folder: Path, name: str, files: list[Path], vocals: list[Path], how: HowToRead, findings: list[Finding]
) -> SourceSong:
    """The song in a folder, with what there is to say of its labels added to the findings.

    DataError if nothing but the vocals is there, FormatError for its labels.
    """
    mixes = [path for path in files if name_key(path.stem) in _MIX]
    backing = [path for path in files if name_key(path.stem) in _BACKING][:1]
    backing = backing or [path for path in files if path not in (*vocals, *mixes)]
    if not backing:
        raise DataError(f"{folder}: there are vocals but nothing else, such as accompaniment.wav.")
    voice, rest = (tuple(SoundPart(path) for path in paths) for paths in (vocals, backing))
    mix = (SoundPart(mixes[0]),) if mixes else (*voice, *rest)
    artist, _, title = name.partition(" - ")
    song = SourceSong(name, mix, None, artist if title else "", title or name, voice=voice, backing=rest)
    if (path := labels_in(folder, "labels")) is None:
        return song
    said = labels_of_sound(path, how, partial(sound_file.duration, rest[0].path))
    findings += [remark(path, text) for text in said.remarks]
    return replace(song, regions=said.regions, checked=said.checked, stops=said.stops)
