"""What an iterator gives, with the next item computed on another thread while the one before it is used."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")


def one_ahead(items: Iterator[Item], begin: Callable[[], object] = lambda: None) -> Generator[Item, None, None]:
    """The items, of which a thread gets the next one while one is used; what that raises is raised here.

    It never waits with more than one item. Closing this closes a generator that was given.
    begin: called first on that thread.
    """
    thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="ahead of use", initializer=begin)
    try:
        coming = thread.submit(_next, items)
        while found := coming.result():
            coming = thread.submit(_next, items)
            yield found[0]
    finally:
        thread.shutdown()
        if isinstance(items, Generator):
            items.close()


def _next(items: Iterator[Item]) -> tuple[Item, ...]:
    """The next item, or nothing after the last one."""
    for item in items:
        return (item,)
    return ()
