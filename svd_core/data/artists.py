"""Artists: how their names are compared, and where they come from when the source of a song does not name one."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping
from difflib import SequenceMatcher
from functools import lru_cache
from pathlib import Path

from svd_core.annotation.formats.label_text import read_text
from svd_core.audio import decoding
from svd_core.data.corpora.inventory import name_key
from svd_core.errors import AudioError, DataError

_GUESTS = re.compile(r"\s[(\[]?(feat|ft|featuring|vs|with)\b.*", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_TRACK_NUMBER = re.compile(r"^\d{1,3}[\s._-]+(?=\D)")
_ALIKE = 0.88
"""`SequenceMatcher.ratio` from which on two titles count as the same."""


@lru_cache(maxsize=100_000)
def artist_key(artist: str) -> str:
    """An artist's name in the form to compare: without letter case, accents, punctuation, leading "the" and guests."""
    return _plain(_GUESTS.sub("", artist)).removeprefix("the ")


def title_key(title: str) -> str:
    """A title in the form to compare: as for artists, and without a track number and anything in brackets."""
    return _plain(_TRACK_NUMBER.sub("", _BRACKETS.sub(" ", title))) or _plain(title)


@lru_cache(maxsize=100_000)
def alike(first: str, second: str) -> bool:
    """Whether two titles, in the form to compare, may be the same one, misspellings included."""
    if first == second:
        return bool(first)
    shorter, longer = sorted((len(first), len(second)))
    if shorter < 5 or 2 * shorter < _ALIKE * (shorter + longer):
        return False
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


class GivenArtists:
    """Artists as a person gives them: by a pattern over the songs' names, or by a file that lists each song's artist.

    A text with `{artist}` in it is a pattern, such as "{artist} - {title}"; any other is the name of a file.
    Raises DataError for a pattern or a file that cannot be used.
    """

    def __init__(self, text: str = "") -> None:
        self._pattern = _pattern(text) if "{artist}" in text else None
        self._listed: Mapping[str, str] = _read(Path(text)) if text and self._pattern is None else {}

    def of(self, name: str) -> str:
        """The artist given for a song of this name, "" if there is none."""
        if self._pattern is not None:
            match = self._pattern.fullmatch(name)
            return match["artist"].strip() if match else ""
        return self._listed.get(name_key(name), "")


def from_tags(path: Path) -> str:
    """The artist in a sound file's tags, "" if there is none or the file cannot be opened."""
    try:
        tags = decoding.header_facts(path).tags
    except AudioError:
        return ""
    return next((tags[name].strip() for name in ("artist", "album_artist") if tags.get(name, "").strip()), "")


def _pattern(text: str) -> re.Pattern[str]:
    """A regular expression from a pattern with `{artist}`; other names in braces and * match anything. DataError."""
    pieces = re.split(r"(\{\w+\}|\*)", text)
    if pieces.count("{artist}") != 1:
        raise DataError(f"--artists {text!r}: {{artist}} stands in it more than once. Write it once.")
    expressions = {"{artist}": "(?P<artist>.+?)"}
    return re.compile(
        "".join(expressions.get(piece, ".*?") if index % 2 else re.escape(piece) for index, piece in enumerate(pieces))
    )


def _read(path: Path) -> dict[str, str]:
    """Artists by the `name_key` of the song, from a file of lines `song, artist` or with a tab between; DataError."""
    if not path.is_file():
        pattern = "a pattern with {artist} in it, such as '{artist} - *'"
        raise DataError(f"--artists {path}: is neither a file nor {pattern}.")
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
