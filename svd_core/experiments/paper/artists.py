"""Who performs which song, since songs by one act are alike and should not count as many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from svd_core.data import dataset_card
from svd_core.data.artists import Acts, act_key, from_tags
from svd_core.data.dataset import LabelledSong
from svd_core.experiments.paper.splits import Split


@dataclass(frozen=True)
class KnownActs:
    """The act of every song by the song's name, and the songs whose act is only what their name suggests."""

    of: Mapping[str, str]
    guessed: frozenset[str]

    @property
    def certain(self) -> dict[str, str]:
        """The acts that are no guess."""
        return {song: act for song, act in self.of.items() if song not in self.guessed}


def find_acts(data: Sequence[Path], songs: Sequence[LabelledSong], told: Acts) -> KnownActs:
    """The act of every song: as a person told, as the data set's card says, by its tags, else guessed from its name."""
    listed = dict(_listed(data))
    known = {song.name: told.of(song.name) or listed.get(song.name) or from_tags(song.audio) for song in songs}
    guesses = guess_acts([name for name, act in known.items() if not act])
    return KnownActs({name: act or guesses[name] for name, act in known.items()}, frozenset(guesses))


def guess_acts(songs: Sequence[str]) -> dict[str, str]:
    """The act of every song as its name suggests: what comes before " - ", or two first words shared with another song.

    A song that suggests nothing is taken for an act of its own.
    """
    beginnings = {song: _first_two_words(song) for song in songs}
    counts = Counter(beginnings.values())
    return {song: _act(song, beginnings[song], counts) for song in songs}


def leak(acts: Mapping[str, str], splits: Sequence[Split]) -> str:
    """In words, an act of which one song is scored by networks that learned from another; empty if there is none."""
    for split in splits:
        tested = {act_key(acts[song]): song for song in sorted(split.test) if song in acts}
        for song in sorted(set(acts) - split.kept):
            if act_key(acts[song]) in tested:
                return (
                    f"act {acts[song]!r} is scored in {split.name} (song {tested[act_key(acts[song])]!r}) by networks "
                    f"that learned from its song {song!r}. Put all songs of an act into one list."
                )
    return ""


def _listed(data: Sequence[Path]) -> Iterator[tuple[str, str]]:
    """Songs with their acts, as the cards of data sets tell them."""
    for folder in data:
        told = dataset_card.read(folder) if folder.is_dir() else None
        yield from ((song.name, song.act) for song in (told.songs if told else ()))


def _first_two_words(song: str) -> str:
    words = song.replace("_", " ").split()
    return " ".join(words[:2]) if len(words) > 2 else ""


def _act(song: str, beginning: str, counts: Counter[str]) -> str:
    artist, dash, title = song.partition(" - ")
    if dash and artist.strip() and title.strip():
        return artist.strip()
    return beginning if beginning and counts[beginning] > 1 else song
