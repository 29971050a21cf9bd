"""What a name counts as that a person gives to a region: never silently as anything but singing."""

from __future__ import annotations

from svd_core.annotation.label_set import LabelSet
from svd_core.annotation.vocabulary import by_itself, name_of
from svd_core.files.visible_text import visible
from svd_gui.style.plain_text import short
from svd_gui.translation import tr


def given_label(labels: LabelSet, typed: str) -> tuple[str, str]:
    """Return the label for a name that was typed, and what to say of it; nothing where the folder's set says it."""
    name = " ".join(visible(typed).split())
    label = labels.label_for(name)
    if labels.of_name(name) is not None:
        return label, ""
    meaning = by_itself(label)
    if meaning == "unsung":
        text = tr("“{0}” counts as not sung; Regions > Labels can say otherwise")
    elif meaning == "ignored":
        text = tr("“{0}” leaves open whether somebody sings; Regions > Labels can say otherwise")
    elif meaning == "unknown":
        text = tr("“{0}” is no known word, so it counts as sung; Regions > Labels can say otherwise")
    elif name_of(label) != label:
        text = tr("“{0}” counts as sung; Regions > Labels can say otherwise")
    else:
        return label, ""
    return label, text.format(short(name_of(label)))
