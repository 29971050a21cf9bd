"""One update after the other: forward, backward, step.

On a processor a thread prepares the next batch meanwhile. On a graphics card everything from drawing the batch to
moving the weights is tensors on that card, so that the whole update is recorded once as a graph and then replayed,
without a word between card and program.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

import torch
from torch import Tensor
from torch.nn import functional
from torch.nn.parallel import DistributedDataParallel

from svd_core.config import TrainConfig
from svd_core.model.joint_batch import JointBatch
from svd_core.model.network import SingingNet
from svd_core.training.batches import Batches
from svd_core.training.excerpts import random_seed

T = TypeVar("T")

UPDATES_BEFORE_RECORDING = 3
"""Libraries choose their ways and reserve their memory in the first updates, which no recording may hold."""


def optimizer(network: SingingNet, config: TrainConfig) -> torch.optim.Optimizer:
    """What moves the weights; its learning rate is a tensor beside them, so that a recording can change it."""
    device = network.mean.device
    rate = torch.tensor(config.learning_rate, device=device)
    if config.optimizer == "adam":
        return torch.optim.Adam(network.parameters(), rate, fused=True, capturable=device.type == "cuda")
    return torch.optim.SGD(network.parameters(), rate, config.momentum, nesterov=True, fused=True)


class Updates:
    """Moves a network's weights, one batch after the other, on any device."""

    def __init__(
        self,
        network: SingingNet,
        optimizer: torch.optim.Optimizer,
        batches: Batches,
        config: TrainConfig,
        joint: JointBatch,
    ) -> None:
        network.share(joint)
        self._network = network
        self._learner: torch.nn.Module = network
        if joint.size > 1:
            self._learner = DistributedDataParallel(network)
        self._optimizer = optimizer
        self._batches = batches
        self._config = config
        self._joint = joint
        self._device = network.mean.device
        self._loss = torch.zeros((), device=self._device)
        self._count = 0

    def run(self, first: int, last: int) -> Iterator[None]:
        """Do the updates first .. last - 1, one each time it is asked for the next."""
        config, numbers = self._config, range(first, last)
        # Whoever allows one thread means one core; and beside two threads, one more costs more than it hides.
        in_order = ahead if torch.get_num_threads() > 2 else map
        batches: Iterator[tuple[Tensor, Tensor]] = in_order(self._batches.batch, numbers)
        for number, (mel, targets) in zip(numbers, batches, strict=True):
            for group in self._optimizer.param_groups:
                group["lr"].fill_(config.learning_rate * config.decay ** (number // config.decay_every))
            self._learn(mel, targets)
            self._count += 1
            yield

    def mean_loss(self) -> float:
        """Mean loss (cross-entropy in nats) of the updates since this was last asked, over all processes."""
        loss = float(self._joint.sum(self._loss)) / self._joint.size / max(1, self._count)
        self._loss.zero_()
        self._count = 0
        return loss

    def _learn(self, mel: Tensor, targets: Tensor) -> None:
        """Move the weights by one batch."""
        self._network.train()
        half = self._config.precision == "bfloat16"
        # Every weight is converted once in an update, and what a recording converted must not be kept for later.
        with torch.autocast(self._device.type, torch.bfloat16, enabled=half, cache_enabled=False):
            logits = self._learner(mel)
        loss = functional.binary_cross_entropy_with_logits(logits.float(), targets)
        self._optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        self._optimizer.step()
        self._loss += loss.detach()


class ResidentUpdates(Updates):
    """Updates that need nothing from outside the device: recorded as a graph where that is possible."""

    def run(self, first: int, last: int) -> Iterator[None]:
        """Do the updates first .. last - 1, one each time it is asked for the next."""
        self._number = torch.tensor(first, device=self._device)
        self._generator = torch.Generator(self._device).manual_seed(random_seed(self._config.seed, 2, first))
        recordable = self._device.type == "cuda" and self._joint.size == 1
        replay: Callable[[], None] | None = None
        for number in range(first, last):
            self._batches.extend_order(number)
            if replay is not None:
                replay()
            elif not recordable:
                self._update()
            elif number < first + UPDATES_BEFORE_RECORDING:
                self._beside(self._update)
            else:
                replay = self._recorded()
                replay()
            self._count += 1
            yield

    def _update(self) -> None:
        """One update, by tensor operations alone."""
        config = self._config
        decays = torch.div(self._number, config.decay_every, rounding_mode="floor").double()
        for group in self._optimizer.param_groups:
            group["lr"].copy_(config.learning_rate * config.decay**decays)
        self._learn(*self._batches.draw(self._number, self._generator))
        self._number += 1

    @staticmethod
    def _beside(work: Callable[[], None]) -> None:
        """Do it on a stream of its own, as is asked for of what comes before a recording."""
        stream = torch.cuda.Stream()  # type: ignore[no-untyped-call]  # torch's hints lack it
        stream.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(stream):
            work()
        torch.cuda.current_stream().wait_stream(stream)

    def _recorded(self) -> Callable[[], None]:
        """An update as a graph; recording does not run it."""
        graph = torch.cuda.CUDAGraph()
        graph.register_generator_state(self._generator)
        torch.cuda.synchronize()
        with torch.cuda.graph(graph):
            self._update()
        return graph.replay


def ahead(make: Callable[[int], T], numbers: Iterable[int]) -> Iterator[T]:
    """make(number) for each, the next one made by a thread while the caller is busy with the last."""
    # Threads of its own would only take cores from the work that it is to be hidden behind.
    with ThreadPoolExecutor(1, "batches", torch.set_num_threads, (1,)) as pool:
        coming: Future[T] | None = None
        for number in numbers:
            now, coming = coming, pool.submit(make, number)
            if now is not None:
                yield now.result()
        if coming is not None:
            yield coming.result()
