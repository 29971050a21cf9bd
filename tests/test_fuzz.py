"""bench/fuzz.py: it finds what is wrong, and finds nothing wrong with the readers in a short run of each kind."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from random import Random

import pytest

from bench import fuzz
from bench.fuzzing.child import Child
from bench.fuzzing.mutations import CHANGES, mutated
from bench.fuzzing.readers import outcome
from bench.fuzzing.seeds import MAKERS
from svd_core.errors import FormatError

STUB = """
import os, sys, time
print("ready", flush=True)
for line in sys.stdin:
    kind = line.split()[0]
    if kind == "slow":
        while True: pass
    if kind == "dying":
        os.abort()
    print('{"outcome": "read"}', flush=True)
"""


def test_a_reader_that_hangs_or_dies_is_a_fault_and_the_next_file_is_read(tmp_path: Path):
    child = Child((sys.executable, "-c", STUB), seconds=0.5)
    try:
        assert child.ask("good", tmp_path) == {"outcome": "read"}
        assert "died" in child.ask("dying", tmp_path)["fault"]
        assert child.ask("good", tmp_path) == {"outcome": "read"}
        assert child.ask("slow", tmp_path)["fault"] == "over 0.5 s"
        assert child.ask("good", tmp_path) == {"outcome": "read"}
    finally:
        child.close()


def test_an_error_of_ours_is_right_and_any_other_a_fault(tmp_path: Path):
    def raising(error: Exception):
        def read(path: Path) -> None:
            raise error

        return outcome(read, tmp_path)

    assert raising(FormatError("a.lab, line 1: no")) == {"outcome": "refused", "message": "a.lab, line 1: no"}
    assert raising(OSError("no such file"))["outcome"] == "refused"
    for error in (ValueError("x"), KeyError("x"), RecursionError(), MemoryError(), AssertionError()):
        assert raising(error)["outcome"] == "fault"
        assert type(error).__name__ in raising(error)["fault"]
    assert outcome(lambda path: None, tmp_path) == {"outcome": "read"}


@pytest.mark.parametrize("kind", MAKERS)
def test_the_same_seed_changes_files_alike_and_nothing_breaks_the_changes(kind: str):
    deep = b"[" * 900 + b"]" * 900  # as an earlier change may have left it
    seeds = [b'{"a": [1, {"b": "c"}], "d": null}\n1 2 sing\n', b"\x02\0\0\0\0\0\0\0{}", b"", deep]
    for number in range(300):
        first, again = (mutated(seeds[number % 4], seeds, kind, Random(f"{kind} {number}")) for _ in range(2))
        assert first == again
    assert set(CHANGES) == set(MAKERS)


def test_good_files_are_read_and_broken_ones_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    status = fuzz.main(["--minutes", "0", "--rounds", "30", "--json", "--keep", str(tmp_path / "kept"), "--seed", "1"])
    *kinds, summary = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert {line["kind"]: line["faults"] for line in kinds} == {kind: {} for kind in MAKERS}
    assert all(line["files"] == 30 and line["read"] and line["refused"] for line in kinds)
    assert (status, summary["files"], summary["faults"]) == (0, 30 * len(MAKERS), 0)
    assert not (tmp_path / "kept").exists()
