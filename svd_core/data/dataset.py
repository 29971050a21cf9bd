"""The data of a training: labelled songs, and stems to be mixed into labelled examples.

Three folder layouts and one kind of file are understood, and may be given together:

- a labelled set: `audio/` and `labels/` with the same stems, optionally `filelists/`;
- any other folder with songs below it that were corrected in the window;
- a stems set: any of `songs/<song>/vocals.* + accompaniment.*` (and `labels.lab`), `voices/<singer>/*`
  and `instrumentals/<source>/*`;
- a manifest: the JSON file that lists the corrected songs that a training learns from (see `manifest`).

What a person has corrected in the window comes before label files: the regions, in checked time only.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from svd_core.annotation import annotation_file, detected_labels
from svd_core.annotation.formats import LABEL_SUFFIXES
from svd_core.annotation.formats.label_rows import UNDIRECTED, HowToRead
from svd_core.annotation.journal.accepted import Accepted
from svd_core.annotation.label_file import check_extent, labels_of_sound, until_stop
from svd_core.annotation.label_places import labels_in
from svd_core.annotation.regions import Regions
from svd_core.annotation.spans import WHOLE, Spans
from svd_core.annotation.vocabulary import is_singing
from svd_core.audio import sound_file
from svd_core.audio.sound_file import AUDIO_SUFFIXES
from svd_core.data import dataset_card
from svd_core.data.manifest import read_manifest, song_names
from svd_core.errors import DataError, FormatError
from svd_core.files.storage import content_key, write_atomically
from svd_core.sentence import Sentence

_NAMES_SHOWN = 5


@dataclass(frozen=True)
class LabelledSong:
    """One song and the regions in which it is sung; `name` is its file's stem, or its name in a manifest.

    Only in the spans `checked` is it known where it is sung; they may go on after the song, and where its labels
    stop early, after those. `checked_within` has them for the song's true length. `corrected` says that all this is
    what a person has saved in the window, and `accepted` what of it is as a model proposed it. The artist is "" where
    the data themselves name none.
    """

    name: str
    audio: Path
    regions: Regions
    checked: Spans = WHOLE
    stops: float | None = None
    corrected: bool = False
    artist: str = ""
    accepted: Accepted = ()

    def checked_within(self, duration: float) -> Spans:
        """The checked spans of the song, which lasts `duration` seconds.

        Whoever learns from a song or scores it asks for them, so that labels of another song are found out here:
        FormatError where they go on long after this one.
        """
        check_extent(self.regions, duration, self.name)
        return until_stop(self.checked, self.stops, duration)

    def is_among(self, names: frozenset[str]) -> bool:
        """Whether its name or its file's name is one of these."""
        return self.name in names or self.audio.name in names


@dataclass(frozen=True)
class StemSong:
    """One song as separate vocals and accompaniment; `regions` is None if there are no labels.

    `checked` and `stops` are as for a LabelledSong.
    """

    name: str
    vocals: Path
    accompaniment: Path
    regions: Regions | None
    checked: Spans = WHOLE
    stops: float | None = None

    def checked_within(self, duration: float) -> Spans:
        """The checked spans of the song, which lasts `duration` seconds.

        Whoever learns from a song or scores it asks for them, so that labels of another song are found out here:
        FormatError where they go on long after this one.
        """
        check_extent(self.regions or (), duration, self.name)
        return until_stop(self.checked, self.stops, duration)


@dataclass(frozen=True)
class Singer:
    """Recordings of one voice without accompaniment."""

    name: str
    recordings: tuple[Path, ...]


