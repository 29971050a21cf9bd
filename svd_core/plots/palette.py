"""The colours of SVD Studio, light and dark: pictures on paper and the window take them from here."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Palette:
    """Colours, each written `#rrggbb`.

    Attributes:
        page: background of pictures, and of surfaces in the window.
        track: the empty part of a bar.
        spectrogram: stops of the colour map, from the quietest level to the loudest.
        region_model: regions that detection found.
        region_hand: regions that a person drew or changed.
        region_file: regions read from a label file.
        lines: one colour for each line of a chart, told apart by the colour-blind too; the first is `region_model`.
    """

    name: str
    page: str
    text: str
    muted_text: str
    grid: str
    track: str
    spectrogram: tuple[str, ...]
    probability: str
    threshold: str
    region_model: str
    region_hand: str
    region_file: str
    lines: tuple[str, ...]


LIGHT = Palette(
    name="light",
    page="#ffffff",
    text="#1b2130",
    muted_text="#5f687a",
    grid="#e4e7ed",
    track="#e9ecf3",
    spectrogram=("#fcfcfe", "#eceff7", "#ccd4ea", "#a0abd6", "#7a7cbd", "#59509a", "#3a2a6c", "#1c1238"),
    probability="#c2410c",
    threshold="#9a3412",
    region_model="#0f8f7e",
    region_hand="#b7791f",
    region_file="#6d4fc4",
    lines=("#0f8f7e", "#c2410c", "#3b4cc0", "#b7791f", "#8b3a8f", "#4d5566"),
)

DARK = Palette(
    name="dark",
    page="#1c1f27",
    text="#e7eaf1",
    muted_text="#98a1b3",
    grid="#272c37",
    track="#272c38",
    spectrogram=("#0b0d13", "#121733", "#23295c", "#4a3d86", "#84519a", "#c46d93", "#f0a184", "#fff0cf"),
    probability="#8df0d4",
    threshold="#ffd479",
    region_model="#2fc6ad",
    region_hand="#f2b13c",
    region_file="#a78bfa",
    lines=("#2fc6ad", "#ff8a5c", "#93a4ff", "#f2b13c", "#d78bdc", "#aab4c6"),
)

PALETTES = {palette.name: palette for palette in (LIGHT, DARK)}
"""The palettes by name, as `--theme` takes them."""
