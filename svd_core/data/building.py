"""A data set's folder built from a survey: sound files linked, labels written, lists and card added."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from svd_core.annotation.formats.jamendo import JAMENDO
from svd_core.annotation.label_file import PAST_THE_END, until_stop
from svd_core.annotation.regions import Region, Regions, normalised, parts_within
from svd_core.annotation.spans import Spans, clipped, outside, total
from svd_core.config import param, to_json
from svd_core.data import dataset_card, dataset_index, mixdown
from svd_core.data.artists import GivenArtists, from_tags
from svd_core.data.corpora import LABEL_FILE_CORPORA
from svd_core.data.corpora.corpus import CorpusSurvey, SoundPart, SourceSong, fault
from svd_core.data.corpora.inventory import name_key, usable_name
from svd_core.data.dataset import write_filelist
from svd_core.data.dataset_card import DatasetCard, SongEntry
from svd_core.data.findings import FaultyDataError, Finding
from svd_core.data.folds import FoldSong, folds
from svd_core.data.placing import LISTS, building_folder, check_apart, move_into_place, replaceable
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
    tolerance: float = param(PAST_THE_END, "by how much the lengths of sound and labels may differ", "s", 0, 60)


@dataclass(frozen=True)
class BuildRequest:
    """What a person asks for.

    Attributes:
        target: the folder to make.
        artists: the artists that the person gives; others come from the source or from tags.
        replace: whether a data set that is there already may be replaced.
        skip_faulty: whether songs that cannot be used are left out instead of ending the work.
        with_index: whether an index for other programs is written, for which every sound is read once more.
    """

    target: Path
    config: BuildConfig = BuildConfig()
    artists: GivenArtists = field(default_factory=GivenArtists)
    replace: bool = False
    skip_faulty: bool = False
    with_index: bool = False


@dataclass(frozen=True)
class BuildProgress:
    """One song more is in the folder."""

    song: str
    number: int
    total: int


@dataclass(frozen=True)
class BuildResult:
    """The data set is complete and in its place.

    Attributes:
        left_out: what is wrong with the songs that were left out.
        replaced: the card of the data set that was there before, None if there was none.
    """

    card: DatasetCard
    left_out: tuple[Finding, ...]
    replaced: DatasetCard | None


def build(survey: CorpusSurvey, request: BuildRequest) -> Iterator[BuildProgress | BuildResult]:
    """Make the folder; it appears complete at the end or not at all. DataError, AudioError, FormatError, OSError."""
    target = request.target.absolute()
    check_apart(survey.source, target)
    replaced = replaceable(target, request.replace)
    songs, faults = _usable_songs(survey, request)
    if faults and not request.skip_faulty:
        count = f"{len(faults)} thing{' is' if len(faults) == 1 else 's are'} wrong"
        raise FaultyDataError(f"{survey.source}: {count}. Correct it, or leave such songs out: --skip-faulty", faults)
    if not songs:
        raise FaultyDataError(f"{survey.source}: there is no song here that can be used.", faults)
    with building_folder(target) as folder:
        entries = []
        for number, song in enumerate(songs, start=1):
            entries.append(_add_song(song, folder, request.config))
            yield BuildProgress(song.name, number, len(songs))
        card = _card(survey, request, entries, faults)
        _write_lists(folder, card)
        dataset_card.write(folder, card)
        if request.with_index:
            dataset_index.write(folder, card)
        move_into_place(folder, target)
    yield BuildResult(card, faults, replaced)


def _usable_songs(survey: CorpusSurvey, request: BuildRequest) -> tuple[list[SourceSong], tuple[Finding, ...]]:
    """The songs that can be used, with artists and valid file names, and what is wrong with the others."""
    faults = [finding for finding in survey.findings if finding.level == "fault"]
    bad = {name_key(name) for finding in faults for name in finding.songs}
    songs: dict[str, SourceSong] = {}
    may_cut = survey.kind in {kind.name for kind in LABEL_FILE_CORPORA}
    for song in survey.songs:
        name = usable_name(song.name)
        if name_key(song.name) in bad:
            continue
        if not name or name_key(name) in songs:
            faults.append(fault(f"{song.name!r}: two songs would be called {name!r}; rename one of them", song.name))
            continue
        try:
            _check_lengths(song, request.config, may_cut and not song.corrected)
        except SvdError as error:
            faults.append(fault(str(error), song.name))
            continue
        artist = request.artists.of(song.name) or song.artist or from_tags(_main_sound(song, request.config)[0].path)
        songs[name_key(name)] = replace(song, name=name, artist=artist)
    return list(songs.values()), tuple(faults)


def _main_sound(song: SourceSong, config: BuildConfig) -> tuple[SoundPart, ...]:
    """The sound whose length and tags count as the song's: the mix or, of stems, the accompaniment."""
    return song.backing if config.layout == "stems" else song.mix


