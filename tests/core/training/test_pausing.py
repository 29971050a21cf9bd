"""A training that is held up says so again and again, and goes on when it may, or when nobody is there any more."""

from __future__ import annotations

import pytest

from svd_core.training import pausing
from svd_core.training.pausing import GO_ON, PAUSE, Pause


@pytest.fixture(autouse=True)
def frequent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pausing, "SIGN_OF_LIFE_S", 0.01)


def test_nothing_is_held_up_unasked() -> None:
    pause = Pause()
    assert list(pause.waits()) == []
    assert pause.seconds == 0


def test_it_gives_signs_of_life_until_it_may_go_on() -> None:
    pause = Pause()
    pause.begin()
    signs = pause.waits()
    for _ in range(3):
        next(signs)
    pause.end()
    assert list(signs) == []
    assert pause.seconds > 0


@pytest.mark.parametrize(("lines", "waits"), [([PAUSE], False), ([PAUSE, GO_ON], False), (["something else"], False)])
def test_at_the_end_of_its_orders_it_goes_on(lines: list[str], waits: bool) -> None:
    pause = Pause()
    pause._follow(f"{line}\n" for line in lines)
    assert bool(list(pause.waits())) is waits


def test_it_obeys_while_orders_may_still_come() -> None:
    pause = Pause()

    def orders():
        yield f"{PAUSE}\n"
        assert next(pause.waits(), "free") is None
        yield f"{GO_ON}\n"
        assert next(pause.waits(), "free") == "free"

    pause._follow(orders())
