"""Kill windows at random moments of editing and see whether anything that was acknowledged is lost.

    python bench/kill.py [--rounds N] [--seed N] [--json]

In each round a process edits a song through the window's document: regions are made, deleted and checked, edits undone,
redone and jumped between. After each of them it says which state it is in. Then it is killed (SIGKILL) at a random
moment. In two rounds of three a second process has the same song open: it reads along, takes over when the first one
is gone, edits on, and is killed, too. In some rounds a process is told to close the song and killed while it does so,
which is when long journals are compacted.

After each round the song is opened once more. It must open without damage, with every acknowledged state in its
history, the last hundred and a hundred others compared with what they were then, and in the last of them, or in one
that was written but not yet acknowledged. Nothing may have been written to standard error. The exit status is the
number of rounds that failed.
"""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import argparse
import hashlib
import json
import random
import select
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from svd_core.annotation.journal import song_journal
from svd_core.annotation.journal.annotation_json import to_text
from svd_core.annotation.journal.changes import sound_of
from svd_core.annotation.journal.opening import look_up
from svd_core.annotation.journal.places import Places
from svd_core.annotation.journal.reading import Reading, read_journal
from svd_core.annotation.regions import Region, normalised
from svd_core.annotation.song_annotation import SongAnnotation

DURATION = 200.0
ROUNDS_A_SONG = 12
"""After so many rounds another song is begun, before compaction sums up states that are looked for."""
LONG_LINES = 150
"""Lines from which on the children compact a journal, so that they do it often."""


def blank(name: str) -> SongAnnotation:
    return SongAnnotation(name, hashlib.sha256(name.encode()).hexdigest(), DURATION)


def places_of(folder: Path, name: str) -> Places:
    return Places.of(folder / name, blank(name).song_key, folder / "fallback")


def digest(annotation: SongAnnotation) -> str:
    return hashlib.sha256(to_text(annotation).encode()).hexdigest()[:16]


# --- the process that is killed ---