def _check_lengths(song: SourceSong, config: BuildConfig, may_cut: bool) -> None:
    """Raise DataError or AudioError if a sound is missing or the labels cannot belong to it.

    `may_cut` says whether the command has the option that cuts labels off at the sound's end.
    """
    if not _main_sound(song, config):
        what = "separate vocals and accompaniment" if config.layout == "stems" else "the whole song"
        raise DataError(f"{song.name}: the source has no sound of {what}. Choose the other --layout.")
    seconds = mixdown.duration(_main_sound(song, config))
    last = song.regions[-1].end if song.regions else 0.0
    stated = song.extent if song.extent is not None else max(last, seconds)
    if abs(stated - seconds) > config.tolerance:
        where = _main_sound(song, config)[0].path
        way_out = ""
        if may_cut and stated > seconds:
            way_out = " If not, --past-end cut leaves out what lies after its end."
        raise DataError(f"{where}: lasts {seconds:.1f} s, its labels {stated:.1f} s. Is it another recording?{way_out}")


def _add_song(song: SourceSong, folder: Path, config: BuildConfig) -> SongEntry:
    """Add one song to the folder: its sound and its labels."""
    if config.layout == "stems":
        where = Path("songs", song.name) if song.voice else Path("instrumentals", song.name)
        sounds = [_place_sound(song.backing, folder / where, "accompaniment", config)]
        if song.voice:
            sounds.append(_place_sound(song.voice, folder / where, "vocals", config))
        labels = folder / where / "labels.lab"
    else:
        sounds = [_place_sound(song.mix, folder / "audio", song.name, config)]
        labels = folder / "labels" / f"{song.name}.lab"
    seconds = mixdown.duration([SoundPart(path) for path in sounds])
    checked = until_stop(song.checked, song.stops, seconds)
    found = normalised(_regions(song), seconds)
    # What a model proposes in unchecked time is no truth to learn from.
    regions = tuple(part for start, end in checked for part in parts_within(found, start, end))
    labels.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(labels, _labels_text(regions, checked, seconds).encode())
    details = [_write_details(song, folder)] if song.details else []
    files = {path.relative_to(folder).as_posix(): content_key(path) for path in (*sounds, *details, labels)}
    sung = round(sum(region.length for region in regions), 3)
    known = round(total(clipped(checked, 0.0, seconds)), 3)
    return SongEntry(song.name, song.artist, song.title, song.licence, round(seconds, 3), sung, files, known)


def _write_details(song: SourceSong, folder: Path) -> Path:
    """Write what labels cannot hold of a song; returns the file."""
    path = folder / dataset_index.ANNOTATIONS / f"{song.name}.json"
    path.parent.mkdir(exist_ok=True)
    write_atomically(path, song.details.encode())
    return path


def _labels_text(regions: Regions, checked: Spans, seconds: float) -> str:
    """Jamendo labels of the regions, all of them in checked time, with lines `ignore` for the time that is not."""
    unknown = outside(((0.0, seconds),), checked)
    return JAMENDO.write(regions + tuple(Region(start, end, "?") for start, end in unknown), seconds)


def _regions(song: SourceSong) -> Regions:
    """The song's labels; where it has none, those from the energy of its voice; without a voice, no region."""
    if song.regions is not None:
        return song.regions
    return mixdown.sung_by_energy(song.voice) if song.voice else ()


def _place_sound(parts: Sequence[SoundPart], folder: Path, name: str, config: BuildConfig) -> Path:
    """Link or copy a sound into a folder under a name; a sound that is no file of its own is computed and written."""
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


def _card(
    survey: CorpusSurvey, request: BuildRequest, songs: Sequence[SongEntry], faults: Sequence[Finding]
) -> DatasetCard:
    """The card of the data set, with its lists."""
    count = request.config.folds or (0 if survey.lists else survey.default_folds)
    names = {name_key(song.name) for song in songs}
    lists: Mapping[str, Sequence[str]] = survey.lists
    if count:
        lists = folds([FoldSong(song.name, song.artist, song.seconds) for song in songs], count)
    notes = [finding.message for finding in survey.findings if finding.level == "note"]
    left_out = [f"left out: {finding.message}" for finding in faults]
    file_names = {name_key(song.name): song.listed for song in songs}
    return DatasetCard(
        survey.kind,
        survey.title,
        str(survey.source),
        survey.licence,
        request.config.layout,
        {**survey.options, **to_json(request.config), "folds": count},
        tuple(songs),
        {
            list_name: tuple(
                file_names[name_key(usable_name(name))] for name in listed if name_key(usable_name(name)) in names
            )
            for list_name, listed in lists.items()
        },
        (*notes, *left_out),
    )


def _write_lists(folder: Path, card: DatasetCard) -> None:
    for name, songs in card.lists.items():
        (folder / LISTS).mkdir(exist_ok=True)
        write_filelist(folder / LISTS / name, songs)
