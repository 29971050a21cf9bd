"""Every parameter that a user can set, declared once: default, meaning, unit and range.

Options of the command line, rows of the dialogs and JSON in model files are derived from these classes.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeVar, get_type_hints

ConfigT = TypeVar("ConfigT")

NO_SHIFTS = (1.0,)
"""Factors on all frequencies without test-time augmentation: the unchanged sound only."""

TEST_SHIFTS = (1.0, 0.9, 1.1, 0.8, 1.2)
"""Factors on all frequencies over which test-time augmentation averages, the unchanged sound first."""


@dataclass(frozen=True)
class Parameter:
    """One field of a config class: name, type, default, help, unit and allowed values."""

    name: str
    type: Any
    default: Any
    help: str
    unit: str = ""
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()
    file_choices: tuple[str, ...] = ()
    """Values that files may hold besides, but that are not offered."""

    def check(self, given: Any) -> Any:
        """The value in this parameter's type; raises ValueError that names the parameter and its range."""
        try:
            value = float(given) if self.type is float and type(given) is int else given
        except OverflowError:
            raise ValueError(f"{self.name}: a number of {len(str(given))} digits is out of every range") from None
        if type(value) is not self.type:
            raise ValueError(f"{self.name}: expected {self.type.__name__}, got {value!r}")
        if self.choices and value not in self.choices + self.file_choices:
            raise ValueError(f"{self.name}: expected one of {', '.join(self.choices)}, got {value!r}")
        # So written, NaN is outside every range.
        inside = (self.low is None or value >= self.low) and (self.high is None or value <= self.high)
        if not inside:
            raise ValueError(f"{self.name}: {value!r} is outside {self.low} .. {self.high} {self.unit}".rstrip())
        return value


def param(default: Any, help: str, unit: str = "", low: float | None = None, high: float | None = None,
          choices: tuple[str, ...] = (), file_choices: tuple[str, ...] = ()) -> Any:  # fmt: skip
    """A dataclass field with help, unit and range in its metadata."""
    metadata = {"help": help, "unit": unit, "low": low, "high": high, "choices": choices}
    metadata["file_choices"] = file_choices
    return field(default=default, metadata=metadata)


def parameters(config_class: type) -> Iterator[Parameter]:
    """The parameters of a config class, in the order of declaration."""
    types = _types(config_class)
    for item in dataclasses.fields(config_class):
        yield Parameter(item.name, types[item.name], item.default, **item.metadata)


@cache
def _types(config_class: type) -> dict[str, Any]:
    """Types by name of field; resolved once, as each journal with a proposal holds such a config."""
    return get_type_hints(config_class)


def from_json(config_class: type[ConfigT], values: Mapping[str, Any]) -> ConfigT:
    """Build a config from a JSON object; an unknown key or a value out of range raises ValueError."""
    known = {parameter.name: parameter for parameter in parameters(config_class)}
    unknown = sorted(set(values) - set(known))
    if unknown:
        raise ValueError(f"unknown parameter {unknown[0]!r} for {config_class.__name__}")
    return config_class(**{name: known[name].check(value) for name, value in values.items()})


def as_option(name: str, value: Any) -> str:
    """The option of the command line that sets a parameter to a value."""
    flag = name.replace("_", "-")
    if isinstance(value, bool):
        return f"--{flag}" if value else f"--no-{flag}"
    # With an equals sign, since a value may begin with a minus.
    return f"--{flag}={value}"


def to_json(config: Any) -> dict[str, Any]:
    """The config as a JSON object, every field included."""
    return dataclasses.asdict(config)


@dataclass(frozen=True)
class FeatureConfig:
    """The front end: STFT and mel bank (paper section 3)."""

    sample_rate: int = param(22050, "sample rate of the mono input", "Hz", 8000, 192000)
    frame_samples: int = param(1024, "STFT frame length", "samples", 64, 16384)
    hop_samples: int = param(315, "STFT hop", "samples", 1, 16384)
    n_mels: int = param(80, "mel bands", "", 1, 512)
    f_min: float = param(27.5, "lower edge of the first mel band", "Hz", 0, 1000)
    f_max: float = param(8000.0, "upper edge of the last mel band", "Hz", 1000, 96000)
    log_floor: float = param(1e-7, "smallest mel magnitude before the logarithm", "", 1e-12, 1)

    @property
    def frame_rate(self) -> float:
        """Frames per second."""
        return self.sample_rate / self.hop_samples

    @property
    def n_bins(self) -> int:
        """Bins of the magnitude spectrum."""
        return self.frame_samples // 2 + 1


STRETCH_ARCHITECTURES = ("recurrent", "dilated", "log-frequency")
"""Networks that answer for every frame of a stretch, instead of for the central frame of an excerpt."""

ARCHITECTURES = ("schlueter2015", "schlueter2017", *STRETCH_ARCHITECTURES)
"""The paper's network, its author's later one, and those that learn from every frame of a stretch."""