@dataclass(frozen=True)
class Dataset:
    """All the data that paths hold.

    Attributes:
        unlabelled: sound files for a teacher to label.
        remarks: what people should know about how the data was found, a sentence each.
    """

    songs: tuple[LabelledSong, ...] = ()
    stems: tuple[StemSong, ...] = ()
    singers: tuple[Singer, ...] = ()
    instrumentals: tuple[Path, ...] = ()
    unlabelled: tuple[Path, ...] = ()
    remarks: tuple[str, ...] = ()

    def notices(self) -> tuple[str, ...]:
        """The remarks, and which songs are used as corrected in the window, a sentence each."""
        names = [song.name for song in self.songs if song.corrected]
        if not names:
            return self.remarks
        shown = ", ".join(names[:_NAMES_SHOWN])
        if len(names) > _NAMES_SHOWN:
            shown = Sentence("{0} and {1} more", shown, len(names) - _NAMES_SHOWN)
        corrected = Sentence(
            "{0} of {1} songs are used as corrected in the window, in checked time only, whatever label files say: "
            "{2}.",
            len(names), len(self.songs), shown,
        )  # fmt: skip
        return (*self.remarks, corrected)

    def files(self) -> tuple[Path, ...]:
        """Every audio file of the data."""
        songs = [song.audio for song in self.songs]
        stems = [path for song in self.stems for path in (song.vocals, song.accompaniment)]
        voices = [path for singer in self.singers for path in singer.recordings]
        return (*songs, *stems, *voices, *self.instrumentals, *self.unlabelled)

    def labelled(self) -> tuple[LabelledSong | StemSong, ...]:
        """The songs, and songs as stems, of which some have labels."""
        return (*self.songs, *self.stems)

    def without(self, names: frozenset[str]) -> Dataset:
        """The data without the songs of these names, labelled or not; stems have the name of their folder."""
        return replace(
            self,
            songs=tuple(song for song in self.songs if not song.is_among(names)),
            stems=tuple(song for song in self.stems if song.name not in names),
            instrumentals=tuple(path for path in self.instrumentals if path.parent.name not in names),
            unlabelled=tuple(path for path in self.unlabelled if not names & {path.stem, path.name}),
        )

    def with_unlabelled(self, paths: tuple[Path, ...]) -> Dataset:
        """The data and these sound files without labels, but for the files of songs that are in it with labels."""
        labelled = {song.audio.resolve() for song in self.songs}
        return replace(self, unlabelled=tuple(path for path in paths if path.resolve() not in labelled))

    def files_of(self, names: frozenset[str]) -> tuple[Path, ...]:
        """The sound files of the songs of these names, labelled or not; DataError if one is not there."""
        labelled = {name for song in self.songs for name in (song.name, song.audio.name)}
        others = {path: {path.stem, path.name} for path in self.unlabelled}
        others |= {path: {song.name} for song in self.stems for path in (song.vocals, song.accompaniment)}
        others |= {path: {path.parent.name} for path in self.instrumentals}
        elsewhere = {name for called in others.values() for name in called} - labelled
        known = (song.audio for song in self.only(names - elsewhere))
        return (*known, *(path for path, called in others.items() if names & called))

    def only(self, names: frozenset[str]) -> tuple[LabelledSong, ...]:
        """The labelled songs of these names; DataError if one is not there."""
        missing = sorted(names - {name for song in self.songs for name in (song.name, song.audio.name)})
        if missing:
            raise DataError(f"song {missing[0]!r} is in a file list but not in the data. Correct the list.")
        return tuple(song for song in self.songs if song.is_among(names))


Looked = Callable[[int, int, str], object]
"""Told of every song of a folder whose labels have been read: how many by now, of how many, and its name."""


def ignore(done: int, total: int, name: str) -> None:
    """Take no notice of progress."""


