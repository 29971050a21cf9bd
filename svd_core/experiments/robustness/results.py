"""The results of a run of stress tests as one value, written as JSON and CSV and read from JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from svd_core.config import NO_SHIFTS, StressConfig, from_json
from svd_core.errors import DataError
from svd_core.experiments.robustness.stress_test import Condition, FileAlarms, Measurement
from svd_core.experiments.robustness.suite import TESTS, find_test
from svd_core.model.metrics import Scores

FORMAT = "svd-stress"
VERSION = 2


@dataclass(frozen=True)
class Subject:
    """The model that was tested: its name and key, its postprocessing, and the pitch shifts averaged over."""

    name: str
    key: str
    threshold: float
    median_frames: int
    shifts: tuple[float, ...] = NO_SHIFTS


@dataclass(frozen=True)
class Remark:
    """A remark that limits what the results of these tests mean."""

    tests: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Skipped:
    """A test that could not be run, and why."""

    test: str
    reason: str


@dataclass(frozen=True)
class Results:
    """Everything measured in one run, in the order of the tests and their conditions."""

    subject: Subject
    config: StressConfig
    measured: tuple[Measurement, ...]
    files: tuple[FileAlarms, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    remarks: tuple[Remark, ...] = ()

    def of(self, test: str) -> tuple[Measurement, ...]:
        """The measurements of one test."""
        return tuple(measured for measured in self.measured if measured.test == test)

    def tests(self) -> tuple[str, ...]:
        """Names of the tests with measurements, in the order of `TESTS`."""
        done = {measured.test for measured in self.measured}
        return tuple(test.name for test in TESTS if test.name in done)


_COLUMNS = ("test", "condition", "series", "value", "error", "recall", "specificity", "auroc", "false_alarms",
            "low", "high", "pieces", "frames")  # fmt: skip


def row(measured: Measurement) -> dict[str, Any]:
    """One row of the table; rates are fractions, and None where they mean nothing in recordings without singing.

    `low` and `high` are the interval of the error or, in tests without singing, of the false alarms.
    """
    scores, condition = measured.scores, measured.condition
    low, high = measured.interval or (None, None)
    alarms_only = find_test(measured.test).alarms
    return {
        "test": measured.test,
        "condition": condition.label,
        "series": condition.series,
        "value": condition.value if condition.axis else None,
        "error": None if alarms_only else scores.error,
        "recall": None if alarms_only else scores.recall,
        "specificity": scores.specificity,
        "auroc": None if alarms_only else scores.auroc,
        "false_alarms": measured.false_alarms,
        "low": low,
        "high": high,
        "pieces": measured.pieces,
        "frames": scores.frames,
    }


def to_csv(results: Results) -> str:
    """All measurements, then the false alarms of each recording without singing, in the same columns."""
    text = io.StringIO()
    writer = csv.DictWriter(text, _COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(row(measured) for measured in results.measured)
    for file in results.files:
        writer.writerow(
            {"test": "instruments", "condition": f"file {file.name}", "series": file.group, "pieces": 1}
            | {"specificity": 1 - file.false_alarms, "false_alarms": file.false_alarms}
        )
    return text.getvalue()


def to_json(results: Results) -> str:
    """The results as a JSON document, which `from_text` reads."""
    return json.dumps({"format": FORMAT, "version": VERSION} | asdict(results), indent=1) + "\n"


def from_text(text: str, origin: str) -> Results:
    """The results in a JSON document of `to_json`; raises DataError, naming the origin, for any other text."""
    try:
        document = json.loads(text)
        if document["format"] != FORMAT or document["version"] != VERSION:
            raise ValueError("not a result of stress tests of this version")
        subject = document["subject"]
        return Results(
            Subject(**subject | {"shifts": tuple(subject["shifts"])}),
            from_json(StressConfig, document["config"]),
            tuple(_measured(item) for item in document["measured"]),
            tuple(FileAlarms(**item) for item in document["files"]),
            tuple(Skipped(**item) for item in document["skipped"]),
            tuple(Remark(tuple(item["tests"]), item["text"]) for item in document["remarks"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise DataError(f"{origin}: not usable as results of stress tests ({error}). Run the tests again.") from error


def _measured(item: Mapping[str, Any]) -> Measurement:
    interval = item["interval"]
    return Measurement(
        item["test"],
        Condition(**item["condition"]),
        Scores(**item["scores"]),
        None if interval is None else (float(interval[0]), float(interval[1])),
        item["pieces"],
        float(item["sung"]),
    )
