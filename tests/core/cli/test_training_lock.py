"""While a training runs, others see that it lives; one that was taken for dead stops instead of writing on."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from svd_core.cli.execution import train, training_lock
from svd_core.cli.execution.training_lock import check_ours, renewing, reserved
from svd_core.cli.output import Output
from svd_core.errors import DataError
from svd_core.files import owner_lock
from svd_core.files.owner_lock import BEAT_SECONDS, OwnerLock, silence_of
from svd_core.model.card import read_card
from svd_core.model.model_folder import lock_path
from svd_core.training.ensemble import Ensemble, train_ensemble
from svd_core.training.reports import Report, Saved, TrainingProgress
from tests.core.cli.conftest import SMALLEST


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


def test_who_goes_on_for_a_dead_node_waits_until_the_file_is_free(svd: Any, out: Path, monkeypatch):
    other, waits = OwnerLock(lock_path(out)), list[float]()
    assert other.acquire() is None
    words = ["train", "--out", out, "--data", out.with_name("nowhere")]

    def sleep(seconds: float) -> None:
        waits.append(seconds)
        other.release()

    monkeypatch.setattr(owner_lock.time, "sleep", sleep)
    assert "is being trained already" in svd(*words)[2] and waits == []
    assert "nowhere" in svd(*words, "--lock-wait", 60)[2] and len(waits) == 1


def test_a_lock_of_the_future_is_refused_with_a_way_out(out: Path):
    with reserved(out) as lock:
        elsewhere = json.dumps(asdict(replace(lock.me, host="elsewhere", token="theirs")))
    lock_path(out).write_text(elsewhere)
    with pytest.raises(DataError, match=r"take another name\.$"), reserved(out):
        pass
    os.utime(lock_path(out), (4e9, 4e9))
    with pytest.raises(DataError, match=r"m\.safetensors\.lock lies in the future: .* remove this file"), reserved(out):
        pass


@pytest.fixture
def stolen_after(monkeypatch: pytest.MonkeyPatch) -> Callable[[type, int], None]:
    """Has another training take the lock once a report of a type and update has come; reports look at no lock."""

    def arrange(kind: type, update: int) -> None:
        monkeypatch.setattr(training_lock, "BEAT_SECONDS", 1e9)
        show = train.show_training

        def shown(reports: Iterator[Report], output: Output) -> None:
            show(stealing(reports), output)

        def stealing(reports: Iterator[Report]) -> Iterator[Report]:
            for report in reports:
                if isinstance(report, kind) and report.update == update:
                    lock = next(Path.cwd().glob("*.lock"))
                    lock.write_text(json.dumps(json.loads(lock.read_text()) | {"user": "ann", "token": "hers"}))
                yield report

        monkeypatch.setattr(train, "show_training", shown)

    return arrange


@pytest.mark.parametrize(("kind", "update", "written"), [(TrainingProgress, 1, None), (Saved, 1, 1)])
def test_nothing_is_written_over_what_another_training_has_by_now(
    svd: Any, data: Path, tmp_path: Path, monkeypatch, stolen_after, kind: type, update: int, written: int | None
):
    monkeypatch.chdir(tmp_path)
    stolen_after(kind, update)
    out, each = tmp_path / "m.safetensors", [*SMALLEST, "--report-every", 1, "--checkpoint-every", 1]
    status, _, err = svd("train", "--data", data, "--out", out, "--updates", 2, *each)
    assert status == 1 and "is being trained by ann on" in err
    assert (read_card(out).metadata["updates_done"] if out.exists() else None) == written


def test_no_ensemble_is_written_over_what_another_training_has_by_now(tmp_path: Path, model: Path):
    both = Ensemble(tmp_path / "both.safetensors", 0, 1, ())
    (run,) = both.runs()
    run.out.parent.mkdir()
    shutil.copy(model, run.out)
    with reserved(both.out) as lock:
        lock.path.write_text(json.dumps(asdict(replace(lock.me, user="ann", token="hers"))))
        with pytest.raises(DataError, match="is being trained by ann on"):
            list(train_ensemble(both, lambda _: iter(()), (), before_writing=lambda: check_ours(lock)))
    assert not both.out.exists()
