"""How sure the model is of a song is said in words, and averaging is offered where it is not."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from svd_core.config import PostprocessingConfig
from svd_core.model.doubt import DOUBTFUL, doubt
from svd_gui.song.postprocessing_panel import PostprocessingPanel

pytestmark = pytest.mark.one_window


@pytest.fixture
def panel(qtbot) -> PostprocessingPanel:
    panel = PostprocessingPanel()
    qtbot.addWidget(panel)
    panel.show()
    return panel


def opened(window, qtbot, song: Path) -> None:
    with qtbot.waitSignal(window.session.settled, timeout=60000):
        window.choice.choose(song)


def texts(panel: PostprocessingPanel) -> str:
    return " ".join(label.text() for label in panel.findChildren(type(panel._doubt)) if label.isVisible())


def test_averaging_is_offered_in_doubtful_songs_only_and_not_twice(panel):
    panel.set_doubt(DOUBTFUL - 0.01)
    assert not panel.average_button.isVisible() and "Unsure" not in texts(panel)
    panel.set_doubt(DOUBTFUL + 0.06)
    assert panel.average_button.isVisible() and "Unsure in 21 % of the song" in texts(panel)
    assert "five times as long" in panel.average_button.toolTip()
    panel.set_averaging(True)
    panel.set_doubt(DOUBTFUL + 0.06)
    assert not panel.average_button.isVisible() and "Unsure in 21 % of the song" in texts(panel)
    panel.set_doubt(None)
    assert "Unsure" not in texts(panel)


@pytest.mark.own_window
def test_the_share_follows_the_song_and_the_settings(window, qtbot, song):
    assert window.status.doubt_label.text() == ""
    opened(window, qtbot, song)
    session = window.session
    share = doubt(session.posterior.smoothed(session.postprocessing.median_frames), session.postprocessing)
    assert window.status.doubt_label.text() == f"Unsure in {100 * share:.0f} % of the song"
    assert "near the threshold" in window.status.doubt_label.toolTip()
    session.posterior.probabilities[:] = 0.5
    session.apply_postprocessing(PostprocessingConfig(0.5, 1), "Change median")
    assert window.status.doubt_label.text() == "Unsure in 100 % of the song"
    session.apply_postprocessing(PostprocessingConfig(0.95, 1), "Change threshold")
    assert window.status.doubt_label.text() == "Unsure in 0 % of the song"


def test_what_is_averaged_in_one_song_stays_so_there_and_in_no_other(window, qtbot, song):
    other = Path(shutil.copy(song, song.with_name("other.wav")))
    opened(window, qtbot, song)
    session, plain = window.session, window.session.posterior.probabilities.copy()
    window.postprocessing_panel.set_doubt(0.5)
    with qtbot.waitSignal(session.settled, timeout=60000):
        window.postprocessing_panel.average_button.click()
    averaged = session.posterior.probabilities.copy()
    assert session.detector.averaging and not np.array_equal(averaged, plain)
    assert not window.actions_.average.isChecked(), "the choice for all songs is another one"
    assert "pitch shifts averaged" in window.status.model_label.text()
    regions = session.document.regions
    window.actions_.undo.trigger()
    assert not session.detector.averaging
    np.testing.assert_array_equal(session.posterior.probabilities, plain)
    window.actions_.redo.trigger()
    assert session.detector.averaging and session.document.regions == regions
    np.testing.assert_array_equal(session.posterior.probabilities, averaged)
    opened(window, qtbot, other)
    assert not session.detector.averaging and "averaged" not in window.status.model_label.text()
    np.testing.assert_array_equal(session.posterior.probabilities, plain)
    opened(window, qtbot, song)
    assert session.detector.averaging and session.document.regions == regions
    np.testing.assert_array_equal(session.posterior.probabilities, averaged)
