"""Options of `svd data`: build data sets from songs and corpora, and check existing ones."""

from __future__ import annotations

import argparse
from dataclasses import fields
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from svd_core.cli.label_options import add_label_options
from svd_core.cli.options import add_artists, add_filelists, add_json, add_parameters
from svd_core.cli.output import Output

if TYPE_CHECKING:
    from svd_core.data.corpora.corpus import Corpus


_DESCRIPTION = """
Build a data set (a folder with audio/, labels/ and filelists/, as the other commands take it) from a published corpus
or from your own labelled songs; or check an existing data set. Songs that were corrected in the window are taken as
they were left there, and what is not checked stays open. Sound files are linked, not converted. Either the whole folder
is written or nothing; dataset.json in it says what it was built from. Exit status: 0 no problem, 1 faults, or songs of
one artist in several lists.
"""

_CHECK = """
Check a data set: every sound file has labels and every label file a sound file, their lengths agree, file lists name
only songs that are there, and no artist and no recording is in two lists. Nothing is changed. Exit status: 0 no
problem, 1 faults or leaks.
"""


def add_to(commands: Any, whole: bool = True) -> None:
    """Add this command to the subparsers and, if `whole`, a sub-command for each kind of source.

    The kinds of source take long to import; the command line needs them only where `data` is the command.
    """
    parser = commands.add_parser("data", help="build and check data sets", description=_DESCRIPTION)
    if not whole:
        return
    from svd_core.data.corpora import CORPORA, LABEL_FILE_CORPORA

    kinds = parser.add_subparsers(title="kinds of source", metavar="KIND", required=True)
    for kind in CORPORA:
        _add_kind(kinds, kind, labels=kind in LABEL_FILE_CORPORA)
    check = kinds.add_parser("check", help="check an existing data set", description=_CHECK)
    check.add_argument("folder", type=Path, metavar="FOLDER", help="the data set")
    add_filelists(
        check, "--lists", "file lists that must not share songs or artists (default: those in FOLDER/filelists)"
    )
    add_label_options(check)
    _add_shared(check)
    check.set_defaults(run=_check)


def _add_kind(kinds: Any, kind: Corpus, labels: bool) -> None:
    """Add the sub-command for one kind of source, with the options of its own and, if `labels`, those of labels."""
    from svd_core.data.building import BuildConfig

    parser = kinds.add_parser(kind.name, help=kind.title, description=f"{kind.title}. Source: {kind.layout}.")
    parser.add_argument("source", type=Path, metavar="SOURCE", help="the folder, laid out as it was published")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="data set to write")
    parser.add_argument(
        "--replace", action="store_true", help="replace a data set that this command built, unless it was changed since"
    )
    parser.add_argument(
        "--skip-faulty", action="store_true", help="leave out songs that have faults, instead of stopping"
    )
    if fields(kind):
        add_parameters(parser, type(kind), "what counts as singing", defaults=True)
    add_parameters(parser, BuildConfig, "how the folder is made", defaults=True)
    if labels:
        add_label_options(parser)
    _add_shared(parser)
    parser.set_defaults(run=partial(_build, kind))


def _add_shared(parser: argparse.ArgumentParser) -> None:
    """Add the options that all sub-commands have."""
    add_artists(parser)
    add_json(parser)


def _build(corpus: Corpus, arguments: argparse.Namespace, output: Output) -> int:
    """Build the data set; returns the exit status."""
    from svd_core.cli.execution import data

    return data.build_data_set(corpus, arguments, output)


def _check(arguments: argparse.Namespace, output: Output) -> int:
    """Check the data set; returns the exit status."""
    from svd_core.cli.execution import data

    return data.check_data_set(arguments, output)
