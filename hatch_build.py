"""Builds as Hatchling does, with the translations compiled into the wheel.

This is the build backend and not only a hook in it, because what a hook depends on is installed for every build. An
editable installation compiles nothing, so it need not fetch Qt for the build besides the one that it will run with.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from hatchling import build
from hatchling.build import *  # noqa: F403  # all that a backend does, whatever that is in this version
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_LIBRARIES = (
    "If a library is missing: on Debian and Ubuntu, `apt-get install libbrotli1 libglib2.0-0 libgssapi-krb5-2` brings "
    "all that it needs."
)


def get_requires_for_build_wheel(config_settings: dict[str, Any] | None = None) -> list[str]:
    """Ask for PySide6 as well, which has the compiler of translations, in a version that the program can use."""
    project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
    qt = [requirement for requirement in project["dependencies"] if requirement.startswith("PySide6-Essentials")]
    return [*build.get_requires_for_build_wheel(config_settings), *qt]


class TranslationsHook(BuildHookInterface):
    """Makes a .qm of each .ts with Qt's lrelease."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile into a folder that lives until the wheel is made; an editable installation has the sources."""
        if version == "editable":
            return
        import PySide6

        self._folder = tempfile.TemporaryDirectory()
        name = "lrelease.exe" if sys.platform == "win32" else "lrelease"
        program = Path(PySide6.__file__).parent / name
        for source in sorted((Path(self.root) / "translations").glob("*.ts")):
            made = Path(self._folder.name) / f"{source.stem}.qm"
            command = [program, "-silent", source, "-qm", made]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                raise RuntimeError(f"Qt's lrelease failed: {done.stderr.strip()}. {_LIBRARIES}")
            build_data["force_include"][str(made)] = f"svd_core/_resources/translations/{made.name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the folder."""
        if version != "editable":
            self._folder.cleanup()
