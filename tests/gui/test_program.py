"""Start-up: the window is imported without what it does not show, and while no garbage is collected."""

from __future__ import annotations

import json
import subprocess
import sys

NOT_NEEDED = {"torch", "librosa", "numba", "matplotlib", "scipy", "pyqtgraph", "sounddevice", "soxr", "av"}
DIALOGS = {
    "svd_gui.dialogs.about",
    "svd_gui.dialogs.label_set_dialog",
    "svd_gui.dialogs.short_stretches_dialog",
    "svd_gui.library.batch_dialogs",
    "svd_gui.library.changes_dialog",
    "svd_gui.models.dialog",
    "svd_gui.song.history_dialog",
    "svd_gui.song.label_import_dialog",
    "svd_gui.training.augmentations_dialog",
    "svd_gui.training.data_set_dialog",
    "svd_gui.training.dialog",
    "svd_gui.window.preferences.dialog",
}
LABEL_FORMATS = {f"svd_core.annotation.formats.{name}" for name in ("eaf", "jams_file", "registry", "textgrid")}

_START = """
import gc, json, sys
from svd_gui import __main__
collections = []
gc.callbacks.append(lambda phase, info: collections.append(phase))
sys.argv = ["svd-gui", "--version"]
__main__.main()
print(json.dumps([list(sys.modules), len(collections)]))
"""


def test_the_program_starts_without_dialogs_and_large_libraries_and_collects_no_garbage_meanwhile() -> None:
    done = subprocess.run([sys.executable, "-c", _START], capture_output=True, text=True, check=True)
    modules, n_collections = json.loads(done.stdout.splitlines()[-1])
    assert "svd_gui.window.main_window" in modules
    assert not NOT_NEEDED & {name.partition(".")[0] for name in modules}
    assert not (DIALOGS | LABEL_FORMATS) & set(modules)
    # PySide6 reads the source of what is imported after it.
    ahead_of_qt = modules[: modules.index("PySide6")]
    assert {"numpy", "svd_core.annotation.label_file", "svd_core.library.refreshing"} <= set(ahead_of_qt)
    # More than a hundred without the pause; version numbers are looked up after it.
    assert n_collections < 20
