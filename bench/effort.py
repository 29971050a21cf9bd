"""Count what a simulated annotator does until every edge is right: from the model's regions, and from nothing.

    python bench/effort.py --data FOLDER… --posteriors PATTERN… [--folds LIST…] [--tolerance S] [--aim S]
                           [--tapping S] [--speed X] [--searches N] [--seed N] [--page FILE] [--json]

FOLDER holds audio/, labels/ and filelists/, as for `svd reproduce folds`; PATTERN names posteriors of songs that their
network has not learned from, such as docs/results/hearing/recurrent32-without-*-seed0.npz. No recording is read.

Each song is annotated four times with the program's own edits, until every edge lies within --tolerance (.1 s) of its
label: the model's regions corrected (threshold, median and edges as the models that come along have them); every region
drawn with the mouse; and every region tapped on a key while the song plays, then corrected, without a model and with
its curve, towards which the program draws starts. In all four the song is heard through once, at --speed, and the
person stops wherever something is to be done. An edge that is dragged or drawn lies --aim (.05 s, standard deviation)
off, a tapped one --tapping (.1 s, times the speed); what is then too far is nudged. An edge is heard on arrival and
again when it was moved, .8 s each, and --searches times (0) before the mouse sets it. A fifth time, only the places are
heard of which the model is unsure, and accepted or rejected by a key each; that leaves errors, which are given.

Time is reckoned by the Keystroke-Level Model (Card, Moran and Newell 1980): a key .28 s, a drag 3.2 s with the hand's
way to the mouse and back, a click 2.1 s, a decision 1.35 s, and what is heard. Nobody knows beforehand what is wrong,
but whatever is wrong is noticed at once. Figures are sums over songs, in which an artist counts as at most three;
intervals are 95 % bootstrap intervals over artists.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.annotator.annotator import Annotator
from bench.annotator.effort import Effort
from bench.annotator.page import page
from bench.annotator.reviewing import review, seconds_wrong
from bench.annotator.totals import Song, summaries
from svd_core.annotation.regions import Region, Regions
from svd_core.annotation.song_annotation import sung_time
from svd_core.annotation.spans import Spans, inside, outside
from svd_core.audio.features import FloatArray, FrameGrid
from svd_core.config import PostprocessingConfig
from svd_core.data import dataset
from svd_core.data.artists import GivenArtists
from svd_core.data.dataset import LabelledSong
from svd_core.errors import SvdError
from svd_core.experiments.folds.artists import find_artists
from svd_core.experiments.folds.finding import ScoredSongs, find_files, load_posteriors
from svd_core.experiments.folds.judging import Recipe, recipes_of
from svd_core.experiments.folds.posterior_files import SUFFIX
from svd_core.experiments.folds.splits import find_splits
from svd_core.model.doubtful_places import doubtful_places
from svd_core.model.postprocessing import regions_from_probabilities, rises, smooth

POSTPROCESSING = PostprocessingConfig(threshold=0.55, median_frames=29, onset_shift=0.05, offset_shift=-0.1)
"""What the models that come with the program have in their files."""


@dataclass(frozen=True)
class Person:
    """How exact the simulated annotator is, all in seconds, at which speed songs are heard, and how often edges are."""

    tolerance: float
    aim: float
    tapping: float
    speed: float
    searches: int
    seed: int


def sung(regions: Regions, checked: Spans) -> Regions:
    """Singing within checked time as plain regions; those that touch are one."""
    spans = inside(sung_time(regions), checked)
    return tuple(Region(start, end) for start, end in spans)


def smoothed_of(logits: FloatArray) -> FloatArray:
    """The curve that the program would show."""
    probabilities = (1 / (1 + np.exp(-logits.astype(np.float64)))).astype(np.float32)
    return smooth(probabilities, POSTPROCESSING.median_frames)


def annotated(labelled: LabelledSong, artist: str, logits: FloatArray, person: Person) -> Song:
    """What a song costs in each way."""
    grid, smoothed = FrameGrid(len(logits)), smoothed_of(logits)
    checked = labelled.checked_within(grid.duration)
    wanted = sung(labelled.regions, checked)
    found = regions_from_probabilities(smoothed, grid, POSTPROCESSING)
    proposed = sung(found, checked)

    def somebody(regions: Regions = ()) -> Annotator:
        rng = np.random.default_rng(person.seed)
        return Annotator(wanted, grid.duration, person.tolerance, person.aim, rng, regions, person.searches)

    corrected, drawn, tapped, curve = somebody(proposed), somebody(), somebody(), somebody()
    corrected.correct()
    drawn.draw_all()
    tapped.tap_all(person.tapping * person.speed)
    curve.tap_all(person.tapping * person.speed, rises(smoothed, grid, POSTPROCESSING))
    # Whoever annotates hears all of the song, whatever there is to begin with.
    through = Effort(played=grid.duration / person.speed)
    ways = {"corrected": corrected, "drawn": drawn, "tapped": tapped, "curve": curve}
    efforts = {way: through + annotator.effort for way, annotator in ways.items()}
    # Whoever reviews hears no more than the places. What is not labelled cannot be judged.
    unlabelled = outside(((0.0, grid.duration),), checked)
    places = doubtful_places(smoothed, grid, POSTPROCESSING, found, unlabelled)
    after = review(found, places, wanted, grid.duration)
    reviewed = sung(after.regions, checked)
    return Song(
        name=labelled.name, artist=artist, duration=grid.duration, edges=2 * len(wanted),
        edges_right=right(proposed, wanted, person), edges_reviewed=right(reviewed, wanted, person),
        wrong=seconds_wrong(proposed, wanted), wrong_reviewed=seconds_wrong(reviewed, wanted),
        efforts=efforts | {"reviewed": after.effort},
    )  # fmt: skip


def right(proposed: Regions, wanted: Regions, person: Person) -> int:
    """How many of the edges wanted have one of their kind near enough among those proposed."""
    near = 0
    for kind in ("start", "end"):
        there = np.array([getattr(region, kind) for region in proposed])
        near += sum(bool((np.abs(there - getattr(region, kind)) <= person.tolerance).any()) for region in wanted)
    return near


def songs_of(recipe: Recipe, seed: int | None, scored: ScoredSongs, person: Person) -> Iterator[Song]:
    """All songs of one recipe and seed, annotated."""
    logits = recipe.seeds[seed]
    for labelled in scored.of_fold[""]:
        if labelled.name in logits:
            yield annotated(labelled, scored.artists[labelled.name], logits[labelled.name], person)


def parsed(words: Sequence[str] | None) -> argparse.Namespace:
    """The options."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, nargs="+", default=[], help="folders of labelled songs")
    parser.add_argument("--posteriors", type=Path, nargs="+", default=[], help="posteriors of left-out songs")
    parser.add_argument("--folds", type=Path, nargs="+", default=[], help="file lists (default: those of the data)")
    parser.add_argument("--tolerance", type=float, default=0.1, help="seconds an edge may be off in the end")
    parser.add_argument("--aim", type=float, default=0.05, help="seconds an edge set by mouse is off")
    parser.add_argument("--tapping", type=float, default=0.1, help="seconds a tapped edge is off")
    parser.add_argument("--speed", type=float, default=1.0, help="at which songs are heard through")
    parser.add_argument("--searches", type=int, default=0, help="how often an edge is heard before the mouse sets it")
    parser.add_argument("--seed", type=int, default=0, help="of what the mouse and the taps miss by")
    parser.add_argument("--page", type=Path, help="write the tables as Markdown to this file, too")
    parser.add_argument("--json", action="store_true", help="print JSON, an object a line")
    return parser.parse_args(words)


