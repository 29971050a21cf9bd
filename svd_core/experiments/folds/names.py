"""What the name of a model or of its posteriors says: recipe, fold and seed."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

MODEL_SUFFIX = ".safetensors"


@dataclass(frozen=True, order=True)
class FoldName:
    """One network of a recipe.

    Attributes:
        fold: the list of songs that it has not learned from; "" for a network that has learned from none of the songs.
        seed: None if the name has none.
    """

    recipe: str
    seed: int | None
    fold: str

    def __str__(self) -> str:
        parts = [self.recipe, self.fold, "" if self.seed is None else f"s{self.seed}"]
        return "-".join(part for part in parts if part)


def parse_name(stem: str, folds: Collection[str]) -> FoldName:
    """Read a name such as "wide-fold1-s0" or "wide-without-fold1-seed0"; folds: the names of the file lists.

    >>> parse_name("wide-without-fold1-seed0", ["fold1", "fold2"])
    FoldName(recipe='wide', seed=0, fold='fold1')
    >>> parse_name("free-s1", ["fold1", "fold2"])
    FoldName(recipe='free', seed=1, fold='')
    """
    alternatives = "|".join(re.escape(fold) for fold in sorted(folds, key=len, reverse=True)) or r"(?!)"
    pattern = rf"(?P<recipe>.+?)(-(without-)?(?P<fold>{alternatives}))?(-s(eed)?(?P<seed>\d{{1,9}}))?"
    found = re.fullmatch(pattern, stem, re.DOTALL)
    if found is None:
        return FoldName(stem, None, "")
    return FoldName(found["recipe"], int(found["seed"]) if found["seed"] else None, found["fold"] or "")
