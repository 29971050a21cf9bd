"""The next item is computed while one is used; nothing else differs from the iterator itself."""

from __future__ import annotations

import threading

import pytest

from svd_core.audio.read_ahead import one_ahead


def test_the_next_item_is_computed_while_one_is_used():
    second_begun = threading.Event()

    def items():
        yield 1
        second_begun.set()
        yield 2

    ahead = one_ahead(items())
    assert next(ahead) == 1
    assert second_begun.wait(timeout=60), "nobody has asked for the second item yet"
    assert list(ahead) == [2]


def test_all_items_come_in_order_also_those_that_count_as_false():
    items = [0, None, "", 3]
    assert list(one_ahead(iter(items))) == items
    assert list(one_ahead(iter(()))) == []


def test_what_it_raises_comes_after_what_it_gave_before():
    def broken():
        yield "first"
        raise ValueError("in the middle")

    ahead = one_ahead(broken())
    assert next(ahead) == "first"
    with pytest.raises(ValueError, match="in the middle"):
        next(ahead)


def test_closing_it_closes_the_generator_and_leaves_no_thread():
    closed = []

    def items():
        try:
            while True:
                yield len(closed)
        finally:
            closed.append(True)

    before = threading.active_count()
    ahead = one_ahead(items())
    assert next(ahead) == 0 and threading.active_count() == before + 1
    ahead.close()
    assert closed == [True] and threading.active_count() == before


def test_what_the_thread_begins_with_comes_before_all_items_and_on_it():
    where = []

    def items():
        where.append(threading.get_ident())
        yield "item"

    assert list(one_ahead(items(), lambda: where.append(threading.get_ident()))) == ["item"]
    assert len(where) == 2 and where[0] == where[1] != threading.get_ident()
