"""Stretches with a target a frame: what is drawn, what it is mixed with, and which frames count."""

import dataclasses
from collections import Counter

import numpy as np
import pytest
import torch

from svd_core.audio.features import log_mel
from svd_core.config import PRESETS, AugmentConfig, FeatureConfig, Preset, StretchConfig
from svd_core.data.loading import StemSources
from svd_core.data.recordings import Recording, Stems
from svd_core.errors import DataError
from svd_core.training.excerpts import Material, beside
from svd_core.training.sample_bank import Track
from svd_core.training.stretch_batches import StretchBatches
from svd_core.training.stretches import Choice, Place, certain_frames
from tests.core.tensors import assert_close

FEATURES = FeatureConfig()
RATE = FEATURES.sample_rate
SECONDS = 8.0
UNDISTURBED = StretchConfig(64, 0.0, 0.0, 0, *[0.0] * 8)
UNAUGMENTED = AugmentConfig(0, 0, 0)


def bursts(name: str, hertz: float = 400.0) -> Recording:
    """A tone that sounds every other second, labelled where it sounds, over a little noise."""
    n = int(SECONDS * RATE)
    times = np.arange(n) / RATE
    sounds = times % 2 < 1
    samples = 8000 * np.sin(2 * np.pi * hertz * times) * sounds + np.random.default_rng(1).normal(0, 20, n)
    n_frames = (n - FEATURES.frame_samples) // FEATURES.hop_samples + 1
    sung = sounds[np.arange(n_frames) * FEATURES.hop_samples + FEATURES.frame_samples // 2]
    return Recording(name, samples.astype(np.int16), sung)


def noise(name: str) -> Recording:
    n = int(SECONDS * RATE)
    samples = np.random.default_rng(2).normal(0, 2000, n).astype(np.int16)
    return Recording(name, samples, np.zeros((n - 1024) // 315 + 1, np.bool_), group="noises")


def preset(batch_size: int = 6, augment: AugmentConfig = UNAUGMENTED, song_share: float = 0.5) -> Preset:
    base = PRESETS["recurrent"]
    train = dataclasses.replace(base.train, batch_size=batch_size, song_share=song_share)
    return dataclasses.replace(base, train=train, augment=augment)


def everything() -> StemSources:
    return StemSources((Stems(bursts("song"), noise("song")),), (bursts("singer"),), (noise("music"),))


def test_a_batch_follows_from_the_seed_and_its_number() -> None:
    disturbed = dataclasses.replace(StretchConfig(), frames=64, codings=0, lead=1.0, melody=1.0, overdrive=1.0)
    one, other = (
        StretchBatches((bursts("a"),), everything(), preset(12, AugmentConfig()), disturbed, FEATURES) for _ in range(2)
    )
    one.batch(0)
    first, again, different = one.batch(7), other.batch(7), other.batch(8)
    for tensor, same in zip(first, again, strict=True):
        assert torch.equal(tensor, same)
    assert not torch.equal(first[0], different[0])
    mel, targets, counted = first
    assert (mel.shape, targets.shape, counted.shape) == ((12, 80, 80), (12, 64), (12, 64))
    assert torch.isfinite(mel).all()


def test_undisturbed_stretches_of_a_song_are_its_spectrogram() -> None:
    song = bursts("a")
    whole = torch.from_numpy(log_mel(song.cut(), FEATURES))
    mel, targets, counted = StretchBatches(
        (song,), StemSources(), preset(3), dataclasses.replace(UNDISTURBED, gain_db=0.0), FEATURES
    ).batch(0)
    assert counted.all()
    for row, target in zip(mel, targets, strict=True):
        differences = [(whole[start : start + 80] - row).abs().max() for start in range(len(whole) - 79)]
        start = int(torch.stack(differences).argmin())
        assert differences[start] < 1e-3
        sung = torch.from_numpy(song.sung[start + 8 : start + 72])
        assert torch.equal(target > 0.5, sung)
        assert_close((target - 0.5).abs(), torch.full_like(target, 0.48))


def test_targets_follow_a_stretch_in_time() -> None:
    """The tone is heard in exactly the frames whose target says so, however slow or fast."""
    batches = StretchBatches((bursts("a"),), StemSources(), preset(16, AugmentConfig(0, 0.3, 0)), UNDISTURBED, FEATURES)
    mel, targets, _ = batches.batch(0)
    band = int(mel.mean(dim=(0, 1)).argmax())
    heard = mel[:, 8:-8, band] > (mel[..., band].amax() + mel[..., band].amin()) / 2
    assert (heard == (targets > 0.5)).float().mean() > 0.96
    lengths = [len(list(run)) for row in targets > 0.5 for run in [row.nonzero()]]
    assert len(set(lengths)) > 4


def test_music_alone_is_never_sung_whatever_is_done_to_it() -> None:
    spoiled = dataclasses.replace(StretchConfig(), frames=64, codings=0, lead=1.0, overdrive=1.0)
    sources = StemSources(singers=(bursts("singer"),), backings=(noise("music"),))
    _, targets, counted = StretchBatches((), sources, preset(40), spoiled, FEATURES).batch(0)
    unsung = (targets < 0.5).all(dim=1)
    assert 10 <= int(unsung.sum()) < 40
    assert counted[unsung].all(dim=1).sum() >= 10


def test_a_lead_is_heard_and_changes_no_target() -> None:
    sources = StemSources(singers=(bursts("singer"),), backings=(noise("music"),))
    with_lead = dataclasses.replace(UNDISTURBED, lead=1.0)
    plain, led = (
        StretchBatches((), sources, preset(12), config, FEATURES).batch(0) for config in (UNDISTURBED, with_lead)
    )
    assert (plain[0] - led[0]).abs().mean() > 0.1
    assert torch.equal(plain[1].mean(dim=1) < 0.03, led[1].mean(dim=1) < 0.03)


def test_a_voice_sung_to_another_melody_keeps_its_labels_in_place() -> None:
    sources = StemSources(singers=(bursts("singer"),))
    resung = dataclasses.replace(UNDISTURBED, melody=1.0)
    mel, targets, _ = StretchBatches((), sources, preset(16), resung, FEATURES).batch(0)
    loud = mel[:, 8:-8].exp().sum(dim=2)
    heard = loud > 0.5 * loud.amax(dim=1, keepdim=True)
    mixed = ((targets > 0.5).any(dim=1) & (targets < 0.5).any(dim=1)).nonzero().flatten()
    assert len(mixed) > 4
    # Some voices are in a room, which sounds on after them.
    agreement = (heard[mixed] == (targets[mixed] > 0.5)).float().mean(dim=1)
    assert agreement.median() > 0.95
    sung = zip(mel[mixed, 8:-8], targets[mixed], strict=True)
    peaks = {int(row[target > 0.5].mean(dim=0).argmax()) for row, target in sung}
    assert len(peaks) > 2


def test_frames_near_edges_and_in_short_gaps_do_not_count() -> None:
    targets = torch.zeros(1, 200)
    targets[0, 50:100] = 1
    targets[0, 120:150] = 1
    counted = certain_frames(targets, edge=7, gap=0)[0]
    left_out = {frame for edge in (50, 100, 120, 150) for frame in range(edge - 7, edge + 7)}
    assert set((counted == 0).nonzero().flatten().tolist()) == left_out
    bridged = certain_frames(targets, edge=0, gap=35)[0]
    assert set((bridged == 0).nonzero().flatten().tolist()) == set(range(100, 120))
    assert certain_frames(targets, edge=0, gap=15)[0].all()
    assert certain_frames(torch.ones(1, 50), edge=7, gap=35)[0].all()


def test_groups_are_drawn_by_the_root_of_their_size() -> None:
    tracks = [Track(1000 * number, 500, group="many" if number else "one") for number in range(10)]
    choice = Choice((*tracks, Track(99_000, 5, group="too short")), 100)
    random = np.random.default_rng(0)
    drawn = Counter(choice.draw(random, 0.0).track.group for _ in range(2000))
    assert drawn["one"] / 2000 == pytest.approx(1 / 4, abs=0.03)
    assert "too short" not in drawn
    assert not Choice((), 100)


def test_coded_copies_are_read_at_the_same_place_and_stems_in_the_same_coding() -> None:
    track, accompaniment = Track(0, 500, copies=(5000, 6000)), Track(1000, 500, copies=(7000, 8000))
    choice, random = Choice([track], 100), np.random.default_rng(0)
    places = [choice.draw(random, 0.7) for _ in range(200)]
    sources = Counter(place.sound - place.labels for place in places)
    assert set(sources) == {0, 5000, 6000}
    assert sources[0] == pytest.approx(60, abs=25)
    for place in places:
        offset = {0: 1000, 5000: 7000, 6000: 8000}[place.sound - place.labels]
        assert place.beside(accompaniment) == offset + place.labels
    assert Place(track, 5003, 3).beside(Track(1000, 500)) == 1003


def test_what_sounds_beside_a_part_of_a_song_has_the_same_copies() -> None:
    voice, music = Track(0, 500, copies=(5000,)), Track(1000, 500, copies=(7000,))
    part = Track(200, 100, copies=(5200,))
    assert beside((part,), Material(vocals=(voice,), accompaniments=(music,))) == (Track(1200, 100, (7200,)),)


def test_without_a_voice_there_is_nothing_to_learn() -> None:
    unchecked = dataclasses.replace(bursts("a"), checked=np.zeros(bursts("a").n_frames, np.bool_))
    with pytest.raises(DataError, match=r"longer than 3\.. s enough is checked.*mark more as checked"):
        StretchBatches((unchecked,), StemSources(), preset(3), dataclasses.replace(UNDISTURBED, frames=200), FEATURES)
    with pytest.raises(DataError, match="no song or voice longer than"):
        StretchBatches((), StemSources(backings=(noise("music"),)), preset(), UNDISTURBED, FEATURES)


@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a graphics card")
def test_batches_are_made_on_a_graphics_card() -> None:
    config = dataclasses.replace(StretchConfig(), frames=64, codings=0, lead=1.0, melody=1.0)
    here, there = (
        StretchBatches((bursts("a"),), everything(), preset(12), config, FEATURES, device).batch(3)
        for device in ("cpu", "cuda")
    )
    assert there[0].is_cuda and torch.isfinite(there[0]).all()
    # What a batch holds is drawn in the processor's memory, only noise and augmentation on the card; pitch shift and
    # time stretch, which would move the targets, are off.
    assert torch.equal((here[1] > 0.5).any(dim=1), (there[1] > 0.5).any(dim=1).cpu())


def test_frames_that_nobody_checked_do_not_count() -> None:
    song = bursts("a")
    checked = np.zeros(song.n_frames, np.bool_)
    checked[200:260] = True
    batches = StretchBatches(
        (dataclasses.replace(song, checked=checked),), StemSources(), preset(8), UNDISTURBED, FEATURES
    )
    _, _, counted = batches.batch(0)
    assert counted.any(dim=1).all()
    assert counted.sum(dim=1).max() <= 60


def test_of_a_song_of_stems_only_checked_frames_count_too() -> None:
    vocals, music = bursts("vocals"), noise("music")
    checked = np.zeros(vocals.n_frames, np.bool_)
    checked[200:260] = True
    sources = StemSources((Stems(dataclasses.replace(vocals, checked=checked), music),))
    batches = StretchBatches((), sources, preset(16), UNDISTURBED, FEATURES)
    _, targets, counted = batches.batch(0)
    # The rows of the song's own stems come before those of music alone, in which nobody sings and all is known.
    own = (targets > 0.5).any(dim=1) | (counted.sum(dim=1) < counted.shape[1])
    assert own.any()
    assert 0 < counted[own].sum(dim=1).max() <= 60
