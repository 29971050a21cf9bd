"""Large libraries: no garbage is collected while they are imported, and they are not taken apart at the end."""

from __future__ import annotations

import gc
import platform
import subprocess
import sys
from collections.abc import Iterator

import pytest

from svd_core.cli.heavy_imports import collection_paused


@pytest.fixture(autouse=True)
def thawed() -> Iterator[None]:
    yield
    gc.unfreeze()


def test_what_is_made_within_is_left_alone_by_later_collections() -> None:
    gc.unfreeze()
    with collection_paused():
        assert not gc.isenabled()
        made = [[] for _ in range(100)]
    assert gc.isenabled()
    assert gc.get_freeze_count() >= 100
    assert not any(one is made for one in gc.get_objects())


def test_an_error_within_ends_the_pause() -> None:
    with pytest.raises(ImportError), collection_paused():
        raise ImportError
    assert gc.isenabled()


def test_who_collects_no_garbage_goes_on_so() -> None:
    gc.disable()
    try:
        with collection_paused():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


_LEAVING = """
import atexit, threading
from svd_core.cli.heavy_imports import leave

class Large:
    def __del__(self):
        print("taken apart")

kept = Large()
atexit.register(print, "registered")
print("printed", end=" ")
{before}
leave(3)
"""


def left(before: str = "") -> tuple[int, list[str]]:
    """Exit status and printed words of a program that leaves, with some lines before it does."""
    words = [sys.executable, "-c", _LEAVING.format(before=before)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.returncode, done.stdout.split("\n")[:-1]


def test_a_program_leaves_without_taking_apart_what_it_made_but_does_what_is_registered() -> None:
    assert left() == (3, ["printed registered"])


def test_a_thread_still_at_work_is_waited_for() -> None:
    status, lines = left('threading.Timer(0.1, print, ["worked"]).start()')
    assert status == 3 and "worked" in " ".join(lines)


_REUSING = """
import ctypes, resource
import numpy as np
from svd_core.cli.heavy_imports import keep_freed_memory
if not hasattr(ctypes.CDLL(None), "mallopt"):
    print(0)
    raise SystemExit
keep_freed_memory()
def used():
    return [np.ones(2**20, np.uint8) for _ in range(20)]
used()
before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
for _ in range(10):
    used()
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="glibc")
def test_freed_memory_is_used_again_without_coming_anew_from_the_system() -> None:
    done = subprocess.run([sys.executable, "-c", _REUSING], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 1000, "ten times twenty arrays of 256 pages"


_GIVING_BACK = """
import numpy as np
from svd_core.cli.heavy_imports import give_back_freed_memory
def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096
pieces = [np.ones(2**16, np.uint8) for _ in range(1600)]
kept = pieces[::2]
del pieces
before = resident()
give_back_freed_memory()
print(before - resident())
"""


@pytest.mark.skipif(sys.platform != "linux" or "glibc" not in platform.libc_ver()[0], reason="glibc")
def test_freed_memory_between_what_is_in_use_goes_back_to_the_system() -> None:
    done = subprocess.run([sys.executable, "-c", _GIVING_BACK], capture_output=True, text=True, check=True)
    assert int(done.stdout) > 30 * 2**20, "of 50 MB, whole pages in the middle"
