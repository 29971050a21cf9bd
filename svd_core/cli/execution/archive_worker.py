"""What a worker process of a cluster does with the songs of an archive: detect in each, and write its labels."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from svd_core.annotation import detected_labels
from svd_core.audio.decoding import check_file
from svd_core.cli.execution.archive_songs import Task
from svd_core.cli.execution.probabilities import song_probabilities
from svd_core.cli.execution.song_detection import Detector, detected_song, facts, label_text
from svd_core.cli.execution.songs import refuse_folder
from svd_core.cli.heavy_imports import keep_freed_memory
from svd_core.cluster.places import as_file, place, write
from svd_core.errors import AudioError, DataError
from svd_core.files.storage import content_key


@dataclass(frozen=True)
class ArchiveWork:
    """What all workers share: what detects, on which device, with how many threads, and the detector's key."""

    detector: Detector
    device: str
    threads: int
    key: str = ""


class ArchiveResult(NamedTuple):
    """What the driver is told of a song.

    Attributes:
        song_key: content key of the sound.
        facts: as `song_detection.facts` gives them, and the mean probability.
        labels: contents of the label file; empty if none was written.
    """

    song_key: str
    facts: dict[str, Any]
    labels: bytes


class ArchiveWorker:
    """Detects singing in one song after the other; made once in every worker process."""

    def __init__(self, work: ArchiveWork) -> None:
        keep_freed_memory()
        from svd_core.model.inference import compute_with, on_device

        compute_with(work.threads)
        self._detector, self._key = work.detector, work.key
        self._model = on_device(work.detector.model, work.device)

    def __call__(self, task: Task) -> ArchiveResult:
        """Detect singing in one song and write its labels. SvdError, OSError."""
        if task.labels == task.song:
            raise DataError(f"{task.labels}: is the song itself; give --out FOLDER to write elsewhere.")
        where = place(task.song)
        with as_file(where) as song:
            try:
                return self._detected(song, task)
            except AudioError as error:
                # The reader knows the file that was fetched, whose name says nothing to anybody.
                raise AudioError(str(error).replace(os.fspath(song), task.song)) from error

    def _detected(self, song: Path, task: Task) -> ArchiveResult:
        refuse_folder(song)
        check_file(song)
        key = content_key(song)
        shifts = self._detector.shifts
        predicted = song_probabilities(self._model, song, song.name, quiet=True, shifts=shifts)
        found = detected_song(predicted, self._detector.postprocessing)
        labels = label_text(song, found, self._detector).encode() if task.labels else b""
        if task.labels:
            # Before the driver does, which may be stopped while these labels are on their way to it.
            with contextlib.suppress(OSError):
                detected_labels.remember(labels, key, self._key)
            write(place(task.labels), labels, task.replace, task.outdated)
        told = facts(found, self._detector.postprocessing)
        told["warnings"] = [text.replace(os.fspath(song), task.song) for text in predicted.warnings]
        told["mean_probability"] = float(np.mean(predicted.probabilities)) if len(predicted.probabilities) else None
        return ArchiveResult(key, told, labels)
