"""Data sets made from what a person has: one file a kind of source; KINDS is the list of them.

A source is surveyed first (source.py), then a folder is built from what it holds (building.py) and its lists are
searched for leaks (leaks.py); an existing folder is looked over by checking.py.
"""

from __future__ import annotations

from svd_core.datasets.jamendo import Jamendo
from svd_core.datasets.jamendo_lyrics import JamendoLyrics
from svd_core.datasets.label_folders import AudacityFolder, LabelFolder, TextGridFolder
from svd_core.datasets.medleydb import MedleyDb
from svd_core.datasets.musdb18 import Musdb18
from svd_core.datasets.rwc import Rwc
from svd_core.datasets.source import Kind
from svd_core.datasets.stem_folders import StemFolders
from svd_core.datasets.ultrastar import UltraStarSongs

__all__ = ["KINDS", "Kind"]

KINDS: tuple[Kind, ...] = (
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
