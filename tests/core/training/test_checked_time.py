"""Only checked time is learned from, and only checked time is scored."""

import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest
import safetensors.torch
import soundfile
import torch

from svd_core.annotation.regions import Region, Regions
from svd_core.annotation.spans import WHOLE, Spans
from svd_core.audio.features import FrameGrid
from svd_core.cli.main import main
from svd_core.config import PRESETS, FeatureConfig, RobustnessConfig, TrainConfig
from svd_core.data.dataset import LabelledSong, StemSong
from svd_core.data.manifest import write_manifest
from svd_core.data.recordings import Recording
from svd_core.errors import DataError
from svd_core.experiments.predictions import LabelledPrediction
from svd_core.experiments.robustness.recordings import Material as RobustnessMaterial
from svd_core.experiments.robustness.recordings import song_excerpts, stem_excerpts
from svd_core.training.excerpts import OWN, ExcerptExtent, ExcerptSampler, Material, Negatives
from svd_core.training.plan import TrainingPlan
from svd_core.training.reports import Finished, Validated
from svd_core.training.sample_bank import build_sample_bank
from svd_core.training.trainer import train

pytestmark = pytest.mark.usefixtures("narrow_networks")

RATE = 22050
FEATURES = FeatureConfig()
EXTENT = ExcerptExtent(115, FEATURES)
CPU = torch.device("cpu")
QUICK = TrainConfig(updates=2, batch_size=4, report_every=2, checkpoint_every=2, validate_every=2, seed=1)


def recording(n_frames: int, checked: list[slice], seed: int = 0) -> Recording:
    rng = np.random.default_rng(seed)
    mask = np.zeros(n_frames, np.bool_)
    for part in checked:
        mask[part] = True
    n_samples = (n_frames - 1) * FEATURES.hop_samples + FEATURES.frame_samples
    noise = rng.integers(-9000, 9000, n_samples, dtype=np.int16)
    return Recording(f"r{seed}", noise, rng.random(n_frames) > 0.5, checked=mask)


def test_an_epoch_takes_every_checked_frame_once_as_a_centre_and_no_other() -> None:
    one, two = recording(400, [slice(100, 150), slice(300, 400)]), recording(300, [slice(0, 60), slice(200, 210)], 1)
    nothing = recording(300, [], 2)
    bank, tracks = build_sample_bank([one, two, nothing], FEATURES, CPU)
    # What lies within half an excerpt of a song's ends cannot be a centre: 57 frames on either side.
    expected = [
        *(tracks[0].start + np.r_[100:150, 300 : 400 - 57]).tolist(),
        *(tracks[1].start + np.r_[57:60, 200:210]).tolist(),
    ]
    sampler = ExcerptSampler(bank, Material(songs=tracks), EXTENT, len(expected), 1.0, 0)
    sampler.fill_order(0)
    drawn = sampler.draw(torch.tensor(0), torch.Generator().manual_seed(0))
    assert sorted((drawn.voice + EXTENT.centre).tolist()) == expected


def test_negatives_come_from_checked_frames() -> None:
    one = recording(400, [slice(100, 150), slice(300, 330)])
    bank, tracks = build_sample_bank([one], FEATURES, CPU)
    drawn = Negatives(bank, Material(songs=tracks), EXTENT, 1.0).draw(500, torch.Generator().manual_seed(0))
    centres = (drawn.voice + EXTENT.centre).unique().numpy()
    assert set(centres) <= set(np.flatnonzero(one.checked_frames & ~one.sung))


def test_vocals_are_mixed_where_they_are_checked_with_what_sounds_beside_them() -> None:
    vocals = [recording(400, [slice(100, 120), slice(300, 320)]), recording(300, [slice(0, 300)], 1)]
    backings = [dataclasses.replace(one, checked=None) for one in (recording(400, [], 2), recording(300, [], 3))]
    bank, tracks = build_sample_bank([*vocals, *backings], FEATURES, CPU)
    material = Material(vocals=tracks[:2], accompaniments=tracks[2:])
    drawn = ExcerptSampler(bank, material, EXTENT, 400, 0.0, 0).draw(torch.tensor(0), torch.Generator().manual_seed(0))
    own = drawn.kind == OWN
    centres = drawn.voice[own] + EXTENT.centre
    assert bank.checked[centres].all()
    assert bank.sung[centres].any()
    between = tracks[2].start - tracks[0].start
    assert (drawn.music[own] - drawn.voice[own] == between).all()


