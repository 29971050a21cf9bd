"""Opening, detection and postprocessing: in the background, cached, and never at the cost of the last good state."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from svd_core.annotation import annotation_file
from svd_core.annotation.regions import Region
from svd_core.audio import sound_file
from svd_core.audio.features import shifted_log_mels
from svd_core.config import PostprocessingConfig
from svd_core.model import checkpoint
from svd_core.model.detection_cache import detections_folder
from svd_core.model.inference import detect
from svd_gui.song.session import Session


@pytest.fixture
def session(qtbot, model_file: Path):
    session = Session()
    assert session.use_model(model_file)
    yield session
    session.close()


def opened(session: Session, qtbot, path: Path) -> None:
    with qtbot.waitSignal(session.settled, timeout=60000):
        session.open(path)


def test_a_song_is_decoded_and_singing_detected_in_it(session, song, qtbot):
    chunks, shares = [], []
    session.probabilities_arrived.connect(lambda start, values: chunks.append((start, len(values))))
    session.activity_changed.connect(lambda activity: shares.append(activity and activity.share))
    opened(session, qtbot, song)
    n_frames = session.song.grid.n_frames
    assert sum(count for _, count in chunks) == n_frames == len(session.posterior.probabilities)
    assert session.document.regions and {r.source for r in session.document.regions} == {"model"}
    assert not session.document.undo_stack.canUndo(), "what the model proposed is where undo ends"
    assert shares[-1] is None and 1.0 in shares
    assert not annotation_file.path_for(song).exists()


def test_the_sound_comes_at_the_rate_of_the_file(session, song, qtbot):
    with qtbot.waitSignal(session.sound_decoded, timeout=60000) as decoded:
        session.open(song)
    (sound,) = decoded.args
    assert sound.sample_rate == 22050 and sound.frames.dtype == np.int16
    assert len(sound.frames) / sound.sample_rate == pytest.approx(session.song.duration, abs=0.01)


def test_a_song_is_decoded_once_for_the_picture_and_for_playback(session, song, qtbot, monkeypatch):
    decoded, sounds = [], []
    decode = sound_file.decode
    monkeypatch.setattr(sound_file, "decode", lambda *given: decoded.append(given) or decode(*given))
    session.sound_decoded.connect(sounds.append)
    opened(session, qtbot, song)
    assert len(decoded) == 1
    np.testing.assert_array_equal(sounds[0].frames, sound_file.read_for_playback(song).frames)
    # Of a song that is still in memory, only what is played is not.
    with qtbot.waitSignal(session.sound_decoded, timeout=60000):
        session.open(song)
    np.testing.assert_array_equal(sounds[1].frames, sounds[0].frames)


def test_the_same_song_and_model_are_not_computed_twice(session, song, model_file, qtbot, monkeypatch):
    opened(session, qtbot, song)
    first = session.posterior.probabilities
    twin = shutil.copy(song, song.with_name("under another name.wav"))
    monkeypatch.setattr("svd_gui.song.song_detection.detect", lambda *_: pytest.fail("was computed again"))
    opened(session, qtbot, Path(twin))
    np.testing.assert_array_equal(session.posterior.probabilities, first)
    # Another run of the program finds it on disk.
    qtbot.waitUntil(lambda: any(detections_folder().glob("*.npz")))
    other = Session()
    other.use_model(model_file)
    opened(other, qtbot, song)
    np.testing.assert_array_equal(other.posterior.probabilities, first)


def test_probabilities_averaged_over_pitch_shifts_are_cached_and_postprocessed_apart(session, song, qtbot, monkeypatch):
    opened(session, qtbot, song)
    plain, regions, postprocessing = (
        session.posterior.probabilities.copy(),
        session.document.regions,
        session.postprocessing,
    )
    with qtbot.waitSignal(session.settled, timeout=60000):
        session.set_averaging(True)
    averaged = session.posterior.probabilities.copy()
    mels = shifted_log_mels(session.song.samples)
    np.testing.assert_allclose(averaged, detect(checkpoint.load(session.card.path), mels), atol=1e-5)
    assert np.abs(averaged - plain).max() > 1e-3
    assert (
        session.postprocessing == postprocessing
        and session.document.regions == session.posterior.regions(postprocessing) != regions
    )
    assert not session.document.undo_stack.canUndo()
    assert session.document.annotation.proposal.model_key != session.card.key
    monkeypatch.setattr("svd_gui.song.song_detection.detect", lambda *_: pytest.fail("was computed again"))
    session.set_averaging(True)
    for averaging, expected in ((False, plain), (True, averaged)):
        session.set_averaging(averaging)
        np.testing.assert_array_equal(session.posterior.probabilities, expected)
    session.set_averaging(False)
    assert session.document.regions == regions


def test_what_cannot_be_opened_leaves_the_song_that_is_open(session, song, qtbot, tmp_path):
    opened(session, qtbot, song)
    before = session.song, session.document.annotation
    broken = tmp_path / "broken.mp3"
    broken.write_bytes(b"this is no sound" * 50)
    problems = []
    session.problem_found.connect(problems.append)
    opened(session, qtbot, broken)
    assert (session.song, session.document.annotation) == before
    assert "broken.mp3" in problems[0].summary
    opened(session, qtbot, tmp_path / "gone.wav")
    assert "gone.wav" in problems[1].summary and session.song is before[0]


def test_a_broken_model_leaves_the_model_in_use(session, song, qtbot, tmp_path):
    broken = tmp_path / "broken.safetensors"
    broken.write_bytes(b"\x00" * 100)
    problems = []
    session.problem_found.connect(problems.append)
    card = session.card
    assert not session.use_model(broken)
    assert session.card is card and "broken.safetensors" in problems[0].summary


def test_hand_work_is_found_again_and_outlives_another_model(session, song, qtbot, model_file, tmp_path):
    opened(session, qtbot, song)
    by_hand = Region(0.31, 0.52, source="hand")
    session.document.edit("Add region", (by_hand,))
    session.close()
    other = Session()
    other.use_model(model_file)
    opened(other, qtbot, song)
    assert other.document.regions == (by_hand,)
    assert other.document.undo_stack.undoText() == "Add region"
    with qtbot.waitSignal(other.settled, timeout=60000):
        other.detect_again()
    assert by_hand in other.document.regions
    other.close()


def test_other_postprocessing_is_one_undoable_edit_and_undo_puts_it_back(session, song, qtbot):
    opened(session, qtbot, song)
    before, postprocessing = session.document.regions, session.postprocessing
    strict = PostprocessingConfig(threshold=1.0, median_frames=30)
    assert session.preview(strict) == () and session.document.regions == before
    session.apply_postprocessing(strict, "Change threshold")
    assert session.document.regions == () and session.postprocessing == strict
    assert annotation_file.load(annotation_file.path_for(song)).proposal.postprocessing == strict
    session.document.undo_stack.undo()
    assert session.document.regions == before and session.postprocessing == postprocessing


def test_starting_over_takes_all_from_the_model_and_can_be_undone(session, song, qtbot):
    opened(session, qtbot, song)
    by_model = session.document.regions
    session.document.edit("Clear", ())
    session.start_over()
    assert session.document.regions == by_model and session.document.annotation.touched == ()
    session.document.undo_stack.undo()
    assert session.document.regions == ()


def test_going_back_to_a_song_decodes_nothing_unless_the_file_changed(session, song, qtbot, monkeypatch):
    other = Path(shutil.copy(song, song.with_name("other.wav")))
    for path in (song, other):
        opened(session, qtbot, path)
    decoded = []
    blocks = sound_file.mono_blocks
    monkeypatch.setattr(sound_file, "mono_blocks", lambda path, *rest: decoded.append(path) or blocks(path, *rest))
    opened(session, qtbot, song)
    assert session.song.path == song and decoded == []
    shutil.copy(song, other)
    opened(session, qtbot, other)
    assert decoded == [other]


def test_label_files_beside_the_song_are_taken_and_kept(session, song, qtbot):
    song.with_suffix(".lab").write_text("0.0 1.0 nosing\n1.0 2.5 sing\n2.5 8.0 nosing\n")
    opened(session, qtbot, song)
    assert [(r.start, r.end, r.source) for r in session.document.regions] == [(1.0, 2.5, "file")]


def test_an_unreadable_older_annotation_is_reported_and_left_alone(session, song, qtbot):
    older = song.with_name("tune.wav.svd.json")
    older.write_text('{"format": "svd-annotation", "version": 1, "song":')
    problems = []
    session.problem_found.connect(problems.append)
    opened(session, qtbot, song)
    assert session.song is not None and "line 1" in problems[0].summary
    session.document.edit("Clear", ())
    assert older.read_text().startswith('{"format"') and annotation_file.path_for(song).exists()


def test_opening_can_be_cancelled(session, song, qtbot):
    opened(session, qtbot, song)
    first = session.song
    other = Path(shutil.copy(song, song.with_name("other.wav")))
    session.open(other)
    session.cancel()
    assert not session.busy
    qtbot.wait(300)
    assert session.song is first


def test_a_song_shorter_than_a_frame_opens(session, qtbot, tmp_path):
    import soundfile

    path = tmp_path / "blip.wav"
    soundfile.write(path, np.zeros(500, np.float32), 22050)
    opened(session, qtbot, path)
    assert session.song.grid.n_frames == 0 and session.document.regions == ()
