"""Draw training examples: excerpts of samples with the label of their central frame, and negatives to mix with.

Everything random comes from the seed, and all samplers can say and restore where they are, so a
resumed training draws what an unbroken one would have drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from svd_core.config import FeatureConfig
from svd_core.features import FloatArray
from svd_core.recordings import Recording, Stems


@dataclass(frozen=True)
class Window:
    """How much of a recording one example takes: n_frames STFT frames, the label is the central one's."""

    n_frames: int
    features: FeatureConfig

    @property
    def n_samples(self) -> int:
        """Samples under that many frames."""
        return (self.n_frames - 1) * self.features.hop_samples + self.features.frame_samples

    @property
    def centre(self) -> int:
        """The labelled frame, counted from the first of the excerpt."""
        return self.n_frames // 2

    def cut(self, recording: Recording, first_frame: int) -> FloatArray:
        """Samples of the excerpt that starts at a frame, shape (n_samples,), in -1 .. 1."""
        start = first_frame * self.features.hop_samples
        return recording.cut(start, start + self.n_samples)

    def places(self, recording: Recording) -> int:
        """How many excerpts lie whole inside a recording."""
        return max(0, recording.n_frames - self.n_frames + 1)


class SongExcerpts:
    """Excerpts of labelled songs, uniform over all (song, start) positions, without replacement.

    When all have been drawn, a new order is drawn (paper section 3.3).
    """

    def __init__(self, songs: Sequence[Recording], window: Window, seed: int) -> None:
        self._songs = songs
        self._window = window
        self._seed = seed
        self._ends = np.cumsum([window.places(song) for song in songs])
        self._round = -1
        self._next_round()

    @property
    def n_positions(self) -> int:
        """Excerpts in all."""
        return int(self._ends[-1]) if len(self._ends) else 0

    def draw(self, count: int) -> tuple[FloatArray, FloatArray]:
        """Samples (count, n_samples) and targets (count,)."""
        places: list[int] = []
        while len(places) < count:
            if self._at == self.n_positions:
                self._next_round()
            places.append(int(self._order[self._at]))
            self._at += 1
        samples = np.empty((count, self._window.n_samples), np.float32)
        targets = np.empty(count, np.float32)
        for row, place in enumerate(places):
            index = int(np.searchsorted(self._ends, place, side="right"))
            first = place - (int(self._ends[index - 1]) if index else 0)
            samples[row] = self._window.cut(self._songs[index], first)
            targets[row] = self._songs[index].targets[first + self._window.centre]
        return samples, targets

    def state(self) -> dict[str, Any]:
        """Where the sampler is, as JSON."""
        return {"round": self._round, "at": self._at}

    def restore(self, state: dict[str, Any]) -> None:
        """Go to where `state` was."""
        self._round = int(state["round"]) - 1
        self._next_round()
        self._at = int(state["at"])

    def _next_round(self) -> None:
        self._round += 1
        self._order = np.random.default_rng([self._seed, self._round]).permutation(self.n_positions)
        self._at = 0


@dataclass(frozen=True)
class Sources:
    """Stems in memory: whole songs in two tracks, singers alone, and music without singing."""

    stems: tuple[Stems, ...] = ()
    singers: tuple[Recording, ...] = ()
    backings: tuple[Recording, ...] = ()


