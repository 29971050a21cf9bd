"""The probabilities that trained networks give songs they have not heard, kept so that scoring needs no network.

One safetensors file a network: for every song the probabilities as they are and, where test-time augmentation is asked
for, their means over pitch shifts. No pickle, and nothing smoothed yet.
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
from svd_core.files.storage import content_key, write_atomically
from svd_core.model.card import Card

if TYPE_CHECKING:
    from svd_core.model.checkpoint import Model

FORMAT = "svd-posteriors"

AT_ONCE = 16
"""Networks in memory at once, so that a song is decoded and analysed once for all of them."""


@dataclass(frozen=True)
class Posterior:
    """Probabilities of one song's frames, shape (n_frames,); shifted has the means over pitch shifts, if asked for."""

    plain: FloatArray
    shifted: FloatArray | None = None


@dataclass(frozen=True)
class PosteriorRequest:
    """A network whose answers are wanted: its card, the songs it is to hear, and the file they are kept in."""

    card: Card
    songs: tuple[LabelledSong, ...]
    path: Path


@dataclass(frozen=True)
class SongPredicted:
    """One song has been heard by so many networks, as one of a number of songs."""

    kind: ClassVar[str] = "heard"
    song: str
    networks: int
    done: int
    total: int


_Group = Sequence[tuple[PosteriorRequest, dict[str, Posterior]]]


class Posteriors:
    """Reads and writes the files of posteriors, and knows which are still right."""

    def __init__(self, shifted: bool) -> None:
        """With shifted, the means over pitch shifts are wanted too."""
        self._shifted = shifted
        self._audio_keys: dict[Path, str] = {}

    def read(self, request: PosteriorRequest) -> dict[str, Posterior]:
        """What is kept of the songs asked for by their names, if it is of this very model and these recordings."""
        if not request.path.is_file():
            return {}
        try:
            with safe_open(request.path, framework="numpy") as file:
                told = dict(file.metadata() or {})
                if told.get("format") != FORMAT or told.get("model") != request.card.key:
                    return {}
                tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 (not a dict)
            keys = json.loads(told["songs"])
            kept = {name: _posterior(tensors, number) for number, (name, _) in enumerate(keys)}
            audio_keys = dict(keys)
        except (SafetensorError, OSError, ValueError, KeyError, TypeError):
            # What was made by listening can be made again by listening.
            return {}
        usable = [song for song in request.songs if audio_keys.get(song.name) == self._audio_key(song)]
        found = {song.name: kept[song.name] for song in usable}
        return {name: item for name, item in found.items() if item.shifted is not None or not self._shifted}

    def write(self, request: PosteriorRequest, posteriors: Mapping[str, Posterior]) -> None:
        """Keep these answers, in one step."""
        songs = [song for song in request.songs if song.name in posteriors]
        tensors = {}
        for number, song in enumerate(songs):
            tensors[f"plain.{number}"] = posteriors[song.name].plain
            if (shifted := posteriors[song.name].shifted) is not None:
                tensors[f"shifted.{number}"] = shifted
        keys = [(song.name, self._audio_key(song)) for song in songs]
        told = {"format": FORMAT, "model": request.card.key, "songs": json.dumps(keys)}
        request.path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(request.path, safetensors.numpy.save(tensors, told))

    def predict(self, everyone: Sequence[PosteriorRequest], device: str) -> Iterator[SongPredicted]:
        """Let all networks hear what they have not heard yet, one song after the other; what is heard is kept at once.

        Networks that are to hear the same songs share the decoding and the spectrograms.
        """
        waiting = [(request, kept) for request in everyone if len(kept := self.read(request)) < len(request.songs)]
        waiting.sort(key=lambda item: [song.name for song in item[0].songs])
        groups = [waiting[first : first + AT_ONCE] for first in range(0, len(waiting), AT_ONCE)]
        done, total = 0, sum(len(_unheard(group)) for group in groups)
        for group in groups:
            for song, networks in self._hear(group, device):
                yield SongPredicted(song, networks, done := done + 1, total)

    def _hear(self, group: _Group, device: str) -> Iterator[tuple[str, int]]:
        """The same for networks that fit into memory together: each song's name, and how many have heard it."""
        from svd_core.model import checkpoint, inference

        models = [inference.on_device(checkpoint.load(request.card.path), device) for request, _ in group]
        for song in _unheard(group):
            mels = self._mels(song, models[0])
            networks = 0
            for (request, kept), model in zip(group, models, strict=True):
                if song in request.songs and song.name not in kept:
                    kept[song.name] = self._posterior(model, mels)
                    self.write(request, kept)
                    networks += 1
            yield song.name, networks

    def _mels(self, song: LabelledSong, model: Model) -> FloatArray:
        """The song's log-mel spectrograms, shape (n_shifts, n_frames, n_mels), the first without a shift."""
        shifts = TEST_SHIFTS if self._shifted else TEST_SHIFTS[:1]
        return shifted_log_mels(sound_file.read_mono(song.audio, model.features), shifts, model.features)

    def _posterior(self, model: Model, mels: FloatArray) -> Posterior:
        """One network's answers; the mean over shifts as `detect` forms it, without hearing the first twice."""
        from svd_core.model.inference import detect

        values = [detect(model, mel) for mel in mels]
        return Posterior(values[0], np.mean(values, axis=0, dtype=np.float32) if self._shifted else None)

    def _audio_key(self, song: LabelledSong) -> str:
        if song.audio not in self._audio_keys:
            self._audio_keys[song.audio] = content_key(song.audio)
        return self._audio_keys[song.audio]


def _unheard(group: _Group) -> list[LabelledSong]:
    """The songs that at least one of these networks has not heard, each once."""
    return list(
        {song.name: song for request, kept in group for song in request.songs if song.name not in kept}.values()
    )


def smoothed(posterior: Posterior, shifted: bool, median_frames: int) -> FloatArray:
    """The probabilities to score, after the sliding median, shape (n_frames,)."""
    from svd_core.model.postprocessing import smooth

    values = posterior.shifted if shifted else posterior.plain
    if values is None:
        raise ValueError("these networks were not heard with test-time augmentation")
    return smooth(values, median_frames)


def _posterior(tensors: Mapping[str, Any], number: int) -> Posterior:
    """The song of that number; raises ValueError for what are no probabilities."""
    plain, shifted = tensors[f"plain.{number}"], tensors.get(f"shifted.{number}")
    for values in (plain,) if shifted is None else (plain, shifted):
        if values.dtype != np.float32 or values.shape != (len(plain),) or not np.isfinite(values).all():
            raise ValueError("what it holds are no probabilities")
    return Posterior(plain, shifted)
