"""Sonic Visualiser: region layers in .svl, and in sessions (.sv), with times in samples.

Both are XML; sessions are compressed, which `read_label_text` undoes. A layer's model names a data set of points, each
with frame, duration and label.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from svd_core.annotation.formats.covering import one_line
from svd_core.annotation.formats.label_format import (
    NO_CHECKED,
    NO_CONFIDENCES,
    NO_LENGTH,
    NO_PROPOSAL,
    NO_SOURCES,
    NO_TOUCHED,
    UNNAMED,
    LabelFormat,
    Loss,
    SongFacts,
)
from svd_core.annotation.formats.label_rows import HowToRead, LabelFile
from svd_core.annotation.formats.label_text import MAX_SECONDS, Place, shown
from svd_core.annotation.formats.tiers import TIER, Tier, layout_of, tier_of
from svd_core.annotation.formats.xml_elements import Element, escaped, parse_xml, root_tag
from svd_core.annotation.regions import Regions, normalised
from svd_core.annotation.spans import Spans
from svd_core.errors import FormatError

_MAX_RATE = 1e7
_WHOLE = re.compile(r"-?\d{1,15}", re.ASCII)


class SonicVisualiserLayer(LabelFormat):
    """The format in which Sonic Visualiser exports a layer; a layer of regions is written."""

    name = "svl"
    title = "Sonic Visualiser regions"
    suffix = ".svl"
    kind = "tiers"
    counts_samples = True
    loses = (
        NO_LENGTH,
        Loss("precision", "times between two samples"),
        NO_SOURCES,
        NO_CONFIDENCES,
        NO_PROPOSAL,
        NO_CHECKED,
        NO_TOUCHED,
    )
    resolution = 1 / 44100

    def recognises(self, text: str) -> bool:
        """Whether the outermost element is Sonic Visualiser's."""
        return root_tag(text) == "sv"

    def tiers(self, text: str, file: str) -> tuple[str, ...]:
        """The names of the region layers; FormatError."""
        return tuple(tier.name for tier in _layers(parse_xml(text, file), file))

    def read(self, text: str, file: str, how: HowToRead, duration: float | None = None) -> LabelFile:
        """The regions of the layer that is about singing."""
        layers = _layers(parse_xml(text, file), file)
        layer = tier_of(layers, file, how.tier, "region layer")
        return LabelFile(file, self.title, layout_of(layers, layer, "layer"), layer.rows(file, unlabelled=True))

    def write(self, regions: Regions, duration: float, checked: Spans | None = None, song: SongFacts = UNNAMED) -> str:
        """A layer of regions, in samples of the song's sound, in which Sonic Visualiser counts."""
        rate, points = song.sample_rate, []
        for region in normalised(regions, duration):
            # Cut and not rounded, as `time_text` has it; the tolerance is for times that were samples before.
            first, last = (math.floor(time * rate + 1e-6) for time in (region.start, region.end))
            if first < last:
                label = escaped(one_line(region.label))
                points.append(f'      <point frame="{first}" value="0" duration="{last - first}" label="{label}"/>\n')
        end = math.floor(duration * rate)
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE sonic-visualiser>\n<sv>\n  <data>\n'
            f'    <model id="1" name="{TIER}" sampleRate="{rate}" start="0" end="{end}" type="sparse" dimensions="3" '
            'resolution="1" notifyOnAdd="true" dataset="0" subtype="region" minimum="0" maximum="0" units=""/>\n'
            f'    <dataset id="0" dimensions="3">\n{"".join(points)}    </dataset>\n  </data>\n  <display>\n'
            f'    <layer id="2" type="regions" name="{TIER}" model="1" verticalScale="1" plotStyle="0" '
            'colourName="Purple" colour="#c832ff" darkBackground="false"/>\n  </display>\n</sv>\n'
        )


def _layers(document: Element, file: str) -> tuple[Tier, ...]:
    """The layers whose points have durations: regions, and notes, which are as long as they sound."""
    sets = {each.attributes.get("id", ""): each for each in document.below("dataset")}
    names = {
        layer.attributes.get("model", ""): layer.attributes.get("presentationName") or layer.attributes.get("name", "")
        for layer in document.below("layer")
    }
    layers = []
    for model in document.below("model"):
        points = sets.get(model.attributes.get("dataset", ""))
        if points is None or not _is_of_regions(model, points):
            continue
        rate = _number(model, "sampleRate", file)
        if not 0 < rate <= _MAX_RATE:
            raise Place(file, model.line).error(f"sampleRate {rate:g} is none; export the layer again")
        name = names.get(model.attributes.get("id", ""), "") or model.attributes.get("name", "")
        layers.append(_layer(name, points, rate, file))
    if not layers:
        raise FormatError(
            f"{file}: there is no layer of regions in it. Instants and curves have no lengths: export a region layer "
            "from Sonic Visualiser"
        )
    return tuple(layers)


def _is_of_regions(model: Element, points: Element) -> bool:
    if model.attributes.get("subtype") in ("region", "note", "flexinote"):
        return True
    return any("duration" in point.attributes for point in points.all("point"))


def _layer(name: str, points: Element, rate: float, file: str) -> Tier:
    rows = list(_rows(points, rate, file))
    return Tier(name, tuple(row for row, _ in rows), lines=tuple(line for _, line in rows))


def _rows(points: Element, rate: float, file: str) -> Iterator[tuple[tuple[float, float, str], int]]:
    for point in points.all("point"):
        first, length = _number(point, "frame", file), _number(point, "duration", file)
        if length < 0 or first + length < 0:
            raise Place(file, point.line).error(f"duration {length:g} at {first:g} ends before the song; correct it")
        start, end = first / rate, (first + length) / rate
        if end > MAX_SECONDS:
            raise Place(file, point.line).error(f"{end:.0f} s is longer than any song; export the layer again")
        # Time before the recording's start is cut off: no sound is there.
        yield (max(start, 0.0), end, point.attributes.get("label", "")), point.line


def _number(element: Element, key: str, file: str) -> float:
    text = element.attributes.get(key, "0" if key == "duration" else "")
    if not _WHOLE.fullmatch(text):
        raise Place(file, element.line).error(f"{key} {shown(text)} is no number of samples; export the layer again")
    return float(text)


SVL = SonicVisualiserLayer()
