"""Which frequencies the spectrogram's axis labels, and how they are written."""

from __future__ import annotations

LABELLED_HERTZ = (50, 100, 200, 400, 800, 1500, 3000, 6000)


def hertz_text(hertz: float) -> str:
    """A frequency as one reads it: `440 Hz`, `1.5 kHz`."""
    return f"{hertz:.0f} Hz" if hertz < 999.5 else f"{hertz / 1000:.1f} kHz"
