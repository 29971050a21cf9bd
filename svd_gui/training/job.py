"""A training as the window sees it: what was asked for, the child process that does it, what it has said."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from svd_core.annotation.regions import Regions
from svd_core.data.dataset import write_filelist
from svd_core.data.manifest import song_names, write_manifest
from svd_core.errors import DataError
from svd_core.model.card import known_songs, read_card
from svd_core.training.child_process import TrainingError, TrainingProcess
from svd_gui import folders
from svd_gui.errors import Problem, describe
from svd_gui.song.loader import saved_annotation

SONGS_FOR_VALIDATION = 4
"""From so many corrected songs on that are new to the network, every fourth of them is kept aside to check on."""


@dataclass(frozen=True)
class TrainingChoices:
    """What to learn from, how, and where the model goes; `changes` are parameters that differ from the preset."""

    out: Path
    songs: tuple[Path, ...] = ()
    folders: tuple[Path, ...] = ()
    preset: str = "schlueter2017"
    start_from: Path | None = None
    changes: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.out.stem


def prepare(request: TrainingChoices, fallback_folder: Path) -> list[str]:
    """Freeze the songs with their labels of this moment; the arguments of `svd train` for the request."""
    arguments = ["--out", str(request.out), "--preset", request.preset]
    request.out.parent.mkdir(parents=True, exist_ok=True)
    data = [str(folder) for folder in request.folders]
    if request.songs:
        manifest = request.out.with_suffix(".songs.json")
        write_manifest(manifest, [(song, _regions(song, fallback_folder)) for song in request.songs])
        data.insert(0, str(manifest))
    names = _kept_aside(request)
    if names:
        kept_aside = request.out.with_suffix(".validate.txt")
        write_filelist(kept_aside, names)
        arguments += ["--validate", str(kept_aside)]
    arguments += ["--data", *data]
    if request.start_from:
        arguments += ["--start-from", str(request.start_from)]
    for name, value in request.changes.items():
        arguments += _option(name, value)
    return arguments


def _kept_aside(request: TrainingChoices) -> list[str]:
    """Names of the songs to check on; what the model that is started from has learned would only flatter.

    A song is known by its name, as in the card.
    """
    known = known_songs(read_card(request.start_from).metadata) if request.start_from else frozenset()
    new = [name for name in song_names(request.songs) if name not in known]
    return new[::SONGS_FOR_VALIDATION] if len(new) >= SONGS_FOR_VALIDATION else []


def _option(name: str, value: Any) -> list[str]:
    flag = name.replace("_", "-")
    if isinstance(value, bool):
        return [f"--{flag}" if value else f"--no-{flag}"]
    return [f"--{flag}", str(value)]


def _regions(song: Path, fallback_folder: Path) -> Regions:
    annotation = saved_annotation(song, fallback_folder)
    if annotation is None:
        raise DataError(f"{song}: its corrections are no longer there. Open it once, or leave it out.")
    return annotation.regions


class TrainingLog:
    """Everything a training has reported so far, ready to be drawn."""

    def __init__(self) -> None:
        self.updates: list[int] = []
        self.losses: list[float] = []
        self.checked_at: list[int] = []
        self.errors: list[float] = []
        self.total = 0
        self.seconds_left: float | None = None
        self.stage = ""
        self.last: dict[str, Any] = {}
        self.saved_update = 0

    def add(self, report: Mapping[str, Any]) -> None:
        """Take in one report of the child."""
        kind = report.get("report")
        self.last = dict(report)
        if kind in ("loading", "started"):
            self.stage = str(kind)
            self.total = int(report.get("updates", self.total))
        elif kind == "progress" and report.get("loss") is not None:
            self.stage = "progress"
            self.total = int(report["updates"])
            self.updates.append(int(report["update"]))
            self.losses.append(float(report["loss"]))
            left = report.get("seconds_left")
            self.seconds_left = None if left is None else float(left)
        elif kind == "validated" and report.get("error") is not None:
            self.checked_at.append(int(report["update"]))
            self.errors.append(float(report["error"]))
        elif kind == "saved":
            self.saved_update = int(report["update"])

    @property
    def update(self) -> int:
        return self.updates[-1] if self.updates else 0


@dataclass(frozen=True)
class Ending:
    """How a training ended: `kind` is finished, cancelled or failed."""

    kind: str
    model: Path | None = None
    problem: Problem | None = None


class TrainingJob(QObject):
    """One training in a child process, owned by a thread that relays what it says."""

    prepared = Signal(object)
    reported = Signal(object)
    log_changed = Signal(object)
    ended = Signal(object)

    def __init__(self, out: Path, arguments: list[str] | TrainingChoices, parent: QObject | None = None) -> None:
        """`arguments` of an earlier training, or a request still to be prepared."""
        super().__init__(parent)
        self.out = out
        self.log = TrainingLog()
        self._arguments = arguments
        self._cancelled = threading.Event()
        self._process: TrainingProcess | None = None
        self._thread = threading.Thread(target=self._relay, name="training", daemon=True)
        self.reported.connect(self._keep, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        self._thread.start()

    def cancel(self) -> None:
        """End the child at once; its last checkpoint stays."""
        self._cancelled.set()
        if self._process:
            self._process.cancel()

    def wait(self, seconds: float) -> None:
        """Wait for the thread; for the end of the program."""
        self._thread.join(seconds)

    def _keep(self, report: dict[str, Any]) -> None:
        self.log.add(report)
        self.log_changed.emit(self.log)

    def _relay(self) -> None:
        model: Path | None = None
        try:
            arguments = self._arguments
            if isinstance(arguments, TrainingChoices):
                arguments = prepare(arguments, folders.fallback_annotations())
            self.prepared.emit(arguments)
            self._process = TrainingProcess(arguments)
            if self._cancelled.is_set():
                self._process.cancel()
            for report in self._process:
                if report.get("report") == "finished":
                    model = Path(report["model"])
                self.reported.emit(report)
        except TrainingError as error:
            self.ended.emit(Ending("failed", problem=Problem(str(error), error.details)))
        except Exception as error:  # noqa: BLE001 - relayed whole to the window, which shows it
            self.ended.emit(Ending("failed", problem=describe(error, self.tr("Train"))))
        else:
            self.ended.emit(Ending("finished", model) if model else Ending("cancelled"))
