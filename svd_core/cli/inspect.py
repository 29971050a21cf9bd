"""`svd inspect`: what files are: sound, labels, models and annotations, found by reading them."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from svd_core.cli.label_options import add_label_options, how_to_read
from svd_core.cli.options import add_common, use_threads
from svd_core.cli.output import Output

_DESCRIPTION = """
Say what files are. Of sound: container, codec, channels, sample rate, seconds decoded and stated, clipping, silence. Of
labels: the columns or tier taken, every distinct label with what it says (sung, unsung, ignored, unknown), and the
regions. Of models and annotations: what they hold. Nothing is changed. Exit status: 0 all files could be read, 1 some
could not.
"""


def add_to(commands: Any, whole: bool = True) -> None:
    """Add this command to the subparsers and, if `whole`, its options."""
    parser = commands.add_parser(
        "inspect", help="say what files are, and what is odd about them", description=_DESCRIPTION
    )
    if not whole:
        return
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="sound, label, model and annotation files")
    add_label_options(parser)
    add_common(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Inspect every file; returns the exit status."""
    use_threads(arguments.threads)
    from svd_core.data.inspection import in_lines, inspected

    how = how_to_read(arguments)
    failed = 0
    for path in arguments.files:
        facts = inspected(path, how)
        output.report("inspected", file=str(path), **facts)
        for line in in_lines(path, facts):
            output.say(line)
        failed += facts["error"] is not None
    return 1 if failed else 0
