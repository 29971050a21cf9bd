"""What a model was made from, as its card records it, and whether that is what a training asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from svd_core.annotation.spans import WHOLE
from svd_core.config import AugmentConfig, NetworkConfig, Preset, StretchConfig, TrainConfig, from_json, to_json
from svd_core.data.dataset import Dataset, LabelledSong, StemSong
from svd_core.model.card import Card
from svd_core.model.provenance import joint_key

_BOOKKEEPING = {"report_every", "checkpoint_every", "validate_every"}
"""Parameters of the schedule that do not change the trained weights."""

_BEFORE_RECORDED = {"precision": "float32"}
"""The value of a parameter in trainings before cards recorded it, where it is not today's default."""


def data_metadata(found: Dataset, holdout: frozenset[str], validation: frozenset[str]) -> dict[str, Any]:
    """What a card records of the data: what was learned from and which songs were kept out; audio is not read."""
    labels = [_labels_text(song) for song in found.labelled()]
    # Cards of models without a teacher stay as they are.
    unlabelled = {"unlabelled": [path.stem for path in found.unlabelled]} if found.unlabelled else {}
    return unlabelled | {
        "songs": [song.name for song in found.songs],
        "stem_songs": [song.name for song in found.stems],
        "singers": [singer.name for singer in found.singers],
        "instrumentals": len(found.instrumentals),
        "labels_key": joint_key(labels),
        "held_out": sorted(holdout),
        "validation": sorted(validation),
    }


def _labels_text(song: LabelledSong | StemSong) -> str:
    """The labels of a song as a text whose key tells whether they have changed."""
    text = f"{song.name}: {[(r.start, r.end, r.label) for r in song.regions or ()]}"
    # Keys of songs that are checked throughout stay as they were before there was checked time.
    return text if song.checked == WHOLE else f"{text} checked {list(song.checked)}"


def is_finished(card: Card) -> bool:
    """Whether the training of a model did all its updates."""
    schedule = card.metadata.get("schedule")
    return isinstance(schedule, Mapping) and card.metadata.get("updates_done") == schedule.get("updates")


def difference(
    card: Card,
    preset: Preset,
    data: Mapping[str, Any],
    parent_key: str | None,
    teacher: Mapping[str, Any] | None = None,
) -> str:
    """The first thing in which a model's training differed from the given one, in words; empty if nothing did.

    A parameter that the card does not record had its default. data: as `data_metadata` returns it. parent_key: key of
    the model that the training starts from, which then decides the network. teacher: key and pitch shifts of the
    teacher. A precision of "auto" is met by any.
    """
    return next(differences(card, preset, data, parent_key, teacher), "")


def differences(
    card: Card,
    preset: Preset,
    data: Mapping[str, Any],
    parent_key: str | None,
    teacher: Mapping[str, Any] | None = None,
) -> Iterator[str]:
    """All differences, as `difference` describes them."""
    no_teacher = {"key": None}
    if card.n_networks > 1:
        yield f"it is an ensemble of {card.n_networks} networks"
    yield from _other_values("started_from", _mapping(card.metadata.get("started_from")), {"key": parent_key})
    yield from _other_values("teacher", _mapping(card.metadata.get("teacher")), teacher or no_teacher)
    for name, config in (("augmentation", preset.augment), ("schedule", preset.train)):
        yield from _other_values(name, _whole(type(config), card.metadata.get(name)), to_json(config))
    if preset.stretch is not None:
        recorded = _whole(StretchConfig, card.metadata.get("stretches"))
        yield from _other_values("stretches", recorded, to_json(preset.stretch))
    if parent_key is None:
        yield from _other_values("network", to_json(card.network), to_json(preset.network))
    no_others: dict[str, Any] = {"unlabelled": []}
    recorded_data = no_others | dict(_mapping(card.metadata.get("data")))
    yield from _other_values("data", recorded_data, no_others | dict(data))


def completed(recipe: Mapping[str, Any]) -> dict[str, Any]:
    """A recipe with the defaults of what it was saved without, because there was no such parameter then."""
    configs = {"augmentation": AugmentConfig, "schedule": TrainConfig, "network": NetworkConfig}
    configs |= {"stretches": StretchConfig} if "stretches" in recipe else {}
    return {**recipe, **{name: _whole(config, recipe.get(name)) for name, config in configs.items()}}


def resuming_differences(saved: Mapping[str, Any], recipe: Mapping[str, Any]) -> Iterator[str]:
    """In which things the recipe of an unfinished training differs from one that is to continue it, in words.

    The order of songs matters as well, since batches are drawn from it; how often is reported or saved does not.
    """
    then, now = completed(saved), completed(recipe)
    for name in sorted(then.keys() | now.keys()):
        before, after = then.get(name), now.get(name)
        if not (isinstance(before, Mapping) and isinstance(after, Mapping)):
            before, after = {name: before}, {name: after}
        for key in sorted((before.keys() | after.keys()) - _BOOKKEEPING):
            if before.get(key) != after.get(key):
                yield f"{key} was {_short(before.get(key))}, not {_short(after.get(key))}"


def _whole(
    config_class: type[AugmentConfig | TrainConfig | NetworkConfig | StretchConfig], recorded: Any
) -> dict[str, Any]:
    """A recorded config with defaults for what was not recorded; empty if it cannot be read."""
    values = _mapping(recorded)
    try:
        config = to_json(from_json(config_class, values))
    except ValueError:
        return {}
    return config | {name: value for name, value in _BEFORE_RECORDED.items() if name in config and name not in values}


def _other_values(name: str, recorded: Mapping[str, Any], asked: Mapping[str, Any]) -> Iterator[str]:
    """One sentence for each value that was recorded otherwise than it is asked for now."""
    for key, value in asked.items():
        if key in _BOOKKEEPING or (key == "precision" and value == "auto"):
            continue
        if _sorted(recorded.get(key)) != _sorted(value):
            yield f"{name}: {key} was {_short(recorded.get(key))}, not {_short(value)}"


def _sorted(value: Any) -> Any:
    """A list sorted, since the order in which data were named does not matter; other values as they are."""
    return sorted(map(str, value)) if isinstance(value, list) else value


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
