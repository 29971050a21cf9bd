"""Estimates how long an experiment takes on this machine, from a few updates and a few seconds of detection."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from svd_core.config import FeatureConfig, PostprocessingConfig, Preset

_UPDATES = 2


@dataclass(frozen=True)
class Costs:
    """What was measured.

    Attributes:
        update_s: seconds of one update, without reading and augmenting its data.
        detection_s: seconds of detection for one second of sound.
    """

    update_s: float
    detection_s: float


def measure(preset: Preset, device: str) -> Costs:
    """Time a few updates on random excerpts or stretches, and the detection in a few seconds of silence."""
    import torch
    from torch.nn import functional

    from svd_core.model.architectures import build
    from svd_core.model.checkpoint import Model
    from svd_core.model.inference import detect, device_named
    from svd_core.model.network import CONTEXT_FRAMES, N_MELS
    from svd_core.model.recurrent import REACH_FRAMES
    from svd_core.training.computation import Computation
    from svd_core.training.optimizer import Optimizer

    place = device_named(device)
    network = build(preset.network).to(place)
    optimizer = Optimizer(network, preset.train)
    n_frames = CONTEXT_FRAMES if preset.stretch is None else preset.stretch.frames + 2 * REACH_FRAMES
    examples = torch.randn(preset.train.batch_size, n_frames, N_MELS, device=place)
    half = Computation.on(place, preset.train.precision).precision == "bfloat16"

    def update() -> None:
        with torch.autocast(place.type, torch.bfloat16, enabled=half):
            logits = network(examples).float()
        optimizer.zero_grad()
        torch.autograd.backward(functional.binary_cross_entropy_with_logits(logits, torch.zeros_like(logits)))
        optimizer.step()
        # Reading a value waits until a GPU has done its work.
        float(next(network.parameters()).detach().flatten()[0])

    mel = np.zeros((network.chunk_frames, N_MELS), np.float32)
    model = Model("", (network,), FeatureConfig(), PostprocessingConfig(), {})
    update_s = _timed(update)
    detection_s = _timed(lambda: detect(model, mel)) / (network.chunk_frames / FeatureConfig().frame_rate)
    return Costs(update_s, detection_s)


def _timed(work: Callable[[], object]) -> float:
    """Seconds that `work` takes, after one call that is not counted."""
    work()
    began = time.perf_counter()
    for _ in range(_UPDATES):
        work()
    return (time.perf_counter() - began) / _UPDATES
