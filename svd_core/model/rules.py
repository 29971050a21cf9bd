"""Which frames are sung: the rules that decide on smoothed probabilities.

All rules work on the probabilities of one song, shape (n,), float32, and give a mask of shape (n,), bool. They need
milliseconds for a song, so that a slider can move while the regions follow.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from svd_core.annotation.frame_targets import BoolArray
from svd_core.audio.features import FloatArray, FrameGrid
from svd_core.config import PostprocessingConfig

_LARGEST_LOGIT = 8.0
_OTSU_BINS = 160


@dataclass(frozen=True)
class Levels:
    """The probabilities that decide in one song: a region holds one above `enter` and lasts while all exceed `leave`.

    They are equal but for the rule of two thresholds.
    """

    enter: float
    leave: float


def levels(smoothed: FloatArray, config: PostprocessingConfig) -> Levels:
    """The levels of one song; those of the rule "otsu" follow from its probabilities."""
    if config.rule == "hysteresis":
        return Levels(config.threshold, min(config.leave_threshold, config.threshold))
    if config.rule == "otsu":
        own = _own_threshold(smoothed, config)
        return Levels(own, own)
    return Levels(config.threshold, config.threshold)


def sung_frames(smoothed: FloatArray, grid: FrameGrid, config: PostprocessingConfig) -> BoolArray:
    """The frames that are sung by the config's rule, before short gaps and regions are removed."""
    found = levels(smoothed, config)
    above = np.asarray(smoothed > found.leave, np.bool_)
    if config.rule == "hysteresis":
        return _with_a_peak(smoothed, above, found.enter)
    if config.rule == "viterbi":
        return _most_likely(smoothed, above, grid, config)
    return above


def rule_in_words(config: PostprocessingConfig, threshold_origin: str = "") -> str:
    """The rule with its settings, for reports; `threshold_origin` follows the threshold."""
    threshold = f"threshold {config.threshold:g}{threshold_origin}"
    if config.rule == "hysteresis":
        return f"{threshold} to begin and {min(config.leave_threshold, config.threshold):g} to go on"
    if config.rule == "otsu":
        return f"{threshold} moved towards each song's own by {config.otsu_share:g}, at least {config.otsu_floor:g}"
    if config.rule == "viterbi":
        return f"{threshold}, most likely course at a cost of {config.viterbi_cost:g} a change"
    return threshold


def flips(mask: BoolArray) -> NDArray[np.intp]:
    """Frames at which the mask changes, ascending; outside the song it counts as false. Starts and ends alternate."""
    return np.flatnonzero(np.diff(mask, prepend=False, append=False))


def logits(probabilities: FloatArray) -> NDArray[np.float64]:
    """The logits of probabilities, within ±8: beyond that they say nothing that could be relied on."""
    limit = 1 / (1 + np.exp(-_LARGEST_LOGIT))
    inside = np.clip(probabilities.astype(np.float64), 1 - limit, limit)
    return np.clip(np.log(inside / (1 - inside)), -_LARGEST_LOGIT, _LARGEST_LOGIT)


def otsu_threshold(smoothed: FloatArray) -> float:
    """The probability that splits a song's logits into the two groups with the largest variance between them.

    After N. Otsu, "A threshold selection method from gray-level histograms", 1979, on a histogram of 160 bins. In a
    song with one group only, the split means nothing. One half where there is no frame; NaN counts as none.
    """
    smoothed = smoothed[~np.isnan(smoothed)]
    if not len(smoothed):
        return 0.5
    counts, ends = np.histogram(logits(smoothed), _OTSU_BINS, (-_LARGEST_LOGIT, _LARGEST_LOGIT))
    below = np.cumsum(counts)
    sums = np.cumsum(counts * (ends[1:] + ends[:-1]) / 2)
    between = (sums[-1] * below / below[-1] - sums) ** 2 / np.maximum(below * (below[-1] - below), 1)
    # Any split within an empty stretch is as good; its middle is as far from either group as can be.
    best = np.flatnonzero(between == between.max())
    return float(1 / (1 + np.exp(-(ends[1 + best[0]] + ends[1 + best[-1]]) / 2)))


