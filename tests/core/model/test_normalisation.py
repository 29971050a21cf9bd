"""The network's own ways to batch statistics give what PyTorch's batch normalisation gives."""

import pytest
import torch
from torch import nn
from torch.nn import functional

from svd_core.model.network import dropout
from svd_core.model.normalisation import evenly_normalised, response_statistics, update_running_statistics
from tests.core.tensors import assert_close


@pytest.mark.parametrize("zero_weight", [False, True])
def test_statistics_of_responses_are_those_of_the_convolution(zero_weight: bool) -> None:
    generator = torch.Generator().manual_seed(0)
    x = 3 * torch.randn((4, 1, 20, 11), generator=generator) + 5
    weight = torch.zeros(8, 1, 3, 3) if zero_weight else torch.randn((8, 1, 3, 3), generator=generator)
    bias = torch.randn(8, generator=generator)
    normalise = nn.BatchNorm2d(8, momentum=0.1)
    response = functional.conv2d(x, weight, bias)
    normalise(response)
    mean, variance, count = response_statistics(x, weight, bias)
    assert_close(mean, response.mean((0, 2, 3)), atol=1e-4, rtol=1e-4)
    assert_close(variance, response.var((0, 2, 3), unbiased=False), atol=1e-4, rtol=1e-4)
    ours = nn.BatchNorm2d(8, momentum=0.1)
    update_running_statistics(ours, mean, variance, count)
    for name, value in normalise.state_dict().items():
        assert_close(ours.state_dict()[name], value, atol=1e-4, rtol=1e-4)


def test_gradients_reach_the_kernels_through_their_statistics() -> None:
    generator = torch.Generator().manual_seed(1)
    x = torch.randn((3, 1, 9, 8), generator=generator)
    weight = torch.randn((5, 1, 3, 3), generator=generator).requires_grad_()
    bias = torch.randn(5, generator=generator)
    normalise = nn.BatchNorm2d(5)
    target = torch.randn((3, 5, 7, 6), generator=generator)
    (normalise(functional.conv2d(x, weight, bias)) * target).sum().backward()
    expected, weight.grad = weight.grad, None
    mean, variance, _ = response_statistics(x, weight, bias)
    scale = (variance + normalise.eps).rsqrt()
    (functional.conv2d(x, weight * scale[:, None, None, None], (bias - mean) * scale) * target).sum().backward()
    assert_close(weight.grad, expected, atol=1e-4, rtol=1e-4)


def test_dropout_keeps_the_mean_and_does_not_depend_on_the_memory_layout() -> None:
    x = torch.ones(64, 16, 5, 3)
    results = []
    for layout in (torch.contiguous_format, torch.channels_last):
        torch.manual_seed(0)
        results.append(dropout(x.contiguous(memory_format=layout), 0.5))
    assert torch.equal(*results)
    assert results[0].mean() == pytest.approx(1, abs=0.05)
    assert set(results[0].unique().tolist()) == {0.0, 2.0}


def test_even_normalisation_divides_all_channels_by_the_root_of_their_mean_variance() -> None:
    x = torch.randn(8, 3, 50) * torch.tensor([1.0, 2.0, 4.0])[:, None] + torch.tensor([5.0, 0.0, -5.0])[:, None]
    normalise, ours = (nn.BatchNorm1d(3, affine=False, momentum=1.0) for _ in range(2))
    normalise(x)
    normalised = evenly_normalised(x, ours)
    common = x.var((0, 2), unbiased=False).mean().sqrt()
    assert_close(normalised, (x - x.mean((0, 2))[:, None]) / common, atol=1e-4, rtol=1e-4)
    for name, value in normalise.state_dict().items():
        assert_close(ours.state_dict()[name], value, atol=1e-4, rtol=1e-4)
    in_use = evenly_normalised(x, ours.eval())
    assert_close(in_use, normalised, atol=1e-2, rtol=1e-2)
