"""What a person chose to train."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from svd_core.config import DEFAULT_PRESET

if TYPE_CHECKING:
    from svd_core.data.kept_aside import Move

KEPT_ASIDE = "kept-aside.json"
"""The list of artists and songs that all models of a folder are measured on; it lies beside them."""


@dataclass(frozen=True)
class TrainingChoices:
    """What the training dialog asks for.

    Attributes:
        out: the model file to write.
        songs: corrected songs to learn from.
        folders: data sets to learn from.
        preset: name of the preset in `svd_core.config.PRESETS`.
        start_from: the model whose training is continued, or None to start from random weights.
        compare_with: the model in use, which the new one is measured beside; None without one.
        cross_check: whether further trainings may measure the method, where too few songs are new to keep any aside.
        artists: artists of songs, where more than their tags is known.
        keep_answers: songs without labels on which the answers of start_from are kept.
        moves: which artists and songs a person has moved between those learned from and those kept aside.
        changes: values of parameters that differ from the preset's, by name.
    """

    out: Path
    songs: tuple[Path, ...] = ()
    folders: tuple[Path, ...] = ()
    preset: str = DEFAULT_PRESET
    start_from: Path | None = None
    compare_with: Path | None = None
    cross_check: bool = True
    artists: Mapping[Path, str] = field(default_factory=dict)
    keep_answers: tuple[Path, ...] = ()
    moves: tuple[Move, ...] = ()
    changes: Mapping[str, Any] = field(default_factory=dict)
