"""Label sets: what a label means is in the label, and a set comes back from its file as it was."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svd_core.annotation.label_set import DEFAULT, FILE_NAME, MEANINGS, LabelKind, LabelSet, load, path_for, save
from svd_core.annotation.vocabulary import UNSUNG, by_itself, is_singing, judge, key_of, label_of, leaves_open, name_of
from svd_core.errors import FormatError

# The library's own words, and what people may call things.
NAMES = st.one_of(
    st.sampled_from(["verse", "whistle", "voice", "speech", "sing", "no", "vocals absent", "?", "“lead”", "1", "x y"]),
    st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=20),
).map(lambda text: " ".join(text.split())).filter(lambda text: text.strip() and name_of(text) == text)  # fmt: skip


@given(NAMES, st.sampled_from(MEANINGS))
def test_a_label_means_by_itself_what_its_set_says(name, meaning):
    label = label_of(name, meaning)
    assert name_of(label) == name
    assert is_singing(label) == (meaning != "unsung")
    assert leaves_open(label) == (meaning == "ignored")


def test_names_that_mean_it_already_stay_as_they_are():
    assert [label_of(word, "unsung") for word in sorted(UNSUNG)] == sorted(UNSUNG)
    assert label_of("choir", "sung") == "choir" and label_of("verse", "sung") == "verse"
    assert label_of("whistle", "unsung") == "nosing “whistle”" and judge("nosing “voice”") == "unsung"
    assert label_of("speech", "sung") == "sing “speech”"


def kinds() -> st.SearchStrategy[LabelKind]:
    colours = st.one_of(st.none(), st.from_regex(r"#[0-9a-f]{6}", fullmatch=True))
    return st.builds(LabelKind, NAMES, st.sampled_from(MEANINGS), colours, st.none())


@given(st.lists(kinds(), max_size=8), st.permutations(range(1, 10)))
def test_a_set_comes_back_from_its_file(tmp_path_factory, some, keys):
    distinct = {key_of(kind.name): kind for kind in some}.values()
    labels = LabelSet(tuple(replace(kind, key=key) for kind, key in zip(distinct, keys, strict=False)))
    path = tmp_path_factory.getbasetemp() / FILE_NAME
    save(path, labels)
    assert load(path) == labels
    for kind in labels.kinds:
        assert labels.of_key(kind.key) == kind and labels.label_for(kind.name) == kind.label


def test_without_a_file_there_is_a_default_set_and_the_file_is_beside_the_song(tmp_path: Path):
    assert path_for(tmp_path / "song.mp3") == tmp_path / "svd-labels.json"
    assert load(tmp_path / FILE_NAME) is DEFAULT
    assert [DEFAULT.of_key(key).label for key in (1, 4, 9)] == ["sing", "speech", "?"] and DEFAULT.of_key(7) is None
    assert DEFAULT.label_for("  some  thing ") == "some thing" and DEFAULT.label_for(" ") == "sing"
    assert all(by_itself(DEFAULT.label_for(name)) == "sung" for name in ("na", "X", "Other", "n/a", "todo"))
    assert by_itself(DEFAULT.label_for("unsure")) == "ignored"
    assert DEFAULT.colours == {"speech": "#8a8f98", "?": "#c08a2d"}


def test_another_file_of_that_name_is_kept_beside(tmp_path: Path):
    path = tmp_path / FILE_NAME
    path.write_text("mine", encoding="utf-8")
    assert save(path, DEFAULT).read_text(encoding="utf-8") == "mine"
    assert load(path) == DEFAULT and save(path, DEFAULT) is None
    mine = LabelSet((LabelKind("mine"),))
    assert save(path, mine, DEFAULT) is None, "what it is known to hold needs no backup"
    assert load(save(path, DEFAULT, DEFAULT)) == mine, "somebody else has changed it meanwhile"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"format": "x"}, "no label set"),
        ({"version": 2}, "newer"),
        ({"labels": 3}, "a list"),
        ({"labels": [{"name": "a", "meaning": "perhaps"}]}, r"labels\[0\].meaning.*one of sung"),
        ({"labels": [{"name": "a", "colour": "red"}]}, r"labels\[0\].*#rrggbb"),
        ({"labels": [{"name": "a", "key": 0}]}, "from 1 to 9"),
        ({"labels": [{"name": "a", "key": 1.5}]}, "digit"),
        ({"labels": [{"name": " "}]}, "no name"),
        ({"labels": [{"name": "a\u202eb"}]}, "no name"),
        ({"labels": [{"name": "nosing “a”"}]}, "name alone"),
        ({"labels": [{"name": "a"}, {"name": "A"}]}, "twice"),
        ({"labels": [{"name": "a", "key": 1}, {"name": "b", "key": 1}]}, "key '1' gives two"),
        ({"labels": [{"name": str(n)} for n in range(101)]}, "at most 100"),
    ],
)
def test_what_is_wrong_in_a_file_is_said_with_its_place(tmp_path: Path, change, reason):
    path = tmp_path / FILE_NAME
    save(path, DEFAULT)
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | change), encoding="utf-8")
    with pytest.raises(FormatError, match=reason) as error:
        load(path)
    assert FILE_NAME in str(error.value)
