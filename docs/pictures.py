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
    # 256 colours halve the file, and nobody sees the difference.
    Image.open(GUIDE / name).convert("RGB").quantize(256).save(GUIDE / name, optimize=True)
    print(f"{name}: done")


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


def training(application: Any, window: Any, folder: Path) -> None:
    """A real training under way, on four songs of this program's own singer."""
    import soundfile

    from svd_core.annotation.formats.jamendo import JAMENDO
    from svd_core.model.card import named_model
    from svd_core.synthesis.song import render
    from svd_gui.training.choices import TrainingChoices

    songs = []
    for seed in range(4):
        samples, regions = render(20.0, seed + 50)
        songs.append(folder / f"song {seed}.wav")
        soundfile.write(songs[-1], samples, 22050)
        songs[-1].with_suffix(".lab").write_text(JAMENDO.write(regions, len(samples) / 22050), encoding="utf-8")
    changes = {"updates": 60, "learning_rate": 1e-4, "report_every": 3, "validate_every": 9, "checkpoint_every": 30}
    start = named_model(Path("default"))
    window.training.start(
        TrainingChoices(folder / "my-model-1.safetensors", tuple(songs), start_from=start, changes=changes)
    )
    wait(application, lambda: window.training.job is None or window.training.job.log.update >= 45)
    grab_both(application, window, "training")
    window.training.close()


def main(real_song: Path | None) -> None:
    from PySide6.QtWidgets import QApplication

    from svd_gui.settings import Settings
    from svd_gui.window.main_window import MainWindow

    application = QApplication([])
    application.setStyle("Fusion")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        demo = folder / "demo song.ogg"
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
            grab(application, window, "real-song.png")
            window.resize(1400, 840)
            open_song(application, window, demo)
            window.timeline.navigation.show_song()
        training(application, window, folder)
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
