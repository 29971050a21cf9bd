"""A data set's folder made from what a source holds: sound linked, labels written, lists and card beside them."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from svd_core.annotation.formats.jamendo import JAMENDO
from svd_core.annotation.regions import Regions, normalised
from svd_core.config import param, to_json
from svd_core.data import dataset_card, mixdown
from svd_core.data.artists import GivenArtists, from_tags
from svd_core.data.corpora.inventory import key, usable_name
from svd_core.data.corpora.source import Collection, Part, SourceSong, fault
from svd_core.data.dataset import write_filelist
from svd_core.data.dataset_card import Card, SongCard
from svd_core.data.findings import FaultyDataError, Finding
from svd_core.data.folds import Timed, folds
from svd_core.data.placing import LISTS, apart, beside, may_take_place, put
from svd_core.errors import DataError, SvdError
from svd_core.files.storage import content_key, write_atomically

_NO_LINK = {errno.EXDEV, errno.EPERM, errno.EMLINK, errno.ENOTSUP, errno.EACCES}


@dataclass(frozen=True)
class BuildConfig:
    """How a data set's folder is made."""

    layout: str = param(
        "songs", "whole songs with labels, or vocals and accompaniment apart", choices=("songs", "stems")
    )
    link: str = param("hard", "how sound files come to the folder", choices=("hard", "symbolic", "copy"))
    folds: int = param(0, "make so many folds by artist instead of the source's own lists; 0 for those", "", 0, 100)
    tolerance: float = param(2.5, "by how much the lengths of sound and labels may differ", "s", 0, 60)


@dataclass(frozen=True)
class Wish:
    """What a person asks for: where, how, whose songs they are, and what to do about trouble."""

    target: Path
    config: BuildConfig = BuildConfig()
    artists: GivenArtists = field(default_factory=GivenArtists)
    replace: bool = False
    skip_faulty: bool = False


@dataclass(frozen=True)
class Progress:
    """One song more is done."""

    song: str
    number: int
    total: int


@dataclass(frozen=True)
class Built:
    """The data set is in its place; replaced is the card of the one that was there before."""

    card: Card
    left_out: tuple[Finding, ...]
    replaced: Card | None


def build(collection: Collection, wish: Wish) -> Iterator[Progress | Built]:
    """Make the folder; it appears whole at the end or not at all. DataError, AudioError, FormatError, OSError."""
    target = wish.target.absolute()
    apart(collection.source, target)
    replaced = may_take_place(target, wish.replace)
    songs, faults = _checked(collection, wish)
    if faults and not wish.skip_faulty:
        count = f"{len(faults)} thing{' is' if len(faults) == 1 else 's are'} wrong"
        raise FaultyDataError(
            f"{collection.source}: {count}. Correct it, or leave such songs out: --skip-faulty", faults
        )
    if not songs:
        raise FaultyDataError(f"{collection.source}: there is no song here that can be used.", faults)
    with beside(target) as folder:
        made = []
        for number, song in enumerate(songs, start=1):
            made.append(_make(song, folder, wish.config))
            yield Progress(song.name, number, len(songs))
        whole = _card(collection, wish, made, faults)
        _write_lists(folder, whole)
        dataset_card.write(folder, whole)
        put(folder, target)
    yield Built(whole, faults, replaced)


def _checked(collection: Collection, wish: Wish) -> tuple[list[SourceSong], tuple[Finding, ...]]:
    """The songs that can be used, with artists and usable names, and what is wrong with the others."""
    faults = [finding for finding in collection.findings if finding.level == "fault"]
    bad = {key(name) for finding in faults for name in finding.songs}
    songs: dict[str, SourceSong] = {}
    for song in collection.songs:
        name = usable_name(song.name)
        if key(song.name) in bad:
            continue
        if not name or key(name) in songs:
            faults.append(fault(f"{song.name!r}: two songs would be called {name!r}; rename one of them", song.name))
            continue
        try:
            _check_lengths(song, wish.config)
        except SvdError as error:
            faults.append(fault(str(error), song.name))
            continue
        artist = wish.artists.of(song.name) or song.artist or from_tags(_main(song, wish.config)[0].path)
        songs[key(name)] = replace(song, name=name, artist=artist)
    return list(songs.values()), tuple(faults)


