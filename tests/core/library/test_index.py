"""The index of a folder: kept, shared by programs, and made anew whatever is wrong with it; never an error."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from svd_core.files.network_drives import is_network_kind, kind_at, linux_mounts, macos_mounts
from svd_core.library import index_places
from svd_core.library.index import MIGRATIONS, SongIndex
from svd_core.library.song_row import SongRow

FULL = SongRow(
    "a/sòng.mp3", "1-2-3", "4-5-6", "ab" * 32, "Ännchen", 61.5, 20.0, 30.0, True, 7, 1.5, 2.25, "model", ("Zoë", "Bo"),
    "2030-01-02T03:04:05.678+00:00", "in work", "first\nsecond", "damaged",
)  # fmt: skip
BARE = SongRow("b.wav")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "songs"
    path.mkdir()
    return path


def filled(folder: Path, *rows: SongRow) -> Path:
    index = SongIndex(folder)
    assert index.put(rows or (FULL, BARE))
    index.close()
    assert index.place is not None
    return index.place


def read(folder: Path) -> dict[str, SongRow]:
    index = SongIndex(folder)
    try:
        return index.rows()
    finally:
        index.close()


def test_rows_are_found_again_and_replaced(folder: Path):
    place = filled(folder)
    assert place == folder / ".svd" / "songs.sqlite"
    assert read(folder) == {FULL.path: FULL, BARE.path: BARE}
    index = SongIndex(folder)
    index.put([SongRow("b.wav", note="new")], removed=[FULL.path])
    assert index.rows() == {"b.wav": SongRow("b.wav", note="new")}
    assert index.row("b.wav") == SongRow("b.wav", note="new")
    assert index.row(FULL.path) is None
    index.close()


def test_version_control_leaves_the_index_out(folder: Path):
    filled(folder)
    assert (folder / ".svd" / ".gitignore").read_text() == "*\n"


@pytest.mark.skipif(sys.platform != "linux", reason="only there are names any bytes")
def test_names_may_be_any_bytes(folder: Path):
    row = SongRow(os.fsdecode(b"caf\xe9.mp3"), artist="half \udce9")
    filled(folder, row)
    assert read(folder)[row.path].artist == "half ?"


@pytest.mark.parametrize("spoil", ["rubbish", "cut", "schema", "trigger", "values", "endless", "long", "outside"])
def test_a_damaged_index_is_made_anew(folder: Path, spoil: str):
    place = filled(folder)
    data = place.read_bytes()
    if spoil == "rubbish":
        place.write_bytes(b"no database" * 1000)
    elif spoil == "cut":
        place.write_bytes(data[: len(data) // 2 + 7])
    else:
        connection = sqlite3.connect(place)
        connection.execute(
            {
                "schema": "ALTER TABLE songs ADD COLUMN more TEXT",
                "trigger": "CREATE TRIGGER t AFTER INSERT ON songs BEGIN DELETE FROM songs; END",
                "values": "UPDATE songs SET by_hand = 'nonsense'",
                "endless": "UPDATE songs SET seconds = 9e999",
                "long": f"UPDATE songs SET path = CAST('{'1' * 5000}.wav' AS BLOB) WHERE note = ''",
                "outside": "UPDATE songs SET path = CAST('../../b.wav' AS BLOB)  WHERE note = ''",
            }[spoil]
        )
        connection.commit()
        connection.close()
    assert read(folder) == ({FULL.path: FULL} if spoil == "outside" else {})
    filled(folder, BARE)
    assert BARE.path in read(folder)


@pytest.mark.skipif(os.name == "nt", reason="an open file cannot be deleted there")
@pytest.mark.parametrize("has_new_one", [False, True])
def test_an_index_that_was_deleted_while_it_is_open_goes_on_in_its_place(folder: Path, has_new_one: bool):
    index = SongIndex(folder)
    index.put([FULL])
    assert index.place is not None
    index_places.delete(index.place)
    if has_new_one:
        filled(folder, BARE)
    index.return_to_place()
    index.put([SongRow("c.wav")])
    index.close()
    assert read(folder).keys() == {FULL.path, "c.wav"} | ({BARE.path} if has_new_one else set())


@pytest.mark.skipif(os.name == "nt", reason="a folder with open files cannot be moved there")
def test_the_folder_of_an_index_is_not_made_anew_where_it_is_gone(folder: Path):
    index = SongIndex(folder)
    elsewhere = folder.rename(folder.with_name("Elsewhere"))
    index.return_to_place()
    index.put([FULL])
    index.close()
    assert not folder.exists() and read(elsewhere) == {FULL.path: FULL}
    missing = SongIndex(folder)
    missing.close()
    assert not folder.exists()


def test_an_index_of_a_later_version_stays_and_another_one_is_used(folder: Path):
    place = filled(folder)
    connection = sqlite3.connect(place)
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    connection.close()
    index = SongIndex(folder)
    assert index.place is not None and index.place.parent == index_places.cache_folder()
    assert index.rows() == {}
    index.put([BARE])
    index.close()
    assert read(folder) == {BARE.path: BARE}
    with sqlite3.connect(place) as connection:
        assert connection.execute("SELECT count(*) FROM songs").fetchone() == (2,)
    connection.close()


@pytest.mark.parametrize("linked", [".svd", ".svd/songs.sqlite"])
def test_links_in_a_folder_of_others_lead_to_nothing_that_is_written(folder: Path, tmp_path: Path, linked: str):
    mine = tmp_path / "mine"
    mine.mkdir()
    with sqlite3.connect(mine / "songs.sqlite") as connection:
        connection.execute("CREATE TABLE mine (text)")
    connection.close()
    before = {path: path.read_bytes() for path in mine.iterdir()}
    link = folder / linked
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(mine / Path(linked).name if link.suffix else mine)
    assert filled(folder).parent == index_places.cache_folder()
    assert {path: path.read_bytes() for path in mine.iterdir()} == before
    assert link.is_symlink()


def test_an_index_of_an_older_version_is_migrated(folder: Path, monkeypatch: pytest.MonkeyPatch):
    filled(folder)
    monkeypatch.setattr("svd_core.library.index.MIGRATIONS", (*MIGRATIONS, "UPDATE songs SET sound = ''"))
    rows = read(folder)
    assert rows.keys() == {FULL.path, BARE.path}
    assert {row.sound for row in rows.values()} == {""}, "so all songs are read again"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="this user may write everywhere")
def test_a_folder_that_cannot_be_written_has_its_index_among_the_caches(folder: Path):
    folder.chmod(0o555)
    try:
        assert filled(folder).parent == index_places.cache_folder()
        assert read(folder).keys() == {FULL.path, BARE.path}
    finally:
        folder.chmod(0o755)


def test_where_nothing_can_be_made_in_the_folder_the_cache_serves(folder: Path):
    (folder / ".svd").write_text("a file where the folder should be")
    assert filled(folder).parent == index_places.cache_folder()
    assert read(folder).keys() == {FULL.path, BARE.path}


def test_where_there_can_be_no_index_at_all_nothing_fails(folder: Path, tmp_path: Path):
    (folder / ".svd").write_text("")
    blocked = tmp_path / "blocked"
    blocked.write_text("")
    index = SongIndex(folder, blocked)
    assert index.place is None and index.rows() == {}
    assert not index.put([BARE])
    index.close()


def test_on_a_network_drive_the_index_is_among_the_caches(folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(index_places, "is_on_network", lambda _: True)
    assert filled(folder).parent == index_places.cache_folder()
    assert not (folder / ".svd").exists()


_WRITER = """
import sys
from pathlib import Path
from svd_core.library.index import SongIndex
from svd_core.library.song_row import SongRow
index = SongIndex(Path(sys.argv[1]))
for number in range(60):
    assert index.put([SongRow(f"{sys.argv[2]}{number}.wav")])
