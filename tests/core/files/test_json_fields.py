"""JSON that anybody may have written: every fault is an error of ours with file and place, and none takes long."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from svd_core.annotation.formats.label_rows import HowToRead
from svd_core.annotation.formats.label_text import read_text
from svd_core.data.inspection import inspected
from svd_core.errors import FormatError
from svd_core.files.json_fields import parse, read


@pytest.mark.parametrize(
    ("text", "place", "fault"),
    [
        ("", "line 1, column 1", "not JSON"),
        ('{"a": 1,\n "b"', "line 2", "not JSON"),
        ('{"a": [1,\n NaN]}', "line 2, column 2, field 'a'", "NaN is no number"),
        ('{"a": -Infinity}', "line 1, column 7, field 'a'", "-Infinity is no number"),
        ('{"a": ' + "9" * 5000 + "}", "line 1, column 7, field 'a'", "a number of 5000 digits"),
        ("[\n" * 100_000, "line 501", "nested more than 500 deep"),
        ('{"a":\n' * 100_000, "line 501", "nested more than 500 deep"),
        ('[{"a": 1, "b": 2, "a": 3}]', "line 1, column 3", "'a' is there twice"),
    ],
)
def test_faults_of_the_text_are_named_with_their_place(text: str, place: str, fault: str):
    with pytest.raises(FormatError) as raised:
        parse(text, "song.json")
    assert str(raised.value).startswith(f"song.json, {place}")
    assert fault in str(raised.value)


@pytest.mark.parametrize(
    "value", ["9" * 400, "-" + "9" * 400, "1e301", "1e999", "9" * 4000, "true", '"1"', "null", "[1]"]
)
def test_what_is_no_usable_number_is_named_with_its_field(value: str):
    document = parse(f'{{"regions": [{{"start": {value}}}]}}', "song.json")
    with pytest.raises(FormatError, match=r"song\.json, regions\[0\]\.start: expected a number"):
        next(document["regions"].items())["start"].number(0, 100)


def test_infinity_by_another_spelling_is_refused_where_values_are_kept_unseen():
    assert parse('{"a": [1e999]}', "card")["a"].value == [float("inf")]
    with pytest.raises(FormatError, match=r"card, line 1, column 8, field 'a': not usable JSON \('1e999' is out of"):
        parse('{"a": [1e999]}', "card", finite=True)


def test_a_file_is_read_whole_or_named(tmp_path: Path):
    path = tmp_path / "a.json"
    for data, fault in ((b'{"a": "\xff"}', "byte 7: not UTF-8"), (b" " * 1001, "over 0 MB")):
        path.write_bytes(data)
        with pytest.raises(FormatError, match=fault) as raised:
            read(path, max_bytes=1000)
        assert str(path) in str(raised.value)
    path.write_bytes(b'\xef\xbb\xbf{"a": 1}')
    assert read(path)["a"].number() == 1
    for missing in (tmp_path / "none.json", tmp_path):
        with pytest.raises(FormatError, match="cannot be read"):
            read(missing)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names there")
def test_a_pipe_is_refused_rather_than_waited_for(tmp_path: Path):
    """By every reader of files that anybody names."""
    for name in ("a.json", "a.lab", "a.wav", "a.safetensors", "a.svd.json", "a.wav.svd"):
        os.mkfifo(tmp_path / name)
        facts = inspected(tmp_path / name, HowToRead())
        assert facts["error"] is not None
    with pytest.raises(FormatError, match="not a plain file"):
        read(tmp_path / "a.json")
    with pytest.raises(FormatError, match="not a plain file"):
        read_text(tmp_path / "a.lab")
