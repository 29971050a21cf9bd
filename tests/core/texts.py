"""Text as hypothesis makes it by default, of any letters that UTF-8 can hold, but found sooner.

By itself hypothesis asks the codec about all letters, which takes a second in each process of tests.
"""

from __future__ import annotations

from hypothesis import strategies as st

LETTERS = st.characters(exclude_categories=["Cs"])


def text(min_size: int = 0, max_size: int | None = None) -> st.SearchStrategy[str]:
    """Any text of so many letters."""
    return st.text(LETTERS, min_size=min_size, max_size=max_size)
