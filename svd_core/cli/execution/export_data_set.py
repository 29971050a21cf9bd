"""Runs `svd export --data-set`: writes annotated songs as a folder to train from."""

from __future__ import annotations

import argparse
from pathlib import Path

from svd_core.cli.execution.data import report_building
from svd_core.cli.execution.songs import given_songs, refuse_folder
from svd_core.cli.output import Output
from svd_core.cli.progress_line import ProgressLine
from svd_core.data.annotated_songs import survey
from svd_core.data.artists import GivenArtists
from svd_core.data.building import BuildConfig, BuildRequest
from svd_core.data.placing import LISTS


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Write the data set; returns the exit status."""
    songs = [song.path for song in given_songs(arguments)]
    for song in songs:
        refuse_folder(song)
    target: Path = arguments.data_set
    given = GivenArtists(arguments.artists)
    with ProgressLine("Annotations", len(songs), "songs", shown=not output.as_json) as line:
        done = iter(range(1, len(songs) + 1))
        found = survey(songs, arguments.licence, given, lambda song: line.reach(next(done), song.name))
    request = BuildRequest(
        target, BuildConfig(link=arguments.link), given, arguments.replace, skip_faulty=True, with_index=True
    )
    status = report_building(found, request, output)
    if status == 0:
        lists = [f"--{option} {target / LISTS / name}" for option, name in (("holdout", "test"), ("validate", "valid"))]
        words = " ".join(lists) if (target / LISTS / "test").is_file() else ""
        output.say(f"To train from it: svd train --data {target} {words}".rstrip() + " --out MODEL.safetensors")
    return status
