"""The models of a person: listed with their cards, brought in, copied out, taken out and brought back."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from svd_core.errors import DataError, ModelError
from svd_core.files.owner_lock import OwnerLock
from svd_core.model.card import named_model
from svd_core.model.library import KEPT_DAYS, Library, lock_path

SHIPPED = named_model(Path("free"))


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "models")


def trained(library: Library, name: str = "mine") -> Path:
    """A model with what a training leaves beside it, and another one whose name begins alike."""
    library.folder.mkdir(exist_ok=True)
    for each in (name, f"{name}.v2"):
        (library.folder / f"{each}.safetensors").write_bytes(SHIPPED.read_bytes())
        (library.folder / f"{each}.songs.json").write_text("{}")
    (library.folder / f"{name}.members").mkdir()
    return library.folder / f"{name}.safetensors"


def names(library: Library) -> set[str]:
    return {path.name for path in library.folder.iterdir()} - {"removed"}


def test_without_a_folder_there_are_the_models_that_come_along(library: Library) -> None:
    entries = library.entries()
    assert [entry.name for entry in entries] == ["default", "free"]
    assert all(entry.shipped and entry.card is not None for entry in entries)


def test_own_models_follow_the_newest_first_and_a_broken_one_says_why(library: Library) -> None:
    trained(library, "old")
    os.utime(library.folder / "old.safetensors", (1e9, 1e9))
    (library.folder / "broken.safetensors").write_bytes(b"no model")
    entries = library.entries()[2:]
    assert [entry.name for entry in entries][-1] == "old"
    broken = next(entry for entry in entries if entry.name == "broken")
    assert broken.card is None
    assert "not a readable model file" in broken.problem


def test_a_model_is_brought_in_once(library: Library, tmp_path: Path) -> None:
    trained(library)
    source = tmp_path / "mine.safetensors"
    source.write_bytes(named_model(None).read_bytes())
    # The very content comes with the program.
    assert library.add(source) == named_model(None)
    source.write_bytes(b"no model")
    before = names(library)
    with pytest.raises(ModelError):
        library.add(source)
    assert names(library) == before


def test_a_name_that_is_taken_gets_a_number(library: Library, tmp_path: Path) -> None:
    own = trained(library)
    source = tmp_path / "mine.safetensors"
    # Another model: a byte of its weights differs.
    content = bytearray(own.read_bytes())
    content[-1] ^= 1
    source.write_bytes(content)
    assert library.add(source) == library.folder / "mine 2.safetensors"
    assert library.add(source) == library.folder / "mine 2.safetensors"


def test_a_copy_goes_out_and_never_onto_itself(library: Library, tmp_path: Path) -> None:
    own = trained(library)
    library.export(own, tmp_path / "copy.safetensors")
    assert (tmp_path / "copy.safetensors").read_bytes() == own.read_bytes()
    with pytest.raises(DataError, match="the model itself"):
        library.export(own, own)


def test_a_removed_model_comes_back_with_all_that_belongs_to_it(library: Library) -> None:
    own = trained(library)
    before = names(library)
    removed = library.remove(own)
    assert names(library) == {"mine.v2.safetensors", "mine.v2.songs.json"}
    # As after another start of the program.
    (there,) = Library(library.folder).removed()
    assert (there.name, there.folder) == ("mine", removed.folder)
    assert library.restore(there) == own
    assert names(library) == before
    assert library.removed() == ()


def test_what_took_its_name_meanwhile_stays(library: Library) -> None:
    removed = library.remove(trained(library))
    trained(library)
    assert library.restore(removed) == library.folder / "mine 2.safetensors"
    assert {"mine 2.songs.json", "mine 2.members", "mine.songs.json"} <= names(library)
    with pytest.raises(DataError, match="no longer there"):
        library.restore(removed)


def test_what_came_with_the_program_or_is_being_trained_cannot_be_removed(library: Library) -> None:
    with pytest.raises(DataError, match="come with the program"):
        library.remove(SHIPPED)
    own = trained(library)
    lock = OwnerLock(lock_path(own))
    assert lock.acquire() is None
    with pytest.raises(DataError, match="is being trained"):
        library.remove(own)
    lock.release()
    library.remove(own)


def test_removed_models_are_gone_for_good_after_a_month(library: Library) -> None:
    removed = library.remove(trained(library))
    library.forget_old()
    assert library.removed()
    long_ago = time.time() - (KEPT_DAYS + 1) * 86_400
    os.utime(removed.folder, (long_ago, long_ago))
    library.forget_old()
    assert not removed.folder.exists()
