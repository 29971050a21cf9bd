"""Windows that several tests share, where a module is marked `one_window`."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.gui.kept_window import KeptWindow

_numbers = itertools.count(1)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "one_window: the tests of the module open their songs in one window")
    config.addinivalue_line("markers", "own_window: a test in such a module that has a window of its own")


def _shares(request: pytest.FixtureRequest) -> bool:
    node = request.node
    return node.get_closest_marker("one_window") is not None and node.get_closest_marker("own_window") is None


@pytest.fixture(scope="module")
def kept_window(qapp) -> Iterator[KeptWindow]:
    kept = KeptWindow()
    yield kept
    kept.close()


@pytest.fixture
def window(request: pytest.FixtureRequest, private_folders: Path, model_file: Path):
    """The real window with the untaught model: that of the module, where it is marked so, else the test's own."""
    if not _shares(request):
        yield request.getfixturevalue("window")
        return
    kept = request.getfixturevalue("kept_window")
    if not kept.is_there:
        request.getfixturevalue("unstyled")
    failed_before = request.session.testsfailed
    yield kept.ready(private_folders, model_file)
    if request.session.testsfailed > failed_before:
        kept.close()


@pytest.fixture
def song(song: Path, request: pytest.FixtureRequest) -> Path:
    """A test's own copy of the song; where a window has shown such a copy before, this one is another song to it."""
    if _shares(request):
        data = bytearray(song.read_bytes())
        data[-2:] = (next(_numbers) % 1000).to_bytes(2, "little")  # the last sample
        song.write_bytes(data)
    return song
