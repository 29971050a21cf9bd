"""Memory of a training on more sound than memory holds, with made sound.

    python bench/corpus.py [--hours N] [--updates N] [--json]

A data set of so many songs of an hour is made: two recordings of noise and tones, each under many names, with labels
that change every ten seconds. `svd train` learns from it for a few updates, once with excerpts and once with stretches,
and its memory is read from /proc all the while (so on Linux only). What counts is anonymous memory: mapped pages of
files are dropped by the system when somebody needs memory, and are given beside it. Two recordings stand for many,
whose files would not fit on every disk: what a training holds in memory of each is the same, what it reads is not.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import numpy as np
import soundfile

ROOT = Path(__file__).resolve().parents[1]
RATE = 22050
PRESETS = ("schlueter2017", "recurrent")
FIELDS = {"RssAnon": "anonymous_gb", "RssFile": "mapped_gb", "VmRSS": "resident_gb"}


def make_corpus(folder: Path, hours: int) -> None:
    """Write the data set; songs of one recording are links to one file."""
    for part in ("audio", "labels"):
        (folder / part).mkdir()
    random, time_s = np.random.default_rng(0), np.arange(60 * RATE) / RATE
    for number in range(2):
        with soundfile.SoundFile(folder / f"{number}.wav", "w", RATE, 1, subtype="PCM_16") as file:
            for minute in range(60):
                tone = 0.1 * np.sin(2 * np.pi * (200 + 50 * number + minute) * time_s)
                file.write((tone + 0.02 * random.standard_normal(len(tone))).astype(np.float32))
    labels = "".join(
        f"{t} {t + 10} {word}\n" for t, word in zip(range(0, 3600, 10), ["sing", "nosing"] * 180, strict=True)
    )
    for song in range(hours):
        os.link(folder / f"{song % 2}.wav", folder / "audio" / f"artist{song // 10} - song{song}.wav")
        (folder / "labels" / f"artist{song // 10} - song{song}.lab").write_text(labels)


def watched(process: subprocess.Popen[str], peaks: dict[str, float]) -> None:
    """Keep the highest values of the memory of a process until it ends."""
    while process.poll() is None:
        try:
            status = Path(f"/proc/{process.pid}/status").read_text()
        except OSError:
            return
        for name, key in FIELDS.items():
            if found := re.search(rf"{name}:\s+(\d+) kB", status):
                peaks[key] = max(peaks.get(key, 0.0), int(found[1]) / 1e6)
        time.sleep(0.1)


def train(folder: Path, preset: str, updates: int) -> dict[str, float]:
    """Peaks of memory, and the seconds until the first update, of one training."""
    words = [sys.executable, "-m", "svd_core", "train", "--data", str(folder), "--preset", preset, "--json"]
    words += [
        "--out",
        str(folder / f"{preset}.safetensors"),
        "--cache",
        str(folder / "store"),
        "--updates",
        str(updates),
    ]
    words += ["--report-every", "1"] + (["--codings", "0"] if preset == "recurrent" else [])
    began, peaks = time.monotonic(), {}
    process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    watcher = threading.Thread(target=watched, args=(process, peaks), daemon=True)
    watcher.start()
    assert process.stdout is not None
    for line in process.stdout:
        if json.loads(line)["report"] == "progress":
            peaks.setdefault("first_update_s", time.monotonic() - began)
    if process.wait():
        raise SystemExit(f"{preset}: the training failed")
    watcher.join()
    return peaks


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hours", type=int, default=40, help="hours of songs (default: 40)")
    parser.add_argument("--updates", type=int, default=5, help="updates of each training (default: 5)")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="svd-corpus-", dir=os.environ.get("SVD_BENCH_FOLDER")) as name:
        folder = Path(name)
        make_corpus(folder, arguments.hours)
        for preset in PRESETS:
            line = {
                "report": "memory",
                "preset": preset,
                "hours": arguments.hours,
                **train(folder, preset, arguments.updates),
            }
            if arguments.json:
                print(json.dumps(line), flush=True)
            else:
                memory = f"{line['anonymous_gb']:.2f} GB of memory, {line['mapped_gb']:.2f} GB of mapped files"
                print(f"{preset}, {line['hours']} h: {memory}, {line['first_update_s']:.0f} s to the first update")
    return 0


if __name__ == "__main__":
    sys.exit(main())
