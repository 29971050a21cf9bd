"""Folders that have an index: it is told what a command has found out about their songs."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path

from svd_core.config import PostprocessingConfig
from svd_core.library import index_places


def tell_indices(
    folders: Iterable[Path], keys: Mapping[Path, str], detector_key: str, postprocessing: PostprocessingConfig
) -> None:
    """Bring the indices of folders up to date with the content keys of songs in them, as `find_songs` names these.

    A folder that nobody has opened yet gets no index.
    """
    for folder in folders:
        if not folder.is_dir() or not any(place.is_file() for place in index_places.places(folder)):
            continue
        # Imported where there is an index: for a single song that would be a good part of all imports.
        from svd_core.library.index import SongIndex
        from svd_core.library.refreshing import refresh
        from svd_core.library.song_reading import Detector, SongReader

        detector = Detector(detector_key, postprocessing)
        inside = {song.relative_to(folder).as_posix(): key for song, key in keys.items() if song.is_relative_to(folder)}
        # It is a cache: what cannot be told now is read when the folder is opened.
        with contextlib.suppress(OSError), closing(SongIndex(folder)) as index:
            for _ in refresh(SongReader(folder, detector), index, inside):
                pass
