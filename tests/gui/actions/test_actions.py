"""What actions show of a situation, and when."""

from __future__ import annotations

from svd_gui.actions.actions import ActionRow, Actions, Section, Situation


def test_what_was_asked_for_and_refused_is_not_shown_as_on_and_nothing_else_is_done_anew(qapp):
    asked: list[Situation] = []

    def is_enabled(now: Situation) -> bool:
        asked.append(now)
        return now.song

    rows = (
        ActionRow("play", "&Play", lambda: None, enabled=is_enabled),
        ActionRow("mute", "&Mute", lambda _: None, checkable=True, checked=lambda now: now.muted),
    )
    actions = Actions([Section("Playback", rows)])
    actions.refresh(Situation(song=True))
    assert actions.play.isEnabled() and len(asked) == 1
    actions.mute.trigger()
    actions.refresh(Situation(song=True))
    assert not actions.mute.isChecked() and len(asked) == 1
    actions.refresh(Situation())
    assert not actions.play.isEnabled() and len(asked) == 2
