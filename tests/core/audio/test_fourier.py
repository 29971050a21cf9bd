"""The Fourier transform is scipy's to the last bit, and nothing else of scipy is imported for it."""

from __future__ import annotations

import subprocess
import sys
from importlib.machinery import PathFinder

import numpy as np
import pytest
import scipy.fft

from svd_core.audio import fourier

ROWS = np.random.default_rng(0).standard_normal((70, 1024))


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_compiled_transform_gives_the_numbers_of_the_package(dtype: type[np.floating]) -> None:
    transform = fourier.compiled_transform()
    assert transform is not None
    rows = ROWS.astype(dtype)
    np.testing.assert_array_equal(transform(rows), scipy.fft.rfft(rows, axis=1))
    np.testing.assert_array_equal(fourier.real_transform(rows), scipy.fft.rfft(rows, axis=1))


def test_a_spectrogram_does_not_wait_for_the_imports_of_scipy() -> None:
    code = """
import sys
import numpy as np
from svd_core.audio.features import log_mel
assert log_mel(np.ones(2000, np.float32)).shape == (4, 80)
print([name for name in sys.modules if name.startswith("scipy")])
import scipy.fft
assert scipy.fft.rfft(np.ones(8)).shape == (5,)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_package_is_used_where_its_inside_is_not_as_expected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PathFinder, "find_spec", lambda *_: None)
    assert fourier.compiled_transform() is None
    fourier._transform.cache_clear()
    try:
        rows = ROWS.astype(np.float32)
        np.testing.assert_array_equal(fourier.real_transform(rows), scipy.fft.rfft(rows, axis=1))
    finally:
        fourier._transform.cache_clear()
