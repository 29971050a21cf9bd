"""Choices of options that name things in modules which take long to import; a test holds them against those."""

from __future__ import annotations

OUTPUT_SUFFIXES = {
    "lab": ".lab",
    "audacity": ".txt",
    "csv": ".csv",
    "textgrid": ".TextGrid",
    "eaf": ".eaf",
    "jams": ".jams",
    "svl": ".svl",
    "raven": ".txt",
    "rttm": ".rttm",
    "mirex": ".lab",
    "rwc": ".txt",
    "medleydb": ".lab",
    "ultrastar": ".txt",
    "webvtt": ".vtt",
    "srt": ".srt",
    "tsv": ".tsv",
    "json": ".json",
}
"""What is written, with the suffixes of its files: every one of `annotation.formats.FORMATS`."""

PICTURE_FORMATS = ("png", "svg")
"""`plots.paper.FORMATS`."""

THEMES = ("light", "dark")
"""Names of `plots.palette.PALETTES`."""

ROBUSTNESS_TESTS = (
    "clean", "level", "ratio", "instruments", "lines", "noise", "mp3", "codecs", "reverberation"
)  # fmt: skip
"""Names of `experiments.robustness.suite.TESTS`."""
