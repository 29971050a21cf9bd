"""Where a network that has gone on learning draws the line: as before, on the songs whose answers it is to keep.

Few songs of one kind move the probabilities of all others up or down, while their order stays: the threshold no longer
fits (docs/results/fine-tuning.md). So all logits are moved by the constant with which the decisions on songs that are
not learned from as labelled ones differ least from those of the model before. Songs kept aside tell better: where there
are some, they choose the threshold, and nothing is moved.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from svd_core.annotation.frame_targets import BoolArray
from svd_core.audio.features import FloatArray, FrameGrid, log_mel
from svd_core.config import FeatureConfig, PostprocessingConfig
from svd_core.model.checkpoint import Model
from svd_core.model.inference import detect
from svd_core.model.postprocessing import smooth
from svd_core.model.rules import sung_frames

MOST_SONGS = 12
"""Songs that are compared: their spectrograms stay in memory, 5 MB for four minutes."""

SHIFTS = np.round(np.linspace(-2, 2, 81), 2)
"""Constants that are tried, in logits."""


@dataclass(frozen=True)
class Agreement:
    """How a network decides on the songs, beside the model before.

    Attributes:
        shift: what is added to its logits.
        differed, differs: share of frames that it decides otherwise, without and with that.
        songs: how many were compared.
    """

    shift: float
    differed: float
    differs: float
    songs: int


@dataclass
class KeptAnswers:
    """Songs, and which of their frames the model before calls sung, by its own rule."""

    rule: PostprocessingConfig
    _songs: list[tuple[FloatArray, BoolArray]] = field(default_factory=list)

    def add(self, samples: FloatArray, probabilities: FloatArray, features: FeatureConfig) -> None:
        """Take a song, unless there are enough, by its samples and the probabilities before, (n,) and (n_frames,)."""
        if len(self._songs) < MOST_SONGS:
            grid = FrameGrid(len(probabilities), features.frame_rate)
            smoothed = smooth(probabilities, self.rule.median_frames)
            self._songs.append((log_mel(samples, features), sung_frames(smoothed, grid, self.rule)))

    def agreement(self, model: Model) -> Agreement | None:
        """The shift of the model's logits with the most agreement, the smallest of equals; None without songs."""
        rule = model.postprocessing
        differing, n_frames = np.zeros(len(SHIFTS)), 0
        for mel, before in self._songs:
            # The median of what is shifted is the shifted median: a shift keeps the order.
            smoothed = smooth(detect(model, mel), rule.median_frames)
            grid = FrameGrid(len(mel), model.features.frame_rate)
            for place, shift in enumerate(SHIFTS):
                now = sung_frames(_shifted(smoothed, shift / rule.temperature), grid, rule)
                differing[place] += np.count_nonzero(now != before)
            n_frames += len(mel)
        if not n_frames:
            return None
        best = min(range(len(SHIFTS)), key=lambda place: (differing[place], abs(SHIFTS[place])))
        unmoved = int(np.flatnonzero(SHIFTS == 0)[0])
        shares = differing / n_frames
        return Agreement(float(SHIFTS[best]), float(shares[unmoved]), float(shares[best]), len(self._songs))


def shifted(model: Model, agreement: Agreement) -> Model:
    """The model, of one network, with its logits moved; its card tells by how much, and what that changed."""
    network = copy.deepcopy(model.network)
    network.logit_bias.data.add_(agreement.shift)
    told: dict[str, Any] = {
        "songs": agreement.songs,
        "logit_shift": agreement.shift,
        "frames_decided_otherwise": {"before": round(agreement.differed, 4), "after": round(agreement.differs, 4)},
    }
    return replace(model, networks=(network,), metadata={**model.metadata, "answers_kept": told})


def _shifted(probabilities: FloatArray, by: float) -> FloatArray:
    """Probabilities of logits that are larger by a constant."""
    odds = np.exp(-by)
    return np.asarray(probabilities / (probabilities + (1 - probabilities) * odds), np.float32)
