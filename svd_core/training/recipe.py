"""What a model is made of, as its card tells it, and whether that is what somebody asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from svd_core.config import AugmentConfig, NetworkConfig, Preset, TrainConfig, from_json, to_json
from svd_core.data.dataset import Dataset
from svd_core.model.card import Card
from svd_core.model.provenance import joint_key

_BOOKKEEPING = {"report_every", "checkpoint_every", "validate_every"}
"""Parameters of the schedule that do not change what is learned."""


def data_metadata(found: Dataset, holdout: frozenset[str], validation: frozenset[str]) -> dict[str, Any]:
    """The data learned from, and the names kept from it, in the words of a card; the audio's contents are not read."""
    labels = [f"{song.name}: {[(r.start, r.end, r.label) for r in song.regions or ()]}" for song in found.labelled()]
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


def is_finished(card: Card) -> bool:
    """Whether a training went on to its last update."""
    schedule = card.metadata.get("schedule")
    return isinstance(schedule, Mapping) and card.metadata.get("updates_done") == schedule.get("updates")


def difference(
    card: Card,
    preset: Preset,
    data: Mapping[str, Any],
    parent_key: str | None,
    teacher: Mapping[str, Any] | None = None,
) -> str:
    """What a model was trained with other than this, in words; empty if nothing.

    Models older than a parameter were trained with its default. data is as `data_metadata` says; parent_key is the
    key of the model that the training starts from, which then decides the network; teacher has the key and the pitch
    shifts of its teacher.
    """
    return next(differences(card, preset, data, parent_key, teacher), "")


def differences(
    card: Card,
    preset: Preset,
    data: Mapping[str, Any],
    parent_key: str | None,
    teacher: Mapping[str, Any] | None = None,
) -> Iterator[str]:
    """All that `difference` would find, one after the other."""
    nobody = {"key": None}
    if card.n_networks > 1:
        yield f"it is an ensemble of {card.n_networks} networks"
    yield from _other_values("started_from", _mapping(card.metadata.get("started_from")), {"key": parent_key})
    yield from _other_values("teacher", _mapping(card.metadata.get("teacher")), teacher or nobody)
    for name, config in (("augmentation", preset.augment), ("schedule", preset.train)):
        yield from _other_values(name, _whole(type(config), card.metadata.get(name)), to_json(config))
    if parent_key is None:
        yield from _other_values("network", to_json(card.network), to_json(preset.network))
    yield from _other_values("data", _mapping(card.metadata.get("data")), data)


def _whole(config_class: type[AugmentConfig | TrainConfig | NetworkConfig], told: Any) -> dict[str, Any]:
    """What a card tells of a config, with defaults for what it does not tell; empty if it is no such config."""
    try:
        return to_json(from_json(config_class, _mapping(told)))
    except ValueError:
        return {}


def _other_values(name: str, told: Mapping[str, Any], asked: Mapping[str, Any]) -> Iterator[str]:
    for key, value in asked.items():
        if key not in _BOOKKEEPING and _in_order(told.get(key)) != _in_order(value):
            yield f"{name}: {key} was {_short(told.get(key))}, not {_short(value)}"


def _in_order(value: Any) -> Any:
    """A list of names without the order in which the data were named."""
    return sorted(map(str, value)) if isinstance(value, list) else value


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
