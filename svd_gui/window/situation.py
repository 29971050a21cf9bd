"""What decides which actions can be done now, asked of the parts that know it."""

from __future__ import annotations

from svd_gui.actions.actions import Situation
from svd_gui.library.songs import Songs
from svd_gui.models.choice import ModelChoice
from svd_gui.playback.player import Player
from svd_gui.song.comparing import Comparing
from svd_gui.song.session import Session
from svd_gui.timeline.view import TimelineView
from svd_gui.training.controller import TrainingController


def situation(session: Session, player: Player, timeline: TimelineView, training: TrainingController,
              comparing: Comparing, models: ModelChoice, songs: Songs) -> Situation:  # fmt: skip
    """Describe the state of all parts at this moment."""
    document, selected = session.document, timeline.selection.indices
    regions = document.regions
    return Situation(
        song=session.song is not None,
        editable=session.song is not None and not document.read_only_reason,
        selected=len(selected),
        selected_time=timeline.time_selection.span is not None,
        has_next=bool(selected) and selected[0] + 1 < len(regions),
        regions=bool(regions),
        playing=player.playing,
        no_sound_reason=player.unavailable_reason,
        can_retry_sound=player.can_retry,
        muted=player.muted,
        looping=player.loop is not None,
        listening=player.listening,
        stereo=player.stereo,
        model=session.card is not None,
        model_path=session.card.path if session.card else None,
        model_before=models.previous is not None,
        detected=session.posterior is not None,
        comparing=comparing.active,
        difference=comparing.differs,
        folder=songs.is_open,
        songs_chosen=bool(songs.chosen),
        queue=songs.queue.is_active,
        queue_seen=songs.queue.can_go_back,
        batch=songs.batch.running,
        busy=session.busy,
        stopped=session.is_stopped,
        training=training.running,
        resumable=training.resumable,
    )
