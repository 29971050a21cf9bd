"""A `dataset.json` of version 0.1, which calls the artist `act`, opens without loss."""

from __future__ import annotations

from pathlib import Path

from svd_core.data import dataset_card

OLDER = Path(__file__).parents[2] / "data"


def test_a_card_that_calls_artists_acts_is_read_whole(tmp_path: Path):
    card = dataset_card.read(OLDER / "data_set")
    assert card is not None
    assert [(song.name, song.artist, song.seconds, song.sung_seconds) for song in card.songs] == [
        ("A - one", "A", 2.0, 1.0),
        ("A - two", "A", 2.0, 1.0),
        ("B - drei, größer", "B", 2.0, 1.0),
        ("nobody", "", 2.0, 1.0),
    ]
    assert card.songs[3].files["labels/nobody.lab"].startswith("b1b7803b4fd9f459")
    assert card.lists["fold1"] == ("A - one.wav", "A - two.wav")
    assert (card.kind, card.options["gap"], card.licence) == ("audacity", 0.3, "unknown: ask who made it")
    assert card.key == "28c197bb48b18d86d129ef370ecd006bbeb7ae832345dc236dbb4ee60a37ddf1"
    dataset_card.write(tmp_path, card)
    assert dataset_card.read(tmp_path) == card
