"""Gradient updates, one after the other: make a batch, forward, backward, step (paper section 3.3).

`Updates` runs on any device; on a CPU with more than two threads, a further thread makes the next batch meanwhile. On
a graphics card the batch is drawn, cut and augmented there too, and nothing waits for the card between two updates.
`GraphUpdates` records one update as a CUDA graph and replays it, which saves the time to launch its kernels: on one
NVIDIA H200 it made 2.5 to 2.8 times as many updates a second. After a RuntimeError while warming up, recording or
replaying, it is meant to go on as `Updates` does, unless the error has left the card unusable; that has not been tried
on a card.
"""

from __future__ import annotations

import copy
import math
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TypeVar

import torch
from torch import Tensor, nn
from torch.nn import functional

from svd_core.audio.read_ahead import one_ahead
from svd_core.config import TrainConfig
from svd_core.errors import first_line
from svd_core.model.architectures import Network
from svd_core.sentence import Sentence
from svd_core.training.batches import Batches
from svd_core.training.optimizer import Optimizer
from svd_core.training.position_order import random_seed
from svd_core.training.stretch_batches import StretchBatches

T = TypeVar("T")

Step = Callable[[], None]
"""One update that takes nothing from outside the device."""

WARM_UP_UPDATES = 3
"""Updates before a CUDA graph is recorded: in these, libraries choose their algorithms and reserve their memory."""


class WeightAverage:
    """A moving average of a network's weights and running statistics, which errs less than the last weights do.

    Attributes:
        network: the network that holds the average.
    """

    def __init__(self, network: Network, share: float) -> None:
        self.network = copy.deepcopy(network)
        self._share = share

    @torch.no_grad()
    def include(self, network: Network, update: int) -> None:
        """Let the weights after an update, counted from 0, into the average; the first count for more."""
        kept = min(self._share, (1 + update) / (10 + update))
        _move(self.network, network, 1 - kept)


@torch.no_grad()
def mixed(network: Network, start: Network, share: float) -> Network:
    """A network between two of one kind: a share of the weights and running statistics of `start`, else the other's.

    After M. Wortsman et al., "Robust fine-tuning of zero-shot models", CVPR 2022: between a network and what it became
    by learning more lies one that does nearly as well on the new data and forgets less.
    """
    result = copy.deepcopy(start)
    _move(result, network, 1 - share)
    return result


def _move(network: Network, other: Network, share: float) -> None:
    """Move weights and running statistics by a share of the way to those of another network; counters become its."""
    for value, aim in zip(network.state_dict().values(), other.state_dict().values(), strict=True):
        if value.is_floating_point():
            value.lerp_(aim, share)
        else:
            value.copy_(aim)


class Updates:
    """Gradient updates of a network by batches; config.precision must be resolved ("auto" is not)."""

    def __init__(
        self,
        network: Network,
        optimizer: Optimizer,
        batches: Batches | StretchBatches,
        config: TrainConfig,
        average: WeightAverage | None = None,
        keep_statistics: bool = False,
    ) -> None:
        """With keep_statistics the network's batch normalisations stay as they are.

        A few songs, often of one artist, say little of all music: with their statistics a network that goes on
        learning forgets much more of what it knew (docs/results/hearing.md).
        """
        self._network = network
        self._keep_statistics = keep_statistics
        self._average = average
        self._optimizer = optimizer
        self._batches = batches
        self._config = config
        self._device = network.device
        self._loss_sum = torch.zeros((), device=self._device)
        self._n_updates = 0

    def run(self, first: int, last: int) -> Iterator[None]:
        """Do the updates first .. last - 1, one for each `next`."""
        numbers = range(first, last)
        # A single thread was allowed one core; with two, a third thread would cost more than it hides. On a graphics
        # card a batch is only asked for here, so there is nothing to do ahead.
        prepare = ahead if self._device.type == "cpu" and torch.get_num_threads() > 2 else map
        batches: Iterator[tuple[Tensor, ...]] = prepare(self._batches.batch, numbers)
        for number, batch in zip(numbers, batches, strict=True):
            self._set_learning_rate(number)
            self.learn(*batch)
            if self._average is not None:
                self._average.include(self._network, number)
            self._n_updates += 1
            yield

    def learn(self, mel: Tensor, targets: Tensor, counted: Tensor | None = None) -> None:
        """Move the weights by one batch: log-mel excerpts (batch, 115, 80) and targets (batch,).

        Or by stretches (batch, n + 16, 80), targets (batch, n), and what each counts for, (batch, n).
        """
        self._network.train()
        if self._keep_statistics:
            for module in self._network.modules():
                if isinstance(module, nn.modules.batchnorm._BatchNorm):
                    module.eval()
        half = self._config.precision == "bfloat16"
        # No weight is used twice in an update, and a CUDA graph must not keep the converted ones for later.
        with torch.autocast(self._device.type, torch.bfloat16, enabled=half, cache_enabled=False):
            logits = self._network(mel)
        if counted is None:
            loss = functional.binary_cross_entropy_with_logits(logits.float(), targets)
        else:
            loss = functional.binary_cross_entropy_with_logits(logits.float(), targets, counted, reduction="sum")
            loss = loss / counted.sum().clamp(min=1)
        self._optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        if self._config.clip:
            torch.nn.utils.clip_grad_norm_(self._network.parameters(), self._config.clip)
        self._optimizer.step()
        self._loss_sum += loss.detach()

    def mean_loss(self) -> float:
        """Mean cross-entropy in nats of the updates since the last call; waits for the device."""
        loss = float(self._loss_sum) / max(1, self._n_updates)
        self._loss_sum.zero_()
        self._n_updates = 0
        return loss

    def _set_learning_rate(self, number: int) -> None:
        self._optimizer.rate.fill_(learning_rate(self._config, number))


