"""How to start this program's command line as a process of its own."""

from __future__ import annotations

import sys

PROGRAM = (sys.executable, "-m", "svd_core")
"""The words before the name of a command; rooms below this one are given them by whoever starts a process."""
