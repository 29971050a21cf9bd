"""All label formats: those that are written, by name, and those that are read, by content."""

from __future__ import annotations

from svd_core.annotation.formats.audacity import AUDACITY
from svd_core.annotation.formats.csv_table import CSV_TABLE
from svd_core.annotation.formats.eaf import ELAN
from svd_core.annotation.formats.jamendo import JAMENDO
from svd_core.annotation.formats.jams_file import JAMS
from svd_core.annotation.formats.label_format import LabelFormat
from svd_core.annotation.formats.lrc import LRC
from svd_core.annotation.formats.medleydb import MEDLEYDB
from svd_core.annotation.formats.mirex import MIREX
from svd_core.annotation.formats.raven import RAVEN
from svd_core.annotation.formats.rttm import RTTM
from svd_core.annotation.formats.rwc import RWC
from svd_core.annotation.formats.sonic_visualiser import SVL
from svd_core.annotation.formats.srt import SRT
from svd_core.annotation.formats.svd_json import SVD_JSON
from svd_core.annotation.formats.table_format import ANY_TABLE
from svd_core.annotation.formats.textgrid import TEXTGRID
from svd_core.annotation.formats.tsv_table import TSV_TABLE
from svd_core.annotation.formats.ultrastar import ULTRASTAR
from svd_core.annotation.formats.webvtt import WEBVTT

# In the order in which dialogs and the command line list them.
FORMATS: tuple[LabelFormat, ...] = (
    JAMENDO,
    AUDACITY,
    CSV_TABLE,
    TEXTGRID,
    ELAN,
    JAMS,
    SVL,
    RAVEN,
    RTTM,
    MIREX,
    RWC,
    MEDLEYDB,
    ULTRASTAR,
    WEBVTT,
    SRT,
    TSV_TABLE,
    SVD_JSON,
)
"""The formats that are written."""

# What is most particular comes first; tables of any kind come last.
_BY_CONTENT: tuple[LabelFormat, ...] = (
    TEXTGRID,
    ELAN,
    SVL,
    JAMS,
    SVD_JSON,
    ULTRASTAR,
    WEBVTT,
    SRT,
    LRC,
    RTTM,
    RWC,
    MEDLEYDB,
    RAVEN,
    CSV_TABLE,
    TSV_TABLE,
    JAMENDO,
    AUDACITY,
    MIREX,
    ANY_TABLE,
)
"""Every format that is read."""


def format_named(name: str) -> LabelFormat:
    """The written format of a name such as "lab"; KeyError, listing the names, if there is none."""
    for format_ in FORMATS:
        if format_.name == name:
            return format_
    raise KeyError(f"no label format {name!r}; there are {', '.join(format_.name for format_ in FORMATS)}")


def format_of(text: str, file: str = "") -> LabelFormat:
    """The format that a text is of, by its content.

    A text that looks like no format is tried as what the suffix of `file` says, so that the error says what is wrong
    with it as that; without such a suffix, as a table.
    """
    found = next(format_ for format_ in _BY_CONTENT if format_.recognises(text))
    if found is not ANY_TABLE:
        return found
    suffix = file[file.rfind(".") :].casefold() if "." in file else ""
    structured = (TEXTGRID, ELAN, SVL, JAMS, WEBVTT, SRT, LRC, RTTM)
    return next((format_ for format_ in structured if format_.suffix.casefold() == suffix), found)
