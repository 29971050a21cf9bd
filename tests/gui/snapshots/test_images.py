"""The comparison of pictures sees what a person would see, and only that."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from matplotlib import get_data_path
from PIL import Image, ImageDraw, ImageFont

from tests.gui.snapshots import images
from tests.gui.snapshots.images import difference

FONT = Path(get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"


def picture(
    scale: int = 1,
    region: tuple[int, int, int] = (216, 236, 232),
    edge: float = 60,
    label: str = "verse",
    line: bool = True,
    playhead: float = 150,
    at: float = 0.0,
) -> np.ndarray:
    """A miniature of the timeline: a region with an edge, a label, a hairline, a playhead."""
    fine = 4
    image = Image.new("RGB", (240 * scale * fine, 100 * scale * fine), "white")
    draw = ImageDraw.Draw(image)

    def box(left: float, top: float, right: float, bottom: float, colour: object) -> None:
        draw.rectangle([round(scale * fine * value) for value in (left, top, right, bottom)], colour)  # type: ignore[arg-type]  # a colour

    box(edge, 10, 120, 90, region)
    if line:
        box(0, 50, 240, 51, (228, 231, 237))
    box(edge, 10, edge + 1.4, 90, (15, 143, 126))
    box(playhead, 0, playhead + 1.4, 100, (209, 36, 47))
    small = image.resize((240 * scale, 100 * scale), Image.Resampling.BOX)
    # At a share of a pixel letters are smoothed otherwise, as they are by another system.
    place, font = (scale * 70 + at, scale * 20 + at), ImageFont.truetype(FONT, 11 * scale)
    ImageDraw.Draw(small).text(place, label, "black", font)
    return np.asarray(small)


@pytest.mark.parametrize("scale", [1, 2])
@pytest.mark.parametrize(
    "change",
    [
        {"region": (216, 236, 222)},
        {"region": (224, 240, 232)},
        {"edge": 63},
        {"edge": 57},
        {"label": ""},
        {"label": "chorus"},
        {"line": False},
        {"playhead": 153},
        {"playhead": 300},
    ],
    ids=str,
)
def test_what_a_person_would_see_is_seen(change: dict, scale: int):
    assert difference(picture(scale, **change), picture(scale), scale) > 1


@pytest.mark.parametrize("scale", [1, 2])
@pytest.mark.parametrize("change", [{}, {"at": 0.3}, {"at": 0.5}, {"edge": 60.4}, {"playhead": 150.6}], ids=str)
def test_where_a_mark_falls_within_a_pixel_is_not(change: dict, scale: int):
    assert difference(picture(scale, **change), picture(scale), scale) <= 1


def test_noise_of_smoothing_is_not_seen():
    before = picture().astype(int)
    noise = np.random.default_rng(1).integers(-3, 4, before.shape)
    assert difference(np.clip(before + noise, 0, 255).astype(np.uint8), picture()) <= 1


def test_pictures_of_other_sizes_differ():
    assert difference(picture()[1:], picture()) == float("inf")


@pytest.mark.parametrize("colours", [5, 5000])
def test_what_is_stored_is_as_what_was_seen(tmp_path: Path, colours: int):
    seen = picture().copy()
    if colours > 256:
        seen[..., 1] = np.linspace(0, 255, seen.shape[1]).astype(np.uint8)
        seen[..., 2] = np.linspace(0, 255, seen.shape[0]).astype(np.uint8)[:, np.newaxis]
    images.store(seen, tmp_path / "stored.png")
    images.check(seen, tmp_path / "stored.png", tmp_path)
    assert difference(np.asarray(Image.open(tmp_path / "stored.png").convert("RGB")), seen) < 0.8


def test_a_failure_leaves_the_picture_and_the_difference_and_names_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(images, "UPDATING", False)
    stored, left = tmp_path / "part.png", tmp_path / "left"
    with pytest.raises(AssertionError, match="is missing"):
        images.check(picture(), stored, left)
    images.store(picture(), stored)
    with pytest.raises(AssertionError, match="not as") as raised:
        images.check(picture(edge=70), stored, left)
    for name in ("part-actual.png", "part-difference.png"):
        assert str(left / name) in str(raised.value)
    assert (np.asarray(Image.open(left / "part-actual.png")) == picture(edge=70)).all()
    shown = np.asarray(Image.open(left / "part-difference.png")).astype(int)
    red = shown[..., 0] - shown[..., 1] > 60
    assert red[12:88, 61:70].mean() > 0.9 and not red[:, 160:].any()
    with pytest.raises(AssertionError, match="200 x 100 instead of 240 x 100"):
        images.check(picture()[:, :200], stored, left)


def test_updating_stores_instead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(images, "UPDATING", True)
    images.check(picture(), tmp_path / "new" / "part.png", tmp_path)
    monkeypatch.setattr(images, "UPDATING", False)
    images.check(picture(), tmp_path / "new" / "part.png", tmp_path)
