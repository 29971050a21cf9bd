"""Model files judged by header and size: what they promise costs nothing, whatever it is."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from svd_core.errors import FormatError, ModelError
from svd_core.files.safetensors_header import differences, read_header
from svd_core.model import checkpoint


def write(path: Path, header: Any, n_bytes: int) -> Path:
    """A file with this header and room for n_bytes bytes of tensors, which take no space on disk."""
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    path.write_bytes(len(text).to_bytes(8, "little") + text)
    os.truncate(path, 8 + len(text) + n_bytes)
    return path


def tensor(start: int, end: int, shape: list[Any], dtype: str = "F32") -> dict[str, Any]:
    return {"dtype": dtype, "shape": shape, "data_offsets": [start, end]}


def test_a_sound_header_gives_texts_and_shapes(tmp_path: Path):
    header = {
        "__metadata__": {"format": "x"},
        "b": tensor(8, 8, [0, 3]),
        "a": tensor(0, 8, [2]),
        "c": tensor(8, 12, []),
    }
    found = read_header(write(tmp_path / "m", header, 12))
    assert found.metadata == {"format": "x"}
    assert found.shapes == {"b": (0, 3), "a": (2,), "c": ()}


@pytest.mark.parametrize(
    ("header", "n_bytes", "fault"),
    [
        ({"a": tensor(0, 5_000_000_000, [1_250_000_000])}, 5_000_000_000, "a: promises a tensor of 5000 MB"),
        ({"a": tensor(0, 5_000_000_000, [1_250_000_000])}, 0, "a: promises a tensor"),
        ({"a": tensor(0, 8, [2]), "b": tensor(4, 12, [2])}, 12, "b: begins at byte 4"),
        ({"a": tensor(0, 8, [2]), "b": tensor(0, 8, [2])}, 8, "begins at byte 0"),
        ({"a": tensor(0, 8, [2]), "b": tensor(12, 20, [2])}, 20, "b: begins at byte 12"),
        ({"a": tensor(4, 12, [2])}, 12, "a: begins at byte 4"),
        ({"a": tensor(0, 8, [2])}, 4, "promises 8 bytes of tensors, but the file has 4"),
        ({"a": tensor(0, 8, [2])}, 5_000_000_000, "promises 8 bytes of tensors, but the file has 5000000000"),
        ({"a": tensor(0, 8, [3])}, 8, "a: 12 bytes by its shape, but 8 by its place"),
        ({"a": tensor(8, 0, [2])}, 8, "a.data_offsets: expected two numbers in order"),
        ({"a": tensor(0, 8, [-2])}, 8, r"a.shape\[0\]"),
        ({"a": tensor(0, 8, [2.5])}, 8, r"a.shape\[0\]: expected a whole number"),
        ({"a": tensor(0, 8, [10**399])}, 8, r"a.shape\[0\]"),
        ({"a": tensor(0, 8, [2**61] * 2000)}, 8, "a: promises a tensor"),
        ({"a": tensor(0, 8, [2], "F128")}, 8, "a.dtype: expected one of"),
        ({"a": {"dtype": "F32"}}, 8, "'shape' is missing"),
        ({"a": [1]}, 8, "a: expected an object"),
        ({"__metadata__": {"format": 1}}, 0, "format: expected a text"),
        ([], 0, "expected an object"),
        (b"[" * 100_000, 0, "nested"),
        (b'{"a": 1, "a": 1}', 0, "twice"),
        (b"\xff\xfe", 0, "not text"),
    ],
)
def test_what_the_file_has_no_room_for_is_named(header: Any, n_bytes: int, fault: str, tmp_path: Path):
    path = write(tmp_path / "m.safetensors", header, n_bytes)
    with pytest.raises(FormatError, match=fault) as raised:
        read_header(path)
    assert path.name in str(raised.value)
    assert len(str(raised.value)) < 400


@pytest.mark.parametrize("length", [2**64 - 1, 5_000_000_000, 17_000_000])
def test_a_header_of_any_stated_length_is_not_read_for_that(length: int, tmp_path: Path):
    path = tmp_path / "m.safetensors"
    path.write_bytes(length.to_bytes(8, "little") + b"{}")
    os.truncate(path, 6_000_000_000)
    with pytest.raises(FormatError, match=r"cut off|no such file has more"):
        read_header(path)


@contextmanager
def room_for(n_bytes: int) -> Iterator[None]:
    """This process may take so many bytes more than it has now."""
    import resource

    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    before = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (used + n_bytes, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


@pytest.mark.skipif(sys.platform != "linux", reason="limits memory as Linux does")
def test_five_gigabytes_of_weights_are_refused_within_300_megabytes(tmp_path: Path):
    one = 60_000_000
    tensors = {f"t{i}": tensor(i * one, (i + 1) * one, [one // 4]) for i in range(84)}
    texts = {"format": "svd-model", "version": "1", "name": "x", "features": "{}", "decision": "{}", "card": "{}"}
    for architecture in ("schlueter2017", "recurrent"):
        own = {"network": json.dumps({"architecture": architecture}), "members": "1"}
        path = write(tmp_path / f"{architecture}.safetensors", {"__metadata__": texts | own} | tensors, 84 * one)
        with room_for(300_000_000), pytest.raises(ModelError, match=f"{path.name}: too large"):
            checkpoint.load(path)


def test_every_difference_between_shapes_is_said():
    found = {"a": (2,), "b": (3, 4), "d": ()}
    wanted = {"a": (2,), "b": (4, 3), "c": (1,)}
    assert list(differences(found, wanted)) == [
        "b has the shape 3 x 4, not 4 x 3",
        "c is missing",
        "d belongs to no part of the network",
    ]
