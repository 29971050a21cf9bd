"""A Ray cluster on this machine, for tests that add nodes to it and kill them."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import pytest


@contextlib.contextmanager
def cluster_with_head(num_cpus: int) -> Iterator[Any]:
    """A cluster whose head has so many cores for tasks."""
    from ray.cluster_utils import Cluster

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RAY_USAGE_STATS_ENABLED", "0")
        cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": num_cpus, "include_dashboard": False})
        yield cluster
        cluster.shutdown()
