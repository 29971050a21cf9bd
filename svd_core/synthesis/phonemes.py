"""Acoustic targets of speech sounds for an adult male vocal tract, which each singer scales.

Vowel formants are rounded averages as phonetics handbooks tabulate them; consonants follow the usual
locus and noise-band descriptions.
"""

from __future__ import annotations

from dataclasses import dataclass

SILENT_DB = -120.0


@dataclass(frozen=True)
class Phone:
    """One steady articulation: levels of voice, breath and noise, and the resonances of the vocal tract."""

    duration: float
    """Seconds; 0 for a vowel, which takes what the note leaves."""
    formants: tuple[float, float, float] | None
    """Hz; None takes the formants of the vowel that follows."""
    voice_db: float = 0.0
    breath_db: float = SILENT_DB
    noise_db: float = SILENT_DB
    noise_hertz: float = 5000.0
    noise_width: float = 2000.0
    zero_hertz: float = 0.0
    """Antiresonance of the nose; 0 for none."""

    @property
    def is_audible(self) -> bool:
        """Whether it makes any sound; the closure of a voiceless stop does not."""
        return max(self.voice_db, self.breath_db, self.noise_db) > SILENT_DB


VOWELS: dict[str, tuple[float, float, float]] = {
    "a": (740, 1130, 2480),
    "ae": (670, 1700, 2450),
    "e": (530, 1820, 2500),
    "i": (290, 2250, 2980),
    "I": (390, 1980, 2560),
    "o": (540, 880, 2450),
    "u": (320, 900, 2250),
    "uh": (630, 1200, 2450),
    "er": (490, 1370, 1850),
}

DIPHTHONGS: dict[str, tuple[str, str]] = {
    "ai": ("a", "I"),
    "ei": ("e", "i"),
    "ou": ("o", "u"),
    "au": ("a", "u"),
    "oi": ("o", "I"),
}


def _stop(locus: tuple[float, float, float], hertz: float, width: float, voiced: bool) -> tuple[Phone, ...]:
    """Closure, burst and, if voiceless, aspiration."""
    if voiced:
        closure = Phone(0.045, (200, locus[1], locus[2]), -20)
        return closure, Phone(0.012, locus, -12, noise_db=-20, noise_hertz=hertz, noise_width=width)
    closure = Phone(0.055, locus, SILENT_DB)
    burst = Phone(0.014, locus, SILENT_DB, noise_db=-12, noise_hertz=hertz, noise_width=width)
    return closure, burst, Phone(0.035, None, SILENT_DB, breath_db=-25)


CONSONANTS: dict[str, tuple[Phone, ...]] = {
    "m": (Phone(0.085, (270, 1050, 2250), -9, zero_hertz=750),),
    "n": (Phone(0.075, (270, 1500, 2550), -9, zero_hertz=1450),),
    "ng": (Phone(0.090, (280, 1900, 2500), -10, zero_hertz=2700),),
    "l": (Phone(0.075, (350, 1100, 2750), -7),),
    "r": (Phone(0.075, (340, 1080, 1550), -7),),
    "w": (Phone(0.070, (300, 640, 2250), -7),),
    "y": (Phone(0.065, (280, 2250, 3000), -7),),
    "v": (Phone(0.065, (290, 1100, 2250), -12, -40, -34, 6500, 3500),),
    "z": (Phone(0.085, (290, 1650, 2550), -14, -40, -17, 7200, 1700),),
    "dh": (Phone(0.050, (290, 1350, 2550), -11, -40, -36, 6000, 3500),),
    "f": (Phone(0.095, (320, 1100, 2250), SILENT_DB, -50, -26, 7500, 4000),),
    "th": (Phone(0.085, (320, 1350, 2550), SILENT_DB, -50, -28, 7000, 3500),),
    "s": (Phone(0.120, (320, 1650, 2550), SILENT_DB, -50, -9, 7400, 1700),),
    "sh": (Phone(0.120, (320, 1800, 2450), SILENT_DB, -50, -8, 4000, 1300),),
    "h": (Phone(0.075, None, -30, -23),),
    "p": _stop((300, 850, 2250), 1200, 1800, voiced=False),
    "t": _stop((300, 1750, 2650), 5500, 2500, voiced=False),
    "k": _stop((300, 1950, 2350), 2400, 1000, voiced=False),
    "b": _stop((300, 850, 2250), 1200, 1800, voiced=True),
    "d": _stop((300, 1750, 2650), 5000, 2500, voiced=True),
    "g": _stop((300, 1950, 2350), 2300, 1000, voiced=True),
}

INHALATION = Phone(0.32, (600, 1500, 2600), SILENT_DB, breath_db=-39, noise_db=-48, noise_hertz=5000, noise_width=3500)


def consonants(symbols: tuple[str, ...]) -> tuple[Phone, ...]:
    """The articulations of some consonants in a row."""
    return tuple(phone for symbol in symbols for phone in CONSONANTS[symbol])


def vowel_targets(symbol: str) -> tuple[Phone, ...]:
    """One target for a plain vowel, two for a diphthong."""
    return tuple(Phone(0.0, VOWELS[name]) for name in DIPHTHONGS.get(symbol, (symbol,)))
