"""Every kind of network by its name in the configuration."""

from __future__ import annotations

import torch

from svd_core.config import STRETCH_ARCHITECTURES, NetworkConfig
from svd_core.model import network
from svd_core.model.network import SingingNet
from svd_core.model.recurrent import RecurrentNet

Network = SingingNet | RecurrentNet


def build(config: NetworkConfig) -> Network:
    """A freshly initialised network of the kind that the configuration names."""
    if config.architecture not in STRETCH_ARCHITECTURES:
        return network.build(config)
    recurrent = RecurrentNet(config)
    recurrent.to(memory_format=torch.channels_last)  # type: ignore[call-overload]  # torch's hints lack it
    return recurrent
