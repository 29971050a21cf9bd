"""Opening a song: from a path to samples, spectrogram and annotation."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from svd_core.annotation.annotation_file import from_labels
from svd_core.annotation.formats.label_rows import HowToRead
from svd_core.annotation.journal.changes import SongIdentity
from svd_core.annotation.journal.opening import Found, look_up
from svd_core.annotation.journal.places import Places
from svd_core.annotation.song_annotation import SongAnnotation
from svd_core.audio.features import FloatArray, FrameGrid, log_mel_blocks
from svd_core.audio.scratch import ScratchArray
from svd_core.config import FeatureConfig
from svd_core.errors import AudioError
from svd_core.files.storage import content_key
from svd_gui import folders

if TYPE_CHECKING:
    from svd_core.audio.sound_file import Sound

FEATURES = FeatureConfig()
REMEMBERED_SECONDS = 1800
"""Seconds of songs in all that are kept decoded."""


@dataclass(frozen=True)
class Song:
    """A decoded song: samples (n,) float32 mono at `FEATURES.sample_rate`, mel (n_frames, n_mels) float32."""

    path: Path
    key: str
    samples: FloatArray
    mel: FloatArray
    warnings: tuple[str, ...] = ()
    """What is not as it should be in the sound file, a sentence each."""

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def duration(self) -> float:
        """Seconds."""
        return len(self.samples) / FEATURES.sample_rate

    @property
    def identity(self) -> SongIdentity:
        return SongIdentity(self.name, self.key, self.duration)

    @property
    def grid(self) -> FrameGrid:
        return FrameGrid(len(self.mel), FEATURES.frame_rate)


@dataclass(frozen=True)
class Opened:
    """A song with what was found of its annotation.

    Attributes:
        sound: for playback, from the same decoding; None for a song that was still in memory.
    """

    song: Song
    found: Found
    sound: Sound | None = None


class SongMemory:
    """The songs decoded last, so that going back to one takes no time; very long ones are not kept."""

    def __init__(self) -> None:
        self._songs: dict[tuple[Path, int, int], Song] = {}

    def get(self, path: Path) -> Song | None:
        """Return the song, if its file has not changed since."""
        return self._songs.get(_stamp(path))

    def put(self, song: Song) -> None:
        """Keep a song, and forget the oldest ones beyond REMEMBERED_SECONDS in all."""
        self._songs[_stamp(song.path)] = song
        while sum(kept.duration for kept in self._songs.values()) > REMEMBERED_SECONDS:
            self._songs.pop(next(iter(self._songs)))


def _stamp(path: Path) -> tuple[Path, int, int]:
    state = path.stat()
    return path, state.st_mtime_ns, state.st_size


def load(
    path: Path, fallback_folder: Path, memory: SongMemory, answers: Mapping[str, HowToRead] | None = None
) -> Generator[float, None, Opened]:
    """Open a song, yielding the part done (0..1); returns an Opened. Raises AudioError, FormatError, OSError."""
    song, sound = memory.get(path), None
    if song is None:
        song, sound = yield from _decode(path)
        memory.put(song)
    return replace(_annotated(song, fallback_folder, answers or {}), sound=sound)


def decode_ahead(path: Path, memory: SongMemory) -> Generator[float, None, Song]:
    """Decode a song that may be wanted next into the memory, yielding the part done (0..1). AudioError, OSError."""
    song = memory.get(path)
    if song is None:
        song, _ = yield from _decode(path)
        memory.put(song)
    return song


def _decode(path: Path) -> Generator[float, None, tuple[Song, Sound]]:
    """Decode samples, spectrogram and the sound for playback in one pass over the file.

    What is long is in files, mapped.
    """
    from svd_core.audio import decoding, sound_file

    expected = max(decoding.stated_duration(path) or 0.0, 0.1)
    warnings: list[str] = []
    folder = folders.decoded_sound()
    pieces: ScratchArray[np.float32] = ScratchArray(folder)
    mels: ScratchArray[np.float32] = ScratchArray(folder)
    playback = sound_file.PlaybackFrames(folder)

    def decoded() -> Iterator[FloatArray]:
        for block in sound_file.mono_blocks(path, FEATURES, warnings.append, playback):
            pieces.append(block)
            yield block

    done = 0
    for mel in log_mel_blocks(decoded()):
        mels.append(mel)
        done += len(mel)
        yield min(done / FEATURES.frame_rate / expected, 0.99)
    samples = pieces.array()
    if len(samples) == 0:
        raise AudioError(f"{path}: there is no sound in this file.")
    mel = mels.array() if done else np.zeros((0, FEATURES.n_mels), np.float32)
    return Song(path, content_key(path), samples, mel, tuple(warnings)), playback.sound()


def _annotated(song: Song, fallback_folder: Path, answers: Mapping[str, HowToRead]) -> Opened:
    """Return the song with what there is of its annotation."""
    places = Places.of(song.path, song.key, fallback_folder)
    blank = SongAnnotation(song.name, song.key, song.duration)
    remarks: list[str] = []
    read_labels = partial(from_labels, song.path, song.duration, song.key, answers, remarks.append)
    found = look_up(places, blank, read_labels)
    found.warnings += tuple(f"{text.rstrip('.')}." for text in remarks)
    return Opened(song, found)
