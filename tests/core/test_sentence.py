"""Sentences keep what they are made of: in copies, in JSON, and inside each other."""

from __future__ import annotations

import copy
import json
import pickle
from pathlib import Path

import pytest

from svd_core.sentence import Sentence, from_parts, parts

NESTED = Sentence("{0}: an example takes {1} s.", Sentence("{0} and {1} more", "a {brace}, b", 3), 1.7)


def test_a_sentence_is_its_english_text() -> None:
    assert NESTED == "a {brace}, b and 3 more: an example takes 1.7 s."
    assert Sentence("{0} is there.", Path("a.wav")).values == ("a.wav",)


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one)),
                                    lambda one: from_parts(json.loads(json.dumps(parts(one))))])  # fmt: skip
def test_copies_and_json_keep_template_and_values(copied) -> None:
    again = copied(NESTED)
    assert (again, again.template, again.values) == (NESTED, NESTED.template, NESTED.values)
    assert isinstance(again.values[0], Sentence)


def test_a_text_that_is_no_sentence_has_no_parts() -> None:
    assert parts("It is so.") == {}


@pytest.mark.parametrize("found", [
    {}, {"template": 3, "values": []}, {"template": "{0}"}, {"template": "{0}", "values": []},
    {"template": "{0.x}", "values": [1]}, {"template": "{", "values": []},
    {"template": "{0[x]}", "values": ["a"]},
])  # fmt: skip
def test_what_makes_no_sense_is_the_other_text(found) -> None:
    assert from_parts(found, "It is so.") == "It is so."
