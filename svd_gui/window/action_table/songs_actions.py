"""Actions of the Songs menu: the list of the open folder, going from song to song, and work on many songs."""

from __future__ import annotations

from functools import partial

from svd_core.annotation.song_status import HandStatus
from svd_gui.actions.actions import SEPARATOR, ActionRow, Section
from svd_gui.library.songs import Songs
from svd_gui.models.choice import ModelChoice
from svd_gui.translation import tr


def songs_section(songs: Songs, models: ModelChoice) -> Section:
    """Rows for the list of songs, for marks on them, and for work on all of them."""

    def status(name: str, text: str, value: HandStatus) -> ActionRow:
        return ActionRow(name, text, partial(songs.set_status, value), enabled=lambda now: now.songs_chosen)

    return Section(tr("&Songs"), (
        ActionRow("song_list", tr("&List of Songs"), None, "F4", checkable=True),
        ActionRow("find_songs", tr("&Find Songs"), songs.list.search, "Ctrl+F", lambda now: now.folder),
        ActionRow("next_song", tr("&Next Song"), partial(songs.step, 1), "J; Ctrl+PgDown", lambda now: now.folder,
                  in_timeline=True),
        ActionRow("previous_song", tr("&Previous Song"), partial(songs.step, -1), "K; Ctrl+PgUp",
                  lambda now: now.folder, in_timeline=True),
        SEPARATOR,
        status("status_auto", tr("Status by What Is &Checked"), ""),
        status("status_unseen", tr("Set Status: &Unseen"), "unseen"),
        status("status_in_work", tr("Set Status: In &Work"), "in work"),
        status("status_checked", tr("Set Status: Chec&ked"), "checked"),
        ActionRow("song_note", tr("Edit N&ote"), songs.edit_note, enabled=lambda now: now.songs_chosen,
                  tip=tr("In the list of songs: F2")),
        SEPARATOR,
        ActionRow("queue_go", tr("Check What Teaches &Most"), songs.queue.go, "Alt+Q",
                  lambda now: now.folder and now.model, tip=tr(
                      "Go through the stretches of all songs in which a correction is worth most: where the model is\n"
                      "unsure, where models disagree, and where the model contradicts what is checked")),
        ActionRow("queue_accept", tr("Acce&pt Stretch of the Queue"), songs.queue.accept, "Alt+Y",
                  lambda now: now.queue, tip=tr("Mark it as checked as it stands, and go to the next one")),
        ActionRow("queue_skip", tr("&Skip Stretch of the Queue"), songs.queue.skip, "Alt+X", lambda now: now.queue,
                  tip=tr("Leave it as it is, and go to the next one")),
        ActionRow("queue_back", tr("&Back in the Queue"), songs.queue.go_back, "Alt+Z", lambda now: now.queue_seen,
                  tip=tr("Show the stretch again that was accepted or skipped last")),
        ActionRow("model_changes", tr("What the Model Decides Ot&herwise…"), partial(_show_changes, songs, models),
                  enabled=lambda now: now.folder and now.model_before and not now.batch,
                  tip=tr("What the model in use decides otherwise than the one before, in all songs of the folder")),
        SEPARATOR,
        ActionRow("detect_all", tr("&Detect in All Listed Songs"), songs.detect_all,
                  enabled=lambda now: now.folder and now.model and not now.batch),
        ActionRow("export_all", tr("E&xport All Listed Songs…"), songs.export_all,
                  enabled=lambda now: now.folder and not now.batch),
        ActionRow("import_all", tr("&Import Labels for All Listed Songs…"), songs.import_all,
                  enabled=lambda now: now.folder and not now.batch),
        ActionRow("pause_batch", tr("P&ause or Resume"), songs.pause_or_resume, enabled=lambda now: now.batch),
        ActionRow("cancel_batch", tr("Canc&el Work on Many Songs"), songs.cancel_batch, enabled=lambda now: now.batch),
        SEPARATOR,
        ActionRow("look_again", tr("Look for Chan&ges"), songs.look_again, "F5", lambda now: now.folder),
        ActionRow("close_folder", tr("Close Folde&r"), songs.close_folder, enabled=lambda now: now.folder),
    ), tooltips=True)  # fmt: skip


def _show_changes(songs: Songs, models: ModelChoice) -> None:
    if models.previous is not None and models.path is not None:
        songs.changes.show(models.previous, models.path)
