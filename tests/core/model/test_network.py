"""The networks: their size as published, how they begin, invariance to level."""

import pytest
import torch

from svd_core.config import NetworkConfig
from svd_core.model.network import CONTEXT_FRAMES, N_MELS, SingingNet, build
from tests.core.tensors import assert_close

ARCHITECTURES = ("schlueter2015", "schlueter2017")


def network(architecture: str, zero_mean: bool = False) -> SingingNet:
    """A network with a life behind it: statistics unlike the initial ones, outputs of ordinary size."""
    torch.manual_seed(1)
    net = build(NetworkConfig(architecture, zero_mean))
    with torch.no_grad():
        for _ in range(3):
            net.train()(3 * torch.randn(16, CONTEXT_FRAMES, N_MELS) - 4)
        for name, parameter in net.named_parameters():
            if name.endswith("bias"):
                parameter.uniform_(-0.3, 0.3)
        # Untrained logits are tiny; a strong last layer makes a difference of 1e-4 mean something.
        net.head[-1].weight.mul_(20)
    return net.eval()


def test_the_papers_network_has_as_many_weights_as_published() -> None:
    assert sum(p.numel() for p in build(NetworkConfig("schlueter2015")).parameters()) == 1_408_225


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_a_zero_mean_first_layer_is_blind_to_the_input_level(architecture: str) -> None:
    mel = 3 * torch.randn(2, CONTEXT_FRAMES, N_MELS) - 4
    with torch.inference_mode():
        blind, sighted = network(architecture, zero_mean=True), network(architecture)
        for net in (blind, sighted):
            if net.batch_input is not None:
                net.batch_input.running_var.fill_(9.0)
        assert_close(blind(mel + 1.5), blind(mel), atol=1e-4, rtol=0)
        assert (sighted(mel + 1.5) - sighted(mel)).abs().max() > 1e-3


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_kernels_start_orthogonal_and_biases_zero(architecture: str) -> None:
    for name, parameter in build(NetworkConfig(architecture)).named_parameters():
        if name.endswith("weight") and parameter.dim() == 4:
            flat = parameter.detach().flatten(1)
            flat = flat if flat.shape[0] <= flat.shape[1] else flat.T
            assert_close(flat @ flat.T, torch.eye(len(flat)), atol=1e-4, rtol=0)
        elif name.endswith("bias"):
            assert not parameter.any()


def test_the_papers_network_normalises_with_the_training_sets_statistics() -> None:
    net = network("schlueter2015")
    mel = torch.randn(1, CONTEXT_FRAMES, N_MELS)
    with torch.inference_mode():
        plain = net(mel)
        net.mean.fill_(5.0)
        net.std.fill_(2.0)
        assert_close(net(mel * 2 + 5), plain, atol=1e-4, rtol=1e-4)
