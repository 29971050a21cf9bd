"""What Ray prints is passed on, but for tries that are made again; Ray need not be there."""

from __future__ import annotations

import io

from svd_core.cluster.ray_messages import WithoutRetries


def test_messages_of_tries_are_dropped_as_a_whole() -> None:
    stream = io.StringIO()
    print("(raylet) A node has died.", file=WithoutRetries(stream))
    shown = WithoutRetries(stream)
    for line in ("Task failed, so the task will be retried. Error:\n  File x", "Out of memory:\n  killed"):
        print(f"(raylet) {line}", file=shown)
    shown.flush()
    assert stream.getvalue() == "(raylet) A node has died.\n(raylet) Out of memory:\n  killed\n"
