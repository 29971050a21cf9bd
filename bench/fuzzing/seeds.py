"""Small real files of each kind, made on the fly by the program's own writers and by codecs."""

import bz2
import dataclasses
import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path

import av
import numpy as np
import soundfile

from svd_core.annotation import annotation_file
from svd_core.annotation.formats.registry import FORMATS
from svd_core.annotation.journal.changes import change_between
from svd_core.annotation.journal.history import Step
from svd_core.annotation.journal.records import Header, Move, Naming, header_line, record_line
from svd_core.annotation.regions import Region
from svd_core.annotation.song_annotation import Proposal, SongAnnotation
from svd_core.config import FeatureConfig, NetworkConfig, PostprocessingConfig
from svd_core.data import dataset_card
from svd_core.data.dataset_card import DatasetCard, SongEntry

SECONDS = 1.5
RATE = 22050
REGIONS = (Region(0.1, 0.4), Region(0.5, 0.9, "verse", "hand"), Region(1.0, 1.2, "sing", "file", 0.75))


def make(folder: Path, kind: str) -> list[Path]:
    """The seeds of a kind, as files in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    return sorted(MAKERS[kind](folder))


def tone(path: Path) -> Path:
    """A second and a half of a tone, in the format of the suffix."""
    time = np.arange(int(SECONDS * RATE)) / RATE
    soundfile.write(path, 0.3 * np.sin(2 * np.pi * 330 * time * (1 + 0.01 * np.sin(20 * time))), RATE)
    return path


def encoded(path: Path, codec: str) -> Path:
    """The tone by one of ffmpeg's encoders."""
    with av.open(str(path), "w") as container:
        rate = 48000
        stream = container.add_stream(codec, rate=rate, layout="mono")
        resampler = av.AudioResampler(stream.format, "mono", rate)
        time = np.arange(int(SECONDS * rate)) / rate
        frame = av.AudioFrame.from_ndarray((0.3 * np.sin(2070 * time)).astype(np.float32)[None], "fltp", "mono")
        frame.sample_rate = rate
        for resampled in [*resampler.resample(frame), *resampler.resample(None)]:
            for packet in stream.encode(resampled):
                container.mux(packet)
        for packet in stream.encode(None):
            container.mux(packet)
    return path


def audio(folder: Path) -> list[Path]:
    """Containers and codecs; those of ffmpeg where its build has their encoders."""
    names = ("a.wav", "a.flac", "a.ogg", "a.mp3", "a.aiff", "a.caf", "a.au", "a.w64")
    made = [tone(folder / name) for name in names]
    for name, codec in (("b.m4a", "aac"), ("b.opus", "libopus"), ("b.mka", "flac"), ("b.wma", "wmav2")):
        try:
            made.append(encoded(folder / name, codec))
        except (av.FFmpegError, ValueError):
            (folder / name).unlink(missing_ok=True)
    chained = folder / "chain.ogg"
    chained.write_bytes((folder / "a.ogg").read_bytes() * 2)
    return [*made, chained]


def labels(folder: Path) -> list[Path]:
    """Every format we write, and those that we only read."""
    made = {f"{each.name}{each.suffix}": each.write(REGIONS, SECONDS) for each in FORMATS}
    grid = made["textgrid.TextGrid"]
    made |= {
        "short.TextGrid": 'File type = "ooTextFile"\nObject class = "TextGrid"\n\n0\n2\n<exists>\n1\n'
        '"IntervalTier"\n"voice"\n0\n2\n2\n0\n1\n"sing"\n1\n2\n""\n',
        "headless.txt": "0.5 1.25 sing\n1.5 2.5 nosing\n",
        "birdnet.csv": "Start (s),End (s),Scientific name,Common name,Confidence\n0.0,3.0,Homo sapiens,sing,0.91\n",
        "clock.tsv": "start\tduration\tlabel\n0:00:01,5\t2,25\tsing\n0:00:09\t1\tsil\n",
        "raven.txt": "Selection\tBegin Time (s)\tEnd Time (s)\tAnnotation\n1\t0.1\t0.9\tsing\n",
        "ultrastar.txt": "#TITLE:x\n#ARTIST:y\n#ENCODING:UTF8\n#BPM:240\n#GAP:100\n: 0 4 60 la\n- 8\nF 10 2 0 li\nE\n",
        "words.lrc": "[ar:x]\n[00:00.10]<00:00.10>la <00:00.40>\n[00:00.50][00:01.00]li\n[00:01.20]\n",
        "styled.vtt": "WEBVTT\n\nNOTE y\n\nSTYLE\n::cue {}\n\n1\n00:00.100 --> 00:00.900 line:0\n<v Ann>sing</v>\n",
        "stems.lab": "time,S01,vocals\n0.0,0.9,0.1\n0.5,0.2,0.8\n1.0,0,0\n",
        "empty.lab": "",
    }
    for name, text in made.items():
        (folder / name).write_text(text, encoding="utf-8")
    packed = {"wide.TextGrid": grid.encode("utf-16"), "session.sv": bz2.compress(made["svl.svl"].encode())}
    for name, content in packed.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in (*made, *packed)]


