"""Joins a Ray cluster, or starts a Ray on this machine. Ray is an optional part and is imported here only."""

from __future__ import annotations

import contextlib
import os
import socket
import sys
import warnings
from collections.abc import Iterator
from typing import Any

from svd_core.cluster.ray_messages import WithoutRetries
from svd_core.errors import ClusterError, MissingPartError, first_line

_SECONDS_TO_ANSWER = 10.0
_HINT = (
    "`ray status --address HOST:PORT` says whether a cluster runs there; to join one that asks for a token, set "
    "RAY_AUTH_MODE=token."
)


def is_address(text: str) -> bool:
    """Whether a text can be the address of a cluster: host:port, ray://host:port, or `auto`."""
    host, _, port = text.removeprefix("ray://").rpartition(":")
    return text == "auto" or (bool(host) and port.isdecimal() and "/" not in host)


@contextlib.contextmanager
def joined(address: str = "") -> Iterator[Any]:
    """The module `ray`, connected to a cluster until the end of the block.

    Without an address it is the cluster that the variable RAY_ADDRESS names, else a Ray that is started on this machine
    and ended with the block. Raises MissingPartError without Ray, ClusterError if the cluster cannot be joined or is
    lost. What Ray prints meanwhile goes to stdout, but for tries that failed.
    """
    ray = _ray()
    address = address or os.environ.get("RAY_ADDRESS") or "local"
    _check_answers(address)
    # A dashboard is a web server of its own, which nobody asked for.
    started = {"include_dashboard": False} if address == "local" else {}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Announcements of later versions of Ray.
            ray.init(address=address, log_to_driver=False, logging_level="ERROR", **started)
    except Exception as error:  # Ray raises plain ones, too, such as when it takes too long to start.
        hint = f" {_HINT}" if isinstance(error, ConnectionError) else ""
        raise ClusterError(f"{_place(address)}: {first_line(error)}.{hint}") from error
    try:
        with contextlib.redirect_stdout(WithoutRetries(sys.stdout)):
            yield ray
    except ray.exceptions.RayError as error:
        # What becomes of a task is told where it is waited for; this is about the head of the cluster, or the driver.
        raise ClusterError(f"{_place(address)}: is lost ({first_line(error)}). The same command goes on.") from error
    finally:
        ray.shutdown()


def _check_answers(address: str) -> None:
    """ClusterError if nothing answers at host:port, where Ray itself would try again for many minutes."""
    if address == "auto" or not is_address(address):
        return
    host, _, port = address.removeprefix("ray://").rpartition(":")
    try:
        socket.create_connection((host.strip("[]"), int(port)), timeout=_SECONDS_TO_ANSWER).close()
    except UnicodeError as error:  # Such as two dots in a row.
        raise ClusterError(f"{_place(address)}: {host} cannot be the name of a computer; check the address.") from error
    except OSError as error:
        raise ClusterError(
            f"{_place(address)}: does not answer ({error.strerror or error}). Check the address; the head of a cluster "
            "is started by `ray start --head`."
        ) from error


def check_installed() -> None:
    """Raise MissingPartError if Ray is not installed."""
    _ray()


def _ray() -> Any:
    """The module; MissingPartError if it is not installed."""
    # Ray counts its users by a message over the network unless it is told not to.
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    # What it prints may go to a file.
    os.environ.setdefault("RAY_COLOR_PREFIX", "0")
    try:
        import ray
    except ImportError as error:
        raise MissingPartError('Ray is not installed; run: pip install "svd-studio[cluster]"') from error
    return ray


def _place(address: str) -> str:
    return "Ray on this machine" if address == "local" else f"cluster at {address}"
