"""An existing data set checked: its files, their lengths, its lists, and leaks between the lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from svd_core.annotation import annotation_file
from svd_core.annotation.clock import clock
from svd_core.annotation.detected_labels import refuse_detected
from svd_core.annotation.formats import LABEL_SUFFIXES
from svd_core.annotation.formats.label_rows import UNDIRECTED, HowToRead
from svd_core.annotation.label_file import read_labels
from svd_core.annotation.label_places import labels_in
from svd_core.annotation.regions import Regions
from svd_core.annotation.spans import total
from svd_core.annotation.vocabulary import is_singing
from svd_core.audio import sound_file
from svd_core.data import dataset, dataset_card
from svd_core.data.artists import GivenArtists, from_tags
from svd_core.data.corpora.inventory import name_key, sounds
from svd_core.data.dataset_card import DatasetCard, SongEntry
from svd_core.data.findings import Finding
from svd_core.data.leaks import SongIdentity, leaks
from svd_core.data.placing import LISTS
from svd_core.errors import DataError, FormatError, SvdError
from svd_core.files.storage import content_key

_STEM_LENGTHS = 0.1


@dataclass(frozen=True)
class CheckProgress:
    """One song more is checked."""

    song: str
    number: int
    total: int


@dataclass(frozen=True)
class CheckReport:
    """Everything found, and how much was checked."""

    songs: int
    minutes: float
    sung_minutes: float
    lists: Mapping[str, tuple[str, ...]]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class _Song:
    """A song's files: its sound, or its stems, and its labels if there are any."""

    name: str
    sounds: tuple[Path, ...]
    labels: Path | None


def check(
    folder: Path, artists: GivenArtists, lists: Sequence[Path] = (), how: HowToRead = UNDIRECTED
) -> Iterator[CheckProgress | CheckReport]:
    """Check a data set, by the lists in its filelists/ unless others are given; DataError if it is no data set."""
    if not dataset.is_data_set(folder):
        raise DataError(f"{folder}: no data set here. Expected a folder with audio/ and labels/, or songs/.")
    card = dataset_card.read(folder)
    entries = {name_key(song.name): song for song in card.songs} if card else {}
    songs, findings = _songs(folder)
    identities: list[SongIdentity] = []
    sung = 0.0
    for number, song in enumerate(songs, start=1):
        try:
            seconds, regions = _examine(song, how, findings)
        except (SvdError, OSError) as error:
            findings.append(Finding("fault", "file", str(error), (song.name,)))
        else:
            sung += sum(region.length for region in regions)
            identities.append(_identity(song, seconds, artists, entries.get(name_key(song.name))))
        yield CheckProgress(song.name, number, len(songs))
    found, list_findings = _lists(lists or _own_lists(folder), songs)
    findings += list_findings
    findings += [*leaks(identities, found), *_against_card(folder, card, songs)]
    minutes = sum(song.seconds for song in identities) / 60
    yield CheckReport(len(songs), round(minutes, 2), round(sung / 60, 2), found, tuple(findings))


def _songs(folder: Path) -> tuple[list[_Song], list[Finding]]:
    """The songs of both layouts, and findings about files without their counterpart."""
    found: list[_Song] = []
    findings: list[Finding] = []
    by_key: dict[str, Path] = {}
    for path in _files(folder / "audio", sounds_only=True):
        other = by_key.setdefault(name_key(path.stem), path)
        if other is not path:
            findings.append(Finding("fault", "file", f"{path}: {other.name} is the same song by name", (path.stem,)))
            continue
        found.append(_Song(path.stem, (path,), _labels(folder / "labels", path.stem)))
    findings += [
        Finding("fault", "file", f"{path}: there is no sound for these labels", (path.stem,))
        for path in _files(folder / "labels")
        if path.suffix.lower() in _LABELS and name_key(path.stem) not in by_key
    ]
    for part in sorted((folder / "songs").iterdir()) if (folder / "songs").is_dir() else ():
        if part.is_dir():
            stems = {path.stem: path for path in _files(part, sounds_only=True)}
            missing = [name for name in ("accompaniment", "vocals") if name not in stems]
            if missing:
                findings.append(Finding("fault", "file", f"{part}: there is no {missing[0]} file here", (part.name,)))
            else:
                both = (stems["accompaniment"], stems["vocals"])
                found.append(_Song(part.name, both, _labels(part, "labels")))
    return found, findings


_LABELS = {suffix.lower() for suffix in LABEL_SUFFIXES}


