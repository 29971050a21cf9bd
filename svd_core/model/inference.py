"""The probability of singing in every frame of a song, chunk by chunk, beginning where the user looks.

torch is imported with the first chunk, so that importing this module takes no time.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from svd_core.audio.features import FloatArray
from svd_core.errors import ModelError

if TYPE_CHECKING:
    import torch

    from svd_core.model.architectures import Network
    from svd_core.model.checkpoint import Model


@dataclass(frozen=True)
class Chunk:
    """Probabilities, shape (n,), float32, of the frames from `start` on."""

    start: int
    values: FloatArray


def probabilities(
    model: Model, mel: FloatArray, first_frame: int = 0, chunk_frames: int | None = None
) -> Iterator[Chunk]:
    """Detect in a log-mel spectrogram of shape (n_frames, n_mels), as `features.log_mel` returns it.

    mel may also hold several spectrograms of one song, shape (n_shifts, n_frames, n_mels). Probabilities are averaged
    over these and over the model's networks.

    Each frame is in one chunk, of the length that suits the network unless chunk_frames is given. The first chunk holds
    first_frame; then follow those up to the end of the song, then those before, backwards. Memory does not grow with
    the song. To stop, stop iterating.
    """
    n_frames, chunk_frames = mel.shape[-2], chunk_length(model, chunk_frames)
    for start in wanted_first(range(0, n_frames, chunk_frames), chunk_frames, lambda: first_frame):
        yield chunk(model, lambda first, last: mel[..., first:last, :], start, min(start + chunk_frames, n_frames))


def chunk(model: Model, read: Callable[[int, int], FloatArray], start: int, end: int) -> Chunk:
    """The probabilities of frames start .. end, where `start` is a multiple of the network's grid_frames.

    `read(first, last)` returns the log-mel frames first .. last, shape (…, n, n_mels), or fewer where the song ends.
    """
    context = model.network.context_frames
    first = max(start - context, 0)
    mel = read(first, end + context)
    return Chunk(start, _evaluate(model, with_context(mel, start - first, end - first, context, outside_value(model))))


def detect(model: Model, mel: FloatArray) -> FloatArray:
    """The probability of every frame, shape (n_frames,), float32: the chunks of `probabilities` put together."""
    joined = np.zeros(mel.shape[-2], np.float32)
    for chunk in probabilities(model, mel):
        joined[chunk.start : chunk.start + len(chunk.values)] = chunk.values
    return joined


def streamed(model: Model, pieces: Iterable[FloatArray], chunk_frames: int | None = None) -> Iterator[Chunk]:
    """Detect in a spectrogram that arrives in pieces of consecutive frames; yields its chunks in order.

    The chunks are those of `probabilities`. Memory: one chunk and one piece, whatever the song's length.
    """
    start, held = 0, None
    context, chunk_frames = model.network.context_frames, chunk_length(model, chunk_frames)
    for piece in _surrounded(pieces, context, outside_value(model)):
        held = piece if held is None else np.concatenate([held, piece], axis=-2)
        while held.shape[-2] >= chunk_frames + 2 * context:
            yield Chunk(start, _evaluate(model, held[..., : chunk_frames + 2 * context, :]))
            held = held[..., chunk_frames:, :]
            start += chunk_frames
    if held is not None and held.shape[-2] > 2 * context:
        yield Chunk(start, _evaluate(model, held))


def chunk_length(model: Model, chunk_frames: int | None = None) -> int:
    """The largest multiple of the network's grid_frames up to chunk_frames, so that every chunk starts on the grid.

    Without chunk_frames, the length that suits the network.
    """
    grid = model.network.grid_frames
    return max((chunk_frames or model.network.chunk_frames) // grid, 1) * grid


def wanted_first(starts: Iterable[int], length: int, wanted_frame: Callable[[], int]) -> Iterator[int]:
    """The first frames of chunks of this length, which are given in ascending order, in the order of their worth.

    The next one is always that of the first chunk from `wanted_frame()` on, or where none is left there, of the last
    one before it.
    """
    left = list(starts)
    while left:
        after = bisect_left(left, wanted_frame() // length * length)
        yield left.pop(after if after < len(left) else -1)


def outside_value(model: Model) -> float | None:
    """The log-mel value of frames outside a song: that of silence, or None to repeat the song's outermost frame.

    The outermost frame is repeated for zero-mean networks: their output must not depend on the level, which a step to
    silence would reveal.
    """
    return None if model.network.config.zero_mean else math.log(model.features.log_floor)


def _surrounded(pieces: Iterable[FloatArray], context: int, outside: float | None) -> Iterator[FloatArray]:
    """The pieces, with `context` frames from outside the song before the first and after the last one."""
    last = None
    for piece in pieces:
        if not piece.shape[-2]:
            continue
        if last is None:
            yield _repeated(piece[..., :1, :], context, outside)
        last = piece[..., -1:, :]
        yield piece
    if last is not None:
        yield _repeated(last, context, outside)


def _repeated(frame: FloatArray, count: int, outside: float | None) -> FloatArray:
    """`count` frames from outside the song, beside a frame of shape (…, 1, n_mels)."""
    return np.repeat(frame if outside is None else np.full_like(frame, outside), count, axis=-2)


def on_device(model: Model, name: str) -> Model:
    """Move the networks of a model to a device, named as for `device_named`; returns the model."""
    device = device_named(name)
    for network in model.networks:
        network.to(device)
    return model


def device_named(name: str) -> torch.device:
    """The device of the name "cpu" or "cuda"; "auto" is the GPU if there is one.

    Raises ModelError if a GPU is asked for and there is none.
    """
    import torch

    if name == "cuda" and not torch.cuda.is_available():
        raise ModelError("this machine has no GPU that PyTorch can use; choose the device cpu or auto.")
    if name == "auto":
        name = "cuda" if torch.cuda.is_available() else "cpu"
    return torch.device(name)


def compute_with(threads: int) -> None:
    """Let networks on a processor compute with so many threads from now on."""
    import torch

    torch.set_num_threads(threads)


@contextmanager
def one_thread_a_network() -> Iterator[None]:
    """Let every network compute in the one thread that called it, for callers that start several threads."""
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def with_context(mel: FloatArray, start: int, end: int, context: int, outside: float | None) -> FloatArray:
    """Frames start - context .. end + context of mel (…, n_frames, n_mels), padded where they exceed the song."""
    inside = mel[..., max(start - context, 0) : end + context, :]
    before = max(context - start, 0)
    after = end - start + 2 * context - before - inside.shape[-2]
    first, last = inside[..., :1, :], inside[..., -1:, :]
    around = (_repeated(first, before, outside), inside, _repeated(last, after, outside))
    return np.concatenate(around, axis=-2)


def _evaluate(model: Model, mel: FloatArray) -> FloatArray:
    """Probabilities of the frames whose whole context is in mel, (…, n + 2 * context_frames, n_mels); shape (n,).

    Raises ModelError if a network's output is not a number, as with a negative variance in a damaged file.
    """
    import torch

    with _evaluation_mode(model.networks), torch.inference_mode():
        mels = torch.from_numpy(mel).to(model.network.device)
        views = mels if mels.dim() == 3 else mels[None]
        outputs = [
            torch.sigmoid(network.dense(view) / model.postprocessing.temperature)
            for network in model.networks
            for view in views
        ]
        values: FloatArray = torch.stack(outputs).mean(dim=0).cpu().numpy()
    if np.isnan(values).any():
        raise ModelError(
            f"model {model.name}: its probabilities are not numbers. Get its file again or train a new one."
        )
    return values


@contextmanager
def _evaluation_mode(networks: Sequence[Network]) -> Iterator[None]:
    """Switch networks to evaluation mode and back, since a training validates with the network that it trains."""
    training = [network.training for network in networks]
    for network in networks:
        network.eval()
    try:
        yield
    finally:
        for network, mode in zip(networks, training, strict=True):
            network.train(mode)
