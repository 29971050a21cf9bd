"""Errors of libraries in a sentence of ours."""

from __future__ import annotations

import pytest

from svd_core.errors import first_line


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (RuntimeError("CUDA error: out of memory.\nCompile with TORCH_USE_CUDA_DSA"), "CUDA error: out of memory"),
        (ValueError("\n  no shape"), "no shape"),
        (RuntimeError("versions differ:\n  2.1\n  2.2."), "versions differ: 2.1 2.2"),
        (KeyError(), "KeyError"),
        (ValueError(" \n "), "ValueError"),
    ],
)
def test_of_many_lines_the_first_is_shown_else_the_kind(error: Exception, line: str) -> None:
    assert first_line(error) == line
