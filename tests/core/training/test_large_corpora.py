"""A corpus in files is trained with as one in memory is, and its order takes no memory."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest
import torch

from svd_core.config import PRESETS, FeatureConfig, Preset
from svd_core.data.loading import StemSources
from svd_core.data.recordings import Recording, Stems
from svd_core.data.sample_store import SampleStore
from svd_core.training import batches as batches_module
from svd_core.training import excerpts, sample_bank
from svd_core.training.batches import Batches
from svd_core.training.position_order import ComputedOrder, ListedOrder
from svd_core.training.sample_bank import FileSounds, TensorSounds, build_sample_bank
from svd_core.training.stretch_batches import StretchBatches

pytestmark = pytest.mark.usefixtures("narrow_networks")

FEATURES = FeatureConfig()
HOP = FEATURES.hop_samples
CPU = torch.device("cpu")


def recording(name: str, n_frames: int, seed: int, copies: int = 0) -> Recording:
    rng = np.random.default_rng(seed)
    sounds = rng.integers(-9000, 9000, (1 + copies, (n_frames - 1) * HOP + 1024), dtype=np.int16)
    return Recording(name, sounds[0], rng.random(n_frames) > 0.5, copies=tuple(sounds[1:]))


def in_files(one: Recording, store: SampleStore) -> Recording:
    sounds = enumerate((one.samples, *one.copies))
    kept = [store.samples(f"{one.name} {number}", lambda sound=sound: [sound]) for number, sound in sounds]
    return dataclasses.replace(one, samples=kept[0], copies=tuple(kept[1:]))


@pytest.fixture
def songs() -> list[Recording]:
    return [recording(f"song{n}", 800 + 30 * n, n, copies=1) for n in range(3)]


@pytest.fixture
def sources() -> StemSources:
    voice, backing, singer, band = (recording(name, 900, 10 + n, 1) for n, name in enumerate("vbsi"))
    return StemSources((Stems(voice, backing),), (dataclasses.replace(singer, copies=()),), (band,))


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SampleStore:
    """Whatever is in this store is too large for memory."""
    monkeypatch.setattr(sample_bank, "IN_MEMORY_BYTES", 0)
    return SampleStore(tmp_path)


def all_in_files(sources: StemSources, store: SampleStore) -> StemSources:
    return StemSources(
        tuple(Stems(in_files(one.vocals, store), in_files(one.accompaniment, store)) for one in sources.stems),
        tuple(in_files(one, store) for one in sources.singers),
        tuple(in_files(one, store) for one in sources.backings),
    )


def test_a_bank_in_files_gives_what_one_in_memory_gives(songs: list[Recording], store: SampleStore):
    held, tracks = build_sample_bank(songs, FEATURES, CPU)
    mapped, same_tracks = build_sample_bank([in_files(song, store) for song in songs], FEATURES, CPU)
    assert isinstance(held.sounds, TensorSounds) and isinstance(mapped.sounds, FileSounds)
    assert same_tracks == tracks
    for name in ("targets", "sung", "checked"):
        assert torch.equal(getattr(held, name), getattr(mapped, name))
    starts = [start for track in tracks for start in (track.start, *track.copies)]
    first = torch.tensor([*starts, *(start + 600 for start in starts)])
    assert torch.equal(mapped.cut(first, 50_000), held.cut(first, 50_000))
    song = len(songs[1].samples)
    begin = tracks[1].start * HOP
    np.testing.assert_array_equal(mapped.sounds.piece(begin + 7, begin + song), songs[1].samples[7:])


@pytest.mark.parametrize("name", ["schlueter2017", "recurrent"])
def test_batches_are_the_same(
    name: str, songs: list[Recording], sources: StemSources, store: SampleStore, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(batches_module, "N_MIXES_FOR_STATISTICS", 20)
    preset = PRESETS[name]
    preset = dataclasses.replace(preset, train=dataclasses.replace(preset.train, batch_size=8))

    def made(songs: list[Recording], sources: StemSources, preset: Preset) -> Batches | StretchBatches:
        if preset.stretch is None:
            return Batches(tuple(songs), sources, preset, FEATURES)
        return StretchBatches(tuple(songs), sources, preset, preset.stretch, FEATURES)

    held = made(songs, sources, preset)
    mapped = made([in_files(song, store) for song in songs], all_in_files(sources, store), preset)
    for update in (0, 1, 2):
        for one, other in zip(held.batch(update), mapped.batch(update), strict=True):
            assert torch.equal(one, other)
    if isinstance(held, Batches) and isinstance(mapped, Batches):
        assert (held.on_device, mapped.on_device) == (True, False)
        for one, other in zip(held.mel_statistics(), mapped.mel_statistics(), strict=True):
            assert torch.equal(one, other)


def test_the_statistics_of_a_large_corpus_are_those_of_pieces_all_over_it(
    songs: list[Recording], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(batches_module, "PIECE_FRAMES", 50)
    data = Batches(tuple(songs), StemSources(), PRESETS["schlueter2017"], FEATURES)
    whole = [len(piece) for piece in data._unaugmented()]
    monkeypatch.setattr(batches_module, "STATISTICS_FRAMES", sum(whole) // 3)
    some = [len(piece) for piece in data._unaugmented()]
    assert sum(whole) / 5 < sum(some) <= sum(whole) / 3


@pytest.mark.parametrize("n_positions", [1, 2, 7, 64, 1000, 4097])
def test_a_computed_order_has_every_position_once_an_epoch(n_positions: int):
    order = ComputedOrder(n_positions, 3 * n_positions, seed=5)
    found = order.positions(0).reshape(3, n_positions)
    for epoch in found:
        assert sorted(epoch.tolist()) == list(range(n_positions))
    if n_positions > 10:
        assert not torch.equal(found[0], found[1])
        assert not torch.equal(ComputedOrder(n_positions, n_positions, 6).positions(0), found[0])
        # Neighbours in the order are no neighbours in the songs.
        assert float((found[0][1:] - found[0][:-1]).abs().float().mean()) == pytest.approx(n_positions / 3, rel=0.2)


def test_parts_of_a_computed_order_fit_together():
    whole = ComputedOrder(1000, 3000, seed=1).positions(0)
    parts = ComputedOrder(1000, 100, seed=1)
    for before in (0, 1, 83, 84, 950, 999, 1000, 2890):
        first = parts.first(before, 16)
        assert first <= before and before + 16 <= first + 100
        assert torch.equal(parts.positions(first), whole[first : first + 100])


def test_a_listed_order_has_every_position_once_an_epoch():
    order = ListedOrder(50, 2, 0, CPU)
    assert (order.first(49, 10), order.first(50, 10)) == (0, 50)
    both = order.positions(50)
    assert torch.equal(order.positions(0)[50:], both[:50])
    assert sorted(both[:50].tolist()) == list(range(50))


def test_excerpts_of_many_positions_come_in_a_computed_order(songs: list[Recording], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(excerpts, "LISTED_POSITIONS", 100)
    preset = PRESETS["schlueter2017"]
    preset = dataclasses.replace(preset, train=dataclasses.replace(preset.train, batch_size=16))
    data = Batches(tuple(songs), StemSources(), preset, FEATURES)
    sampler = data._sampler
    assert isinstance(sampler._shuffle, ComputedOrder)
    seen = []
    for update in range(sampler._songs.count // 16):
        sampler.fill_order(update)
        seen += sampler.draw(torch.tensor(update), torch.Generator()).voice.tolist()
    assert len(seen) == len(set(seen)) > 1500
