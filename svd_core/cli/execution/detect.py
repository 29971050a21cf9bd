"""Runs `svd detect`: finds the singing in songs and writes labels and pictures."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from svd_core.annotation import detected_labels
from svd_core.annotation.clock import clock
from svd_core.annotation.formats import format_named
from svd_core.annotation.formats.label_text import time_text
from svd_core.annotation.label_export import documents
from svd_core.annotation.regions import Regions
from svd_core.audio import sound_file
from svd_core.audio.decoding import check_file
from svd_core.audio.features import FloatArray, log_mel
from svd_core.cli.choices import OUTPUT_SUFFIXES, PICTURE_FORMATS
from svd_core.cli.execution.known_folders import tell_indices
from svd_core.cli.execution.probabilities import (
    SongProbabilities,
    averaging_facts,
    kept_probabilities,
    load_model,
    song_probabilities,
)
from svd_core.cli.execution.songs import given_songs, outputs
from svd_core.cli.options import (
    UsageError,
    postprocessing_from,
)
from svd_core.cli.output import Output
from svd_core.config import to_json
from svd_core.errors import DataError, SvdError, in_words
from svd_core.files.backups import replace_keeping_backup
from svd_core.files.storage import check_no_dangling_link, content_key
from svd_core.files.visible_text import visible
from svd_core.model.detection_cache import DetectionCache, detector_key
from svd_core.model.doubt import doubt, is_doubtful
from svd_core.model.postprocessing import regions_from_probabilities, smooth
from svd_core.model.rules import levels

if TYPE_CHECKING:
    from svd_core.model.checkpoint import Model


@dataclass(frozen=True)
class DetectionTask:
    """One song, and the files to write for it; None for a file that is not wanted."""

    song: Path
    labels: Path | None
    picture: Path | None
    to_stdout: bool = False

    @property
    def files(self) -> tuple[Path, ...]:
        """The files to write."""
        return tuple(path for path in (self.labels, self.picture) if path is not None)

    def missing(self) -> DetectionTask:
        """The same without the files that are there."""
        labels, picture = (path if path and not path.exists() else None for path in (self.labels, self.picture))
        return DetectionTask(self.song, labels, picture, self.to_stdout)


@dataclass
class _Tally:
    """What became of the songs: how many, and of those that failed why."""

    songs: int
    detected: int = 0
    skipped: int = 0
    failures: list[tuple[Path, str]] = field(default_factory=list)

    def in_lines(self) -> Iterator[str]:
        """All kinds that occur with their numbers, then what failed and why."""
        kinds = {"done": self.detected, "skipped, since their files are there": self.skipped}
        kinds["failed"] = len(self.failures)
        numbers = ", ".join(f"{number} {kind}" for kind, number in kinds.items() if number)
        yield f"{self.songs} song{'' if self.songs == 1 else 's'}: {numbers}" + (":" if self.failures else ".")
        for _, message in self.failures:
            yield f"  {message}"


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Detect singing in every song; returns the exit status, 1 if any song failed."""
    if Path("-") in arguments.songs:
        raise UsageError("songs cannot be read from stdin; name a file")
    model = load_model(arguments.model, arguments.device)
    tasks = _tasks(arguments)
    detector = _Detector(model, arguments, output, single=len(tasks) == 1)
    tally = _Tally(len(tasks))
    for number, task in enumerate(tasks, start=1):
        wanted = task.missing() if arguments.skip_existing else task
        if task.files and not wanted.files:
            tally.skipped += 1
            output.report("skipped", song=str(task.song), files=[str(path) for path in task.files])
            continue
        try:
            detector.detect(wanted, f"[{number}/{len(tasks)}] {task.song.name}" if len(tasks) > 1 else task.song.name)
            tally.detected += 1
        except BrokenPipeError:
            raise
        except (SvdError, OSError) as error:
            tally.failures.append((task.song, _naming_song(task.song, error)))
            output.complain(tally.failures[-1][1], song=str(task.song))
    tell_indices(arguments.songs, detector.keys, detector.key, detector.postprocessing)
    if arguments.out != "-" and (tally.songs > 1 or tally.skipped):
        # Labels alone go to a stdout that was asked for; what failed may have scrolled away and comes once more.
        output.say(*tally.in_lines())
    output.report(
        "summary",
        songs=tally.songs,
        detected=tally.detected,
        skipped=tally.skipped,
        failed=len(tally.failures),
        failures=[{"song": str(song), "message": message} for song, message in tally.failures],
        model=model.name,
        model_key=model.key,
        detection=averaging_facts(model, arguments.shifts),
        decision=to_json(detector.postprocessing),  # An older name in reports, which programs read.
    )
    return 1 if tally.failures else 0


