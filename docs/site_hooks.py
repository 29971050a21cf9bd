"""What MkDocs does besides rendering: it writes the command reference, and refuses pages that load from other hosts.

The reference is made from the parsers of the program at every build, so it cannot fall behind them.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files

ROOT = Path(__file__).resolve().parent.parent
# The site describes the code beside it, whatever else is installed.
sys.path.insert(0, str(ROOT))

REFERENCE = "commands.md"
_WIDTH = 100
_LOADING = re.compile(r"""<(?:script|img|iframe|source|audio|video)\b[^>]*\bsrc=["']?((?:https?:)?//[^"'\s>]+)"""
                      r"""|<link\b[^>]*\bhref=["']?((?:https?:)?//[^"'\s>]+)""")  # fmt: skip


def on_files(files: Files, config: Any) -> Files:
    """Add the page of commands."""
    files.append(File.generated(config, REFERENCE, content=command_reference()))
    return files


def on_post_page(output: str, page: Any, config: Any) -> str:
    """Refuse a page that a browser could not show without a network."""
    if addresses := loaded_from_elsewhere(output):
        raise PluginError(f"{page.file.src_uri} loads from other hosts: {', '.join(addresses)}")
    return output


def loaded_from_elsewhere(html: str) -> list[str]:
    """Addresses on other hosts from which a page takes scripts, styles, fonts or pictures; links do not count."""
    html = re.sub(r'<link\b[^>]*\brel=["\']?canonical[^>]*>', "", html)
    return [first or second for first, second in _LOADING.findall(html)]


def command_reference() -> str:
    """The page of all commands and options, in Markdown."""
    from svd_core.cli import main
    from svd_gui import program as window

    lines = [
        "# Commands",
        "",
        "Made from the program itself when this site was built; `--help` says the same of every command.",
        "",
        "Exit status: 0 all went well, 1 something failed, 2 the command line is wrong, 130 interrupted.",
        "",
    ]
    for parser in (main.build_parser(), window.build_parser()):
        lines += _section(parser, 2)
    return "\n".join(lines)


def _section(parser: argparse.ArgumentParser, level: int) -> Iterator[str]:
    """A parser's own options, then each of its sub-commands."""
    below = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    yield from (f"{'#' * level} {parser.prog}", "")
    if parser.description:
        yield from (" ".join(parser.description.split()), "")
    yield from ("```text", _usage(parser), "```", "")
    for group in parser._action_groups:
        yield from _table(group)
    for action in below:
        for sub_parser in action.choices.values():
            yield from _section(sub_parser, level + 1)


def _usage(parser: argparse.ArgumentParser) -> str:
    formatter = argparse.HelpFormatter(parser.prog, width=_WIDTH)
    formatter.add_usage(parser.usage, parser._actions, parser._mutually_exclusive_groups)
    return formatter.format_help().strip()


def _table(group: argparse._ArgumentGroup) -> Iterator[str]:
    """One group of options; sub-commands have sections of their own, and --help is everywhere."""
    left_out = argparse._SubParsersAction | argparse._HelpAction
    actions = [
        item for item in group._group_actions if not isinstance(item, left_out) and item.help != argparse.SUPPRESS
    ]
    if not actions:
        return
    yield from (f"**{(group.title or 'options').capitalize()}**", "", "| option | meaning |", "|---|---|")
    for action in actions:
        yield f"| {_invocation(action)} | {_cell(action.help or '', action)} |"
    yield ""


def _invocation(action: argparse.Action) -> str:
    """`--format {lab,csv}` in code font, or the name of a positional argument."""
    formatter = argparse.HelpFormatter("")
    default = formatter._get_default_metavar_for_positional(action)
    if action.option_strings:
        default = formatter._get_default_metavar_for_optional(action)
    metavar = formatter._format_args(action, default)
    names = ", ".join(action.option_strings)
    return f"`{' '.join(part for part in (names, metavar) if part)}`".replace("|", "\\|")


def _cell(text: str, action: argparse.Action) -> str:
    expanded = argparse.HelpFormatter("")._expand_help(action) if "%" in text else text
    return " ".join(expanded.split()).replace("|", "\\|")