def learning_rate(config: TrainConfig, number: int) -> float:
    """The step size of an update, counted from 0."""
    rising = min(1.0, (number + 1) / config.warm_up) if config.warm_up else 1.0
    if config.schedule == "cosine":
        course = 0.5 * (1 + math.cos(math.pi * number / config.updates))
    else:
        course = config.decay ** (number // config.decay_every)
    return config.learning_rate * rising * course


class GraphUpdates(Updates):
    """Updates that are recorded once as a graph and then replayed.

    The random numbers of all updates come from one sequence, so that they differ from those of `Updates` and a resumed
    training sees other batches than an unbroken one.
    """

    def __init__(
        self,
        network: Network,
        optimizer: Optimizer,
        batches: Batches,
        config: TrainConfig,
        notify: Callable[[str], None],
        record: Callable[[Step, torch.Generator], Step] | None = None,
    ) -> None:
        """`notify` is called with one line of text if there is no graph; `record` returns a replay of a step."""
        super().__init__(network, optimizer, batches, config)
        self._excerpts = batches
        self._notify = notify
        self._record = record or recorded
        self._number = torch.zeros((), dtype=torch.long, device=self._device)
        self._generator = torch.Generator(self._device)

    def run(self, first: int, last: int) -> Iterator[None]:
        """Do the updates first .. last - 1, one for each `next`; after a RuntimeError, without a graph."""
        self._number.fill_(first)
        self._generator.manual_seed(random_seed(self._config.seed, 2, first))
        step: Step | None = None
        for number in range(first, last):
            try:
                self._excerpts.fill_order(number)
                if number < first + WARM_UP_UPDATES:
                    self._warm_up()
                else:
                    step = step or self._record(self._step, self._generator)
                    step()
            except RuntimeError as error:
                self._notify(Sentence("no CUDA graph ({0}); the training goes on without it", first_line(error)))
                if self._device.type == "cuda":
                    end_recording(self._device)
                yield from super().run(number, last)
                return
            self._n_updates += 1
            yield

    def _step(self) -> None:
        """One update by tensor operations alone; its number is a tensor on the device."""
        config = self._config
        n_decays = torch.div(self._number, config.decay_every, rounding_mode="floor").double()
        self._optimizer.rate.copy_(config.learning_rate * config.decay**n_decays)
        self.learn(*self._excerpts.draw(self._number, self._generator))
        self._number += 1

    def _warm_up(self) -> None:
        """One update on a side stream, which CUDA requires of what comes before a recording."""
        if self._device.type != "cuda":
            self._step()
            return
        stream = torch.cuda.Stream()  # type: ignore[no-untyped-call]  # torch's hints lack it
        stream.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(stream):
            self._step()
        torch.cuda.current_stream().wait_stream(stream)


def recorded(step: Step, generator: torch.Generator) -> Step:
    """Record a step as a CUDA graph, without doing it; the result replays it. Raises RuntimeError if that fails."""
    graph = torch.cuda.CUDAGraph()
    graph.register_generator_state(generator)
    torch.cuda.synchronize()
    with torch.cuda.graph(graph):
        step()
    return graph.replay


def end_recording(device: torch.device) -> None:
    """Make the default generator of a graphics card usable after a recording that failed.

    PyTorch would leave it recording, and the next dropout would raise. A clone of its state is not recording. The
    device must have an index, as that of a tensor has.
    """
    generator = torch.cuda.default_generators[device.index]
    generator.graphsafe_set_state(generator.clone_state())


def ahead(make: Callable[[int], T], numbers: Iterable[int]) -> Iterator[T]:
    """Yield make(number) for each number; a thread makes the next one while the caller uses the last."""
    # More threads for the batch would only take cores from the update that it runs beside.
    return one_ahead(map(make, numbers), partial(torch.set_num_threads, 1))
