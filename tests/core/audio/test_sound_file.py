"""Audio: every kind of file is read right or refused with an AudioError that helps; nothing else ever happens."""

from __future__ import annotations

import functools
import os
import tempfile
import tracemalloc
from pathlib import Path

import av
import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from svd_core.audio import sound_file
from svd_core.config import FeatureConfig
from svd_core.errors import AudioError

RATE = 44100
CLICKS = (0.5, 1.25, 2.0)  # seconds
FORMATS = ("wav", "flac", "ogg", "opus", "mp3", "aiff", "m4a", "mp4")


def clicking(rate: int = RATE, duration: float = 2.5, channels: int = 2) -> NDArray[np.float32]:
    """Faint noise with loud short clicks, shape (n, channels)."""
    samples = 1e-4 * np.random.default_rng(0).standard_normal(round(rate * duration))
    for time in CLICKS:
        samples[round(time * rate) : round((time + 0.0005) * rate)] = 0.8
    return np.repeat(samples[:, np.newaxis], channels, axis=1).astype(np.float32)


def write(path: Path, samples: NDArray[np.float32], rate: int = RATE) -> Path:
    """Encode samples of shape (n, channels) in the format that the suffix says."""
    if path.suffix in (".m4a", ".mka", ".mp4", ".aac"):
        encode_aac(path, samples, rate)
    elif path.suffix == ".opus":
        soundfile.write(path, samples, 48000, format="OGG", subtype="OPUS")
    else:
        soundfile.write(path, samples, rate)
    return path


@functools.cache
def encoded_clicks(suffix: str, rate: int = RATE, duration: float = 2.5, channels: int = 2) -> bytes:
    """What a file of clicks holds in the format that the suffix says."""
    with tempfile.TemporaryDirectory() as folder:
        return write(Path(folder) / f"song{suffix}", clicking(rate, duration, channels), rate).read_bytes()


def write_clicks(path: Path, rate: int = RATE, duration: float = 2.5, channels: int = 2) -> Path:
    path.write_bytes(encoded_clicks(path.suffix, rate, duration, channels))
    return path


def encode_aac(path: Path, samples: NDArray[np.float32], rate: int) -> None:
    """AAC in the container that the suffix says; an mp4 gets a video track as well."""
    layout = {1: "mono", 2: "stereo", 8: "7.1"}[samples.shape[1]]
    with av.open(str(path), "w", format={".aac": "adts"}.get(path.suffix)) as container:
        picture = add_picture(container) if path.suffix == ".mp4" else None
        stream = container.add_stream("aac", rate=rate, layout=layout)
        frame = av.AudioFrame(format="fltp", layout=layout, samples=len(samples))
        for plane, channel in zip(frame.planes, samples.T, strict=False):
            plane.update(channel.tobytes())
        frame.sample_rate, frame.pts = rate, 0
        container.mux([*stream.encode(frame), *stream.encode(None)])
        if picture is not None:
            show(container, picture)


def add_picture(container: av.container.OutputContainer) -> av.VideoStream:
    stream = container.add_stream("mpeg4", rate=25)
    stream.width, stream.height, stream.pix_fmt = 64, 64, "yuv420p"
    return stream


def show(container: av.container.OutputContainer, picture: av.VideoStream) -> None:
    """A fifth of a second of video."""
    for _ in range(5):
        container.mux(picture.encode(av.VideoFrame(64, 64, "yuv420p")))
    container.mux(picture.encode(None))


def click_times(samples: NDArray[np.float32], rate: int) -> NDArray[np.float64]:
    """Where a loud stretch begins, in seconds."""
    loud = np.flatnonzero(np.abs(samples) > 0.4 * np.abs(samples).max())
    return loud[np.diff(loud, prepend=-rate) > 0.1 * rate] / rate


@pytest.fixture
def wav(tmp_path: Path) -> Path:
    return write_clicks(tmp_path / "song.wav")


