"""The Fourier transform of real rows: scipy's, without the rest of scipy.

To import `scipy.fft` takes a quarter of a second, more than all transforms of a song of ten minutes, nearly all of it
for modules that are not needed. So its compiled transform is loaded by itself where scipy is laid out as is known, and
`scipy.fft` is imported where it is not. Both give the same numbers, to the last bit. The transform of numpy rounds
otherwise: models that read the logarithm of very small magnitudes answer differently after it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.machinery import PathFinder
from importlib.util import module_from_spec
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

ComplexArray = NDArray[np.complexfloating[Any, Any]]
Transform = Callable[[NDArray[Any]], ComplexArray]

_NOT_SCALED = 0
_THREADS = 1


def real_transform(rows: NDArray[Any]) -> ComplexArray:
    """The spectrum of each row: shape (n, samples), float32 or float64, to (n, samples // 2 + 1) of that precision."""
    return _transform()(rows)


@cache
def _transform() -> Transform:
    return compiled_transform() or _of_the_package()


def compiled_transform() -> Transform | None:
    """The compiled transform of scipy by itself; None where it is not found as expected or gives no right answer."""
    try:
        package = PathFinder.find_spec("scipy")
        places = (package and package.submodule_search_locations) or []
        folders = [str(Path(place, "fft", "_pocketfft")) for place in places]
        spec = PathFinder.find_spec("scipy.fft._pocketfft.pypocketfft", folders)
        if spec is None or spec.loader is None:
            return None
        module: Any = module_from_spec(spec)
        spec.loader.exec_module(module)

        def transform(rows: NDArray[Any]) -> ComplexArray:
            return cast(ComplexArray, module.r2c(rows, (1,), True, _NOT_SCALED, None, _THREADS))

        # A pulse one sample late: 1, -i, -1.
        is_right = np.allclose(transform(np.eye(4, dtype=np.float32)[1:2]), [[1, -1j, -1]])
        return transform if is_right else None
    # What another version's internals may raise; the package itself works with any.
    except (ImportError, AttributeError, TypeError, ValueError, RuntimeError, OSError):
        return None


def _of_the_package() -> Transform:
    import scipy.fft

    return lambda rows: cast(ComplexArray, scipy.fft.rfft(rows, axis=1))
