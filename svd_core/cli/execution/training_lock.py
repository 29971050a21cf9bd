"""One training at a time for one model file: the second is told who has it, and since when."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TypeVar

from svd_core.annotation.clock import moment
from svd_core.errors import DataError
from svd_core.files.owner_lock import BEAT_SECONDS, OwnerLock, is_of_the_future
from svd_core.model.model_folder import lock_path

ReportT = TypeVar("ReportT")


@contextlib.contextmanager
def reserved(out: Path, patience: float = 0.0) -> Iterator[OwnerLock]:
    """Keep a model file for one training; DataError, saying who and since when, if another one has it. OSError.

    patience: seconds to wait for the end of the other one.
    """
    lock = OwnerLock(lock_path(out))
    if (holder := lock.acquire(patience=patience)) is not None:
        since = f", since {moment(holder.since)}" if holder.since else ""
        way_out = "Wait for its end, stop it, or take another name."
        if is_of_the_future(lock.path):
            way_out += f" The time of {lock.path} lies in the future: if no such training runs, remove this file."
        raise DataError(f"{out}: is being trained already, by {holder.user} on {holder.host}{since}. {way_out}")
    try:
        yield lock
    finally:
        lock.release()


def check_ours(lock: OwnerLock) -> None:
    """Give a sign of life; DataError if another training has the model file by now, as after a long sleep."""
    if not lock.renew() and (other := lock.taken_by()) is not None:
        raise DataError(
            f"{lock.path.with_suffix('')}: is being trained by {other.user} on {other.host} by now, since "
            "this training gave no sign of life for long. It has ended here; take another name."
        )


def renewing(lock: OwnerLock, reports: Iterator[ReportT]) -> Generator[ReportT, None, None]:
    """The reports of a training; while they come, other computers see that it lives.

    DataError, and the training ends, if another one has the model file by now. A training that writes files must look
    for that itself before each of them (`check_ours`): between two reports a computer may have slept.
    """
    # The time of day goes on while a computer sleeps, the monotonic clock does not everywhere.
    renewed = time.time()
    try:
        for report in reports:
            if abs(time.time() - renewed) > BEAT_SECONDS:
                check_ours(lock)
                renewed = time.time()
            yield report
    finally:
        if isinstance(reports, Generator):
            reports.close()