# --- what is read -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", FORMATS)
def test_spectrogram_and_playback_line_up_with_the_original(tmp_path: Path, suffix: str) -> None:
    rate = 48000 if suffix == "opus" else RATE
    path = write_clicks(tmp_path / f"song.{suffix}", rate)
    mono, playback = sound_file.read_mono(path), sound_file.read_for_playback(path)
    assert mono.dtype == np.float32 and mono.ndim == 1
    assert playback.frames.dtype == np.int16 and playback.frames.shape[1] == 2 and playback.sample_rate == rate
    mono_clicks = click_times(mono, 22050)
    playback_clicks = click_times(playback.frames[:, 0].astype(np.float32), rate)
    # A lossy codec may smear a click over its neighbourhood, by far less than a frame's 14 ms.
    np.testing.assert_allclose(mono_clicks, CLICKS, atol=0.002)
    np.testing.assert_allclose(playback_clicks, mono_clicks, atol=0.001)
    assert playback.duration == pytest.approx(len(mono) / 22050, abs=1e-4)
    assert sound_file.duration(path) == pytest.approx(playback.duration, abs=0.05)
    assert f".{suffix}" in sound_file.AUDIO_SUFFIXES


def test_bare_aac_is_read_with_spectrogram_and_playback_in_line(tmp_path: Path) -> None:
    path = write_clicks(tmp_path / "radio.aac")
    mono, playback = sound_file.read_mono(path), sound_file.read_for_playback(path)
    # The format cannot say that its first 1024 samples are the encoder's run-up, so they stay, in both.
    np.testing.assert_allclose(click_times(mono, 22050), np.add(CLICKS, 1024 / RATE), atol=0.002)
    playback_clicks = click_times(playback.frames[:, 0].astype(np.float32), RATE)
    np.testing.assert_allclose(playback_clicks, click_times(mono, 22050), atol=0.001)
    assert sound_file.duration(path) == pytest.approx(playback.duration)


def test_a_broadcast_that_switches_between_mono_and_stereo_is_read_to_its_end(tmp_path: Path) -> None:
    parts = [write_clicks(tmp_path / f"{channels}.aac", channels=channels).read_bytes() for channels in (2, 1, 2)]
    (tmp_path / "radio.aac").write_bytes(b"".join(parts))
    alone = len(sound_file.read_mono(tmp_path / "1.aac"))
    mono = sound_file.read_mono(tmp_path / "radio.aac")
    assert len(mono) == pytest.approx(3 * alone, abs=2205)
    expected = np.concatenate([np.add(CLICKS, 1024 / RATE + part * alone / 22050) for part in range(3)])
    np.testing.assert_allclose(click_times(mono, 22050), expected, atol=0.06)
    assert sound_file.read_for_playback(tmp_path / "radio.aac").frames.shape[1] == 2


@pytest.mark.parametrize("rate", [8000, 11025, 22050, 48000, 96000, 192000])
@pytest.mark.parametrize("channels", [1, 8])
def test_any_sample_rate_and_number_of_channels_gives_the_same_sound(tmp_path: Path, rate: int, channels: int) -> None:
    times = np.arange(rate) / rate
    tone = np.sin(2 * np.pi * 440 * times)[:, np.newaxis].astype(np.float32)
    path = write(tmp_path / "tone.wav", np.repeat(0.5 * tone, channels, axis=1), rate)
    samples = sound_file.read_mono(path)
    expected = 0.5 * np.sin(2 * np.pi * 440 * np.arange(22050) / 22050)
    assert abs(len(samples) - 22050) <= 1
    np.testing.assert_allclose(samples[500:21500], expected[500:21500], atol=2e-4)
    sound = sound_file.read_for_playback(path)
    assert sound.frames.shape == (rate, 1) and sound.sample_rate == rate


def test_eight_channels_of_aac_are_mixed_like_eight_channels_of_wav(tmp_path: Path) -> None:
    # 7.1: a decoder that mistakes what lies behind its eight planes for more of them reads stray memory.
    path = write_clicks(tmp_path / "surround.m4a", channels=8)
    np.testing.assert_allclose(click_times(sound_file.read_mono(path), 22050), CLICKS, atol=0.002)
    assert sound_file.read_for_playback(path).frames.shape[1] == 1


def test_channels_are_mixed_with_equal_weight(tmp_path: Path) -> None:
    left, right = np.random.default_rng(1).uniform(-0.4, 0.4, (2, 22050)).astype(np.float32)
    soundfile.write(tmp_path / "two.wav", np.stack([left, right], axis=1), 22050, subtype="FLOAT")
    np.testing.assert_allclose(sound_file.read_mono(tmp_path / "two.wav"), (left + right) / 2, atol=1e-7)


@pytest.mark.parametrize("suffix", ["wav", "flac"])
def test_sixteen_bit_sound_is_played_exactly_as_it_is(tmp_path: Path, suffix: str) -> None:
    frames = np.random.default_rng(2).integers(-32768, 32768, (50_000, 2)).astype(np.int16)
    soundfile.write(tmp_path / f"song.{suffix}", frames, RATE)
    np.testing.assert_array_equal(sound_file.read_for_playback(tmp_path / f"song.{suffix}").frames, frames)


