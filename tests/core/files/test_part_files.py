"""Temporary files: those of the dead go, those of the living stay."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from svd_core.files.locks import try_lock
from svd_core.files.part_files import put_in_place, remove_abandoned
from svd_core.files.storage import write_atomically

WRITER = """
import os, sys
from pathlib import Path
from svd_core.files import part_files
part_files.os.fsync = lambda _: (print("writing", flush=True), sys.stdin.readline())
part_files.put_in_place(Path(sys.argv[1]), b"new", 0o644)
"""


def writer(path: Path) -> subprocess.Popen[str]:
    """A process that has begun to write a file, and goes on when it is sent a line."""
    child = subprocess.Popen(
        [sys.executable, "-c", WRITER, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "writing\n"
    return child


def parts(folder: Path) -> list[str]:
    return [name for name in os.listdir(folder) if name.endswith(".part")]


def test_the_file_of_a_living_writer_stays_and_that_of_a_killed_one_goes(tmp_path: Path) -> None:
    with writer(tmp_path / "song.lab") as living, writer(tmp_path / "song.lab") as dying:
        assert len(parts(tmp_path)) == 2
        remove_abandoned(tmp_path)
        assert len(parts(tmp_path)) == 2
        dying.kill()
        dying.wait()
        write_atomically(tmp_path / "other.lab", b"")
        assert len(parts(tmp_path)) == 1
        assert living.communicate("\n") == ("", None)
    assert sorted(os.listdir(tmp_path)) == ["other.lab", "song.lab"]
    assert (tmp_path / "song.lab").read_bytes() == b"new"


@pytest.mark.skipif(os.name == "nt", reason="open files cannot be removed there")
def test_a_new_file_that_another_process_takes_for_abandoned_is_made_anew(tmp_path: Path, monkeypatch) -> None:
    """The other one has locked it already, but has not removed it yet."""
    target, made, taken = tmp_path / "song.lab", tempfile.mkstemp, []

    def mkstemp(**words: str | Path) -> tuple[int, str]:
        descriptor, name = made(**words)
        if not taken:
            taken.append(os.open(name, os.O_RDWR))
            assert try_lock(taken[0]) == "locked"
        return descriptor, name

    monkeypatch.setattr(tempfile, "mkstemp", mkstemp)
    put_in_place(target, b"new", 0o644, on_disk=False)
    (abandoned,) = parts(tmp_path)
    assert target.read_bytes() == b"new" and (tmp_path / abandoned).read_bytes() == b""
    os.close(taken[0])


def test_files_of_others_stay(tmp_path: Path) -> None:
    """Downloads of browsers, folders, links."""
    (tmp_path / "song.mp3.part").write_bytes(b"")
    (tmp_path / ".song.mp3.part").write_bytes(b"")
    (tmp_path / ".song.lab.ab3_x9zz.part").mkdir()
    if os.name != "nt":
        (tmp_path / ".song.lab.ab3_x9zy.part").symlink_to(tmp_path / "song.mp3.part")
    before = sorted(os.listdir(tmp_path))
    remove_abandoned(tmp_path)
    assert sorted(os.listdir(tmp_path)) == before


def test_those_of_earlier_versions_go_too(tmp_path: Path) -> None:
    (tmp_path / ".song.lab.ab3_x9zz.part").write_bytes(b"half")
    write_atomically(tmp_path / "song.lab", b"whole")
    assert os.listdir(tmp_path) == ["song.lab"]


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_nothing_is_written_through_a_link_to_nothing(tmp_path: Path) -> None:
    link = tmp_path / "song.lab"
    link.symlink_to(tmp_path / "elsewhere.lab")
    with pytest.raises(OSError, match="link to a file that is not there") as raised:
        write_atomically(link, b"new")
    assert raised.value.filename == str(link)
    assert os.listdir(tmp_path) == ["song.lab"]
