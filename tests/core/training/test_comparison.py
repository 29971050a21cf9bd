"""Before a new model is used, it is known how it does beside the old one, on songs that it has not learned from."""

import dataclasses
import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import soundfile

from svd_core.annotation.regions import Region
from svd_core.annotation.song_annotation import Proposal
from svd_core.cli.main import main
from svd_core.config import NO_SHIFTS, PRESETS, TEST_SHIFTS, PostprocessingConfig, TrainConfig
from svd_core.files.storage import content_key
from svd_core.model import checkpoint
from svd_core.model.card import named_model
from svd_core.model.detection_cache import detector_key
from svd_core.sentence import Sentence
from svd_core.training.comparison import Comparison, compare, train_and_compare
from svd_core.training.plan import TrainingPlan
from svd_core.training.reports import Checking, Compared, Finished, Notice, comparison_text
from svd_core.training.trainer import train
from tests.core.journals import save_annotation

pytestmark = pytest.mark.usefixtures("narrow_networks")

RATE = 22050
QUICK = TrainConfig(updates=2, batch_size=3, report_every=1, checkpoint_every=2, validate_every=2, learning_rate=1e-6)


@pytest.fixture(scope="module")
def songs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three songs of five seconds, each sung in its first half."""
    root = tmp_path_factory.mktemp("songs")
    for part in ("audio", "labels"):
        (root / part).mkdir()
    times = np.arange(5 * RATE) / RATE
    for index in range(3):
        tone = np.sin(2 * np.pi * (200 + 50 * index) * times) * (times < 2.5)
        noise = np.random.default_rng(index).standard_normal(len(times))
        soundfile.write(root / f"audio/song{index}.wav", 0.2 * tone + 0.02 * noise, RATE)
        (root / f"labels/song{index}.lab").write_text("0 2.5 sing\n2.5 5 nosing\n")
    return root


@pytest.fixture(scope="module")
def parent(songs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model that has learned from song0."""
    out = tmp_path_factory.mktemp("parent") / "parent.safetensors"
    list(train(plan(songs, out, holdout=frozenset(["song1", "song2"]))))
    return out


def plan(songs: Path, out: Path, **changes) -> TrainingPlan:
    return TrainingPlan((songs,), out, dataclasses.replace(PRESETS["schlueter2015"], train=QUICK), **changes)


def with_threshold(model: Path, threshold: float, target: Path) -> Path:
    loaded = checkpoint.load(model)
    checkpoint.save(
        target, dataclasses.replace(loaded, name=target.stem, postprocessing=PostprocessingConfig(threshold))
    )
    return target


def test_on_songs_kept_aside_both_errors_come_before_the_end(songs: Path, parent: Path, tmp_path: Path) -> None:
    asked = plan(songs, tmp_path / "new.safetensors", start_from=parent, validation=frozenset(["song1", "song2"]))
    # A model that calls everything singing errs on all that is not: half of it.
    old = with_threshold(parent, 0.0, tmp_path / "old.safetensors")
    *_, compared, finished = train_and_compare(asked, Comparison(old))
    assert isinstance(compared, Compared)
    assert isinstance(finished, Finished)
    assert (compared.old, compared.basis, compared.songs) == ("old", "kept aside", 2)
    assert compared.old_error == pytest.approx(0.5, abs=0.01)
    assert compared.old_interval[0] <= compared.old_error <= compared.old_interval[1]
    assert compared.new_interval[0] <= compared.new_error <= compared.new_interval[1]
    assert compared.minutes == pytest.approx(10 / 60, abs=0.01)
    assert compared.known_to_old == 0
    # Whatever is sung throughout has no end of its own: each labelled one is as far as can be.
    assert compared.old_edges == (None, 2.0), "the songs begin with singing, so they have ends only"


