"""Start-up: the window is imported without what it does not show, and while no garbage is collected."""

from __future__ import annotations

import json
import subprocess
import sys

NOT_NEEDED = {"torch", "librosa", "numba", "matplotlib", "scipy", "pyqtgraph", "sounddevice", "soxr", "av"}
DIALOGS = {
    "svd_gui.dialogs.about",
    "svd_gui.library.changes_dialog",
    "svd_gui.models.dialog",
    "svd_gui.song.history_dialog",
    "svd_gui.training.augmentations_dialog",
    "svd_gui.training.data_set_dialog",
    "svd_gui.training.dialog",
}

_START = """
import gc, json, sys
from svd_gui import __main__
collections = []
gc.callbacks.append(lambda phase, info: collections.append(phase))
sys.argv = ["svd-gui", "--version"]
__main__.main()
print(json.dumps([sorted(sys.modules), len(collections)]))
"""


def test_the_program_starts_without_dialogs_and_large_libraries_and_collects_no_garbage_meanwhile() -> None:
    done = subprocess.run([sys.executable, "-c", _START], capture_output=True, text=True, check=True)
    modules, n_collections = json.loads(done.stdout.splitlines()[-1])
    assert "svd_gui.window.main_window" in modules
    assert not NOT_NEEDED & {name.partition(".")[0] for name in modules}
    assert not DIALOGS & set(modules)
    # More than a hundred without the pause; version numbers are looked up after it.
    assert n_collections < 20
