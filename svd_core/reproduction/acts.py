"""Who performs which song, since songs by one act are alike and should not count as many.

A mapping is a text file with one song a line: its name, a tab, its act.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from svd_core.errors import DataError
from svd_core.reproduction.splits import Split


def read_acts(path: Path, songs: Sequence[str]) -> dict[str, str]:
    """The act of every one of these songs; raises DataError if the file cannot be read or leaves one out."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: cannot read this list of acts ({error}).") from error
    acts = {}
    for number, line in enumerate(lines, start=1):
        song, tab, act = line.partition("\t")
        if line.strip() and not (tab and song.strip() and act.strip()):
            raise DataError(f"{path}, line {number}: expected a song, a tab and its act, got {line!r}.")
        acts[song.strip()] = act.strip()
    missing = [song for song in songs if song not in acts]
    if missing:
        raise DataError(f"{path}: no act for song {missing[0]!r}. Add a line for it.")
    return {song: acts[song] for song in songs}


def guess_acts(songs: Sequence[str]) -> dict[str, str]:
    """The act of every song as its name suggests: what comes before " - ", or two first words shared with another song.

    A song that suggests nothing is taken for an act of its own.
    """
    beginnings = {song: _first_two_words(song) for song in songs}
    counts = Counter(beginnings.values())
    return {song: _act(song, beginnings[song], counts) for song in songs}


def refuse_leaks(acts: Mapping[str, str], splits: Sequence[Split]) -> None:
    """Raise DataError if an act is in the tests of two folds, or both learned from and scored."""
    for split in splits:
        tested = {acts[song]: song for song in sorted(split.test)}
        for song in sorted(set(acts) - split.kept):
            if acts[song] in tested:
                raise DataError(
                    f"act {acts[song]!r} is scored in {split.name} (song {tested[acts[song]]!r}) by networks that "
                    f"learned from its song {song!r}. Put all songs of an act into one list."
                )


def leaks(acts: Mapping[str, str], splits: Sequence[Split]) -> str:
    """What `refuse_leaks` would complain of, or nothing; for acts that are only guessed."""
    try:
        refuse_leaks(acts, splits)
    except DataError as error:
        return str(error)
    return ""


def _first_two_words(song: str) -> str:
    words = song.replace("_", " ").split()
    return " ".join(words[:2]) if len(words) > 2 else ""


def _act(song: str, beginning: str, counts: Counter[str]) -> str:
    artist, dash, title = song.partition(" - ")
    if dash and artist.strip() and title.strip():
        return artist.strip()
    return beginning if beginning and counts[beginning] > 1 else song
