"""What is promised of the models that come along."""

import re
from pathlib import Path

import pytest

from svd_core.model.card import SHIPPED, learned_songs, named_model, read_card


@pytest.mark.parametrize("name", SHIPPED)
def test_a_model_that_comes_along_says_what_it_is_for_what_it_learned_from_and_how_well_it_does(name: str):
    path = named_model(Path(name))
    card = read_card(path)
    assert card.name == name
    assert path.stat().st_size < 6e6
    assert {"use", "sources", "held_out_scores", "program", "schedule", "data"} <= set(card.metadata)
    assert all(source["licence"] for source in card.metadata["sources"])


def test_the_free_model_learned_from_nothing_that_is_for_research_only():
    metadata = read_card(named_model(Path("free"))).metadata
    # Whole songs only as stems under a free licence, or such as `svd synthesize songs` makes.
    assert learned_songs(metadata, "stem_songs")
    assert all(re.fullmatch(r"made_\d+_\d{3}", name) for name in learned_songs(metadata))
    assert not [source for source in metadata["sources"] if "NC" in source["licence"] or "ND" in source["licence"]]


def test_without_a_name_the_default_model_is_meant_and_any_other_path_is_a_file(tmp_path: Path):
    assert named_model(None) == named_model(Path("default"))
    assert named_model(tmp_path / "free.safetensors") == tmp_path / "free.safetensors"
