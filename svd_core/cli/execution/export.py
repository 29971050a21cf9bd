"""Runs `svd export`: writes the labels of annotated songs in a format of another program."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

from svd_core.annotation import annotation_file, detected_labels
from svd_core.annotation.formats.label_format import LabelFormat
from svd_core.annotation.formats.registry import format_named
from svd_core.annotation.label_export import LabelDocuments, exported
from svd_core.annotation.song_annotation import SongAnnotation
from svd_core.cli.execution.song_tally import SongTally
from svd_core.cli.execution.songs import (
    given_songs,
    output_folder,
    outputs,
    refuse_folder,
    refuse_to_replace,
    write_output,
)
from svd_core.cli.options import UsageError
from svd_core.cli.output import Output
from svd_core.errors import DataError


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Export every song; returns the exit status, 1 if any song failed."""
    file_format = format_named(arguments.format)
    songs = given_songs(arguments)
    to_stdout = arguments.out == "-"
    folder = output_folder(arguments.out)
    if to_stdout and len(songs) > 1:
        raise UsageError("--out -: is for one song; name a folder")
    planned = dict(zip((song.path for song in songs), outputs(songs, folder, file_format.suffix), strict=True))
    writer = _Writer(file_format, {} if to_stdout else planned, arguments, output)
    tally = SongTally(len(songs))
    tally.each([song.path for song in songs], writer.export, output)
    return tally.close(output, "their files are there")


class _Writer:
    """Writes the labels of one song after the other; without planned files, to stdout."""

    def __init__(
        self, file_format: LabelFormat, planned: Mapping[Path, Path], arguments: argparse.Namespace, output: Output
    ) -> None:
        self._format, self._planned, self._output = file_format, planned, output
        self._skip: bool = arguments.skip_existing
        self._force: bool = arguments.force

    def export(self, song: Path) -> bool:
        """Export one song; whether anything was written."""
        target = self._planned.get(song)
        if target is not None and self._skip and target.exists():
            return False
        annotation = annotation_of(song, self._output)
        documents = exported(song, annotation, self._format)
        if target is None:
            self._output.write(documents.content.decode())
        else:
            self._write(song, target, documents)
            self._remember(annotation, target, documents)
        if documents.lost:
            lost = "; ".join(loss.text for loss in documents.lost)
            self._output.warn(f"{target or song}: {self._format.title} cannot hold: {lost}", song=str(song))
        return True

    def _write(self, song: Path, target: Path, documents: LabelDocuments) -> None:
        files = {target: documents.content}
        files |= {target.with_suffix(suffix): content for suffix, content in documents.companions.items()}
        refuse_to_replace(files, song, self._force)
        for path, content in files.items():
            write_output(path, content)
        lost = [loss.text for loss in documents.lost]
        self._output.report("exported", song=str(song), files=[str(path) for path in files], lost=lost)
        self._output.say(*(str(path) for path in files))

    def _remember(self, annotation: SongAnnotation, target: Path, documents: LabelDocuments) -> None:
        """Remember whether what was written is a model's guess, which the file does not say itself."""
        remember = detected_labels.remember if documents.is_guess else detected_labels.remember_checked
        try:
            remember(documents.content, annotation.song_key)
        except OSError as error:
            if documents.is_guess:
                self._output.warn(detected_labels.forgotten_text(target, error), song=annotation.song)


def annotation_of(song: Path, output: Output) -> SongAnnotation:
    """A song's annotation, as saved in the window or by the labels beside it; DataError where there is none."""
    refuse_folder(song)
    remarks: list[str] = []
    found = annotation_file.find(song, remark=remarks.append)
    for remark in remarks:
        output.warn(remark, song=str(song))
    if found is None:
        raise DataError(f"{song}: has no annotation yet; correct it in the window, or import labels for it.")
    return found