class MixedExcerpts:
    """Excerpts mixed from stems at random levels.

    Three kinds of example, as far as the sources allow: a song's own vocals over its accompaniment,
    a singer over unrelated music (over silence where there is no music at all), and music alone.
    """

    OWN, FOREIGN, ALONE = 0.3, 0.45, 0.25

    def __init__(self, sources: Sources, window: Window, seed: int) -> None:
        self._window = window
        self._rng = np.random.default_rng([seed, 0x57E45])
        self._stems = [stems for stems in sources.stems if window.places(stems.vocals)]
        self._singers = [singer for singer in sources.singers if window.places(singer)]
        accompaniments = [stems.accompaniment for stems in self._stems]
        self._backings = [track for track in (*sources.backings, *accompaniments) if window.places(track)]
        self._weights = np.array(
            [
                self.OWN * bool(self._stems),
                self.FOREIGN * bool(self._singers),
                self.ALONE * bool(self._backings),
            ]
        )

    def __bool__(self) -> bool:
        """Whether there is anything to mix."""
        return bool(self._weights.any())

    @property
    def sings(self) -> bool:
        """Whether there is anything sung among it."""
        return bool(self._weights[:2].any())

    def draw(self, count: int) -> tuple[FloatArray, FloatArray]:
        """Samples (count, n_samples) and targets (count,), 0 or 1."""
        samples = np.empty((count, self._window.n_samples), np.float32)
        targets = np.empty(count, np.float32)
        kinds = self._rng.choice(3, count, p=self._weights / self._weights.sum())
        for row, kind in enumerate(kinds):
            samples[row], targets[row] = (self._own, self._foreign, self._alone)[kind]()
        return samples, targets

    def state(self) -> dict[str, Any]:
        """Where the random numbers are, as JSON."""
        return dict(self._rng.bit_generator.state)

    def restore(self, state: dict[str, Any]) -> None:
        """Go to where `state` was."""
        self._rng.bit_generator.state = state

    def _pick(self, recordings: Sequence[Recording]) -> Recording:
        """One recording; long ones more often, but less so than their length, so that rare voices count."""
        weights = np.sqrt([self._window.places(recording) for recording in recordings])
        return recordings[self._rng.choice(len(recordings), p=weights / weights.sum())]

    def _place(self, recording: Recording) -> int:
        return int(self._rng.integers(self._window.places(recording)))

    def _own(self) -> tuple[FloatArray, bool]:
        stems = self._stems[self._rng.integers(len(self._stems))]
        first = self._place(stems.vocals)
        vocals = self._window.cut(stems.vocals, first) * _gain(self._rng.uniform(-8, 8))
        mix = vocals + self._window.cut(stems.accompaniment, first)
        return _levelled(mix, self._rng), bool(stems.vocals.sung[first + self._window.centre])

    def _foreign(self) -> tuple[FloatArray, bool]:
        singer, backing = self._pick(self._singers), self._pick(self._backings) if self._backings else None
        first = self._place(singer)
        voice = self._window.cut(singer, first)
        music = np.zeros_like(voice) if backing is None else self._window.cut(backing, self._place(backing))
        balance = self._rng.uniform(-10, 12)
        # The voice's level is taken where it is loud, not over the pauses in the excerpt.
        voice_level = float(np.sqrt(np.percentile(voice**2, 90)))
        music_level = np.sqrt(np.mean(music**2))
        if voice_level > 1e-4:
            voice = voice * (_gain(balance) * max(music_level, 3e-3) / voice_level)
        return _levelled(voice + music, self._rng), bool(singer.sung[first + self._window.centre])

    def _alone(self) -> tuple[FloatArray, bool]:
        backing = self._pick(self._backings)
        return _levelled(self._window.cut(backing, self._place(backing)), self._rng), False


class NegativeExcerpts:
    """Excerpts whose central frame nobody sings in: from labelled songs, and music alone from stems."""

    def __init__(
        self, songs: Sequence[Recording], sources: Sources, window: Window, seed: int, song_share: float
    ) -> None:
        self._songs = songs
        self._window = window
        self._rng = np.random.default_rng([seed, 0x4E6F])
        self._starts = [_negative_starts(song, window) for song in songs]
        self._ends = np.cumsum([len(starts) for starts in self._starts])
        self._n_in_songs = int(self._ends[-1]) if len(songs) else 0
        backings = (*sources.backings, *(stems.accompaniment for stems in sources.stems))
        self._music = MixedExcerpts(Sources(backings=backings), window, int(self._rng.integers(2**31)))
        self._song_share = song_share if self._music else 1.0
        if not self._n_in_songs:
            self._song_share = 0.0

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self._n_in_songs or self._music)

    def draw(self, count: int) -> FloatArray:
        """Samples (count, n_samples), drawn with replacement."""
        samples = np.empty((count, self._window.n_samples), np.float32)
        for row, from_song in enumerate(self._rng.random(count) < self._song_share):
            samples[row] = self._from_song() if from_song else self._music.draw(1)[0][0]
        return samples

    def state(self) -> dict[str, Any]:
        """Where the random numbers are, as JSON."""
        return {"songs": dict(self._rng.bit_generator.state), "music": self._music.state()}

    def restore(self, state: dict[str, Any]) -> None:
        """Go to where `state` was."""
        self._rng.bit_generator.state = state["songs"]
        self._music.restore(state["music"])

    def _from_song(self) -> FloatArray:
        place = int(self._rng.integers(self._n_in_songs))
        index = int(np.searchsorted(self._ends, place, side="right"))
        first = self._starts[index][place - (int(self._ends[index - 1]) if index else 0)]
        return self._window.cut(self._songs[index], int(first))


def _negative_starts(recording: Recording, window: Window) -> NDArray[np.int64]:
    """First frames of the excerpts that lie whole inside a recording and whose central frame is not sung."""
    centres = recording.sung[window.centre : window.centre + window.places(recording)]
    return np.flatnonzero(~centres)


def _gain(decibels: float) -> float:
    return float(10 ** (decibels / 20))


def _levelled(samples: FloatArray, rng: np.random.Generator) -> FloatArray:
    """The mix at the level of mastered music, -12 to -24 dB below full scale; silence stays silence."""
    level = float(np.sqrt(np.mean(samples**2)))
    return samples * (_gain(rng.uniform(-24, -12)) / level) if level > 1e-5 else samples
