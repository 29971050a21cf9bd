"""Numbers, plurals and errors of the core in the language of the window."""

from __future__ import annotations

import errno

import pytest

from svd_core.errors import AudioError, DataError, SvdError, UnclearLabelsError
from svd_gui.errors import SENTENCES, describe, in_own_words
from svd_gui.song.selection_summary import selection_text
from svd_gui.translation import number, tr


@pytest.mark.parametrize(("n", "english"), [(1, "Move region"), (2, "Move 2 regions"), (0, "Move 0 regions")])
def test_english_has_a_singular(qapp, n: int, english: str):
    assert tr("Move %n regions", "", n) == english


def test_german_has_a_singular_too(german):
    assert [tr("Move %n regions", "", n) for n in (1, 3)] == ["Region verschieben", "3 Regionen verschieben"]


def test_numbers_have_the_decimal_sign_of_the_language(german):
    assert (number(1.25, 1), number(0.5), number(3.0)) == ("1,2", "0,5", "3")
    assert selection_text((), (1.0, 2.5)).endswith("1,50 s")


def test_an_error_of_the_core_is_itself_in_english(qapp):
    assert in_own_words(AudioError("a.mp3: is empty")) == "a.mp3: is empty"
    assert describe(AudioError("a.mp3: is empty"), "Open a.mp3").summary == "Open a.mp3: a.mp3: is empty"


@pytest.mark.parametrize("kind", [AudioError, DataError, SvdError])
def test_an_error_of_the_core_has_a_sentence_above_its_english_details(german, kind: type[SvdError]):
    said, details = in_own_words(kind("a.mp3: is empty")).split("\n")
    assert said == tr(SENTENCES[kind]) != SENTENCES[kind] and details == "a.mp3: is empty"


def test_a_question_about_labels_leaves_out_the_command_line(german):
    error = UnclearLabelsError("a.TextGrid: which tier?", "Say it by --tier")
    assert in_own_words(error) == "Es ist nicht klar, was die Labels bedeuten.\na.TextGrid: which tier?"


def test_the_usual_reasons_of_the_system_are_translated(german):
    full = OSError(errno.ENOSPC, "No space left on device", "a.svd")
    assert describe(full, "Speichern").summary == "Speichern: der Datenträger ist voll (a.svd)"
    assert "Too many links" in describe(OSError(errno.EMLINK, "Too many links"), "Speichern").summary
