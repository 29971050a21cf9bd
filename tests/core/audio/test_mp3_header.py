"""Whole mp3 files are told from all others, and read to the same samples whichever decoder reads them."""

from __future__ import annotations

import struct
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
import soundfile

from svd_core.audio.decoding import decode, ignore
from svd_core.audio.ffmpeg import FfmpegFile, end_of_sound
from svd_core.audio.mp3_header import whole_mp3_samples

ID3V2 = b"ID3\x04\x00\x00\x00\x00\x02\x00" + bytes(256)
ID3V1 = b"TAG" + bytes(125)


def encode(path: Path, rate: int = 44100, channels: int = 1, mode: str = "VARIABLE") -> bytes:
    noise = np.random.default_rng(0).uniform(-0.5, 0.5, (3 * rate, channels))
    # Loud and quiet by turns, so that a variable bit rate varies.
    noise[:rate] *= 0.001
    soundfile.write(path, noise, rate, format="MP3", bitrate_mode=mode, compression_level=0.5)
    return path.read_bytes()


def samples_by_ffmpeg(path: Path) -> np.ndarray:
    with closing(FfmpegFile(path)) as file:
        return np.concatenate([block for _, block in file.blocks(0, ignore)])


def counted(path: Path) -> int | None:
    return whole_mp3_samples(path, end_of_sound(path))


@pytest.fixture(scope="module")
def encoded(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return encode(tmp_path_factory.mktemp("encoded") / "song.mp3")


@pytest.fixture
def song(encoded: bytes, tmp_path: Path) -> Path:
    """A test's own copy of a whole file."""
    (tmp_path / "song.mp3").write_bytes(encoded)
    return tmp_path / "song.mp3"


@pytest.mark.parametrize("mode", ["VARIABLE", "CONSTANT"])
@pytest.mark.parametrize(("rate", "channels"), [(44100, 2), (48000, 1), (22050, 2), (16000, 1), (8000, 1)])
def test_the_samples_of_a_whole_file_are_counted_and_those_that_ffmpeg_reads(
    tmp_path: Path, rate: int, channels: int, mode: str
):
    path = tmp_path / "song.mp3"
    encode(path, rate, channels, mode)
    expected = samples_by_ffmpeg(path)
    assert counted(path) == len(expected)
    found = np.concatenate([block for _, block in decode(path)])
    np.testing.assert_allclose(found, expected, atol=1e-4)


def without_header(content: bytes) -> bytes:
    """All frames but the first, which holds LAME's header."""
    return content[content.index(content[:2], 4) :]


def test_libsndfile_reads_a_whole_file(song: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("svd_core.audio.decoding.FfmpegFile", None)
    assert sum(len(block) for _, block in decode(song)) == counted(song)


def test_tags_before_and_behind_are_not_counted(song: Path):
    n_samples = counted(song)
    song.write_bytes(ID3V2 + song.read_bytes() + ID3V1)
    assert counted(song) == n_samples
    assert sum(len(block) for _, block in decode(song)) == n_samples


def test_without_a_header_all_frames_count(song: Path):
    """LAME's header leaves out the run-up of the encoder; libsndfile would stop where it guesses the end."""
    whole = counted(song)
    song.write_bytes(without_header(song.read_bytes()))
    assert whole is not None and whole < counted(song) < whole + 3 * 1152
    found = np.concatenate([block for _, block in decode(song)])
    np.testing.assert_allclose(found, samples_by_ffmpeg(song), atol=1e-4)


def wrong_count(content: bytes) -> bytes:
    broken = bytearray(content)
    struct.pack_into(">I", broken, content.index(b"Xing") + 8, 5)
    return bytes(broken)


@pytest.mark.parametrize("change", [
    wrong_count,
    lambda content: content[:-10],
    lambda content: content + content,
    lambda content: content + bytes(1000),
    lambda content: bytes(1000) + content,
    lambda content: content[:9000] + bytes(1000) + content[10000:],
    lambda content: content[:9000] + content[10000:],
    lambda content: b"",
    lambda content: b"ID3",
    lambda content: b"ID3\x04\x00\x00\x7f\x7f\x7f\x7f",
    lambda content: content[:4],
    lambda content: b"this is no music " * 100,
])  # fmt: skip
def test_what_is_not_whole_is_left_to_ffmpeg(song: Path, change: Callable[[bytes], bytes]):
    song.write_bytes(change(song.read_bytes()))
    assert counted(song) is None


def test_where_libsndfile_stops_early_ffmpeg_goes_on(song: Path, monkeypatch: pytest.MonkeyPatch):
    expected = samples_by_ffmpeg(song)
    monkeypatch.setattr(
        "svd_core.audio.decoding._read_blocks", lambda file: iter([(44100, file.read(50_000, "float32", True))])
    )
    found = np.concatenate([block for _, block in decode(song)])
    np.testing.assert_allclose(found, expected, atol=1e-4)