def test_the_new_models_threshold_is_not_judged_by_the_song_that_chose_it(
    songs: Path, parent: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from svd_core.training import comparison

    judged: list[int] = []
    best = comparison.best_threshold
    monkeypatch.setattr(comparison, "best_threshold", lambda p, t: judged.append(len(p)) or best(p, t))
    asked = plan(songs, tmp_path / "new.safetensors", start_from=parent, validation=frozenset(["song1", "song2"]))
    list(train_and_compare(asked, Comparison(parent)))
    assert judged == [1, 1]


def test_without_songs_aside_each_new_song_is_left_out_in_turn(songs: Path, parent: Path, tmp_path: Path) -> None:
    asked = plan(songs, tmp_path / "new.safetensors", start_from=parent)
    reports = list(train_and_compare(asked, Comparison(parent, ("song1", "song2"))))
    checking = [report for report in reports if isinstance(report, Checking)]
    assert {(report.name, report.number, report.total) for report in checking} == {("song1", 1, 2), ("song2", 2, 2)}
    assert checking[-1].share == 1.0
    compared = reports[-2]
    assert isinstance(compared, Compared)
    assert (compared.basis, compared.songs, compared.known_to_old) == ("left out in turn", 2, 0)
    # The model itself has learned from all three.
    learned = checkpoint.load(asked.out).metadata["data"]["songs"]
    assert sorted(learned) == ["song0", "song1", "song2"]


def test_with_no_song_to_measure_the_reason_is_said(songs: Path, parent: Path, tmp_path: Path) -> None:
    reports = list(train_and_compare(plan(songs, tmp_path / "n.safetensors", start_from=parent), Comparison(parent)))
    texts = [report.text for report in reports if isinstance(report, Notice)]
    (said,) = (text for text in texts if "no song that it has not learned from" in text)
    assert isinstance(said, Sentence) and said.values == ("parent",), "the window says it in other languages, too"
    assert isinstance(reports[-1], Finished)


def test_what_fails_in_comparing_does_not_cost_the_model(songs: Path, parent: Path, tmp_path: Path) -> None:
    asked = plan(songs, tmp_path / "new.safetensors", start_from=parent)
    broken = tmp_path / "broken.safetensors"
    broken.write_bytes(b"nothing")
    reports = list(train_and_compare(asked, Comparison(broken, ("song1",))))
    assert isinstance(reports[-1], Finished)
    assert any(isinstance(report, Notice) and "not compared" in report.text for report in reports)


def compared(old: float, new: float, change: tuple[float, float], known: int = 0) -> Compared:
    return Compared("mine", "kept aside", 3, 7.0, "songs", old, (old, old), new, (new, new), change, known)


def test_a_worse_model_is_called_worse_in_words() -> None:
    worse = compared(0.08, 0.1, (0.01, 0.03))
    assert worse.is_worse
    text = " ".join(comparison_text(worse))
    assert "“mine” 8.0 % of frames wrong" in text
    assert "The new model is worse." in text
    better = " ".join(comparison_text(compared(0.1, 0.08, (-0.03, 0.01), known=2)))
    assert "The new model is better, but chance alone may make that difference." in better
    assert "has learned from 2 of them" in better and "artist" not in better
    known = dataclasses.replace(worse, artists_known_to_old=2, artists_known_to_new=1)
    text = " ".join(comparison_text(known))
    assert "“mine” has learned from other songs by the artists of 2 of them." in text
    assert "The new model has learned from other songs by the artists of 1 of them." in text
    alone = " ".join(comparison_text(dataclasses.replace(known, songs=1)))
    assert "The new model has learned from other songs by its artist." in alone


def test_a_model_that_is_judged_by_what_it_proposed_itself_is_not_called_right_without_a_word() -> None:
    judged = compared(0.03, 0.1, (0.01, 0.2))
    own = " ".join(comparison_text(dataclasses.replace(judged, accepted=0.83)))
    assert "83 % of this time was accepted as “mine” proposed it" in own
    # However seldom it is wrong: the truth was drawn by hand, but for a little.
    for share in (0.0, 0.09):
        right = dataclasses.replace(judged, old_error=0.0, accepted=share)
        assert "accepted" not in " ".join(comparison_text(right))


@pytest.mark.parametrize("shifts", [NO_SHIFTS, TEST_SHIFTS])
def test_how_much_of_the_truth_the_old_model_proposed_is_known_from_the_journals(
    songs: Path, parent: Path, tmp_path: Path, shifts: tuple[float, ...]
) -> None:
    data = tmp_path / "data"
    shutil.copytree(songs, data)
    other = with_threshold(parent, 0.3, tmp_path / "other.safetensors")
    proposed = (Region(0.0, 2.5, confidence=0.9),)
    key = detector_key(content_key(parent), shifts)
    # Three of the four checked seconds are as the parent proposed them; five more are in the other song's label file.
    save_annotation(
        data / "audio/song1.wav", proposed, ((0.0, 4.0),), 5.0, touched=((3.0, 5.0),),
        proposal=Proposal("p", key, PostprocessingConfig(), proposed),
    )  # fmt: skip
    asked = plan(data, parent, validation=frozenset(["song1", "song2"]))
    for old, share in ((parent, 3 / 9), (other, 0.0)):
        (found,) = compare(asked, Comparison(old))
        assert isinstance(found, Compared) and found.accepted == pytest.approx(share, abs=0.01)


def test_both_models_edges_are_said_where_they_are_known() -> None:
    with_edges = dataclasses.replace(compared(0.1, 0.08, (-0.03, 0.01)), old_edges=(0.41, 0.5), new_edges=(0.3, 0.44))
    assert "starts 0.41s and 0.30s, ends 0.50s and 0.44s" in " ".join(comparison_text(with_edges))
    assert "edges" not in " ".join(comparison_text(compared(0.1, 0.08, (-0.03, 0.01))))


def test_the_old_model_decides_with_its_own_corrections_of_edges(songs: Path, parent: Path, tmp_path: Path) -> None:
    # All is called singing, but what is found ends a second early: of five seconds 2.5 are sung, and four called so.
    old = PostprocessingConfig(0.0, offset_shift=-1.0)
    checkpoint.save(tmp_path / "old.safetensors", dataclasses.replace(checkpoint.load(parent), postprocessing=old))
    asked = plan(songs, tmp_path / "new.safetensors", start_from=parent, validation=frozenset(["song1", "song2"]))
    found = list(train_and_compare(asked, Comparison(tmp_path / "old.safetensors")))[-2]
    assert isinstance(found, Compared)
    assert found.old_error == pytest.approx(0.3, abs=0.01)
    assert found.old_edges[1] == pytest.approx(1.5, abs=0.05)


def test_the_command_line_compares_a_tuned_model_with_its_parent_and_says_what_is_odd(
    songs: Path, parent: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "aside").write_text("song1\nsong2\n")
    words = ["train", "--data", songs, "--out", tmp_path / "new.safetensors", "--start-from", parent]
    words += ["--preset", "schlueter2015", "--updates", "2", "--batch-size", "2", "--validate", tmp_path / "aside"]
    assert main([*map(str, words), "--json"]) == 0
    reports = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [report["report"] for report in reports[-2:]] == ["compared", "finished"]
    assert reports[-2]["old"] == "parent"
    notices = [report["text"] for report in reports if report["report"] == "notice"]
    assert any("with singing are checked in all" in text for text in notices)
    people = [*map(str, words), "--force"]
    assert main(people) == 0
    out = capsys.readouterr().out
    assert "On 2 songs kept aside" in out
    assert "The new model is" in out or "The two are equally good" in out


@pytest.mark.parametrize(
    ("extra", "message"),
    [
        (["--cross-check", "LIST", "--validate", "LIST"], "exclude each other"),
        (["--cross-check", "LIST"], "name the old model"),
        (["--compare-with", "default", "--ensemble", "2"], "not for an ensemble"),
    ],
)
def test_options_that_make_no_sense_are_refused(
    songs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], extra: list[str], message: str
) -> None:
    (tmp_path / "list").write_text("song1\n")
    words = [str(tmp_path / "list") if word == "LIST" else word for word in extra]
    assert main(["train", "--data", str(songs), "--out", str(tmp_path / "m.safetensors"), *words]) == 2
    assert message in capsys.readouterr().err


def test_the_shipped_model_can_be_the_old_one(songs: Path, tmp_path: Path) -> None:
    shutil.copy(named_model(None), tmp_path / "shipped.safetensors")
    asked = plan(songs, tmp_path / "new.safetensors", validation=frozenset(["song1"]))
    reports = list(train_and_compare(asked, Comparison(Path("default"))))
    assert isinstance(reports[-2], Compared)
