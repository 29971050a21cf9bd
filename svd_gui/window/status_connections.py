"""Lets the status line show what the parts of the window report."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QObject

from svd_core.annotation.spans import total
from svd_gui.song.session import Session
from svd_gui.song.song_doubt import SongDoubt
from svd_gui.style.plain_text import short
from svd_gui.timeline.view import TimelineView
from svd_gui.translation import tr
from svd_gui.window.dialog_opener import DialogOpener
from svd_gui.window.status_line import StatusLine


def connect_status(
    status: StatusLine,
    session: Session,
    doubt: SongDoubt,
    timeline: TimelineView,
    dialogs: DialogOpener,
    reporters: Iterable[QObject],
) -> None:
    """Show the work that is done, the model, its doubt, what is under the pointer, and all that `reporters` report."""
    session.activity_changed.connect(status.set_activity)
    session.undetected_changed.connect(lambda spans: status.set_undetected(total(spans)))
    session.detector_changed.connect(lambda detector: status.set_model(detector.card.name, detector.averaging))
    session.document.edit_refused.connect(status.show_message)
    doubt.changed.connect(status.set_doubt)
    timeline.pointer_moved.connect(status.set_pointer)
    dialogs.exported.connect(lambda path, backup: status.show_message(_exported_text(path, backup)))
    dialogs.robustness_tested.connect(status.set_idle_text)
    status.cancel_requested.connect(session.cancel)
    status.rest_requested.connect(session.detect_rest)
    for reporter in reporters:
        reporter.reported.connect(status.show_message)  # type: ignore[attr-defined]  # each has the signal


def _exported_text(path: Path, backup: Path | None) -> str:
    text = tr("Exported {0}").format(short(path.name))
    return text if backup is None else text + tr("; the old file is {0}").format(short(backup.name))
