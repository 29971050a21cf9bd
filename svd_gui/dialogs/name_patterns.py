"""Names of files as a file dialog wants them."""

from __future__ import annotations

from collections.abc import Iterable


def name_patterns(suffixes: Iterable[str]) -> str:
    """Return patterns of the names that end so, in letters of either case: "*.lab *.LAB *.txt *.TXT"."""
    # Some systems tell letters of different case apart, and recorders write names in capitals.
    spellings = (form for suffix in suffixes for form in (suffix, suffix.lower(), suffix.upper()))
    return " ".join(f"*{suffix}" for suffix in dict.fromkeys(spellings))
