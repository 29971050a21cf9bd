"""JSON from files that people or other programs may have changed: every value is checked as it is read.

Every error names file, field and value.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

from svd_core.errors import FormatError


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


def parse(text: str, file: str) -> Field:
    """The whole document as a field; FormatError, with line and column, if the text is not JSON."""
    try:
        return Field(file, "", json.loads(text, parse_constant=_refuse))
    except json.JSONDecodeError as error:
        raise FormatError(
            f"{file}, line {error.lineno}, column {error.colno}: not JSON ({error.msg}); "
            "mend that place or restore an older copy of the file"
        ) from error
    except (ValueError, RecursionError) as error:
        raise FormatError(f"{file}: not usable JSON ({error}); restore an older copy of the file") from error


def shown(value: Any) -> str:
    """A value for an error message, cut to 40 characters."""
    try:
        text = repr(value)
    except (ValueError, RecursionError):  # an integer of thousands of digits, or a deep nest
        return f"a huge {type(value).__name__}"
    return text if len(text) <= 40 else text[:37] + "..."


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no number")
