"""Training works, resumes exactly, and reports what is wrong before it starts."""

import dataclasses
import itertools
import shutil
import threading
from pathlib import Path

import numpy as np
import pytest
import safetensors.torch
import soundfile
import torch
from safetensors import safe_open

from svd_core.config import PRESETS, AugmentConfig, Preset, TrainConfig
from svd_core.data import dataset
from svd_core.errors import DataError, ModelError
from svd_core.model import checkpoint
from svd_core.training.plan import TrainingPlan, state_path
from svd_core.training.reports import Finished, Loading, Notice, Saved, Started, TrainingProgress, Validated
from svd_core.training.trainer import train
from tests.core.tensors import assert_close

pytestmark = pytest.mark.usefixtures("narrow_networks")

RATE = 22050
QUICK = TrainConfig(updates=6, batch_size=2, report_every=2, checkpoint_every=3, validate_every=3, seed=5)


@pytest.fixture(scope="module")
def songs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three songs of five seconds; where labels say so a wavering harmonic tone sounds over noise."""
    root = tmp_path_factory.mktemp("songs")
    for part in ("audio", "labels", "filelists"):
        (root / part).mkdir()
    times = np.arange(5 * RATE) / RATE
    for index, (start, end) in enumerate([(1.5, 3.0), (0.0, 2.5), (2.0, 4.5)]):
        phase = 2 * np.pi * (180 + 40 * index) * (times + 0.004 * np.sin(2 * np.pi * 5.5 * times))
        voice = sum(np.sin(k * phase) / k for k in range(1, 12)) * ((times >= start) & (times < end))
        noise = np.random.default_rng(index).standard_normal(len(times))
        soundfile.write(root / f"audio/song{index}.wav", 0.15 * voice + 0.02 * noise, RATE)
        cover = f"{start} nosing\n{start} {end} sing\n{end} 5" if start else f"{end}"
        text = f"0 {cover} nosing\n" if start else f"0 {end} sing\n{end} 5 nosing\n"
        (root / f"labels/song{index}.lab").write_text(text)
    return root


def plan(songs: Path, out: Path, train_config: TrainConfig = QUICK, preset: str = "schlueter2017") -> TrainingPlan:
    return TrainingPlan((songs,), out, dataclasses.replace(PRESETS[preset], train=train_config))


def weights(path: Path) -> dict[str, torch.Tensor]:
    return {k: v for k, v in safetensors.torch.load_file(state_path(path)).items() if k.startswith("network.")}


@pytest.mark.parametrize("preset", ["schlueter2015", "schlueter2017"])
def test_a_stopped_run_goes_on_to_the_weights_of_an_unbroken_one(songs: Path, tmp_path: Path, preset: str) -> None:
    unbroken = plan(songs, tmp_path / "unbroken.safetensors", preset=preset)
    if preset == "schlueter2017":
        all_seven = AugmentConfig(loudness_db=6.0, mix=0.5, noise=0.1, dropout=0.1)
        unbroken = dataclasses.replace(unbroken, preset=dataclasses.replace(unbroken.preset, augment=all_seven))
    list(train(unbroken))
    broken = dataclasses.replace(unbroken, out=tmp_path / "broken.safetensors")
    reports = train(broken)
    for report in reports:
        if isinstance(report, Saved) and report.update == 3:
            break
    reports.close()
    torch.manual_seed(99)
    resumed = list(train(dataclasses.replace(broken, resume=True)))
    started = next(report for report in resumed if isinstance(report, Started))
    assert started.update == 3
    first, second = weights(unbroken.out), weights(broken.out)
    assert all(torch.equal(first[name], second[name]) for name in first)


def test_a_run_killed_between_its_last_two_files_is_finished_by_resuming(songs: Path, tmp_path: Path) -> None:
    learning = plan(songs, tmp_path / "m.safetensors", dataclasses.replace(QUICK, updates=1))
    list(train(learning))
    whole = safetensors.torch.load_file(learning.out)
    learning.out.unlink()
    list(train(dataclasses.replace(learning, resume=True)))
    again = safetensors.torch.load_file(learning.out)
    assert all(torch.equal(whole[name], again[name]) for name in whole)


@pytest.mark.usefixtures("true_networks")
def test_four_excerpts_can_be_learned_by_heart(songs: Path, tmp_path: Path) -> None:
    for part in ("audio", "labels"):
        (tmp_path / part).mkdir()
    n_samples = 114 * 315 + 1024
    for index, start in enumerate((0, 44100, 30000, 66000)):
        samples, rate = soundfile.read(songs / "audio/song0.wav", start=start, frames=n_samples)
        soundfile.write(tmp_path / f"audio/{index}.wav", samples, rate)
        (tmp_path / f"labels/{index}.lab").write_text(f"0 1.7 {'sing' if index in (1, 2) else 'nosing'}\n")
    config = dataclasses.replace(
        QUICK, updates=12, batch_size=4, report_every=2, checkpoint_every=12, learning_rate=0.005
    )
    network = PRESETS["schlueter2017"].network
    learning = TrainingPlan((tmp_path,), tmp_path / "m.safetensors", Preset(network, AugmentConfig(0, 0, 0, 0), config))
    losses = [report.loss for report in train(learning) if isinstance(report, TrainingProgress)]
    assert losses[-1] < 0.25 < 0.5 < losses[0]


def test_reports_come_in_order_and_the_model_is_usable(songs: Path, tmp_path: Path) -> None:
    out = tmp_path / "m.safetensors"
    learning = dataclasses.replace(
        plan(songs, out), validation=frozenset({"song1"}), holdout=frozenset({"song2"}), metadata={"use": "test only"}
    )
    reports = list(train(learning))
    kinds = [kind for kind, _ in itertools.groupby(type(report) for report in reports)]
    assert kinds == [
        Loading,
        Started,
        Notice,
        TrainingProgress,
        Validated,
        Saved,
        TrainingProgress,
        Validated,
        Saved,
        Finished,
    ]
    last = reports[-1]
    assert isinstance(last, Finished)
    assert last.scores is not None
    assert last.scores.frames > 300
    progress = [report for report in reports if isinstance(report, TrainingProgress)]
    assert [report.update for report in progress] == [2, 4, 6]
    assert progress[-1].seconds_left == 0
    again = list(train(dataclasses.replace(learning, resume=True)))
    assert again[-1] == last
    model = checkpoint.load(out)
    assert model.postprocessing.threshold == last.scores.threshold
    assert model.metadata["data"]["songs"] == ["song0"]
    assert model.metadata["data"]["held_out"] == ["song2"]
    assert model.metadata["schedule"]["seed"] == 5
    assert model.metadata["use"] == "test only"
    assert model.metadata["program"]["version"]
    assert len(model.metadata["data"]["audio_key"]) == 64


def test_the_seed_decides_everything(songs: Path, tmp_path: Path) -> None:
    brief = dataclasses.replace(QUICK, updates=1)
    runs = [(tmp_path / f"{index}.safetensors", seed) for index, seed in enumerate((1, 1, 2))]
    for out, seed in runs:
        list(train(plan(songs, out, dataclasses.replace(brief, seed=seed))))
    first, same, other = (weights(out)["network.head.0.weight"] for out, _ in runs)
    assert torch.equal(first, same)
    assert not torch.equal(first, other)


def test_training_can_start_from_a_model(songs: Path, tmp_path: Path) -> None:
    base = tmp_path / "base.safetensors"
    brief = dataclasses.replace(QUICK, updates=1)
    list(train(dataclasses.replace(plan(songs, base, brief, "schlueter2015"), metadata={"use": "research"})))
    # The preset says schlueter2017, but the network is the one started from, and the card must say so.
    still = dataclasses.replace(QUICK, updates=1, learning_rate=1e-8)
    tuned = dataclasses.replace(plan(songs, tmp_path / "tuned.safetensors", still), start_from=base)
    list(train(tuned))
    card = checkpoint.load(tuned.out).metadata
    assert card["network"]["architecture"] == "schlueter2015"
    assert card["started_from"]["key"] == checkpoint.load(base).key
    assert card["started_from"]["card"]["use"] == "research"
    before, after = safetensors.torch.load_file(base), safetensors.torch.load_file(tuned.out)
    assert_close(after["head.0.weight"], before["head.0.weight"], atol=1e-3, rtol=0)
    with pytest.raises(ModelError, match="no such model"):
        next(train(dataclasses.replace(tuned, start_from=tmp_path / "none.safetensors")))


def test_a_model_that_knows_a_song_is_not_gone_on_with_to_be_checked_on_it(songs: Path, tmp_path: Path) -> None:
    base = plan(songs, tmp_path / "base.safetensors", dataclasses.replace(QUICK, updates=1))
    list(train(dataclasses.replace(base, holdout=frozenset({"song2"}))))
    tuned = dataclasses.replace(base, out=tmp_path / "tuned.safetensors", start_from=base.out)
    for kept in ("holdout", "validation"):
        with pytest.raises(DataError, match="this model has learned from 'song0'"):
            next(train(dataclasses.replace(tuned, **{kept: frozenset({"song0"})})))
    assert not tuned.out.exists()
    list(train(dataclasses.replace(tuned, validation=frozenset({"song2"}))))


def test_the_papers_network_learns_the_mel_statistics(songs: Path, tmp_path: Path) -> None:
    out = tmp_path / "m.safetensors"
    list(train(plan(songs, out, dataclasses.replace(QUICK, updates=1), "schlueter2015")))
    network = checkpoint.load(out).network
    assert network.mean.mean() < -0.4
    assert 0.1 < network.std.mean() < 5


def test_what_cannot_work_is_said_before_learning_starts(songs: Path, tmp_path: Path) -> None:
    good = plan(songs, tmp_path / "m.safetensors")
    everything = frozenset({"song0", "song1", "song2"})
    for bad, message in (
        (dataclasses.replace(good, resume=True), "no unfinished training"),
        (dataclasses.replace(good, holdout=everything), "nothing to learn from"),
        (dataclasses.replace(good, validation=frozenset({"ghost"})), "ghost"),
        (dataclasses.replace(good, data=(tmp_path / "none",)), "no data set"),
        (dataclasses.replace(good, holdout=frozenset({"sogn1"})), "sogn1"),
        (
            dataclasses.replace(good, holdout=frozenset({"song1"}), validation=frozenset({"song1"})),
            "held out and validated",
        ),
    ):
        with pytest.raises(DataError, match=message):
            list(train(bad))
    assert not good.out.exists()


def test_a_card_that_is_not_there_is_refused_before_any_recording_is_read(
    songs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    monkeypatch.setattr(dataset, "find", lambda *_: pytest.fail("the data are not looked at"))
    with pytest.raises(ModelError, match="no GPU"):
        next(train(dataclasses.replace(plan(songs, tmp_path / "m.safetensors"), device="cuda")))


def test_a_state_of_other_settings_or_a_broken_one_is_refused(songs: Path, tmp_path: Path) -> None:
    learning = plan(songs, tmp_path / "m.safetensors", dataclasses.replace(QUICK, updates=3))
    list(train(learning))
    changed = dataclasses.replace(learning.preset, train=dataclasses.replace(QUICK, updates=3, seed=77))
    with pytest.raises(DataError, match=r"other data or settings: seed was 5, not 77\. Start anew"):
        list(train(dataclasses.replace(learning, preset=changed, resume=True)))
    saved = state_path(learning.out)
    with safe_open(saved, framework="pt") as file:
        metadata = file.metadata()
    for broken in ({"extra": "5"}, {"extra": '{"batches": {}}'}, {"update": "x"}, {"recipe": "{"}):
        saved.write_bytes(safetensors.torch.save(safetensors.torch.load_file(saved), metadata | broken))
        with pytest.raises(DataError, match="cannot resume"):
            list(train(dataclasses.replace(learning, resume=True)))
    saved.write_bytes(b"broken")
    with pytest.raises(DataError, match="cannot resume"):
        list(train(dataclasses.replace(learning, resume=True)))


def test_bfloat16_learns_as_float32_does(songs: Path, tmp_path: Path) -> None:
    losses = {}
    for precision in ("float32", "bfloat16"):
        config = dataclasses.replace(QUICK, updates=2, batch_size=2, report_every=2, precision=precision)
        reports = train(plan(songs, tmp_path / f"{precision}.safetensors", config))
        losses[precision] = next(report.loss for report in reports if isinstance(report, TrainingProgress))
    assert losses["bfloat16"] == pytest.approx(losses["float32"], abs=0.15)


def test_a_recording_held_out_is_not_learned_from_under_another_name(songs: Path, tmp_path: Path) -> None:
    shutil.copytree(songs, tmp_path / "more")
    (tmp_path / "more/audio/song1.wav").rename(tmp_path / "more/audio/take two.wav")
    (tmp_path / "more/labels/song1.lab").rename(tmp_path / "more/labels/take two.lab")
    for name in ("song0", "song2"):
        (tmp_path / f"more/audio/{name}.wav").unlink()
    both = dataclasses.replace(plan(songs, tmp_path / "m.safetensors"), data=(songs, tmp_path / "more"))
    with pytest.raises(DataError, match=r"take two\.wav: is the very recording of 'song1'"):
        next(train(dataclasses.replace(both, holdout=frozenset({"song1"}))))


def test_a_resumed_training_must_have_the_same_labels(songs: Path, tmp_path: Path) -> None:
    shutil.copytree(songs, tmp_path / "data")
    learning = plan(tmp_path / "data", tmp_path / "m.safetensors", dataclasses.replace(QUICK, updates=1))
    list(train(learning))
    (tmp_path / "data/labels/song0.lab").write_text("0 1 nosing\n1 2 sing\n2 5 nosing\n")
    with pytest.raises(DataError, match="other data or settings: labels_key was"):
        list(train(dataclasses.replace(learning, resume=True)))


def test_a_training_is_resumed_with_other_pauses_between_its_checkpoints(songs: Path, tmp_path: Path) -> None:
    learning = plan(songs, tmp_path / "m.safetensors", dataclasses.replace(QUICK, updates=1))
    list(train(learning))
    rarer = dataclasses.replace(learning.preset.train, checkpoint_every=77)
    resumed = dataclasses.replace(learning, preset=dataclasses.replace(learning.preset, train=rarer), resume=True)
    assert not any(isinstance(report, TrainingProgress) for report in train(resumed))


def test_a_training_that_diverges_leaves_the_last_good_checkpoint(songs: Path, tmp_path: Path) -> None:
    wild = dataclasses.replace(
        QUICK,
        updates=40,
        optimizer="nesterov",
        learning_rate=10.0,
        checkpoint_every=1,
        report_every=40,
        validate_every=1,
    )
    learning = plan(songs, tmp_path / "m.safetensors", wild, "schlueter2015")
    with pytest.raises(DataError, match="diverged"):
        list(train(dataclasses.replace(learning, validation=frozenset({"song1"}))))
    checkpoint.load(learning.out)


def test_what_the_card_is_given_cannot_replace_what_is_known(songs: Path, tmp_path: Path) -> None:
    brief = plan(songs, tmp_path / "m.safetensors", dataclasses.replace(QUICK, updates=1))
    list(train(dataclasses.replace(brief, metadata={"data": "nothing", "use": "any"})))
    metadata = checkpoint.load(brief.out).metadata
    assert metadata["data"]["songs"] == ["song0", "song1", "song2"]
    assert metadata["use"] == "any"


def test_a_pause_asked_for_with_the_last_update_holds_nothing_up(songs: Path, tmp_path: Path) -> None:
    learning = plan(songs, tmp_path / "m.safetensors", TrainConfig(updates=1, batch_size=2, report_every=1))
    learning.pause.begin()
    # If it waited, it would do so for ever.
    way_out = threading.Timer(60.0, learning.pause.end)
    way_out.start()
    assert [type(report) for report in train(learning)][-1] is Finished
    way_out.cancel()
    assert learning.pause.seconds == 0
