"""Letters that choose items of menus: no two in one menu, whatever the language says."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from svd_gui.actions.access_keys import with_distinct_keys
from svd_gui.actions.menus import Menu


@pytest.mark.parametrize(
    ("texts", "distinct"),
    [
        (["&Open", "&Other"], ["&Open", "O&ther"]),
        (["Mo&dels…", "&Detect Again"], ["Mo&dels…", "Detect &Again"]),
        (["&Ab", "&Ba", "a&b"], ["&Ab", "&Ba", "ab"]),
        (["&Ön", "&ön u"], ["&Ön", "ön &u"]),
        (["R && &B", "&B && R"], ["R && &B", "B && &R"]),
        (["&One", "", "Two", "&Over Two"], ["&One", "", "Two", "Over &Two"]),
    ],
)
def test_the_first_keeps_its_letter_and_another_gets_a_free_one(texts: list[str], distinct: list[str]):
    assert with_distinct_keys(texts) == distinct


def test_a_letter_that_a_later_item_wants_is_left_to_it():
    assert with_distinct_keys(["&Save", "&Send Now", "&Now"]) == ["&Save", "S&end Now", "&Now"]


@pytest.mark.one_window
def test_in_no_menu_of_the_window_two_items_have_one_letter(window):
    for menu in window.menuBar().findChildren(Menu):
        marked = [re.findall(r"(?<!&)&(\w)", action.text()) for action in menu.actions()]
        keys = Counter(keys[0].casefold() for keys in marked if keys)
        assert [key for key, times in keys.items() if times > 1] == [], menu.title()
