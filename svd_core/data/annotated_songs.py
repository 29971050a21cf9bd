"""Songs annotated in the window or labelled beside their sound, as the survey that a data set is built from.

Lists are by artist: train, valid and test, of about eight, one and one tenth of the music. The artists of songs come
from the person, else from tags; a song of unknown artist counts as the only one of its artist.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from svd_core.annotation import annotation_file
from svd_core.annotation.formats.label_format import SongFacts
from svd_core.annotation.formats.svd_json import SVD_JSON
from svd_core.annotation.song_annotation import SongAnnotation
from svd_core.data.artists import GivenArtists, artist_key, from_tags
from svd_core.data.corpora.corpus import CorpusSurvey, SoundPart, SourceSong, fault, note
from svd_core.data.corpora.corrections import with_annotation
from svd_core.data.corpora.inventory import usable_name
from svd_core.data.findings import Finding
from svd_core.data.folds import FoldSong, folds
from svd_core.data.leaks import SongIdentity, leaks
from svd_core.data.manifest import song_names
from svd_core.errors import DataError, SvdError
from svd_core.sentence import Sentence

KIND = "annotated"
_TENTHS = 10
_FEWEST_ARTISTS = 3
"""Of fewer, no list could have artists that the others have not."""


@dataclass(frozen=True)
class _Annotated:
    song: SourceSong
    annotation: SongAnnotation


def survey(
    songs: Sequence[Path],
    licence: str = "",
    artists: GivenArtists | None = None,
    looked: Callable[[Path], object] = lambda song: None,
) -> CorpusSurvey:
    """What is known of these sound files, those without any checked time left out; `looked` is told of each.

    DataError where none can be used, or where the same recording would come into two lists.
    """
    given, findings = artists or GivenArtists(), list[Finding]()
    found: list[_Annotated] = []
    for song, name in zip(songs, song_names(songs), strict=True):
        looked(song)
        try:
            annotated = _annotated(song, usable_name(name), given, licence, findings)
        except SvdError as error:
            findings.append(fault(str(error), name))
            continue
        found += [annotated] if annotated is not None else []
    if not found:
        raise DataError("no song here has checked time to learn from. Check songs in the window, or import labels.")
    lists = _lists(found, findings)
    _refuse_leaks(found, lists)
    source = Path(os.path.commonpath([song.resolve().parent for song in songs]))
    return CorpusSurvey(
        KIND,
        "songs annotated in SVD Studio",
        source,
        licence or "unknown: ask who made the songs",
        tuple(each.song for each in found),
        lists,
        tuple(findings),
    )


def _annotated(path: Path, name: str, given: GivenArtists, licence: str, findings: list[Finding]) -> _Annotated | None:
    """A song with its annotation; None, with a note, where nothing of it is checked."""
    annotation = annotation_file.find(path, remark=lambda text: findings.append(note(text)))
    if annotation is None or not annotation.known:
        findings.append(note(Sentence("{0}: has no checked time and is left out", path)))
        return None
    artist = given.of(path.stem) or given.of(name) or from_tags(path)
    details = SVD_JSON.write(annotation.regions, annotation.duration, annotation.known, SongFacts(path.name))
    song = SourceSong(name, (SoundPart(path),), None, artist, path.stem, licence, details=details)
    return _Annotated(with_annotation(song, annotation), annotation)


def _lists(found: Sequence[_Annotated], findings: list[Finding]) -> dict[str, tuple[str, ...]]:
    """Names of songs by list; all are to train on where there are too few artists for lists of their own."""
    names = [FoldSong(each.song.name, each.song.artist, each.annotation.duration) for each in found]
    n_artists = len({artist_key(each.artist) or f"\0{each.name}" for each in names})
    if n_artists < _FEWEST_ARTISTS:
        findings.append(note(Sentence("{0} artists are too few for lists to validate and to test on", n_artists)))
        return {"train": tuple(each.name for each in names)}
    parts = list(folds(names, min(_TENTHS, n_artists)).values())
    train = tuple(sorted(name for part in parts[:-2] for name in part))
    return {"train": train, "valid": parts[-2], "test": parts[-1]}


def _refuse_leaks(found: Iterable[_Annotated], lists: dict[str, tuple[str, ...]]) -> None:
    """Raise DataError where one recording, or one artist, is in two lists."""
    identities = [
        SongIdentity(each.song.name, each.song.artist, "", each.annotation.song_key, each.annotation.duration)
        for each in found
    ]
    leaking = [finding for finding in leaks(identities, lists) if finding.level == "leak"]
    if leaking:
        raise DataError(
            f"{leaking[0].message}. Scores on one list would be too good: take one of the songs out, or name one "
            "artist for both."
        )
