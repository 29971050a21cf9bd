"""Former names of options and commands: they still work, and one line on stderr says what they are called now."""

from __future__ import annotations

import argparse
import sys
from typing import Any


class RenamedOption(argparse.Action):
    """An option under its former name, left out of the help: it stores its value where the new option does.

    With nargs="+", values are added to those that are there, as the action `extend` of the new option does.
    """

    def __init__(self, option_strings: list[str], dest: str, new_name: str, **settings: Any) -> None:
        super().__init__(option_strings, dest, **{"help": argparse.SUPPRESS, "default": argparse.SUPPRESS} | settings)
        self._new_name = new_name

    def __call__(
        self, parser: argparse.ArgumentParser, namespace: argparse.Namespace, values: Any, option: str | None = None
    ) -> None:
        """Store the value and say what the option is called now."""
        say_new_name(str(option), self._new_name)
        if self.nargs == "+":
            # A new list, for the one that is there may be the default of the parser.
            values = [*(getattr(namespace, self.dest, None) or []), *values]
        setattr(namespace, self.dest, values)


def say_new_name(old: str, new: str) -> None:
    """One line on stderr."""
    sys.stderr.write(f"svd: {old} is now called {new}; the old name still works\n")
