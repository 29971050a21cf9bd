"""Which frequencies the axes of spectrograms label, and how they are written."""

from __future__ import annotations

LABELLED_HERTZ = (50, 100, 200, 400, 800, 1500, 3000, 6000)
OCTAVES_HERTZ = (55, 110, 220, 440, 880, 1760, 3520, 7040)
"""The notes A1 to A8."""


def hertz_text(hertz: float, decimals: int = 1) -> str:
    """Write a frequency with its unit, `440 Hz` or `1.5 kHz`; `decimals` are those of kilohertz."""
    return f"{hertz:.0f} Hz" if hertz < 999.5 else f"{hertz / 1000:.{decimals}f} kHz"
