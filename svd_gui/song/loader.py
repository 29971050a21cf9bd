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
from svd_core.cli.heavy_imports import give_back_freed_memory
from svd_core.config import FeatureConfig
from svd_core.errors import AudioError
from svd_core.files.storage import content_key
from svd_gui import folders

if TYPE_CHECKING:
    from svd_core.audio.sound_file import Sound

FEATURES = FeatureConfig()
LONG_SECONDS = 600.0
"""A song of which the header states so many seconds is shown while it is still being decoded."""
FIRST_SECONDS = 60.0
"""So many seconds of it are decoded first."""
REPORT_SECONDS = 20.0
"""So many seconds of sound more are decoded before that is reported, which takes part of a millisecond."""
LONGEST_SECONDS = 36 * 3600.0
"""What states more than this is shown when it is decoded: a header may say anything."""
REMEMBERED_SECONDS = 1800
"""Seconds of songs in all that are kept decoded."""


@dataclass
class Decoded:
    """How much of a song there is already, in samples and frames of the spectrogram; another thread counts it up."""

    n_samples: int = 0
    n_frames: int = 0

    @property
    def seconds(self) -> float:
        return self.n_samples / FEATURES.sample_rate


@dataclass(frozen=True)
class Song:
    """A decoded song: samples (n,) float32 mono at `FEATURES.sample_rate`, mel (n_frames, n_mels) float32.

    While it is still being `decoded`, they are as long as the header states, and 0 where nothing is decoded yet.
    """

    path: Path
    key: str
    samples: FloatArray
    mel: FloatArray
    warnings: tuple[str, ...] = ()
    """What is not as it should be in the sound file, a sentence each."""
    decoded: Decoded | None = None
    """How much of it there is; None for all."""

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


@dataclass(frozen=True)
class Opening:
    """How far the opening of a song is, 0..1; with the song from when there is something to be seen of it."""

    share: float
    opened: Opened | None = None


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
) -> Generator[Opening, None, Opened]:
    """Open a song, yielding how far that is; returns an Opened. Raises AudioError, FormatError, OSError.

    A long song is yielded once there is a first minute of it, and with every further report as the same object.
    """
    song, sound = memory.get(path), None
    if song is None:
        decoding = _Decoding(path)
        begun: Opened | None = None
        for share in decoding.run():
            if begun is None and decoding.is_worth_showing:
                begun = _annotated(decoding.begun_song(), fallback_folder, answers or {})
                begun = replace(begun, sound=decoding.playback.shown(begun.song.duration))
            yield Opening(share, begun)
        song, sound = decoding.song(), decoding.playback.sound()
        memory.put(song)
        del decoding
        give_back_freed_memory()
    return replace(_annotated(song, fallback_folder, answers or {}), sound=sound)


def decode_ahead(path: Path, memory: SongMemory) -> Generator[float, None, Song]:
    """Decode a song that may be wanted next into the memory, yielding the part done (0..1). AudioError, OSError."""
    song = memory.get(path)
    if song is None:
        decoding = _Decoding(path)
        yield from decoding.run()
        song = decoding.song()
        memory.put(song)
        del decoding
        give_back_freed_memory()
    return song


class _Decoding:
    """Decodes samples, spectrogram and the sound for playback in one pass over a file; what is long is in files."""

    def __init__(self, path: Path) -> None:
        from svd_core.audio import decoding, sound_file

        self._path, folder = path, folders.decoded_sound()
        self._stated = decoding.stated_duration(path) or 0.0
        self._warnings: list[str] = []
        self._samples: ScratchArray[np.float32] = ScratchArray(folder)
        self._mels: ScratchArray[np.float32] = ScratchArray(folder)
        self.playback = sound_file.PlaybackFrames(folder)
        self._decoded = Decoded()

    def run(self) -> Iterator[float]:
        """Decode, yielding the part done, 0..1, now and then. Raises AudioError."""
        reported = 0
        for mel in log_mel_blocks(self._blocks()):
            self._mels.append(mel)
            self._decoded.n_frames += len(mel)
            if self._decoded.n_frames - reported < REPORT_SECONDS * FEATURES.frame_rate:
                continue
            reported = self._decoded.n_frames
            yield min(self._decoded.n_frames / FEATURES.frame_rate / max(self._stated, 0.1), 0.99)

    def _blocks(self) -> Iterator[FloatArray]:
        """The samples, which are kept."""
        from svd_core.audio import sound_file

        for block in sound_file.mono_blocks(self._path, FEATURES, self._warnings.append, self.playback, True):
            self._samples.append(block)
            self._decoded.n_samples += len(block)
            yield block

    @property
    def is_worth_showing(self) -> bool:
        """Whether the song is long, and there is a first part of it to be seen."""
        return LONG_SECONDS <= self._stated <= LONGEST_SECONDS and self._decoded.seconds >= FIRST_SECONDS

    def begun_song(self) -> Song:
        """The song, as long as the header states, of which the first part is there. Raises AudioError, OSError."""
        n_samples = round(self._stated * FEATURES.sample_rate)
        n_frames = FrameGrid.of_samples(n_samples, FEATURES).n_frames
        samples, mel = self._samples.shown(n_samples), self._mels.shown(n_frames)
        return Song(self._path, content_key(self._path), samples, mel, (), self._decoded)

    def song(self) -> Song:
        """The whole song. Raises AudioError, OSError."""
        samples = self._samples.array()
        if len(samples) == 0:
            raise AudioError(f"{self._path}: there is no sound in this file.")
        mel = self._mels.array() if self._decoded.n_frames else np.zeros((0, FEATURES.n_mels), np.float32)
        return Song(self._path, content_key(self._path), samples, mel, tuple(self._warnings))


def _annotated(song: Song, fallback_folder: Path, answers: Mapping[str, HowToRead]) -> Opened:
    """Return the song with what there is of its annotation."""
    places = Places.of(song.path, song.key, fallback_folder)
    blank = SongAnnotation(song.name, song.key, song.duration)
    remarks: list[str] = []
    read_labels = partial(from_labels, song.path, song.duration, song.key, answers, remarks.append)
    found = look_up(places, blank, read_labels)
    found.warnings += tuple(f"{text.rstrip('.')}." for text in remarks)
    return Opened(song, found)
