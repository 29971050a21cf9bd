"""What the words of labels mean: a closed vocabulary of words for singing, for no singing, and for neither.

A word in none of the lists is unknown. In a label file it is never guessed at: whoever reads the file asks for its
meaning. A region that a person has set is sung, unless its label says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Literal, get_args

from svd_core.annotation.regions import SING

Judgement = Literal["sung", "unsung", "ignored", "unknown"]
"""Whether a label says that somebody sings: yes, no, left open by who wrote it, or a word that is not known here."""

# Words that say no more than that somebody sings.
_PLAINLY_SUNG = frozenset(["1", "sing", "singing", "vocal", "vocals", "voice", "yes", "y", "true"])

SUNG = _PLAINLY_SUNG | frozenset(
    [
        *("on", "active", "present", "+", "sings", "sung", "singer", "voiced", "v", "vox", "vocalizing"),
        *("singing-voice", "lead-vocal", "lead-vocals", "lead-voice", "main-vocal", "main-vocals", "solo-voice"),
        *("backing-vocal", "backing-vocals", "background-vocals", "harmony-vocals", "choir", "choral", "a-cappella"),
        *("human-vocal", "human-voice", "male", "female", "male-vocal", "female-vocal", "male-vocals", "female-vocals"),
        *("male-singing", "female-singing", "male-voice", "female-voice", "child-singing", "duet", "humming", "rap"),
        *("rapping", "scat", "yodeling", "sounding", "vocal-on", "voice-on", "with-vocals", "with-voice"),
    ]
)
"""Words that say that somebody sings; rap counts as singing."""

UNSUNG = frozenset(
    [
        *("0", "no", "n", "false", "non", "none", "nothing", "off", "inactive", "absent", "-", "--", "nil"),
        *("nosing", "no-sing", "nosinging", "no-singing", "notsinging", "not-singing", "nonsinging", "non-singing"),
        *("novocal", "no-vocal", "novocals", "no-vocals", "nonvocal", "non-vocal", "nonvocals", "non-vocals", "nv"),
        *("novoice", "no-voice", "nonvoice", "non-voice", "unvoiced", "u", "vocal-off", "voice-off", "without-vocals"),
        *("instrumental", "instrument", "instruments", "inst", "instr", "accompaniment", "backing-track", "music"),
        *("background", "background-music", "music-only", "karaoke", "no-chord"),
        *("silence", "silent", "sil", "sp", "spn", "nsn", "pau", "pause", "rest", "h#", "#", "_", "<eps>", "<p:>"),
        *("br", "breath", "breathing", "breathe", "ap", "inhale", "exhale", "cough", "noise", "applause", "clapping"),
        *("laughter", "laugh", "crowd", "speech", "speaking", "spoken", "talk", "talking", "narration", "voice-over"),
        *("voiceover", "spoken-word", "announcement", "dialogue"),
    ]
)
"""Words that say that nobody sings; speech is no singing."""

IGNORED = frozenset(
    [
        *("?", "??", "unsure", "uncertain", "unclear", "unknown", "ambiguous", "undefined", "undecided", "maybe"),
        *("ignore", "ignored", "skip", "exclude", "excluded", "other", "todo", "x", "xxx", "na", "n/a"),
    ]
)
"""Words that leave open whether somebody sings: such stretches take part in nothing."""

# Words that are nothing but signs, which must not be taken for quotes and blanks.
_AS_THEY_ARE = frozenset(["+", "-", "--", "#", "_", "?", "??", "<eps>", "<p:>"])
_BRACKETS = re.compile(r"^[\"'“”‘’«»(\[{<|]+|[\"'“”‘’«»)\]}>|.,;:!]+$")
_SCORE = re.compile(r"(?<=\S)[\s,;]+[+-]?\d+([.,]\d+)?\s*%?$")
_COMMENT = re.compile(r"\s[#%;].*$|\s//.*$")
# Words after which the first word means something else: "vocals end", "voice like lead", "singing bowl".
_TURNED = frozenset(
    ["end", "ends", "off", "stop", "stops", "out", "rest", "less", "like", "free", "bowl", "saw", "over"]
)


def judge(label: str, meanings: Mapping[str, Judgement] | None = None) -> Judgement:
    """What a label says. `meanings`, by `key_of` a label, comes before the lists; an empty label is unknown.

    Case, quotes and brackets around it, a score or a comment behind it do not matter; blank, underscore and hyphen
    are one. A label of several words means what all of them together mean, else what the first of them does.
    """
    whole = key_of(label)
    first, _, others = whole.partition("-")
    for word in (whole, "" if _TURNED & set(others.split("-")) else first):
        if meanings and word in meanings:
            return meanings[word]
        for words, judgement in ((SUNG, "sung"), (UNSUNG, "unsung"), (IGNORED, "ignored")):
            if word in words:
                return judgement  # type: ignore[return-value]  # the three are judgements
    return "unknown"


def is_singing(label: str) -> bool:
    """Whether a region with this label is sung: with every label, an empty one too, that does not say the opposite."""
    return judge(label) != "unsung"


def region_label(text: str) -> str:
    """A label from a file as a region carries it: words that say no more than that somebody sings become "sing"."""
    key = key_of(text)
    return SING if not key or key in _PLAINLY_SUNG else text.strip()


def plain_text(label: str) -> str:
    """The label without a comment or a score behind it."""
    return _SCORE.sub("", _COMMENT.sub("", label).strip())


@lru_cache(maxsize=10_000)
def key_of(label: str) -> str:
    """The label as the vocabulary holds it: lower case, hyphens for blanks and underscores, no score, no quotes."""
    text = plain_text(label).casefold()
    text = re.sub(r"^([01])[.,]0*$", r"\1", text)  # 1.0 means what 1 means
    for _ in range(2):
        text = text if text in _AS_THEY_ARE else _BRACKETS.sub("", text).strip()
    return text if text in _AS_THEY_ARE else re.sub(r"[\s_-]+", "-", text).strip("-") or text[:1]


def meanings_of(words: Iterable[str]) -> dict[str, Judgement]:
    """The meanings in words such as `verse=sung`; ValueError, saying what is allowed, for anything else."""
    meanings: dict[str, Judgement] = {}
    for text in words:
        word, sign, meaning = text.rpartition("=")
        allowed = get_args(Judgement)[:3]
        if not sign or not word.strip() or meaning.strip() not in allowed:
            raise ValueError(f"{text!r}: write WORD=MEANING, the meaning being one of {', '.join(allowed)}")
        meanings[key_of(word)] = meaning.strip()  # type: ignore[assignment]  # checked just now
    return meanings
