"""While a training runs, others see that it lives; one that was taken for dead stops instead of writing on."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from svd_core.cli.execution import training_lock
from svd_core.cli.execution.training_lock import lock_path, renewing, reserved
from svd_core.errors import DataError
from svd_core.files.owner_lock import BEAT_SECONDS, silence_of


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(training_lock, "BEAT_SECONDS", -1.0)
    return tmp_path / "m.safetensors"


def test_reports_are_signs_of_life(out: Path):
    with reserved(out) as lock:
        os.utime(lock.path, (1e9, 1e9))
        reports = renewing(lock, iter("abc"))
        assert next(reports) == "a" and silence_of(lock_path(out)) < 60
        lock.path.unlink()
        assert list(reports) == ["b", "c"], "nobody has it"


def test_a_training_that_another_one_has_taken_for_dead_ends_and_leaves_the_others_lock(out: Path):
    ended: list[bool] = []

    def training() -> Iterator[str]:
        try:
            yield from "abc"
        finally:
            ended.append(True)

    with reserved(out) as lock:
        reports = renewing(lock, training())
        assert next(reports) == "a"
        lock.path.write_text(json.dumps(asdict(replace(lock.me, user="ann", token="hers"))))
        with pytest.raises(DataError, match=r"m\.safetensors: is being trained by ann on"):
            next(reports)
    assert ended and json.loads(lock_path(out).read_text())["token"] == "hers"


@pytest.mark.parametrize("jump", [1e4, -1e4])
def test_the_first_report_after_a_sleep_is_the_last_where_another_one_trains(out: Path, monkeypatch, jump: float):
    clock = iter((1e9, 1e9 + 1, 1e9 + 1 + jump))
    monkeypatch.setattr(training_lock, "BEAT_SECONDS", BEAT_SECONDS)
    with reserved(out) as lock:
        monkeypatch.setattr(training_lock, "time", SimpleNamespace(time=lambda: next(clock)))
        reports = renewing(lock, iter("abc"))
        lock.path.write_text(json.dumps(asdict(replace(lock.me, user="ann", token="hers"))))
        assert next(reports) == "a", "it is not asked at each report"
        with pytest.raises(DataError, match="is being trained by ann on"):
            next(reports)


def test_a_lock_of_the_future_is_refused_with_a_way_out(out: Path):
    with reserved(out) as lock:
        elsewhere = json.dumps(asdict(replace(lock.me, host="elsewhere", token="theirs")))
    lock_path(out).write_text(elsewhere)
    with pytest.raises(DataError, match=r"take another name\.$"), reserved(out):
        pass
    os.utime(lock_path(out), (4e9, 4e9))
    with pytest.raises(DataError, match=r"m\.safetensors\.lock lies in the future: .* remove this file"), reserved(out):
        pass
