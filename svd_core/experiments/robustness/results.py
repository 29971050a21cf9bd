"""The results of a run of robustness tests as one value, written as JSON and CSV and read from JSON."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict, dataclass
from typing import Any

from svd_core.config import NO_SHIFTS, RobustnessConfig, from_json
from svd_core.errors import DataError, FormatError
from svd_core.experiments.robustness.robustness_test import Condition, FileAlarms, Measurement
from svd_core.experiments.robustness.suite import TESTS, find_test
from svd_core.files.json_fields import Field, parse
from svd_core.files.table_cells import name_cell
from svd_core.model.metrics import Scores

FORMAT = "svd-stress"
VERSION = 2


@dataclass(frozen=True)
class Subject:
    """The model that was tested: its name and key, its postprocessing, and the pitch shifts averaged over.

    `rule` says in words how it decides; "" in results of earlier versions, whose models have one threshold.
    """

    name: str
    key: str
    threshold: float
    median_frames: int
    shifts: tuple[float, ...] = NO_SHIFTS
    rule: str = ""


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
    config: RobustnessConfig
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


_RATES = ("error", "recall", "specificity", "precision", "f1", "auroc")
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
            {"test": "instruments", "condition": name_cell(f"file {file.name}"), "series": name_cell(file.group)}
            | {"pieces": 1}
            | {
                "specificity": None if file.false_alarms is None else 1 - file.false_alarms,
                "false_alarms": file.false_alarms,
            }
        )
    return text.getvalue()


def to_json(results: Results) -> str:
    """The results as a JSON document, which `from_text` reads."""
    return json.dumps({"format": FORMAT, "version": VERSION} | asdict(results), indent=1) + "\n"


def from_text(text: str, origin: str) -> Results:
    """The results in a JSON document of `to_json`; raises DataError, naming the origin, for any other text."""
    try:
        document = parse(text, origin)
        if document["format"].value != FORMAT or document["version"].value != VERSION:
            raise ValueError("not a result of robustness tests of this version")
        return Results(
            _subject(document["subject"]),
            from_json(RobustnessConfig, document["config"].object()),
            tuple(_measured(item) for item in document["measured"].items()),
            tuple(_file_alarms(item) for item in document["files"].items()),
            tuple(Skipped(_test(item["test"]), item["reason"].text()) for item in document["skipped"].items()),
            tuple(
                Remark(tuple(map(_test, item["tests"].items())), item["text"].text())
                for item in document["remarks"].items()
            ),
        )
    except (ValueError, FormatError) as error:
        raise DataError(
            f"{origin}: not usable as results of robustness tests ({error}). Run the tests again."
        ) from error


def _subject(field: Field) -> Subject:
    shifts = tuple(shift.number() for shift in field["shifts"].items())
    threshold, frames = field["threshold"].number(0, 1), int(field["median_frames"].number(0, 1e6))
    rule = field["rule"].text() if "rule" in field else ""
    return Subject(field["name"].text(), field["key"].text(), threshold, frames, shifts, rule)


def _measured(item: Field) -> Measurement:
    condition, scores, interval = item["condition"], item["scores"], item["interval"]
    ends = [end.number() for end in interval.items()] if interval.value is not None else []
    if len(ends) not in (0, 2):
        raise interval.error("expected [low, high] or null")
    return Measurement(
        _test(item["test"]),
        Condition(
            condition["label"].text(),
            _as_written(condition["value"]),
            condition["axis"].text(),
            condition["series"].text(),
        ),
        Scores(
            **{name: _score(scores[name]) for name in _RATES},
            threshold=scores["threshold"].number(0, 1),
            frames=int(scores["frames"].number(0)),
        ),
        (ends[0], ends[1]) if ends else None,
        int(item["pieces"].number(0)),
        item["sung"].number(0, 1),
    )


def _file_alarms(item: Field) -> FileAlarms:
    alarms = _score(item["false_alarms"])
    return FileAlarms(item["name"].text(), item["group"].text(), alarms, item["seconds"].number(0))


def _as_written(field: Field) -> float:
    """A number; one that is written without a point stays without, so that the CSV file made of it is the same."""
    number = field.number()
    return int(number) if isinstance(field.value, int) else number


def _score(field: Field) -> float | None:
    return None if field.value is None else field.number(0, 1)


def _test(field: Field) -> str:
    """The name of a test that there is."""
    if field.text() not in [test.name for test in TESTS]:
        raise field.error(f"there is no test {field.text()[:40]!r}")
    return field.text()
