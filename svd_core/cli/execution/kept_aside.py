"""The songs of a training divided by the list of artists kept aside, for `svd train --kept-aside`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from svd_core.annotation.spans import clipped, total
from svd_core.audio import sound_file
from svd_core.audio.decoding import header_facts
from svd_core.data import dataset
from svd_core.data.artists import GivenArtists, artist_key, from_tags
from svd_core.data.dataset import Dataset, LabelledSong
from svd_core.data.kept_aside import CheckedSong, KeptAside, read_kept_aside, write_kept_aside
from svd_core.data.learned_from import LearnedFrom, known_in, known_song
from svd_core.errors import DataError
from svd_core.model.card import named_model, read_card


@dataclass(frozen=True)
class Division:
    """Names of the songs to measure on and of those to leave out altogether, artists kept aside, and the account."""

    measured: frozenset[str] = frozenset()
    left_out: frozenset[str] = frozenset()
    artists: frozenset[str] = frozenset()
    account: dict[str, Any] | None = None


def divided(arguments: argparse.Namespace, found: Dataset, key_of: Callable[[Path], str]) -> Division:
    """Divide the songs by the list, into which new ones are written; DataError where nothing is left to learn from.

    Corrected songs are divided. Data sets have lists of their own: of them all is learned from but what is kept aside.
    """
    path = getattr(arguments, "kept_aside", None)
    if path is None:
        return Division()
    given = GivenArtists(arguments.artists)
    songs = {song.name: _checked(song, given, key_of) for song in found.songs}
    folders = [folder / "audio" for folder in arguments.data if folder.is_dir() and dataset.is_data_set(folder)]
    own = [songs[song.name] for song in found.songs if not any(song.audio.is_relative_to(part) for part in folders)]
    before = read_kept_aside(path)
    choice = before.with_new(own, *_known(arguments.start_from, own))
    if choice != before:
        write_kept_aside(path, choice)
    others = known_in(Dataset(unlabelled=found.unlabelled), given, key_of)
    left_out = choice.aside(CheckedSong(song.name, song.artist, song.key, 0.0) for song in others)
    return _division(choice, tuple(songs.values()), frozenset(song.name for song in left_out), found, given, path)


def _division(
    choice: KeptAside, songs: tuple[CheckedSong, ...], others: frozenset[str], found: Dataset, given: GivenArtists,
    path: Path,
) -> Division:  # fmt: skip
    """The division by the list in a file; `others` are names of songs without labels that are to be left out."""
    aside = choice.aside(songs)
    artists = frozenset(name for name, entry in choice.artists.items() if entry.side == "aside")
    stems = {song.name: given.of(song.name) or from_tags(song.accompaniment) for song in found.stems}
    left_out = frozenset(name for name, artist in stems.items() if artist_key(artist) in artists)
    nothing = len(aside) == len(songs) and len(left_out) == len(stems) and not found.singers
    left_out |= others - {song.name for song in songs}
    if aside and nothing:
        raise DataError(
            f"{path}: all of these songs are kept aside, so that nothing is left to learn from. Correct songs by other "
            "artists, or take an artist off the list."
        )
    account = choice.account(songs) | {"left_out": sorted(left_out)}
    measured_artists = frozenset(artist_key(song.artist) for song in aside) & artists
    return Division(frozenset(song.name for song in aside), left_out, measured_artists, account)


def _checked(song: LabelledSong, given: GivenArtists, key_of: Callable[[Path], str]) -> CheckedSong:
    known = known_song(song, given, key_of)
    seconds = header_facts(song.audio).seconds or sound_file.duration(song.audio)
    return CheckedSong(song.name, known.artist, known.key, total(clipped(song.checked, 0.0, seconds)))


def _known(start_from: Path | None, songs: list[CheckedSong]) -> tuple[frozenset[str], frozenset[str]]:
    """What the model to start from has learned from: content keys of these songs, and artists."""
    if start_from is None:
        return frozenset(), frozenset()
    learned = LearnedFrom.of(read_card(named_model(start_from)).metadata)
    return learned.among(songs), learned.artists
