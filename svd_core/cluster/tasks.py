"""Many small pieces of work as Ray tasks: bounded in number, tried twice, and what fails twice is told with its reason.

A task is not bound to a process, as an actor's method is: when a node dies, Ray gives its tasks to others, and nodes
that come later get some. What all tasks need, such as a model, lies in the object store once, and every worker process
prepares it once.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any, Generic, TypeVar

from svd_core.errors import ClusterError, SvdError, first_line, in_words

ItemT = TypeVar("ItemT")
TRIES = 2
_WAITING_EACH = 2
"""Tasks in flight for each place where one can run: one computes, the next is there when it ends."""
_SECONDS_BETWEEN_COUNTS = 5.0
"""Nodes come and go; the number of places is asked for this often."""


@dataclass(frozen=True)
class Needs:
    """What one task needs of its node: CPU cores, and GPUs."""

    cpus: int = 1
    gpus: int = 0

    @classmethod
    def of(cls, ray: Any, device: str, threads: int | None) -> Needs:
        """What a task needs that computes on `device`: "auto" is a GPU if the cluster has one; threads: default 1."""
        gpu = device == "cuda" or (device == "auto" and ray.cluster_resources().get("GPU", 0) >= 1)
        return cls(threads or 1, int(gpu))


@dataclass(frozen=True)
class Outcome(Generic[ItemT]):
    """What became of an item: a result, or the reason why there is none."""

    item: ItemT
    result: Any
    reason: str = ""


def places(ray: Any, needs: Needs) -> int:
    """How many tasks can run at a time, on all nodes there are."""
    return sum(_places_on(node["Resources"], needs) for node in ray.nodes() if node["Alive"])


def _places_on(resources: dict[str, float], needs: Needs) -> int:
    """How many tasks can run on one node: what is left over on several makes no place on any."""
    fits = [resources.get("CPU", 0) // needs.cpus]
    fits += [resources.get("GPU", 0) // needs.gpus] if needs.gpus else []
    return int(min(fits))


def check_room(ray: Any, needs: Needs) -> None:
    """ClusterError if no node has what a task needs."""
    if not places(ray, needs):
        raise ClusterError(f"no node of the cluster has {_in_words(needs)}; ask for less, or add a node.")


def each(
    ray: Any, prepare: Callable[[Any], Callable[[ItemT], Any]], shared: Any, items: Iterable[ItemT], needs: Needs
) -> Iterator[Outcome[ItemT]]:
    """Work on every item, in no order. ClusterError if no node has what a task needs.

    prepare: called once in every worker process with `shared`; the function that it returns is called with each item.
    """
    check_room(ray, needs)
    settings = {"num_cpus": needs.cpus, "num_gpus": needs.gpus, "max_calls": 0}
    task = ray.remote(**settings, max_retries=TRIES - 1, retry_exceptions=True)(_work)
    # In a list the reference stays one; alone, every task would unpack what it refers to.
    box = [ray.put((prepare, shared))]
    count = _Count(ray, needs)
    remaining, waiting = iter(items), dict[Any, ItemT]()
    while True:
        for item in islice(remaining, max(0, _WAITING_EACH * count.places() - len(waiting))):
            waiting[task.remote(box, item)] = item
        if not waiting:
            return
        ray.wait(list(waiting), num_returns=1, timeout=_SECONDS_BETWEEN_COUNTS)
        done, _ = ray.wait(list(waiting), num_returns=len(waiting), timeout=0)
        for reference in done:
            yield _outcome(ray, reference, waiting.pop(reference))


class _Count:
    """The number of places, asked for now and then."""

    def __init__(self, ray: Any, needs: Needs) -> None:
        self._ray, self._needs = ray, needs
        self._asked = -_SECONDS_BETWEEN_COUNTS
        self._places = 1

    def places(self) -> int:
        if time.monotonic() - self._asked >= _SECONDS_BETWEEN_COUNTS:
            # At least one, so that all waits for a node that comes back rather than ends.
            self._places = max(1, places(self._ray, self._needs))
            self._asked = time.monotonic()
        return self._places


def _work(box: list[Any], item: Any) -> Any:
    """One task, in a worker process."""
    return _prepared(box[0])(item)


@lru_cache(maxsize=1)
def _prepared(reference: Any) -> Callable[[Any], Any]:
    import ray

    try:
        prepare, shared = ray.get(reference)
        return prepare(shared)  # type: ignore[no-any-return]
    except Exception as error:
        # Such a node would fail at one item after the other, faster than the others work.
        raise _NotPreparedError(f"a worker on {socket.gethostname()} cannot begin ({first_line(error)})") from error


class _NotPreparedError(Exception):
    """A worker process cannot do any work."""


def _outcome(ray: Any, reference: Any, item: ItemT) -> Outcome[ItemT]:
    """The result of a task that has ended, for good."""
    try:
        return Outcome(item, ray.get(reference))
    except ray.exceptions.RayTaskError as error:
        cause = error.cause
        if isinstance(cause, _NotPreparedError | ImportError | ray.exceptions.RaySystemError):
            raise ClusterError(
                f"{first_line(cause)}. Every node needs the same version of the program as this computer."
            ) from error
        known = isinstance(cause, SvdError | OSError)
        return Outcome(item, None, in_words(cause) if known else f"{type(cause).__name__}: {first_line(cause)}")
    except ray.exceptions.RayError as error:
        return Outcome(item, None, f"its worker died {TRIES} times ({first_line(error)})")


def _in_words(needs: Needs) -> str:
    cores = f"{needs.cpus} CPU core{'' if needs.cpus == 1 else 's'}"
    return cores + (f" and {needs.gpus} GPU{'' if needs.gpus == 1 else 's'}" if needs.gpus else "")
