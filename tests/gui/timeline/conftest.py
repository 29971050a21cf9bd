"""A timeline with a song on screen."""

from __future__ import annotations

import numpy as np
import pytest

from svd_core.audio.features import log_mel
from svd_gui.timeline.view import TimelineView
from tests.gui.timeline.hand import Hand
from tests.gui.timeline.shown_song import DURATION, REGIONS, finish


@pytest.fixture(scope="session")
def sound() -> np.ndarray:
    """A wavering voice that comes and goes; not to be changed."""
    time = np.arange(int(DURATION * 22050)) / 22050
    voice = sum(np.sin(2 * np.pi * 220 * k * time + 3 * np.sin(2 * np.pi * 5 * time)) / k for k in range(1, 12))
    samples = (0.2 * voice * (np.sin(time) > 0)).astype(np.float32)
    samples.flags.writeable = False
    return samples


@pytest.fixture(scope="session")
def mel(sound) -> np.ndarray:
    spectrogram = log_mel(sound)
    spectrogram.flags.writeable = False
    return spectrogram


@pytest.fixture
def view(qtbot, sound, mel) -> TimelineView:
    view = TimelineView()
    qtbot.addWidget(view)
    view.resize(1106, 500)
    view.show()
    view.set_duration(DURATION)
    view.set_waveform(sound, 22050)
    view.set_spectrogram(mel, 70.0)
    frames = np.arange(4200) / 70
    view.reset_probabilities(4200)
    view.set_probabilities(0, (np.sin(frames) + 1) / 2)
    view.set_regions(REGIONS)
    finish(view)
    return view


@pytest.fixture
def hand(view) -> Hand:
    return Hand(view)
