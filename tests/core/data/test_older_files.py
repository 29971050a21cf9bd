"""Files that earlier versions wrote still open without loss: `dataset.json` and training manifests."""

from __future__ import annotations

from pathlib import Path

from svd_core.annotation.regions import Region
from svd_core.data import dataset_card
from svd_core.data.manifest import read_manifest

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


def test_a_training_manifest_is_read_whole(tmp_path: Path):
    first, second = tmp_path / "one.wav", tmp_path / "album" / "one.wav"
    second.parent.mkdir()
    first.write_bytes(b"sound of song one")
    second.write_bytes(b"sound of the other song one")
    text = (OLDER / "manifest.json").read_text(encoding="utf-8")
    (tmp_path / "manifest.json").write_text(text.replace("FOLDER", tmp_path.as_posix()), encoding="utf-8")
    songs = read_manifest(tmp_path / "manifest.json")
    assert [(song.name, song.audio) for song in songs] == [("AUDIO, one", first), ("album, one", second)]
    assert songs[0].regions == (Region(0.5, 1.25, source="hand"),)
    assert songs[1].regions == ()
