"""Runs `svd detect`: finds the singing in songs and writes labels and pictures."""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from svd_core.annotation import detected_labels
from svd_core.annotation.clock import clock
from svd_core.annotation.formats import format_named
from svd_core.annotation.formats.svd_json import region_objects
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
from svd_core.cli.execution.song_tally import SongTally
from svd_core.cli.execution.songs import (
    given_songs,
    output_folder,
    outputs,
    refuse_folder,
    refuse_to_replace,
    write_output,
)
from svd_core.cli.options import UsageError, postprocessing_from
from svd_core.cli.output import Output
from svd_core.config import to_json
from svd_core.files.storage import content_key
from svd_core.files.visible_text import visible
from svd_core.model.detection_cache import DetectionCache, detector_key
from svd_core.model.doubt import doubt, is_doubtful
from svd_core.model.postprocessing import regions_from_probabilities, smooth
from svd_core.model.rules import levels

if TYPE_CHECKING:
    from svd_core.model.checkpoint import Model


@dataclass(frozen=True)
class DetectionTask:
    """One song, and the files to write for it; None for a file that is not wanted.

    `title` is what its progress is shown with.
    """

    song: Path
    labels: Path | None
    picture: Path | None
    to_stdout: bool
    title: str

    @property
    def files(self) -> tuple[Path, ...]:
        """The files to write."""
        return tuple(path for path in (self.labels, self.picture) if path is not None)

    def missing(self) -> DetectionTask:
        """The same without the files that are there."""
        labels, picture = (path if path and not path.exists() else None for path in (self.labels, self.picture))
        return replace(self, labels=labels, picture=picture)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Detect singing in every song; returns the exit status, 1 if any song failed."""
    if Path("-") in arguments.songs:
        raise UsageError("songs cannot be read from stdin; name a file")
    model = load_model(arguments.model, arguments.device)
    tasks = {task.song: task for task in _tasks(arguments)}
    detector = _Detector(model, arguments, output, single=len(tasks) == 1)
    tally = SongTally(len(tasks))
    tally.each(tasks, lambda song: detector.detect(tasks[song]), output)
    tell_indices(arguments.songs, detector.keys, detector.key, detector.postprocessing)
    if arguments.out != "-":  # Labels alone go to a stdout that was asked for.
        tally.say(output, "their files are there")
    return tally.report(
        output,
        "detected",
        model=model.name,
        model_key=model.key,
        detection=averaging_facts(model, arguments.shifts),
        decision=to_json(detector.postprocessing),  # An older name in reports, which programs read.
    )


def _tasks(arguments: argparse.Namespace) -> list[DetectionTask]:
    """One task for each song, in the order of the command line; UsageError if --out is a file."""
    songs = given_songs(arguments)
    to_stdout = arguments.out == "-"
    folder = output_folder(arguments.out)
    labels: list[Path | None] = [*outputs(songs, folder, OUTPUT_SUFFIXES[arguments.format])]
    pictures: list[Path | None] = [*outputs(songs, folder, f".{arguments.picture_format or PICTURE_FORMATS[0]}")]
    with_pictures = arguments.picture or arguments.picture_format
    nothing: list[Path | None] = [None] * len(songs)
    without_labels = to_stdout or arguments.no_labels
    planned = zip(songs, nothing if without_labels else labels, pictures if with_pictures else nothing, strict=True)
    places = [f"[{number}/{len(songs)}] " if len(songs) > 1 else "" for number in range(1, len(songs) + 1)]
    return [
        DetectionTask(song.path, song_labels, picture, to_stdout, place + song.path.name)
        for place, (song, song_labels, picture) in zip(places, planned, strict=True)
    ]


class _Detector:
    """Detects singing in one song after the other, with one model and one postprocessing."""

    def __init__(self, model: Model, arguments: argparse.Namespace, output: Output, single: bool) -> None:
        self.postprocessing = postprocessing_from(model.postprocessing, arguments)
        self._model = replace(model, postprocessing=self.postprocessing)
        self._shifts: tuple[float, ...] = arguments.shifts
        self._format: str = arguments.format
        self._force: bool = arguments.force
        self._skip_existing: bool = arguments.skip_existing
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

    def detect(self, planned: DetectionTask) -> bool:
        """Detect singing in one song and write its files; False if there was nothing to do. SvdError, OSError."""
        task = planned.missing() if self._skip_existing else planned
        if planned.files and not task.files:
            self._output.report("skipped", song=str(task.song), files=[str(path) for path in planned.files])
            return False
        refuse_folder(task.song)
        refuse_to_replace(task.files, task.song, self._force)
        predicted, song_key = self._predicted(task)
        for warning in predicted.warnings:
            self._output.warn(warning, song=str(task.song))
        smoothed = smooth(predicted.probabilities, self.postprocessing.median_frames)
        regions = regions_from_probabilities(smoothed, predicted.grid, self.postprocessing)
        self._write_labels(task, predicted.duration, regions)
        if task.picture is not None:
            file_format = task.picture.suffix.removeprefix(".")
            write_output(task.picture, self._picture(task.song, predicted, smoothed, regions, file_format))
        self._report(task, song_key, predicted, smoothed, regions)
        self.keys[task.song] = song_key
        return True

    def _predicted(self, task: DetectionTask) -> tuple[SongProbabilities, str]:
        """The probabilities of a song, from the cache if it has them and they are not wanted fresh, and its key."""
        song = task.song
        check_file(song)
        keys = content_key(song), self.key
        found = None if self._fresh else kept_probabilities(self._cache, self._model, song, keys)
        if found is None:
            found = song_probabilities(self._model, song, task.title, quiet=self._output.as_json, shifts=self._shifts)
            if not self._fresh:
                self._cache.put(*keys, found.probabilities, found.duration, found.warnings)
        return found, keys[0]

    def _write_labels(self, task: DetectionTask, duration: float, regions: Regions) -> None:
        """Write labels to their file, or to stdout unless JSON reports go there."""
        if task.labels is not None:
            text = self._text(task, duration, regions, indent=1).encode()
            write_output(task.labels, text)
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
    """Regions as JSON objects, without their source, which is the model."""
    return [{name: value for name, value in each.items() if name != "source"} for each in region_objects(regions)]
