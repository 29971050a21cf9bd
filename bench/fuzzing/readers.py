"""The program's readers in a process of their own: says "ready", then answers lines "KIND PATH" with lines of JSON.

    python -m bench.fuzzing.readers MEGABYTES

What a reader may raise is an error of ours or of the operating system; anything else is a fault, with its traceback.
The process may take so many megabytes of memory beyond what it has once all libraries are in.
"""

import contextlib
import dataclasses
import io
import json
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from svd_core.annotation.formats.csv_table import CSV_TABLE
from svd_core.annotation.formats.label_rows import HowToRead
from svd_core.annotation.label_file import labels_of, looks_like_labels, read_label_file
from svd_core.data.inspection import inspected
from svd_core.errors import SvdError

WAYS = (HowToRead(), HowToRead(lyrics=True), HowToRead(("start", "duration", "label"), "ms", "1"))
"""How label files are read: as they are, as lyrics, and as somebody might say they are meant."""


def read_audio(path: Path) -> None:
    """As every command and the window read songs."""
    from svd_core.audio import decoding, sound_file
    from svd_core.audio.features import log_mel

    decoding.stated_duration(path)
    decoding.header_facts(path)
    heard: list[str] = []
    samples = sound_file.read_mono(path, warn=heard.append)
    log_mel(samples)
    inspected(path, WAYS[0])
    sound_file.read_for_playback(path)


def read_labels(path: Path) -> None:
    """Read and judged in several ways, and written again."""
    looks_like_labels(path)
    errors = []
    for how in WAYS:
        for duration in (None, 2.0):
            try:
                regions = labels_of(read_label_file(path, how, duration), how, duration).regions
                CSV_TABLE.write(regions, 2.0)
            except SvdError as error:
                errors.append(error)
    inspected(path, WAYS[1])
    if len(errors) == 2 * len(WAYS):
        raise errors[0]


def read_journal(path: Path) -> None:
    """A journal or a snapshot."""
    from svd_core.annotation import annotation_file
    from svd_core.annotation.journal import reading
    from svd_core.annotation.journal.records import header_line

    inspected(path, WAYS[0])
    if path.suffix == ".json":
        annotation_file.save(path.with_name("again.svd.json"), annotation_file.load(path))
        return
    found = reading.read_journal(path)
    header_line(found.header)
    annotation_file.save(path.with_name("again.svd.json"), found.history.annotation)


def read_model(path: Path) -> None:
    """The card, what is learned from it, and the networks."""
    from svd_core.model import checkpoint
    from svd_core.model.card import known_songs, read_card

    card = read_card(path)
    known_songs(card.metadata)
    json.dumps(card.metadata, allow_nan=False)
    model = checkpoint.load(path)
    checkpoint.save(path.with_name("again.safetensors"), dataclasses.replace(model, name="again"))


def read_manifest(path: Path) -> None:
    """A training's manifest, or the results of a robustness test with the page made of them."""
    from svd_core.data import dataset
    from svd_core.experiments.robustness import html_report
    from svd_core.experiments.robustness.headlines import headlines
    from svd_core.experiments.robustness.results import from_text, to_csv, to_json
    from svd_core.files.json_fields import read

    if path.name.startswith("songs"):
        dataset.find([path])
        return
    read(path)
    results = from_text(path.read_text(encoding="utf-8", errors="replace"), path.name)
    list(headlines(results))
    to_csv(results)
    to_json(results)
    html_report.html(results)


def read_dataset(path: Path) -> None:
    """A card within the folder that it describes."""
    from svd_core.data import dataset_card
    from svd_core.data.artists import GivenArtists
    from svd_core.data.checking import check

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in ("audio", "labels", "filelists"):
            (folder / part).mkdir()
        (folder / "labels" / "a.lab").write_text("0 1 sing\n")
        (folder / "filelists" / "train").write_text("a.wav\n")
        (folder / dataset_card.FILE).write_bytes(path.read_bytes())
        card = dataset_card.read(folder)
        assert card is not None
        dataset_card.write(folder, card)
        list(check(folder, GivenArtists("")))


READERS: Mapping[str, Callable[[Path], None]] = {
    "audio": read_audio,
    "labels": read_labels,
    "journals": read_journal,
    "models": read_model,
    "manifests": read_manifest,
    "datasets": read_dataset,
}


def outcome(read: Callable[[Path], None], path: Path) -> dict[str, Any]:
    """What reading a file came to: "read", "refused" with a message, or "fault" with a traceback."""
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            read(path)
    except (SvdError, OSError) as error:
        return {"outcome": "refused", "message": str(error)[:500]}
    except MemoryError:
        return {"outcome": "fault", "fault": "MemoryError", "trace": traceback.format_exc()[-4000:]}
    except Exception as error:  # noqa: BLE001 - any other one is what is looked for
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "svd_core" in frame.filename]
        place = f"{Path(frames[-1].filename).name}, {frames[-1].name}" if frames else "outside"
        return {
            "outcome": "fault",
            "fault": f"{type(error).__name__} in {place}",
            "trace": traceback.format_exc()[-4000:],
        }
    return {"outcome": "read"}


def limit_memory(megabytes: int) -> None:
    """Let this process take so much more memory than it has now; only where the system can."""
    try:
        import resource
    except ImportError:  # Windows
        return
    with contextlib.suppress(OSError, ValueError):
        used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + megabytes * 1_000_000,) * 2)


def main() -> None:
    """Answer until the input ends."""
    import torch

    import svd_core.model.checkpoint  # noqa: F401 - all that takes memory comes before the limit

    torch.set_num_threads(1)
    limit_memory(int(sys.argv[1]))
    answers = sys.stdout
    print("ready", file=answers, flush=True)
    for line in sys.stdin:
        kind, _, name = line.rstrip("\n").partition(" ")
        began = time.process_time()
        answer = outcome(READERS[kind], Path(name))
        print(json.dumps(answer | {"seconds": time.process_time() - began}), file=answers, flush=True)


if __name__ == "__main__":
    main()
