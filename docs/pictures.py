"""Take the guide's pictures anew from the real window: `python docs/pictures.py [SONG]`, into docs/guide.

Each is there in the light theme and, as NAME-dark.png, in the dark one; the site shows the one of its own theme. SONG
is the real song of real-song.png, which is not part of the project; without it that picture stays as it is. The
training is a real one too, of a few updates on songs made here, so this takes some minutes.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
GUIDE = ROOT / "docs" / "guide"
sys.path.insert(0, str(ROOT))
PATIENCE_SECONDS = 600


class SilentStream:
    """A sound device that nobody hears."""

    active = True
    latency = 0.0

    def start(self) -> None:
        pass

    def close(self) -> None:
        pass


def wait(application: Any, ready: Any) -> None:
    """Let the window work until something is so."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not ready():
        if time.monotonic() > end:
            sys.exit("pictures: the window took too long")
        application.processEvents()
        time.sleep(0.01)


def grab(application: Any, widget: Any, name: str) -> None:
    """Write a picture of a widget, with all its tiles drawn."""
    from PIL import Image

    from svd_gui.timeline.idle import IdleSteps
    from svd_gui.timeline.view import TimelineView

    for _ in range(3):
        application.processEvents()
        widget.grab()
        for view in widget.findChildren(TimelineView):
            view.surface.spectrogram.finish()
        for steps in widget.findChildren(IdleSteps):
            steps.finish()
    if not widget.grab().save(str(GUIDE / name), "PNG"):
        sys.exit(f"pictures: {GUIDE / name} cannot be written")
    few_colours(Image.open(GUIDE / name).convert("RGB")).save(GUIDE / name, optimize=True)
    print(f"{name}: done")


def few_colours(picture: Any) -> Any:
    """A picture in 256 colours, which make the file a quarter: frequent ones exactly, and no rare one far off."""
    import numpy as np
    from PIL import Image

    colours, places, counts = np.unique(
        np.asarray(picture).reshape(-1, 3), axis=0, return_inverse=True, return_counts=True
    )
    rest = picture.quantize(160, method=Image.Quantize.MAXCOVERAGE).getpalette()[: 3 * 160]
    palette = np.concatenate([colours[np.argsort(-counts)[:96]], np.reshape(rest, (-1, 3))]).astype(np.int32)
    nearest = [
        np.argmin(np.sum((colours[start : start + 1000, np.newaxis] - palette) ** 2, axis=2), axis=1)
        for start in range(0, len(colours), 1000)
    ]
    result = Image.fromarray(
        np.concatenate(nearest).astype(np.uint8)[places].reshape(picture.height, picture.width), "P"
    )
    result.putpalette(palette.astype(np.uint8).ravel().tolist())
    return result


def open_song(application: Any, window: Any, song: Path) -> None:
    window.open_song(song)
    wait(application, lambda: window.session.song is not None and window.session.song.path == song)
    wait(application, lambda: window.session.posterior is not None and not window.session.busy)
    wait(application, lambda: not window.player.unavailable_reason)


def corrected(window: Any) -> None:
    """Two phrases joined by hand that the model had broken in two; the cursor at the end of the second."""
    from svd_core.annotation.region_edits import merge

    for first in (1, 2):
        window.document.edit("Merge regions", merge(window.document.regions, first))
    window.timeline.selection.select(2)
    window.player.seek(window.document.regions[2].end)


def both_themes(window: Any) -> Iterator[str]:
    """Show the window in one theme after the other, and yield what the names of pictures in it end in."""
    for theme, ending in (("dark", "-dark"), ("light", "")):
        window.appearance.choose(theme)
        yield ending


def grab_both(application: Any, window: Any, name: str) -> None:
    """Write a picture of the window in both themes."""
    for ending in both_themes(window):
        grab(application, window, f"{name}{ending}.png")


def main_states(application: Any, window: Any) -> None:
    """The window with the demo song: corrected, zoomed in, with the table, compared, and with an explanation."""
    from svd_core.annotation.regions import Region
    from svd_gui.song.comparison import Other

    window.timeline.navigation.show_song()
    corrected(window)
    grab_both(application, window, "window")
    window.timeline.selection.select_many((1, 2), 2)
    window.actions_.region_table.trigger()
    grab_both(application, window, "table")
    window.actions_.region_table.trigger()
    window.timeline.selection.clear()
    theirs = [Region(region.start, 0.1 * region.start + 0.9 * region.end) for region in window.document.regions]
    window.comparing.comparison.show_other(Other("Ann", tuple(theirs[1:])))
    window.comparing.comparison.go(True)
    window.player.pause()
    grab_both(application, window, "compare")
    window.comparing.comparison.stop()
    window.timeline.selection.select(1)
    first = window.document.regions[1]
    window.timeline.navigation.show_around(first.start, first.end)
    grab_both(application, window, "zoomed")
    window.timeline.selection.clear()
    window.player.seek(first.start + 1.0)
    window.actions_.explain.trigger()
    wait(application, lambda: window.timeline.content.saliency is not None)
    grab_both(application, window, "explanation")
    window.actions_.explain.trigger()


