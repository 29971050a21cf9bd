"""What the text of a label means: singing, or one of the words for its absence."""

from __future__ import annotations

from svd_core.annotation.regions import SING

SINGING = frozenset(["", "1", "1.0", "sing", "singing", "vocal", "vocals", "voice", "yes", "y", "true"])
"""Labels, in lower case, that say no more than that someone sings."""

NOT_SINGING = frozenset(
    [
        *("0", "0.0", "no", "n", "false", "non", "none", "nothing", "off"),
        *("nosing", "no_sing", "no-sing", "no-singing", "notsinging", "not-singing"),
        *("novocal", "novocals", "no-vocal", "no-vocals", "nonvocal", "nonvocals", "non-vocal", "non-vocals"),
        *("instrumental", "inst", "instr", "instruments", "accompaniment", "background", "music"),
        *("silence", "sil", "pause", "noise", "applause", "unvoiced"),
        *("speech", "speaking", "spoken", "talk", "talking"),
    ]
)
"""Labels, in lower case and with hyphens for blanks, that say that nobody sings."""


def is_singing(label: str) -> bool:
    """Whether a label says that someone sings: every label does, even an empty one, except the words in NOT_SINGING.

    Letter case, surrounding blanks and blanks instead of hyphens do not matter.
    """
    return "-".join(label.casefold().split()) not in NOT_SINGING


def label_text(text: str) -> str:
    """A label from a file as a region carries it: the words in SINGING become "sing", others stay as written."""
    text = text.strip()
    return SING if text.casefold() in SINGING else text
