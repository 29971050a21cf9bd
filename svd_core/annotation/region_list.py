"""A song's regions as a list to look through: which are shown, and in what order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from svd_core.annotation.frame_targets import BoolArray
from svd_core.annotation.regions import Regions, Source
from svd_core.annotation.spans import Spans, lies_within
from svd_core.audio.features import FloatArray

Column = Literal["start", "end", "length", "label", "source", "confidence", "checked"]


@dataclass(frozen=True)
class RegionFilter:
    """What a region must be to be listed; what is empty or false asks for nothing.

    Attributes:
        text: a part of the label, in letters of any case.
        doubtful: only those that a model proposed and is not sure of.
        unchecked: only those of which some part is not checked.
    """

    text: str = ""
    label: str | None = None
    source: Source | None = None
    doubtful: bool = False
    unchecked: bool = False


@dataclass(frozen=True)
class ListedRegions:
    """Regions with what is known of them, one value each.

    Attributes:
        checked: which lie wholly in checked time.
        doubtful: which a model proposed and is not sure of.
    """

    regions: Regions = ()
    checked: tuple[bool, ...] = ()
    doubtful: tuple[bool, ...] = ()

    @classmethod
    def of(cls, regions: Regions, checked: Spans, are_doubtful: Callable[[FloatArray], BoolArray]) -> ListedRegions:
        """The regions of a song; `are_doubtful` is asked once, of the confidences of all, NaN where there is none."""
        confidences = np.array([np.nan if region.confidence is None else region.confidence for region in regions])
        return cls(
            regions,
            tuple(lies_within(region.start, region.end, checked) for region in regions),
            tuple(are_doubtful(confidences.astype(np.float32)).tolist()),
        )

    def chosen(self, wanted: RegionFilter) -> list[int]:
        """The indices of the regions that a filter lets through, ascending."""
        text = wanted.text.strip().casefold()
        return [
            index
            for index, region in enumerate(self.regions)
            if text in region.label.casefold()
            and wanted.label in (None, region.label)
            and wanted.source in (None, region.source)
            and (self.doubtful[index] or not wanted.doubtful)
            and not (self.checked[index] and wanted.unchecked)
        ]

    def ordered(self, indices: Sequence[int], column: Column, descending: bool = False) -> list[int]:
        """Indices of regions in the order of a column; equal ones, and without a value the last ones, by time."""
        keys: dict[Column, Callable[[int], Any]] = {
            "start": lambda index: self.regions[index].start,
            "end": lambda index: self.regions[index].end,
            "length": lambda index: self.regions[index].length,
            "label": lambda index: self.regions[index].label.casefold(),
            "source": lambda index: self.regions[index].source,
            "confidence": lambda index: self.regions[index].confidence,
            "checked": lambda index: self.checked[index],
        }
        key = keys[column]
        known = sorted((index for index in indices if key(index) is not None), key=key, reverse=descending)
        return known + [index for index in indices if key(index) is None]
