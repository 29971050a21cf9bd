"""How much a network learns from a minute that a person checks: the queue's order against others.

    python bench/active.py --data FOLDER… --model MODEL --out FILE.jsonl [--folds LIST…] [--artists FILE]
                           [--minutes M …] [--seeds N …] [--orders NAME…] [--replay FOLDER…] [--updates N]
                           [--learning-rate X] [--threads N] [--page FILE]

MODEL must not have learned from the songs of FOLDER. Of each fold, the songs of its list are never shown to anybody;
the others are the folder in which a simulated person works, who corrects one stretch of about half a minute after the
other as the labels have it. After so many minutes MODEL goes on learning from all that is checked by then, and is
measured on the songs of the list, whose artists are all new to it.

Orders: `queue` ranks the stretches that are left by what the network of the last round makes of them, as the window
does; `random` draws them; `listed` takes song after song, from beginning to end. A seed decides the training's random
numbers, the order `random`, and the order of the songs in `listed`.

A line of FILE.jsonl is one network. What is there already is not done again, so that the program can be stopped.
--page writes the figures as tables, with 95 % bootstrap intervals over artists.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import torch

from bench.learning.page import page
from bench.learning.results import read
from bench.learning.trial import ORDERS, Case, Learning, Trial
from svd_core.data import dataset
from svd_core.data.artists import GivenArtists
from svd_core.data.dataset import Dataset
from svd_core.errors import SvdError
from svd_core.experiments.folds.artists import find_artists
from svd_core.experiments.folds.splits import find_splits


def cases(trial: Trial, arguments: argparse.Namespace) -> Iterator[Case]:
    """The cases of all seeds, folds and orders."""
    found = dataset.find(arguments.data).songs
    artists = find_artists(arguments.data, found, GivenArtists(arguments.artists)).of
    songs = [trial.song(labelled, artists[labelled.name]) for labelled in found]
    splits = find_splits(arguments.data, found, arguments.folds)
    for seed in arguments.seeds:
        for split in splits:
            unseen = tuple(song for song in songs if song.labelled.is_among(split.test))
            pool = tuple(song for song in songs if not song.labelled.is_among(split.test))
            for order in arguments.orders:
                yield Case(split.name, order, seed, pool, unseen)


def parsed() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description="What a network learns from a checked minute, by order.")
    parser.add_argument("--data", type=Path, nargs="+", required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--folds", type=Path, nargs="+", default=[])
    parser.add_argument("--artists", default="")
    parser.add_argument("--minutes", type=float, nargs="+", default=[2.0, 4.0, 8.0])
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2])
    parser.add_argument("--orders", nargs="+", choices=ORDERS, default=list(ORDERS))
    parser.add_argument("--replay", type=Path, nargs="+", default=[])
    parser.add_argument("--updates", type=int, default=120)
    parser.add_argument("--learning-rate", type=float, default=3e-4)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--page", type=Path)
    return parser.parse_args()


def main() -> int:
    arguments = parsed()
    torch.set_num_threads(arguments.threads)
    try:
        replay = dataset.find(arguments.replay) if arguments.replay else Dataset()
        trial = Trial(arguments.model, Learning(arguments.updates, arguments.learning_rate, replay))
        lines = arguments.out.read_text(encoding="utf-8").splitlines() if arguments.out.exists() else []
        done = read(lines)
        there = {(one.fold, one.order, one.seed) for one in done}
        for case in cases(trial, arguments):
            if (case.fold, case.order, case.seed) in there:
                continue
            found = []
            for result in trial.run(case, sorted(arguments.minutes)):
                found.append(result)
                errors = " ".join(f"{song.error:.3f}" for song in result.songs)
                print(f"{case.fold} {case.order} seed {case.seed}: {result.minutes} min, errors {errors}", flush=True)
            with arguments.out.open("a", encoding="utf-8") as file:
                file.writelines(one.line for one in found)
            done += found
        if arguments.page:
            arguments.page.write_text(page(done), encoding="utf-8")
    except (SvdError, OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
