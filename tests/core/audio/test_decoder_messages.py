"""What decoders in C write to standard error does not reach the terminal; what Python writes there does."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from svd_core.audio.decoder_messages import decoders_silenced
from svd_core.audio.decoding import decode

_PROGRAM = """
import os, sys
from svd_core.audio.decoder_messages import keep_own_messages, decoders_silenced
keep_own_messages()
with decoders_silenced():
    with decoders_silenced():
        os.write(2, b"a note of a library\\n")
    os.write(2, b"another one\\n")
    print("ours", file=sys.stderr)
os.write(2, b"a crash\\n")
"""


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    """An mp3 file whose frames are all there, with other bytes in some of them, of which mpg123 has much to say."""
    path = tmp_path / "song.mp3"
    samples = np.random.default_rng(0).normal(0, 0.1, 44100 * 2).astype(np.float32)
    soundfile.write(path, samples, 44100, format="MP3")
    data, chosen = bytearray(path.read_bytes()), random.Random(1)
    for place in chosen.sample(range(2000, len(data)), 300):
        if 255 not in data[place - 3 : place + 1]:
            data[place] = chosen.randrange(255)
    path.write_bytes(data)
    return path


def test_a_damaged_mp3_file_is_decoded_without_notes(damaged: Path, capfd: pytest.CaptureFixture[str]):
    with soundfile.SoundFile(damaged) as file:
        file.read()
    assert "mpg123" in capfd.readouterr().err, "the file is one of which there are notes"
    assert sum(len(block) for _, block in decode(damaged)) == 44100 * 2
    assert capfd.readouterr().err == ""


def test_messages_of_our_own_and_of_other_moments_are_heard():
    run = subprocess.run([sys.executable, "-c", _PROGRAM], capture_output=True, text=True, check=True)
    assert run.stderr == "ours\na crash\n"


def test_without_standard_error_nothing_fails():
    program = (
        "import os\nfrom svd_core.audio.decoder_messages import keep_own_messages, decoders_silenced\nos.close(2)\n"
        "keep_own_messages()\nwith decoders_silenced(): pass\n"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_after_an_error_it_is_heard_again(capfd: pytest.CaptureFixture[str]):
    with pytest.raises(ValueError, match="x"), decoders_silenced():
        raise ValueError("x")
    os.write(2, b"heard")
    assert capfd.readouterr().err == "heard"
