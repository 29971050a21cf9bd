"""Names and labels from files, as terminals and windows show them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svd_core.files.visible_text import visible, visible_lines


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ænima – 夜に駆ける (feat. Ólafur).mp3", "Ænima – 夜に駆ける (feat. Ólafur).mp3"),
        ("\x1b[2J\x1b]0;owned\x07.mp3", r"\x1b[2J\x1b]0;owned\x07.mp3"),
        ("a\x9b31mb\x7f", r"a\x9b31mb\x7f"),
        ("fdp.\u202e3pm", r"fdp.\u202e3pm"),
        ("\u2066a\u2069\u200e\ufeff\u200b", r"\u2066a\u2069\u200e\ufeff\u200b"),
        ("one\nsvd detect: done\r\ttwo\0", r"one\nsvd detect: done\r\ttwo\x00"),
        ("line\u2028paragraph\u2029", r"line\u2028paragraph\u2029"),
        ("caf\udce9.wav", r"caf\xe9.wav"),
        ("\U000e0041", r"\U000e0041"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_what_is_hidden_becomes_an_escape_and_what_is_spelling_stays(text: str, shown: str):
    assert visible(text) == shown


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_nothing_that_steers_a_terminal_is_left(text: str):
    shown = visible(text)
    hidden = {letter for letter in shown if unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp")}
    assert hidden <= {"\u200c", "\u200d"}
    assert visible(shown) == shown


def test_texts_of_several_lines_keep_them():
    assert visible_lines("a\x1b\nb\r") == "a\\x1b\nb\\r"
