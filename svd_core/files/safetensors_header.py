"""The header of a safetensors file, checked against the file's size before anything else of the file is read.

Layout (https://github.com/huggingface/safetensors): 8 bytes with the length of the header, little-endian; the header,
a JSON object with type, shape and place of each tensor and a table of texts; then the tensors, one after the other.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from svd_core.errors import FormatError
from svd_core.files.json_fields import Field, parse
from svd_core.files.plain_file import open_plain

MAX_HEADER_BYTES = 16_000_000
MAX_TENSOR_BYTES = 64_000_000
"""Far more than any tensor of a network here, or of what is kept of a song, has."""

_BYTES = {
    **dict.fromkeys(("F64", "I64", "U64"), 8),
    **dict.fromkeys(("F32", "I32", "U32"), 4),
    **dict.fromkeys(("F16", "BF16", "I16", "U16"), 2),
    **dict.fromkeys(("BOOL", "I8", "U8"), 1),
}
"""Bytes of a number of each type that we write or read."""

_LARGEST = 2**62


@dataclass(frozen=True)
class Header:
    """What a file says of itself: a table of texts, and the shape of each tensor by name."""

    metadata: Mapping[str, str]
    shapes: Mapping[str, tuple[int, ...]]


@dataclass(frozen=True)
class _Extent:
    """Where the bytes of a tensor are, counted from the end of the header."""

    start: int
    end: int
    field: Field


def read_header(path: Path) -> Header:
    """The header of a file; FormatError if it is none, or if what it promises is not what the file has room for.

    Memory and time go with the size of the header alone, whatever the file's size.
    """
    try:
        with open_plain(path) as file:
            size = file.seek(0, 2)
            file.seek(0)
            length = int.from_bytes(file.read(8), "little")
            if size < 8 or length > size - 8:
                raise FormatError(f"{path.name}: its header is cut off, or this is no safetensors file")
            if length > MAX_HEADER_BYTES:
                raise FormatError(
                    f"{path.name}: a header of {length} bytes; no such file has more than {MAX_HEADER_BYTES}"
                )
            text = file.read(length)
    except OSError as error:
        raise FormatError(f"{path.name}: cannot be read ({error.strerror or error})") from error
    try:
        document = parse(text.decode("utf-8"), f"{path.name}, header")
    except UnicodeDecodeError as error:
        raise FormatError(f"{path.name}: its header is not text, so this is no safetensors file") from error
    return _checked(document, size - 8 - length)


def _checked(document: Field, n_bytes: int) -> Header:
    """The header in a document, for a file that has n_bytes bytes of tensors."""
    fields = {name: document[name] for name in document.object()}
    texts = fields.pop("__metadata__", None)
    metadata = {} if texts is None else {name: texts[name].text() for name in texts.object()}
    shapes, extents = {}, []
    for name, field in fields.items():
        shapes[name], extent = _tensor(field)
        extents.append(extent)
    extents.sort(key=lambda extent: (extent.start, extent.end))
    for before, after in pairwise([_Extent(0, 0, document), *extents]):
        if after.start != before.end:
            raise after.field.error(f"begins at byte {after.start}, but the tensor before it ends at {before.end}")
    promised = extents[-1].end if extents else 0
    if promised != n_bytes:
        raise document.error(f"promises {promised} bytes of tensors, but the file has {n_bytes}")
    return Header(metadata, shapes)


def _tensor(field: Field) -> tuple[tuple[int, ...], _Extent]:
    """Shape and place of one tensor; FormatError if they do not fit each other."""
    kind = field["dtype"].text()
    if kind not in _BYTES:
        raise field["dtype"].error(f"expected one of {', '.join(_BYTES)}, found {kind[:40]!r}")
    shape = tuple(_whole(length) for length in field["shape"].items())
    offsets = [_whole(offset) for offset in field["data_offsets"].items()]
    if len(offsets) != 2 or offsets[0] > offsets[1]:
        raise field["data_offsets"].error("expected two numbers in order")
    n_bytes = math.prod(shape) * _BYTES[kind]
    if n_bytes > MAX_TENSOR_BYTES:
        promised = f"{n_bytes // 1_000_000} MB" if n_bytes < _LARGEST else "no end of bytes"
        raise field.error(
            f"promises a tensor of {promised}; none here has more than {MAX_TENSOR_BYTES // 1_000_000} MB"
        )
    if offsets[1] - offsets[0] != n_bytes:
        raise field.error(f"{n_bytes} bytes by its shape, but {offsets[1] - offsets[0]} by its place")
    return shape, _Extent(offsets[0], offsets[1], field)


def _whole(field: Field) -> int:
    value = field.number(0, _LARGEST)
    if value != int(value) or not isinstance(field.value, int):
        raise field.error(f"expected a whole number, found {value:g}")
    return int(field.value)


def differences(found: Mapping[str, tuple[int, ...]], expected: Mapping[str, tuple[int, ...]]) -> Iterator[str]:
    """In words, every tensor that is missing, too many, or of another shape than expected."""
    for name in sorted(found.keys() | expected.keys()):
        if name not in found:
            yield f"{name} is missing"
        elif name not in expected:
            yield f"{name} belongs to no part of the network"
        elif found[name] != expected[name]:
            yield f"{name} has the shape {_text(found[name])}, not {_text(expected[name])}"


def _text(shape: tuple[int, ...]) -> str:
    return " x ".join(map(str, shape[:8])) or "of one number"