def _main(song: SourceSong, config: BuildConfig) -> tuple[Part, ...]:
    """The sound that stands for the song: the mix or, of stems, the accompaniment."""
    return song.backing if config.layout == "stems" else song.mix


def _check_lengths(song: SourceSong, config: BuildConfig) -> None:
    """Raise DataError or AudioError if a sound is missing or the labels cannot belong to it."""
    if not _main(song, config):
        what = "separate vocals and accompaniment" if config.layout == "stems" else "the whole song"
        raise DataError(f"{song.name}: the source has no sound of {what}. Choose the other --layout.")
    seconds = mixdown.duration(_main(song, config))
    last = song.regions[-1].end if song.regions else 0.0
    stated = song.extent if song.extent is not None else max(last, seconds)
    if abs(stated - seconds) > config.tolerance:
        where = _main(song, config)[0].path
        raise DataError(f"{where}: lasts {seconds:.1f} s, its labels {stated:.1f} s. Is it another recording?")


def _make(song: SourceSong, folder: Path, config: BuildConfig) -> SongCard:
    """Put one song into the folder: its sound and its labels."""
    if config.layout == "stems":
        where = Path("songs", song.name) if song.voice else Path("instrumentals", song.name)
        sounds = [_place(song.backing, folder / where, "accompaniment", config)]
        if song.voice:
            sounds.append(_place(song.voice, folder / where, "vocals", config))
        labels = folder / where / "labels.lab"
    else:
        sounds = [_place(song.mix, folder / "audio", song.name, config)]
        labels = folder / "labels" / f"{song.name}.lab"
    seconds = mixdown.duration([Part(path) for path in sounds])
    regions = normalised(_regions(song), seconds)
    labels.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(labels, JAMENDO.write(regions, seconds).encode())
    files = {path.relative_to(folder).as_posix(): content_key(path) for path in (*sounds, labels)}
    sung = round(sum(region.length for region in regions), 3)
    return SongCard(song.name, song.artist, song.title, song.licence, round(seconds, 3), sung, files)


def _regions(song: SourceSong) -> Regions:
    """The song's labels, from the energy of its voice where it has none; without a voice nobody sings."""
    if song.regions is not None:
        return song.regions
    return mixdown.sung_by_energy(song.voice) if song.voice else ()


def _place(parts: Sequence[Part], folder: Path, name: str, config: BuildConfig) -> Path:
    """Link or copy a file into a folder under a name; what is no file by itself is written."""
    folder.mkdir(parents=True, exist_ok=True)
    if not mixdown.is_file(parts):
        return mixdown.write(parts, folder / name)
    original = Path(os.path.realpath(parts[0].path))
    target = folder / (name + parts[0].path.suffix.lower())
    if config.link == "copy":
        shutil.copyfile(original, target)
    elif config.link == "symbolic":
        target.symlink_to(original)
    else:
        try:
            os.link(original, target)
        except OSError as error:
            if error.errno not in _NO_LINK:
                raise
            reason = error.strerror or str(error)
            message = f"{original}: cannot be hard-linked ({reason}). Use --link symbolic, or --link copy"
            raise DataError(f"{message}, which takes as much room again.") from error
    return target


def _card(collection: Collection, wish: Wish, songs: Sequence[SongCard], faults: Sequence[Finding]) -> Card:
    """The account of what was made, with its lists."""
    count = wish.config.folds or (0 if collection.lists else collection.default_folds)
    names = {key(song.name) for song in songs}
    lists: Mapping[str, Sequence[str]] = collection.lists
    if count:
        lists = folds([Timed(song.name, song.artist, song.seconds) for song in songs], count)
    notes = [finding.message for finding in collection.findings if finding.level == "note"]
    left_out = [f"left out: {finding.message}" for finding in faults]
    file_names = {key(song.name): song.listed for song in songs}
    return Card(
        collection.kind,
        collection.title,
        str(collection.source),
        collection.licence,
        wish.config.layout,
        {**collection.options, **to_json(wish.config), "folds": count},
        tuple(songs),
        {
            list_name: tuple(file_names[key(usable_name(name))] for name in listed if key(usable_name(name)) in names)
            for list_name, listed in lists.items()
        },
        (*notes, *left_out),
    )


def _write_lists(folder: Path, whole: Card) -> None:
    for name, songs in whole.lists.items():
        (folder / LISTS).mkdir(exist_ok=True)
        write_filelist(folder / LISTS / name, songs)
