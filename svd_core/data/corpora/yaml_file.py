"""YAML that others wrote, read as plain values only: no objects, and no anchors, which can make a file swell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from svd_core.annotation.formats.label_text import read_text
from svd_core.errors import DataError, FormatError

_MOST_CHARACTERS = 1_000_000


def read_yaml(path: Path) -> Any:
    """The document in a file, of dicts, lists, texts and numbers; FormatError, or DataError without PyYAML."""
    try:
        import yaml
    except ImportError as error:
        raise DataError("MedleyDB's metadata are YAML, which needs PyYAML: pip install pyyaml") from error

    text = read_text(path)
    if len(text) > _MOST_CHARACTERS:
        raise FormatError(f"{path.name}: over a million characters are no song's metadata; choose another file")
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=yaml.SafeLoader)):
            raise FormatError(f"{path.name}: refers to parts of itself, which metadata need not; write it out in full")
        return yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        reason = " ".join(str(error).split())[:200]
        raise FormatError(f"{path.name}: is no usable YAML ({reason}); get the file again") from error