def test_sound_above_full_scale_is_limited_for_the_ears_and_kept_for_the_network(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "loud.wav", np.full((22050, 1), -3.0), 22050, subtype="FLOAT")
    assert set(sound_file.read_for_playback(tmp_path / "loud.wav").frames.flat) == {-32768}
    assert set(sound_file.read_mono(tmp_path / "loud.wav")) == {-3.0}


def test_the_blocks_joined_are_the_whole(wav: Path) -> None:
    pieces = list(sound_file.mono_blocks(wav))
    assert len(pieces) > 1
    np.testing.assert_array_equal(np.concatenate(pieces), sound_file.read_mono(wav))


def test_another_sample_rate_can_be_asked_for(wav: Path) -> None:
    assert len(sound_file.read_mono(wav, FeatureConfig(sample_rate=16000))) == 40000


@pytest.mark.parametrize("suffix", ["flac", "m4a"])
def test_blocks_need_memory_that_does_not_grow_with_the_file(tmp_path: Path, suffix: str) -> None:
    peaks = []
    for duration in (5, 20):
        path = write_clicks(tmp_path / f"{duration}.{suffix}", duration=duration, channels=1)
        sound_file.duration(path)  # Imports are not what is measured.
        tracemalloc.start()
        assert sum(len(block) for block in sound_file.mono_blocks(path)) >= duration * 22050
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.2 * peaks[0]
    assert peaks[1] < 8e6


@pytest.mark.parametrize("name", ["pièce 歌.m4a", "odd?#%: name.wav", "no suffix", "song.raw", "WRONG.MP3", "-"])
def test_the_name_of_a_file_says_nothing_about_its_content(tmp_path: Path, name: str) -> None:
    source = write_clicks(tmp_path / ("source.m4a" if name.endswith("m4a") else "source.wav"))
    path = source.rename(tmp_path / name)
    np.testing.assert_allclose(click_times(sound_file.read_mono(str(path)), 22050), CLICKS, atol=0.002)


@pytest.mark.skipif(os.name != "posix", reason="file names are bytes on POSIX only")
@pytest.mark.parametrize("suffix", ["wav", "m4a"])
def test_a_name_that_is_not_valid_unicode_opens(tmp_path: Path, suffix: str) -> None:
    source = write_clicks(tmp_path / f"source.{suffix}")
    path = source.rename(tmp_path / os.fsdecode(b"caf\xe9." + suffix.encode()))
    assert len(sound_file.read_mono(path)) >= 2.5 * 22050


# --- what is refused --------------------------------------------------------------------------------------------------


def refused(path: Path, *words: str) -> None:
    """Every way of reading refuses the file with an AudioError that names it and says these words."""
    for way in (sound_file.read_mono, sound_file.read_for_playback, lambda file: list(sound_file.mono_blocks(file))):
        with pytest.raises(AudioError) as caught:
            way(path)
        message = str(caught.value)
        assert message.startswith(str(path)) and ";" in message, message
        for word in words:
            assert word in message


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    refused(tmp_path / "absent.mp3", "does not exist")
    with pytest.raises(AudioError, match="does not exist"):
        sound_file.duration(tmp_path / "absent.mp3")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    refused(tmp_path, "is a folder")


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "song.mp3").touch()
    refused(tmp_path / "song.mp3", "empty file")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_nobody_writes_to_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.wav")
    refused(tmp_path / "pipe.wav", "not a plain file")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="needs a user for whom permissions count")
def test_a_file_that_may_not_be_read_is_refused(wav: Path) -> None:
    wav.chmod(0)
    refused(wav, "permission")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("notes.txt", b"la la la\n" * 100),
        ("song.mp3", b"this is no music " * 1000),
        ("song.raw", b"\x00\x01" * 5000),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(300)),
        ("list.m3u8", b"#EXTM3U\n#EXTINF:10,\nhttp://127.0.0.1:9/a.ts\n#EXT-X-ENDLIST\n"),
        ("list.ffconcat", b"ffconcat version 1.0\nfile '/etc/passwd'\n"),
        ("zeros.wav", bytes(100_000)),
        ("noise.ogg", np.random.default_rng(3).bytes(100_000)),
        ("song.lab", b"0 1.5 sing\n1.5 2 nosing\n"),
    ],
)
def test_what_is_not_sound_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    refused(tmp_path / name)


