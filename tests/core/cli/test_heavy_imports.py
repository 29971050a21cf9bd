"""Imports of large libraries: no garbage is collected meanwhile, nor is what they made looked at again."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from svd_core.cli.heavy_imports import collection_paused


@pytest.fixture(autouse=True)
def thawed() -> Iterator[None]:
    yield
    gc.unfreeze()


def test_what_is_made_within_is_left_alone_by_later_collections() -> None:
    gc.unfreeze()
    with collection_paused():
        assert not gc.isenabled()
        made = [[] for _ in range(100)]
    assert gc.isenabled()
    assert gc.get_freeze_count() >= 100
    assert not any(one is made for one in gc.get_objects())


def test_an_error_within_ends_the_pause() -> None:
    with pytest.raises(ImportError), collection_paused():
        raise ImportError
    assert gc.isenabled()


def test_who_collects_no_garbage_goes_on_so() -> None:
    gc.disable()
    try:
        with collection_paused():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
