"""Data sets made from what a person has: one file a kind of source; KINDS is the list of them.

A source is surveyed first (source.py), then a folder is built from what it holds (building.py) and its lists are
searched for leaks (leaks.py); an existing folder is looked over by checking.py.
"""

from __future__ import annotations

from svd_core.data.corpora.jamendo import Jamendo
from svd_core.data.corpora.jamendo_lyrics import JamendoLyrics
from svd_core.data.corpora.label_folders import AudacityFolder, LabelFolder, TextGridFolder
from svd_core.data.corpora.medleydb import MedleyDb
from svd_core.data.corpora.musdb18 import Musdb18
from svd_core.data.corpora.rwc import Rwc
from svd_core.data.corpora.source import Corpus
from svd_core.data.corpora.stem_folders import StemFolders
from svd_core.data.corpora.ultrastar import UltraStarSongs

__all__ = ["CORPORA", "Corpus"]

CORPORA: tuple[Corpus, ...] = (
    Jamendo(),
    Rwc(),
    MedleyDb(),
    Musdb18(),
    StemFolders(),
    UltraStarSongs(),
    JamendoLyrics(),
    AudacityFolder(),
    TextGridFolder(),
    LabelFolder(),
)
