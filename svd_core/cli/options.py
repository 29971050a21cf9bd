"""Options that several commands share, and options derived from the declared parameters in `config`."""

from __future__ import annotations

import argparse
import dataclasses
import os
import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

from svd_core.cli.former_names import RenamedOption, say_new_name
from svd_core.config import (
    NO_SHIFTS,
    RULE_SETTINGS,
    TEST_SHIFTS,
    Parameter,
    PostprocessingConfig,
    as_option,
    parameters,
)

ConfigT = TypeVar("ConfigT")


class UsageError(Exception):
    """The command line cannot be understood; `usage` is the line that shows its syntax."""

    def __init__(self, message: str, usage: str = "") -> None:
        super().__init__(message)
        self.usage = usage


class Parser(argparse.ArgumentParser):
    """An ArgumentParser that leaves it to its caller to report errors, and wants options in full."""

    def __init__(self, **settings: Any) -> None:
        # An option cut short today may mean another one tomorrow.
        super().__init__(**{"allow_abbrev": False} | settings)

    def error(self, message: str) -> Any:
        """Raise UsageError instead of ending the program."""
        raise UsageError(message, self.format_usage())


class ShowVersion(argparse.Action):
    """Print the version and end; it is looked up only then, because that takes longer than all else at the start."""

    def __init__(self, option_strings: Sequence[str], dest: str, help: str = "show the version and end") -> None:
        super().__init__(option_strings, dest, nargs=0, default=argparse.SUPPRESS, help=help)

    def __call__(self, parser: argparse.ArgumentParser, *_: Any, **__: Any) -> None:
        """What argparse calls for the option."""
        from svd_core.model.provenance import program_version

        sys.stdout.write(f"{parser.prog} {program_version()}\n")
        parser.exit()


def add_common(parser: argparse.ArgumentParser) -> None:
    """Add the options that every command has."""
    group = parser.add_argument_group("how it runs")
    add_json(group)
    group.add_argument(
        "--device",
        choices=("auto", "cpu", "cuda"),
        default="auto",
        help="device that the network runs on (default: auto)",
    )
    add_threads(group)


def add_json(parser: argparse._ActionsContainer) -> None:
    """Add the option for reports that programs read."""
    parser.add_argument("--json", action="store_true", help="one JSON object a line on stdout, the summary last")


def add_threads(parser: argparse._ActionsContainer) -> None:
    """Add the option that `use_threads` takes."""
    parser.add_argument("--threads", type=counted, metavar="N", help="number of CPU threads (default: all cores)")


def use_threads(number: int | None) -> None:
    """Limit the threads of numpy, scipy and torch; they read the limit when they are imported, so call this before."""
    if number is not None:
        os.environ.update(dict.fromkeys(("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"), str(number)))


def add_cluster(parser: argparse._ActionsContainer) -> None:
    """Add the option for many networks on many machines."""
    parser.add_argument(
        "--cluster",
        nargs="?",
        const="",
        metavar="ADDRESS",
        help="train on the Ray cluster at host:port or ray://host:port (default: that of RAY_ADDRESS, else a Ray is "
        "started on this machine), as many networks at a time as it has room for, with --threads cores each (default: "
        "1) or a GPU; data and models must lie where all nodes find them by the same paths",
    )


def check_cluster_address(address: str, others: str) -> None:
    """UsageError if what was taken for the address of a cluster is none; empty is no address, too, but may be given.

    others: what else may stand on the command line, and was perhaps meant.
    """
    from svd_core.cluster.session import is_address

    if address and not is_address(address):
        raise UsageError(
            f"--cluster {address}: is no address, such as head:6379 or ray://head:10001; name {others} before --cluster"
        )


def add_songs(parser: argparse.ArgumentParser, kind: Callable[[str], Any] = Path) -> None:
    """Add the songs that a command goes through, and the option for a file that names them.

    kind: makes what stands for a song of what was written.
    """
    parser.add_argument(
        "songs", nargs="*", type=kind, metavar="SONG", help="sound files, and folders that are searched for them"
    )
    parser.add_argument(
        "--list",
        type=Path,
        metavar="FILE",
        help="file that names more songs, one a line or, as of find -print0, parted by NUL",
    )


def add_below(parser: argparse.ArgumentParser) -> None:
    """Add the option that says where songs of a list lie, as a folder that is given says of those in it."""
    parser.add_argument(
        "--below",
        type=Path,
        metavar="FOLDER",
        help="folder of the songs in --list: their files are in sub-folders as they are (a SONG that is a folder does "
        "the same for the songs in it)",
    )


def add_annotator(parser: argparse.ArgumentParser) -> None:
    """Add the option that says whose edits those of the command are."""
    parser.add_argument("--annotator", metavar="NAME", default="", help="in whose name (default: whoever is logged in)")


def add_data(parser: argparse.ArgumentParser, kinds: str, required: bool = True) -> None:
    """Add the option for data sets; `kinds` says in the help which kinds the command takes."""
    text = f"data sets: {kinds}"
    parser.add_argument(
        "--data", action="extend", nargs="+", type=Path, required=required, default=[], metavar="PATH", help=text
    )


def add_filelists(parser: argparse._ActionsContainer, flag: str, help: str) -> None:
    """Add an option that takes file lists and may come several times."""
    parser.add_argument(flag, action="extend", nargs="+", type=Path, default=[], metavar="FILELIST", help=help)


