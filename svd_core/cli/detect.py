"""Options of `svd detect`: find the singing in songs and write labels."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from svd_core.cli.choices import OUTPUT_SUFFIXES, PICTURE_FORMATS, THEMES
from svd_core.cli.options import (
    UsageError,
    add_common,
    add_model,
    add_parameters,
    add_shifts,
    add_songs,
    use_threads,
)
from svd_core.cli.output import Output
from svd_core.config import PostprocessingConfig

_DESCRIPTION = """
Find the singing in songs and write one label file for each. Labels go beside each song or, with --out FOLDER, into the
same subfolders below FOLDER. A file that exists already is kept, because it may hold somebody's corrections, and the
song counts as failed; --skip-existing passes over such songs unless another model made their labels and nobody has
changed them since, which is how to go on after a stop and how to change the model; --force replaces the file and keeps
the old one as song.lab.bak. Songs of one folder whose names differ only in the suffix keep it
(a.mp3.lab, a.wav.lab). What is computed is kept in the user's cache by the content of song and model, so that neither
this command nor the window computes it again. Several songs end with a summary: done, skipped, failed and why. Exit
status: 0 all songs done or skipped, 1 some failed, 2 wrong command line.
"""


def add_to(commands: Any, whole: bool = True) -> None:
    """Add this command to the subparsers and, if `whole`, its options."""
    parser = commands.add_parser("detect", help="find the singing in songs", description=_DESCRIPTION)
    if not whole:
        return
    add_songs(parser, _song)
    add_model(parser)
    add_shifts(parser)
    parser.add_argument(
        "--format",
        choices=tuple(OUTPUT_SUFFIXES),
        default="lab",
        help="format of label files (default: lab); csv and json include the confidence of regions",
    )
    parser.add_argument(
        "--fresh", action="store_true", help="compute also what is in the cache of earlier detections, and keep nothing"
    )
    parser.add_argument(
        "--no-labels", action="store_true", help="write no labels: detect for the cache, where the window finds it"
    )
    parser.add_argument("--out", metavar="FOLDER", help="folder for labels (default: beside each song); - for stdout")
    parser.add_argument(
        "--picture",
        action="store_true",
        help="also draw each song, in the same place: spectrogram, regions and probability",
    )
    parser.add_argument(
        "--picture-format", choices=PICTURE_FORMATS, help="file format of the picture (default: png); implies --picture"
    )
    parser.add_argument(
        "--theme", choices=THEMES, default=THEMES[0], help=f"colours of the picture (default: {THEMES[0]})"
    )
    existing = parser.add_mutually_exclusive_group()
    existing.add_argument(
        "--skip-existing",
        action="store_true",
        help="leave existing files, and pass over songs that have all of theirs; labels that another model made on "
        "this computer, and that nobody has changed, are made anew",
    )
    existing.add_argument(
        "--force", action="store_true", help="replace existing files; the old ones are kept with .bak after their name"
    )
    _add_cluster(parser)
    add_parameters(parser, PostprocessingConfig, "postprocessing (default: as in the model)")
    add_common(parser)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace, output: Output) -> int:
    """Import what computes only now, after the number of threads is set; returns the exit status."""
    use_threads(arguments.threads)
    if arguments.cluster is not None:
        from svd_core.cli.execution import archive

        return archive.run(arguments, output)
    if arguments.table is not None or arguments.price_per_hour is not None:
        raise UsageError("--table and --price-per-hour go with --cluster")
    if url := next((song for song in arguments.songs if isinstance(song, str)), ""):
        raise UsageError(f"{url}: songs elsewhere are read with --cluster")
    from svd_core.cli.execution import detect

    return detect.run(arguments, output)


def _add_cluster(parser: argparse.ArgumentParser) -> None:
    """Add the options for archives."""
    group = parser.add_argument_group("archives, on many machines or all cores of this one (needs Ray)")
    group.add_argument(
        "--cluster",
        nargs="?",
        const="",
        metavar="ADDRESS",
        help="detect on the Ray cluster at host:port or ray://host:port (default: that of RAY_ADDRESS, else a Ray is "
        "started on this machine), a song a worker, with --threads cores each (default: 1) or a GPU; songs may be "
        "URLs, such as s3://bucket/folder, and patterns; nothing is kept in the cache",
    )
    group.add_argument(
        "--table",
        metavar="FOLDER",
        help="write a row for each song into Parquet files in this folder, which may be a URL",
    )
    group.add_argument(
        "--price-per-hour",
        type=_price,
        metavar="PRICE",
        help="what an hour of all machines together costs; the summary says what 1 000 hours of sound cost",
    )


def _song(text: str) -> Path | str:
    """A path, or a URL as it is."""
    return text if "://" in text else Path(text)


def _price(text: str) -> float:
    """A price of at least 0; argparse says what is wrong with any other text."""
    try:
        price = float(text)
    except ValueError:
        price = -1.0
    if not 0 <= price < 1e9:
        raise argparse.ArgumentTypeError(f"expected a price, got {text!r}")
    return price
