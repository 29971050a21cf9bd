"""Locks: one window edits, the others know who it is, and nobody waits for the dead."""

from __future__ import annotations

import errno
import itertools
import json
import os
import subprocess
import sys
import time
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from svd_core.files import owner_lock
from svd_core.files.owner_lock import SILENCE_SECONDS, OwnerLock


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.mp3.svd.lock"


def test_the_second_is_informed_who_has_the_song_open_and_gets_it_afterwards(path: Path):
    first, second = OwnerLock(path), OwnerLock(path)
    assert first.acquire() is None and first.held
    assert second.acquire() == second.holder() == first.me and not second.held
    assert first.me.user and first.me.host and first.me.since
    first.release()
    assert not path.exists() and second.holder() is None
    assert second.acquire() is None
    first.release()
    assert path.exists(), "releasing twice frees nobody else's lock"
    second.release()


def test_who_is_patient_gets_the_lock_when_it_is_freed(path: Path, monkeypatch: pytest.MonkeyPatch):
    first, second = OwnerLock(path), OwnerLock(path)
    assert first.acquire() is None
    pauses: list[float] = []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 8:
            first.release()

    monkeypatch.setattr(owner_lock.time, "sleep", pause)
    assert second.acquire() == first.me and not pauses
    assert second.acquire(patience=60.0) is None and second.held
    assert sorted(pauses) == pauses and pauses[-1] == 1.0, "it looks ever less often"
    second.release()


def test_a_lock_left_by_a_killed_process_is_no_hindrance(path: Path):
    program = f"""
import os, pathlib
from svd_core.files.owner_lock import OwnerLock
lock = OwnerLock(pathlib.Path({str(path)!r}))
assert lock.acquire() is None
print("locked", flush=True)
input()
"""
    process = subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None and process.stdin is not None
    assert process.stdout.readline() == "locked\n"
    mine = OwnerLock(path)
    assert mine.acquire() is not None
    process.kill()
    process.wait()
    process.stdout.close()
    process.stdin.close()
    assert path.exists() and mine.acquire() is None
    mine.release()


def held_elsewhere(path: Path, silence: float) -> OwnerLock:
    """A lock whose file says that another computer has it, as a synchronised or network folder shows it."""
    other = OwnerLock(path)
    other.me = replace(other.me, host="another-computer")
    path.write_text(json.dumps(asdict(other.me)))
    os.utime(path, (time.time() - silence, time.time() - silence))
    return other


def test_a_holder_on_another_computer_counts_while_it_gives_signs_of_life(path: Path):
    other = held_elsewhere(path, 1.0)
    mine = OwnerLock(path)
    assert mine.acquire() == other.me
    assert mine.acquire(even_from=replace(other.me, token="older")) == other.me
    assert mine.acquire(even_from=other.me) is None, "a person has said that it is gone"
    mine.release()
    held_elsewhere(path, SILENCE_SECONDS + 5)
    assert mine.acquire() is None
    mine.release()


def test_a_time_in_the_future_counts_only_while_it_changes(path: Path, monkeypatch):
    seconds = [1000.0]
    monkeypatch.setattr(owner_lock, "monotonic", lambda: seconds[0])
    other, mine = held_elsewhere(path, -86_400), OwnerLock(path)
    assert mine.acquire() == other.me
    seconds[0] += SILENCE_SECONDS - 5
    os.utime(path, (time.time() + 86_420, time.time() + 86_420))
    assert mine.holder() == other.me
    seconds[0] += SILENCE_SECONDS - 5
    assert mine.acquire() == other.me, "it lives: its clock is wrong, and goes"
    seconds[0] += 10
    assert mine.holder() is None and mine.acquire() is None
    mine.release()


def test_where_the_system_has_no_locks_the_files_time_does(path: Path, monkeypatch):
    monkeypatch.setattr(owner_lock, "try_lock", lambda descriptor: "impossible")
    first, second = OwnerLock(path), OwnerLock(path)
    assert first.acquire() is None and second.acquire() == first.me
    os.utime(path, (1e9, 1e9))
    assert second.acquire() is None and not first.renew()
    second.release()


def test_a_holder_notices_that_it_was_held_to_be_gone(path: Path):
    mine = OwnerLock(path)
    mine.acquire()
    os.utime(path, (1e9, 1e9))
    assert mine.renew() and time.time() - path.stat().st_mtime < 60
    held_elsewhere(path, 0)
    assert not mine.renew()
    mine.release()
    assert path.exists(), "the file is another's by now"