def _files(folder: Path, sounds_only: bool = False) -> tuple[Path, ...]:
    if not folder.is_dir():
        return ()
    files = tuple(sorted(path for path in folder.iterdir() if path.name[0] != "." and path.is_file()))
    return sounds(files) if sounds_only else files


def _labels(folder: Path, stem: str) -> Path | None:
    return labels_in(folder, stem)


def _examine(song: _Song, how: HowToRead, findings: list[Finding]) -> tuple[float, Regions]:
    """Length (s) and labels of a song; findings about suspicious labels are appended. SvdError, OSError."""
    lengths = [sound_file.duration(path) for path in song.sounds]
    if max(lengths) - min(lengths) > _STEM_LENGTHS:
        raise DataError(f"{song.sounds[0].parent}: vocals and accompaniment are not equally long.")
    remarks: list[str] = []
    annotation = annotation_file.saved(song.sounds[0], remark=remarks.append) if len(song.sounds) == 1 else None
    findings += [Finding("suspect", "labels", text, (song.name,)) for text in remarks]
    if annotation is not None:
        known = f"{clock(total(annotation.known))} of {clock(lengths[0])} checked"
        findings.append(Finding("note", "labels", f"{song.name}: as corrected in the window, {known}", (song.name,)))
        return lengths[0], tuple(region for region in annotation.regions if is_singing(region.label))
    if song.labels is None:
        if len(song.sounds) == 1:
            raise DataError(f"{song.sounds[0]}: there are no labels for it.")
        return lengths[0], ()
    try:
        refuse_detected(song.labels, song.sounds[0])
        regions = read_labels(song.labels, how, lengths[0])
    except FormatError as error:
        raise DataError(f"{song.labels.parent}: {error}") from error
    sung = sum(region.length for region in regions)
    if not regions or sung > lengths[0] - 1.0:
        message = f"{song.name}: labelled as {'sung throughout' if regions else 'not sung at all'}"
        findings.append(Finding("note", "labels", message, (song.name,)))
    return lengths[0], regions


def _identity(song: _Song, seconds: float, artists: GivenArtists, entry: SongEntry | None) -> SongIdentity:
    """What identifies the song; its artist as given, else from the card, else from the tags."""
    artist = artists.of(song.name) or (entry.artist if entry else "") or from_tags(song.sounds[0])
    return SongIdentity(song.name, artist, entry.title if entry else "", content_key(song.sounds[0]), seconds)


def _own_lists(folder: Path) -> tuple[Path, ...]:
    return _files(folder / LISTS)


def _lists(paths: Sequence[Path], songs: Sequence[_Song]) -> tuple[dict[str, tuple[str, ...]], list[Finding]]:
    """The lists by name, with songs as they are called here, and findings: unknown names, songs in no list."""
    named = {name_key(song.name): song.name for song in songs}
    lists: dict[str, tuple[str, ...]] = {}
    findings = []
    for path in paths:
        try:
            names = dataset.read_filelists([path])
        except SvdError as error:
            findings.append(Finding("fault", "list", str(error), (), (path.name,)))
            continue
        for name in sorted(names):
            if name_key(name) not in named:
                message = f"{path}: names {name!r}, which is not there"
                findings.append(Finding("fault", "list", message, (name,), (path.name,)))
        lists[path.name] = tuple(sorted(named[name_key(name)] for name in names if name_key(name) in named))
    listed = {name for names in lists.values() for name in names}
    missing = tuple(song.name for song in songs if song.name not in listed)
    if lists and missing:
        message = f"{len(missing)} of {len(songs)} songs are in no list, such as {missing[0]}"
        findings.append(Finding("note", "list", message, missing))
    return lists, findings


def _against_card(folder: Path, card: DatasetCard | None, songs: Sequence[_Song]) -> list[Finding]:
    """Findings about files that are no longer as the card says."""
    if card is None:
        return []
    here = {name_key(song.name) for song in songs}
    findings = []
    for song in card.songs:
        if name_key(song.name) not in here and any(name.startswith(("audio/", "songs/")) for name in song.files):
            message = f"{song.name}: is on the card but no longer there"
            findings.append(Finding("fault", "card", message, (song.name,)))
            continue
        for name, content in song.files.items():
            path = folder / name
            if path.suffix == ".lab" and path.is_file() and content_key(path) != content:
                message = f"{path}: was changed since the data set was made"
                findings.append(Finding("note", "card", message, (song.name,)))
    return findings
