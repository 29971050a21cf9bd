"""JSON from files that people or other programs may have changed: every value is checked as it is read.

Every error names file, field and value.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from svd_core.errors import FormatError
from svd_core.files.plain_file import open_plain

MAX_BYTES = 64_000_000
MAX_DIGITS = 4000
MAX_DEPTH = 500
"""More than any file of ours holds, and within what Python can read."""

_SEARCHED = 4_000_000
"""Characters in which the place of an error is looked for; more would take seconds."""


@dataclass(frozen=True)
class Field:
    """One value of a JSON document, with its file and its path in the document for error messages."""

    file: str
    path: str
    value: Any

    def error(self, message: str) -> FormatError:
        """A FormatError whose text begins with file and field."""
        return FormatError(f"{self.file}, {self.path or 'document'}: {message}")

    def __getitem__(self, key: str) -> Field:
        """The field of this name; FormatError if there is none, or if this is no object."""
        values = self._expect(dict, "an object { }")
        if key not in values:
            raise self.error(f"field {key!r} is missing; restore it or an older copy of the file")
        return Field(self.file, f"{self.path}.{key}".lstrip("."), values[key])

    def __contains__(self, key: str) -> bool:
        return key in self._expect(dict, "an object { }")

    def items(self) -> Iterator[Field]:
        """The members of this list; FormatError if this is no list."""
        for index, value in enumerate(self._expect(list, "a list [ ]")):
            yield Field(self.file, f"{self.path}[{index}]", value)

    def object(self) -> dict[str, Any]:
        """The value as a dict whose values are unchecked; FormatError if it is no object."""
        return dict(self._expect(dict, "an object { }"))

    def text(self) -> str:
        """The value as a string; FormatError if it is none."""
        return str(self._expect(str, "a text"))

    def number(self, low: float = -math.inf, high: float = math.inf) -> float:
        """The value as a finite number from low to high; FormatError if it is none."""
        value = self._expect((int, float), "a number")
        # An integer of JSON may be larger than any float.
        if isinstance(value, bool) or not low <= value <= high or abs(value) > 1e300:
            limits = f" from {low:g} to {high:g}" if low > -math.inf else ""
            raise self.error(f"expected a number{limits}, found {shown(value)}")
        return float(value)

    def _expect(self, types: type | tuple[type, ...], words: str) -> Any:
        if not isinstance(self.value, types):
            raise self.error(f"expected {words}, found {shown(self.value)}")
        return self.value


def read(path: Path, max_bytes: int = MAX_BYTES, finite: bool = False) -> Field:
    """The document in a file, in UTF-8, as in `parse`; FormatError if it cannot be read, or is too large."""
    try:
        with open_plain(path) as file:
            data = file.read(max_bytes + 1)
    except OSError as error:
        raise FormatError(f"{path}: cannot be read ({error.strerror or error}); check path and rights") from error
    if len(data) > max_bytes:
        raise FormatError(f"{path}: over {max_bytes // 1_000_000} MB is more than any such file has; choose another")
    try:
        return parse(data.decode("utf-8-sig"), str(path), finite)
    except UnicodeDecodeError as error:
        raise FormatError(f"{path}, byte {error.start}: not UTF-8; restore an older copy of the file") from error


def parse(text: str, file: str, finite: bool = False) -> Field:
    """The whole document as a field; FormatError, with line and column, if the text is not JSON.

    Stricter than Python's own reader: names that come twice in an object, NaN and infinity are errors, and so are
    numbers of more digits, and lists and objects in each other deeper, than any file of ours has. With `finite`, so is
    1e999, which elsewhere `number` refuses: for what is kept and written again without being looked at.
    """
    try:
        document = json.loads(
            text,
            parse_constant=_refuse,
            parse_int=_whole_number,
            parse_float=_finite if finite else float,
            object_pairs_hook=_object_without_duplicates,
        )
        return Field(file, "", document)
    except json.JSONDecodeError as error:
        raise FormatError(
            f"{file}, line {error.lineno}, column {error.colno}: not JSON ({error.msg}); "
            "mend that place or restore an older copy of the file"
        ) from error
    except _RefusedError as error:
        place = _place(text, error.token)
        raise FormatError(f"{file}{place}: not usable JSON ({error}); restore an older copy of the file") from error
    except RecursionError as error:
        raise FormatError(
            f"{file}{_place(text, None)}: not usable JSON (nested more than {MAX_DEPTH} deep); "
            "restore an older copy of the file"
        ) from error


def shown(value: Any) -> str:
    """A value for an error message, cut to 40 characters."""
    try:
        text = repr(value)
    except (ValueError, RecursionError):  # an integer of thousands of digits, or a deep nest
        return f"a huge {type(value).__name__}"
    return text if len(text) <= 40 else text[:37] + "..."


class _RefusedError(ValueError):
    """A value that JSON or Python would take and we do not; `token` is how it is written."""

    def __init__(self, token: str, message: str) -> None:
        super().__init__(message)
        self.token = token


def _refuse(constant: str) -> NoReturn:
    raise _RefusedError(constant, f"{constant} is no number")


def _whole_number(text: str) -> int:
    digits = len(text.lstrip("-"))
    if digits > MAX_DIGITS:
        raise _RefusedError(text, f"a number of {digits} digits")
    return int(text)


def _finite(text: str) -> float:
    value = float(text)
    if math.isinf(value):
        raise _RefusedError(text, f"{shown(text)} is out of every range")
    return value


def _object_without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) < len(pairs):
        counts = Counter(name for name, _ in pairs)
        twice = next(name for name in counts if counts[name] > 1)
        raise _RefusedError(json.dumps(twice), f"field {shown(twice)} is there twice in one object")
    return values


_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[\[{]|[\]}]|[^\s"\[\]{},:]+', re.DOTALL)


def _place(text: str, token: str | None) -> str:
    """Line, column and name of the first value of this token or, without one, of what is nested too deeply."""
    depth, name = 0, ""
    for match in _TOKEN.finditer(text, 0, _SEARCHED):
        depth += (match[0] in "[{") - (match[0] in "]}")
        if match[0] == token or (token is None and depth > MAX_DEPTH):
            start = match.start()
            line, column = text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
            return f", line {line}, column {column}" + (f", field {shown(name)}" if name else "")
        if match[0][0] == '"':
            name = match[0][1:-1]
    return ""