@pytest.mark.parametrize("content", [b"", b"\xff\x00", b"[]", b'{"user": 1}', b"[" * 5000])
def test_rubbish_in_a_lock_is_nobody(path: Path, content: bytes):
    path.write_bytes(content)
    lock = OwnerLock(path)
    assert lock.holder() is None and lock.acquire() is None
    lock.release()


def test_a_lock_outlives_neither_its_object_nor_a_program_that_ends(path: Path):
    lock = OwnerLock(path)
    lock.acquire()
    del lock
    assert not path.exists()
    program = f"""
import pathlib
from svd_core.files.owner_lock import OwnerLock
lock = OwnerLock(pathlib.Path({str(path)!r}))
assert lock.acquire() is None and lock.path.exists()
"""
    subprocess.run([sys.executable, "-c", program], check=True)
    assert not path.exists()


def is_denied(monkeypatch, path: Path, reason: int) -> None:
    """Let a file be one that this user may only read; root, as which tests may run, could write any."""
    opened = os.open

    def checked(name, flags, *rest):
        if Path(name) == path and path.exists() and flags & os.O_RDWR:
            raise OSError(reason, os.strerror(reason), str(name))
        return opened(name, flags, *rest)

    monkeypatch.setattr(os, "open", checked)


@pytest.mark.skipif(sys.platform == "win32", reason="has no such rights")
@pytest.mark.parametrize("reason", [errno.EACCES, errno.EROFS])
def test_the_holder_is_named_where_only_that_user_may_write_the_lock(path: Path, monkeypatch, reason: int):
    first, second = OwnerLock(path), OwnerLock(path)
    assert first.acquire() is None
    is_denied(monkeypatch, path, reason)
    assert second.acquire() == second.holder() == first.me and not second.held
    # Its program was killed: the file stays, the lock does not.
    content = path.read_bytes()
    first.release()
    path.write_bytes(content)
    assert second.holder() is None
    assert second.acquire() is None and json.loads(path.read_bytes())["token"] == second.me.token
    second.release()


def test_a_file_system_that_gives_a_file_ever_other_numbers_does_not_hold_up_the_caller(path: Path, monkeypatch):
    numbers = itertools.count()
    monkeypatch.setattr(os.path, "samestat", lambda *_: next(numbers) < 0)
    first, second = OwnerLock(path), OwnerLock(path)
    assert first.acquire() is None and second.acquire() == first.me
    first.release()
    gone = held_elsewhere(path, SILENCE_SECONDS + 5)
    assert second.acquire() is None and not gone.renew()
    second.release()
    here = replace(second.me, token="killed a moment ago")
    path.write_text(json.dumps(asdict(here)))
    assert second.acquire() == here, "its time must do"
    os.utime(path, (1e9, 1e9))
    assert second.acquire() is None and next(numbers) > 0
    second.release()


def test_a_computer_of_the_same_name_is_another_one(path: Path):
    other = OwnerLock(path)
    computer, _, rest = other.me.token.rpartition(".")
    assert computer and OwnerLock(path).me.token.startswith(f"{computer}.")
    other.me = replace(other.me, token=f"{computer[::-1]}x.{rest}")
    path.write_text(json.dumps(asdict(other.me)))
    mine = OwnerLock(path)
    assert mine.acquire() == other.me, "no lock reaches from there to here"
    assert mine.acquire(even_from=other.me) is None
    mine.release()
    # What an older version of the program has left on this computer.
    path.write_text(json.dumps(asdict(replace(other.me, token=rest))))
    assert mine.acquire() is None
    mine.release()


def test_a_lock_that_cannot_be_written_leaves_no_empty_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def full(descriptor: int, data: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    lock = OwnerLock(tmp_path / "a.lock")
    with monkeypatch.context() as during:
        during.setattr(os, "write", full)
        with pytest.raises(OSError, match="No space left"):
            lock.acquire()
    assert not lock.held and not lock.path.exists()
    assert lock.acquire() is None
    lock.release()


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there, and pipes have no names in folders")
def test_a_lock_is_written_through_no_link_and_waits_for_no_pipe(tmp_path: Path):
    precious = tmp_path / "precious.txt"
    precious.write_text("work of years")
    (tmp_path / "a.lock").symlink_to(precious)
    (tmp_path / "b.lock").symlink_to(tmp_path / "nothing")
    os.mkfifo(tmp_path / "c.lock")
    for name in ("a.lock", "b.lock", "c.lock"):
        lock = OwnerLock(tmp_path / name)
        with pytest.raises(OSError, match=r"symbolic links|no plain file"):
            lock.acquire()
        assert lock.holder() is None and not lock.held
    assert precious.read_text() == "work of years" and not (tmp_path / "nothing").exists()