def augmentations(application: Any, window: Any) -> None:
    """The augmentations of an excerpt."""
    from svd_gui.training.augmentations_dialog import AugmentationsDialog

    for ending in both_themes(window):
        session, player = window.session, window.player
        regions = window.document.regions
        dialog = AugmentationsDialog(session.song, 20.0, regions, player, window.timeline.theme, window)
        dialog.show()
        wait(application, lambda shown=dialog: shown.settled)
        grab(application, dialog, f"augmentations{ending}.png")
        dialog.close()


SONGS = ("Ada Moss/First Light", "Ada Moss/Harbour", "Ada Moss/Slow Train", "Nils Berg/Under Glass",
         "Nils Berg/Winter Coat", "The Lamps/Paper Moon")  # fmt: skip


def made_songs(folder: Path) -> list[Path]:
    """Songs of this program's own singer in folders of invented artists; each has labels but two of the first one."""
    import soundfile

    from svd_core.annotation.formats.jamendo import JAMENDO
    from svd_core.synthesis.song import render

    songs = []
    for seed, name in enumerate(SONGS):
        samples, regions = render(45.0, seed + 50)
        songs.append(folder / f"{name}.wav")
        songs[-1].parent.mkdir(parents=True, exist_ok=True)
        soundfile.write(songs[-1], samples, 22050)
        if seed not in (1, 2):
            labels = JAMENDO.write(regions, len(samples) / 22050)
            songs[-1].with_suffix(".lab").write_text(labels, encoding="utf-8")
    return songs


def a_folder(application: Any, window: Any, folder: Path, songs: list[Path]) -> None:
    """The list of a folder with a stretch of its queue; then the training dialog, which lists the same songs."""
    from svd_gui.training.dialog import TrainingDialog
    from svd_gui.training.song_table import SongTable

    settled: list[object] = []
    window.songs.folder.settled.connect(lambda *_: settled.append(None))
    window.choice.choose(folder)
    wait(application, lambda: settled)
    for song in songs:
        open_song(application, window, song)
    window.songs.queue.go()
    wait(application, lambda: window.songs.queue_bar.isVisible() and not window.session.busy)
    window.player.pause()
    wait(application, lambda: window.timeline.review.span is not None)
    grab_both(application, window, "folder")
    window.songs.queue.forget()
    window.actions_.train.trigger()
    dialog = window.findChild(TrainingDialog)
    table = dialog.findChild(SongTable)
    wait(application, lambda: len(table.coverages) >= len(songs) - 2 and "…" not in table.checked_texts)
    for ending in both_themes(window):
        grab(application, dialog, f"training-dialog{ending}.png")
    dialog.reject()
    if window.actions_.song_list.isChecked():
        window.actions_.song_list.trigger()


def training(application: Any, window: Any, folder: Path, songs: list[Path]) -> None:
    """A real training under way, on songs of this program's own singer."""
    from svd_core.model.card import named_model
    from svd_gui.training.choices import TrainingChoices

    changes = {"updates": 60, "learning_rate": 1e-4, "report_every": 3, "validate_every": 9, "checkpoint_every": 30}
    start = named_model(Path("default"))
    labelled = tuple(song for song in songs if song.with_suffix(".lab").exists())
    window.training.start(
        TrainingChoices(folder / "my-model-1.safetensors", labelled, start_from=start, changes=changes)
    )
    wait(application, lambda: window.training.job is None or window.training.job.log.update >= 45)
    grab_both(application, window, "training")
    window.training.close()


def main(real_song: Path | None) -> None:
    from PySide6.QtWidgets import QApplication

    from svd_gui import language
    from svd_gui.settings import Settings
    from svd_gui.window.main_window import MainWindow

    application = QApplication([])
    application.setStyle("Fusion")
    language.install(application, "en")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        demo = folder / "Demo" / "demo song.ogg"
        demo.parent.mkdir()
        demo.write_bytes((ROOT / "resources" / "demo" / "song.ogg").read_bytes())
        window = MainWindow(Settings(folder / "settings.ini"), lambda *_: SilentStream())
        window.appearance.choose("light")
        window.resize(1400, 840)
        window.show()
        window.start()
        open_song(application, window, demo)
        main_states(application, window)
        augmentations(application, window)
        if real_song:
            window.resize(1320, 800)
            open_song(application, window, real_song)
            grab_both(application, window, "real-song")
            window.resize(1400, 840)
            open_song(application, window, demo)
            window.timeline.navigation.show_song()
        songs = made_songs(folder / "Our Music")
        a_folder(application, window, folder / "Our Music", songs)
        open_song(application, window, demo)
        window.timeline.navigation.show_song()
        training(application, window, folder, songs)
        window.player.close()
        window.session.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as private:
        # What the program remembers of its user is nobody's business here, and the other way round.
        os.environ |= {f"XDG_{kind}_HOME": private for kind in ("CONFIG", "DATA", "CACHE")}
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        # That platform complains about every window that it cannot size.
        os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")
        main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