def _own_threshold(smoothed: FloatArray, config: PostprocessingConfig) -> float:
    """The threshold between the common one and the song's own, at least the floor."""
    common, own = logits(np.array([config.threshold, otsu_threshold(smoothed)]))
    between = 1 / (1 + np.exp(-((1 - config.otsu_share) * common + config.otsu_share * own)))
    return max(float(between), config.otsu_floor)


def _with_a_peak(smoothed: FloatArray, mask: BoolArray, enter: float) -> BoolArray:
    """The runs of the mask in which a probability exceeds `enter`."""
    changes = flips(mask)
    if not len(changes):
        return mask
    starts, ends = changes[0::2], changes[1::2]
    # One element more, because reduceat takes no index beyond the last.
    peaks = np.maximum.reduceat(np.append(smoothed, np.float32(-1)), changes)[0::2]
    kept = np.zeros(len(mask) + 1, np.int8)
    high = peaks > enter
    kept[starts[high]] += 1
    kept[ends[high]] -= 1
    return np.cumsum(kept[:-1]).astype(np.bool_)


def _most_likely(smoothed: FloatArray, above: BoolArray, grid: FrameGrid, config: PostprocessingConfig) -> BoolArray:
    """The course of sung and unsung stretches with the highest sum of logits over sung frames, less the changes' cost.

    A Viterbi search over two states: logits count from the threshold's; before and after the song nobody sings; no
    region and no gap between two regions is shorter than the config's min_length and min_gap. States change at
    crossings of the threshold only, which without shortest lengths is where the best course changes anyway.
    """
    evidence = logits(smoothed) - logits(np.array([config.threshold]))[0]
    # Beginnings and ends of all runs above and below the threshold, the song's ends among them.
    changes = np.flatnonzero(np.diff(above)) + 1
    places = np.concatenate([[0], changes, [len(above)]]) if len(above) else np.zeros(1, np.intp)
    total = np.concatenate([[0.0], np.cumsum(evidence)])[places]
    shortest = (config.min_length * grid.frame_rate, config.min_gap * grid.frame_rate)
    mask = np.zeros(len(above), np.bool_)
    for start, end in _best_regions(places.tolist(), total.tolist(), config.viterbi_cost, shortest):
        mask[start:end] = True
    return mask


def _best_regions(
    places: list[int], total: list[float], cost: float, shortest: tuple[float, float]
) -> list[tuple[int, int]]:
    """The regions of the best course, as frames; regions and gaps begin and end at `places`, ascending.

    `total` is the evidence for singing before each place, `shortest` the fewest frames of a region and of a gap.
    """
    last = len(places) - 1
    minus_infinity = float("-inf")
    # By place: the best sum of courses in which a gap, or a region, ends there; and where that one began.
    after_gap, after_region = [0.0] * (last + 1), [minus_infinity] * (last + 1)
    gap_from, region_from = [0] * (last + 1), [0] * (last + 1)
    best_start, start_of_best, starts_seen = minus_infinity, 0, 0
    best_end, end_of_best, ends_seen = minus_infinity, 0, 0
    slack = 1e-6  # Lengths in frames are products of floats.
    for place in range(1, last + 1):
        while starts_seen < place and places[place] - places[starts_seen] >= shortest[0] - slack:
            value = after_gap[starts_seen] - total[starts_seen] - cost
            if value > best_start:
                best_start, start_of_best = value, starts_seen
            starts_seen += 1
        after_region[place], region_from[place] = best_start + total[place], start_of_best
        # The gap after the last region may be of any length, as the one before the first.
        fewest = 1 if place == last else shortest[1] - slack
        while ends_seen < place and places[place] - places[ends_seen] >= fewest:
            value = after_region[ends_seen] - cost
            if value > best_end:
                best_end, end_of_best = value, ends_seen
            ends_seen += 1
        if best_end > 0:
            after_gap[place], gap_from[place] = best_end, end_of_best
    regions: list[tuple[int, int]] = []
    place = last if after_region[last] - cost > after_gap[last] else gap_from[last]
    while place:
        regions.append((places[region_from[place]], places[place]))
        place = gap_from[region_from[place]]
    return regions[::-1]
