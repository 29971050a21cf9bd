"""Names of recipes in the paper's experiments: a preset and what is tried with it, such as "schlueter2017-pitch-30"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from svd_core.errors import DataError


def preset_and_trial(recipe: str, trials: Sequence[str], file: Path | None = None) -> tuple[str, str]:
    """The two parts of a recipe's name; DataError for a name, of this file, that ends with none of the trials.

    >>> preset_and_trial("schlueter2017-pitch-30", ["none", "pitch-30"])
    ('schlueter2017', 'pitch-30')
    """
    for trial in trials:
        if recipe.endswith(f"-{trial}") and recipe != f"-{trial}":
            return recipe.removesuffix(f"-{trial}"), trial
    raise DataError(
        f"{file or recipe}: its name, before the fold, does not end with {_either(trials)}. Rename it, to "
        f"PRESET-{trials[0]}-FOLD-sSEED for one, or leave it out."
    )


def _either(trials: Iterable[str]) -> str:
    *most, last = (f"-{trial}" for trial in trials)
    return f"{', '.join(most)} or {last}"
