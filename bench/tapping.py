"""Tap the labels of real songs in the real window, and measure how far the regions that come of it are from them.

    python bench/tapping.py --songs SONG... [--seconds S] [--reaction S] [--spread S] [--seed N] [--json]

A song lies in audio/ and its labels in labels/ beside that, as for `svd reproduce folds`. The window runs on a display
of its own (Xvfb) and plays to a null sink of PulseAudio, whose monitor tells when the song is heard. The key T is
pressed and let go (xdotool) at each start and end of a label, later by a reaction time that is drawn anew each time:
--reaction (.2 s) on the average, with a standard deviation of --spread (.06 s). Nothing but these presses and the
song's sound reaches the program, which has heard the song with the model that comes along. "as tapped" is what the
program makes of a press without the curve, "as kept" the edges of the regions it makes.

Debian and Ubuntu: apt install xvfb xdotool pulseaudio pulseaudio-utils libasound2-plugins.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from scipy.signal import correlate

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.sync import BLOCK, RATE, Recording, start_server

ALIGNED_SECONDS = 6.0
"""So much of the song is compared with what is heard, to know when it began."""
FOLLOWED_SECONDS = 3.0
"""So much of what was heard last is looked for in the song before each press, LEAD_SECONDS before its label."""
LEAD_SECONDS = 0.3
CLOCK_SECONDS = 2.0
"""Blocks of the recording that came in the last so many seconds tell its time."""
ENDS_AFTER = 2.0
SONG_RATE = 22050


def main() -> int:
    options = parser().parse_args()
    if options.window is not None:
        return run_window(options.window)
    missing = [name for name in ("Xvfb", "xdotool", "pulseaudio", "pactl", "parec") if shutil.which(name) is None]
    if missing or not options.songs:
        # The table of all benchmarks is drawn without them, since no songs come with the program.
        print(
            f"nothing done: {'missing: ' + ', '.join(missing) if missing else 'name songs (--songs)'}", file=sys.stderr
        )
        return 0
    rng = np.random.default_rng(options.seed)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        server, display = start_server(folder), start_display()
        try:
            rows = [row for song in options.songs for row in tap_song(song, Path(folder), options, rng)]
        finally:
            display.terminate()
            server.terminate()
    if options.json:
        print("\n".join(json.dumps(row) for row in rows))
    else:
        show(rows)
    return 0


def start_display() -> subprocess.Popen:
    """Start a display of its own, and let programs find it."""
    read, write = os.pipe()
    display = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1400x900x24"], pass_fds=(write,), stderr=subprocess.DEVNULL
    )
    os.close(write)
    with os.fdopen(read) as number:
        os.environ["DISPLAY"] = f":{number.readline().strip()}"
    os.environ["QT_QPA_PLATFORM"] = "xcb"
    return display


def run_window(song: Path) -> int:
    """Show the window with a song, and print what it makes of each tap."""
    from svd_gui import program
    from svd_gui.song import tap_annotation
    from svd_gui.window.main_window import MainWindow

    tapped = tap_annotation.tapped

    def reported(down: float, up: float, delay: float, rises, duration: float):
        region = tapped(down, up, delay, rises, duration)
        kept = None if region is None else [region.start, region.end]
        print(json.dumps({"down": down, "up": up, "delay": delay, "kept": kept}), flush=True)
        return region

    tap_annotation.tapped = reported
    begin = MainWindow.start

    def begin_and_tell(window: MainWindow, *words: object) -> None:
        window.session.settled.connect(lambda: print(json.dumps({"settled": True}), flush=True))
        begin(window, *words)

    MainWindow.start = begin_and_tell
    return program.main([str(song)])


def tap_song(song: Path, folder: Path, options: argparse.Namespace, rng: np.random.Generator) -> Iterator[dict]:
    """Play a song and tap its labels; yields an edge at a time."""
    from svd_core.annotation.label_file import read_labels
    from svd_core.audio.sound_file import read_mono

    labels = song.parent.parent / "labels" / f"{song.stem}.lab"
    regions = [one for one in read_labels(labels) if one.end < options.seconds]
    copy = Path(shutil.copy(song, folder))
    samples = read_mono(copy)
    environment = os.environ | {f"XDG_{name}_HOME": f"{folder}/{name}" for name in ("CONFIG", "CACHE", "DATA", "STATE")}
    recording = Recording()
    window = subprocess.Popen(
        [sys.executable, __file__, "--window", copy], stdout=subprocess.PIPE, text=True, env=environment
    )
    hand = subprocess.Popen(["xdotool", "-"], stdin=subprocess.PIPE, text=True)
    said: list[dict] = []
    threading.Thread(target=lambda: said.extend(map(json.loads, window.stdout)), daemon=True).start()
    try:
        until(lambda: any("settled" in line for line in said), 300)
        time.sleep(2)
        # Without a window manager nobody else gives it the keys.
        press(hand, f"search --sync --onlyvisible --name {song.stem} windowfocus --sync", "sleep 1", "key Home",
              "key space")  # fmt: skip
        time.sleep(2)
        if options.picture:
            subprocess.run(["import", "-window", "root", options.picture], check=False)
        time.sleep(ALIGNED_SECONDS + 2)
        began = heard_from(recording, samples)
        regions = [one for one in regions if one.start > time.perf_counter() - began + 1.0]
        presses = tap(hand, regions, lambda about: followed(recording, samples, about), began, options, rng)
        time.sleep(ENDS_AFTER)
    finally:
        window.terminate()
        recording.stop()
    taps = [line for line in said if "down" in line]
    if options.verbose:
        print("\n".join(map(json.dumps, taps)), file=sys.stderr)
    print(f"{song.stem}: {len(regions)} labels, {len(taps)} taps", file=sys.stderr)
    for region, (down, up) in zip(regions, presses, strict=True):
        # A tap belongs to the press at which it began.
        for line in (line for line in taps if abs(line["down"] - down) < 0.15):
            for place, (name, at, wanted) in enumerate((("start", "down", region.start), ("end", "up", region.end))):
                pressed = (down, up)[place]
                yield {
                    "song": song.stem, "edge": name, "label": wanted, "clock": line[at] - pressed,
                    "tapped": line[at] - line["delay"] - wanted,
                    "kept": None if line["kept"] is None else line["kept"][place] - wanted,
                }  # fmt: skip


def press(hand: subprocess.Popen, *commands: str) -> float:
    """Press or let go keys; returns when, by `perf_counter`."""
    hand.stdin.write("".join(f"{command}\n" for command in commands))
    hand.stdin.flush()
    return time.perf_counter()


def tap(hand: subprocess.Popen, regions, follow, began: float, options, rng) -> list[tuple[float, float]]:
    """Tap the regions of a song as it is heard; returns where in the song each press and release was."""
    done = []
    for region in regions:
        times = []
        for at, command in ((region.start, "keydown t"), (region.end, "keyup t")):
            reaction = max(rng.normal(options.reaction, options.spread), 0.05)
            time.sleep(max(0.0, began + at - LEAD_SECONDS - time.perf_counter()))
            # The sound falls behind where the machine has no time for it, and people tap to what they hear.
            began = follow(began)
            time.sleep(max(0.0, began + at + reaction - time.perf_counter()))
            times.append(press(hand, command) - began)
        done.append((times[0], times[1]))
    return done


def heard_from(recording: Recording, samples: np.ndarray) -> float:
    """When the song's begin was heard, in seconds of `perf_counter`, by the first of it that is not silent."""
    loud = int(np.argmax(np.abs(samples) > 0.02))
    piece = samples[loud : loud + int(ALIGNED_SECONDS * SONG_RATE / 2)]
    sound, end = last_of(recording, None)
    return end - (len(sound) - best_match(sound, piece) + loud) / SONG_RATE


