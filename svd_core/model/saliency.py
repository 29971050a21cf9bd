"""Which parts of the spectrogram speak for singing in one frame, and which against it.

Integrated gradients: M. Sundararajan, A. Taly and Q. Yan, "Axiomatic Attribution for Deep Networks", ICML 2017. The
gradient of the frame's logit by the log-mel input is averaged on the straight way from a baseline, each band at its
median over the song, to the song as it is, and multiplied by the difference. All values together are about the logit of
the song less that of the baseline.

It says what this network made of this sound; it does not say what singing is, nor what another network would look at.
"""

from __future__ import annotations

import math
from collections.abc import Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from svd_core.audio.features import FloatArray
from svd_core.model.inference import one_thread_a_network, outside_value, with_context

if TYPE_CHECKING:
    from torch import Tensor

    from svd_core.model.architectures import Network
    from svd_core.model.checkpoint import Model

STEPS = 24
"""Points on the way from the baseline at which the gradient is taken."""
BATCH = 8
"""Points at once; between batches the work can be stopped."""


@dataclass(frozen=True)
class Saliency:
    """What speaks for singing in one frame, positive, and what against it, negative.

    Attributes:
        frame: the frame that was asked about.
        first_frame: the frame of the first row of `values`.
        values: shape (n_frames, n_mels), float32, in logits; frames of the song only.
        logit, baseline_logit: of the frame in the song, and with every band at its median all the time.
    """

    frame: int
    first_frame: int
    values: FloatArray
    logit: float
    baseline_logit: float


def saliency(model: Model, mel: FloatArray, frame: int) -> Generator[None, None, Saliency]:
    """Explain the probability of a frame of a song, mel of shape (n_frames, n_mels); the mean over an ensemble.

    Yields between pieces of work, so that it can be stopped; its return value is the result. The networks must be in
    evaluation mode, and neither they nor their parameters' gradients are changed.
    """
    if not 0 <= frame < len(mel):
        raise IndexError(f"no frame {frame} among {len(mel)}")
    first, place, stretch = _stretch_around(model, mel, frame)
    baseline = np.broadcast_to(np.median(mel, axis=0), stretch.shape).astype(np.float32)
    total = np.zeros(stretch.shape, np.float64)
    for network in model.networks:
        for batch in np.array_split((np.arange(STEPS) + 0.5) / STEPS, STEPS // BATCH):
            points = baseline + batch[:, np.newaxis, np.newaxis].astype(np.float32) * (stretch - baseline)
            # Steps of a GRU are too short for several threads, which would wait for each other.
            with one_thread_a_network():
                total += _gradients(network, points, place).sum(axis=0)
            yield
    values = total / (STEPS * len(model.networks)) * (stretch - baseline) / model.postprocessing.temperature
    inside = slice(max(-first, 0), len(stretch) - max(first + len(stretch) - len(mel), 0))
    logits = [
        float(np.mean([_logits(network, one[np.newaxis], place)[0] for network in model.networks]))
        / model.postprocessing.temperature
        for one in (stretch, baseline)
    ]
    return Saliency(frame, max(first, 0), values[inside].astype(np.float32), *logits)


def _stretch_around(model: Model, mel: FloatArray, frame: int) -> tuple[int, int, FloatArray]:
    """The frames that the network sees when it judges one: number of the first, place in its block, log-mel values.

    They are those that detection gives it, so they may begin before the song or end after it.
    """
    network = model.network
    start = frame // network.grid_frames * network.grid_frames
    end = min(start + network.grid_frames, len(mel))
    context = network.context_frames
    stretch = with_context(mel, start, end, context, outside_value(model))
    missing = network.grid_frames - (end - start)
    if missing:
        from svd_core.model.recurrent import SOFT_FLOOR

        # As detection fills the last block of a song.
        stretch = np.pad(stretch, ((0, missing), (0, 0)), constant_values=math.log(SOFT_FLOOR))
    return start - context, frame - start, stretch.astype(np.float32)


def _gradients(network: Network, points: FloatArray, place: int) -> FloatArray:
    """The gradient of a frame's logit by the input at some points, both of shape (n, n_frames, n_mels)."""
    import torch

    inputs = torch.from_numpy(np.ascontiguousarray(points)).to(network.device).requires_grad_()
    with torch.enable_grad():
        # Not backward(): that would add to the gradients of the parameters, too.
        (gradient,) = torch.autograd.grad(_answers(network, inputs, place).sum(), inputs)
    values: FloatArray = gradient.cpu().numpy()
    return values


def _logits(network: Network, points: FloatArray, place: int) -> FloatArray:
    import torch

    with torch.inference_mode():
        values: FloatArray = _answers(network, torch.from_numpy(points).to(network.device), place).cpu().numpy()
    return values


def _answers(network: Network, inputs: Tensor, place: int) -> Tensor:
    """The logits of the frame at a place in its block, for stretches of shape (n, n_frames, n_mels); shape (n,)."""
    logits: Tensor = network(inputs).reshape(len(inputs), -1)
    # The block is in the middle: there are as many answers before it as after it.
    return logits[:, (logits.shape[1] - network.grid_frames) // 2 + place]
