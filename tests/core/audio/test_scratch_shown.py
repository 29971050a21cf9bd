"""An array that grows can be looked at before all of it is there."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from svd_core.audio.scratch import ScratchArray


def test_what_is_added_later_appears_in_what_was_shown_before(tmp_path: Path):
    growing: ScratchArray[np.float32] = ScratchArray(tmp_path)
    growing.append(np.full((3, 2), 1, np.float32))
    shown = growing.shown(6)
    np.testing.assert_array_equal(shown[:, 1], [1, 1, 1, 0, 0, 0])
    growing.append(np.full((2, 2), 2, np.float32))
    np.testing.assert_array_equal(shown[:, 1], [1, 1, 1, 2, 2, 0])
    growing.append(np.full((4, 2), 3, np.float32))
    np.testing.assert_array_equal(shown[:, 1], [1, 1, 1, 2, 2, 3])
    np.testing.assert_array_equal(growing.array()[:, 1], [1, 1, 1, 2, 2, 3, 3, 3, 3])