@dataclass(frozen=True)
class NetworkConfig:
    """Which network, and its options."""

    architecture: str = param("schlueter2017", "layout of the network", choices=ARCHITECTURES)
    zero_mean: bool = param(
        False, "independent of the input level: first kernels of zero mean, all bands divided alike"
    )
    channels: int = param(
        24, "networks for stretches: kernels of the first layer, from which the others follow", "", 4, 256
    )
    units: int = param(64, "networks for stretches: memory units in each direction of time", "", 4, 1024)


@dataclass(frozen=True)
class AugmentConfig:
    """Training-time augmentation (paper section 4), in the order of application; 0 switches one off.

    Noise and dropout act on the normalised log-mel excerpt, all others on linear magnitudes.
    """

    pitch_shift: float = param(0.3, "pitch shift: frequencies times 1 ± this", "", 0, 0.9)
    time_stretch: float = param(0.3, "time stretch: durations times 1 ± this", "", 0, 0.9)
    filter_db: float = param(10.0, "frequency filter: peak gain ± this", "dB", 0, 60)
    # Users do not set its centre and width: FILTER_CENTRE_HERTZ, FILTER_WIDTH_SEMITONES in training/augmentation.py.
    loudness_db: float = param(0.0, "loudness: gain ± this", "dB", 0, 60)
    mix: float = param(0.0, "mixing with negatives: share of excerpts blended with one where nobody sings", "", 0, 1)
    mix_depth: float = param(0.5, "mixing with negatives: weight of the other excerpt at most", "", 0, 1)
    noise: float = param(0.0, "Gaussian noise on mel values, in standard deviations of their band", "", 0, 5)
    dropout: float = param(0.0, "input dropout: share of mel values replaced by their band's mean", "", 0, 0.9)


EXCERPTS_ONLY = ("mix", "mix_depth", "noise", "dropout")
"""The augmentations that stretches do without: they have other music, a noise floor and dropout of their own."""


@dataclass(frozen=True)
class StretchConfig:
    """The stretches that a recurrent network learns from, and what disturbs them; a share of 0 switches one off.

    Pitch shift, time stretch, frequency filter and loudness are those of `AugmentConfig`.
    """

    frames: int = param(280, "frames of a stretch, each with a target", "frames", 32, 7000)
    edge: float = param(0.1, "frames nearer than this to a label's edge are not learned from", "s", 0, 2)
    gap: float = param(0.5, "frames in shorter gaps between labels are not learned from", "s", 0, 5)
    codings: int = param(
        1, "copies of every song, stem and instrumental made with random codecs and bit rates", "", 0, 8
    )
    coded: float = param(0.5, "coding: share of recordings read from such a copy", "", 0, 1)
    codec_imitation: float = param(0.25, "coding: share of stretches with an imitated codec", "", 0, 1)
    noise_floor: float = param(0.6, "noise floor: share of stretches with noise 32 to 70 dB below them", "", 0, 1)
    gain_db: float = param(9.0, "gain on everything ± this", "dB", 0, 60)
    overdrive: float = param(
        0.35, "overdrive: share of music without singing that is distorted by 0 to 26 dB", "", 0, 1
    )
    lead: float = param(0.35, "synthetic leads: share of music without singing that is given one", "", 0, 1)
    melody: float = param(0.5, "melody: share of voices alone that are sung to another one", "", 0, 1)
    other_music: float = param(0.2, "other music: share of songs with other music 6 to 20 dB below", "", 0, 1)


@dataclass(frozen=True)
class TrainConfig:
    """The training recipe; PRESETS holds the paper's and the author's later one."""

    updates: int = param(40000, "gradient updates in all", "", 1, 10_000_000)
    batch_size: int = param(32, "excerpts an update", "", 2, 4096)
    optimizer: str = param("adam", "optimiser; adamw: with weights that decay", choices=("nesterov", "adam", "adamw"))
    learning_rate: float = param(0.001, "step size at the start", "", 1e-8, 10)
    momentum: float = param(0.95, "Nesterov momentum", "", 0, 0.9999)
    decay: float = param(0.85, "factor on the step size at every decay", "", 0.01, 1)
    decay_every: int = param(2000, "updates between decays", "", 1, 10_000_000)
    schedule: str = param(
        "steps",
        "course of the step size: in steps by decay, or half a cosine down to zero",
        choices=("steps", "cosine"),
    )
    warm_up: int = param(0, "updates over which the step size rises to its value", "", 0, 1_000_000)
    weight_average: float = param(0.0, "moving average of the weights: share kept an update; 0: none", "", 0, 0.99999)
    clip: float = param(0.0, "largest norm of the gradient; 0: any", "", 0, 1e6)
    start_share: float = param(
        0.0,
        "share of the starting model's weights in those of the new one, which forgets less the larger it is",
        "",
        0,
        1,
    )
    target_margin: float = param(0.02, "targets are this far from 0 and 1", "", 0, 0.4)
    song_share: float = param(0.5, "share of examples from labelled songs, when stems are given too", "", 0, 1)
    precision: str = param(
        "auto",
        "arithmetic of the network; auto: bfloat16 on processors whose flags show it (on Linux), else float32",
        choices=("auto", "float32", "bfloat16"),
    )
    seed: int = param(0, "seed of weights, examples and augmentation", "", 0, 2**31 - 1)
    report_every: int = param(10, "updates between progress reports", "", 1, 10_000_000)
    checkpoint_every: int = param(250, "updates between checkpoints", "", 1, 10_000_000)
    validate_every: int = param(1000, "updates between validations", "", 1, 10_000_000)


