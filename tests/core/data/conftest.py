"""Short sounds and a built data set, for tests of what data sets are made from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import av
import numpy as np
import pytest
import soundfile

from svd_core.data.building import BuildConfig, BuildRequest, BuildResult, build
from svd_core.data.corpora.corpus import CorpusSurvey
from svd_core.data.dataset_card import DatasetCard

RATE = 22050
Write = Callable[..., Path]


def tone(seconds: float, sung: Sequence[tuple[float, float]] = (), seed: int = 0, channels: int = 1) -> np.ndarray:
    """Silence with noise of its own in the given stretches, shape (n, channels)."""
    samples = np.zeros((round(seconds * RATE), channels), np.float32)
    noise = np.random.default_rng(seed).normal(0, 0.1, samples.shape).clip(-0.3, 0.3)
    for start, end in sung:
        part = slice(round(start * RATE), round(end * RATE))
        samples[part] = noise[part]
    return samples


@pytest.fixture
def sound() -> Write:
    """Write a sound file of so many seconds, noisy all through or in given stretches; its content is its own."""

    def write(path: Path, seconds: float = 4.0, sung: Sequence[tuple[float, float]] | None = None) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        stretches = [(0.0, seconds)] if sung is None else sung
        seed = sum(map(ord, path.as_posix()[-40:]))
        soundfile.write(path, tone(seconds, stretches, seed), RATE)
        return path

    return write


@pytest.fixture
def built(tmp_path: Path) -> Callable[..., DatasetCard]:
    """Build a collection into tmp_path/out, with BuildConfig's and Wish's options; the card of what came out."""

    def make(collection: CorpusSurvey, **options: object) -> DatasetCard:
        names = BuildConfig.__dataclass_fields__
        config = BuildConfig(**{name: value for name, value in options.items() if name in names})  # type: ignore[arg-type]
        rest = {name: value for name, value in options.items() if name not in names}
        steps = list(build(collection, BuildRequest(tmp_path / "out", config, **rest)))  # type: ignore[arg-type]
        assert isinstance(steps[-1], BuildResult)
        return steps[-1].card

    return make


@pytest.fixture
def stem_file() -> Callable[[Path, Sequence[Sequence[tuple[float, float]]]], None]:
    """Write an mp4 with a stereo AAC stream of two seconds for each list of noisy stretches, as stem files are."""

    def write(path: Path, streams: Sequence[Sequence[tuple[float, float]]]) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        with av.open(str(path), "w", format="mp4") as container:
            opened = [container.add_stream("aac", rate=RATE, layout="stereo") for _ in streams]
            for seed, (stream, sung) in enumerate(zip(opened, streams, strict=True)):
                samples = tone(2.0, sung, seed, channels=2)
                frame = av.AudioFrame(format="fltp", layout="stereo", samples=len(samples))
                for plane, channel in zip(frame.planes, samples.T, strict=True):
                    plane.update(np.ascontiguousarray(channel).tobytes())
                frame.sample_rate, frame.pts = RATE, 0
                container.mux([*stream.encode(frame), *stream.encode(None)])

    return write