def _tasks(arguments: argparse.Namespace) -> list[DetectionTask]:
    """One task for each song, in the order of the command line; UsageError if --out is a file."""
    songs = given_songs(arguments)
    to_stdout = arguments.out == "-"
    folder = None if to_stdout or arguments.out is None else Path(arguments.out)
    if folder is not None and folder.exists() and not folder.is_dir():
        raise UsageError(f"--out {folder}: is a file; name a folder, or - for stdout")
    labels: list[Path | None] = [*outputs(songs, folder, OUTPUT_SUFFIXES[arguments.format])]
    pictures: list[Path | None] = [*outputs(songs, folder, f".{arguments.picture_format or PICTURE_FORMATS[0]}")]
    with_pictures = arguments.picture or arguments.picture_format
    nothing: list[Path | None] = [None] * len(songs)
    without_labels = to_stdout or arguments.no_labels
    planned = zip(songs, nothing if without_labels else labels, pictures if with_pictures else nothing, strict=True)
    return [DetectionTask(song.path, song_labels, picture, to_stdout) for song, song_labels, picture in planned]


class _Detector:
    """Detects singing in one song after the other, with one model and one postprocessing."""

    def __init__(self, model: Model, arguments: argparse.Namespace, output: Output, single: bool) -> None:
        self.postprocessing = postprocessing_from(model.postprocessing, arguments)
        self._model = replace(model, postprocessing=self.postprocessing)
        self._shifts: tuple[float, ...] = arguments.shifts
        self._format: str = arguments.format
        self._force: bool = arguments.force
        self._fresh: bool = arguments.fresh
        self._cache = DetectionCache()
        own = model.postprocessing.temperature
        temperature = None if self.postprocessing.temperature == own else self.postprocessing.temperature
        self.keys: dict[Path, str] = {}
        """The content keys of the songs done so far."""
        self.key = detector_key(model.key, self._shifts, temperature)
        self._theme: str = arguments.theme
        self._output = output
        self._single = single
        self._no_labels: bool = arguments.no_labels

    def detect(self, task: DetectionTask, title: str) -> None:
        """Detect singing in one song and write its files; raises SvdError or OSError if that fails."""
        if task.song.is_dir():
            raise DataError(f"{task.song}: no sound files in this folder or below it.")
        _refuse_to_replace(task, self._force)
        predicted, song_key = self._predicted(task.song, title)
        for warning in predicted.warnings:
            self._output.warn(warning, song=str(task.song))
        smoothed = smooth(predicted.probabilities, self.postprocessing.median_frames)
        regions = regions_from_probabilities(smoothed, predicted.grid, self.postprocessing)
        self._write_labels(task, predicted.duration, regions)
        if task.picture is not None:
            file_format = task.picture.suffix.removeprefix(".")
            _write(task.picture, self._picture(task.song, predicted, smoothed, regions, file_format))
        self._report(task, song_key, predicted, smoothed, regions)
        self.keys[task.song] = song_key

    def _predicted(self, song: Path, title: str) -> tuple[SongProbabilities, str]:
        """The probabilities of a song, from the cache if it has them and they are not wanted fresh, and its key."""
        check_file(song)
        keys = content_key(song), self.key
        found = None if self._fresh else kept_probabilities(self._cache, self._model, song, keys)
        if found is None:
            found = song_probabilities(self._model, song, title, quiet=self._output.as_json, shifts=self._shifts)
            if not self._fresh:
                self._cache.put(*keys, found.probabilities, found.duration, found.warnings)
        return found, keys[0]

    def _write_labels(self, task: DetectionTask, duration: float, regions: Regions) -> None:
        """Write labels to their file, or to stdout unless JSON reports go there."""
        if task.labels is not None:
            text = self._text(task, duration, regions, indent=1).encode()
            _write(task.labels, text)
            try:
                detected_labels.remember(text, task.song)
            except OSError as error:
                self._output.warn(detected_labels.forgotten_text(task.labels, error), song=str(task.song))
        elif task.to_stdout and not self._output.as_json:
            if not self._single and self._format != "json":
                self._output.say(f"# {task.song}")
            self._output.write(self._text(task, duration, regions, indent=None))

    def _text(self, task: DetectionTask, duration: float, regions: Regions, indent: int | None) -> str:
        """The labels of a song in the format asked for."""
        if self._format != "json":
            return documents(task.song, format_named(self._format), regions, duration).content.decode()
        document = {
            "song": task.song.name,
            "duration": round(duration, 3),
            "model": self._model.name,
            "model_key": self._model.key,
            "detection": averaging_facts(self._model, self._shifts),
            "decision": to_json(self.postprocessing),  # An older name in files, which programs read.
            "regions": _region_objects(regions),
        }
        return json.dumps(document, indent=indent) + "\n"

    def _picture(
        self, song: Path, predicted: SongProbabilities, smoothed: FloatArray, regions: Regions, file_format: str
    ) -> bytes:
        """A PNG or SVG file; the song is decoded once more for its spectrogram."""
        from svd_core.plots.palette import PALETTES
        from svd_core.plots.song_picture import SongView, song_picture

        mel = log_mel(sound_file.read_mono(song, self._model.features), self._model.features)
        level = levels(smoothed, self.postprocessing)
        title, features = visible(song.name), self._model.features
        view = SongView(title, mel, predicted.probabilities, smoothed, regions, level.enter, features, level.leave)
        return song_picture(view, file_format, PALETTES[self._theme])

    def _report(
        self, task: DetectionTask, song_key: str, predicted: SongProbabilities, smoothed: FloatArray, regions: Regions
    ) -> None:
        """Report the regions and the files written."""
        level, share = levels(smoothed, self.postprocessing), doubt(smoothed, self.postprocessing)
        self._output.report(
            "detected",
            song=str(task.song),
            song_key=song_key,
            duration=round(predicted.duration, 3),
            warnings=predicted.warnings,
            threshold=level.enter,
            leave_threshold=level.leave,
            doubt=share,
            doubtful=is_doubtful(share),
            labels=task.labels and str(task.labels),
            picture=task.picture and str(task.picture),
            regions=_region_objects(regions),
        )
        if task.labels is not None or self._no_labels:
            sung = sum(region.length for region in regions)
            count = f"{len(regions)} region" + ("" if len(regions) == 1 else "s")
            unsure = f"; unsure in {100 * share:.0f} % of it" if share is not None and is_doubtful(share) else ""
            self._output.say(
                f"{task.labels or task.song}: {count}, singing {clock(sung)} of {clock(predicted.duration)}{unsure}"
            )


