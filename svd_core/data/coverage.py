"""How much of each song is known, and what is odd about that: too short, one class only, no music without singing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from svd_core.annotation.song_annotation import SongAnnotation, sung_time
from svd_core.annotation.spans import clipped, inside, total
from svd_core.config import FeatureConfig
from svd_core.sentence import Sentence

if TYPE_CHECKING:
    from svd_core.data.recordings import Recording

EXAMPLE_SECONDS = 1.7
"""Seconds that one training example takes; a song that is shorter holds none."""

LITTLE_SECONDS = 20.0
"""Where less of either class is checked in all songs, a model can hardly learn to tell the two apart."""

_NAMES_SHOWN = 3


@dataclass(frozen=True)
class SongCoverage:
    """What is known of one song.

    Attributes:
        seconds: its length.
        checked: seconds that are checked.
        sung: of these, seconds in which somebody sings.
        hand_regions: regions that a person set by hand.
    """

    name: str
    seconds: float
    checked: float
    sung: float
    hand_regions: int = 0

    @classmethod
    def of_annotation(cls, name: str, annotation: SongAnnotation) -> SongCoverage:
        """The coverage of an annotated song; what its labels leave open counts as unchecked."""
        sung = sung_time(annotation.regions)
        return cls(
            name,
            annotation.duration,
            total(annotation.known),
            total(inside(clipped(sung, 0.0, annotation.duration), annotation.known)),
            sum(region.source == "hand" for region in annotation.regions),
        )

    @classmethod
    def of_recording(cls, recording: Recording, features: FeatureConfig) -> SongCoverage:
        """The coverage of a song in memory, in whole frames."""
        rate = features.frame_rate
        checked = recording.checked_frames
        sung = int(np.count_nonzero(checked & recording.sung))
        seconds = len(recording.samples) / features.sample_rate
        return cls(recording.name, seconds, np.count_nonzero(checked) / rate, sung / rate)


def remarks(songs: Sequence[SongCoverage], has_other_music: bool = False) -> tuple[Sentence, ...]:
    """What is odd about songs to learn from, a sentence each; empty where nothing is.

    `has_other_music`: whether stems, singers or music without singing are learned from as well.
    """
    found = []
    if short := [song.name for song in songs if song.seconds < EXAMPLE_SECONDS]:
        found.append(Sentence("{0}: too short to learn from; an example takes {1} s.", _named(short), EXAMPLE_SECONDS))
    long_enough = [song for song in songs if song.seconds >= EXAMPLE_SECONDS]
    if blank := [song.name for song in long_enough if song.checked <= 0]:
        found.append(Sentence("{0}: nothing is checked, so nothing is learned from it.", _named(blank)))
    known = [song for song in long_enough if song.checked > 0]
    sung, unsung = sum(song.sung for song in known), sum(song.checked - song.sung for song in known)
    if known and not has_other_music:
        found += _of_all_songs(sung, unsung)
    if sung and unsung and (full := [song.name for song in known if song.sung >= song.checked - 0.05]):
        found.append(Sentence("{0}: all that is checked is sung. Check the music between, too.", _named(full)))
    return tuple(found)


def _of_all_songs(sung: float, unsung: float) -> list[Sentence]:
    """What is odd about the seconds of both classes in all songs."""
    if not sung:
        return [
            Sentence(
                "Nobody sings in what is checked, so nothing is learned of singing. Check stretches with singing, too."
            )
        ]
    if not unsung:
        return [
            Sentence(
                "Somebody sings in all that is checked: without music that nobody sings to, a model learns to call "
                "everything singing. Check stretches without singing, or add a data set that has some."
            )
        ]
    found = []
    if sung < LITTLE_SECONDS:
        found.append(
            Sentence("Only {0} s with singing are checked in all. Check more, so that there is enough.", round(sung))
        )
    if unsung < LITTLE_SECONDS:
        found.append(
            Sentence(
                "Only {0} s without singing are checked in all. Check more, so that there is enough.", round(unsung)
            )
        )
    return found


def _named(names: Sequence[str]) -> str:
    """Names of songs, the first few of many."""
    shown = ", ".join(names[:_NAMES_SHOWN])
    return Sentence("{0} and {1} more", shown, len(names) - _NAMES_SHOWN) if len(names) > _NAMES_SHOWN else shown
