"""A table of songs as a folder of Parquet files, each written as a whole; readers take the folder as one table."""

from __future__ import annotations

import io
import time
import uuid
from collections.abc import Mapping
from typing import Any

from svd_core.cluster.places import Place, is_url, matching, place, write
from svd_core.errors import DataError, MissingPartError
from svd_core.files.visible_text import visible

_ROWS = 1000
_SECONDS = 300.0
"""A part is written when it has so many rows, or is so old: what a killed driver has not written is computed again."""


class SongTable:
    """Rows of songs, collected and written part by part. Raises MissingPartError without pyarrow."""

    def __init__(self, folder: Place) -> None:
        self._folder = folder
        self._rows: list[Mapping[str, Any]] = []
        self._begun = time.monotonic()
        self._arrow, self._parquet = _pyarrow()

    def add(self, row: Mapping[str, Any]) -> None:
        """Add a song: a value for each column of `_schema`. DataError, OSError if a part cannot be written."""
        self._rows.append({**row, "song": visible(row["song"])})
        if len(self._rows) >= _ROWS or time.monotonic() - self._begun > _SECONDS:
            self.flush()

    def flush(self) -> None:
        """Write what was added since the last part. DataError, OSError."""
        self._begun = time.monotonic()
        if not self._rows:
            return
        buffer = io.BytesIO()
        self._parquet.write_table(self._arrow.Table.from_pylist(self._rows, _schema(self._arrow)), buffer)
        write(self._child(f"part-{uuid.uuid4().hex}.parquet"), buffer.getvalue(), replace=False)
        self._rows.clear()

    def songs(self, detector_key: str) -> frozenset[str]:
        """The songs that the table has from this detector, as `visible` writes them. DataError for a damaged part."""
        found: set[str] = set()
        for part in self.parts():
            try:
                with _opened(part) as file:
                    table = self._parquet.read_table(file, columns=["song", "model_key"])
            except (OSError, self._arrow.ArrowException, KeyError) as error:
                raise DataError(f"{part}: cannot be read ({error}). Remove it, or choose another folder.") from error
            songs, keys = table.column("song").to_pylist(), table.column("model_key").to_pylist()
            found.update(song for song, key in zip(songs, keys, strict=True) if key == detector_key)
        return frozenset(found)

    def parts(self) -> list[str]:
        """The files of the table. DataError if its place cannot be read."""
        if isinstance(self._folder, str):
            return matching(self._folder, "part-*.parquet")
        return sorted(str(path) for path in self._folder.glob("part-*.parquet"))

    def _child(self, name: str) -> Place:
        return f"{self._folder.rstrip('/')}/{name}" if isinstance(self._folder, str) else self._folder / name


def _schema(arrow: Any) -> Any:
    region = arrow.struct(
        [
            ("start", arrow.float64()),
            ("end", arrow.float64()),
            ("label", arrow.string()),
            ("confidence", arrow.float64()),
        ]
    )
    scores = arrow.struct(
        [("singing", arrow.float64()), ("mean_probability", arrow.float64()), ("doubt", arrow.float64())]
    )
    return arrow.schema(
        [
            ("song", arrow.string()),
            ("seconds", arrow.float64()),
            ("regions", arrow.list_(region)),
            ("scores", scores),
            ("model_key", arrow.string()),
            ("warnings", arrow.list_(arrow.string())),
        ]
    )


def _opened(part: str) -> Any:
    if is_url(part):
        import fsspec

        return fsspec.open(part, "rb")
    return open(place(part), "rb")


def _pyarrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise MissingPartError('pyarrow is not installed; run: pip install "svd-studio[cluster]"') from error
    return pyarrow, pyarrow.parquet
