"""Work on a Ray cluster of several nodes, all on this machine: nothing is lost, nothing is done twice."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from svd_core.cluster import tasks
from svd_core.cluster.session import is_address, joined
from svd_core.cluster.tasks import Needs, each
from svd_core.errors import AudioError, ClusterError
from svd_core.synthesis.song import render
from tests.core.cluster.local_cluster import cluster_with_head

pytest.importorskip("ray", reason="Ray is not installed (extra: cluster)")
pytestmark = pytest.mark.filterwarnings("ignore")  # Those of Ray are its own.


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """A cluster whose head has one core."""
    with cluster_with_head(1) as cluster:
        yield cluster


def test_what_fails_twice_is_set_aside_and_the_rest_is_done(
    cluster: Any, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    def prepare(shared: int) -> Callable[[int], int]:
        def work(item: int) -> int:
            with open(tmp_path / str(item), "ab") as file:
                file.write(b"x")
            if item == 3:
                os._exit(1)  # As a decoder does that runs wild.
            if item == 5:
                raise AudioError("song5.wav: is no sound")
            if item == 6:
                raise RuntimeError("nobody expected this")
            return item * shared

        return work

    with joined(cluster.address) as ray:
        outcomes = {outcome.item: outcome for outcome in each(ray, prepare, 10, range(12), Needs())}
    assert sorted(outcomes) == list(range(12))
    assert {item: outcome.result for item, outcome in outcomes.items() if not outcome.reason} == {
        item: 10 * item for item in range(12) if item not in (3, 5, 6)
    }
    assert "its worker died 2 times" in outcomes[3].reason
    assert outcomes[5].reason == "song5.wav: is no sound"
    assert outcomes[6].reason == "RuntimeError: nobody expected this"
    assert [(tmp_path / name).stat().st_size for name in ("3", "5", "6")] == [tasks.TRIES] * 3
    # Of the first tries Ray would show a traceback.
    assert "retried" not in "".join(capfd.readouterr())


def test_a_node_that_dies_loses_nothing(cluster: Any, tmp_path: Path) -> None:
    """Its songs go to the other node, and nothing is reported twice."""
    node = cluster.add_node(num_cpus=2)

    def prepare(shared: str) -> Callable[[int], str]:
        def work(item: int) -> str:
            import ray

            time.sleep(0.1)
            return ray.get_runtime_context().get_node_id()

        return work

    items, nodes = [], set()
    with joined(cluster.address) as ray:
        for number, outcome in enumerate(each(ray, prepare, "", range(60), Needs())):
            assert not outcome.reason
            items.append(outcome.item)
            nodes.add(outcome.result)
            if number == 20:
                cluster.remove_node(node, allow_graceful=False)
    assert len(nodes) == 2, "both had some"
    assert sorted(items) == list(range(60))


def test_work_in_flight_is_bounded_and_memory_does_not_grow_with_the_items(cluster: Any) -> None:
    def prepare(shared: None) -> Callable[[int], int]:
        return lambda item: item

    taken: list[int] = []
    with joined(cluster.address) as ray:
        given = (taken.append(item) or item for item in range(10**9))
        outcomes = each(ray, prepare, None, given, Needs())
        for number, _ in zip(range(50), outcomes, strict=False):
            assert len(taken) <= number + 1 + 2 * tasks.places(ray, Needs()) + 2
        outcomes.close()


def test_what_no_node_has_is_not_waited_for(cluster: Any) -> None:
    with joined(cluster.address) as ray, pytest.raises(ClusterError, match="has 1 CPU core and 1 GPU"):
        next(each(ray, lambda shared: lambda item: item, None, [1], Needs(1, 1)))


def test_a_worker_that_cannot_begin_ends_all(cluster: Any) -> None:
    """Else it would fail at one song after the other."""

    def prepare(shared: None) -> Callable[[int], int]:
        raise ImportError("no such module")

    with joined(cluster.address) as ray, pytest.raises(ClusterError, match=r"cannot begin \(no such module\)"):
        list(each(ray, prepare, None, range(5), Needs()))


def test_every_worker_process_prepares_once(cluster: Any, tmp_path: Path) -> None:
    def prepare(shared: Path) -> Callable[[int], int]:
        with open(shared / str(os.getpid()), "ab") as file:
            file.write(b"x")
        return lambda item: os.getpid()

    with joined(cluster.address) as ray:
        used = {outcome.result for outcome in each(ray, prepare, tmp_path, range(12), Needs())}
    assert {(int(file.name), file.stat().st_size) for file in tmp_path.iterdir()} >= {(pid, 1) for pid in used}
    assert all(file.stat().st_size == 1 for file in tmp_path.iterdir())


def test_cores_of_several_nodes_make_no_place(cluster: Any) -> None:
    """A task that no node can run would wait for ever."""
    node = cluster.add_node(num_cpus=1)
    try:
        with joined(cluster.address) as ray:
            cores = tasks.places(ray, Needs(1))
            assert cores == ray.cluster_resources()["CPU"] >= 2
            assert tasks.places(ray, Needs(cores)) == 0
            with pytest.raises(ClusterError, match=f"has {cores} CPU cores"):
                next(each(ray, lambda shared: lambda item: item, None, [1], Needs(cores)))
    finally:
        cluster.remove_node(node)


def test_a_cluster_that_is_lost_is_a_line(cluster: Any) -> None:
    with pytest.raises(ClusterError, match=r"is lost .*head has gone"), joined(cluster.address) as ray:
        raise ray.exceptions.RaySystemError("the head has gone")


def test_an_address_where_nothing_answers_is_told_instead_of_tried_for_minutes() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # It does not listen.
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        for each_way in (address, f"ray://{address}"):
            with pytest.raises(ClusterError, match=f"{address}: does not answer"), joined(each_way):
                pass


def test_an_address_that_names_no_computer_is_told() -> None:
    with pytest.raises(ClusterError, match=r"a\.\.b cannot be the name of a computer"), joined("a..b:6379"):
        pass


def test_addresses() -> None:
    assert all(map(is_address, ("auto", "head:6379", "ray://head:10001", "10.0.0.1:6379")))
    assert not any(map(is_address, ("archive", "folder/x:1", "s3://bucket", ":6379", "")))


@pytest.fixture
def songs(tmp_path: Path) -> Path:
    folder = tmp_path / "archive"
    folder.mkdir()
    samples = render(6.0, 1)[0]
    for number in range(8):
        soundfile.write(folder / f"song{number}.wav", np.roll(samples, 5000 * number)[:60000], 22050)
    return folder


def svd(*words: object) -> list[str]:
    return [sys.executable, "-m", "svd_core", "detect", *map(str, words)]


def test_labels_are_bit_for_bit_those_of_one_process(cluster: Any, songs: Path, tmp_path: Path) -> None:
    (songs / "broken.wav").write_bytes(b"no sound")
    one, many, table = tmp_path / "one", tmp_path / "many", tmp_path / "table"
    subprocess.run(svd(songs, "--out", one, "--fresh"), capture_output=True, check=False)
    words = [songs, "--out", many, "--table", table, "--cluster", cluster.address, "--skip-existing"]
    done = subprocess.run(svd(*words), capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "broken.wav" in done.stderr, done.stderr
    assert "9 songs: 8 detected, 1 failed" in done.stdout
    files = sorted(path.name for path in one.iterdir())
    assert len(files) == 8 and files == sorted(path.name for path in many.iterdir())
    assert all((one / name).read_bytes() == (many / name).read_bytes() for name in files)
    again = subprocess.run(svd(*words), capture_output=True, text=True, check=False)
    assert "9 songs: 8 skipped, since all is there, 1 failed" in again.stdout
    (many / files[0]).unlink()
    again = subprocess.run(svd(*words), capture_output=True, text=True, check=False)
    assert "9 songs: 1 detected, 7 skipped, since all is there, 1 failed" in again.stdout
    assert len(list(table.iterdir())) == 1, "no row is written twice"


@pytest.mark.skipif(sys.platform == "win32", reason="no signal of this kind there")
def test_interrupted_it_keeps_what_is_done(songs: Path, tmp_path: Path) -> None:
    out, table = tmp_path / "out", tmp_path / "table"
    words = svd(songs, "--out", out, "--table", table, "--cluster", "--tta")
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, process_group=0) as process:
        assert process.stdout is not None
        process.stdout.readline()
        os.killpg(process.pid, signal.SIGINT)
        told = process.stdout.read()
        assert process.wait(60) == 130
    assert "Stopped." in told
    written = list(out.iterdir())
    assert written and all(path.suffix == ".lab" and path.read_text() for path in written)
    assert len(list(table.iterdir())) == 1
