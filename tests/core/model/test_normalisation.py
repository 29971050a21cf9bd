"""The network's own ways to batch statistics give what PyTorch's batch normalisation gives."""

import pytest
import torch
from torch import nn
from torch.nn import functional

from svd_core.model.joint_batch import ALONE
from svd_core.model.normalisation import remember, response_statistics


@pytest.mark.parametrize("zero_weight", [False, True])
def test_statistics_of_responses_are_those_of_the_convolution(zero_weight: bool) -> None:
    generator = torch.Generator().manual_seed(0)
    x = 3 * torch.randn((4, 1, 20, 11), generator=generator) + 5
    weight = torch.zeros(8, 1, 3, 3) if zero_weight else torch.randn((8, 1, 3, 3), generator=generator)
    bias = torch.randn(8, generator=generator)
    normalise = nn.BatchNorm2d(8, momentum=0.1)
    response = functional.conv2d(x, weight, bias)
    normalise(response)
    mean, variance, count = response_statistics(x, weight, bias, ALONE)
    torch.testing.assert_close(mean, response.mean((0, 2, 3)), atol=1e-4, rtol=1e-4)
    torch.testing.assert_close(variance, response.var((0, 2, 3), unbiased=False), atol=1e-4, rtol=1e-4)
    ours = nn.BatchNorm2d(8, momentum=0.1)
    remember(ours, mean, variance, count)
    for name, value in normalise.state_dict().items():
        torch.testing.assert_close(ours.state_dict()[name], value, atol=1e-4, rtol=1e-4)


def test_gradients_reach_the_kernels_through_their_statistics() -> None:
    generator = torch.Generator().manual_seed(1)
    x = torch.randn((3, 1, 9, 8), generator=generator)
    weight = torch.randn((5, 1, 3, 3), generator=generator).requires_grad_()
    bias = torch.randn(5, generator=generator)
    normalise = nn.BatchNorm2d(5)
    target = torch.randn((3, 5, 7, 6), generator=generator)
    (normalise(functional.conv2d(x, weight, bias)) * target).sum().backward()
    expected, weight.grad = weight.grad, None
    mean, variance, _ = response_statistics(x, weight, bias, ALONE)
    scale = (variance + normalise.eps).rsqrt()
    (functional.conv2d(x, weight * scale[:, None, None, None], (bias - mean) * scale) * target).sum().backward()
    torch.testing.assert_close(weight.grad, expected, atol=1e-4, rtol=1e-4)


def test_dropout_keeps_the_mean_and_can_drop_whole_channels() -> None:
    torch.manual_seed(0)
    x = torch.ones(64, 16, 5, 3)
    single, channels = ALONE.dropped(x, 0.5), ALONE.dropped(x, 0.1, whole_channels=True)
    assert single.mean() == pytest.approx(1, abs=0.05)
    assert set(single.unique().tolist()) == {0.0, 2.0}
    assert channels.mean() == pytest.approx(1, abs=0.05)
    assert torch.equal(channels, channels[..., :1, :1].expand_as(channels))
    assert 0.05 < float((channels == 0).float().mean()) < 0.15
