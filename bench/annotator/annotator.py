"""Annotates a song by the program's own edits, until every edge is near enough, and keeps account of the effort."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from bench.annotator.effort import Effort, nudge_keys
from bench.annotator.plan import Prices, Step, cheapest, edges
from svd_core.annotation import region_edits
from svd_core.annotation.edits_of_many import delete_within
from svd_core.annotation.region_edits import Grip
from svd_core.annotation.regions import Region, Regions
from svd_core.annotation.tapping import Times, tapped
from svd_core.config import FeatureConfig

FRAME = 1 / FeatureConfig().frame_rate
NOWHERE: Times = np.zeros(0)
MOST_ROUNDS = 8
"""How often what is still too far is gone through again before something must be wrong."""

# Space stops the song and goes on afterwards; what is wrong with one region is mended at one stop.
_STOP_AND_GO = Effort(keys=2, decisions=1)
# Tab or Shift+Tab; the program plays around the edge.
_GO_TO_EDGE = Effort(keys=1, auditions=1)
_HEAR = Effort(auditions=1)
_DRAG = Effort(drags=1)
_DELETE = _GO_TO_EDGE + Effort(keys=1)
# The region before the gap must be the selected one, two edges back.
_MERGE = _GO_TO_EDGE + _GO_TO_EDGE + Effort(keys=1) + _HEAR
_DRAW = _DRAG + _GO_TO_EDGE + _GO_TO_EDGE
# Select the gap with the mouse, Delete, and hear the two new edges.
_CUT = _DRAG + Effort(keys=1) + _GO_TO_EDGE + _GO_TO_EDGE
# Click into the middle of the gap and S; then the two edges are moved away from there.
_SPLIT = Effort(clicks=1, keys=1)
_BY_MOUSE = _DRAG + _GO_TO_EDGE


def _by_keys(n_frames: int) -> Effort:
    """Hear the edge to judge how far it must go, move it, and hear it there."""
    return _GO_TO_EDGE + Effort(keys=nudge_keys(n_frames)) + _HEAR


@dataclass
class Annotator:
    """Works on one song of `duration` seconds until each of its edges is within `tolerance` of the one wanted.

    Attributes:
        aim: standard deviation, in seconds, of where an edge comes to lie that was drawn or dragged with the mouse.
        searches: how often the surroundings of an edge are heard before the mouse sets it.
        effort: what it has cost so far.
        stopped_at: indices of the regions wanted at which the song was stopped already.
    """

    wanted: Regions
    duration: float
    tolerance: float
    aim: float
    rng: np.random.Generator
    regions: Regions = ()
    searches: int = 0
    effort: Effort = field(default_factory=Effort)
    stopped_at: set[int] = field(default_factory=set)

    def draw_all(self) -> None:
        """Draw every region with the mouse, hear both of its edges, and nudge what came out too far."""
        for index in range(len(self.wanted)):
            self._draw(index)
        self._finish()

    def tap_all(self, deviation: float, rises: Times = NOWHERE) -> None:
        """Hold a key for as long as there is singing while the song plays, then go from edge to edge, hear and nudge.

        `deviation` is the standard deviation, in seconds, of an edge that was tapped, reaction time taken off; starts
        are drawn towards `rises` of a model's curve as the program does it. A region lost because the taps met is
        drawn.
        """
        for region in self.wanted:
            start, end = np.clip(self.rng.normal((region.start, region.end), deviation), 0.0, self.duration)
            self.effort += Effort(keys=2)
            new = tapped(float(start), float(end), 0.0, rises, self.duration)
            if new is not None:
                self.regions = region_edits.insert(self.regions, new, self.duration)
        for _ in edges(self.regions):
            self.effort += _GO_TO_EDGE
        # Nobody stops a song that does not play.
        self.stopped_at.update(range(len(self.wanted)))
        self.correct()

    def correct(self) -> None:
        """Bring the regions there are to the ones wanted in the cheapest way."""
        half = _STOP_AND_GO.seconds / 2
        prices = Prices(
            lambda distance: self._price(distance, half),
            _DELETE.seconds + 2 * half,
            _MERGE.seconds + 2 * half,
            (_DRAW + self._search + self._search).seconds + 2 * half,
            lambda gap: min(self._price_of_cut, self._price_of_split(gap)) + 2 * half,
        )
        steps = cheapest(edges(self.regions), edges(self.wanted), prices)
        for step in reversed(steps):
            self._take_away(step)
        self._move_kept([step.wanted for step in steps if step.kind == "keep"])
        for step in steps:
            self._add(step)
        self._finish()

    def too_far(self) -> list[int]:
        """Indices of the edges that lie farther from the ones wanted than allowed; both must be as many."""
        pairs = zip(edges(self.regions), edges(self.wanted), strict=True)
        return [index for index, (is_at, wanted) in enumerate(pairs) if abs(is_at - wanted) > self.tolerance]

    def _price(self, distance: float, stop: float) -> float:
        """Seconds that it costs to bring an edge so much farther; nothing where it is near enough."""
        if distance <= self.tolerance:
            return 0.0
        return stop + min(_by_keys(round(distance / FRAME)).seconds, self._by_mouse.seconds)

    @property
    def _search(self) -> Effort:
        """What is heard before the mouse sets an edge."""
        return Effort(auditions=self.searches)

    @property
    def _by_mouse(self) -> Effort:
        return _BY_MOUSE + self._search

    @property
    def _price_of_cut(self) -> float:
        return (_CUT + self._search + self._search).seconds

    def _price_of_split(self, gap: float) -> float:
        return _SPLIT.seconds + 2 * self._price(gap / 2, 0.0)

    def _stop(self, region: int) -> None:
        """Stop at a region wanted and go on after it, unless that was done already."""
        if region not in self.stopped_at:
            self.stopped_at.add(region)
            self.effort += _STOP_AND_GO

    def _take_away(self, step: Step) -> None:
        if step.kind == "delete":
            self.effort += _STOP_AND_GO + _DELETE
            self.regions = region_edits.delete(self.regions, step.found // 2)
        elif step.kind == "merge":
            self._stop(step.wanted // 2)
            self.effort += _MERGE
            self.regions = region_edits.merge(self.regions, step.found // 2)

    def _move_kept(self, wanted_edges: list[int]) -> None:
        """Move the edges that are left to those wanted of these indices, as far as they are not near enough.

        Those that go later are moved from the last on and those that go earlier from the first on, so that none
        stops at one that has still to go; a person meets them in the order of time, at the same cost.
        """
        all_wanted = edges(self.wanted)
        gaps = {index: all_wanted[wanted] - edges(self.regions)[index] for index, wanted in enumerate(wanted_edges)}
        later = [index for index, gap in gaps.items() if gap > self.tolerance]
        earlier = [index for index, gap in gaps.items() if -gap > self.tolerance]
        for index in (*reversed(later), *earlier):
            self._move(index, wanted_edges[index])

    def _move(self, edge: int, wanted: int) -> None:
        """Bring an edge to the one wanted, by keys or by the mouse, whichever is quicker, and hear it."""
        self._stop(wanted // 2)
        target = edges(self.wanted)[wanted]
        n_frames = round(target / FRAME) - round(edges(self.regions)[edge] / FRAME)
        if _by_keys(n_frames).seconds <= self._by_mouse.seconds:
            self.effort += _by_keys(n_frames)
            # As the program nudges: on the grid of frames.
            self._drag(edge, round(target / FRAME) * FRAME)
        else:
            self.effort += self._by_mouse
            self._drag(edge, self._aimed(target))

    def _add(self, step: Step) -> None:
        if step.kind == "draw":
            self._draw(step.wanted // 2)
        elif step.kind == "split":
            # All edges before it are placed.
            index = step.wanted // 2
            region, gap = self.regions[index], (self.wanted[index].end, self.wanted[index + 1].start)
            self._stop(index)
            if self._price_of_cut < self._price_of_split(gap[1] - gap[0]):
                self._cut(index, gap)
                return
            self.effort += _SPLIT
            shortest = region_edits.MIN_LENGTH
            middle = min(max(sum(gap) / 2, region.start + shortest), region.end - shortest)
            self.regions = region_edits.split(self.regions, index, middle)
            for edge, wanted in ((2 * index + 1, step.wanted), (2 * index + 2, step.wanted + 1)):
                if abs(edges(self.regions)[edge] - edges(self.wanted)[wanted]) > self.tolerance:
                    self._move(edge, wanted)

    def _cut(self, index: int, gap: tuple[float, float]) -> None:
        """Delete a gap, as the mouse has selected it, out of a region, of which something stays on both sides."""
        self.effort += _CUT + self._search + self._search
        region, shortest = self.regions[index], region_edits.MIN_LENGTH
        low, high = region.start + shortest, region.end - shortest
        start, end = (min(max(self._aimed(time), low), high) for time in gap)
        if end - start < shortest:
            start, end = max(min(gap[0], high - shortest), low), min(max(gap[1], low + shortest), high)
        self.regions = delete_within(self.regions, start, end)

    def _draw(self, index: int) -> None:
        """Draw a region wanted in empty time; where the mouse slipped into a neighbour, it is cut there."""
        self._stop(index)
        self.effort += _DRAW + self._search + self._search
        region = self.wanted[index]
        start, end = self._aimed(region.start), self._aimed(region.end)
        if end - start < region_edits.MIN_LENGTH:
            start, end = region.start, region.end
        self.regions = region_edits.insert(self.regions, Region(start, end, source="hand"), self.duration)

    def _nudge(self, edge: int) -> None:
        """Move an edge that the mouse has just left too far, and that was heard there."""
        target = edges(self.wanted)[edge]
        n_frames = round(target / FRAME) - round(edges(self.regions)[edge] / FRAME)
        self.effort += Effort(keys=nudge_keys(n_frames)) + _HEAR
        self._drag(edge, round(target / FRAME) * FRAME)

    def _drag(self, edge: int, target: float) -> None:
        grip = Grip("start" if edge % 2 == 0 else "end", edge // 2)
        self.regions = region_edits.drag(self.regions, grip, target, self.duration)

    def _aimed(self, target: float) -> float:
        return float(np.clip(self.rng.normal(target, self.aim), 0.0, self.duration))

    def _finish(self) -> None:
        """Go to each edge that the mouse left too far, and nudge it."""
        for _ in range(MOST_ROUNDS):
            far = self.too_far()
            if not far:
                return
            for edge in far:
                self._nudge(edge)
        raise RuntimeError(f"edges {self.too_far()} cannot be brought to where they are wanted")
