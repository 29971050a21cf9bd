"""Actions of the Model menu: training, choosing and examining models, detection."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from svd_core.model.card import SHIPPED, named_model
from svd_gui.actions.actions import SEPARATOR, ActionRow, Section
from svd_gui.models.choice import ModelChoice
from svd_gui.playback.player import Player
from svd_gui.song.session import Session
from svd_gui.timeline.view import TimelineView
from svd_gui.training.controller import TrainingController
from svd_gui.translation import tr
from svd_gui.window.dialog_opener import DialogOpener


def model_section(
    session: Session, training: TrainingController, dialogs: DialogOpener, player: Player, timeline: TimelineView,
    models: ModelChoice, set_averaging: Callable[[bool], None],
    explain: Callable[[bool], None],
) -> Section:  # fmt: skip
    """Rows for training, choosing and examining models, and for detection with the one in use."""
    default, free = (named_model(Path(name)) for name in SHIPPED)
    return Section(tr("&Model"), (
        ActionRow("train", tr("&Train…"), lambda: training.ask(session.card), "Ctrl+T", lambda now: not now.training,
                  "train"),
        ActionRow("resume_training", tr("&Resume Last Training"), training.resume,
                  enabled=lambda now: now.resumable and not now.training),
        ActionRow("cancel_training", tr("&Cancel Training"), training.cancel, enabled=lambda now: now.training),
        ActionRow("augmentations", tr("A&ugmentations…"), lambda: dialogs.augmentations(
            session.song, session.document.regions, player, timeline.theme), enabled=lambda now: now.song),
        ActionRow("robustness_test", tr("Ro&bustness Test…"), lambda: dialogs.robustness_test(session.card),
                  enabled=lambda now: now.model),
        SEPARATOR,
        ActionRow("models", tr("Mo&dels…"), models.show_all,
                  tip=tr("All models you have: use one, or one of before again, measure, import, export, remove")),
        ActionRow("previous_model", tr("Use the Model Be&fore"), models.use_previous,
                  enabled=lambda now: now.model_before, tip=tr("Go back to the model that was in use before")),
        ActionRow("open_model", tr("&Open Model…"), lambda: dialogs.open_model(training.models), "Shift+Ctrl+O",
                  icon="model"),
        ActionRow("default_model", tr("Use Defau&lt Model"), lambda: models.use(None),
                  enabled=lambda now: now.model_path != default,
                  tip=tr("The best there is; it learned from songs that are for research only")),
        ActionRow("free_model", tr("Use &Free Model"), lambda: models.use(Path("free")),
                  enabled=lambda now: now.model_path != free,
                  tip=tr("It errs more, but learned only from what anybody may use for anything")),
        ActionRow("model_card", tr("About This &Model…"), lambda: dialogs.model_card(session.card),
                  enabled=lambda now: now.model),
        SEPARATOR,
        ActionRow("average", tr("A&verage over Pitch Shifts"), set_averaging, checkable=True,
                  tip=tr("Detect singing in the song as it is and 10 and 20 % lower and higher, and average:\n"
                         "fewer errors, as a rule, for about five times the work")),
        ActionRow("explain", tr("&Why Does It Think So?"), explain, "W", lambda now: now.song and now.model,
                  tip=tr("What in the spectrogram speaks for singing at the cursor, and what against (W)"),
                  in_timeline=True, checkable=True),
        ActionRow("detect_again", tr("&Detect Again"), session.detect_again, "Ctrl+D",
                  lambda now: now.song and now.model),
        ActionRow("detect_rest", tr("Detect the &Rest"), session.detect_rest, "Shift+Ctrl+D", lambda now: now.stopped,
                  tip=tr("Go on looking for singing where it was stopped")),
        ActionRow("start_over", tr("Take &All Regions from the Model"), session.start_over,
                  enabled=lambda now: now.detected and now.editable),
        ActionRow("cancel", tr("&Stop Opening or Detecting"), session.cancel, enabled=lambda now: now.busy),
    ), tooltips=True)  # fmt: skip
