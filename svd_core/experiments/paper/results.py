"""The scores of an experiment so far, and the CSV file with them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from svd_core.experiments.paper.experiment import WITHOUT, Experiment
from svd_core.experiments.paper.scoring import Score, interval_of_mean, means_over_seeds
from svd_core.files.table_cells import name_cell

_COUNTS = ("true_positive", "false_positive", "true_negative", "false_negative")
_RATES = ("error", "recall", "specificity", "precision", "f1", "auroc", "threshold")
COLUMNS = (
    *("system", "seed", "scope", "name", "fold", "act", "frames"),
    *(*_COUNTS, *_RATES, "error_low", "error_high", "model"),
)
# The file's words for an artist are those of its first version, so that scripts which read it go on working.
_SCOPES_ON_DISK = {"artist": "act", "artists": "acts"}


@dataclass(frozen=True)
class Results:
    """The scores of an experiment so far.

    Attributes:
        scores: scores of single seeds; only of seeds for which all folds are scored.
        trained: number of networks that are trained and scored.
        wanted: number of networks of the whole experiment.
    """

    experiment: Experiment
    scores: tuple[Score, ...]
    trained: int
    wanted: int

    @property
    def means(self) -> tuple[Score, ...]:
        """The means over seeds."""
        return tuple(means_over_seeds(self.scores))

    def of_seeds(self, system: str, scope: str, name: str = "") -> list[Score]:
        """The scores of each seed, in the order of seeds."""
        found = [item for item in self.scores if (item.system, item.scope, item.name) == (system, scope, name)]
        return sorted(found, key=lambda item: item.seed or 0)

    def mean(self, system: str, scope: str, name: str = "") -> Score | None:
        """The mean over seeds, None before there is one."""
        return next(iter(means_over_seeds(self.of_seeds(system, scope, name))), None)

    def names(self, scope: str) -> list[str]:
        """Names of the folds, artists or songs that are scored, sorted."""
        return sorted({item.name for item in self.scores if item.scope == scope})

    def change(self, system: str) -> tuple[float, tuple[float, float] | None] | None:
        """Relative change of the error against no augmentation, compared between networks of the same seed.

        The mean over seeds and its 95 % interval; None where there is nothing to compare.
        """
        before = {item.seed: item.scores.error for item in self.of_seeds(WITHOUT.key, "all")}
        pairs = [(before.get(item.seed), item.scores.error) for item in self.of_seeds(system, "all")]
        changes = [after / first - 1 for first, after in pairs if first and after is not None]
        return (sum(changes) / len(changes), interval_of_mean(changes)) if changes else None


def csv_text(results: Results) -> str:
    """All scores as CSV, the means over seeds last; rates are fractions."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(_rows((*results.scores, *results.means)))
    return text.getvalue()


def _rows(scores: Sequence[Score]) -> Iterator[dict[str, str | int]]:
    for item in scores:
        rates = asdict(item.scores)
        low, high = item.interval or ("", "")
        yield {
            "system": item.system,
            "seed": "mean" if item.seed is None else item.seed,
            "scope": _SCOPES_ON_DISK.get(item.scope, item.scope),
            "act": name_cell(item.artist),
            **{name: name_cell(getattr(item, name)) for name in ("name", "fold", "model")},
            "frames": item.scores.frames,
            **(asdict(item.counts) if item.counts else dict.fromkeys(_COUNTS, "")),
            **{name: _decimal(rates[name]) for name in _RATES},
            "error_low": _decimal(low),
            "error_high": _decimal(high),
        }


def _decimal(value: float | str | None) -> str:
    """Six decimals, enough to see one frame in four hours; "" stays, and stands for what is undefined."""
    return value if isinstance(value, str) else "" if value is None else f"{value:.6f}"