def followed(recording: Recording, samples: np.ndarray, about: float) -> float:
    """When the song's begin would have been heard that goes with what is heard now; `about` says it to a second."""
    sound, end = last_of(recording, FOLLOWED_SECONDS)
    expected = round((end - about) * SONG_RATE) - len(sound)
    first = max(0, expected - SONG_RATE)
    window = samples[first : first + len(sound) + 2 * SONG_RATE]
    if np.abs(sound).max() < 0.02 or len(window) < len(sound):
        return about
    return end - (first + best_match(window, sound) + len(sound)) / SONG_RATE


def last_of(recording: Recording, seconds: float | None) -> tuple[np.ndarray, float]:
    """The last seconds heard, or all, at SONG_RATE, and when they ended."""
    blocks = recording.blocks
    if seconds is not None:
        blocks = blocks[-round(seconds * RATE / BLOCK) :]
    sound = np.frombuffer(b"".join(block for _, block in blocks), np.int16).astype(np.float32) / 32768
    lengths = np.array([len(block) // 2 for _, block in blocks])
    left = (len(sound) - np.cumsum(lengths)) / RATE
    # Blocks come late, never early: the least delayed one tells.
    recent = left < CLOCK_SECONDS
    end = (np.array([when for when, _ in blocks]) + left)[recent].min()
    return sound[:: RATE // SONG_RATE], float(end)


def best_match(sound: np.ndarray, piece: np.ndarray) -> int:
    """Where in a sound a piece fits best."""
    return int(np.argmax(correlate(sound, piece, mode="valid", method="fft")))


def until(ready, seconds: float) -> None:
    end = time.perf_counter() + seconds
    while not ready():
        if time.perf_counter() > end:
            raise SystemExit("The window did not detect the song in time.")
        time.sleep(0.1)


def show(rows: list[dict]) -> None:
    """Print the distances as a table."""
    print(f"load {os.getloadavg()[1]:.1f} (5 minutes)")
    print("edge   taps  clock ms (sd)  as tapped: mean ms (sd), within 100 ms  as kept: mean ms (sd), within 100 ms")
    for edge in ("start", "end"):
        of_edge = [row for row in rows if row["edge"] == edge and row["kept"] is not None]
        values = {name: 1000 * np.array([row[name] for row in of_edge]) for name in ("clock", "tapped", "kept")}
        parts = [f"{one.mean():7.0f} ({one.std():3.0f})" for one in values.values()]
        within = [f"{100 * (np.abs(values[name]) <= 100).mean():3.0f} %" for name in ("tapped", "kept")]
        print(f"{edge:<6} {len(of_edge):4d}  {parts[0]}  {parts[1]}, {within[0]}  {parts[2]}, {within[1]}")


def parser() -> argparse.ArgumentParser:
    """The options."""
    result = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    result.add_argument("--songs", type=Path, nargs="+", default=[], help="sound files with labels beside them")
    result.add_argument("--seconds", type=float, default=120.0, help="of each song at most (120)")
    result.add_argument("--reaction", type=float, default=0.2, help="mean of the reaction times, in seconds (.2)")
    result.add_argument("--spread", type=float, default=0.06, help="their standard deviation, in seconds (.06)")
    result.add_argument("--seed", type=int, default=0, help="of the reaction times")
    result.add_argument("--json", action="store_true", help="print JSON, an edge a line")
    result.add_argument("--verbose", action="store_true", help="print what the program took each tap for")
    result.add_argument("--picture", type=Path, help="where to keep a picture of the screen")
    result.add_argument("--window", type=Path, help=argparse.SUPPRESS)
    return result


if __name__ == "__main__":
    sys.exit(main())
