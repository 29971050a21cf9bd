"""Probabilities of singing that trained networks give for songs they have not learned from, kept in files.

One safetensors file for each network: for every song the probabilities before smoothing and, where test-time
augmentation is wanted, their means over pitch shifts. Scoring reads these files and needs no network.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import safetensors.numpy
from safetensors import SafetensorError, safe_open

from svd_core.audio import sound_file
from svd_core.audio.features import FloatArray, shifted_log_mels
from svd_core.config import TEST_SHIFTS
from svd_core.data.dataset import LabelledSong
from svd_core.errors import FormatError
from svd_core.files.json_fields import parse
from svd_core.files.safetensors_header import read_header
from svd_core.files.storage import content_key, write_atomically
from svd_core.model.card import Card

if TYPE_CHECKING:
    from svd_core.model.checkpoint import Model

FORMAT = "svd-posteriors"

AT_ONCE = 16
"""Networks in memory at the same time; a song is decoded and analysed once for all of them."""


@dataclass(frozen=True)
class SongPosteriors:
    """One network's probabilities for one song.

    Attributes:
        plain: without pitch shifts, shape (n_frames,), float32.
        shifted: means over `TEST_SHIFTS`, same shape; None where they were not wanted.
    """

    plain: FloatArray
    shifted: FloatArray | None = None


@dataclass(frozen=True)
class PosteriorRequest:
    """Which songs a network is to predict, and the file that its probabilities are kept in."""

    card: Card
    songs: tuple[LabelledSong, ...]
    path: Path


@dataclass(frozen=True)
class SongPredicted:
    """Report: `networks` networks have predicted a song, the number `done` of `total` songs.

    `kind` is the name of the report in JSON, which is older than the class.
    """

    kind: ClassVar[str] = "heard"
    song: str
    networks: int
    done: int
    total: int


_Group = Sequence[tuple[PosteriorRequest, dict[str, SongPosteriors]]]


class Posteriors:
    """Reads, checks and writes the files of posteriors, and predicts what is missing in them."""

    def __init__(self, shifted: bool) -> None:
        """Args: shifted: whether means over pitch shifts are wanted too."""
        self._shifted = shifted
        self._audio_keys: dict[Path, str] = {}

    def read(self, request: PosteriorRequest) -> dict[str, SongPosteriors]:
        """The posteriors in the file that are of this model and of unchanged recordings, by the song's name."""
        if not request.path.is_file():
            return {}
        try:
            header = read_header(request.path)
            metadata = header.metadata
            if metadata.get("format") != FORMAT or metadata.get("model") != request.card.key:
                return {}
            with safe_open(request.path, framework="numpy") as file:
                tensors = {name: file.get_tensor(name) for name in header.shapes}
            keys = parse(metadata["songs"], request.path.name).value
            kept = {name: _read_song(tensors, number) for number, (name, _) in enumerate(keys)}
            audio_keys = dict(keys)
        except (SafetensorError, OSError, ValueError, KeyError, TypeError, FormatError):
            # A file that cannot be read is predicted anew.
            return {}
        usable = [song for song in request.songs if audio_keys.get(song.name) == self._audio_key(song)]
        found = {song.name: kept[song.name] for song in usable}
        return {name: item for name, item in found.items() if item.shifted is not None or not self._shifted}

    def write(self, request: PosteriorRequest, posteriors: Mapping[str, SongPosteriors]) -> None:
        """Write the posteriors, by name of the song, into the file of the request."""
        songs = [song for song in request.songs if song.name in posteriors]
        tensors = {}
        for number, song in enumerate(songs):
            tensors[f"plain.{number}"] = posteriors[song.name].plain
            if (shifted := posteriors[song.name].shifted) is not None:
                tensors[f"shifted.{number}"] = shifted
        keys = [(song.name, self._audio_key(song)) for song in songs]
        metadata = {"format": FORMAT, "model": request.card.key, "songs": json.dumps(keys)}
        request.path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(request.path, safetensors.numpy.save(tensors, metadata))

    def predict(self, requests: Sequence[PosteriorRequest], device: str) -> Iterator[SongPredicted]:
        """Predict all songs that are missing in the files; each song is written as soon as it is predicted.

        Networks with the same songs share decoding and spectrograms.
        """
        waiting = [(request, kept) for request in requests if len(kept := self.read(request)) < len(request.songs)]
        waiting.sort(key=lambda item: [song.name for song in item[0].songs])
        groups = [waiting[first : first + AT_ONCE] for first in range(0, len(waiting), AT_ONCE)]
        done, total = 0, sum(len(_missing_songs(group)) for group in groups)
        for group in groups:
            for song, networks in self._predict_group(group, device):
                yield SongPredicted(song, networks, done := done + 1, total)

    def _predict_group(self, group: _Group, device: str) -> Iterator[tuple[str, int]]:
        """Predict for networks that fit into memory together; yields each song's name and how many predicted it."""
        from svd_core.model import checkpoint, inference

        models = [inference.on_device(checkpoint.load(request.card.path), device) for request, _ in group]
        for song in _missing_songs(group):
            mels = self._mels(song, models[0])
            networks = 0
            for (request, kept), model in zip(group, models, strict=True):
                if song in request.songs and song.name not in kept:
                    kept[song.name] = self._predict_song(model, mels)
                    self.write(request, kept)
                    networks += 1
            yield song.name, networks

    def _mels(self, song: LabelledSong, model: Model) -> FloatArray:
        """Log-mel spectrograms of a song, shape (n_shifts, n_frames, n_mels), float32; the first is not shifted."""
        shifts = TEST_SHIFTS if self._shifted else TEST_SHIFTS[:1]
        return shifted_log_mels(sound_file.read_mono(song.audio, model.features), shifts, model.features)

    def _predict_song(self, model: Model, mels: FloatArray) -> SongPosteriors:
        """One network's posterior from spectrograms of shape (n_shifts, n_frames, n_mels)."""
        from svd_core.model.inference import detect

        values = [detect(model, mel) for mel in mels]
        return SongPosteriors(values[0], np.mean(values, axis=0, dtype=np.float32) if self._shifted else None)

    def _audio_key(self, song: LabelledSong) -> str:
        if song.audio not in self._audio_keys:
            self._audio_keys[song.audio] = content_key(song.audio)
        return self._audio_keys[song.audio]


def _missing_songs(group: _Group) -> list[LabelledSong]:
    """The songs that at least one request of the group still lacks, each once."""
    return list(
        {song.name: song for request, kept in group for song in request.songs if song.name not in kept}.values()
    )


def smoothed(posterior: SongPosteriors, shifted: bool, median_frames: int) -> FloatArray:
    """Probabilities after the sliding median, shape (n_frames,); ValueError if shifted ones are missing."""
    from svd_core.model.postprocessing import smooth

    values = posterior.shifted if shifted else posterior.plain
    if values is None:
        raise ValueError("these probabilities were made without test-time augmentation")
    return smooth(values, median_frames)


def _read_song(tensors: Mapping[str, Any], number: int) -> SongPosteriors:
    """The posterior of one song in a file; ValueError if its tensors are no probabilities."""
    plain, shifted = tensors[f"plain.{number}"], tensors.get(f"shifted.{number}")
    for values in (plain,) if shifted is None else (plain, shifted):
        if values.dtype != np.float32 or values.shape != (len(plain),) or not np.isfinite(values).all():
            raise ValueError("not an array of probabilities")
    return SongPosteriors(plain, shifted)
