"""A file's length is what decodes: no header is believed, nothing behind a stop is dropped, gaps keep their place."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from contextlib import closing
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from svd_core.audio.decoding import decode, ignore
from svd_core.audio.ffmpeg import FfmpegFile
from svd_core.audio.ogg_links import next_link

RATE = 44100
SECONDS = 12
CASES = Path(__file__).parents[4] / "shared" / "cases" / "audio"


def music() -> NDArray[np.float32]:
    """Faint noise with a loud click at every whole second, shape (n,)."""
    samples = 0.01 * np.random.default_rng(0).standard_normal(RATE * SECONDS)
    for second in range(1, SECONDS):
        samples[second * RATE : second * RATE + 20] = 0.9
    return samples.astype(np.float32)


@pytest.fixture(scope="module")
def encoded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The music in several containers; the mp3 has a variable bit rate and LAME's Xing header."""
    folder = tmp_path_factory.mktemp("encoded")
    for suffix in ("wav", "flac", "ogg"):
        soundfile.write(folder / f"music.{suffix}", music(), RATE)
    soundfile.write(folder / "music.mp3", music(), RATE, bitrate_mode="VARIABLE", compression_level=0.5)
    with av.open(str(folder / "music.m4a"), "w") as container:
        stream = container.add_stream("aac", rate=RATE, layout="mono")
        frame = av.AudioFrame.from_ndarray(music()[np.newaxis], format="fltp", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = RATE, 0, Fraction(1, RATE)
        container.mux([*stream.encode(frame), *stream.encode(None)])
    return {path.suffix[1:]: path.read_bytes() for path in folder.iterdir()}


def decoded(path: Path) -> tuple[NDArray[np.float32], list[str]]:
    """All samples of a file, mono, and the warnings."""
    warnings: list[str] = []
    blocks = [block for _, block in decode(path, warnings.append)]
    return np.concatenate(blocks)[:, 0], warnings


def click_times(samples: NDArray[np.float32]) -> NDArray[np.float64]:
    loud = np.flatnonzero(np.abs(samples) > 0.3)
    return loud[np.diff(loud, prepend=-RATE) > 0.1 * RATE] / RATE


def assert_whole(path: Path, copies: int = 1) -> None:
    """The file decodes to all of the music, without a warning, every click in its place."""
    samples, warnings = decoded(path)
    assert len(samples) / RATE == pytest.approx(copies * SECONDS, abs=0.06 * copies)
    expected = [copy * SECONDS + second for copy in range(copies) for second in range(1, SECONDS)]
    np.testing.assert_allclose(click_times(samples), expected, atol=0.06 * copies)
    assert not warnings


@pytest.mark.parametrize("share", [0, 0.5, None])
def test_a_xing_header_with_a_wrong_number_of_frames_cuts_nothing(
    tmp_path: Path, encoded: dict[str, bytes], share: float | None
) -> None:
    content = bytearray(encoded["mp3"])
    field = content.index(b"Xing") + 8
    (n_frames,) = struct.unpack_from(">I", content, field)
    struct.pack_into(">I", content, field, 1 if share is None else int(share * n_frames))
    (tmp_path / "song.mp3").write_bytes(content)
    assert_whole(tmp_path / "song.mp3")


def test_an_mp3_without_a_header_is_read_to_its_end(tmp_path: Path, encoded: dict[str, bytes]) -> None:
    content = encoded["mp3"]
    # The Xing header is the first frame of the stream; the second starts at the next sync word of the same kind.
    first = content.index(b"\xff\xfb")
    second = content.index(content[first : first + 2], first + 4)
    (tmp_path / "song.mp3").write_bytes(content[second:])
    assert_whole(tmp_path / "song.mp3")


@pytest.mark.parametrize("suffix", ["mp3", "ogg", "flac"])
def test_of_files_joined_to_one_all_parts_are_read(tmp_path: Path, encoded: dict[str, bytes], suffix: str) -> None:
    (tmp_path / f"song.{suffix}").write_bytes(2 * encoded[suffix])
    assert_whole(tmp_path / f"song.{suffix}", copies=2)


@pytest.mark.parametrize("stated", [0, 0xFFFFFFFF, RATE])
def test_a_wav_whose_recorder_crashed_is_read_to_its_end(
    tmp_path: Path, encoded: dict[str, bytes], stated: int
) -> None:
    content = bytearray(encoded["wav"])
    struct.pack_into("<I", content, content.index(b"data") + 4, stated)
    (tmp_path / "song.wav").write_bytes(content)
    assert_whole(tmp_path / "song.wav")


@pytest.mark.parametrize("frame_bytes", [0, 1, 3])
def test_a_wav_with_a_wrong_size_of_frames_is_read_whole(
    tmp_path: Path, encoded: dict[str, bytes], frame_bytes: int
) -> None:
    content = bytearray(encoded["wav"])
    struct.pack_into("<H", content, content.index(b"fmt ") + 8 + 12, frame_bytes)
    (tmp_path / "song.wav").write_bytes(content)
    assert_whole(tmp_path / "song.wav")


@pytest.mark.parametrize("subtype", ["PCM_U8", "PCM_16", "PCM_24", "PCM_32", "FLOAT", "DOUBLE", "ULAW"])
def test_a_wav_gives_the_same_samples_as_ffmpeg_reads_from_it(tmp_path: Path, subtype: str) -> None:
    samples = np.random.default_rng(6).uniform(-1, 1, (70_000, 2)).astype(np.float32)
    path = tmp_path / "song.wav"
    soundfile.write(path, samples, RATE, subtype=subtype)
    blocks = np.concatenate([block for _, block in decode(path)])
    with closing(FfmpegFile(path)) as file:
        np.testing.assert_array_equal(blocks, np.concatenate([block for _, block in file.blocks(0, ignore)]))
    np.testing.assert_allclose(blocks, samples, atol={"PCM_U8": 0.01, "ULAW": 0.05}.get(subtype, 1e-4))


def test_what_follows_the_sound_of_a_whole_wav_is_not_taken_for_sound(
    tmp_path: Path, encoded: dict[str, bytes]
) -> None:
    text = b"LIST" + struct.pack("<I", 200_000) + bytes(200_000)
    (tmp_path / "song.wav").write_bytes(encoded["wav"] + text)
    assert_whole(tmp_path / "song.wav")


def test_a_flac_whose_header_states_no_length_is_read(tmp_path: Path, encoded: dict[str, bytes]) -> None:
    content = bytearray(encoded["flac"])
    # The low 36 bits of STREAMINFO's bytes 13 to 17 are the number of samples; 0 says that it is unknown.
    content[8 + 13] &= 0xF0
    content[8 + 14 : 8 + 18] = bytes(4)
    (tmp_path / "song.flac").write_bytes(content)
    assert_whole(tmp_path / "song.flac")


def test_the_content_decides_and_not_the_suffix(tmp_path: Path, encoded: dict[str, bytes]) -> None:
    (tmp_path / "song.mp3").write_bytes(encoded["m4a"])
    assert_whole(tmp_path / "song.mp3")


def test_pages_missing_from_an_ogg_are_silence_and_reported(tmp_path: Path, encoded: dict[str, bytes]) -> None:
    pages = [b"OggS" + page for page in encoded["ogg"].split(b"OggS")[1:]]
    third, half = len(pages) // 3, len(pages) // 2
    (tmp_path / "song.ogg").write_bytes(b"".join(pages[:third] + pages[half:]))
    samples, warnings = decoded(tmp_path / "song.ogg")
    assert len(samples) / RATE == pytest.approx(SECONDS, abs=0.05)
    times = click_times(samples)
    np.testing.assert_allclose(times, np.rint(times), atol=0.005)
    assert {1, 2, SECONDS - 1} <= set(np.rint(times)) and len(times) < SECONDS - 1
    assert len(warnings) == 1 and "missing or damaged" in warnings[0] and "song.ogg" in warnings[0]


def test_a_hole_in_an_mp3_does_not_shift_what_comes_after(tmp_path: Path, encoded: dict[str, bytes]) -> None:
    content = bytearray(encoded["mp3"])
    start, end = len(content) * 2 // 5, len(content) * 3 // 5
    content[start:end] = bytes(end - start)
    (tmp_path / "song.mp3").write_bytes(content)
    samples, warnings = decoded(tmp_path / "song.mp3")
    # How long the hole is follows from its bytes, which a variable bit rate makes an estimate.
    assert len(samples) / RATE == pytest.approx(SECONDS, abs=0.5)
    np.testing.assert_allclose(click_times(samples)[-1], SECONDS - 1, atol=0.5)
    assert len(warnings) == 1 and "missing or damaged" in warnings[0]


def test_data_that_no_decoder_reads_is_reported(tmp_path: Path, encoded: dict[str, bytes]) -> None:
    noise = np.random.default_rng(1).integers(0, 255, 400_000).astype(np.uint8).tobytes()
    (tmp_path / "song.flac").write_bytes(encoded["flac"] + noise)
    samples, warnings = decoded(tmp_path / "song.flac")
    assert len(samples) / RATE == pytest.approx(SECONDS, abs=0.2)
    assert len(warnings) == 1


@pytest.mark.skipif(not CASES.is_dir(), reason="the folder of broken inputs is not there")
@pytest.mark.parametrize(
    ("name", "seconds"),
    [
        ("vbr_noxing.mp3", 20.0),
        ("xing_zero.mp3", 20.0),
        ("chain.ogg", 40.0),
        ("as_mp3.mp3", 20.0),
        ("flac_nototal.flac", 20.0),
    ],
)
def test_the_broken_inputs_decode_whole(name: str, seconds: float) -> None:
    n_samples = sum(len(block) / rate for rate, block in decode(CASES / name))
    assert n_samples == pytest.approx(seconds, abs=0.05)


def test_days_of_silence_that_time_stamps_ask_for_take_no_more_than_the_size_of_the_file_allows(tmp_path: Path):
    """A few kilobytes in which every packet says that it comes an hour after the one before."""
    path = tmp_path / "days.mka"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("flac", rate=RATE, layout="mono")
        quiet = np.zeros((1, RATE // 2), np.int16)
        frame = av.AudioFrame.from_ndarray(quiet, format="s16", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = RATE, 0, Fraction(1, RATE)
        packets = [*stream.encode(frame), *stream.encode(None)]
        for number, packet in enumerate(packets):
            if packet.pts is not None:
                packet.pts = packet.dts = packet.pts + number * 3600 * RATE
            container.mux(packet)
    with closing(FfmpegFile(path)) as file:
        assert file.stated_seconds is not None and file.stated_seconds > 3600
    n_decoded = sum(len(block) for _, block in decode(path, ignore))
    assert 0.5 * RATE <= n_decoded < (10.5 + path.stat().st_size / 500) * RATE


@pytest.mark.parametrize("suffix", [".wav", ".flac", ".mp3"])
def test_a_file_that_was_cut_off_is_told_of(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    soundfile.write(path, np.random.default_rng(0).uniform(-0.5, 0.5, 4 * 22050), 22050)
    told: list[str] = []
    list(decode(path, told.append))
    assert told == []
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    list(decode(path, told.append))
    (text,) = told
    assert "its header states 4." in text and "it was cut off: get it again" in text


def a_tone(path: Path, rate: int, channels: int) -> bytes:
    """Three seconds of 440 Hz."""
    tone = 0.3 * np.sin(2 * np.pi * 440 * np.arange(3 * rate) / rate)
    soundfile.write(path, np.stack([tone] * channels, axis=1), rate)
    return path.read_bytes()


@pytest.mark.parametrize("suffix", [".ogg", ".mp3"])
@pytest.mark.parametrize(
    "parts", [((44100, 1), (22050, 1)), ((22050, 2), (44100, 1)), ((44100, 2), (44100, 1), (44100, 2))]
)
def test_parts_of_other_rates_and_channels_are_read_to_the_end(
    tmp_path: Path, suffix: str, parts: tuple[tuple[int, int], ...]
) -> None:
    path = tmp_path / f"joined{suffix}"
    path.write_bytes(b"".join(a_tone(tmp_path / f"part{suffix}", *part) for part in parts))
    told: list[str] = []
    blocks = list(decode(path, told.append))
    first_rate, first_channels = parts[0]
    samples = np.concatenate([block for _, block in blocks])
    assert {rate for rate, _ in blocks} == {first_rate} and samples.shape[1] == first_channels
    assert len(samples) / first_rate == pytest.approx(3.0 * len(parts), abs=0.2)
    last = samples[-2 * first_rate : -first_rate, 0]
    assert np.abs(np.fft.rfft(last)).argmax() == 440 and np.abs(last).max() == pytest.approx(0.3, abs=0.03)
    changed = {rate for rate, _ in parts} != {first_rate}
    assert ["that part is converted" in text for text in told] == [True] * changed


class StreamsThatBeginLate:
    """A container as PyAV has it where a further stream begins within the file: it stumbles over that at the end.

    In a real file, memory that nobody has set decides whether it does.
    """

    def __init__(self, container: av.container.InputContainer) -> None:
        self._container = container

    def __getattr__(self, name: str) -> object:
        return getattr(self._container, name)

    def demux(self, stream: av.AudioStream) -> Iterator[av.Packet]:
        yield from self._container.demux(stream)
        raise IndexError("list index out of range")


def test_a_stream_that_begins_within_the_file_ends_nothing(tmp_path: Path, encoded: dict[str, bytes]) -> None:
    path = tmp_path / "music.ogg"
    path.write_bytes(encoded["ogg"])
    with closing(FfmpegFile(path)) as file:
        whole = np.concatenate([block for _, block in file.blocks(0, ignore)])
    with closing(FfmpegFile(path)) as file:
        file._container = StreamsThatBeginLate(file._container)
        samples = np.concatenate([block for _, block in file.blocks(0, ignore)])
    assert np.array_equal(samples, whole) and file.unread_bytes == 0


def test_a_link_begins_at_a_page_that_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.ogg"
    page = b"OggS\0\2" + bytes(21)
    path.write_bytes(page + b"OggS in sound" * 99 + b"OggS\0\0" + bytes(21) + page)
    assert next_link(path, 0) == 0
    assert next_link(path, 1) == path.stat().st_size - len(page)
    assert next_link(path, path.stat().st_size - 5) is None


@pytest.mark.parametrize("suffix", ["opus", "mp3", "flac"])
def test_seconds_that_no_decoder_reads_at_the_end_are_told_of_whatever_the_byte_rate(
    tmp_path: Path, suffix: str
) -> None:
    sound = tmp_path / f"song.{suffix}"
    rate, samples = 48000, np.random.default_rng(0).normal(0, 0.1, 20 * 48000).astype(np.float32)
    soundfile.write(sound, samples, rate, format="OGG" if suffix == "opus" else None,
                    subtype="OPUS" if suffix == "opus" else None)  # fmt: skip
    assert decoded(sound)[1] == [], "a whole file has nothing to tell"
    data = sound.read_bytes()
    lost = len(data) * 3 // 20
    assert lost < 2**19
    sound.write_bytes(data[:-lost] + b"\x55" * lost)
    found, warnings = decoded(sound)
    assert len(found) < 18.5 * rate
    assert any(re.search(r"its last \d+ kB \(about [2-4]\.\d s\) cannot be decoded", text) for text in warnings)


def test_a_wav_file_appended_to_another_is_told_of(tmp_path: Path, encoded: dict[str, bytes]) -> None:
    path = tmp_path / "two.wav"
    path.write_bytes(encoded["wav"])
    one, warnings = decoded(path)
    assert warnings == []
    for joined in (encoded["wav"] * 2, encoded["wav"] + b"LIST\x04\0\0\0INFO" + encoded["wav"], encoded["wav"] * 3):
        path.write_bytes(joined)
        both, warnings = decoded(path)
        np.testing.assert_array_equal(both, one)
        assert "another WAV file" in warnings[0] and "left out" in warnings[0]
