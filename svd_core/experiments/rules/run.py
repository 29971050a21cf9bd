"""Compares all rules on posteriors of songs that were not learned from, network by network, and writes the results."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import numpy as np

from svd_core.audio.features import FloatArray
from svd_core.errors import DataError
from svd_core.experiments.folds.finding import ScoredSongs, load_posteriors
from svd_core.experiments.folds.names import FoldName
from svd_core.experiments.rules.candidates import all_candidates
from svd_core.experiments.rules.comparison import RuleComparison, Song, fitted_temperature
from svd_core.experiments.rules.results import NetworkResults, as_json, page
from svd_core.files.storage import write_atomically


@dataclass(frozen=True)
class RuleProgress:
    """Report: a rule is being judged on the posteriors of a network."""

    kind: ClassVar[str] = "progress"
    network: str
    rule: str
    done: int
    total: int


@dataclass(frozen=True)
class Compared:
    """Report: the result files were written."""

    kind: ClassVar[str] = "compared"
    files: tuple[str, ...]
    results: tuple[NetworkResults, ...]


def compare_rules(files: Mapping[FoldName, Path], scored: ScoredSongs, out: Path) -> Iterator[RuleProgress | Compared]:
    """Judge every rule on every network; raises DataError where posteriors are missing or of other songs."""
    networks = _networks(files, scored)
    candidates = all_candidates()
    total, results = len(networks) * (len(candidates) + 1), []
    for number, (name, logits) in enumerate(networks.items()):
        songs = [
            Song(song, scored.artists[song.name], logits[song.name])
            for song in scored.of_fold[""]
            if song.name in logits
        ]
        comparison, rows = RuleComparison(songs), []
        for place, one in enumerate(candidates):
            yield RuleProgress(name, one.name, number * (len(candidates) + 1) + place, total)
            rows.append(comparison.row(one))
        as_is = candidates[0].settings[0]
        rows.append(comparison.corrected(as_is))
        results.append(
            NetworkResults(
                name,
                len(comparison.artists),
                tuple(rows),
                fitted_temperature(songs),
                tuple(comparison.doubts(as_is)),
            )
        )
    yield _write(results, out)


def _networks(files: Mapping[FoldName, Path], scored: ScoredSongs) -> dict[str, dict[str, FloatArray]]:
    """The logits of all songs by the name of recipe and seed, the folds together."""
    found: dict[str, dict[str, FloatArray]] = {}
    for name, path in sorted(files.items(), key=lambda item: str(item[0])):
        whole = str(FoldName(name.recipe, name.seed, ""))
        logits = found.setdefault(whole, {})
        posteriors = load_posteriors(name, path, scored).logits
        if twice := sorted(set(logits) & set(posteriors)):
            raise DataError(f"{path}: {twice[0]!r} is in another file of {whole}, too. Leave one of them out.")
        logits |= {song: np.asarray(values, np.float32) for song, values in posteriors.items()}
    for whole, logits in found.items():
        if len({scored.artists[song] for song in logits}) < 2:
            raise DataError(f"{whole}: settings are chosen on other artists, and there is only one. Add posteriors.")
    return found


def _write(results: Sequence[NetworkResults], out: Path) -> Compared:
    """Write all figures as JSON and the page as Markdown."""
    out.mkdir(parents=True, exist_ok=True)
    files = {
        out / "rules.json": json.dumps(as_json(results), indent=1).encode(),
        # Names of songs may hold bytes that are no text.
        out / "rules.md": page(results).encode("utf-8", "backslashreplace"),
    }
    for path, data in files.items():
        write_atomically(path, data)
    return Compared(tuple(map(str, files)), tuple(results))