def find(
    paths: Sequence[Path], how: HowToRead = UNDIRECTED, looked: Looked = ignore,
    key_of: Callable[[Path], str] = content_key,
) -> Dataset:  # fmt: skip
    """The data in folders and manifests; DataError, FormatError naming the first thing that is wrong.

    `looked` is told of every song as its labels are read, which takes minutes for thousands of songs. `key_of` gives
    the content key of a file, by which songs of manifests are checked.
    """
    songs: list[LabelledSong] = []
    stems: list[StemSong] = []
    singers: list[Singer] = []
    instrumentals: list[Path] = []
    remarks: list[str] = []
    copies: list[str] = []
    for path in paths:
        if path.is_file():
            songs += [
                LabelledSong(
                    entry.name, entry.audio, entry.regions, entry.checked, artist=entry.artist, accepted=entry.accepted
                )
                for entry in read_manifest(path, key_of)
            ]
            continue
        if not is_data_set(path):
            songs += _songs_in_place(path, remarks, copies, looked)
            continue
        songs += _labelled_songs(path, how, copies, looked)
        folders = _folders(path / "songs")
        for done, folder in enumerate(folders, 1):
            stems.append(stem_song(folder, how))
            looked(done, len(folders), folder.name)
        singers += [Singer(folder.name, _audio_in(folder)) for folder in _folders(path / "voices")]
        instrumentals += [file for folder in _folders(path / "instrumentals") for file in _audio_in(folder)]
    twice = next((name for name, times in Counter(song.name for song in songs).items() if times > 1), None)
    if twice is not None:
        raise DataError(f"song {twice!r} is in the data twice. Rename one of the two or leave it out.")
    singers = [singer for singer in singers if singer.recordings]
    remarks += copies[:_NAMES_SHOWN]
    if len(copies) > _NAMES_SHOWN:
        remarks.append(Sentence("There are {0} more such copies.", len(copies) - _NAMES_SHOWN))
    return Dataset(tuple(songs), tuple(stems), tuple(singers), tuple(instrumentals), remarks=tuple(remarks))


def is_data_set(folder: Path) -> bool:
    """Whether a folder is laid out as a data set."""
    return any((folder / part).is_dir() for part in ("audio", "songs", "voices", "instrumentals"))


def read_filelists(paths: Iterable[Path]) -> frozenset[str]:
    """The names of songs in file lists: one a line, with or without the suffix of a sound or label file.

    Raises DataError for a list that cannot be read or is empty.
    """
    names: set[str] = set()
    for path in paths:
        try:
            # Editors on Windows begin a file with a byte order mark, which would be part of the first name; and
            # names of files may hold bytes that are no text.
            lines = path.read_text(encoding="utf-8-sig", errors="surrogateescape").splitlines()
        except OSError as error:
            raise DataError(f"{path}: cannot read this file list ({error}).") from error
        listed = {_song_name(line.strip()) for line in lines if line.strip()}
        if not listed:
            raise DataError(f"{path}: this file list is empty. Write one song name a line, or leave the list out.")
        names |= listed
    return frozenset(names)


def write_filelist(path: Path, names: Iterable[str]) -> None:
    """Write a file list that `read_filelists` reads, in the order given; OSError."""
    write_atomically(path, "".join(f"{name}\n" for name in names).encode("utf-8", "surrogateescape"))


def _song_name(text: str) -> str:
    """The file name in a line, without the suffix of a sound or label file; any other belongs to the name."""
    path = Path(text)
    known = {*AUDIO_SUFFIXES, *(suffix.lower() for suffix in LABEL_SUFFIXES)}
    return path.stem if path.suffix.lower() in known else path.name


def _labelled_songs(path: Path, how: HowToRead, copies: list[str], looked: Looked) -> list[LabelledSong]:
    """The songs of a labelled set; none if there is no folder audio/. Other copies are told in `copies`."""
    if not (path / "audio").is_dir():
        return []
    songs: list[LabelledSong] = []
    sounds, artists = _audio_in(path / "audio"), _listed_artists(path)
    for audio in sounds:
        song = _corrected(audio, copies) or _labelled(audio, labels_in(path / "labels", audio.stem), how)
        if song is None:
            expected = path / "labels" / f"{audio.stem}{LABEL_SUFFIXES[0]}"
            raise DataError(f"{audio}: no labels. Expected {expected} (or .txt, .csv).")
        songs.append(replace(song, artist=artists.get(song.name, "")))
        looked(len(songs), len(sounds), song.name)
    if not songs:
        raise DataError(f"{path / 'audio'}: no audio files here.")
    return songs


