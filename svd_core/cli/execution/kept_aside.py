"""The songs of a training divided by the list of artists kept aside, for `svd train --kept-aside`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from svd_core.annotation.formats.label_text import MAX_SECONDS
from svd_core.annotation.spans import clipped, total
from svd_core.audio import sound_file
from svd_core.audio.decoding import header_facts
from svd_core.data import dataset
from svd_core.data.artists import GivenArtists, artist_key, from_tags
from svd_core.data.dataset import Dataset, LabelledSong
from svd_core.data.kept_aside import CheckedSong, KeptAside, change_kept_aside
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
    start: Path | None = arguments.start_from
    learned = None if start is None else LearnedFrom.of(read_card(named_model(start)).metadata)
    choice = change_kept_aside(path, lambda before: before.with_new(own, learned))
    aside = choice.aside(songs.values())
    left_out = _left_out(choice, found, frozenset(song.name for song in aside), given, key_of)
    stems_left = any(song.name not in left_out for song in found.stems)
    if aside and len(aside) == len(songs) and not stems_left and not found.singers:
        raise DataError(
            f"{path}: all of these songs are kept aside, so that nothing is left to learn from. Correct songs by other "
            "artists, or take an artist off the list."
        )
    _check_resumed(arguments, choice, tuple(songs.values()))
    account = choice.account(tuple(songs.values())) | {"left_out": sorted(left_out)}
    measured_artists = frozenset(artist_key(song.artist) for song in aside) & choice.artists_kept_aside
    return Division(frozenset(song.name for song in aside), left_out, measured_artists, account)


def _left_out(
    choice: KeptAside, found: Dataset, measured: frozenset[str], given: GivenArtists, key_of: Callable[[Path], str]
) -> frozenset[str]:
    """Names of stems and of songs without labels that are neither learned from nor measured.

    DataError where such a song cannot be left out by its name, since a song to learn from has the same.
    """
    stems = {song.name: given.of(song.name) or from_tags(song.accompaniment) for song in found.stems}
    names = {name for name, artist in stems.items() if artist_key(artist) in choice.artists_kept_aside}
    learned = {song.name: song.audio for song in found.songs if song.name not in measured}
    others = known_in(Dataset(unlabelled=found.unlabelled), given, key_of)
    for path, song in zip(found.unlabelled, others, strict=True):
        if choice.side(CheckedSong(song.name, song.artist, song.key, 0.0)) != "aside":
            continue
        if song.name in learned:
            raise DataError(
                f"{path}: is kept aside, but has the same name as {learned[song.name]}, which is to be learned from. "
                "Rename one of the two, or take the first out of the songs without labels."
            )
        names.add(song.name)
    return frozenset(names) - measured


def _checked(song: LabelledSong, given: GivenArtists, key_of: Callable[[Path], str]) -> CheckedSong:
    known = known_song(song, given, key_of)
    checked = song.checked
    # Headers may be wrong: one is asked only where it is not known how long the song is.
    if checked and checked[-1][1] >= MAX_SECONDS:
        checked = clipped(checked, 0.0, header_facts(song.audio).seconds or sound_file.duration(song.audio))
    return CheckedSong(song.name, known.artist, known.key, total(checked))


def _check_resumed(arguments: argparse.Namespace, choice: KeptAside, songs: tuple[CheckedSong, ...]) -> None:
    """Raise DataError, saying what was moved, if songs have changed sides since an unfinished training began."""
    from svd_core.training.plan import state_path

    state = state_path(arguments.out)
    if not arguments.resume or not state.is_file():
        return
    from svd_core.training.state import saved_recipe

    found = saved_recipe(state).get("data")
    then = found if isinstance(found, dict) else {}
    learned, validated = _texts(then.get("songs")), _texts(then.get("validation"))
    measured = validated - dataset.read_filelists(arguments.validate)
    aside = {song.key for song in choice.aside(songs)}
    changed = [song for song in songs if song.name in (learned if song.key in aside else measured)]
    if not changed:
        return
    names = ", ".join(song.name for song in changed[:3]) + (f" and {len(changed) - 3} more" if changed[3:] else "")
    moves = "; ".join(choice.account(changed)["moved"])
    raise DataError(
        f"{state}: cannot go on, since songs have changed sides since this training began: {names}"
        f"{f' ({moves})' if moves else ''}. Move them back in the list of songs kept aside, {arguments.kept_aside}, "
        "or start a new training."
    )


def _texts(value: object) -> frozenset[str]:
    """The texts in a list that was read from a file; none where it is anything else."""
    return frozenset(text for text in value if isinstance(text, str)) if isinstance(value, list) else frozenset()
