"""Joins a Ray cluster, or starts a Ray on this machine. Ray is an optional part and is imported here only."""

from __future__ import annotations

import contextlib
import os
import warnings
from collections.abc import Iterator
from typing import Any

from svd_core.errors import ClusterError, MissingPartError, first_line


def is_address(text: str) -> bool:
    """Whether a text can be the address of a cluster: host:port, ray://host:port, or `auto`."""
    host, _, port = text.removeprefix("ray://").rpartition(":")
    return text == "auto" or (bool(host) and port.isdecimal() and "/" not in host)


@contextlib.contextmanager
def joined(address: str = "") -> Iterator[Any]:
    """The module `ray`, connected to a cluster until the end of the block.

    Without an address it is the cluster that the variable RAY_ADDRESS names, else a Ray that is started on this machine
    and ended with the block. Raises MissingPartError without Ray, ClusterError if the cluster cannot be joined or is
    lost.
    """
    ray = _ray()
    address = address or os.environ.get("RAY_ADDRESS") or "local"
    # A dashboard is a web server of its own, which nobody asked for.
    started = {"include_dashboard": False} if address == "local" else {}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Announcements of later versions of Ray.
            ray.init(address=address, log_to_driver=False, logging_level="ERROR", **started)
    except Exception as error:  # Ray raises plain ones, too, such as when it takes too long to start.
        raise ClusterError(
            f"{_place(address)}: {first_line(error)}. `ray status --address HOST:PORT` says whether a "
            "cluster runs there."
        ) from error
    try:
        yield ray
    except ray.exceptions.RayError as error:
        # What becomes of a task is told where it is waited for; this is about the head of the cluster, or the driver.
        raise ClusterError(f"{_place(address)}: is lost ({first_line(error)}). The same command goes on.") from error
    finally:
        ray.shutdown()


def check_installed() -> None:
    """Raise MissingPartError if Ray is not installed."""
    _ray()


def _ray() -> Any:
    """The module; MissingPartError if it is not installed."""
    # Ray counts its users by a message over the network unless it is told not to.
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    try:
        import ray
    except ImportError as error:
        raise MissingPartError('Ray is not installed; run: pip install "svd-studio[cluster]"') from error
    return ray


def _place(address: str) -> str:
    return "Ray on this machine" if address == "local" else f"cluster at {address}"
