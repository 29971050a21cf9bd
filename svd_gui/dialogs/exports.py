"""What was exported last: its format and folder, and which files hold exactly what this program wrote there."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from svd_core.annotation.formats.label_format import LabelFormat
from svd_core.files.backups import replace_keeping_backup
from svd_core.files.storage import content_key, write_atomically
from svd_gui.settings import Settings

MOST_REMEMBERED = 500
"""Files of which it is known what was written; of older ones the program no longer knows that they are its own."""


class Exports:
    """The exports so far, remembered in the settings."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @property
    def file_format(self) -> LabelFormat:
        """The format of the last export."""
        from svd_core.annotation.formats.registry import FORMATS

        name = self._settings.export_format
        return next((each for each in FORMATS if each.name == name), FORMATS[0])

    def suggested(self, song: Path, file_format: LabelFormat) -> Path:
        """The file for a song: beside it, or in the folder of the last export if that was another than its song's."""
        folder = self._settings.export_folder
        name = song.with_suffix(file_format.suffix).name
        return folder / name if folder is not None and os.path.isdir(folder) else song.with_name(name)

    def is_ours(self, path: Path) -> bool:
        """Whether a file holds, unchanged, what was exported there last."""
        written = self._settings.exported.get(str(path))
        try:
            return written is not None and written == content_key(path)
        except OSError:
            return False

    def write(self, song: Path, path: Path, file_format: LabelFormat, data: bytes) -> Path | None:
        """Write an export and remember it; the path of the backup, if somebody else's file was there. OSError."""
        backup = None
        if self.is_ours(path):
            write_atomically(path, data)
        else:
            backup = replace_keeping_backup(path, data)
        self._settings.export_format = file_format.name
        self._settings.export_folder = None if path.parent == song.parent else path.parent
        written = self._settings.exported
        written.pop(str(path), None)
        written[str(path)] = hashlib.sha256(data).hexdigest()
        self._settings.exported = dict(list(written.items())[-MOST_REMEMBERED:])
        return backup
