"""Actions of the Playback menu: what is heard and how, and where the cursor is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from svd_core.audio.listening import Listening, Part
from svd_gui.actions.actions import SEPARATOR, ActionRow, Section
from svd_gui.playback.player import Player
from svd_gui.song.keyboard_editing import KeyboardEditing
from svd_gui.timeline.view import TimelineView
from svd_gui.translation import tr


def playback_section(
    player: Player, editing: KeyboardEditing, timeline: TimelineView, set_listening_checks: Callable[[bool], None]
) -> Section:
    """Rows for what is to be heard and how, and where the cursor is."""

    def speed(name: str, text: str, keys: str, change: Callable[[Listening], Listening]) -> ActionRow:
        return ActionRow(name, text, lambda: player.set_listening(change(player.listening)), keys,
                         lambda now: now.audible and change(now.listening) != now.listening,
                         in_timeline=True, needs_sound=True)  # fmt: skip

    def part(part: Part, text: str, key: str, tip: str) -> ActionRow:
        return ActionRow(part.replace("-", "_"), text, lambda _: player.set_listening(player.listening.toggled(part)),
                         key, lambda now: now.audible and (now.stereo or part not in ("centre", "sides")), tip=tip,
                         in_timeline=True, checkable=True, checked=lambda now: now.listening.part == part,
                         needs_sound=True)  # fmt: skip

    return Section(tr("&Playback"), (
        ActionRow("play", tr("Play"), player.toggle, "Space",
                  lambda now: now.audible or now.can_retry_sound, "play", needs_sound=True),
        ActionRow("play_region", tr("Play &Region"), editing.play_region, "R",
                  lambda now: now.audible and (now.regions or now.selected_time),
                  "play-region", in_timeline=True, needs_sound=True),
        ActionRow("loop", tr("&Loop Region"), editing.set_loop, "L", lambda now: now.song, "loop",
                  in_timeline=True, checkable=True, checked=lambda now: now.looping, needs_sound=True),
        SEPARATOR,
        speed("slower", tr("S&lower"), ",", lambda listening: listening.at_speed(-1)),
        speed("faster", tr("&Faster"), ".", lambda listening: listening.at_speed(1)),
        speed("normal_speed", tr("&Normal Speed"), "Ctrl+.", lambda listening: replace(listening, speed=1.0)),
        SEPARATOR,
        part("voice-band", tr("&Voice Band"), "B", tr("Only 200 Hz to 4 kHz")),
        part("centre", tr("&Centre"), "V", tr("Only what both channels share")),
        part("sides", tr("Sides"), "D", tr("Only what the channels do not share")),
        part("harmonic", tr("&Harmonic Part"), "H", tr("Without drums and other strokes")),
        SEPARATOR,
        ActionRow("mute", tr("M&ute"), player.set_muted, "Shift+M", lambda now: now.song, "speaker", checkable=True,
                  in_timeline=True, checked=lambda now: now.muted, needs_sound=True),
        SEPARATOR,
        ActionRow("to_start", tr("To the &Start"), lambda: player.seek(0.0), "Home", lambda now: now.song,
                  in_timeline=True),
        ActionRow("to_end", tr("To the &End"), lambda: player.seek(timeline.content.duration), "End",
                  lambda now: now.song, in_timeline=True),
        SEPARATOR,
        ActionRow("listening_checks", tr("Listening Chec&ks"), set_listening_checks, checkable=True,
                  tip=tr("Mark as checked what you listen through")),
    ), tooltips=True)  # fmt: skip
