"""The table of songs in Parquet parts: each whole or absent, and read as one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from svd_core.cluster import table as module
from svd_core.cluster.table import SongTable
from svd_core.errors import DataError

parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed (extra: cluster)")


def row(song: str, key: str = "model") -> dict[str, Any]:
    regions = [{"start": 0.5, "end": 1.0, "label": "sing", "confidence": 0.9}]
    scores = {"singing": 0.1, "mean_probability": 0.2, "doubt": None}
    return {
        "song": song,
        "seconds": 5.0,
        "regions": regions,
        "scores": scores,
        "model_key": key,
        "warnings": ["cut off"],
    }


@pytest.mark.parametrize("elsewhere", [False, True])
def test_parts_hold_all_rows_and_say_which_songs_are_there(
    tmp_path: Path, elsewhere: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_ROWS", 2)
    folder = tmp_path / "table [1]"
    place = f"local://{folder}" if elsewhere else folder
    table = SongTable(place)
    assert table.songs("model") == frozenset() and table.parts() == []
    for name in ("a.wav", "b.wav", "c\udce9.wav"):
        table.add(row(name))
    assert len(table.parts()) == 1
    table.flush()
    table.add(row("d.wav", "another model"))
    table.flush()
    assert len(table.parts()) == 3
    assert SongTable(place).songs("model") == {"a.wav", "b.wav", "c\\xe9.wav"}
    read = parquet.read_table(folder).to_pylist()
    assert sorted(each["song"] for each in read) == ["a.wav", "b.wav", "c\\xe9.wav", "d.wav"]
    assert read[0]["regions"] == row("")["regions"] and read[0]["scores"] == row("")["scores"]
    assert not [path for path in folder.iterdir() if path.suffix != ".parquet"]


def test_a_damaged_part_is_named(tmp_path: Path) -> None:
    (tmp_path / "part-1.parquet").write_bytes(b"no table")
    with pytest.raises(DataError, match=r"part-1\.parquet: cannot be read"):
        SongTable(tmp_path).songs("model")
