"""What a format cannot hold, in a sentence to be read before an export."""

from __future__ import annotations

from collections.abc import Sequence

from svd_core.annotation.formats.label_format import Loss
from svd_gui.translation import tr


def lost_text(losses: Sequence[Loss]) -> str:
    """Say what gets lost in a file, and where it stays."""
    if not losses:
        return tr("This format holds everything.")
    text = tr("This format cannot hold: {0}. All of it stays in the song's own annotation.")
    return text.format(", ".join(tr(loss.text) for loss in losses))
