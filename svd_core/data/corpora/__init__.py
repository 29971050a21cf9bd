"""The corpora that data sets are made from: one file each; CORPORA lists them.

A corpus is surveyed first (corpus.py), then a data set is built from the survey (data/building.py) and its lists are
searched for leaks (data/leaks.py). data/checking.py checks an existing data set.
"""

from __future__ import annotations

from svd_core.data.corpora.corpus import Corpus, LabelFileCorpus
from svd_core.data.corpora.jamendo import Jamendo
from svd_core.data.corpora.jamendo_lyrics import JamendoLyrics
from svd_core.data.corpora.label_folders import AudacityFolder, LabelFolder, TextGridFolder
from svd_core.data.corpora.medleydb import MedleyDb
from svd_core.data.corpora.musdb18 import Musdb18
from svd_core.data.corpora.rwc import Rwc
from svd_core.data.corpora.stem_folders import StemFolders
from svd_core.data.corpora.ultrastar import UltraStarSongs

__all__ = ["CORPORA", "LABEL_FILE_CORPORA", "Corpus", "LabelFileCorpus"]

LABEL_FILE_CORPORA: tuple[LabelFileCorpus, ...] = (StemFolders(), AudacityFolder(), TextGridFolder(), LabelFolder())
CORPORA: tuple[Corpus, ...] = (
    Jamendo(),
    Rwc(),
    MedleyDb(),
    Musdb18(),
    UltraStarSongs(),
    JamendoLyrics(),
    *LABEL_FILE_CORPORA,
)
