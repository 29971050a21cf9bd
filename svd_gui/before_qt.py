"""Imports most of what the window needs of numpy and the core, ahead of Qt.

PySide6 reads the source of every module that is imported after it, which takes as long as importing it.
"""

# ruff: noqa: F401
import numpy.typing

import svd_core.annotation.differences
import svd_core.annotation.label_export
import svd_core.annotation.label_survey
import svd_core.annotation.region_clipboard
import svd_core.audio.rendering_process
import svd_core.library.listing
import svd_core.library.marking
import svd_core.library.orphans
import svd_core.library.refreshing
import svd_core.model.model_folder
import svd_core.training.child_process
