"""What the words of labels mean: a closed vocabulary of words for singing, for no singing, and for neither.

A word in none of the lists is unknown. In a label file it is never guessed at: whoever reads the file asks for its
meaning. A region that a person has set is sung, unless its label says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Literal, get_args

from svd_core.annotation.regions import SING, Regions

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

PLACEHOLDERS = frozenset(["other", "todo", "x", "xxx", "na", "n/a", "skip", "exclude", "excluded"])
"""Words that leave a stretch open in a file of others, but that people also sing, or call a voice."""

IGNORED = PLACEHOLDERS | frozenset(
    [
        *("?", "??", "unsure", "uncertain", "unclear", "unknown", "ambiguous", "undefined", "undecided", "maybe"),
        *("ignore", "ignored"),
    ]
)
"""Words that leave open whether somebody sings: such stretches take part in nothing."""

_MEANING_OF: dict[str, Judgement] = {
    **dict.fromkeys(IGNORED, "ignored"),
    **dict.fromkeys(UNSUNG, "unsung"),
    **dict.fromkeys(SUNG, "sung"),
}
_MOST_CACHED = 100_000  # labels: of a song with ten thousand of its own, every one is asked about at each edit
# Words that are nothing but signs, which must not be taken for quotes and blanks.
_AS_THEY_ARE = frozenset(["+", "-", "--", "#", "_", "?", "??", "<eps>", "<p:>"])
_BRACKETS = re.compile(r"^[\"'“”‘’«»(\[{<|]+|[\"'“”‘’«»)\]}>|.,;:!]+$")
_SCORE = re.compile(r"(?<=\S)[\s,;]+(?![+-]?(?:0+(?:[.,]0*)?|1)\s*$)[+-]?\d+([.,]\d+)?\s*%?$")
_COMMENT = re.compile(r"\s[#%;].*$|\s//.*$")
# Later words that deny, end or leave open what the first one says: "vocals muted", "vocals end", "voice like lead".
_TURNED = frozenset(
    [
        *("end", "ends", "ended", "stop", "stops", "stopped", "out", "less", "like", "free", "bowl", "saw", "over"),
        *("not", "never", "without", "w/o", "isn't", "don't", "doesn't", "neither", "nor", "negative", "zero", "null"),
        *("muted", "mute", "removed", "missing", "gone", "lacking", "empty", "disabled", "hidden", "unlikely", "fake"),
    ]
)
# Words that say nothing by themselves of what the others are about: "no guitar", "true north", "male speaker".
_WEAK = frozenset(
    [
        *("1", "+", "y", "yes", "true", "on", "active", "present", "v", "male", "female", "duet"),
        *("0", "n", "no", "non", "none", "nothing", "nil", "false", "off", "inactive", "absent", "u", "background"),
    ]
)
_FLAG = re.compile(r"0+([.,]0*)?|1")  # behind a word: whether it applies, or a score, or a number
_ONE_OR_NONE = re.compile(r"^([01])[.,]0*$")
_BLANKS = re.compile(r"[\s_-]+")
_NAMED = re.compile(r"(sing|nosing|\?) [“\"](.*)[”\"]", re.DOTALL)
_WORD_OF: Mapping[Judgement, str] = {"sung": "sing", "unsung": "nosing", "ignored": "?"}
# What stands between the words of a song, and can be none of them.
_SIGNS = frozenset(
    [
        *("-", "--", "#", "_", "h#", "<eps>", "<p:>", "sp", "spn", "nsn", "sil", "pau", "br", "ap"),
        *("nosing", "nosinging", "novocal", "novocals", "novoice", "nonvocal", "nonvocals", "nonsinging", "nonvoice"),
    ]
)
_IN_BRACKETS = re.compile(r"\s*(\[[^\[\]]*\]|<[^<>]*>|\{[^{}]*\})\s*")


def judge(label: str, meanings: Mapping[str, Judgement] | None = None) -> Judgement:
    """What a label says. `meanings`, by `key_of` a label, comes before the lists; an empty label is unknown.

    Case, quotes and brackets around it, a score or a comment behind it do not matter; blank, underscore and hyphen
    are one. A label of several words means what all of them together mean, else what the first of them does; it is
    unknown where a later word denies or contradicts that, as in "vocals absent".
    """
    whole = key_of(label)
    if meanings and whole in meanings:
        return meanings[whole]
    named = _NAMED.fullmatch(label.strip())
    if named is not None:
        return next(judgement for judgement, word in _WORD_OF.items() if word == named[1])
    found = _listed(whole)
    if found != "unknown":
        return found
    first, *others = [word.strip("()[]{}<>\"'“”,;:.!") for word in whole.split("-")]
    if not _TURNED.isdisjoint(others) or any(map(_FLAG.fullmatch, others)):
        return "unknown"
    is_said = meanings is not None and first in meanings
    found = meanings[first] if meanings and is_said else _listed(first)
    later = {_listed(word) for word in others}
    if later & {"sung": {"unsung", "ignored"}, "unsung": {"sung"}}.get(found, set()):
        return "unknown"
    return "unknown" if first in _WEAK and not is_said and found not in later else found


def judge_lyrics(label: str, meanings: Mapping[str, Judgement] | None = None) -> Judgement:
    """What a label says in a file whose labels are the words sung: every word is sung, "no" and "silence" as well.

    Not sung are signs that can be no words: an empty label, `-`, `<SP>`, `sil` and the like, and words of `UNSUNG` in
    square, curly or angle brackets. `meanings`, by `key_of` a whole label, comes before that.
    """
    key = key_of(label)
    if meanings and key in meanings:
        return meanings[key]
    # A word such as "no_singing" is no word of a song; "no singing" may be two.
    if not label.strip() or key in _SIGNS or ("-" in key and key in UNSUNG and len(label.split()) == 1):
        return "unsung"
    if key in ("?", "??"):
        return "ignored"
    found = judge(label) if _IN_BRACKETS.fullmatch(label) else "unknown"
    return found if found in ("unsung", "ignored") else "sung"


@lru_cache(maxsize=_MOST_CACHED)
def by_itself(label: str) -> Judgement:
    """What a label says where nothing else says what it means, as in a song's annotation."""
    return judge(label)


