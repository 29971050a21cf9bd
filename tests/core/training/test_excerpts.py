"""What training examples are cut from and how they are mixed, and that it follows from seed and update alone."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from svd_core.audio.features import FloatArray, log_mel
from svd_core.audio.stft import magnitudes
from svd_core.config import PRESETS, AugmentConfig, FeatureConfig, Preset
from svd_core.data.loading import StemSources
from svd_core.data.recordings import Recording, Stems
from svd_core.errors import DataError
from svd_core.training import batches
from svd_core.training.batches import Batches, Spectra
from svd_core.training.excerpts import (
    ALONE,
    FOREIGN,
    OWN,
    SONG,
    ExcerptBatch,
    ExcerptExtent,
    ExcerptSampler,
    Material,
    Negatives,
)
from svd_core.training.sample_bank import SampleBank, Track, build_sample_bank

FEATURES = FeatureConfig()
HOP = FEATURES.hop_samples
EXTENT = ExcerptExtent(115, FEATURES)
CPU = torch.device("cpu")


def recording(name: str, n_frames: int, seed: int = 0, scale: int = 9000) -> Recording:
    rng = np.random.default_rng(seed)
    n_samples = (n_frames - 1) * HOP + FEATURES.frame_samples
    return Recording(name, rng.integers(-scale, scale, n_samples, dtype=np.int16), rng.random(n_frames) > 0.5)


def cut(recording: Recording, first: int) -> FloatArray:
    return recording.cut(first * HOP, first * HOP + EXTENT.n_samples)


def laid(**uses: list[Recording]) -> tuple[SampleBank, Material]:
    everything = [one for recordings in uses.values() for one in recordings]
    bank, tracks = build_sample_bank(everything, FEATURES, CPU)
    by_name = dict(zip([one.name for one in everything], tracks, strict=True))
    return bank, Material(**{use: tuple(by_name[one.name] for one in recordings) for use, recordings in uses.items()})


def drawn(excerpts: ExcerptSampler, update: int = 0, seed: int = 0) -> ExcerptBatch:
    excerpts.fill_order(update)
    return excerpts.draw(torch.tensor(update), torch.Generator().manual_seed(seed))


@pytest.fixture
def stems() -> dict[str, list[Recording]]:
    return {
        "vocals": [recording("vocals", 300, 1)],
        "accompaniments": [recording("accompaniment", 300, 2)],
        "singers": [recording("singer", 400, 3), recording("too short", 20)],
        "backings": [recording("band", 500, 4)],
    }


def test_recordings_lie_in_the_bank_whole_and_apart() -> None:
    songs = [recording("a", 117), recording("b", 116, 1)]
    bank, tracks = build_sample_bank(songs, FEATURES, CPU)
    for song, track in zip(songs, tracks, strict=True):
        start = track.start * HOP
        np.testing.assert_array_equal(bank.sounds.piece(start, start + len(song.samples)), song.samples)
        np.testing.assert_array_equal(bank.targets[track.start : track.start + song.n_frames], song.targets)
        np.testing.assert_array_equal(bank.sung[track.start : track.start + song.n_frames], song.sung)
        firsts = torch.tensor([track.start, track.start + 1])
        np.testing.assert_array_equal(bank.cut(firsts, EXTENT.n_samples), np.stack([cut(song, 0), cut(song, 1)]))


def test_excerpts_of_songs_cover_every_position_once_a_round() -> None:
    songs = [recording("a", 117), recording("too short", 50), recording("b", 116, 1)]
    bank, material = laid(songs=songs)
    excerpts = ExcerptSampler(bank, material, EXTENT, 2, 0.5, seed=3)
    rows = []
    for update in range(5):
        batch = drawn(excerpts, update)
        assert (batch.kind == SONG).all()
        rows += list(zip(excerpts.samples(batch).numpy(), excerpts.targets(batch).tolist(), strict=True))
    expected = [(i, p) for i, p in ((0, 0), (0, 1), (0, 2), (2, 0), (2, 1))]
    for round_rows in (rows[:5], rows[5:]):
        found = sorted(samples.tobytes() for samples, _ in round_rows)
        assert found == sorted(cut(songs[i], p).tobytes() for i, p in expected)
        targets = {cut(songs[i], p).tobytes(): float(songs[i].sung[p + 57]) for i, p in expected}
        assert all(target == targets[samples.tobytes()] for samples, target in round_rows)
    assert [row[0].tobytes() for row in rows[:5]] != [row[0].tobytes() for row in rows[5:]]


def test_fewer_positions_than_a_batch_has_rows_are_drawn_again_and_again() -> None:
    song = recording("a", 117)
    bank, material = laid(songs=[song])
    excerpts = ExcerptSampler(bank, material, EXTENT, 8, 0.5, seed=0)
    starts = torch.cat([drawn(excerpts, update).voice for update in range(3)])
    assert torch.bincount(starts).tolist() == [8, 8, 8]


def test_songs_make_up_their_share_exactly_over_a_few_batches(stems: dict[str, list[Recording]]) -> None:
    bank, material = laid(songs=[recording("song", 300)], **stems)
    excerpts = ExcerptSampler(bank, material, EXTENT, 5, 0.34, seed=0)
    counts = [int((drawn(excerpts, update).kind == SONG).sum()) for update in range(20_000_000, 20_000_020)]
    assert sum(counts) == 34
    assert set(counts) == {1, 2}


def test_kinds_levels_and_balances_are_spread_as_declared(stems: dict[str, list[Recording]]) -> None:
    bank, material = laid(**stems)
    excerpts = ExcerptSampler(bank, material, EXTENT, 4000, 0.5, seed=0)
    batch = drawn(excerpts)
    for kind, share in ((OWN, 0.3), (FOREIGN, 0.45), (ALONE, 0.25)):
        assert float((batch.kind == kind).float().mean()) == pytest.approx(share, abs=0.03)
    for kind, low, high in ((OWN, -8, 8), (FOREIGN, -10, 12)):
        balance = batch.balance[batch.kind == kind]
        assert low <= balance.min() < low + 0.2
        assert high - 0.2 < balance.max() <= high
        assert float(balance.mean()) == pytest.approx((low + high) / 2, abs=0.5)
    assert float(batch.level.mean()) == pytest.approx(-18, abs=0.3)
    own = batch.kind == OWN
    offset = material.accompaniments[0].start - material.vocals[0].start
    assert torch.equal(batch.music[own], batch.voice[own] + offset)
    singer = material.singers[0]
    foreign = batch.voice[batch.kind == FOREIGN]
    assert foreign.min() == singer.start
    assert foreign.max() == singer.start + singer.n_frames - EXTENT.n_frames
    alone = excerpts.targets(batch)[batch.kind == ALONE]
    assert not alone.any()


def test_long_tracks_come_more_often_but_less_so_than_their_length() -> None:
    long, short = recording("long", 114 + 900, 1), recording("short", 114 + 100, 2)
    bank, material = laid(singers=[long, short])
    batch = drawn(ExcerptSampler(bank, material, EXTENT, 4000, 0.5, seed=0))
    assert float((batch.voice < material.singers[1].start).float().mean()) == pytest.approx(0.75, abs=0.03)


def test_a_mix_is_its_parts_at_the_levels_drawn(stems: dict[str, list[Recording]]) -> None:
    bank, material = laid(**stems)
    excerpts = ExcerptSampler(bank, material, EXTENT, 60, 0.5, seed=0)
    batch = drawn(excerpts)
    samples = excerpts.samples(batch).numpy().astype(np.float64)
    level = 20 * np.log10(np.sqrt((samples**2).mean(axis=1)))
    np.testing.assert_allclose(level, batch.level, atol=1e-3)
    for row in range(60):
        voice, music = (
            bank.cut(start[row : row + 1], EXTENT.n_samples)[0].numpy() for start in (batch.voice, batch.music)
        )
        gain = 10 ** (float(batch.balance[row]) / 20)
        if batch.kind[row] == FOREIGN:
            gain *= np.sqrt(np.mean(music**2) / np.percentile(voice**2, 90))
        mix = music + (batch.kind[row] != ALONE).item() * gain * voice
        mix *= np.sqrt(np.mean(samples[row] ** 2) / np.mean(mix**2))
        # The voice's level is an estimate from some of its samples.
        assert np.sqrt(np.mean((mix - samples[row]) ** 2)) < 0.02 * np.sqrt(np.mean(mix**2))


def test_silence_stays_silence_and_songs_stay_as_loud_as_they_are() -> None:
    quiet = Recording("quiet", np.zeros(300 * HOP, np.int16), np.zeros(297, np.bool_))
    loud = recording("loud", 300)
    bank, material = laid(songs=[loud], singers=[quiet])
    excerpts = ExcerptSampler(bank, material, EXTENT, 10, 0.5, seed=0)
    batch = drawn(excerpts)
    samples = excerpts.samples(batch)
    assert not samples[batch.kind == FOREIGN].any()
    np.testing.assert_array_equal(samples[0], cut(loud, int(batch.voice[0])))


def test_music_alone_is_mixed_but_nobody_sings(stems: dict[str, list[Recording]]) -> None:
    bank, material = laid(backings=stems["backings"])
    excerpts = ExcerptSampler(bank, material, EXTENT, 20, 0.5, seed=0)
    assert excerpts.has_mixes and not excerpts.has_voice
    assert (drawn(excerpts).kind == ALONE).all()


def test_voices_without_any_music_are_learned_from_alone(stems: dict[str, list[Recording]]) -> None:
    bank, material = laid(singers=stems["singers"])
    excerpts = ExcerptSampler(bank, material, EXTENT, 50, 0.5, seed=0)
    batch = drawn(excerpts)
    assert excerpts.has_voice
    assert 0 < excerpts.targets(batch).mean() < 1
    assert excerpts.samples(batch).abs().amax(1).min() > 0.01


def test_negatives_are_all_the_excerpts_of_songs_in_whose_middle_nobody_sings() -> None:
    silent = np.array([60, 70, 199])
    song = replace(recording("a", 200), sung=~np.isin(np.arange(200), silent))
    bank, material = laid(songs=[recording("too short", 50), song])
    negatives = Negatives(bank, material, EXTENT, 0.5)
    samples = negatives.samples(negatives.draw(40, torch.Generator().manual_seed(0))).numpy()
    # The last frame is too near the end to be the middle of an excerpt.
    assert {row.tobytes() for row in samples} == {cut(song, frame - EXTENT.centre).tobytes() for frame in silent[:2]}


def test_a_song_of_a_teacher_is_negative_only_where_singing_is_ruled_out() -> None:
    distilled = replace(
        recording("a", 200), sung=np.arange(200) != 80, teacher_probabilities=np.full(200, 0.02, np.float32)
    )
    bank, material = laid(songs=[distilled])
    negatives = Negatives(bank, material, EXTENT, 0.5)
    assert set(negatives.draw(9, torch.Generator()).voice.tolist()) == {80 - EXTENT.centre}


def test_negatives_come_from_stems_too_but_never_from_a_voice(stems: dict[str, list[Recording]]) -> None:
    sung = replace(recording("sung", 300), sung=np.ones(300, np.bool_))
    bank, material = laid(songs=[sung], singers=stems["singers"])
    with pytest.raises(DataError, match="nothing to mix with"):
        Negatives(bank, material, EXTENT, 0.5)
    bank, material = laid(songs=[sung], **stems)
    batch = Negatives(bank, material, EXTENT, 0.5).draw(200, torch.Generator().manual_seed(0))
    assert (batch.kind == ALONE).all()
    allowed = (*material.backings, *material.accompaniments)
    assert all(any(starts_in(track, start) for track in allowed) for start in batch.music.tolist())
    bank, material = laid(songs=[recording("half", 300)], **stems)
    batch = Negatives(bank, material, EXTENT, 0.75).draw(2000, torch.Generator().manual_seed(0))
    assert float((batch.kind == SONG).float().mean()) == pytest.approx(0.75, abs=0.04)


def starts_in(track: Track, start: int) -> bool:
    return track.start <= start <= track.start + track.n_frames - EXTENT.n_frames


# --- batches --------------------------------------------------------------------------------------------------------


def preset(batch: int = 6, **augment: float) -> Preset:
    strengths = {"pitch_shift": 0.3, "time_stretch": 0.3, "filter_db": 10.0} | augment
    base = PRESETS["schlueter2015"]
    return Preset(base.network, AugmentConfig(**strengths), replace(base.train, batch_size=batch, target_margin=0.02))


@pytest.fixture
def sources(stems: dict[str, list[Recording]]) -> StemSources:
    own = Stems(stems["vocals"][0], stems["accompaniments"][0])
    return StemSources((own,), (stems["singers"][0],), tuple(stems["backings"]))


def test_a_batch_follows_from_seed_and_update_alone(sources: StemSources) -> None:
    songs = (recording("a", 300), recording("b", 200, 5))
    wanted = preset(mix=0.5, noise=0.1, dropout=0.1)
    first, second = Batches(songs, sources, wanted, FEATURES), Batches(songs, sources, wanted, FEATURES)
    there = [first.batch(update) for update in (0, 1, 2, 70)]
    back = [second.batch(update) for update in (70, 2, 1, 0)][::-1]
    for (mel, targets), (other_mel, other_targets) in zip(there, back, strict=True):
        assert torch.equal(mel, other_mel)
        assert torch.equal(targets, other_targets)
    assert not torch.equal(there[0][0], there[1][0])
    other_seed = Batches(songs, sources, replace(wanted, train=replace(wanted.train, seed=1)), FEATURES)
    assert not torch.equal(other_seed.batch(0)[0], there[0][0])


def test_without_augmentation_a_batch_is_the_songs_features() -> None:
    song = recording("a", 300)
    batches = Batches((song,), StemSources(), preset(pitch_shift=0, time_stretch=0, filter_db=0), FEATURES)
    mel, targets = batches.batch(0)
    whole = log_mel(song.cut())
    for row, target in zip(mel.numpy(), targets.tolist(), strict=True):
        start = int(np.argmin([np.abs(whole[at : at + 115] - row).max() for at in range(300 - 114)]))
        np.testing.assert_allclose(whole[start : start + 115], row, atol=1e-3)
        assert target == pytest.approx(0.98 if song.sung[start + 57] else 0.02)


def test_spectra_of_a_batch_are_those_of_each_sound() -> None:
    samples = np.random.default_rng(0).standard_normal((3, 5000)).astype(np.float32)
    found = Spectra(FEATURES, CPU).magnitudes(torch.from_numpy(samples)).numpy()
    expected = np.stack([magnitudes(row) for row in samples])
    np.testing.assert_allclose(found, expected, atol=1e-4 * expected.max())


def test_mel_statistics_are_those_of_the_songs(sources: StemSources, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "N_MIXES_FOR_STATISTICS", 20)
    songs = (recording("a", 300), recording("b", 200, 5, scale=900))
    mean, std = Batches(songs, StemSources(), preset(), FEATURES).mel_statistics()
    whole = np.concatenate([log_mel(song.cut()) for song in songs]).astype(np.float64)
    np.testing.assert_allclose(mean, whole.mean(axis=0), atol=1e-3)
    np.testing.assert_allclose(std, whole.std(axis=0, ddof=1), atol=1e-3)
    mixed_mean, _ = Batches((), sources, preset(), FEATURES).mel_statistics()
    assert torch.isfinite(mixed_mean).all()


def test_negatives_are_missed_before_learning_begins() -> None:
    sung = (replace(recording("sung", 300), sung=np.ones(300, np.bool_)),)
    Batches(sung, StemSources(), preset(), FEATURES)
    with pytest.raises(DataError, match="nothing to mix with"):
        Batches(sung, StemSources(), preset(mix=0.5), FEATURES)


def test_instrumentals_beside_songs_are_not_left_out(sources: StemSources) -> None:
    songs = (replace(recording("sung", 300), sung=np.ones(300, np.bool_)),)
    backings = StemSources(backings=sources.backings)
    assert (Batches(songs, backings, preset(8), FEATURES).batch(0)[1] > 0.5).sum() == 4
    with pytest.raises(DataError, match="nothing to learn from"):
        Batches((), backings, preset(), FEATURES)
