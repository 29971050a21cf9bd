"""What tests of several rooms of the core share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import soundfile

from svd_core.annotation.formats.registry import format_named
from svd_core.experiments.folds import judgement
from svd_core.model import network
from svd_core.plots import charts, song_picture
from svd_core.synthesis.song import render


@pytest.fixture(scope="session")
def one_song(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data set of one labelled song of eight seconds, enough for every preset; not to be changed."""
    folder = tmp_path_factory.mktemp("songs")
    (folder / "audio").mkdir()
    (folder / "labels").mkdir()
    samples, regions = render(8.0, 1)
    soundfile.write(folder / "audio" / "song.wav", samples, 22050)
    (folder / "labels" / "song.lab").write_text(format_named("lab").write(regions, 8.0))
    return folder


@pytest.fixture(scope="session")
def three_songs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data set of three labelled songs of five seconds, song0 to song2; not to be changed."""
    folder = tmp_path_factory.mktemp("three")
    for part in ("audio", "labels"):
        (folder / part).mkdir()
    for seed in range(3):
        samples, regions = render(5.0, seed)
        soundfile.write(folder / "audio" / f"song{seed}.wav", samples, 22050)
        (folder / "labels" / f"song{seed}.lab").write_text(format_named("lab").write(regions, 5.0))
    return folder


@pytest.fixture
def few_draws(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Intervals over artists are formed from a hundredth of the draws, for tests in which they need not be precise."""
    monkeypatch.setattr(judgement, "DRAWS", 500)
    judgement.draws.cache_clear()
    yield
    judgement.draws.cache_clear()


@pytest.fixture(scope="module")
def narrow_networks() -> Iterator[None]:
    """The networks of the paper with few channels a layer: they are built as always, but learn and detect in no time.

    For tests whose promise holds at any width; `test_golden`, and what takes wider ones, have others.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(network, "WIDTHS", network.Widths(8, 6, 12, 8, 12, 32, 8))
        yield


@pytest.fixture
def half_networks(monkeypatch: pytest.MonkeyPatch) -> None:
    """The networks of the paper with half the channels, which learn in a third of the time."""
    monkeypatch.setattr(network, "WIDTHS", network.Widths(*(width // 2 for width in network.Widths())))


@pytest.fixture
def true_networks(monkeypatch: pytest.MonkeyPatch) -> None:
    """The networks of the paper as they are, in a file of tests with narrow ones."""
    monkeypatch.setattr(network, "WIDTHS", network.Widths())


@pytest.fixture
def no_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Results are written with empty pictures: to draw them takes longer than all else, and they have their tests."""

    def empty(draw: object, size: object, text: str, file_format: str = "png", palette: object = None) -> bytes:
        return b'<svg xmlns="http://www.w3.org/2000/svg"></svg>' if file_format == "svg" else b""

    for module in (charts, song_picture):
        monkeypatch.setattr(module, "figure_file", empty)