def _listed_artists(folder: Path) -> dict[str, str]:
    """The artists of a data set's songs, by name, as its card has them; none where that is missing or broken."""
    try:
        card = dataset_card.read(folder)
    except (FormatError, OSError):
        card = None
    return {song.name: song.artist for song in card.songs} if card else {}


def _songs_in_place(folder: Path, remarks: list[str], copies: list[str], looked: Looked) -> list[LabelledSong]:
    """The songs below a folder that were corrected in the window; how many others there are is told in `remarks`.

    Label files beside songs are not taken here: they may as well be what a model has detected.
    """
    sounds = [audio for below in _folders_below(folder) for audio in _audio_in(below)]
    songs = []
    for done, audio in enumerate(sounds, 1):
        if (song := _corrected(audio, copies)) is not None:
            songs.append(song)
        looked(done, len(sounds), audio.stem)
    if not songs:
        raise DataError(
            f"{folder}: no data set here. Expected a folder with audio/ and labels/, a folder with songs/, voices/ or "
            "instrumentals/, a folder with songs that were corrected in the window, or a manifest file."
        )
    if n_left_out := len(sounds) - len(songs):
        remarks.append(
            Sentence(
                "{0} of {1} sound files in {2} were not corrected in the window and are left out.",
                n_left_out, len(sounds), folder,
            )
        )  # fmt: skip
    names = song_names([song.audio for song in songs])
    return [replace(song, name=name) for song, name in zip(songs, names, strict=True)]


def _corrected(audio: Path, copies: list[str]) -> LabelledSong | None:
    """A song as a person has corrected it in the window, None where that is none; other copies are told in `copies`."""
    found = annotation_file.saved_with_history(audio, remark=copies.append)
    if found is None:
        return None
    regions = tuple(region for region in found.annotation.regions if is_singing(region.label))
    return LabelledSong(audio.stem, audio, regions, found.annotation.known, corrected=True, accepted=found.accepted)


def _labelled(audio: Path, labels: Path | None, how: HowToRead) -> LabelledSong | None:
    """A song with the labels in a file; None without one."""
    if labels is None:
        return None
    if detected_labels.is_detected(labels, audio):
        raise DataError(f"{detected_labels.guess_text(labels)}, or take the song out of the data.")
    found = labels_of_sound(labels, how, partial(sound_file.duration, audio))
    return LabelledSong(audio.stem, audio, found.regions, found.checked, found.stops)


def stem_song(folder: Path, how: HowToRead = UNDIRECTED) -> StemSong:
    """The song in a folder of vocals, accompaniment and perhaps labels; DataError if one of the two is missing."""
    found = {audio.stem: audio for audio in _audio_in(folder)}
    missing = [part for part in ("vocals", "accompaniment") if part not in found]
    if missing:
        raise DataError(f"{folder}: a song of stems needs a {missing[0]} file, such as {missing[0]}.wav.")
    labels = labels_in(folder, "labels")
    if labels is None:
        return StemSong(folder.name, found["vocals"], found["accompaniment"], None)
    said = labels_of_sound(labels, how, partial(sound_file.duration, found["accompaniment"]))
    return StemSong(folder.name, found["vocals"], found["accompaniment"], said.regions, said.checked, said.stops)


def _folders(path: Path) -> list[Path]:
    return sorted(entry for entry in path.iterdir() if entry.is_dir()) if path.is_dir() else []


def _folders_below(folder: Path) -> list[Path]:
    """A folder and all folders below it, sorted, hidden ones left out."""
    found = []
    for parent, folders, _ in os.walk(folder):
        folders[:] = sorted(name for name in folders if name[0] != ".")
        found.append(Path(parent))
    return found


def _audio_in(folder: Path) -> tuple[Path, ...]:
    """The sound files in a folder itself, sorted, suffixes in any letter case; hidden files are left out."""
    # macOS puts a hidden ._song.mp3 beside each song.mp3 on foreign disks, which is no sound.
    found = (file for file in folder.iterdir() if file.suffix.lower() in AUDIO_SUFFIXES and file.name[0] != ".")
    return tuple(sorted(file for file in found if file.is_file()))