def _region_objects(regions: Regions) -> list[dict[str, Any]]:
    """Regions as JSON objects; times are rounded as in label files."""
    return [
        {
            "start": float(time_text(region.start)),
            "end": float(time_text(region.end)),
            "label": region.label,
            "confidence": None if region.confidence is None else round(region.confidence, 4),
        }
        for region in regions
    ]


def _refuse_to_replace(task: DetectionTask, force: bool) -> None:
    """Raise DataError if a file to be written is there already (unless forced) or is the song itself.

    Raises OSError for a link to nothing, since nobody knows what is to be there.
    """
    for path in task.files:
        check_no_dangling_link(path)
        if path.exists():
            if path.samefile(task.song):
                raise DataError(f"{path}: is the song itself; give --out FOLDER to write elsewhere.")
            if not force:
                raise DataError(
                    f"{path}: is there already; --skip-existing passes over it, --force replaces it and keeps the old "
                    "one, --out FOLDER writes elsewhere."
                )


def _write(path: Path, data: bytes) -> None:
    """Write a file in one step, making its folder first; what was there is kept as a backup."""
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_keeping_backup(path, data)


def _naming_song(song: Path, error: Exception) -> str:
    """The error's message, with the song's name if it does not say which song it is about."""
    message = in_words(error)
    return message if song.name in message else f"{song}: {message}"