index.close()
"""


def test_two_programs_write_at_the_same_time(folder: Path):
    words = [sys.executable, "-c", _WRITER, str(folder)]
    writers = [subprocess.Popen([*words, name], cwd=Path(__file__).parents[3]) for name in "ab"]
    assert [writer.wait() for writer in writers] == [0, 0]
    assert len(read(folder)) == 120


def test_a_reader_is_not_held_up_by_a_writer(folder: Path):
    place = filled(folder)
    index, writer = SongIndex(folder), sqlite3.connect(place, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("DELETE FROM songs")
    assert index.rows().keys() == {FULL.path, BARE.path}
    writer.execute("ROLLBACK")
    writer.close()
    index.close()


def test_network_drives_are_told_from_others():
    text = (
        "21 1 8:1 / / rw - ext4 /dev/sda1 rw\n"
        "30 21 0:50 / /media/my\\040songs rw shared:5 - nfs4 server:/songs rw\n"
        "31 30 8:2 / /media/my\\040songs/local rw - ext4 /dev/sdb1 rw\n"
        "32 21 0:51 / /media/far rw - fuse.sshfs host:/ rw\n"
    )
    kinds = {
        place: kind_at(place, linux_mounts(text))
        for place in ("/media/my songs/a", "/media/my songs/local", "/media/my songsters", "/media/far")
    }
    assert [is_network_kind(kind) for kind in kinds.values()] == [True, False, False, True]
    mac = "/dev/disk1s1 on / (apfs, local, journaled)\n//me@host/Songs on /Volumes/My (new) Songs (smbfs, nodev)\n"
    assert is_network_kind(kind_at("/Volumes/My (new) Songs/x", macos_mounts(mac)))
    assert not is_network_kind(kind_at("/Library/me", macos_mounts(mac)))
