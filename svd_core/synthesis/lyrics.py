"""Words to sing: a small vocabulary in phoneme symbols, and lines of a wanted number of syllables."""

from __future__ import annotations

import numpy as np

from svd_core.synthesis.phonemes import DIPHTHONGS, VOWELS
from svd_core.synthesis.score import Syllable

# Phonemes by blanks, syllables by dots.
_VOCABULARY = """
night: n ai t
light: l ai t
home: h ou m
away: uh . w ei
over: ou . v er
morning: m o r . n I ng
silver: s I l . v er
river: r I . v er
never: n e . v er
falling: f o . l I ng
running: r uh . n I ng
summer: s uh . m er
window: w I n . d ou
shadow: sh ae . d ou
slowly: s l ou . l i
maybe: m ei . b i
tomorrow: t uh . m a . r ou
remember: r I . m e m . b er
believe: b I . l i v
inside: I n . s ai d
the: dh uh
and: ae n d
you: y u
me: m i
my: m ai
all: o l
no: n ou
so: s ou
we: w i
go: g ou
stay: s t ei
sing: s I ng
sea: s i
sky: s k ai
dream: d r i m
time: t ai m
town: t au n
love: l uh v
feel: f i l
fire: f ai er
voice: v oi s
show: sh ou
high: h ai
"""


def _syllable(text: str) -> Syllable:
    symbols = text.split()
    nucleus = next(i for i, symbol in enumerate(symbols) if symbol in VOWELS or symbol in DIPHTHONGS)
    rest = tuple(symbol for symbol in symbols[nucleus + 1 :] if symbol not in VOWELS)
    return Syllable(tuple(symbols[:nucleus]), symbols[nucleus], rest)


def _vocabulary() -> tuple[tuple[Syllable, ...], ...]:
    entries = (line.partition(":")[2] for line in _VOCABULARY.strip().splitlines())
    return tuple(tuple(_syllable(part) for part in entry.split(".")) for entry in entries)


WORDS = _vocabulary()


def line(n_syllables: int, rng: np.random.Generator) -> tuple[Syllable, ...]:
    """Random words with exactly so many syllables together; no word comes twice in a row."""
    sung: tuple[Syllable, ...] = ()
    last: tuple[Syllable, ...] = ()
    while len(sung) < n_syllables:
        fitting = [word for word in WORDS if len(word) <= n_syllables - len(sung) and word != last]
        last = fitting[rng.integers(len(fitting))]
        sung += last
    return sung
