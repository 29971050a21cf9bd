"""How to start this program's command line as a process of its own."""

from __future__ import annotations

import sys

PROGRAM = (sys.executable, "-m", "svd_core")
"""The words before the name of a command. Rooms below `cli` must not import this: a caller hands it to them."""
