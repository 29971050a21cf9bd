"""How far the work on a song has come: by what is known of it, or as a person has said."""

from __future__ import annotations

from typing import Literal

Status = Literal["unseen", "proposed", "in work", "checked"]
"""Nobody has looked at the song; a model has proposed regions; a person has begun; all of it is checked."""
STATUSES: tuple[Status, ...] = ("unseen", "proposed", "in work", "checked")
HandStatus = Literal["", "unseen", "proposed", "in work", "checked"]
"""A status that a person has set, or "": the status follows from what is known."""
HAND_STATUSES: tuple[HandStatus, ...] = ("", *STATUSES)

OPEN_SECONDS = 1.0
"""Seconds of a song that may be unchecked, where it is checked: less than one is the end that decoders disagree on."""


def status_of(seconds: float, checked: float, touched: float, is_proposed: bool, by_hand: HandStatus = "") -> Status:
    """The status of a song of so many seconds, of which a person has checked and touched some, unless one is set.

    `is_proposed`: whether a model has looked for singing in it.
    """
    if by_hand:
        return by_hand
    if checked and checked >= seconds - OPEN_SECONDS:
        return "checked"
    if checked or touched:
        return "in work"
    return "proposed" if is_proposed else "unseen"
