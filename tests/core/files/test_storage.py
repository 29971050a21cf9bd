"""Files: replacement is all or nothing, keys follow content, resources are found."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from svd_core.files import storage


def test_a_written_file_holds_exactly_the_bytes_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "song.json"
    storage.write_atomically(path, b"one")
    storage.write_atomically(str(path), b"two")
    assert path.read_bytes() == b"two"
    assert os.listdir(tmp_path) == ["song.json"]


def test_a_very_long_name_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 250)
    storage.write_atomically(path, b"long")
    assert path.read_bytes() == b"long"


@pytest.mark.parametrize("failing", ["replace", "fsync", "chmod"])
def test_a_failed_write_leaves_the_old_content_and_no_rubbish(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    path = tmp_path / "song.json"
    path.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(storage.os, failing, fail)
    with pytest.raises(OSError, match="disk full"):
        storage.write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["song.json"]


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664])
def test_a_replaced_file_keeps_its_permissions(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "song.json"
    path.write_bytes(b"old")
    path.chmod(mode)
    storage.write_atomically(path, b"new")
    assert stat.S_IMODE(path.stat().st_mode) == mode


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_a_new_file_gets_the_permissions_any_new_file_gets(tmp_path: Path) -> None:
    (tmp_path / "plain").write_bytes(b"")
    storage.write_atomically(tmp_path / "atomic", b"")
    assert (tmp_path / "atomic").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.write_bytes(b"old")
    link = tmp_path / "link"
    link.symlink_to(target)
    storage.write_atomically(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def test_what_fails_names_the_file_and_not_the_one_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(storage.os, "fsync", full)
    with pytest.raises(OSError, match="No space left") as raised:
        storage.write_atomically(tmp_path / "song.lab", b"")
    assert raised.value.errno == errno.ENOSPC
    assert raised.value.filename == os.path.realpath(tmp_path / "song.lab")
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="nowhere"):
        storage.write_atomically(tmp_path / "nowhere" / "song.json", b"")


def test_a_process_killed_while_writing_leaves_one_whole_version(tmp_path: Path) -> None:
    path = tmp_path / "song.json"
    endless = (
        "import sys; from svd_core.files.storage import write_atomically\n"
        "write_atomically(sys.argv[1], b'0' * 100_000); print('ready', flush=True); i = 0\n"
        "while True: i += 1; write_atomically(sys.argv[1], bytes([48 + i % 10]) * 100_000)"
    )
    child = subprocess.Popen([sys.executable, "-c", endless, str(path)], stdout=subprocess.PIPE)
    with child:
        assert child.stdout is not None
        child.stdout.readline()
        child.kill()
    content = path.read_bytes()
    assert len(content) == 100_000 and len(set(content)) == 1


def test_the_key_is_the_sha256_of_the_content_alone(tmp_path: Path) -> None:
    for name in ("a.wav", "b.ogg"):
        (tmp_path / name).write_bytes(b"sound" * 300_000)
    assert storage.content_key(tmp_path / "a.wav") == storage.content_key(tmp_path / "b.ogg")
    assert storage.content_key(tmp_path / "a.wav") == hashlib.sha256(b"sound" * 300_000).hexdigest()


def test_resources_of_the_installed_package_come_before_those_of_the_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wheel, checkout = tmp_path / "wheel", tmp_path / "checkout"
    for folder in (wheel, checkout):
        (folder / "demo").mkdir(parents=True)
    (wheel / "demo" / "song.ogg").write_bytes(b"")
    (checkout / "demo" / "song.ogg").write_bytes(b"")
    (checkout / "demo" / "song.lab").write_bytes(b"")
    monkeypatch.setattr(storage, "RESOURCE_FOLDERS", (wheel, checkout))
    assert storage.resource("demo/song.ogg") == wheel / "demo" / "song.ogg"
    assert storage.resource("demo/song.lab") == checkout / "demo" / "song.lab"
    assert storage.resource("absent") == checkout / "absent"
