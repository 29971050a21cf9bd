"""The words that make `svd train` train one network of an experiment."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from svd_core.config import Preset, as_option, parameters


def training_words(data: Sequence[Path], holdout: Path, preset: Preset, preset_name: str) -> tuple[str, ...]:
    """Options of `svd train` for these data without the songs of a file list, every parameter of the preset given."""
    words = ["--data", *map(str, data), "--preset", preset_name, "--holdout", str(holdout)]
    for config in (preset.train, preset.augment, preset.network, preset.stretch):
        if config is not None:
            words += [as_option(item.name, getattr(config, item.name)) for item in parameters(type(config))]
    return tuple(words)
