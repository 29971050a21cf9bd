"""Choices of options that name things in modules which take long to import; a test holds them against those."""

from __future__ import annotations

LABEL_SUFFIXES = {"lab": ".lab", "audacity": ".txt", "csv": ".csv", "textgrid": ".TextGrid", "json": ".json"}
"""Formats of labels with the suffixes of their files: those of `annotation.formats` that can be written, and json."""

PICTURE_FORMATS = ("png", "svg")
"""`plots.paper.FORMATS`."""

THEMES = ("light", "dark")
"""Names of `plots.palette.PALETTES`."""

STRESS_TESTS = ("clean", "level", "ratio", "instruments", "lines", "mp3", "reverberation")
"""Names of `experiments.robustness.suite.TESTS`."""
