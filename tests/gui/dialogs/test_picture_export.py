"""Export Picture: PNG and SVG of what is on screen, remembered, and nothing replaced unasked."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtWidgets import QMessageBox

from svd_gui.dialogs.picture_export_dialog import PictureExportDialog
from svd_gui.settings import Settings
from svd_gui.timeline.picture_export import picture_of
from svd_gui.timeline.plots import TimelinePlots
from svd_gui.timeline.spectrogram_detail import Detail
from svd_gui.timeline.view import TimelineView
from tests.gui.timeline.conftest import mel, sound, view  # noqa: F401 - fixtures
from tests.gui.timeline.test_plots import pixels


@pytest.fixture
def dialog(view: TimelineView, tmp_path: Path, qtbot) -> PictureExportDialog:  # noqa: F811 - the fixture
    view.resize(view.width() // 2, view.height() // 2)  # A quarter of the pixels, in a quarter of the time.
    view.set_visible_range(8, 22)
    view.grab()
    dialog = PictureExportDialog(view, tmp_path / "song.wav", Settings(tmp_path / "settings.ini"))
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_a_png_shows_what_is_on_screen_in_the_width_that_was_chosen(dialog, view, tmp_path):  # noqa: F811
    view.surface.spectrogram.finish()
    view.grab()
    dialog.width_px.setValue(view.width())
    dialog.accept()
    path = tmp_path / "song 0-08 to 0-22.png"
    with Image.open(path) as image:
        written = np.asarray(image.convert("RGB")).astype(int)
    screen = pixels(view)[..., ::-1].astype(int)
    assert written.shape == screen.shape
    assert np.abs(written - screen).mean() < 2
    dialog.width_px.setValue(3 * view.width())
    dialog.choose("png", tmp_path / "wide.png")
    dialog.accept()
    with Image.open(tmp_path / "wide.png") as image:
        assert image.size == (3 * view.width(), 3 * view.height())


@pytest.mark.parametrize("factor", [0.4, 1.3, 2.18, 3.18, 5.0])
def test_any_scale_can_be_painted(dialog, view, factor):  # noqa: F811
    assert len(picture_of(view, "png", round(factor * view.width()))) > 1000


def test_an_svg_has_letters_and_nothing_beyond_the_lanes(dialog, view, tmp_path):  # noqa: F811
    dialog.choose("svg")
    assert not dialog.width_px.isEnabled()
    dialog.accept()
    root = ElementTree.parse(tmp_path / "song 0-08 to 0-22.svg").getroot()
    names = {"svg": "http://www.w3.org/2000/svg"}
    texts = {(text.text or "").strip() for text in root.iterfind(".//svg:text", names)}
    assert any("0:10" in text for text in texts) and "frequency in Hz" in texts
    images = [(float(image.get("x")), float(image.get("width"))) for image in root.iterfind(".//svg:image", names)]
    lane = view.lanes.spectrogram
    assert images and all(x >= lane.left() - 8 and width <= lane.width() + 16 for x, width in images)


@pytest.mark.parametrize("picture_format", ["png", "svg"])
def test_the_cursor_is_on_no_picture_and_comes_back(view, picture_format):  # noqa: F811
    view.grab()
    view.set_playhead(2.0)
    before = picture_of(view, picture_format, 700)
    view.set_playhead(view.content.duration - 2.0)
    assert picture_of(view, picture_format, 700) == before
    assert view.findChild(TimelinePlots).layers["playhead"].isVisible()


def test_an_svg_is_as_fine_whatever_the_width_of_the_last_png(dialog, view):  # noqa: F811
    def svg(width_px: int) -> bytes:
        for window in (1024, 2048):  # What is kept of the spectrogram goes with its windows.
            view.surface.spectrogram.set_detail(Detail("always", window))
        return picture_of(view, "svg", width_px)

    assert svg(200) == svg(5 * view.width())


def test_folder_format_and_width_are_those_of_the_next_picture(dialog, view, tmp_path, qtbot):  # noqa: F811
    (tmp_path / "pictures").mkdir()
    dialog.choose("svg", tmp_path / "pictures" / "one.svg")
    dialog.width_px.setValue(1234)
    dialog.accept()
    another = PictureExportDialog(view, tmp_path / "song.wav", Settings(tmp_path / "settings.ini"))
    qtbot.addWidget(another)
    assert (another.path.parent.name, another.path.suffix) == ("pictures", ".svg")
    assert another.width_px.value() == 1234


def answer(dialog: PictureExportDialog, yes: bool) -> None:
    box = dialog.findChild(QMessageBox)
    buttons = [button for button in box.buttons() if (box.buttonRole(button).name == "DestructiveRole") == yes]
    buttons[0].click()


def test_a_file_that_is_there_is_replaced_only_after_a_question(dialog, tmp_path, qtbot):
    path = tmp_path / "mine.png"
    path.write_bytes(b"mine")
    dialog.choose("png", path)
    dialog.accept()
    answer(dialog, yes=False)
    assert path.read_bytes() == b"mine" and dialog.isVisible()
    qtbot.waitUntil(lambda: dialog.findChild(QMessageBox) is None)
    dialog.accept()
    answer(dialog, yes=True)
    assert path.read_bytes().startswith(b"\x89PNG")


def test_a_folder_that_cannot_be_written_is_told(dialog, tmp_path, qtbot):
    dialog.choose("png", tmp_path / "nowhere" / "x.png")
    with qtbot.waitSignal(dialog.failed) as told:
        dialog.accept()
    assert "nowhere" in told.args[0].summary + told.args[0].details and dialog.isVisible()
    for name in ("", "a\0b", str(tmp_path)):
        dialog.file.setText(name)
        assert not dialog._save.isEnabled()
