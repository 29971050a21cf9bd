"""The step that each update takes: descent with momentum, Adam or AdamW (paper section 3.3).

The steps themselves are PyTorch's functions. Its optimiser classes are not used, because the first one that is made
loads the compiler of PyTorch: that takes nearly as long as to load PyTorch itself, at the start of every training.
"""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor
from torch.optim.adam import adam
from torch.optim.adamw import adamw
from torch.optim.sgd import sgd

from svd_core.config import TrainConfig
from svd_core.model.architectures import Network

WEIGHT_DECAY = 0.01
"""How fast adamw lets weights decay, relative to the step size."""

_BETAS = (0.9, 0.999)
"""How much of its means of the gradient and of its square Adam keeps at each step."""


class Optimizer:
    """Moves the weights of a network against their gradients.

    Attributes:
        rate: the step size, a tensor beside the weights, so that a CUDA graph can change it.
        moments: what is remembered of each weight, by name; empty before the first step.
    """

    def __init__(self, network: Network, config: TrainConfig) -> None:
        self.rate = torch.tensor(config.learning_rate, device=network.device)
        self.moments: list[dict[str, Tensor]] = [{} for _ in network.parameters()]
        self._weights = list(network.parameters())
        self._momentum = config.momentum if config.optimizer == "nesterov" else None
        self._weight_decay = WEIGHT_DECAY if config.optimizer == "adamw" else 0.0

    def zero_grad(self) -> None:
        """Forget the gradients."""
        for weight in self._weights:
            weight.grad = None

    @torch.no_grad()
    def step(self) -> None:
        """Move each weight that has a gradient."""
        weights: list[Tensor] = []
        gradients: list[Tensor] = []
        moments: list[dict[str, Tensor]] = []
        for weight, each in zip(self._weights, self.moments, strict=True):
            if weight.grad is not None:
                weights.append(weight)
                gradients.append(weight.grad)
                moments.append(each)
        if self._momentum is None:
            self._step_adam(weights, gradients, moments)
        else:
            self._step_momentum(weights, gradients, moments, self._momentum)

    def load(self, moments: Mapping[int, Mapping[str, Tensor]]) -> None:
        """Go on from the moments of another optimiser, by the place of each weight; ValueError if they do not fit."""
        for place, weight in enumerate(self._weights):
            self.moments[place] = {}
            for name, value in moments.get(place, {}).items():
                if value.shape not in {weight.shape, torch.Size()}:
                    raise ValueError(f"{name} of weight {place} has the shape {tuple(value.shape)}")
                # In the memory layout of the weight: fused steps take both for laid out alike.
                alike = (
                    torch.empty_like(weight, requires_grad=False)
                    if value.dim()
                    else torch.empty((), device=weight.device)
                )
                self.moments[place][name] = alike.copy_(value)

    def _step_momentum(
        self, weights: list[Tensor], gradients: list[Tensor], moments: list[dict[str, Tensor]], momentum: float
    ) -> None:
        buffers = [each.get("momentum_buffer") for each in moments]
        sgd(
            weights, gradients, buffers, fused=True, weight_decay=0.0, momentum=momentum, dampening=0.0, nesterov=True,
            lr=self.rate, maximize=False,  # type: ignore[arg-type]  # a tensor is as good
        )  # fmt: skip
        for each, buffer in zip(moments, buffers, strict=True):
            if buffer is not None:
                each["momentum_buffer"] = buffer

    def _step_adam(self, weights: list[Tensor], gradients: list[Tensor], moments: list[dict[str, Tensor]]) -> None:
        for weight, each in zip(weights, moments, strict=True):
            if not each:
                each["step"] = torch.zeros((), device=weight.device)
                each["exp_avg"], each["exp_avg_sq"] = torch.zeros_like(weight), torch.zeros_like(weight)
        means, squares, steps = ([each[name] for each in moments] for name in ("exp_avg", "exp_avg_sq", "step"))
        method = adamw if self._weight_decay else adam
        method(
            weights, gradients, means, squares, [], steps, fused=True, capturable=self.rate.is_cuda, amsgrad=False,
            beta1=_BETAS[0], beta2=_BETAS[1], lr=self.rate, weight_decay=self._weight_decay, eps=1e-8, maximize=False,
        )  # fmt: skip
