"""`svd-gui [SONG] [--model FILE]`: show the window; with --screenshot, write a picture of it instead."""

from __future__ import annotations

import argparse
import importlib
import logging
import os
import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from svd_core.audio.decoder_messages import keep_own_messages
from svd_core.cli.heavy_imports import collection_paused
from svd_gui import language
from svd_gui.errors import install_hook
from svd_gui.garbage import collected_on_this_thread
from svd_gui.settings import Settings
from svd_gui.window.first_size import fit_to_screen
from svd_gui.window.main_window import MainWindow
from svd_gui.window.screenshot import Screenshot, screenshot_files


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; returns its exit status."""
    parser = build_parser()
    options = parser.parse_args(sys.argv[1:] if arguments is None else arguments)
    if options.version:
        from svd_core.model.provenance import program_version

        # Windows starts programs with a window without a standard output.
        if sys.stdout is not None:
            sys.stdout.write(f"svd-gui {program_version()}\n")
        return 0
    if options.screenshot and options.song and options.song.is_dir():
        parser.error(f"{options.song}: is a folder; --screenshot takes a picture of one song")
    keep_own_messages()
    logging.basicConfig(level=logging.WARNING, format="%(name)s: %(message)s")
    leave_a_core_to_the_window()
    if options.screenshot:
        if (there := next(filter(os.path.lexists, screenshot_files(options.screenshot)), None)) and not options.force:
            parser.error(
                f"{there}: is there already; --force replaces it and keeps the old one, with .bak after its name"
            )
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        # This platform warns about every window that it cannot resize.
        os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")
    log_qt_messages()
    # Ctrl+C in the terminal ends the program at once; all work is on disk already.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    application = QApplication([sys.argv[0]])
    application.setApplicationName("SVD Studio")
    application.setDesktopFileName("svd-studio")
    application.setStyle("Fusion")
    with collected_on_this_thread():
        settings = Settings(options.settings)
        language.install(application, settings.language)
        with collection_paused():  # What is made now lives as long as the program.
            window = new_window(settings, options)
        install_hook(window.notice.show_problem)
        window.show()
        QTimer.singleShot(0, lambda: _begin(window, options))
        return application.exec()


def new_window(settings: Settings, options: argparse.Namespace) -> MainWindow:
    """Return the window in the theme asked for, no larger than its screen, to be shown."""
    window = MainWindow(settings)
    if options.theme:
        window.appearance.choose(options.theme)
    # A picture has the same size whatever screen there is, or none.
    if not options.screenshot:
        fit_to_screen(window)
    return window


def log_qt_messages() -> None:
    """Keep what Qt remarks on fonts, plugins and windows out of the terminal; only what ends it in failure is shown.

    Whoever looks for such a remark sets QT_LOGGING_RULES, as for any program that uses Qt.
    """
    if "QT_LOGGING_RULES" in os.environ:
        return
    serious = (QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg)
    log = logging.getLogger("qt")
    qInstallMessageHandler(
        lambda kind, _context, text: log.log(logging.ERROR if kind in serious else logging.INFO, "%s", text)
    )


def leave_a_core_to_the_window() -> None:
    """Have numerical libraries use all cores but one; they read these variables when they are first loaded."""
    threads = str(max(1, (os.cpu_count() or 2) - 1))
    for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(name, threads)


def _begin(window: MainWindow, options: argparse.Namespace) -> None:
    """Load the model and open the song, now that the window is on screen."""
    import_ahead()
    if options.model:
        window.session.use_model(options.model)
    window.start()
    if options.screenshot:
        Screenshot(window, options.screenshot)
    settings = window.settings
    if options.song:
        window.choice.choose(options.song)
    elif settings.reopens_folder and settings.recent_folders and not options.screenshot:
        window.songs.open_folder(settings.recent_folders[0])


def import_ahead() -> threading.Thread:
    """Import on another thread, which is returned, what the first song would otherwise wait for: most of a second."""

    def load() -> None:
        with collection_paused():
            for name in ("svd_gui.timeline.plots", "svd_core.audio.decoding", "av", "soundfile", "soxr"):
                importlib.import_module(name)

    thread = threading.Thread(target=load, name="imports")
    thread.start()
    return thread


def build_parser() -> argparse.ArgumentParser:
    """The options of the window."""
    parser = argparse.ArgumentParser(prog="svd-gui", description="See, correct and learn where the singing is.")
    parser.add_argument("--version", action="store_true", help="show the version and end")
    parser.add_argument("song", nargs="?", type=Path, help="sound file to open, or a folder of them to work through")
    parser.add_argument("--model", type=Path, metavar="FILE", help="model to detect with")
    parser.add_argument("--theme", choices=("system", "light", "dark"), help="colours, from now on")
    parser.add_argument("--settings", type=Path, metavar="FILE", help="settings file to use instead of the usual one")
    parser.add_argument(
        "--screenshot",
        type=Path,
        metavar="OUT.png",
        help="open no window: detect, write a picture of it and the regions beside it (.lab), and end",
    )
    parser.add_argument(
        "--force",
        action="store_true",
        help="with --screenshot: replace existing files, and keep the old ones (.bak)",
    )
    return parser
