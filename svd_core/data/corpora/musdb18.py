"""MUSDB18 and MUSDB18-HQ: 150 songs as stems, with lists train and test, and the usual 14 for validation."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from svd_core.audio import decoding
from svd_core.data.corpora.corpus import CorpusSurvey, SoundPart, SourceSong, fault, note
from svd_core.data.corpora.inventory import files_below, name_key, with_suffix
from svd_core.data.findings import Finding
from svd_core.errors import DataError, SvdError

STREAMS = ("mixture", "drums", "bass", "other", "vocals")
VALIDATION = (
    "Actions - One Minute Smile",
    "Clara Berry And Wooldog - Waltz For My Victims",
    "Johnny Lokke - Promises & Lies",
    "Patrick Talbot - A Reason To Leave",
    "Triviul - Angelsaint",
    "Alexander Ross - Goodbye Bolero",
    "Fergessen - Nos Palpitants",
    "Leaf - Summerghost",
    "Skelpolu - Human Mistakes",
    "Young Griffo - Pennies",
    "ANiMAL - Rockshow",
    "James May - On The Line",
    "Meaxic - Take A Step",
    "Traffic Experiment - Sirens",
)
_COUNTS = {"train": 86, "valid": 14, "test": 50}
_STEM = ".stem.mp4"


@dataclass(frozen=True)
class Musdb18:
    """Songs in train/ and test/, as SONG.stem.mp4 of five streams or as folders of five WAV files."""

    name: ClassVar[str] = "musdb18"
    title: ClassVar[str] = "MUSDB18"
    layout: ClassVar[str] = (
        "train/ and test/ with ARTIST - TITLE.stem.mp4, or folders ARTIST - TITLE/ of mixture.wav, …"
    )

    def survey(self, source: Path) -> CorpusSurvey:
        """The songs found, labelled by the energy of their vocals, and lists as the corpus has them."""
        songs: list[SourceSong] = []
        findings: list[Finding] = []
        lists: dict[str, list[str]] = {name: [] for name in _COUNTS}
        parts = [part for part in ("train", "test") if (source / part).is_dir()]
        if not parts:
            raise DataError(f"{source}: neither train/ nor test/ is here. Expected {self.layout}.")
        validation = {name_key(name) for name in VALIDATION}
        for part in parts:
            found = {**_of_streams(source / part, findings), **_of_folders(source / part, findings)}
            for name, stems in sorted(found.items()):
                songs.append(_song(name, stems))
                lists["valid" if part == "train" and name_key(name) in validation else part].append(name)
        if not songs and not findings:
            raise DataError(f"{source}: there are no songs in {' and '.join(parts)}. Expected {self.layout}.")
        findings += [
            note(f"{len(lists[name])} songs instead of {count} in the list {name}")
            for name, count in _COUNTS.items()
            if len(lists[name]) != count
        ]
        findings.append(note("labels are from the energy of the vocals"))
        licence = "academic use only; songs under various licences"
        named = {name: tuple(names) for name, names in lists.items() if names}
        return CorpusSurvey(self.name, self.title, source, licence, tuple(songs), named, tuple(findings))


def _song(name: str, stems: dict[str, SoundPart]) -> SourceSong:
    artist, _, title = name.partition(" - ")
    mix = stems["mixture"]
    # Players and this program take the first stream, so the file as it is serves as the mixture.
    whole = SoundPart(mix.path) if mix.stream == 0 else mix
    backing = tuple(stems[stem] for stem in STREAMS[1:4])
    return SourceSong(name, (whole,), None, artist if title else "", title, voice=(stems["vocals"],), backing=backing)


def _of_streams(folder: Path, findings: list[Finding]) -> dict[str, dict[str, SoundPart]]:
    """Songs as files of five streams."""
    found = {}
    for path in with_suffix(files_below(folder), _STEM):
        name = path.name[: -len(_STEM)]
        try:
            count = decoding.stream_count(path)
        except SvdError as error:
            findings.append(fault(str(error), name))
            continue
        if count != len(STREAMS):
            findings.append(fault(f"{path}: holds {count} sound streams instead of {len(STREAMS)}", name))
        else:
            found[name] = {stem: SoundPart(path, index) for index, stem in enumerate(STREAMS)}
    return found


def _of_folders(folder: Path, findings: list[Finding]) -> dict[str, dict[str, SoundPart]]:
    """Songs as folders of five files; WAV, or what they were packed into."""
    found = {}
    for path in sorted(entry for entry in folder.iterdir() if entry.is_dir() and entry.name[0] != "."):
        files = {file.stem.casefold(): SoundPart(file) for file in files_below(path) if file.parent == path}
        missing = [stem for stem in STREAMS if stem not in files]
        if len(missing) == len(STREAMS):
            continue
        if missing:
            findings.append(fault(f"{path}: there is no {' and no '.join(missing)} here", path.name))
        else:
            found[path.name] = {stem: files[stem] for stem in STREAMS}
    return found