@pytest.fixture(scope="module")
def song(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eight seconds; in the first half a tone over noise, from 1 to 3 s."""
    path = tmp_path_factory.mktemp("songs") / "song.wav"
    times = np.arange(8 * RATE) / RATE
    tone = np.sin(2 * np.pi * 300 * times) * ((times >= 1) & (times < 3))
    soundfile.write(path, 0.2 * tone + 0.02 * np.random.default_rng(0).standard_normal(len(times)), RATE)
    return path


def manifest(folder: Path, song: Path, regions: Regions, checked: Spans) -> Path:
    path = folder / "songs.json"
    other = folder / "other.wav"
    samples, rate = soundfile.read(song)
    soundfile.write(other, samples[::-1], rate)
    write_manifest(path, [(song, regions, checked), (other, regions, checked)])
    return path


TRUE = (Region(1, 3),)
# The same in the first four seconds, and the guess of some model in the others.
GUESSED = (Region(1, 3), Region(4, 8))
HALF: Spans = ((0.0, 4.0),)


def trained(folder: Path, song: Path, regions: Regions, checked: Spans) -> tuple[dict[str, torch.Tensor], list]:
    folder.mkdir()
    plan = TrainingPlan(
        (manifest(folder, song, regions, checked),),
        folder / "model.safetensors",
        dataclasses.replace(PRESETS["schlueter2015"], train=QUICK),
        validation=frozenset(["other"]),
    )
    reports = list(train(plan))
    scores = [dataclasses.replace(report) for report in reports if isinstance(report, Validated)]
    assert isinstance(reports[-1], Finished)
    return safetensors.torch.load_file(plan.out), scores


def test_what_a_model_guessed_outside_checked_time_changes_neither_weights_nor_validation(
    song: Path, tmp_path: Path
) -> None:
    weights, scores = trained(tmp_path / "a", song, TRUE, HALF)
    same_weights, same_scores = trained(tmp_path / "b", song, GUESSED, HALF)
    assert scores == same_scores
    assert all(torch.equal(value, same_weights[name]) for name, value in weights.items())
    other_weights, other_scores = trained(tmp_path / "c", song, GUESSED, WHOLE)
    assert scores != other_scores
    assert any(not torch.equal(value, other_weights[name]) for name, value in weights.items())


def test_without_checked_time_there_is_nothing_to_learn_and_nothing_to_validate(song: Path, tmp_path: Path) -> None:
    plan = TrainingPlan((manifest(tmp_path, song, TRUE, ()),), tmp_path / "m.safetensors", PRESETS["schlueter2015"])
    with pytest.raises(DataError, match="anything is checked"):
        list(train(plan))
    with pytest.raises(DataError, match="validation songs is checked"):
        list(train(dataclasses.replace(plan, validation=frozenset(["other"]))))


def test_evaluate_scores_checked_time_only(song: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def evaluated(regions: Regions, checked: Spans) -> dict:
        data = manifest(tmp_path, song, regions, checked)
        assert main(["evaluate", "--data", str(data), "--threshold-from", str(listed), "--json"]) == 0
        return json.loads(capsys.readouterr().out.splitlines()[-1])

    listed = tmp_path / "list"
    listed.write_text("other\n")
    half = evaluated(TRUE, HALF)
    assert half["pooled"]["frames"] == 4 * FEATURES.frame_rate
    guessed = evaluated(GUESSED, HALF)
    assert (guessed["pooled"], guessed["decision"]) == (half["pooled"], half["decision"])
    assert evaluated(GUESSED, WHOLE)["pooled"]["error"] != half["pooled"]["error"]


def test_a_prediction_is_cut_to_checked_time() -> None:
    grid = FrameGrid(4, 1.0)
    found = LabelledPrediction.of(
        LabelledSong("x", Path("x"), (Region(1, 2),), ((1.0, 2.5),)), np.array([0.1, 0.2, 0.3, 0.4], np.float32), grid
    )
    assert found.probabilities.tolist() == pytest.approx([0.2, 0.3])
    assert found.targets.tolist() == [True, False]


def test_a_robustness_test_takes_its_excerpt_from_checked_time(song: Path) -> None:
    checked = ((0.0, 1.0), (1.5, 3.5))
    (excerpt,) = song_excerpts(
        RobustnessMaterial((LabelledSong("x", song, TRUE, checked),)), RobustnessConfig(), FEATURES
    )
    assert len(excerpt.sung) == 2 * FEATURES.frame_rate
    assert excerpt.sung.sum() == 1.5 * FEATURES.frame_rate
    with pytest.raises(DataError, match="nothing in it is checked"):
        list(song_excerpts(RobustnessMaterial((LabelledSong("x", song, TRUE, ()),)), RobustnessConfig(), FEATURES))


def test_a_robustness_test_of_stems_keeps_to_checked_time(song: Path) -> None:
    stems = StemSong("x", song, song, regions=TRUE, checked=((0.0, 1.0), (1.5, 3.5)))
    (excerpt,) = stem_excerpts(RobustnessMaterial(stems=(stems,)), RobustnessConfig(), FEATURES)
    assert len(excerpt.sung) == 2 * FEATURES.frame_rate
    assert excerpt.sung.sum() == 1.5 * FEATURES.frame_rate
