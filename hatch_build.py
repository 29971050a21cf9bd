"""Compile the translations into the wheel."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import PySide6
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class TranslationsHook(BuildHookInterface):
    """Makes a .qm of each .ts with Qt's lrelease."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile into a folder that lives until the wheel is made; an editable installation has the sources."""
        if version == "editable":
            return
        self._folder = tempfile.TemporaryDirectory()
        name = "lrelease.exe" if sys.platform == "win32" else "lrelease"
        program = Path(PySide6.__file__).parent / name
        for source in sorted((Path(self.root) / "translations").glob("*.ts")):
            made = Path(self._folder.name) / f"{source.stem}.qm"
            subprocess.run([program, "-silent", source, "-qm", made], check=True)
            build_data["force_include"][str(made)] = f"svd_core/_resources/translations/{made.name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the folder."""
        if version != "editable":
            self._folder.cleanup()
