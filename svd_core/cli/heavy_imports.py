"""Heavy imports without garbage collections: PyTorch makes a million objects that live as long as the program."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collection_paused() -> Iterator[None]:
    """Collect no garbage within, and never look at what was made until its end again.

    Neither later collections nor the end of the program then go through all objects of the libraries, which takes half
    as long as importing them.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_enabled:
            gc.enable()
