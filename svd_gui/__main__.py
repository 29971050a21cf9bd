"""Starts `svd-gui`: imports the window while no garbage is collected, a tenth of its start-up, and runs it."""

from __future__ import annotations

import sys

from svd_core.cli.heavy_imports import collection_paused


def main() -> int:
    """Run the program; returns its exit status."""
    with collection_paused():
        import svd_gui.before_qt  # noqa: F401
        from svd_gui import program
    return program.main()


if __name__ == "__main__":
    sys.exit(main())
