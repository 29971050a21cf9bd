"""What is replaced is kept beside it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from svd_core.files import backups
from svd_core.files.backups import back_up, replace_keeping_backup


@pytest.mark.parametrize("hard_links", [True, False])
def test_every_older_content_is_kept_under_a_name_of_its_own(
    tmp_path: Path, hard_links: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not hard_links:

        def refuse(*_: object) -> None:
            raise OSError("this file system has no hard links")

        monkeypatch.setattr(backups.os, "link", refuse)
    path = tmp_path / "song.lab"
    assert replace_keeping_backup(path, b"one") is None
    assert replace_keeping_backup(path, b"two") == tmp_path / "song.lab.bak"
    assert replace_keeping_backup(path, b"two") is None
    assert replace_keeping_backup(path, b"three") == tmp_path / "song.lab.bak2"
    assert replace_keeping_backup(path, b"four") == tmp_path / "song.lab.bak3"
    found = {name: (tmp_path / name).read_bytes() for name in os.listdir(tmp_path)}
    assert found == {"song.lab": b"four", "song.lab.bak": b"one", "song.lab.bak2": b"two", "song.lab.bak3": b"three"}


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_of_a_link_its_target_is_kept(tmp_path: Path) -> None:
    target, link = tmp_path / "target.lab", tmp_path / "song.lab"
    target.write_bytes(b"one")
    link.symlink_to(target)
    assert replace_keeping_backup(link, b"two") == tmp_path / "song.lab.bak"
    assert (tmp_path / "song.lab.bak").read_bytes() == b"one"
    assert target.read_bytes() == b"two" and link.is_symlink()
    link.unlink()
    link.symlink_to(tmp_path / "gone.lab")
    with pytest.raises(OSError, match="link to a file that is not there"):
        replace_keeping_backup(link, b"three")


def test_a_file_that_has_a_backup_gets_no_second_one(tmp_path: Path) -> None:
    path = tmp_path / "m.safetensors"
    assert back_up(path) is None
    path.write_bytes(b"one")
    assert back_up(path) == back_up(path) == tmp_path / "m.safetensors.bak"
    replace_keeping_backup(path, b"two")
    assert back_up(path) == tmp_path / "m.safetensors.bak2"
    assert sorted(os.listdir(tmp_path)) == ["m.safetensors", "m.safetensors.bak", "m.safetensors.bak2"]
