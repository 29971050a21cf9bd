"""Remarks on how far results can be trusted: the model was trained on the songs tested, or there are too few."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from svd_core.experiments.robustness.recordings import Material
from svd_core.experiments.robustness.results import Remark
from svd_core.experiments.robustness.suite import ON_INSTRUMENTS, ON_SONGS, ON_STEMS
from svd_core.model.card import learned_songs


def remarks(metadata: Mapping[str, Any], material: Material, names: Sequence[str]) -> Iterator[Remark]:
    """The remarks on the results of these tests, for a model with this metadata in its card."""
    songs = tuple(test.name for test in ON_SONGS if test.name in names)
    stems = tuple(test.name for test in ON_STEMS if test.name in names)
    instruments = tuple(test.name for test in ON_INSTRUMENTS if test.name in names)
    if songs:
        known = learned_songs(metadata) & {song.name for song in material.songs}
        yield from _on_recordings(songs, len(known), len(material.songs), _DEMO)
    if stems:
        known = learned_songs(metadata, "stem_songs") & {song.name for song in material.stems}
        yield from _on_recordings(stems, len(known), len(material.stems), _SYNTHETIC_STEMS)
    if instruments:
        yield from _on_recordings(instruments, 0, len(material.instruments), _SYNTHETIC_BANDS)
        yield from _on_unnamed(instruments, metadata, material)


_DEMO = "No labelled songs were given: this is the demo song alone, which is synthetic"
_SYNTHETIC_STEMS = "No stems were given: these are two synthetic songs"
_SYNTHETIC_BANDS = "No recordings without singing were given: these are two synthetic bands"


def _on_recordings(tests: tuple[str, ...], known: int, number: int, shipped: str) -> Iterator[Remark]:
    """The remarks on tests of `number` recordings, `known` of them learned from; without any, `shipped` were used."""
    if not number:
        yield Remark(tests, f"{shipped}. That is little evidence of how the model does on real music.")
    if known:
        part = f"all {number}" if known == number else f"{known} of the {number}"
        text = f"The model learned from {part} songs tested here. These figures flatter it: on new ones it does worse."
        yield Remark(tests, text)


def _on_unnamed(tests: tuple[str, ...], metadata: Mapping[str, Any], material: Material) -> Iterator[Remark]:
    """The remark on recordings that the model may have learned from, because its card gives only their number."""
    data = metadata.get("data")
    number = data.get("instrumentals") if isinstance(data, Mapping) else None
    if number and material.instruments:
        text = f"The model learned from {number} recordings without singing, which its card does not name."
        yield Remark(tests, f"{text} Where they are among these, there are fewer false alarms than on new ones.")
