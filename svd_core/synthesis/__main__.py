"""Write a song of the project's own making: `python -m svd_core.synthesis OUT_DIR [--seconds 40] [--seed 1]`.

OUT_DIR gets song.ogg (Ogg Vorbis, 44.1 kHz, stereo) and song.lab (where it is sung).
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import soundfile

from svd_core.features import FloatArray
from svd_core.files import write_atomically
from svd_core.formats import format_named
from svd_core.synthesis.composition import SHORTEST
from svd_core.synthesis.song import record

SAMPLE_RATE = 44100
# libsndfile's Vorbis encoder overflows its stack on long writes.
_BLOCK_SAMPLES = 16384


def write_ogg(path: Path, samples: FloatArray, sample_rate: int) -> None:
    """Ogg Vorbis from samples of shape (n, channels)."""
    channels = samples.shape[1]
    with soundfile.SoundFile(path, "w", sample_rate, channels, format="OGG", subtype="VORBIS") as file:
        for first in range(0, len(samples), _BLOCK_SAMPLES):
            file.write(samples[first : first + _BLOCK_SAMPLES])


def main(arguments: list[str] | None = None) -> int:
    """Render, write both files, say what was written; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m svd_core.synthesis", description=__doc__)
    parser.add_argument("out_dir", type=Path, help="folder for song.ogg and song.lab; made if it is not there")
    parser.add_argument("--seconds", type=float, default=40.0, help="length of the song (default 40)")
    parser.add_argument("--seed", type=int, default=1, help="decides key, tempo, melody, words and voice (default 1)")
    options = parser.parse_args(arguments)
    if not SHORTEST <= options.seconds <= 600 or options.seed < 0:
        parser.error(f"--seconds must be from {SHORTEST:g} to 600 and --seed 0 or more")
    recording = record(options.seconds, options.seed, SAMPLE_RATE)
    options.out_dir.mkdir(parents=True, exist_ok=True)
    song, labels = options.out_dir / "song.ogg", options.out_dir / "song.lab"
    write_ogg(song, recording.mix, SAMPLE_RATE)
    write_atomically(labels, format_named("lab").write(recording.regions, options.seconds).encode())
    sung = sum(region.end - region.start for region in recording.regions)
    sys.stdout.write(f"{song}: {options.seconds:g} s, {sung:.1f} s of them sung; {labels}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
