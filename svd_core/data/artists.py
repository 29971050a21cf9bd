"""Who made a song: names of artists as they are compared, and where they come from if the source does not tell."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping
from difflib import SequenceMatcher
from functools import lru_cache
from pathlib import Path

from svd_core.annotation.formats.protocol import read_text
from svd_core.audio import decoding
from svd_core.data.corpora.inventory import name_key
from svd_core.errors import AudioError, DataError

_GUESTS = re.compile(r"\s[(\[]?(feat|ft|featuring|vs|with)\b.*", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_TRACK_NUMBER = re.compile(r"^\d{1,3}[\s._-]+(?=\D)")
_ALIKE = 0.88


def artist_key(artist: str) -> str:
    """An artist's name as names are compared: without case, accents, punctuation, a leading "the" and guests."""
    return _plain(_GUESTS.sub("", artist)).removeprefix("the ")


def title_key(title: str) -> str:
    """A title as titles are compared: also without a track number and what stands in brackets."""
    return _plain(_TRACK_NUMBER.sub("", _BRACKETS.sub(" ", title))) or _plain(title)


@lru_cache(maxsize=100_000)
def alike(first: str, second: str) -> bool:
    """Whether two compared titles may be one and the same, slips of the pen included."""
    if first == second:
        return bool(first)
    shorter, longer = sorted((len(first), len(second)))
    if shorter < 5 or 2 * shorter < _ALIKE * (shorter + longer):
        return False
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


class GivenArtists:
    """The artists a person told: a pattern over songs' names, or a file that names each song's artist."""

    def __init__(self, told: str = "") -> None:
        self._pattern = _pattern(told) if "{artist}" in told else None
        self._told: Mapping[str, str] = _read(Path(told)) if told and self._pattern is None else {}

    def of(self, name: str) -> str:
        """The artist that was told for a song of this name, "" if none was."""
        if self._pattern is not None:
            match = self._pattern.fullmatch(name)
            return match["artist"].strip() if match else ""
        return self._told.get(name_key(name), "")


def from_tags(path: Path) -> str:
    """The artist a sound file names in its tags, "" if it names none or cannot be opened."""
    try:
        tags = decoding.tags(path)
    except AudioError:
        return ""
    return next((tags[name].strip() for name in ("artist", "album_artist") if tags.get(name, "").strip()), "")


def _pattern(told: str) -> re.Pattern[str]:
    """A pattern such as "{artist} - {title}": {artist} is the artist, other names in braces and * are anything."""
    pieces = re.split(r"(\{\w+\}|\*)", told)
    if pieces.count("{artist}") != 1:
        raise DataError(f"--artists {told!r}: {{artist}} stands in it more than once. Write it once.")
    wild = {"{artist}": "(?P<artist>.+?)"}
    return re.compile("".join(wild.get(piece, ".*?") if index % 2 else re.escape(piece)
                              for index, piece in enumerate(pieces)))  # fmt: skip


def _read(path: Path) -> dict[str, str]:
    """A file of lines `song, artist` (or with a tab between) as key of the song -> artist; DataError."""
    if not path.is_file():
        raise DataError(
            f"--artists {path}: is neither a file nor a pattern with {{artist}} in it, such as '{{artist}} - *'."
        )
    artists = {}
    for number, line in enumerate(read_text(path).splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = next(csv.reader([line], delimiter="\t" if "\t" in line else ","))
        if len(fields) < 2 or not fields[0].strip() or not fields[1].strip():
            raise DataError(f"{path}, line {number}: write a song's name, a comma or tab, and its artist.")
        artists[name_key(fields[0].strip())] = fields[1].strip()
    return artists


def _plain(text: str) -> str:
    """Letters and digits in lower case without accents, single blanks between words."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    kept = (character for character in decomposed if not unicodedata.combining(character))
    return " ".join("".join(character if character.isalnum() else " " for character in kept).split())
