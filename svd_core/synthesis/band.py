"""The band: what drums, bass, chords and pads play in each section of a song."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from svd_core.audio.features import FloatArray
from svd_core.synthesis import instruments
from svd_core.synthesis.score import SongScore, SongSection

SIXTEENTHS = 16
PARTS = ("drums", "bass", "chords", "pads")


@dataclass(frozen=True)
class Stroke:
    """One sound to be mixed: its time in seconds, samples (n,), gain in dB and position (-1 left to 1 right)."""

    time: float
    sound: FloatArray
    gain_db: float
    pan: float


# Sixteenths of a bar by part: X loud, x soft.
_DRUMS: dict[str, tuple[dict[str, str], ...]] = {
    "intro": ({"closed": "x...x...x...x.x.", "kick": "X......."},),
    "verse": (
        {"kick": "X.....x.X.......", "snare": "....X.......X...", "closed": "X.x.X.x.X.x.X.x."},
        {"kick": "X..x....x.X.....", "snare": "....X.......X..x", "closed": "X.x.X.x.X.x.X.xx"},
        {"kick": "X...X...X...X...", "snare": "....X.......X...", "closed": "..X...X...X...X."},
    ),
    "break": (
        {"kick": "X..x..X.X..x..X.", "snare": "....X..x.x..X...", "closed": "XxxxXxxxXxxxXxxx"},
        {"kick": "X.....X...X.....", "snare": "....X.......X..x", "closed": "X.xxX.xxX.xxX.xx"},
    ),
    "chorus": (
        {
            "kick": "X.....X.X.x.....",
            "snare": "....X.......X...",
            "open": "X...X...X...X...",
            "closed": "..x...x...x...x.",
        },
        {
            "kick": "X...X...X...X...",
            "snare": "....X.......X...",
            "open": "..X...X...X...X.",
            "closed": "X...X...X...X...",
        },
    ),
    "outro": ({"kick": "X.......X.......", "snare": "............X...", "closed": "x.x.x.x.x.x.x.x."},),
}
_LEVELS = {"kick": -7.0, "snare": -9.0, "closed": -21.0, "open": -22.0}
_PANS = {"kick": 0.0, "snare": 0.08, "closed": -0.35, "open": -0.35}
_BASS_LINES = ("X.......x...x...", "X..x..x.X..x..x.", "x.x.x.x.x.x.x.x.", "X.....x.x.....x.")
_STRUMS = ("X.....X...X.X...", "X..X..X.X..X..X.", "X...X.X.X...X.X.")
_PICKING = ((0, 2, 3, 2, 4, 2, 3, 2), (0, 1, 2, 3, 4, 3, 2, 1), (0, 3, 2, 4, 1, 3, 2, 3))


class Band:
    """All instruments: styles and sounds drawn from one seed, strokes played from a score.

    `away` are the PARTS that do not play.
    """

    def __init__(self, score: SongScore, sample_rate: int, seed: int, away: frozenset[str] = frozenset()) -> None:
        self.score, self.sample_rate, self.away = score, sample_rate, away
        self.rng = np.random.default_rng([seed, 2])
        self.strings = bool(self.rng.random() < 0.6)
        self.bright = float(self.rng.uniform(0.3, 0.9))
        self.styles = {name: int(self.rng.integers(12)) for name in (*_DRUMS, "bass", "strum", "picking")}
        self.rendered: dict[tuple[str, float, float], list[FloatArray]] = {}

    def strokes(self) -> Iterator[Stroke]:
        """Everything the band plays, in no order."""
        for section in self.score.sections:
            for bar in range(section.first_bar, section.first_bar + section.n_bars):
                for name, part in zip(PARTS, (self.drums, self.bass_line, self.chords, self.pads), strict=True):
                    if name not in self.away:
                        yield from part(section, bar)
        yield from self.melody()
        yield from self.ending()

    def slots(self, bar: int, pattern: str) -> Iterator[tuple[float, int, bool]]:
        """Time (s), sixteenth and whether it is loud, of every mark of a pattern, with a player's random timing."""
        for sixteenth, mark in enumerate(pattern):
            if mark != ".":
                late = self.rng.normal(0, 0.004)
                time = (bar + sixteenth / SIXTEENTHS) * self.score.bar + late
                yield max(0.0, time), sixteenth, mark == "X"

    def sound(
        self, name: str, value: float, seconds: float, variants: int, make: Callable[[], FloatArray]
    ) -> FloatArray:
        """One of a few renderings of a sound, made when first needed."""
        sounds = self.rendered.setdefault((name, value, round(seconds, 3)), [])
        if len(sounds) < variants:
            sounds.append(make())
            return sounds[-1]
        return sounds[self.rng.integers(len(sounds))]

    def drum(self, name: str) -> FloatArray:
        """A stroke on a part of the drum kit."""
        rate, rng = self.sample_rate, self.rng
        makers: dict[str, Callable[[], FloatArray]] = {
            "kick": lambda: instruments.kick(rate, rng),
            "snare": lambda: instruments.snare(rate, rng),
            "closed": lambda: instruments.hat(rate, rng, 0.032),
            "open": lambda: instruments.hat(rate, rng, 0.17),
            "crash": lambda: instruments.crash(rate, rng),
            "high tom": lambda: instruments.tom(rate, rng, 140),
            "low tom": lambda: instruments.tom(rate, rng, 98),
        }
        return self.sound(name, 0.0, 0.0, 3, makers[name])

    def tone(self, name: str, pitch: float, seconds: float) -> FloatArray:
        """A note of a pitched instrument."""
        make = {
            "bass": instruments.bass,
            "pad": instruments.pad,
            "chord": instruments.plucked if self.strings else instruments.electric_piano,
            "solo": instruments.electric_piano if self.strings else instruments.plucked,
        }[name]
        variants = 2 if name == "chord" else 1
        return self.sound(
            name, pitch, seconds, variants, lambda: make(pitch, seconds, self.bright, self.sample_rate, self.rng)
        )

    def drums(self, section: SongSection, bar: int) -> Iterator[Stroke]:
        """The kit: a groove by section, a crash where one begins and a fill where one ends."""
        grooves = _DRUMS[section.name]
        groove = grooves[self.styles[section.name] % len(grooves)]
        last = bar == section.first_bar + section.n_bars - 1
        fills = last and section.name != "outro" and section.n_bars > 1
        for part, pattern in groove.items():
            played = pattern[:12] if fills and part in ("snare", "closed") else pattern
            for time, _, loud in self.slots(bar, played):
                gain = _LEVELS[part] + (0 if loud else -6) + self.rng.normal(0, 0.7)
                yield Stroke(time, self.drum(part), gain, _PANS[part])
        if bar == section.first_bar and section.name in ("chorus", "break"):
            yield Stroke(bar * self.score.bar, self.drum("crash"), -13, 0.3)
        if fills:
            yield from self.fill(bar)

    def fill(self, bar: int) -> Iterator[Stroke]:
        """A run over snare and toms on the last beat of a bar."""
        for time, sixteenth, loud in self.slots(bar, "............xxXX"):
            part, pan = {14: ("high tom", -0.3), 15: ("low tom", 0.3)}.get(sixteenth, ("snare", 0.08))
            yield Stroke(time, self.drum(part), -9 if loud else -14, pan)

    def bass_line(self, section: SongSection, bar: int) -> Iterator[Stroke]:
        """Roots, now and then a fifth or the octave; none in the first half of the intro."""
        if section.name == "intro" and bar < section.n_bars // 2:
            return
        busy = section.name in ("chorus", "break")
        pattern = _BASS_LINES[(self.styles["bass"] + 2 * busy) % len(_BASS_LINES)]
        root = self.score.chords[bar]
        for time, sixteenth, loud in self.slots(bar, pattern):
            degree = root + (int(self.rng.choice((0, 4, 7), p=(0.7, 0.2, 0.1))) if sixteenth else 0)
            pitch = self.score.key.pitch(degree)
            while pitch > 48:
                pitch -= 12
            yield Stroke(time, self.tone("bass", pitch - 12 * (pitch > 40), 0.55), -10 - 3 * (not loud), 0.0)

    def voicing(self, bar: int) -> list[int]:
        """Five notes of a bar's chord, close to the middle of the keyboard, lowest first."""
        root = self.score.chords[bar]
        degrees = [root + step + 7 * octave for octave in range(4) for step in (0, 2, 4)]
        pitches = sorted(self.score.key.pitch(degree) for degree in degrees)
        return [pitch for pitch in pitches if pitch >= 50][:5]

    def chords(self, section: SongSection, bar: int) -> Iterator[Stroke]:
        """Picked in intro, verse and outro, strummed in break and chorus."""
        voicing = self.voicing(bar)
        side = -0.3 if self.strings else 0.2
        if section.name in ("intro", "verse", "outro"):
            order = _PICKING[self.styles["picking"] % len(_PICKING)]
            for time, sixteenth, loud in self.slots(bar, "X.x.x.x.X.x.x.x."):
                tone = self.tone("chord", voicing[order[sixteenth // 2]], 1.1)
                yield Stroke(time, tone, -12 - 2 * (not loud) + self.rng.normal(0, 0.8), side)
            return
        pattern = _STRUMS[self.styles["strum"] % len(_STRUMS)]
        for time, sixteenth, loud in self.slots(bar, pattern):
            down = sixteenth % 4 == 0
            for number, pitch in enumerate(voicing if down else voicing[:1:-1]):
                tone = self.tone("chord", pitch, 1.1)
                yield Stroke(time + 0.011 * number, tone, -18 - 2 * (not loud) + self.rng.normal(0, 0.8), side)

    def pads(self, section: SongSection, bar: int) -> Iterator[Stroke]:
        """Held chords; loud in the chorus, soft in the verse."""
        gain = {"intro": -27.0, "verse": -29.0, "break": -25.0, "chorus": -23.0, "outro": -23.0}[section.name]
        for number, pitch in enumerate(self.voicing(bar)[1:4]):
            sound = self.tone("pad", pitch, self.score.bar + 0.4)
            yield Stroke(bar * self.score.bar, sound, gain, (-0.6, 0.0, 0.6)[number])

    def melody(self) -> Iterator[Stroke]:
        """The instrumental line of the breaks."""
        for start, end, pitch in self.score.break_line:
            seconds = round(min(2.0, end - start + 0.25), 2)
            yield Stroke(max(0.0, start + self.rng.normal(0, 0.005)), self.tone("solo", pitch, seconds), -12, 0.25)

    def ending(self) -> Iterator[Stroke]:
        """The last chord, left to ring."""
        bar = len(self.score.chords) - 1
        time = bar * self.score.bar
        ring = max(0.3, self.score.duration - time)
        for number, pitch in enumerate(self.voicing(bar)):
            yield Stroke(time + 0.02 * number, self.tone("chord", pitch, min(2.4, ring)), -13, -0.2)
        yield Stroke(time, self.tone("bass", self.score.key.tonic - 12 * (self.score.key.tonic > 40), ring), -9, 0.0)
        yield Stroke(time, self.drum("kick"), -7, 0.0)
        yield Stroke(time, self.drum("crash"), -14, 0.3)
