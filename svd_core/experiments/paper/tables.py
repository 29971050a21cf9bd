"""Results as Markdown: our figures beside those of the paper, then fold by fold and artist by artist."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from svd_core.experiments.markdown import counted, head, line
from svd_core.experiments.paper.experiment import Experiment
from svd_core.experiments.paper.results import Results
from svd_core.experiments.paper.scoring import Score
from svd_core.model.metrics import Counts, bootstrap_interval
from svd_core.model.score_text import UNDEFINED, fraction, percent

PUBLISHED = {"none": (9.4, 8.2), "train": (8.0, 7.4), "test": (9.0, 8.2), "train+test": (7.7, 7.3)}
"""Frame error in % in the paper's tables, for Jamendo (official test songs) and RWC-Pop (five folds)."""

_TITLES = {"tables": "Augmentation while training and testing", "figure2": "Augmentation while training"}


def table_text(results: Results) -> str:
    """The whole Markdown text."""
    experiment = results.experiment
    page = [f"# {_TITLES[experiment.kind]}", "", *_setting(results), "", *_totals(results)]
    if len(experiment.splits) > 1:
        page += ["", "## Fold by fold", "", *_parts(results, "fold")]
    if len(results.names("artist")) > 1:
        page += ["", "## Artist by artist", "", *_parts(results, "artist")]
    return "\n".join([*page, ""])


def _setting(results: Results) -> Iterator[str]:
    """How networks were trained and scored, and whether the experiment is finished."""
    experiment, train = results.experiment, results.experiment.preset.train
    songs = sum(len(split.test) for split in experiment.splits)
    folds = f", {len(experiment.splits)} folds" if len(experiment.splits) > 1 else ""
    seeds = counted(experiment.n_seeds, "seed")
    yield (
        f"{songs} songs{folds}, {seeds}; preset {experiment.preset_name}, "
        f"{train.updates} updates of {train.batch_size} excerpts. {_threshold_rule(experiment)}"
    )
    yield (
        "Frame error in %, pooled over all frames: the mean over seeds ± half of its 95 % interval (Student's t). "
        "*Over songs* is the 95 % bootstrap interval that other songs might have given. *Change* is relative to "
        "the error without augmentation, seed against seed. All else in %, AUROC as it is."
    )
    if results.trained < results.wanted:
        yield ""
        yield f"**Unfinished:** {results.trained} of {results.wanted} networks are trained; seeds counts whole ones."


def _threshold_rule(experiment: Experiment) -> str:
    if all(split.validation for split in experiment.splits):
        return "The threshold is the best for the validation songs."
    return "A fold's threshold is the best for the other folds."


def _totals(results: Results) -> Iterator[str]:
    """The table of all systems, pooled over all frames."""
    columns = ["", "seeds", "error", "over songs", "change", "mean of artists", "AUROC"]
    columns += ["recall", "specificity", "precision", "F1"]
    beside = results.experiment.kind == "tables"
    yield from head(columns + (["paper, Jamendo", "paper, RWC"] if beside else []))
    for system in results.experiment.systems:
        name = f"{system.heading} {system.label}".strip() if system.heading != system.label else system.label
        cells = [name, *_total(results, system.key)]
        yield line(cells + ([f"{value:.1f}" for value in PUBLISHED[system.key]] if beside else []))


def _total(results: Results, system: str) -> list[str]:
    """Our figures in the row of a system."""
    every = results.of_seeds(system, "all")
    mean = results.mean(system, "all")
    if mean is None:
        return ["0", *[""] * 9]
    rates = (mean.scores.recall, mean.scores.specificity, mean.scores.precision, mean.scores.f1)
    return [
        str(len(every)),
        _error(mean),
        _over_songs(results, system),
        _change(results, system),
        _error(results.mean(system, "artists")),
        fraction(mean.scores.auroc),
        *(percent(rate, sign="") for rate in rates),
    ]


def _over_songs(results: Results, system: str) -> str:
    """The bootstrap interval of the error over songs, with the counts of all seeds added."""
    songs: dict[str, list[Counts]] = {}
    for item in results.scores:
        if item.system == system and item.scope == "song" and item.counts is not None:
            songs.setdefault(item.name, []).append(item.counts)
    if len(songs) < 2:
        return ""
    interval = bootstrap_interval([_sum(counts) for counts in songs.values()])
    return UNDEFINED if interval is None else f"{100 * interval[0]:.1f} to {100 * interval[1]:.1f}"


def _sum(counts: Sequence[Counts]) -> Counts:
    """Counts added."""
    return Counts(
        sum(item.true_positive for item in counts),
        sum(item.false_positive for item in counts),
        sum(item.true_negative for item in counts),
        sum(item.false_negative for item in counts),
    )


def _change(results: Results, system: str) -> str:
    """The relative change of the error in %, with half of its interval."""
    found = results.change(system)
    if found is None or system == "none":
        return ""
    value, interval = found
    spread = f" ± {50 * (interval[1] - interval[0]):.0f}" if interval else ""
    return f"{100 * value:+.0f}{spread}"


def _parts(results: Results, scope: str) -> Iterator[str]:
    """A table of the error of each fold or artist, with its share of all frames."""
    systems = results.experiment.systems
    total = sum(item.scores.frames for name in results.names(scope) if (item := _any(results, scope, name)))
    yield from head([scope, "share", *(f"{system.heading} {system.label}".strip() for system in systems)])
    for name in results.names(scope):
        item = _any(results, scope, name)
        share = f"{100 * item.scores.frames / total:.0f}" if item and total else ""
        yield line([name, share, *(_error(results.mean(system.key, scope, name)) for system in systems)])


def _any(results: Results, scope: str, name: str) -> Score | None:
    return next((item for item in results.scores if (item.scope, item.name) == (scope, name)), None)


def _error(item: Score | None) -> str:
    """The error in % with half of its interval, where there is one."""
    if item is None:
        return ""
    spread = f" ± {50 * (item.interval[1] - item.interval[0]):.1f}" if item.interval else ""
    return f"{percent(item.scores.error, sign='')}{spread}"
