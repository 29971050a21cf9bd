"""Ways to listen rendered by a child: what the function gives, errors in words, and an end whenever it is asked for."""

from __future__ import annotations

import io
import os
import signal
import threading
from collections.abc import Iterator

import numpy as np
import pytest

from svd_core.audio import rendering_process
from svd_core.audio.listening import Listening, rendered
from svd_core.audio.rendering_process import RenderingProcess, serve
from svd_core.errors import RenderingError

RATE = 8000


@pytest.fixture(scope="module")
def process() -> Iterator[RenderingProcess]:
    process = RenderingProcess()
    yield process
    process.close()


def song() -> np.ndarray:
    return np.random.default_rng(0).integers(-9000, 9000, (RATE, 2), np.int16)


def child(process: RenderingProcess) -> int:
    assert process._process is not None
    return process._process.pid


@pytest.mark.parametrize("listening", [Listening(0.75), Listening(part="sides")])
def test_the_child_gives_what_the_function_gives(process: RenderingProcess, listening: Listening) -> None:
    np.testing.assert_array_equal(process.render(song(), RATE, listening), rendered(song(), RATE, listening))
    assert child(process) != os.getpid()


def test_nothing_in_and_nothing_out(process: RenderingProcess) -> None:
    assert process.render(song()[:0], RATE, Listening(part="centre")).shape == (0, 2)


def test_a_failure_is_told_in_words_and_the_child_goes_on(process: RenderingProcess) -> None:
    with pytest.raises(RenderingError, match="division by zero"):
        process.render(song(), RATE, Listening(0.0))
    before = child(process)
    process.render(song(), RATE, Listening(0.5))
    assert child(process) == before


def test_a_child_that_died_is_told_and_another_one_is_started(process: RenderingProcess) -> None:
    process.render(song(), RATE, Listening(part="centre"))
    os.kill(child(process), signal.SIGTERM)
    with pytest.raises(RenderingError, match=r"ended \(status"):
        process.render(song(), RATE, Listening(part="centre"))
    assert process.render(song(), RATE, Listening(part="centre")).shape == (RATE, 2)


def test_closing_ends_what_is_under_way(monkeypatch: pytest.MonkeyPatch) -> None:
    process, began, errors = RenderingProcess(), threading.Event(), []
    read = rendering_process._read
    monkeypatch.setattr(rendering_process, "_read", lambda *words: (began.set(), read(*words))[1])

    def work() -> None:
        try:
            while True:
                process.render(song(), RATE, Listening(0.5))
        except RenderingError as error:
            errors.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    began.wait()
    process.close()
    thread.join()
    assert len(errors) == 1
    with pytest.raises(RenderingError, match="nothing more"):
        process.render(song(), RATE, Listening(0.5))


def test_it_ends_with_its_input() -> None:
    answers = io.BytesIO()
    serve(io.BytesIO(), answers)
    assert not answers.getvalue()
