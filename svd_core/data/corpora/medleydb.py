"""MedleyDB: multitrack songs; YAML metadata name the stems that sing, activation confidences the times."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from svd_core.annotation.formats.label_text import read_text
from svd_core.annotation.formats.medleydb import active_regions
from svd_core.annotation.regions import Regions
from svd_core.annotation.spans import WHOLE
from svd_core.config import param
from svd_core.data.corpora.corpus import CorpusSurvey, SoundPart, SourceSong, fault, note
from svd_core.data.corpora.inventory import files_below, name_key, with_suffix
from svd_core.data.corpora.yaml_file import read_yaml
from svd_core.data.findings import Finding
from svd_core.errors import DataError, SvdError
from svd_core.files.json_fields import Field

SINGING = frozenset(
    [
        *("male singer", "female singer", "vocalists", "choir"),
        *("male rapper", "female rapper", "male screamer", "female screamer"),
    ]
)
"""Instruments whose stems count as sung; speakers, crowds and beatboxing do not."""

_METADATA = "_metadata.yaml"
_ACTIVATION = "_activation_conf.lab"


@dataclass(frozen=True)
class MedleyDb:
    """The songs whose metadata and sound are below the folder."""

    activation: float = param(0.5, "a stem sounds where its activation confidence is at least this", "", 0, 1)

    name: ClassVar[str] = "medleydb"
    title: ClassVar[str] = "MedleyDB"
    layout: ClassVar[str] = (
        "a folder in which, at any depth, are SONG_METADATA.yaml, SONG_MIX.wav, SONG_STEM_01.wav … and, for labels "
        "better than by energy, SONG_ACTIVATION_CONF.lab"
    )

    def survey(self, source: Path) -> CorpusSurvey:
        """The songs found, and what is wrong with others."""
        files = files_below(source)
        by_name: dict[str, Path] = {}
        for path in files:
            by_name.setdefault(name_key(path.name), path)
        metadata = with_suffix(by_name.values(), _METADATA)
        if not metadata:
            raise DataError(f"{source}: no MedleyDB metadata here. Expected {self.layout}.")
        songs: list[SourceSong] = []
        findings: list[Finding] = []
        silent = 0
        for path in metadata:
            name = path.name[: -len(_METADATA)]
            if name_key(f"{name}_MIX.wav") not in by_name:
                silent += 1
                continue
            try:
                songs.append(self._song(name, path, by_name))
            except SvdError as error:
                findings.append(fault(str(error), name))
        if silent:
            findings.append(note(f"{silent} songs have metadata but no SONG_MIX.wav here and were passed over"))
        licence = "CC BY-NC-SA 4.0"
        return CorpusSurvey(self.name, self.title, source, licence, tuple(songs), findings=tuple(findings))

    def _song(self, name: str, metadata: Path, files: dict[str, Path]) -> SourceSong:
        """One song by its metadata; SvdError if a file it names is missing or it cannot be labelled."""
        document = Field(metadata.name, "", read_yaml(metadata))
        stems = document["stems"]
        voice: list[SoundPart] = []
        backing: list[SoundPart] = []
        columns: list[str] = []
        for stem in stems.object():
            file = stems[stem]["filename"].text()
            if name_key(file) not in files:
                raise DataError(f"{name}: its stem {file} is not here. Copy it, or leave the song out.")
            sings = bool(SINGING & _instruments(stems[stem]["instrument"]))
            (voice if sings else backing).append(SoundPart(files[name_key(file)]))
            columns += [str(stem)] if sings else []
        activation = files.get(name_key(name) + _ACTIVATION)
        regions: Regions | None = () if not voice else None
        checked, stops = WHOLE, None
        if voice and activation is not None:
            regions, (start, stops) = active_regions(read_text(activation), activation.name, columns, self.activation)
            checked = ((start, math.inf),)
        elif voice and document.value.get("has_bleed") in ("yes", True):
            message = "the other instruments can be heard in its voice stems, and there is no activation file"
            raise DataError(f"{name}: {message}. Copy {name}_ACTIVATION_CONF.lab from MedleyDB's annotations.")
        artist, title = (str(document.value.get(part) or "") for part in ("artist", "title"))
        mix = (SoundPart(files[name_key(f"{name}_MIX.wav")]),)
        return SourceSong(
            name, mix, regions, artist, title, checked=checked, stops=stops, voice=tuple(voice), backing=tuple(backing)
        )


def _instruments(field: Field) -> set[str]:
    """The names of a stem's instruments; there may be one or, in newer metadata, a list."""
    values: list[Any] = field.value if isinstance(field.value, list) else [field.value]
    return {str(value).strip().casefold() for value in values}
