"""Kill windows at random moments while two of them work in one folder, and see whether what was shown as saved is lost.

    python bench/kill_windows.py [--rounds N] [--seed N] [--json]

Two real windows, each a process of its own without a screen, have one folder open. Each opens songs, mostly its half of
them and sometimes the other's, waits for the model's regions, makes, deletes and checks regions, undoes and redoes, and
writes notes to songs that are not open; at times one has a batch run on all songs: detecting, exporting or marking.
Where a song is open in the other window, it must be told so and its edits refused, until the other one is gone. At a
random moment one of the windows is killed (SIGKILL), or both, and started again.

After each kill, while the other window works on: every state that was shown as saved is in its song's journal as it was
then, and the last one is what the song opens with; so are notes. The killed window's song is free. The index opens with
all its songs, or is made anew; journals and exported labels are whole; nothing is in the folder that belongs to nobody;
what the killed window had started ends within three minutes, after the song that it was at. The exit status is the
number of rounds after which something was wrong.
"""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ["QT_QPA_PLATFORM"] = "offscreen"

import argparse
import importlib
import json
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
import soundfile

from bench.killing.faults import Known, faults_after
from bench.killing.window_process import WindowProcess

N_SONGS, SECONDS, RATE = 12, 6.0, 22050
ROUNDS_A_FOLDER = 10
"""After so many rounds another folder is begun, before compaction sums up states that are looked for."""
LARGE = ("torch", "svd_core.model.network", "svd_core.model.inference", "svd_gui.timeline.plots")
"""What windows import when they are there already; here once for all of them."""
PATIENCE_SECONDS = 180.0
LONGEST_WORK_SECONDS = 3.0
SHARE_OF_BATCHES, SHARE_OF_BOTH = 0.2, 0.2


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=100, help="how many kills (default: 100)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args()
    for name in LARGE:
        importlib.import_module(name)
    facts = play(options.rounds, random.Random(options.seed), sys.stderr if options.json else sys.stdout)
    words = ", ".join(f"{value} {name.replace('_', ' ')}" for name, value in facts.items())
    print(json.dumps({"report": "summary"} | facts) if options.json else words)
    return facts["failed_rounds"]


def play(n_rounds: int, rng: random.Random, told: TextIO) -> Counter[str]:
    """Play all rounds and count what happened; faults and progress are told as they come."""
    facts = Counter({"rounds": 0, "failed_rounds": 0})
    for first in range(0, n_rounds, ROUNDS_A_FOLDER):
        with tempfile.TemporaryDirectory(prefix="svd-kills-") as place:
            known = make_songs(Path(place, "songs"), rng)
            windows = [WindowProcess(Path(place), index) for index in range(2)]
            try:
                for number in range(first, min(first + ROUNDS_A_FOLDER, n_rounds)):
                    play_round(windows, known, rng, facts, number, told)
            finally:
                for window in windows:
                    window.kill()
                facts.update(known.counts)
    return facts


def make_songs(folder: Path, rng: random.Random) -> Known:
    """A folder of short sounds; returns what is known of it so far."""
    folder.mkdir()
    times = np.arange(int(SECONDS * RATE)) / RATE
    for number in range(N_SONGS):
        inside = folder / f"artist {number % 2}"
        inside.mkdir(exist_ok=True)
        tone = 0.3 * np.sin(2 * np.pi * rng.uniform(200, 800) * times) * (times % 2 < 1)
        soundfile.write(inside / f"{number:02d}.wav", tone, RATE)
    return Known(folder, tuple(f"artist {number % 2}/{number:02d}.wav" for number in range(N_SONGS)))


def play_round(
    windows: Sequence[WindowProcess], known: Known, rng: random.Random, facts: Counter[str], number: int, told: TextIO
) -> None:
    """Have both windows work, kill one or both, and look at what is left."""
    faults = let_work(windows, rng)
    killed = list(windows) if rng.random() < SHARE_OF_BOTH else [rng.choice(windows)]
    for window in killed:
        window.kill()
    killed = [window for window in windows if not window.is_running]
    for window in windows:
        window.listen(0)
        known.take(window)
    faults += faults_after(known, windows, killed)
    facts.update({"rounds": 1, "kills": len(killed), "failed_rounds": bool(faults)})
    for fault in faults:
        print(f"round {number}: {fault}", file=told, flush=True)
    if number % 10 == 9:
        print(f"{number + 1} rounds: {dict(facts)}", file=told, flush=True)


def let_work(windows: Sequence[WindowProcess], rng: random.Random) -> list[str]:
    """Start those windows that were killed, and let both work for a while; returns what is wrong."""
    for window in windows:
        if not window.is_running:
            window.start(rng.randrange(1 << 30))
    slow = [window for window in windows if not window.wait_until_ready(PATIENCE_SECONDS)]
    if rng.random() < SHARE_OF_BATCHES:
        rng.choice(windows).ask(rng.choice(["detect", "export", "mark"]))
    end = time.monotonic() + rng.uniform(0, LONGEST_WORK_SECONDS)
    while time.monotonic() < end:
        for window in windows:
            window.listen(0.01)
    gone = [window for window in windows if window.has_ended]
    for window in {*slow, *gone}:
        window.kill()
    return [
        *(f"window {window.index} did not start" for window in slow if window not in gone),
        *(f"window {window.index} ended by itself: {window.errors[-400:]}" for window in gone),
    ]


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    sys.exit(min(main(), 100))