def is_singing(label: str) -> bool:
    """Whether a region with this label is sung: with every label, an empty one too, that does not say the opposite."""
    return by_itself(label) != "unsung"


def leaves_open(label: str) -> bool:
    """Whether a region with this label is one of which a person could not say whether it is sung, such as "?"."""
    return by_itself(label) == "ignored"


def sung_only(regions: Regions) -> Regions:
    """The regions that are sung, without those left open: for formats that know only singing and no singing."""
    return tuple(region for region in regions if is_singing(region.label) and not leaves_open(region.label))


def region_label(text: str) -> str:
    """A label that a file gives to singing, as a region carries it, so that it is sung by its label alone, too.

    Words that say no more than that somebody sings become "sing", and a word of a song that would deny it is quoted:
    `sing “No”`.
    """
    key = key_of(text)
    if not key or key in _PLAINLY_SUNG:
        return SING
    return text.strip() if judge(text) in ("sung", "unknown") else f"{SING} “{text.strip()}”"


def label_of(name: str, meaning: Judgement) -> str:
    """A label that carries a name and means "sung", "unsung" or "ignored" by itself, wherever it is read.

    That is the name, if it means that; else the name in quotes behind a word that does: `nosing “whistle”`.
    """
    name = name.strip()
    found = judge(name) if name else "unknown"
    if name and (found == meaning or (found == "unknown" and meaning == "sung")):
        return name
    return f"{_WORD_OF[meaning]} “{name}”" if name else _WORD_OF[meaning]


def name_of(label: str) -> str:
    """The name in a label that `label_of` made, else the label."""
    named = _NAMED.fullmatch(label.strip())
    return named[2] if named is not None and named[2] else label


def _listed(word: str) -> Judgement:
    """The judgement of the list that holds a word."""
    return _MEANING_OF.get(word, "unknown")


def plain_text(label: str) -> str:
    """The label without a comment or a score behind it; 0 and a bare 1 are no scores, for they may deny the label."""
    if not label.isalpha():
        label = _SCORE.sub("", _COMMENT.sub("", label).strip())
    return label


@lru_cache(maxsize=_MOST_CACHED)
def key_of(label: str) -> str:
    """The label as the vocabulary holds it: lower case, hyphens for blanks and underscores, no score, no quotes."""
    text = plain_text(label).casefold()
    if text.isalnum():
        return text
    text = _ONE_OR_NONE.sub(r"\1", text)  # 1.0 means what 1 means
    for _ in range(2):
        text = text if text in _AS_THEY_ARE else _BRACKETS.sub("", text).strip()
    return text if text in _AS_THEY_ARE else _BLANKS.sub("-", text).strip("-") or text[:1]


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
