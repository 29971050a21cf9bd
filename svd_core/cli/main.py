"""The `svd` command: finds the command in the arguments, runs it, and reports errors.

Exit status: 0 all went well, 1 something failed, 2 the command line is wrong, 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from svd_core.audio.decoder_messages import keep_own_messages
from svd_core.cli import (
    data,
    detect,
    distill,
    evaluate,
    export,
    import_,
    inspect,
    reproduce,
    status,
    stress,
    synthesize,
    train,
)
from svd_core.cli.heavy_imports import leave
from svd_core.cli.options import Parser, ShowVersion, UsageError
from svd_core.cli.output import Output
from svd_core.errors import SvdError, in_words

COMMANDS = (
    detect, status, import_, export, inspect, train, distill, evaluate, reproduce, stress, synthesize, data
)  # fmt: skip
"""Each is named like its module, without an underscore at its end."""
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line (without the program's name); returns the exit status."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    keep_own_messages()
    _print_any_file_name()
    try:
        return _run(words)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has gone. Python would complain once more when it flushes stdout at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def program() -> NoReturn:
    """The whole program `svd`: run the command line that it was started with, and leave."""
    leave(main())


def _run(words: list[str]) -> int:
    """Parse the arguments and run the command; errors that a person can act on become one line."""
    name = words[0] if words else ""
    output = Output(f"svd {name}".rstrip() if not name.startswith("-") else "svd", "--json" in words)
    try:
        parsed = build_parser(name).parse_args(words)
        return int(parsed.run(parsed, output))
    except UsageError as error:
        sys.stderr.write(error.usage)
        output.complain(f"{error} (see `svd --help`)")
        return 2
    except BrokenPipeError:
        raise
    except (SvdError, OSError) as error:
        output.complain(in_words(error))
    return 1


def build_parser(name: str | None = None) -> Parser:
    """The parser of the command line.

    name: the first word of a command line. If it is a command, there is only that one, since all of them, each with its
        options, take a while; if it is not, all are there, without their options.
    """
    parser = Parser(
        prog="svd", description="Find the singing in songs, train networks to find it, and measure how well they do."
    )
    parser.add_argument("--version", action=ShowVersion)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    by_name = {command.__name__.rpartition(".")[2].rstrip("_"): command for command in COMMANDS}
    for command in [by_name[name]] if name in by_name else COMMANDS:
        command.add_to(commands, whole=name is None or name in by_name)
    return parser


def _print_any_file_name() -> None:
    """Print names that the terminal's encoding lacks with escapes rather than fail on them."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
