"""The language of the window: what there is, and the texts of the chosen one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import PySide6
from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from svd_core.files.storage import RESOURCE_FOLDERS
from svd_gui import folders

LANGUAGES = {"en": "English", "de": "Deutsch", "fr": "Français"}
"""Names in the languages themselves, by their codes."""

_SOURCES = RESOURCE_FOLDERS[1].parent / "translations"
"""Where a checkout has the texts that a wheel has compiled."""


def spoken(choice: str) -> str:
    """Return the language for a choice: one of LANGUAGES, else that of the system, and English where there is none."""
    wanted = [choice] if choice in LANGUAGES else [name[:2] for name in QLocale.system().uiLanguages()]
    return next((language for language in wanted if language in LANGUAGES), "en")


def install(application: QCoreApplication, choice: str) -> None:
    """Let everything that is made from now on be in a language; called before there is a window."""
    language = spoken(choice)
    QLocale.setDefault(_locale(language))
    qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for file in (Path(qt) / f"qtbase_{language}.qm", compiled(language)):
        translator = QTranslator(application)
        if file is not None and translator.load(str(file)):
            application.installTranslator(translator)


def _locale(language: str) -> QLocale:
    """How numbers and dates are written in a language: as the system does where it speaks it."""
    system, plain = QLocale.system(), QLocale(language)
    return system if system.language() == plain.language() else plain


def compiled(language: str) -> Path | None:
    """Return the file of compiled texts: that of the package, or in a checkout one made from the sources if need be."""
    shipped = RESOURCE_FOLDERS[0] / "translations" / f"{language}.qm"
    if shipped.is_file():
        return shipped
    source, made = _SOURCES / f"{language}.ts", folders.translations() / f"{language}.qm"
    if not source.is_file():
        return None
    try:
        if not made.is_file() or made.stat().st_mtime < source.stat().st_mtime:
            made.parent.mkdir(parents=True, exist_ok=True)
            release(source, made)
    except (OSError, subprocess.CalledProcessError):
        return None
    return made


def release(source: Path, made: Path) -> None:
    """Compile texts with Qt's lrelease. Raises OSError or CalledProcessError."""
    name = "lrelease.exe" if sys.platform == "win32" else "lrelease"
    program = Path(PySide6.__file__).parent / name
    subprocess.run([program, "-silent", source, "-qm", made], check=True, capture_output=True)
