"""The options that say how label files are meant, where a file leaves it open."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from svd_core.cli.options import UsageError

if TYPE_CHECKING:
    from svd_core.annotation.formats.label_rows import HowToRead


def add_label_options(parser: argparse.ArgumentParser) -> None:
    """Add the options; unset, everything follows from the files."""
    group = parser.add_argument_group("how label files are meant (asked for where a file leaves it open)")
    group.add_argument(
        "--labels-as",
        metavar="WORD=MEANING,…",
        action="extend",
        default=[],
        type=lambda text: [part for part in text.split(",") if part.strip()],
        help="what labels say that are not known here: sung, unsung or ignored, such as verse=sung,solo=unsung",
    )
    group.add_argument(
        "--lyrics",
        action="store_true",
        help="labels are the words of songs: all but signs, such as - and sil, are sung",
    )
    group.add_argument(
        "--columns",
        metavar="NAME,…",
        default="",
        help="columns of tables: start, end or duration, label, confidence, source, value, - for others",
    )
    group.add_argument("--unit", choices=("s", "ms"), help="unit of the times in tables")
    group.add_argument(
        "--tier", default="", metavar="NAME", help="name or number of the tier, layer, recording or stem"
    )
    group.add_argument(
        "--past-end",
        choices=("refuse", "cut"),
        default="refuse",
        help="labels that go on after the sound's end: refuse the file, or cut them off there (default: refuse)",
    )


def how_to_read(arguments: argparse.Namespace) -> HowToRead:
    """What the options say; UsageError for words that are none of theirs."""
    from svd_core.annotation.formats.label_rows import HowToRead
    from svd_core.annotation.formats.table import columns_named
    from svd_core.annotation.vocabulary import meanings_of

    try:
        columns = columns_named(arguments.columns) if arguments.columns else ()
        meanings = meanings_of(arguments.labels_as)
    except ValueError as error:
        raise UsageError(str(error)) from error
    return HowToRead(columns, arguments.unit, arguments.tier, meanings, arguments.lyrics, arguments.past_end)


def label_words(arguments: argparse.Namespace) -> Iterator[str]:
    """The options as words of a command line, for commands that start others."""
    for flag in ("columns", "unit", "tier"):
        if value := getattr(arguments, flag):
            yield f"--{flag}={value}"
    yield from (f"--labels-as={text}" for text in arguments.labels_as)
    if arguments.lyrics:
        yield "--lyrics"
    if arguments.past_end != "refuse":
        yield f"--past-end={arguments.past_end}"
