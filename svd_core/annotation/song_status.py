"""How far the work on a song has come: by what is known of it, or as a person has said."""

from __future__ import annotations

from typing import Literal

from svd_core.annotation.song_annotation import SongAnnotation
from svd_core.annotation.spans import total

Status = Literal["unseen", "proposed", "in work", "checked"]
"""Nobody has looked at the song; a model has proposed regions; a person has begun; all of it is checked."""
STATUSES: tuple[Status, ...] = ("unseen", "proposed", "in work", "checked")
HandStatus = Literal["", "unseen", "proposed", "in work", "checked"]
"""A status that a person has set, or "": the status follows from what is known."""
HAND_STATUSES: tuple[HandStatus, ...] = ("", *STATUSES)

OPEN_SECONDS = 1.0
"""Seconds of a song that may be unchecked, where it is checked: less than one is the end that decoders disagree on."""


def status_of(annotation: SongAnnotation | None, is_detected: bool, by_hand: HandStatus = "") -> Status:
    """The status of a song by its annotation (None: there is none), unless a person has set one.

    `is_detected`: whether the probabilities of the song are known, although no annotation says so.
    """
    if by_hand:
        return by_hand
    if annotation is not None and annotation.duration:
        if total(annotation.checked) >= annotation.duration - OPEN_SECONDS and annotation.checked:
            return "checked"
        if annotation.protected:
            return "in work"
    return "proposed" if is_detected or (annotation is not None and annotation.proposal) else "unseen"