@pytest.mark.parametrize("suffix", ["wav", "flac", "ogg", "aiff"])
def test_sound_of_length_zero_is_refused(tmp_path: Path, suffix: str) -> None:
    soundfile.write(tmp_path / f"song.{suffix}", np.zeros((0, 2)), RATE)
    refused(tmp_path / f"song.{suffix}")


def test_a_video_without_sound_is_refused(tmp_path: Path) -> None:
    with av.open(str(tmp_path / "silent.mp4"), "w") as container:
        show(container, add_picture(container))
    refused(tmp_path / "silent.mp4", "holds no sound, only video")
    with pytest.raises(AudioError, match="holds no sound"):
        sound_file.duration(tmp_path / "silent.mp4")


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 1e30])
def test_samples_that_are_no_numbers_are_refused_with_their_time(tmp_path: Path, value: float) -> None:
    samples = clicking()
    samples[round(1.5 * RATE), 1] = value
    soundfile.write(tmp_path / "song.wav", samples, RATE, subtype="FLOAT")
    refused(tmp_path / "song.wav", "1.500 s", "export")


@pytest.mark.parametrize("rate", [1, 1999, 4_000_000])
def test_an_absurd_sample_rate_is_refused(tmp_path: Path, rate: int) -> None:
    soundfile.write(tmp_path / "song.wav", np.zeros(100), rate)
    refused(tmp_path / "song.wav", f"{rate} Hz")
    with pytest.raises(AudioError, match="sample rate"):
        sound_file.duration(tmp_path / "song.wav")


# --- what is broken ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", ["wav", "flac", "ogg", "mp3", "aac", "mka"])
def test_a_file_that_is_cut_off_gives_what_is_there(tmp_path: Path, suffix: str) -> None:
    path = write_clicks(tmp_path / f"song.{suffix}")
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 7 // 10])
    found = click_times(sound_file.read_mono(path), 22050)
    assert 1 <= len(found) <= 2
    # Bare AAC always, and mka as older libraries write it, begins with the encoder's run-up of 1024 samples.
    np.testing.assert_allclose(found, CLICKS[: len(found)], atol=0.002 + 1024 / RATE)
    assert sound_file.read_for_playback(path).duration == pytest.approx(
        len(sound_file.read_mono(path)) / 22050, abs=1e-4
    )


def test_an_m4a_cut_off_before_its_index_is_refused(tmp_path: Path) -> None:
    path = write_clicks(tmp_path / "song.m4a")
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 7 // 10])
    refused(path, "damaged")


@pytest.mark.parametrize("suffix", ["flac", "m4a"])
def test_damage_in_the_middle_does_not_shift_what_comes_after(tmp_path: Path, suffix: str) -> None:
    path = write_clicks(tmp_path / f"song.{suffix}")
    content = bytearray(path.read_bytes())
    # Between the clicks at 1.25 and 2.0 s: the click's place in the file is about its share of the time.
    middle = round(len(content) * 1.6 / 2.5)
    content[middle : middle + 200] = bytes(200)
    path.write_bytes(content)
    np.testing.assert_allclose(click_times(sound_file.read_mono(path), 22050), CLICKS, atol=0.002)


@pytest.fixture(scope="module")
def originals() -> dict[str, bytes]:
    return {suffix: encoded_clicks(f".{suffix}", duration=0.6) for suffix in (*FORMATS, "aac")}


@given(
    suffix=st.sampled_from((*FORMATS, "aac")),
    edits=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.binary(max_size=40)), min_size=1, max_size=8),
    keep=st.floats(0, 1),
)
def test_a_damaged_file_is_read_or_refused_and_nothing_else(
    originals: dict[str, bytes],
    tmp_path_factory: pytest.TempPathFactory,
    suffix: str,
    edits: list[tuple[float, bytes]],
    keep: float,
) -> None:
    content = bytearray(originals[suffix])
    for place, replacement in edits:
        start = int(place * len(content))
        content[start : start + len(replacement)] = replacement
    path = tmp_path_factory.getbasetemp() / f"damaged.{suffix}"
    path.write_bytes(content[: int(keep * len(content)) + 1])
    try:
        samples = sound_file.read_mono(path)
    except AudioError:
        return
    assert np.isfinite(samples).all()
    assert len(samples) < 60 * 22050
