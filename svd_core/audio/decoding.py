"""Sound files decoded in blocks, channels and sample rate as they are.

ffmpeg's libraries read a file by its content, whatever its name or its header says; libsndfile reads what they do not
open, and goes on where they stop before the end of the file. Plain WAV files whose header agrees with their length, and
mp3 files that are whole, go to libsndfile first, which reads them faster and to the same samples.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import closing, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from svd_core.audio.decoder_messages import decoders_silenced
from svd_core.audio.features import FloatArray
from svd_core.audio.ffmpeg import FfmpegFile, Warn, end_of_sound
from svd_core.audio.mp3_header import whole_mp3_samples
from svd_core.audio.stated_length import DIFFERENCE_TOLD, EXACT, stated_seconds
from svd_core.audio.wav_header import read_wav_header
from svd_core.errors import AudioError

if TYPE_CHECKING:
    import soundfile

Blocks = Iterator[tuple[int, FloatArray]]
"""Pieces of sound: sample rate in Hz and samples of shape (n, channels), float32, full scale 1."""

_RATES = range(2_000, 1_000_001)  # Hz; a header outside them is broken and would ask for absurd amounts of memory
_BLOCK_SAMPLES = 2**18  # of libsndfile, all channels together
_LARGEST_SAMPLE = 1e6  # 120 dB above full scale: not sound any more
_UNREAD_SECONDS = 0.5  # at the end of a file, by its own byte rate; less is padding, or the rest of a page
_UNREAD_BYTES = 1024  # of any file: what so few may hold is no sound that anybody would miss


def ignore(warning: str) -> None:
    """Take no notice of a warning."""


def decode(path: Path, warn: Warn = ignore) -> Blocks:
    """The sound of a file in blocks, to its end; AudioError if it holds none, or samples that are not sound.

    Of a file that is cut off, what is there. A damaged stretch in the middle becomes silence or, where the decoder
    can bridge it, sound. `warn` takes a sentence about everything that was damaged or missing.
    """
    check_file(path)
    yield from _checked(path, _blocks_of_either(path, warn))
    _warn_of_joined_wav(path, warn)


def decode_stream(path: Path, stream: int) -> Blocks:
    """One of several sound streams of a file, counted from 0, as `decode` gives the first; AudioError."""
    check_file(path)
    with closing(FfmpegFile(path)) as file:
        yield from _checked(path, file.blocks(stream, ignore))


def stated_duration(path: Path) -> float | None:
    """Seconds of sound that the header states, None where it states none: for progress bars, never for a length."""
    check_file(path)
    try:
        with closing(FfmpegFile(path)) as file:
            return file.stated_seconds
    except AudioError:
        return None


def stream_count(path: Path) -> int:
    """How many sound streams ffmpeg finds in a file; AudioError if there is none."""
    check_file(path)
    with closing(FfmpegFile(path)) as file:
        return file.n_streams


@dataclass(frozen=True)
class HeaderFacts:
    """What the header of a sound file says: tags, such as title and artist, keys in lower case, and seconds of sound.

    The seconds are for lists and progress bars, never for a length; None where the header states none.
    """

    tags: Mapping[str, str]
    seconds: float | None


def header_facts(path: Path) -> HeaderFacts:
    """What the header of a sound file says; AudioError if ffmpeg finds no sound in it."""
    check_file(path)
    with closing(FfmpegFile(path)) as file:
        return HeaderFacts(file.tags, file.stated_seconds)


def check_file(path: Path) -> None:
    """Raise AudioError unless this is a readable, non-empty regular file (a pipe would block for ever)."""
    if path.is_dir():
        raise AudioError(f"{path}: is a folder, not a sound file; choose a file in it")
    if not path.exists():
        raise AudioError(f"{path}: does not exist; check the name")
    if not path.is_file():
        raise AudioError(f"{path}: is not a plain file; save the sound to a file first")
    try:
        with open(path, "rb") as file:
            empty = not file.read(1)
    except OSError as error:
        raise AudioError(f"{path}: cannot be opened ({error.strerror}); check its permissions") from error
    if empty:
        raise AudioError(f"{path}: is an empty file (0 bytes); copy or download it again")


def _checked(path: Path, blocks: Blocks) -> Blocks:
    """The blocks as they are; AudioError where values are not sound, or if there is no sample at all."""
    n_decoded = 0
    for sample_rate, block in blocks:
        _check_rate(path, sample_rate)
        # Written so that NaN, which compares false to everything, fails as well.
        if len(block) and not (block.min() >= -_LARGEST_SAMPLE and block.max() <= _LARGEST_SAMPLE):
            plausible = np.abs(block) <= _LARGEST_SAMPLE
            where = (n_decoded + int(np.argmin(plausible.all(axis=1)))) / sample_rate
            message = (
                f"the sample at {where:.3f} s is {block[~plausible][0]}, which is not sound; export the file again"
            )
            raise AudioError(f"{path}: {message}")
        n_decoded += len(block)
        if len(block):
            yield sample_rate, block
    if n_decoded == 0:
        raise AudioError(f"{path}: holds no sound (its length is zero); choose another file")


def _blocks_of_either(path: Path, warn: Warn) -> Blocks:
    """What libsndfile reads of a file that is whole; of any other, or should it stop early, what ffmpeg reads."""
    n_read = 0
    if expected := _samples_for_soundfile(path):
        for sample_rate, block in _soundfile_blocks(path, 0):
            yield sample_rate, block
            n_read += len(block)
        if n_read >= expected:
            return
    yield from _blocks_by_content(path, n_read, warn)


def _blocks_by_content(path: Path, start: int, warn: Warn) -> Blocks:
    """From a sample on what ffmpeg reads; from where it stops before the end of the file, what libsndfile reads."""
    n_read, sample_rate, is_whole, unread = start, 0, False, ""
    refusal = AudioError(f"{path}: holds no sound that can be decoded, it is empty or damaged; get it again")
    try:
        with closing(FfmpegFile(path)) as file:
            for sample_rate, block in _from(start, file.blocks(0, warn)):
                yield sample_rate, block
                n_read += len(block)
            is_whole = file.unread_bytes < _UNREAD_BYTES or file.unread_seconds < _UNREAD_SECONDS
            unread = f"{file.unread_bytes / 1000:.0f} kB (about {file.unread_seconds:.1f} s)"
            if sample_rate and is_whole:
                _warn_of_missing_end(file, n_read / sample_rate, sample_rate, warn)
    except AudioError as error:
        if n_read > start:
            raise
        refusal = error
    if n_read and is_whole:
        return
    n_more = 0
    for other_rate, block in _soundfile_blocks(path, n_read):
        if sample_rate and other_rate != sample_rate:
            break
        yield other_rate, block
        n_more += len(block)
    if not n_read + n_more:
        raise refusal
    if not n_more:
        warn(
            f"{path}: its last {unread} cannot be decoded, so sound may be missing at the end; "
            "play it in another program, and if there is more, export it as WAV"
        )


def _warn_of_missing_end(file: FfmpegFile, seconds: float, sample_rate: int, warn: Warn) -> None:
    """Say so if a header that states lengths exactly promises more sound than there is."""
    stated = stated_seconds(file.path, file.format, file.stated_seconds, sample_rate) if file.format in EXACT else None
    if stated is not None and stated - seconds > DIFFERENCE_TOLD:
        warn(
            f"{file.path}: its header states {stated:.1f} s, but {seconds:.1f} s of sound are in it; if it ends too "
            "early, it was cut off: get it again"
        )


def _warn_of_joined_wav(path: Path, warn: Warn) -> None:
    """Say so if another WAV file was appended to one, which no program would read as a part of it."""
    try:
        header = read_wav_header(path)
    except OSError:
        return
    if header is not None and header.joined_bytes > _UNREAD_BYTES:
        warn(
            f"{path}: another WAV file of {header.joined_bytes / 1000:.0f} kB is appended to it and left out; export "
            "both as one sound, or take the files apart"
        )


def _check_rate(path: Path, sample_rate: int) -> None:
    if sample_rate not in _RATES:
        allowed = f"{_RATES.start} .. {_RATES.stop - 1} Hz"
        raise AudioError(f"{path}: has a sample rate of {sample_rate} Hz, outside {allowed}; convert it to 44100 Hz")


def _samples_for_soundfile(path: Path) -> int:
    """How many samples a channel libsndfile has to read of a WAV or mp3 file that is as its header says; else 0."""
    import soundfile

    try:
        header = read_wav_header(path)
        expected = header.stated_frames if header else whole_mp3_samples(path, end_of_sound(path))
        if not expected:
            return 0
        with _opened(path) as file:
            # Of an mp3 file without a Xing header it estimates the length, and reads no further than that.
            known = file.frames == expected if header else file.format == "MP3" and file.frames >= expected
            return expected if known else 0
    except (soundfile.SoundFileError, OSError, TypeError):
        return 0


def _opened(path: Path) -> soundfile.SoundFile:
    import soundfile

    # As bytes where file names are bytes, because soundfile refuses names that are not valid UTF-8.
    with decoders_silenced():
        return soundfile.SoundFile(os.fsencode(path) if os.name == "posix" else str(path))


def _soundfile_blocks(path: Path, start: int) -> Blocks:
    """What libsndfile reads from a sample on; nothing where it cannot open the file, or fails in the middle."""
    import soundfile

    try:
        with _opened(path) as file:
            yield from _from(start, _read_blocks(file))
    except (soundfile.SoundFileError, TypeError):  # TypeError: *.raw, of which it wants to know the format
        return


def _read_blocks(file: soundfile.SoundFile) -> Blocks:
    n_frames = max(1, _BLOCK_SAMPLES // file.channels)
    while len(block := _read(file, n_frames)):
        yield file.samplerate, block


def _read(file: soundfile.SoundFile, n_frames: int) -> FloatArray:
    """Up to so many samples a channel, shape (n, channels); mpg123 writes notes on what it finds in mp3 files."""
    with decoders_silenced() if file.format == "MP3" else nullcontext():
        return np.asarray(file.read(n_frames, dtype="float32", always_2d=True), np.float32)


def _from(start: int, blocks: Blocks) -> Blocks:
    """The blocks without the first so many samples a channel."""
    for sample_rate, block in blocks:
        if start < len(block):
            yield sample_rate, block[start:] if start else block
        start = max(0, start - len(block))
