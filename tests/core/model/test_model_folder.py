"""The models of a person: listed with their cards, brought in, copied out, taken out and brought back."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from svd_core.errors import DataError, ModelError
from svd_core.files.owner_lock import OwnerLock
from svd_core.model.card import named_model
from svd_core.model.model_folder import KEPT_DAYS, ModelFolder, lock_path

SHIPPED = named_model(Path("free"))


@pytest.fixture
def models(tmp_path: Path) -> ModelFolder:
    return ModelFolder(tmp_path / "models")


def trained(models: ModelFolder, name: str = "mine") -> Path:
    """A model with what a training leaves beside it, and another one whose name begins alike."""
    models.folder.mkdir(exist_ok=True)
    for each in (name, f"{name}.v2"):
        (models.folder / f"{each}.safetensors").write_bytes(SHIPPED.read_bytes())
        (models.folder / f"{each}.songs.json").write_text("{}")
    (models.folder / f"{name}.members").mkdir()
    return models.folder / f"{name}.safetensors"


def names(models: ModelFolder) -> set[str]:
    return {path.name for path in models.folder.iterdir()} - {"removed"}


def test_without_a_folder_there_are_the_models_that_come_along(models: ModelFolder) -> None:
    entries = models.entries()
    assert [entry.name for entry in entries] == ["default", "free"]
    assert all(entry.shipped and entry.card is not None for entry in entries)


def test_own_models_follow_the_newest_first_and_a_broken_one_says_why(models: ModelFolder) -> None:
    trained(models, "old")
    os.utime(models.folder / "old.safetensors", (1e9, 1e9))
    (models.folder / "broken.safetensors").write_bytes(b"no model")
    entries = models.entries()[2:]
    assert [entry.name for entry in entries][-1] == "old"
    broken = next(entry for entry in entries if entry.name == "broken")
    assert broken.card is None
    assert "not a readable model file" in broken.problem


def test_a_model_is_brought_in_once(models: ModelFolder, tmp_path: Path) -> None:
    trained(models)
    source = tmp_path / "mine.safetensors"
    source.write_bytes(named_model(None).read_bytes())
    # The very content comes with the program.
    assert models.add(source) == named_model(None)
    source.write_bytes(b"no model")
    before = names(models)
    with pytest.raises(ModelError):
        models.add(source)
    assert names(models) == before


def test_a_name_that_is_taken_gets_a_number(models: ModelFolder, tmp_path: Path) -> None:
    own = trained(models)
    source = tmp_path / "mine.safetensors"
    # Another model: a byte of its weights differs.
    content = bytearray(own.read_bytes())
    content[-1] ^= 1
    source.write_bytes(content)
    assert models.add(source) == models.folder / "mine 2.safetensors"
    assert models.add(source) == models.folder / "mine 2.safetensors"


def test_a_copy_goes_out_and_never_onto_itself(models: ModelFolder, tmp_path: Path) -> None:
    own = trained(models)
    models.export(own, tmp_path / "copy.safetensors")
    assert (tmp_path / "copy.safetensors").read_bytes() == own.read_bytes()
    with pytest.raises(DataError, match="the model itself"):
        models.export(own, own)


def test_a_removed_model_comes_back_with_all_that_belongs_to_it(models: ModelFolder) -> None:
    own = trained(models)
    before = names(models)
    removed = models.remove(own)
    assert names(models) == {"mine.v2.safetensors", "mine.v2.songs.json"}
    # As after another start of the program.
    (there,) = ModelFolder(models.folder).removed()
    assert (there.name, there.folder) == ("mine", removed.folder)
    assert models.restore(there) == own
    assert names(models) == before
    assert models.removed() == ()


def test_what_took_its_name_meanwhile_stays(models: ModelFolder) -> None:
    removed = models.remove(trained(models))
    trained(models)
    assert models.restore(removed) == models.folder / "mine 2.safetensors"
    assert {"mine 2.songs.json", "mine 2.members", "mine.songs.json"} <= names(models)
    with pytest.raises(DataError, match="no longer there"):
        models.restore(removed)


@pytest.mark.parametrize("n_moved", range(3))
def test_a_failure_half_way_leaves_a_model_whole_where_it_was(
    models: ModelFolder, monkeypatch: pytest.MonkeyPatch, n_moved: int
) -> None:
    own, rename = trained(models), os.rename
    before = names(models)

    def fail(move: Callable[[], object]) -> None:
        done: list[Path] = []

        def full(source: Path, target: Path) -> None:
            if len(done) == n_moved:
                monkeypatch.setattr(os, "rename", rename)
                raise OSError("No space left on device")
            done.append(target)
            rename(source, target)

        monkeypatch.setattr(os, "rename", full)
        with pytest.raises(OSError, match="No space"):
            move()

    fail(lambda: models.remove(own))
    assert names(models) == before
    removed = models.remove(own)
    fail(lambda: models.restore(removed))
    assert [one.folder for one in models.removed()] == [removed.folder]
    assert models.restore(removed) == own
    assert names(models) == before


def test_what_came_with_the_program_or_is_being_trained_cannot_be_removed(models: ModelFolder) -> None:
    with pytest.raises(DataError, match="come with the program"):
        models.remove(SHIPPED)
    own = trained(models)
    lock = OwnerLock(lock_path(own))
    assert lock.acquire() is None
    with pytest.raises(DataError, match="is being trained"):
        models.remove(own)
    lock.release()
    models.remove(own)


def test_removed_models_are_gone_for_good_after_a_month(models: ModelFolder) -> None:
    removed = models.remove(trained(models))
    models.forget_old()
    assert models.removed()
    long_ago = time.time() - (KEPT_DAYS + 1) * 86_400
    os.utime(removed.folder, (long_ago, long_ago))
    models.forget_old()
    assert not removed.folder.exists()
