"""Comparing tensors, without what PyTorch's own comparison imports: its distributed tensors, which take a second."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from torch import Tensor


def assert_close(
    actual: Tensor | Mapping[str, Tensor],
    expected: Tensor | Mapping[str, Tensor],
    *,
    rtol: float = 1.3e-6,
    atol: float = 1e-5,
) -> None:
    """Of one type and shape, and no value further away than atol + rtol * |expected|; or many such, by their names.

    The defaults are those of `torch.testing.assert_close` for single precision.
    """
    if isinstance(actual, Mapping) or isinstance(expected, Mapping):
        assert actual.keys() == expected.keys()
        for name, value in actual.items():
            assert_close(value, expected[name], rtol=rtol, atol=atol)
        return
    assert (actual.dtype, actual.shape) == (expected.dtype, expected.shape)
    values, others = (tensor.detach().double().numpy() for tensor in (actual, expected))
    # What is no number is close to nothing.
    np.testing.assert_allclose(values, others, rtol=rtol, atol=atol, equal_nan=False)
