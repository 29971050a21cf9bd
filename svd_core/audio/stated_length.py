"""How long a sound file's own header says that it is, which is quoted and compared but never believed."""

from __future__ import annotations

from pathlib import Path

from svd_core.audio.mp3_header import stated_mp3_seconds
from svd_core.audio.wav_header import read_wav_header

DIFFERENCE_TOLD = 0.5
"""Seconds by which stated and decoded length may differ without a word."""
EXACT = frozenset(["wav", "w64", "aiff", "caf", "flac", "mp3", "mov"])
"""Containers, by ffmpeg's name, whose header states the length exactly, if at all."""
_UNKNOWN_BYTES = (0, 0xFFFFFFFF)  # as recorders write before they know how long a recording will be


def stated_seconds(path: Path, container: str, by_ffmpeg: float | None, sample_rate: int) -> float | None:
    """The seconds that the header states; None where it states none. OSError.

    Of WAV and mp3 files ffmpeg estimates them from the file's size where it doubts the header, so that is read here.
    """
    if container == "mp3":
        return stated_mp3_seconds(path)
    header = read_wav_header(path) if container == "wav" else None
    if header is None:
        return by_ffmpeg
    if not header.frame_bytes or not sample_rate or header.stated_bytes in _UNKNOWN_BYTES:
        return None
    return header.stated_bytes / header.frame_bytes / sample_rate
