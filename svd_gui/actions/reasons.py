"""Why an action cannot be done now, found by asking its own condition about better situations."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from svd_gui.actions.actions import ActionRow, Situation
from svd_gui.translation import tr

_BEST = Situation(song=True, editable=True, selected=True, has_next=True, regions=True, model=True, detected=True,
                  comparing=True, difference=True, model_before=True, folder=True, songs_chosen=True,
                  queue=True, queue_seen=True)  # fmt: skip
"""Everything is there and nothing is in the way."""

_OF_A_SONG = {"song": True, "editable": True, "regions": True, "selected": True, "has_next": True, "detected": True,
              "looping": True, "stereo": True, "comparing": True, "difference": True}  # fmt: skip
_OF_A_FOLDER = {"folder": True, "songs_chosen": True, "queue": True, "queue_seen": True}


def reason(row: ActionRow, now: Situation) -> str:
    """Return what is missing for an action that is not enabled; empty where that is not known."""
    if row.make is not None:
        return tr("Nothing to undo or to do again") if now.song else tr("No song is open")
    if row.enabled(now):
        return ""
    for better, text in _conditions(now):
        with_it = replace(_BEST, **better)
        without_it = replace(with_it, **{name: getattr(now, name) for name in better})
        if row.enabled(with_it) and not row.enabled(without_it):
            return text
    return ""


def _conditions(now: Situation) -> list[tuple[dict[str, Any], str]]:
    """What a situation may lack, with the reason in words; what matters first comes first."""
    return [
        ({} if now.song else _OF_A_SONG, tr("No song is open")),
        ({"editable": True}, tr("The song's annotation cannot be changed here")),
        ({} if now.folder else _OF_A_FOLDER, tr("No folder is open")),
        ({"songs_chosen": True}, tr("No song of the folder is selected")),
        ({"queue": True}, tr("Begin with Songs > Check What Teaches Most")),
        ({"queue_seen": True}, tr("No stretch of the queue was accepted or skipped yet")),
        ({"batch": False}, tr("Work on many songs is under way")),
        ({"batch": True}, tr("No work on many songs is under way")),
        ({"no_sound_reason": ""}, now.no_sound_reason),
        ({"regions": True}, tr("The song has no regions")),
        ({"selected": True}, tr("No region is selected")),
        ({"has_next": True}, tr("No region follows the selected one")),
        ({"comparing": True}, tr("The song is compared with nothing")),
        ({"difference": True}, tr("No differences are left")),
        ({"looping": True}, tr("There is no loop")),
        ({"stereo": True}, tr("The song has one channel only")),
        ({"model": True}, tr("No model is loaded")),
        ({"detected": True}, tr("The song is not detected yet")),
        ({"training": False}, tr("A training is running")),
        ({"training": True}, tr("No training is running")),
        ({"resumable": True}, tr("There is no unfinished training")),
        ({"stopped": True}, tr("Nothing is left to detect, or it is being detected")),
        ({"busy": True}, tr("Nothing is being opened or detected")),
        ({"model_before": True}, tr("No other model was in use before")),
        ({"model_path": None}, tr("This model is in use already")),
        ({"listening": replace(now.listening, speed=0.75), "stereo": True}, tr("It is so already")),
    ]
