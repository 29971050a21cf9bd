"""Options of `svd stress`: how robust a model is against levels, noise, codecs, rooms, and sounds like singing."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from svd_core.cli.choices import ROBUSTNESS_TESTS
from svd_core.cli.label_options import add_label_options
from svd_core.cli.options import (
    add_common,
    add_filelists,
    add_model,
    add_parameters,
    add_shifts,
    use_threads,
)
from svd_core.cli.output import Output
from svd_core.config import QUICK_ROBUSTNESS, RobustnessConfig

_DESCRIPTION = """
Measure how the errors of a model change with the sound: with its level, the balance of voice and accompaniment, a noise
floor, mp3, AAC, Opus, Vorbis and reverberation; and how often it finds singing in instruments alone and in synthetic
tones with vibrato or glides. The result is an HTML page with plots and, beside it, the plots as PNG and all figures as
CSV and JSON. With --against the page shows a second model beside the first. Where no recordings of a kind are given,
the demo song or synthetic songs take their place; they are little evidence, and the page says so.
"""


def add_to(commands: Any, whole: bool = True) -> None:
    """Add this command to the subparsers and, if `whole`, its options."""
    parser = commands.add_parser("stress", help="measure how robust a model is", description=_DESCRIPTION)
    if not whole:
        return
    add_model(parser)
    compared = parser.add_argument_group("two models on one page")
    compared.add_argument(
        "--against",
        type=Path,
        metavar="FILE",
        help="a second model, which takes the same tests, or the JSON file of tests that it has taken; its figures are "
        "written beside the page, too",
    )
    compared.add_argument(
        "--results",
        type=Path,
        metavar="JSON",
        help="with --against: the JSON file of tests that the first model has taken, in place of --model",
    )
    for flag, metavar, text in (
        ("--data", "PATH", "labelled songs: folders with audio/ and labels/, or manifests"),
        (
            "--stems",
            "FOLDER",
            "songs as stems: a folder with SONG/vocals.* and SONG/accompaniment.*, or with songs/SONG/…",
        ),
        ("--instruments", "PATH", "recordings without singing: sound files, and folders that are searched for them"),
    ):
        parser.add_argument(flag, action="extend", nargs="+", type=Path, default=[], metavar=metavar, help=text)
    add_filelists(parser, "--only", "file lists of the labelled songs to use, one name a line (default: all)")
    parser.add_argument(
        "--out", type=Path, required=True, metavar="PAGE", help="HTML file to write, such as stress.html"
    )
    parser.add_argument(
        "--force", action="store_true", help="replace existing files; the old ones are kept with .bak after their name"
    )
    names = ", ".join(ROBUSTNESS_TESTS)
    parser.add_argument(
        "--tests", nargs="+", choices=ROBUSTNESS_TESTS, metavar="TEST", help=f"tests to run, of {names} (default: all)"
    )
    quick = f"{QUICK_ROBUSTNESS.seconds:g} s of at most {QUICK_ROBUSTNESS.recordings} recordings of each kind"
    parser.add_argument("--quick", action="store_true", help=f"a quick look: {quick}")
    add_shifts(parser)
    add_parameters(parser, RobustnessConfig, "how much sound is used", defaults=True)
    add_label_options(parser)
    add_common(parser)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace, output: Output) -> int:
    """Import what computes only now, after the number of threads is set; returns the exit status."""
    use_threads(arguments.threads)
    from svd_core.cli.execution import stress

    return stress.run(arguments, output)