def edit_until_killed(folder: Path, name: str, seed: int) -> None:
    """Open the song as a window does, and edit it for as long as it may; close it when standard input ends."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from svd_gui.song.document import Document
    from svd_gui.song.shared_song import SharedSong

    song_journal.LONG_LINES = LONG_LINES
    application = QApplication([])
    rng = random.Random(seed)
    document = Document()
    shared = SharedSong(document)
    shared.question_changed.connect(
        lambda question: QTimer.singleShot(0, question.answers[0].act) if question and question.answers else None
    )
    found = look_up(places_of(folder, name), blank(name))
    document.open(found)
    shared.open(found, sound_of(blank(name)))
    told = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), told.set()), daemon=True).start()
    say("ready")

    def step() -> None:
        if told.is_set():
            timer.stop()
            journal = document.journal
            document.close()
            if journal is not None:
                journal.wait()
            say("closed")
            application.quit()
        elif document.read_only_reason:
            shared.watch()
        else:
            change(document, rng)
            assert document.history is not None
            say(f"{document.history.current} {digest(document.history.annotation)}")

    timer = QTimer()
    timer.timeout.connect(step)
    timer.start(1)
    application.exec()


def change(document, rng: random.Random) -> None:
    """One thing that a person may do."""
    stack, history = document.undo_stack, document.history
    kind = rng.choice(["add", "add", "add", "move", "delete", "check", "undo", "undo", "redo", "jump", "name"])
    regions = document.regions
    if kind == "undo" and stack.canUndo():
        stack.undo()
    elif kind == "redo" and stack.canRedo():
        stack.redo()
    elif kind == "jump" and len(history):
        document.go(rng.choice(history.steps).id)
    elif kind == "name" and len(history):
        document.name_state(rng.choice(history.steps).id, f"name {rng.randrange(9)}")
    elif kind == "check":
        start = rng.uniform(0, DURATION - 5)
        document.mark_checked("Mark as checked", ((start, start + 3),))
    elif kind == "delete" and regions:
        document.edit("Delete region", tuple(r for r in regions if r is not rng.choice(regions)))
    else:
        start = rng.uniform(0, DURATION - 5)
        added = Region(start, start + rng.uniform(0.1, 4), source="hand")
        document.edit("Add region", normalised((*regions, added), DURATION), series=rng.choice([None, "series"]))


def say(text: str) -> None:
    """Write a line at once and as a whole."""
    os.write(1, f"{text}\n".encode())


# --- the process that kills ---


@dataclass
class Victim:
    """A process that edits, and what it has said."""

    process: subprocess.Popen
    said: list[str] = field(default_factory=list)
    errors: str = ""

    @classmethod
    def start(cls, folder: Path, name: str, seed: int) -> "Victim":
        words = [sys.executable, __file__, "--child", str(folder), name, str(seed)]
        pipe = subprocess.PIPE
        process = subprocess.Popen(words, stdin=pipe, stdout=pipe, stderr=pipe, text=True)
        victim = cls(process)
        assert process.stdout is not None
        victim.said.append(process.stdout.readline().strip())
        return victim

    def close(self) -> None:
        """Ask it to close the song."""
        assert self.process.stdin is not None
        self.process.stdin.close()

    def kill(self) -> None:
        self.process.kill()
        if self.process.stdin is not None and not self.process.stdin.closed:
            self.process.stdin.close()
        assert self.process.stdout is not None and self.process.stderr is not None
        # A last line that the kill has cut off was not said.
        text = self.process.stdout.read()
        self.said += text[: text.rfind("\n") + 1].splitlines()
        self.errors = self.process.stderr.read().replace("This plugin does not support propagateSizeHints()\n", "")
        self.process.wait()

    @property
    def acknowledged(self) -> list[tuple[str, str]]:
        """States and their digests, in the order in which they were reached."""
        return [(line.split()[0], line.split()[1]) for line in self.said if " " in line]


def play_round(folder: Path, name: str, rng: random.Random, number: int) -> list[Victim]:
    """Let one or two processes edit, and kill them."""
    victims = [Victim.start(folder, name, rng.randrange(1 << 30))]
    if number % 3:
        victims.append(Victim.start(folder, name, rng.randrange(1 << 30)))
    time.sleep(rng.uniform(0, 0.4))
    if rng.random() < 0.3:
        victims[0].close()
        time.sleep(rng.uniform(0, 0.1))
    victims[0].kill()
    for victim in victims[1:]:
        if rng.random() < 0.7:
            # Until it has taken over and edited something.
            select.select([victim.process.stdout], [], [], 10)
        time.sleep(rng.uniform(0, 0.3))
        victim.kill()
    return victims


def faults_after(folder: Path, name: str, known: dict[str, str], victims: list[Victim]) -> list[str]:
    """What is wrong with the song after a round; `known` are all states acknowledged so far, with their digests."""
    faults = [victim.errors for victim in victims if victim.errors]
    acknowledged = [pair for victim in victims for pair in victim.acknowledged]
    known.update(acknowledged)
    found = look_up(places_of(folder, name), blank(name))
    if found.hindrance or found.warnings or found.other_copy:
        faults.append(f"hindrance {found.hindrance!r}, warnings {found.warnings}, other copy {found.other_copy}")
    if found.reading is None:
        return faults + (["no journal"] if known else [])
    history = found.reading.history
    faults += [f"state {state} is lost" for state in known if state not in history]
    there = [state for state in known if state in history]
    # Comparing all of them each time would take longer than all the rest.
    looked_at = {state for state, _ in acknowledged[-100:]} | set(random.Random(0).sample(there, min(100, len(there))))
    for state in looked_at.intersection(there):
        if digest(history.at(state)) != known[state]:
            faults.append(f"state {state} is not as it was")
    if acknowledged and acknowledged[-1][0] not in (history.current, current_before_last_line(found.reading)):
        faults.append(f"opens in state {history.current}, the last acknowledged one is {acknowledged[-1][0]}")
    return faults


def current_before_last_line(reading: Reading) -> str:
    """The state that was the current one before the last line, which may have been written but not acknowledged."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "shorter.svd"
        path.write_bytes(reading.header_line + b"".join(reading.lines[:-1]))
        return read_journal(path).history.current


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", action="store_true", help="print JSON, an object a line")
    parser.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        edit_until_killed(Path(options.child[0]), options.child[1], int(options.child[2]))
        return 0
    facts = play(options.rounds, random.Random(options.seed), sys.stderr if options.json else sys.stdout)
    words = ", ".join(f"{value} {name.replace('_', ' ')}" for name, value in facts.items())
    print(json.dumps({"report": "summary"} | facts) if options.json else words)
    return facts["failed"]


def play(n_rounds: int, rng: random.Random, told: TextIO) -> dict[str, int]:
    """Play all rounds and count what happened; faults and progress are told as they come."""
    facts = {"rounds": 0, "failed": 0, "edits_acknowledged": 0, "takeovers": 0, "songs_compacted": 0}
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        known: dict[str, str] = {}
        for number in range(n_rounds):
            name = f"song {number // ROUNDS_A_SONG}.mp3"
            if number % ROUNDS_A_SONG == 0:
                known = {}
            victims = play_round(folder, name, rng, number)
            faults = faults_after(folder, name, known, victims)
            facts["rounds"] += 1
            facts["failed"] += bool(faults)
            facts["edits_acknowledged"] += sum(len(victim.acknowledged) for victim in victims)
            facts["takeovers"] += len(victims) > 1 and bool(victims[1].acknowledged)
            for fault in faults:
                print(f"round {number}: {fault}", file=told, flush=True)
            if number % 20 == 19:
                print(f"{number + 1} rounds, {facts['failed']} failed", file=told, flush=True)
        facts["songs_compacted"] = len(list(folder.glob("*.bak")))
    return facts


if __name__ == "__main__":
    sys.exit(min(main(), 100))
