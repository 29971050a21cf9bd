"""German and French are there in full: no text without translation, none that lost a placeholder, and they are used."""

from __future__ import annotations

import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale

from svd_gui import language
from svd_gui.translation import tr

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "translations"
TRANSLATED = ("de", "fr")


@pytest.fixture(scope="module")
def current(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files as they are after an update from the program's texts."""
    folder = tmp_path_factory.mktemp("translations")
    subprocess.run([sys.executable, FOLDER / "update.py", folder], check=True)
    return folder


def messages(file: Path) -> list[tuple[str, str, list[str], bool]]:
    """Context, source, translations (several with a number) and whether they are finished."""
    found = []
    for context in ElementTree.parse(file).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            forms = [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]
            found.append((context.findtext("name", ""), message.findtext("source"), forms, not translation.get("type")))
    return found


@pytest.mark.parametrize("code", [*TRANSLATED, "en"])
def test_every_text_is_translated_and_no_other(current: Path, code: str):
    now = messages(current / f"{code}.ts")
    unfinished = [source for _, source, forms, finished in now if not finished or not all(forms)]
    assert unfinished == []
    gone = {entry[:2] for entry in messages(FOLDER / f"{code}.ts")} - {entry[:2] for entry in now}
    assert gone == set()


@pytest.mark.parametrize("code", TRANSLATED)
def test_translations_keep_placeholders_and_access_keys(code: str):
    placeholders = re.compile(r"\{[^}]*\}|%n")
    for _, source, forms, _ in messages(FOLDER / f"{code}.ts"):
        for form in forms:
            # In the form for one, the number may be written out.
            expected = set(placeholders.findall(source)) - ({"%n"} if len(forms) > 1 else set())
            assert set(placeholders.findall(form)) - {"%n"} == expected - {"%n"}, source
            assert ("&" in form) == ("&" in source), source
            assert form.endswith("…") == source.endswith("…"), source
            assert (form[:1].isspace(), form[-1:].isspace()) == (source[:1].isspace(), source[-1:].isspace()), source


@pytest.mark.parametrize(("code", "expected"), [("de", "Wiedergabe"), ("fr", "Lecture")])
def test_a_chosen_language_is_used(qapp, code: str, expected: str):
    before, locale = qapp.findChildren(language.QTranslator), QLocale()
    language.install(qapp, code)
    try:
        assert QLocale().decimalPoint() == ","
        assert tr("&Playback").replace("&", "") == expected
        assert QCoreApplication.translate("QPlatformTheme", "Cancel") != "Cancel"
    finally:
        QLocale.setDefault(locale)
        for translator in set(qapp.findChildren(language.QTranslator)) - set(before):
            qapp.removeTranslator(translator)
            translator.deleteLater()
    assert tr("&Playback") == "&Playback"


def test_a_language_that_there_is_not_becomes_that_of_the_system_or_english():
    assert language.spoken("tlh") in language.LANGUAGES
    assert language.spoken("fr") == "fr"
