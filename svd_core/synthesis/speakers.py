"""The speakers that virtual singers are made from: found in folders, cut into syllables, with their licences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from svd_core.audio import sound_file
from svd_core.audio.sound_file import AUDIO_SUFFIXES
from svd_core.config import FeatureConfig
from svd_core.errors import DataError
from svd_core.synthesis.syllables import CutSyllable, syllables
from svd_core.synthesis.virtual_singer import Lyrics, median_pitch
from svd_core.synthesis.world import Analysis, analyse

UNKNOWN = "unknown"
FEWEST_SYLLABLES = 6


@dataclass(frozen=True)
class Speaker:
    """Recordings of one voice, speaking or singing on one pitch, under one licence."""

    name: str
    files: tuple[Path, ...]
    licence: str


@dataclass(frozen=True)
class Voice:
    """A speaker's syllables, analysed, and the pitch they were spoken at."""

    speaker: Speaker
    recordings: tuple[tuple[Analysis, tuple[CutSyllable, ...]], ...]
    pitch: float
    """The median pitch, MIDI number."""

    @property
    def n_syllables(self) -> int:
        """Syllables of all recordings."""
        return sum(len(cut) for _, cut in self.recordings)

    def lyrics(self, count: int, rng: np.random.Generator) -> Lyrics:
        """So many syllables: whole recordings in random order, repeated if there are too few."""
        chosen: list[tuple[CutSyllable, Analysis]] = []
        while len(chosen) < count:
            for index in rng.permutation(len(self.recordings)):
                source, cut = self.recordings[index]
                chosen += [(syllable, source) for syllable in cut]
        sung, sources = zip(*chosen[:count], strict=True)
        return Lyrics(sung, sources)


def read_licences(paths: Sequence[Path]) -> dict[str, str]:
    """Licences by file or folder, from lists of lines `path TAB licence`; DataError names a line of another form."""
    found: dict[str, str] = {}
    for path in paths:
        try:
            lines = path.read_text(encoding="utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise DataError(f"{path}: cannot read this list of licences ({error}).") from error
        for number, line in enumerate(lines, 1):
            name, tab, licence = line.partition("\t")
            if not tab or not name.strip("/ "):
                raise DataError(f"{path}:{number}: expected a path, TAB, and its licence, not {line!r}.")
            found[name.strip("/ ")] = " ".join(licence.split())
    return found


def licence_of(path: Path, licences: Mapping[str, str]) -> str:
    """The licence of a file: the longest listed path that is part of the file's, or UNKNOWN."""
    whole = f"/{path.as_posix()}/"
    listed = [name for name in licences if f"/{name}/" in whole]
    return licences[max(listed, key=len)] if listed else UNKNOWN


def find_speakers(folders: Sequence[Path], licences: Mapping[str, str]) -> list[Speaker]:
    """A speaker for every folder of sound files at or below the given ones, and for every licence within it.

    Raises DataError when there is no sound file.
    """
    speakers: list[Speaker] = []
    for top in folders:
        files = sorted(file for file in top.rglob("*") if file.suffix.lower() in AUDIO_SUFFIXES and file.is_file())
        if not files:
            raise DataError(f"{top}: no sound files here. Name folders that hold recordings of speakers.")
        for folder in sorted({file.parent for file in files}):
            name = "-".join((top.resolve().name, *folder.relative_to(top).parts))
            speakers += _by_licence(name, [file for file in files if file.parent == folder], licences)
    return speakers


def _by_licence(name: str, files: Sequence[Path], licences: Mapping[str, str]) -> list[Speaker]:
    """Files of one folder as one speaker a licence, because licences of speech name the speaker."""
    groups: dict[str, list[Path]] = {}
    for file in files:
        groups.setdefault(licence_of(file, licences), []).append(file)
    return [
        Speaker(name if number == 1 else f"{name}-{number}", tuple(group), licence)
        for number, (licence, group) in enumerate(groups.items(), 1)
    ]


def analyse_speaker(speaker: Speaker, most_seconds: float, rng: np.random.Generator) -> Voice:
    """Up to so many seconds of a speaker's recordings, in random order, analysed and cut into syllables.

    Raises AudioError, and MissingPartError without pyworld.
    """
    config = FeatureConfig()
    recordings: list[tuple[Analysis, tuple[CutSyllable, ...]]] = []
    seconds = 0.0
    for index in rng.permutation(len(speaker.files)):
        if seconds >= most_seconds:
            break
        samples = sound_file.read_mono(speaker.files[index], config)[
            : round((most_seconds - seconds) * config.sample_rate)
        ]
        seconds += len(samples) / config.sample_rate
        analysis = analyse(samples, config.sample_rate)
        cut = tuple(syllables(analysis))
        if cut:
            recordings.append((analysis, cut))
    return Voice(speaker, tuple(recordings), median_pitch([analysis for analysis, _ in recordings]))
