"""Connects the player with what shows and steers it."""

from __future__ import annotations

from collections.abc import Callable

from svd_core.audio.sound_file import Sound
from svd_gui.playback.player import Player
from svd_gui.playback.transport_bar import TransportBar
from svd_gui.song.session import Session
from svd_gui.song.song_page import SongPage


def connect_sound(
    session: Session, player: Player, page: SongPage, transport: TransportBar, refresh: Callable[..., None],
    show_message: Callable[[str], None],
) -> None:  # fmt: skip
    """Let the song be heard, the timeline and the bar follow, and `refresh` be called when playing changes.

    A song that is still being decoded grows in both.
    """
    timeline = page.timeline

    def load(sound: Sound) -> None:
        """Take sound to play; of a song that is still being decoded, what there is, and then all."""
        decoded = session.song.decoded if session.song else None
        if decoded is not None:
            player.load(sound.frames, sound.sample_rate, lambda: decoded.seconds)
        elif player.has_a_part:
            player.complete(sound.frames)
        else:
            player.load(sound.frames, sound.sample_rate)

    session.sound_decoded.connect(load)
    session.song_grown.connect(page.grow_song)
    session.song_completed.connect(page.complete_song)
    session.song_completed.connect(lambda song: transport.set_duration(song.duration))
    session.sound_failed.connect(lambda reason: player.unload(timeline.content.duration, reason, True))
    player.position_changed.connect(lambda time: timeline.set_playhead(time, auditioning=player.auditioning))
    player.position_changed.connect(transport.set_time)
    player.playing_changed.connect(
        lambda playing: timeline.navigation.follow_again() if playing and not player.auditioning else None
    )
    player.loop_changed.connect(timeline.set_loop)
    player.listening_changed.connect(transport.show_listening)
    player.failed.connect(show_message)
    for changed in (player.playing_changed, player.availability_changed, player.loop_changed,
                    player.listening_changed, player.muted_changed):  # fmt: skip
        changed.connect(refresh)
    timeline.seek_requested.connect(player.seek)
    timeline.play_region_requested.connect(player.play_span)
    timeline.loop_requested.connect(player.set_loop)
    page.seek_requested.connect(player.seek)
    transport.volume_chosen.connect(player.set_volume)