def add_paths(parser: argparse._ActionsContainer, flag: str, help: str) -> None:
    """Add an option that takes paths and may come several times."""
    parser.add_argument(flag, action="extend", nargs="+", type=Path, default=[], metavar="PATH", help=help)


def add_artists(parser: argparse.ArgumentParser, otherwise: str = "") -> None:
    """Add the option that names the artist of each song; `otherwise` says in the help what holds without it."""
    text = (
        "artists of the songs: a file of lines 'song, artist', or a pattern for names of songs such as '{artist} - *'"
    )
    metavar = "FILE|PATTERN"
    parser.add_argument("--artists", type=_artists, default="", metavar=metavar, help=text + otherwise)
    parser.add_argument("--acts", dest="artists", action=RenamedOption, new_name="--artists", type=_artists)


def _artists(text: str) -> str:
    """A file's name or a pattern, `{act}` in it replaced by `{artist}`."""
    if "{act}" in text:
        say_new_name("{act}", "{artist}")
    return text.replace("{act}", "{artist}")


def add_model(parser: argparse.ArgumentParser) -> None:
    """Add the option for the model."""
    text = (
        "model file, or a model that comes with the program: `default` (for research; used unless given) or "
        "`free` (for any use)"
    )
    parser.add_argument("--model", type=Path, metavar="FILE", help=text)


def add_shifts(
    parser: argparse.ArgumentParser,
    meaning: str = "average over five pitch shifts",
    caution: str = "; the threshold in a model was chosen without it",
) -> None:
    """Add the option for test-time augmentation; `shifts` becomes the tuple of pitch factors to average over."""
    text = f"{meaning} (0, ±10 %%, ±20 %%): about five times the work{caution}"
    parser.add_argument("--tta", dest="shifts", action="store_const", const=TEST_SHIFTS, default=NO_SHIFTS, help=text)


def add_parameters(
    parser: argparse.ArgumentParser, config_class: type, title: str, names: Collection[str] = (), defaults: bool = False
) -> None:
    """Add an option for each parameter of a config class, or for those in `names`; one that is not given is None.

    With `defaults` the help names the default of the class, for classes that no preset or model fills.
    """
    group = parser.add_argument_group(title)
    for parameter in parameters(config_class):
        if names and parameter.name not in names:
            continue
        flag = "--" + parameter.name.replace("_", "-")
        text = _help(parameter) + (f"; default: {parameter.default}" if defaults else "")
        if parameter.type is bool:
            group.add_argument(flag, action=argparse.BooleanOptionalAction, default=None, help=text)
        else:
            group.add_argument(flag, type=_reader(parameter), metavar=_metavar(parameter), help=text)


def with_options(config: ConfigT, arguments: argparse.Namespace) -> ConfigT:
    """The config with the values that were given on the command line."""
    names = [parameter.name for parameter in parameters(type(config))]
    given = {name: value for name in names if (value := getattr(arguments, name, None)) is not None}
    return dataclasses.replace(config, **given)  # type: ignore[type-var]


def postprocessing_from(config: PostprocessingConfig, arguments: argparse.Namespace) -> PostprocessingConfig:
    """The postprocessing with the values that were given; UsageError for one that the rule does not have."""
    chosen = with_options(config, arguments)
    for rule, names in RULE_SETTINGS.items():
        for name in names:
            if rule != chosen.rule and getattr(arguments, name, None) is not None:
                origin = "given" if arguments.rule else "that of the model, or the default"
                raise UsageError(
                    f"--{name.replace('_', '-')} belongs to --rule {rule}, but the rule is {chosen.rule} ({origin}): "
                    f"leave it out, or say --rule {rule}"
                )
    return chosen


def words_for(config_class: type, arguments: argparse.Namespace) -> Iterator[str]:
    """The options of a config class as they were given, to be given to a child process."""
    for parameter in parameters(config_class):
        if (value := getattr(arguments, parameter.name, None)) is not None:
            yield as_option(parameter.name, value)


def _metavar(parameter: Parameter) -> str:
    """What stands for the value in the usage."""
    return "{" + ",".join(parameter.choices) + "}" if parameter.choices else "N" if parameter.type is int else "X"


def _help(parameter: Parameter) -> str:
    """Meaning, range and unit in one line."""
    bounds = (parameter.low, parameter.high)
    extent = "" if None in bounds else " .. ".join(f"{bound:.10g}" for bound in bounds if bound is not None)
    facts = " ".join(fact for fact in (extent, parameter.unit) if fact)
    return (f"{parameter.help} ({facts})" if facts else parameter.help).replace("%", "%%")


def _reader(parameter: Parameter) -> Callable[[str], Any]:
    """A function from the option's text to a value within the parameter's range."""

    def read(text: str) -> Any:
        try:
            value = parameter.type(text)
        except ValueError:
            kind = "a whole number" if parameter.type is int else "a number"
            raise argparse.ArgumentTypeError(f"expected {kind}, got {text!r}") from None
        try:
            return parameter.check(value)
        except ValueError as error:
            # argparse says which option it was.
            raise argparse.ArgumentTypeError(str(error).removeprefix(f"{parameter.name}: ")) from None

    return read


def counted(text: str) -> int:
    """A number of things, at least one."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"expected a whole number of at least 1, got {text!r}")
    return int(text)