def main(words: Sequence[str] | None = None) -> int:
    options = parsed(words)
    if not options.data or not options.posteriors:
        # The table of all benchmarks is drawn without them, since no data come with the program.
        print("nothing done: name labelled songs (--data) and their posteriors (--posteriors)", file=sys.stderr)
        return 0
    person = Person(options.tolerance, options.aim, options.tapping, options.speed, options.searches, options.seed)
    try:
        songs = dataset.find(options.data).songs
        splits = find_splits(options.data, songs, options.folds)
        scored = ScoredSongs.of(songs, splits, find_artists(tuple(options.data), songs, GivenArtists()).of)
        files = find_files(options.posteriors, SUFFIX, scored.folds)
        recipes = recipes_of([load_posteriors(name, path, scored) for name, path in files.items()])
        networks = {
            recipe.name + ("" if seed is None else f" (seed {seed})"): list(songs_of(recipe, seed, scored, person))
            for recipe in recipes
            for seed in recipe.seeds
        }
    except SvdError as error:
        print(error, file=sys.stderr)
        return 1
    found = {name: summaries(annotated) for name, annotated in networks.items()}
    if options.json:
        for name, summary in found.items():
            print(json.dumps({"report": "summary", "network": name, **summary.as_json()}))
    else:
        print(page(found))
    if options.page:
        options.page.write_text(page(found), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
