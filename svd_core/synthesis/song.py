"""A whole song: composed, sung, played, mixed and labelled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from svd_core.annotation.regions import Region, Regions
from svd_core.audio.features import FloatArray
from svd_core.synthesis.articulation import FormantSinger
from svd_core.synthesis.band import PARTS, Band, Stroke
from svd_core.synthesis.composition import compose
from svd_core.synthesis.mixing import brightened, compressed, mastered, placed, room_sound
from svd_core.synthesis.score import Phrase, SongScore
from svd_core.synthesis.voice import extent, render_phrase

LONGEST_MERGED_GAP = 0.5


@dataclass(frozen=True)
class SongStems:
    """The stems of a song before mastering, each stereo of shape (n, 2) at `sample_rate`, and its sung regions."""

    sample_rate: int
    voice: FloatArray
    backing: FloatArray
    band: FloatArray
    regions: Regions

    @property
    def mix(self) -> FloatArray:
        """The finished song, shape (n, 2), peak below 1."""
        return mastered(self.voice + self.backing + self.band)


@dataclass(frozen=True)
class Production:
    """The singer and the mix of a song; the defaults are those of the demo song."""

    singer: FormantSinger
    voice_to_band_db: float = 2.5
    backing_db: float = -11.0
    """Backing voices relative to the lead."""
    tempi: tuple[float, float] = (86, 122)
    away: frozenset[str] = frozenset()
    """Parts of the band that do not play."""

    @classmethod
    def draw(cls, rng: np.random.Generator) -> Production:
        """A random production, from a ballad with sparse accompaniment to a voice covered by a loud band."""
        return cls(
            singer=FormantSinger.draw_diverse(rng),
            voice_to_band_db=rng.uniform(-6, 10),
            backing_db=rng.uniform(-30, -4),
            tempi=(60, 150),
            away=frozenset(part for part in PARTS if rng.random() < 0.3),
        )


def render(duration: float, seed: int) -> tuple[FloatArray, Regions]:
    """A song of `duration` seconds (at least 3): mono samples at 22 050 Hz, shape (n,), and its sung regions.

    The same arguments always give the same song; a short one still has both singing and band alone.
    """
    recording = render_stems(duration, seed, 22050)
    return recording.mix.mean(axis=1), recording.regions


def render_stems(duration: float, seed: int, sample_rate: int, production: Production | None = None) -> SongStems:
    """The song of a seed as separate stems; ValueError if shorter than `composition.SHORTEST`."""
    rng = np.random.default_rng([seed, 3])
    production = production or Production(FormantSinger.draw(rng))
    singer = production.singer
    score = compose(duration, seed, singer.center, production.tempi)
    n_samples = round(duration * sample_rate)
    lead = placed(_sung(score.lead, singer, 0.0, sample_rate, rng), n_samples, sample_rate)
    backing = [
        stroke
        for line, pan in zip(score.harmonies, (-0.55, 0.55), strict=True)
        for stroke in _sung(line, _companion(singer, rng), pan, sample_rate, rng)
    ]
    support = placed(backing, n_samples, sample_rate)
    band = placed(Band(score, sample_rate, seed, production.away).strokes(), n_samples, sample_rate)
    band = brightened(band, 4.0, sample_rate)
    regions = sung_regions(score)
    lead = compressed(lead, 2.0, sample_rate)
    level = production.voice_to_band_db + _level_db(band, regions, sample_rate) - _level_db(lead, regions, sample_rate)
    lead *= np.float32(10 ** (level / 20))
    support *= np.float32(10 ** ((level + production.backing_db) / 20))
    decay = rng.uniform(0.22, 0.38)
    lead += 0.20 * room_sound(lead, decay, sample_rate, rng)
    support += 0.35 * room_sound(support, decay, sample_rate, rng)
    band += 0.10 * room_sound(band, decay, sample_rate, rng)
    return SongStems(sample_rate, lead, support, band, regions)


def sung_regions(score: SongScore) -> Regions:
    """The regions of the lead voice, from the score: one a phrase, those less than half a second apart united."""
    spans: list[tuple[float, float]] = []
    for start, end in (extent(phrase) for phrase in score.lead):
        if spans and start - spans[-1][1] < LONGEST_MERGED_GAP:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return tuple(Region(max(0.0, start), min(end, score.duration), source="file") for start, end in spans)


def _sung(
    phrases: Sequence[Phrase], singer: FormantSinger, pan: float, sample_rate: int, rng: np.random.Generator
) -> list[Stroke]:
    """Phrases as rendered sounds, to be placed in the mix."""
    sung = (render_phrase(phrase, singer, sample_rate, rng) for phrase in phrases)
    return [Stroke(start, sound, 0.0, pan) for start, sound in sung]


def _companion(singer: FormantSinger, rng: np.random.Generator) -> FormantSinger:
    """A backing singer: another vocal tract, breathier and with less vibrato."""
    return replace(
        singer,
        tract_scale=singer.tract_scale * rng.uniform(0.94, 1.07),
        tension=singer.tension + 0.4,
        breath_db=singer.breath_db + 4,
        vibrato_hertz=rng.uniform(5.0, 6.0),
        vibrato_cents=0.5 * singer.vibrato_cents,
    )


def _level_db(stereo: FloatArray, regions: Regions, sample_rate: int) -> float:
    """Mean level in dB of a track of shape (n, 2) within the sung regions."""
    spans = [stereo[int(r.start * sample_rate) : int(r.end * sample_rate)] for r in regions]
    power = float(np.mean(np.concatenate(spans) ** 2)) if spans else 0.0
    return float(10 * np.log10(power + 1e-12))