RULES = ("threshold", "hysteresis", "otsu", "viterbi")
"""How frames are decided: by one threshold, by two, by one of the song's own, or as a whole (`model.rules`)."""

RULE_SETTINGS: Mapping[str, tuple[str, ...]] = {
    "threshold": (),
    "hysteresis": ("leave_threshold",),
    "otsu": ("otsu_share", "otsu_floor"),
    "viterbi": ("viterbi_cost",),
}
"""The settings that a rule alone has; all others count with every rule."""


@dataclass(frozen=True)
class PostprocessingConfig:
    """From logits to regions (paper section 5, and rules that the paper does not have)."""

    threshold: float = param(0.5, "probability above which a frame is vocal", "", 0, 1)
    median_frames: int = param(56, "length of the sliding median", "frames", 1, 700)
    min_length: float = param(0.0, "shortest region kept", "s", 0, 10)
    min_gap: float = param(0.0, "shortest gap kept", "s", 0, 10)
    rule: str = param(
        "threshold",
        "how frames are decided; hysteresis: regions begin above the threshold and last above a second one; otsu: "
        "threshold of each song's own; viterbi: the most likely course, each change at a cost",
        choices=RULES,
    )
    leave_threshold: float = param(0.3, "hysteresis: probability above which a region goes on", "", 0, 1)
    otsu_share: float = param(0.5, "otsu: how far to go from the threshold to the song's own one", "", 0, 1)
    otsu_floor: float = param(0.3, "otsu: lowest threshold of a song", "", 0, 1)
    viterbi_cost: float = param(10.0, "viterbi: cost of a change, in logits summed over frames", "", 0, 500)
    temperature: float = param(1.0, "calibration: the network's logits are divided by this", "", 0.05, 20)
    onset_shift: float = param(0.0, "correction added to every start, negative: earlier", "s", -1, 1)
    offset_shift: float = param(0.0, "correction added to every end, negative: earlier", "s", -1, 1)


@dataclass(frozen=True)
class RobustnessConfig:
    """How much of the recordings the robustness tests use."""

    seconds: float = param(60.0, "longest stretch used of each recording", "s", 2, 3600)
    recordings: int = param(100, "most recordings used of each kind, evenly picked", "", 1, 1_000_000)


QUICK_ROBUSTNESS = RobustnessConfig(seconds=20.0, recordings=8)
"""Settings with which the robustness tests take a few minutes on two cores, whatever the data."""


@dataclass(frozen=True)
class Preset:
    """A named recipe: network, augmentation and training together; `stretch` if it learns from stretches."""

    network: NetworkConfig
    augment: AugmentConfig
    train: TrainConfig
    stretch: StretchConfig | None = None


DEFAULT_PRESET = "recurrent"
"""The preset of a training for which none is chosen: it errs least, and trains and detects fastest."""

_STRETCH_TRAINING = TrainConfig(
    updates=4000,
    batch_size=16,
    optimizer="adamw",
    learning_rate=0.002,
    schedule="cosine",
    warm_up=100,
    weight_average=0.995,
    clip=5.0,
)

FINE_TUNING: Mapping[str, Any] = {
    "updates": 120,
    "learning_rate": 3e-4,
    "warm_up": 10,
    "weight_average": 0.98,
    "start_share": 0.5,
}
"""How a network for stretches goes on from a model with a few songs more: what differs from its preset.

Small steps, and in the end half way back to the weights of the start: where its answers on songs by others are kept,
such a model errs on those at most half a point more than the one before, and less on further songs by those artists
(docs/results/fine-tuning.md).
"""

PRESETS: Mapping[str, Preset] = {
    "schlueter2015": Preset(
        NetworkConfig("schlueter2015"), AugmentConfig(), TrainConfig(optimizer="nesterov", learning_rate=0.01)
    ),
    "schlueter2017": Preset(NetworkConfig("schlueter2017"), AugmentConfig(), TrainConfig()),
    "recurrent": Preset(NetworkConfig("recurrent"), AugmentConfig(), _STRETCH_TRAINING, StretchConfig()),
    "dilated": Preset(NetworkConfig("dilated"), AugmentConfig(), _STRETCH_TRAINING, StretchConfig()),
    "log-frequency": Preset(NetworkConfig("log-frequency"), AugmentConfig(), _STRETCH_TRAINING, StretchConfig()),
}
