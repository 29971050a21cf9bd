"""Broken files of every kind, for as long as you like: whatever is in a file, the program says so and goes on.

    python bench/fuzz.py [--minutes N] [--rounds N] [--seed S] [--only KIND,…] [--keep FOLDER] [--seconds N]
                         [--megabytes N] [--json]

KIND: audio, labels, journals, models, manifests, datasets. Small real files of each kind are made, changed at random,
and read by the program's own readers in a process of its own, which may compute for --seconds (10) and take
--megabytes (1500) for a file. An error of ours, or of the system, is right; a traceback, a crash, too much time or
memory is a fault. What fails is kept in FOLDER (bench/results/fuzz) with the traceback beside it, one file for each
kind of fault. The same seed tries the same files in the same order. Exit status: 0 no fault, 1 faults.
"""

import argparse
import itertools
import json
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.fuzzing.child import ROOT, Child
from bench.fuzzing.mutations import mutated
from bench.fuzzing.seeds import MAKERS, make

READERS = (sys.executable, "-m", "bench.fuzzing.readers")


@dataclass
class Tally:
    """What became of the files of one kind."""

    outcomes: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    slowest_s: float = 0.0


def main(words: Sequence[str] | None = None) -> int:
    """Try files until the time is up; returns the exit status."""
    options = parsed(words)
    child = Child((*READERS, str(options.megabytes)), options.seconds)
    tallies = {kind: Tally() for kind in options.only}
    ends = time.monotonic() + 60 * options.minutes
    with tempfile.TemporaryDirectory() as name:
        seeds = {kind: make(Path(name) / kind, kind) for kind in options.only}
        try:
            for number in itertools.count():
                for kind in options.only:
                    try_one(kind, number, seeds[kind], child, tallies[kind], options)
                if number + 1 >= options.rounds and time.monotonic() > ends:
                    break
        except KeyboardInterrupt:
            print("Stopped.", file=sys.stderr)
        finally:
            child.close()
    report(tallies, options)
    return 1 if any(tally.faults for tally in tallies.values()) else 0


def try_one(
    kind: str, number: int, seeds: Sequence[Path], child: Child, tally: Tally, options: argparse.Namespace
) -> None:
    """Change one of the seeds and have it read; the number and the seed of the run decide how."""
    chance = random.Random(f"{options.seed} {kind} {number}")
    seed = chance.choice(seeds)
    # The first round is of the seeds themselves, which must be read.
    data = seed.read_bytes()
    if number >= len(seeds):
        data = mutated(data, [other.read_bytes() for other in seeds], kind, chance)
    else:
        seed = seeds[number]
        data = seed.read_bytes()
    path = seed.with_name(f"{seed.stem.partition('.')[0]}-changed{''.join(seed.suffixes)}")
    path.write_bytes(data)
    answer = child.ask(kind, path)
    tally.slowest_s = max(tally.slowest_s, answer.get("seconds", options.seconds))
    tally.outcomes[answer["outcome"]] += 1
    if number < len(seeds) and answer["outcome"] == "refused":
        answer |= {"outcome": "fault", "fault": f"{seed.name}: a good file is refused", "trace": answer["message"]}
    if answer["outcome"] == "fault":
        keep(kind, number, path, answer, tally, options)


def keep(kind: str, number: int, path: Path, answer: dict[str, Any], tally: Tally, options: argparse.Namespace) -> None:
    """Count a fault; the first of its kind is kept with its traceback."""
    fault = answer["fault"]
    tally.faults[fault] += 1
    if tally.faults[fault] == 1:
        options.keep.mkdir(parents=True, exist_ok=True)
        kept = options.keep / f"{kind}-{options.seed}-{number}{''.join(path.suffixes)}"
        kept.write_bytes(path.read_bytes())
        kept.with_name(kept.name + ".txt").write_text(f"{fault}\n\n{answer['trace']}", encoding="utf-8")
        print(f"{kind}: {fault}; kept as {kept}", file=sys.stderr, flush=True)


def report(tallies: dict[str, Tally], options: argparse.Namespace) -> None:
    """One line for each kind, then the sum."""
    total: Counter[str] = Counter()
    for kind, tally in tallies.items():
        total += tally.outcomes
        line = {"report": "kind", "kind": kind, "files": tally.outcomes.total(), "read": tally.outcomes["read"]}
        line |= {"refused": tally.outcomes["refused"], "faults": dict(tally.faults)}
        line |= {"slowest_s": round(tally.slowest_s, 2)}
        if options.json:
            print(json.dumps(line))
        else:
            print(
                f"{kind:10} {line['files']:8} files  {line['read']:8} read  {line['refused']:8} refused  "
                f"{tally.faults.total():4} faults  slowest {tally.slowest_s:.1f} s"
            )
    faults = sum(tally.faults.total() for tally in tallies.values())
    summary = {"report": "summary", "minutes": options.minutes, "seed": options.seed, "files": total.total()}
    if options.json:
        print(json.dumps(summary | {"faults": faults}))
    else:
        print(f"{total.total()} files in {options.minutes:g} minutes, seed {options.seed}: {faults} faults")


def parsed(words: Sequence[str] | None) -> argparse.Namespace:
    """The options."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--rounds", type=int, default=1, help="files of each kind that are tried in any case")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", type=lambda text: text.split(","), default=list(MAKERS), metavar="KIND,…")
    parser.add_argument("--keep", type=Path, default=ROOT / "bench" / "results" / "fuzz", metavar="FOLDER")
    parser.add_argument("--seconds", type=float, default=10.0, help="for one file")
    parser.add_argument("--megabytes", type=int, default=1500, help="for one file")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(words)
    if unknown := [kind for kind in options.only if kind not in MAKERS]:
        parser.error(f"--only {unknown[0]}: there are {', '.join(MAKERS)}")
    return options


if __name__ == "__main__":
    if hasattr(os, "nice"):
        os.nice(10)
    sys.exit(main())
