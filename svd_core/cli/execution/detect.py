"""Runs `svd detect`: finds the singing in songs and writes labels and pictures."""

from __future__ import annotations

import argparse
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from svd_core.annotation import detected_labels
from svd_core.audio import sound_file
from svd_core.audio.decoding import check_file
from svd_core.audio.features import log_mel
from svd_core.cli.choices import OUTPUT_SUFFIXES, PICTURE_FORMATS
from svd_core.cli.execution.known_folders import tell_indices
from svd_core.cli.execution.probabilities import (
    SongProbabilities,
    averaging_facts,
    kept_probabilities,
    load_model,
    song_probabilities,
)
from svd_core.cli.execution.song_detection import DetectedSong, Detector, detected_song, facts, label_text, sentence
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
from svd_core.model.detection_cache import DetectionCache
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

    def is_of_another_detector(self, key: str) -> bool:
        """Whether its labels are there, and another detector than that of this key made them. OSError."""
        if self.labels is None or not self.labels.is_file():
            return False
        return detected_labels.is_of_another_detector(self.labels.read_bytes(), self.song, key)


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
        self._detector = Detector(self._model, self._shifts, arguments.format)
        self._force: bool = arguments.force
        self._skip_existing: bool = arguments.skip_existing
        self._fresh: bool = arguments.fresh
        self._cache = DetectionCache()
        self.keys: dict[Path, str] = {}
        """The content keys of the songs done so far."""
        self.key = self._detector.key(model.postprocessing.temperature)
        self._theme: str = arguments.theme
        self._output = output
        self._single = single
        self._no_labels: bool = arguments.no_labels

    def detect(self, planned: DetectionTask) -> bool:
        """Detect singing in one song and write its files; False if there was nothing to do. SvdError, OSError."""
        outdated = self._skip_existing and planned.is_of_another_detector(self.key)
        task = planned.missing() if self._skip_existing and not outdated else planned
        if planned.files and not task.files:
            self._output.report("skipped", song=str(task.song), files=[str(path) for path in planned.files])
            return False
        refuse_folder(task.song)
        refuse_to_replace(task.files, task.song, self._force or outdated)
        predicted, song_key = self._predicted(task)
        for warning in predicted.warnings:
            self._output.warn(warning, song=str(task.song))
        found = detected_song(predicted, self.postprocessing)
        # Meanwhile somebody may have worked on the labels.
        outdated = outdated and planned.is_of_another_detector(self.key)
        refuse_to_replace(task.files, task.song, self._force or outdated)
        self._write_labels(task, song_key, found)
        if task.picture is not None:
            write_output(task.picture, self._picture(task.song, found, task.picture.suffix.removeprefix(".")))
        self._report(task, song_key, found)
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

    def _write_labels(self, task: DetectionTask, song_key: str, found: DetectedSong) -> None:
        """Write labels to their file, or to stdout unless JSON reports go there."""
        if task.labels is not None:
            text = label_text(task.song, found, self._detector).encode()
            try:
                # First, since whoever stops this in between leaves labels that would pass for a person's.
                detected_labels.remember(text, song_key, self.key)
            except OSError as error:
                self._output.warn(detected_labels.forgotten_text(task.labels, error), song=str(task.song))
            write_output(task.labels, text)
        elif task.to_stdout and not self._output.as_json:
            if not self._single and self._detector.label_format != "json":
                self._output.say(f"# {task.song}")
            self._output.write(label_text(task.song, found, self._detector, indent=None))

    def _picture(self, song: Path, found: DetectedSong, file_format: str) -> bytes:
        """A PNG or SVG file; the song is decoded once more for its spectrogram."""
        from svd_core.plots.palette import PALETTES
        from svd_core.plots.song_picture import SongView, song_picture

        mel = log_mel(sound_file.read_mono(song, self._model.features), self._model.features)
        level = levels(found.smoothed, self.postprocessing)
        title, features, probabilities = visible(song.name), self._model.features, found.predicted.probabilities
        view = SongView(title, mel, probabilities, found.smoothed, found.regions, level.enter, features, level.leave)
        return song_picture(view, file_format, PALETTES[self._theme])

    def _report(self, task: DetectionTask, song_key: str, found: DetectedSong) -> None:
        """Report the regions and the files written."""
        told = facts(found, self.postprocessing)
        labels, picture = task.labels and str(task.labels), task.picture and str(task.picture)
        self._output.report("detected", song=str(task.song), song_key=song_key, labels=labels, picture=picture, **told)
        if task.labels is not None or self._no_labels:
            self._output.say(sentence(task.labels or task.song, told))
