"""A model that was rejected stays so, wherever it lies among the models, until it is used or is another one."""

from __future__ import annotations

from pathlib import Path

import pytest

from svd_core.model.card import named_model, read_card
from svd_core.model.model_folder import ModelFolder
from svd_core.model.rejection import is_rejected, reject, take_back


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "new.safetensors"
    path.write_bytes(named_model(Path("free")).read_bytes())
    return path


def test_a_rejection_is_remembered_and_taken_back(model: Path) -> None:
    assert not is_rejected(read_card(model))
    reject(model)
    assert is_rejected(read_card(model))
    take_back(model)
    take_back(model)
    assert not is_rejected(read_card(model))


def test_it_goes_with_a_model_that_is_removed_and_brought_back(model: Path) -> None:
    reject(model)
    models = ModelFolder(model.parent)
    removed = models.remove(model)
    assert [path.name for path in model.parent.iterdir()] == ["removed"]
    models.restore(removed)
    assert [entry.rejected for entry in models.entries() if not entry.shipped] == [True]


def test_what_is_trained_under_the_same_name_is_not_rejected(model: Path) -> None:
    reject(model)
    model.write_bytes(named_model(None).read_bytes())
    assert not is_rejected(read_card(model))


@pytest.mark.parametrize("text", ["", "[]", '{"model": 3}', "[" * 10_000])
def test_a_broken_file_rejects_nothing(model: Path, text: str) -> None:
    model.with_name("new.rejected.json").write_text(text)
    assert not is_rejected(read_card(model))
