"""The cheapest way from the regions there are to those that are wanted, as steps that the program has.

Starts and ends alternate in both. A shortest path through the two rows of edges either takes an edge for one that is
wanted, takes two neighbouring edges away (delete a region, or merge two), or adds two (draw a region, or split one).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from svd_core.annotation.regions import Regions

Kind = Literal["keep", "delete", "merge", "draw", "split"]


@dataclass(frozen=True)
class Step:
    """One step of a plan.

    Attributes:
        found: index of the (first) edge there is; even for a start, odd for an end. Where two are added, of the next.
        wanted: index of the (first) edge wanted. Where two are taken away, of the next.
    """

    kind: Kind
    found: int
    wanted: int


@dataclass(frozen=True)
class Prices:
    """Seconds that steps cost; `move` is given the distance, `split` the length of the gap to be made, in seconds."""

    move: Callable[[float], float]
    delete: float
    merge: float
    draw: float
    split: Callable[[float], float]


def edges(regions: Regions) -> list[float]:
    """Starts and ends in order."""
    return [time for region in regions for time in (region.start, region.end)]


def cheapest(found: list[float], wanted: list[float], prices: Prices) -> list[Step]:
    """The steps that cost least together, in the order of time; both have even lengths, starts first."""
    rows, columns = len(found) + 1, len(wanted) + 1
    cost = [[float("inf")] * columns for _ in range(rows)]
    way: list[list[Step | None]] = [[None] * columns for _ in range(rows)]
    cost[0][0] = 0.0

    def offer(row: int, column: int, price: float, step: Step) -> None:
        total = cost[step.found][step.wanted] + price
        if total < cost[row][column]:
            cost[row][column], way[row][column] = total, step

    for row in range(rows):
        # Two edges at a time are added or taken away, so that a start never meets an end.
        for column in range(row % 2, columns, 2):
            is_start = row % 2 == 0
            if row < rows - 1 and column < columns - 1:
                price = prices.move(abs(found[row] - wanted[column]))
                offer(row + 1, column + 1, price, Step("keep", row, column))
            if row < rows - 2:
                kind: Kind = "delete" if is_start else "merge"
                offer(row + 2, column, prices.delete if is_start else prices.merge, Step(kind, row, column))
            if column < columns - 2:
                kind = "draw" if is_start else "split"
                price = prices.draw if is_start else prices.split(wanted[column + 1] - wanted[column])
                offer(row, column + 2, price, Step(kind, row, column))
    return _backwards(way)


def _backwards(way: list[list[Step | None]]) -> list[Step]:
    steps: list[Step] = []
    step = way[-1][-1]
    while step is not None:
        steps.append(step)
        step = way[step.found][step.wanted]
    return steps[::-1]
