"""Bring the translations up to date with the texts of the program: `python translations/update.py [FOLDER]`.

New texts are added to the .ts files without a translation, texts that are gone are removed. With a folder, files are
written there and the old ones stay. Translate with Qt Linguist or an editor; `tests/test_translations.py` finds what is
left to do.
"""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import PySide6

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
LANGUAGES = ("de", "fr")
SOURCE_LANGUAGE = "en"
"""Its file holds only texts with a number, which have a singular and a plural."""


def main() -> None:
    """Update the files, in their own folder or in copies in another one."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    if folder != HERE:
        for path in HERE.glob("*.ts"):
            shutil.copy(path, folder)
    with tempfile.TemporaryDirectory() as temporary:
        parameters = Path(temporary) / "parameters.py"
        parameters.write_text(
            _texts_of_parameters()
            + _texts_of_formats()
            + _texts_of_errors()
            + _texts_of_sentences()
            + _texts_of_experiments(),
            encoding="utf-8",
        )
        sources = [*sorted((ROOT / "svd_gui").rglob("*.py")), parameters]
        for language in LANGUAGES:
            _run(sources, folder / f"{language}.ts", language)
        _run(sources, folder / f"{SOURCE_LANGUAGE}.ts", SOURCE_LANGUAGE, "-pluralonly")


def _run(sources: list[Path], file: Path, language: str, *options: str) -> None:
    name = "lupdate.exe" if sys.platform == "win32" else "lupdate"
    program = Path(PySide6.__file__).parent / name
    command = [program, "-silent", "-no-obsolete", "-locations", "none", "-source-language", SOURCE_LANGUAGE,
               "-target-language", language, *options, *sources, "-ts", file]  # fmt: skip
    subprocess.run(command, check=True)


def _texts_of_parameters() -> str:
    """Return Python source that names what dialogs show of declared parameters, for lupdate to find."""
    from svd_core.config import AugmentConfig, RobustnessConfig, StretchConfig, TrainConfig, parameters
    from svd_gui.dialogs.parameter_rows import source_texts

    configs = (TrainConfig, AugmentConfig, StretchConfig, RobustnessConfig)
    texts = [text for config in configs for parameter in parameters(config) for text in source_texts(parameter)]
    return "\n".join(f"tr({text!r})" for text in dict.fromkeys(texts)) + "\n"


def _texts_of_formats() -> str:
    """Return Python source that names label formats, and what they cannot hold, as the export dialog does."""
    from svd_core.annotation.formats.registry import FORMATS

    texts = [file_format.title for file_format in FORMATS]
    texts += [loss.text for file_format in FORMATS for loss in file_format.loses]
    return "".join(f"tr({text!r})\n" for text in dict.fromkeys(texts))


def _texts_of_errors() -> str:
    """Return Python source that names the sentences for errors of the core, for lupdate to find."""
    from svd_gui.errors import SENTENCES

    return "".join(f"tr({text!r})\n" for text in SENTENCES.values())


def _texts_of_sentences() -> str:
    """Return Python source that names the templates of the core's sentences, for lupdate to find.

    Raises SystemExit where one is not written out.
    """
    texts: dict[str, None] = {}
    # sentence.py itself makes sentences of what others have written out.
    for file in sorted(set((ROOT / "svd_core").rglob("*.py")) - {ROOT / "svd_core" / "sentence.py"}):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Sentence":
                template = node.args[0]
                if not isinstance(template, ast.Constant) or not isinstance(template.value, str):
                    raise SystemExit(f"{file}, line {node.lineno}: write the template of the sentence out")
                texts[template.value] = None
    return "".join(f"tr({text!r})\n" for text in texts)


def _texts_of_experiments() -> str:
    """Return Python source that names the tests and the settings which dialogs offer, for lupdate to find."""
    from svd_core.experiments.paper.settings import FIGURE_2
    from svd_core.experiments.robustness.suite import TESTS

    texts = [text for test in TESTS for text in (test.title, test.about)]
    texts += [row.method for row in FIGURE_2] + [FIGURE_2[-1].strength]
    return "".join(f"tr({text!r})\n" for text in dict.fromkeys(texts))


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
