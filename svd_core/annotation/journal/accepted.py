"""Which checked time of a song is as a model proposed it: somebody accepted the proposal there, and changed nothing.

There that model cannot be wrong, so its error on such time says little.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from svd_core.annotation.journal.history import Step
from svd_core.annotation.song_annotation import SongAnnotation
from svd_core.annotation.spans import Spans, inside, outside, united

Accepted = tuple[tuple[str, Spans], ...]
"""By the key of a detector, the time that was accepted as it proposed it."""


def accepted_proposals(root: SongAnnotation, steps: Iterable[Step], now: SongAnnotation) -> Accepted:
    """What was accepted unchanged on the way from a song's first state over these edits to the present one.

    Checked time belongs to the model whose proposal stood there when it was checked, and to none where the model had
    not looked yet.
    """
    model = root.proposal.model_key if root.proposal else ""
    undetected = root.undetected
    checked: defaultdict[str, Spans] = defaultdict(tuple, {model: outside(root.checked, undetected)})
    for step in steps:
        if step.change.proposal:
            model = step.change.proposal.after.model_key if step.change.proposal.after else ""
        spans_of = dict(step.change.spans)
        if (looked := spans_of.get("undetected")) is not None:
            undetected = united(outside(undetected, looked.removed) + looked.added)
        if (difference := spans_of.get("checked")) is not None:
            # Spans that grow, or join, are removed and added as a whole.
            gone = outside(difference.removed, difference.added)
            checked = defaultdict(tuple, {key: outside(spans, gone) for key, spans in checked.items()})
            new = outside(outside(difference.added, difference.removed), undetected)
            checked[model] = united(checked[model] + new)
    unchanged = outside(now.known, now.touched)
    found = ((key, inside(spans, unchanged)) for key, spans in checked.items() if key)
    return tuple((key, spans) for key, spans in found if spans)