def annotation() -> SongAnnotation:
    """An annotation that has something in every field."""
    proposal = Proposal("model", "0" * 64, PostprocessingConfig(), REGIONS[:1])
    return SongAnnotation("a.wav", "f" * 64, SECONDS, REGIONS[:2]).proposed(proposal).edited(REGIONS)


def journals(folder: Path) -> list[Path]:
    """A journal with edits, a move back and a name; and a snapshot of one state."""
    first, time = annotation(), "2030-01-02T03:04:05.678+00:00"
    second = first.edited((Region(0.2, 0.3, "la, “la”", "hand"),))
    third = second.edited(REGIONS[:1])
    records = [
        Step("b", "a", time, "Ännchen", "Add", change_between(first, second)),
        Step("c", "b", time, "B", "Delete", change_between(second, third)),
        Move("b", time, "B"),
        Naming("b", "before lunch", time, "B"),
    ]
    path = folder / "a.wav.svd"
    path.write_bytes(header_line(Header("a", first, "1", time, "B")) + b"".join(map(record_line, records)))
    annotation_file.save(folder / "a.svd.json", first)
    return [path, folder / "a.svd.json"]


def models(folder: Path) -> list[Path]:
    """An untrained network as a model file."""
    import torch

    from svd_core.model import checkpoint
    from svd_core.model.network import build

    torch.manual_seed(0)
    card = {"data": {"songs": ["a"]}, "licences": "CC0", "validation_scores": {"error": 0.1, "auroc": None}}
    network = build(NetworkConfig("schlueter2015")).eval()
    model = checkpoint.Model("tiny", (network,), FeatureConfig(), PostprocessingConfig(), card)
    checkpoint.save(folder / "tiny.safetensors", model)
    return [folder / "tiny.safetensors"]


def manifests(folder: Path) -> list[Path]:
    """A training's manifest, and the results of a robustness test."""
    from svd_core.config import RobustnessConfig
    from svd_core.experiments.robustness.results import Remark, Results, Skipped, Subject, to_json
    from svd_core.experiments.robustness.robustness_test import Condition, FileAlarms, Measurement
    from svd_core.model.metrics import Scores

    song = tone(folder / "a.wav")
    document = {"format": "svd-manifest", "version": 2, "songs": [
        {"name": "a", "audio": str(song), "audio_key": hashlib.sha256(song.read_bytes()).hexdigest(), "artist": "b",
         "regions": [[0.1, 0.4], [0.5, 0.9]], "checked": [[0.0, 1.0]], "accepted": {"0f": [[0.0, 0.3]]}}]}  # fmt: skip
    (folder / "songs.json").write_text(json.dumps(document, indent=1))
    scores = Scores(0.1, 0.9, 0.8, None, 0.5, None, 0.5, 100)
    measured = (Measurement("level", Condition("-6 dB", -6.0, "gain", ""), scores, (0.0, 0.2), 2, 0.5),)
    results = Results(
        Subject("m", "0" * 64, 0.5, 56), RobustnessConfig(), measured, (FileAlarms("x", "speech", 0.1, 2.0),),
        (Skipped("mp3", "no encoder"),), (Remark(("level",), "few songs"),),
    )  # fmt: skip
    (folder / "stress.json").write_text(to_json(results))
    return [folder / "songs.json", folder / "stress.json"]


def datasets(folder: Path) -> list[Path]:
    """The card of a data set; it is read within a whole one, see `readers`."""
    files = {"audio/a.wav": "0" * 64, "labels/a.lab": "1" * 64}
    song = SongEntry("a", "somebody", "a", "CC0", SECONDS, 0.7, files)
    card = DatasetCard("label-folders", "Songs", "here", "CC0", "songs", {"gap": 0.5}, (song,), {"train": ("a.wav",)})
    dataset_card.write(folder, dataclasses.replace(card, notes=("a note",)))
    return [folder / dataset_card.FILE]


MAKERS: Mapping[str, Callable[[Path], list[Path]]] = {
    "audio": audio,
    "labels": labels,
    "journals": journals,
    "models": models,
    "manifests": manifests,
    "datasets": datasets,
}
"""The kinds of files that are tried."""
