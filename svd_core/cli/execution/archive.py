"""Runs `svd detect --cluster`: every song of an archive by some worker of a Ray cluster."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from svd_core.annotation import detected_labels
from svd_core.cli.choices import OUTPUT_SUFFIXES
from svd_core.cli.execution.archive_account import ArchiveAccount
from svd_core.cli.execution.archive_songs import Passed, Task, archive_songs, tasks
from svd_core.cli.execution.archive_worker import ArchiveResult, ArchiveWork, ArchiveWorker
from svd_core.cli.execution.probabilities import averaging_facts, load_model
from svd_core.cli.execution.song_detection import Detector, sentence
from svd_core.cli.execution.songs import output_folder
from svd_core.cli.options import UsageError, check_cluster_address, postprocessing_from
from svd_core.cli.output import Output
from svd_core.cluster.places import is_url, place
from svd_core.cluster.session import check_installed, joined
from svd_core.cluster.table import SongTable
from svd_core.cluster.tasks import Needs, Outcome, each
from svd_core.config import to_json
from svd_core.errors import DataError


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Detect singing in every song of an archive; returns the exit status, 1 if any song failed."""
    _check(arguments)
    check_installed()
    model = load_model(arguments.model, "cpu")
    postprocessing = postprocessing_from(model.postprocessing, arguments)
    detector = Detector(replace(model, postprocessing=postprocessing), arguments.shifts, arguments.format)
    key = detector.key(model.postprocessing.temperature)
    songs = archive_songs(arguments, None if arguments.no_labels else OUTPUT_SUFFIXES[arguments.format])
    table = None if arguments.table is None else _table(arguments)
    rows = None if table is None else table.songs(key)
    account = ArchiveAccount(len(songs), arguments.price_per_hour, output)
    archive = _Archive(detector, key, table, account, output)
    # Ray prints what becomes of its nodes.
    with output.alone_on_stdout(), joined(arguments.cluster) as ray, contextlib.closing(archive):
        needs = Needs.of(ray, arguments.device, arguments.threads)
        account.begin()
        work = ArchiveWork(detector, "cuda" if needs.gpus else "cpu", needs.cpus, key)
        to_do = archive.to_do(tasks(songs, key, arguments.skip_existing, arguments.force, rows))
        try:
            for outcome in each(ray, ArchiveWorker, work, to_do, needs):
                archive.take(outcome)
        except KeyboardInterrupt:
            account.stopped()
            raise
    return account.close(
        model=model.name,
        model_key=model.key,
        detection=averaging_facts(model, arguments.shifts),
        decision=to_json(postprocessing),  # An older name in reports, which programs read.
    )


def _check(arguments: argparse.Namespace) -> None:
    """UsageError for what does not go together."""
    check_cluster_address(arguments.cluster, "songs")
    if arguments.picture or arguments.picture_format:
        raise UsageError("--picture: is not for --cluster; draw the songs that you want to see with `svd detect`")
    if arguments.out == "-":
        raise UsageError("--out -: is not for --cluster; name a folder")
    if arguments.no_labels and arguments.table is None:
        raise UsageError("--no-labels: with --cluster there is nothing else to write without --table FOLDER")
    if arguments.out is not None and not is_url(arguments.out):
        output_folder(arguments.out)


def _table(arguments: argparse.Namespace) -> SongTable:
    """The table that is asked for; DataError if it has rows and it was not said what becomes of them."""
    table = SongTable(place(arguments.table))
    if not arguments.skip_existing and table.parts():
        raise DataError(
            f"--table {arguments.table}: holds rows already; --skip-existing adds the songs that are missing, or "
            "choose another folder."
        )
    return table


class _Archive:
    """Takes what workers have found into the table, the reports and the memory of what a model has made."""

    def __init__(
        self, detector: Detector, key: str, table: SongTable | None, account: ArchiveAccount, output: Output
    ) -> None:
        self._detector, self._key, self._table = detector, key, table
        self._account, self._output = account, output

    def to_do(self, planned: Iterator[Task | Passed]) -> Iterator[Task]:
        """The songs for workers; the others are accounted for."""
        for item in planned:
            if isinstance(item, Task):
                yield item
            elif item.reason:
                self._account.failed(item.song, item.reason)
            else:
                self._account.skipped(item.song, item.labels)

    def take(self, outcome: Outcome[Task]) -> None:
        """Account for a song that a worker has done, or failed at twice."""
        song = outcome.item.song
        if outcome.reason:
            self._account.failed(song, outcome.reason)
            return
        found: ArchiveResult = outcome.result
        for warning in found.facts["warnings"]:
            self._output.warn(warning, song=song)
        if found.labels:
            self._remember(outcome.item, found)
        if self._table is not None and outcome.item.row:
            self._table.add(_row(song, found.facts, self._key))
        told = {name: value for name, value in found.facts.items() if name != "mean_probability"}
        labels = outcome.item.labels or None
        self._output.report("detected", song=song, song_key=found.song_key, labels=labels, picture=None, **told)
        self._account.done(found.facts["duration"], sentence(labels or song, told))

    def close(self) -> None:
        """Write what is not written yet."""
        if self._table is not None:
            self._table.flush()

    def _remember(self, task: Task, found: ArchiveResult) -> None:
        try:
            detected_labels.remember(found.labels, found.song_key, self._key)
        except OSError as error:
            self._output.warn(detected_labels.forgotten_text(Path(task.labels), error), song=task.song)


def _row(song: str, facts: dict[str, Any], key: str) -> dict[str, Any]:
    """A song in the table."""
    sung = sum(region["end"] - region["start"] for region in facts["regions"])
    scores = {
        "singing": sung / facts["duration"] if facts["duration"] else None,
        "mean_probability": facts["mean_probability"],
        "doubt": facts["doubt"],
    }
    return {
        "song": song,
        "seconds": facts["duration"],
        "regions": facts["regions"],
        "scores": scores,
        "model_key": key,
        "warnings": facts["warnings"],
    }
