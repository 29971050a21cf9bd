"""The old and the new model side by side: the window says what the command says, in the language of the person."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from svd_core.training.reports import Compared, comparison_text
from svd_gui.training.comparison_words import comparison_sentences

BETTER = Compared("mine", "kept aside", 3, 7.0, "songs", 0.1, (0.05, 0.2), 0.08, (0.03, 0.1), (-0.03, -0.01), 0)
ALL = [
    BETTER,
    replace(BETTER, basis="left out in turn", songs=1, known_to_old=1, artists_known_to_old=1, artists_known_to_new=1),
    replace(BETTER, new_error=0.2, change_interval=(0.01, 0.2), old_edges=(0.41, 0.5), new_edges=(0.3, 0.44)),
    replace(BETTER, new_error=0.2, change_interval=(-0.1, 0.2), old_edges=(0.41, None)),
    replace(BETTER, change_interval=(-0.1, 0.2), known_to_old=2, artists_known_to_old=2, artists_known_to_new=1),
    replace(BETTER, new_error=0.1, change_interval=(-0.1, 0.2)),
    replace(BETTER, accepted=0.834),
]


@pytest.mark.parametrize("compared", ALL)
def test_the_window_says_in_english_what_the_command_says(qapp, compared: Compared):
    command = [re.sub(r"(\d)s\b", r"\1 s", sentence) for sentence in comparison_text(compared)]
    assert comparison_sentences(compared) == command


@pytest.mark.parametrize("compared", ALL)
def test_no_sentence_stays_in_english(german, compared: Compared):
    said = comparison_sentences(compared)
    assert re.search(r"„mine“ \d+,\d %", said[0])
    for sentence in said:
        assert not {"the", "of", "and", "songs", "model"} & set(re.findall(r"[a-z]+", sentence.lower())), sentence
